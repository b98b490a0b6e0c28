skip_without_keras()

test_cases("operation", "activations")

# Those of one argument, which a layer can take.
activations <- setdiff(names(counterparts$activations), "activation_threshold")

test_that("an activation given as a function is Keras' own", {
  for (name in activations) {
    layer <- layer_activation(activation = get(name))
    keras_name <- counterparts$activations[[name]]
    by_name <- layer_activation(activation = keras_name)
    expect_identical(get_config(layer)$activation, get_config(by_name)$activation, label = name)
    expect_true(is_same_object(layer$activation, keras$activations[[keras_name]]), label = name)
  }
})

test_that("it is taken by every layer with an activation, and by those inside them", {
  config <- get_config(layer_lstm(
    units = 1, activation = activation_softsign, recurrent_activation = activation_hard_sigmoid
  ))
  expect_identical(config[c("activation", "recurrent_activation")], list(
    activation = "softsign", recurrent_activation = "hard_sigmoid"
  ))
  cell <- rnn_cell_gru(units = 1, activation = activation_relu)
  expect_identical(get_config(cell)$activation, "relu")
  dense <- layer_dense(units = 1, activation = activation_relu)
  expect_identical(get_config(dense)$activation, "relu")
  expect_identical(dense$activation$`__module__`, keras$activations$relu$`__module__`)
})

test_that("a model with activations given as functions opens in plain Keras", {
  model <- keras_model_sequential(input_shape = 2) |>
    layer_dense(
      2, activation = activation_gelu, kernel_initializer = initializer_ones,
      kernel_regularizer = regularizer_l2, kernel_constraint = constraint_nonneg
    )
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- keras$saving$load_model(path)
  x <- matrix(c(1, 2), 1)
  expect_equal(predict(again, x, verbose = 0), predict(model, x, verbose = 0))
  config <- again$layers[[1]]$get_config()
  expect_identical(config$activation, "gelu")
  expect_identical(config$kernel_regularizer$class_name, "L2")
  expect_identical(config$kernel_constraint$class_name, "NonNeg")
})

test_that("numbers of R, whole ones too, become numbers of Keras' default type", {
  dtype <- function(x) keras$backend$standardize_dtype(x$dtype)
  for (x in list(c(-1, 2), c(-1L, 2L), matrix(1), integer64(3), TRUE)) {
    for (f in list(activation_relu, activation_linear)) {
      expect_identical(dtype(f(x)), keras$config$floatx())
    }
  }
  half <- keras$ops$cast(backend_tensor(matrix(1)), "float16")
  expect_identical(dtype(activation_relu(half)), "float16")
  symbolic <- keras_input(3)
  expect_true(is_symbolic(activation_softmax(symbolic, axis = 2)))
  expect_identical(as.numeric(activation_relu(NaN)), NaN)
})

test_that("axes count from 1, and must be there", {
  x <- matrix(c(1, 1, 3, 3, 3, 3), 2)
  expect_equal(colSums(as.array(activation_softmax(x, axis = 1))), c(1, 1, 1), tolerance = 1e-6)
  expect_equal(rowSums(as.array(activation_softmax(x, axis = 2))), c(1, 1), tolerance = 1e-6)
  expect_identical(dim(activation_glu(x, axis = 1)), c(1L, 3L))
  expect_identical(dim(activation_glu(keras_input(4), axis = 2)), c(NA, 2L))
  expect_snapshot(error = TRUE, {
    activation_softmax(x, axis = 0)
    activation_softmax(x, axis = 3)
    activation_softmax(x, axis = -3)
    activation_softmax(x, axis = c(1, 2))
    activation_log_softmax(c(1, 2), axis = 2)
    activation_glu(x)
    activation_glu(x, axis = 3)
  })
})

test_that("what cannot be computed is refused", {
  expect_snapshot(error = TRUE, {
    activation_relu()
    activation_relu("a")
    activation_relu(c(1, NA))
    activation_relu(list(1, 2))
    activation_relu(data.frame(a = 1))
    activation_relu(Sys.Date())
    activation_relu(layer_flatten())
    activation_relu(1, max_value = -1)
    activation_relu(1, slope = 0.1)
    activation_celu(1, alpha = 0)
    activation_threshold(1)
    activation_gelu(1, approximate = NA)
    layer_dense(units = 1, activation = activation_threshold)
    layer_dense(units = 1, kernel_initializer = activation_relu)
  })
})
