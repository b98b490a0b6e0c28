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
  expect_equal(layer_activation_leaky_relu(alpha = 0.1)$negative_slope, 0.1)
  expect_lamina_error(layer_activation_relu(alpha = 0.1), "alpha")
  expect_no_error(layer_lstm(units = 2, implementation = 2))
  expect_no_error(layer_gru(units = 2, implementation = 1))
  expect_lamina_error(layer_simple_rnn(units = 2, implementation = 1), "implementation")
  expect_no_warning(layer_embedding(input_dim = 4, output_dim = 2, input_length = 3))
  expect_lamina_error(layer_dense(units = 2, input_length = 3), "input_length")
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

test_that("a method takes what Keras' own takes, and names the argument that was meant", {
  keras_fit <- function(x, epochs, quick) NULL
  fit <- function(object, x, ..., epochs = 1) check_method_dots(..., method = keras_fit)
  expect_identical(fit(1, 2), list())
  expect_identical(fit(1, 2, quick = TRUE), list(quick = TRUE))
  expect_snapshot(error = TRUE, {
    fit(1, 2, epoch = 3)
    fit(1, 2, quik = TRUE)
    fit(1, 2, 3)
  })
  any <- function(...) check_method_dots(..., method = function(x, ...) NULL)
  expect_identical(any(own = 1), list(own = 1))
})

test_that("tensors and keywords are told apart by their names", {
  expect_identical(split_dots(), list(tensors = list(), keywords = list()))
  expect_identical(split_dots(1, 2)$tensors, list(1, 2))
  split <- split_dots(1, name = "sum", 2)
  expect_identical(split$tensors, list(1, 2))
  expect_identical(split$keywords, list(name = "sum"))
  expect_identical(split_dots(!!!list(1, 2), 3)$tensors, list(1, 2, 3))
})

test_that("what one layer does not take is refused there alone", {
  skip_without_keras()
  expect_lamina_error(
    layer_activity_regularization(activity_regularizer = "l2"), "`activity_regularizer` is not"
  )
  expect_no_error(layer_activity_regularization(l2 = 1, name = "penalty", trainable = FALSE))
})
