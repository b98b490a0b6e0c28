# Needs a backend, whichever.

layer <- function(object, units, use_bias = TRUE, ...) check_dots(...)

test_that("the keywords of every layer pass, converted", {
  expect_identical(layer(), list())
  expect_identical(
    layer(name = "out", trainable = FALSE, dtype = "float16", input_dim = 4),
    list(name = "out", trainable = FALSE, dtype = "float16", input_dim = 4L)
  )
  expect_identical(layer(input_shape = c(NA, 3)), list(input_shape = shape(NA, 3)))
})

test_that("a keyword that is NULL stays", {
  expect_identical(
    layer(name = NULL, dtype = NULL, input_shape = NULL),
    list(name = NULL, dtype = NULL, input_shape = NULL)
  )
})

test_that("what one layer still takes passes there alone", {
  older <- function(object, units, ...) check_dots(..., also = "alpha")
  expect_identical(older(alpha = 2), list(alpha = 2L))
  expect_identical(older(alpha = 0.5), list(alpha = 0.5))
  expect_lamina_error(layer(alpha = 2), "alpha")
  skip_without_keras()
  expect_lamina_error(layer_activation_relu(alpha = 0.1), "alpha")
  expect_no_error(layer_lstm(units = 2, implementation = 2))
  expect_no_error(layer_gru(units = 2, implementation = 1))
  expect_lamina_error(layer_simple_rnn(units = 2, implementation = 1), "implementation")
  expect_no_warning(layer_embedding(input_dim = 4, output_dim = 2, input_length = 3))
  expect_lamina_error(layer_dense(units = 2, input_length = 3), "input_length")
})

test_that("the keywords' values are checked under their own names", {
  expect_snapshot(error = TRUE, {
    layer(name = "a/b")
    layer(dtype = "float23")
    layer(trainable = NA)
    layer(autocast = "yes")
    layer(input_shape = 2.5)
    layer(input_dim = "4")
  })
})

test_that("what one layer does not take is refused there alone", {
  skip_without_keras()
  expect_lamina_error(
    layer_activity_regularization(activity_regularizer = "l2"), "`activity_regularizer` is not"
  )
  expect_no_error(layer_activity_regularization(l2 = 1, name = "penalty", trainable = FALSE))
})

test_that("batch_input_shape is the shape of the input with the batch", {
  expect_identical(layer(batch_input_shape = c(NA, 3)), list(input_shape = shape(3)))
  expect_identical(
    layer(batch_input_shape = list(2, NULL, 3)),
    list(batch_input_shape = shape(2, NA, 3), input_shape = shape(NA, 3))
  )
  whole <- layer(batch_input_shape = c(2, 4))
  expect_mapequal(layer(input_dim = 4, batch_size = 2), whole)
  expect_mapequal(layer(input_shape = 4, batch_size = 2), whole)
  expect_lamina_error(layer(batch_input_shape = integer()), "examples first")
  skip_without_keras()
  input_shape <- function(model) shape_integers(as_shape(model$input_shape))
  for (batch in c(3L, NA)) {
    added <- keras_model_sequential() |> layer_dense(2, batch_input_shape = c(batch, 4))
    expect_identical(input_shape(added), c(batch, 4L))
    first <- layer_dense(units = 2, batch_input_shape = c(batch, 4))
    expect_identical(input_shape(keras_model_sequential(layers = first)), c(batch, 4L))
  }
  # Behind another layer it says nothing.
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(2, batch_input_shape = c(3, 4))
  expect_identical(input_shape(model), c(NA, 4L))
  empty <- keras_model_sequential()
  expect_model_unchanged(
    empty, expect_error(layer_conv_2d(empty, 2, 3, batch_input_shape = c(3, 4)))
  )
})

test_that("unknown names, and values without a name, are refused", {
  expect_snapshot(error = TRUE, {
    layer(use_bais = TRUE)
    layer(nam = "out")
    layer(something_else = 1)
    layer(NULL, 1, TRUE, 7)
    layer(NULL, 1, TRUE, name = "out", "text")
  })
})
