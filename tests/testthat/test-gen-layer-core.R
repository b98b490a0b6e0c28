skip_without_keras()

test_cases("layer", "core")

test_that("dense layers compose with models, tensors and arrays", {
  dense <- function(object) layer_dense(object, units = 4)
  expect_composes(dense, feature_maps(c(2, 3)), c(2, 4))
  expect_composes(dense, feature_maps(c(2, 5, 3)), c(2, 5, 4))
})

test_that("a dense layer computes what R computes", {
  x <- feature_maps(c(3, 4))
  kernel <- feature_maps(c(4, 2), seed = 3)
  layer <- layer_dense(units = 2, activation = "relu")
  layer(x)
  set_weights(layer, list(kernel, array(c(1, -1))))
  expect_equal(as.array(layer(x)), pmax(sweep(x %*% kernel, 2, c(1, -1), "+"), 0))
})

test_that("all arguments of dense reach Keras as it names them", {
  expect_same_layer(
    layer_dense(
      units = 3, activation = "tanh", use_bias = FALSE, kernel_initializer = "he_normal",
      bias_initializer = "ones", kernel_regularizer = "l2", bias_regularizer = "l1",
      activity_regularizer = "l2", kernel_constraint = "non_neg",
      bias_constraint = "unit_norm", lora_rank = 2, lora_alpha = 4, name = "out",
      trainable = FALSE, dtype = "float16"
    ),
    keras$layers$Dense(
      units = 3L, activation = "tanh", use_bias = FALSE, kernel_initializer = "he_normal",
      bias_initializer = "ones", kernel_regularizer = "l2", bias_regularizer = "l1",
      activity_regularizer = "l2", kernel_constraint = "non_neg",
      bias_constraint = "unit_norm", lora_rank = 2L, lora_alpha = 4L, name = "out",
      trainable = FALSE, dtype = "float16"
    )
  )
  expect_same_layer(layer_dense(units = 3, name = "a"), keras$layers$Dense(3L, name = "a"))
  expect_identical(names(formals(layer_dense)), c(
    "object", "units", "activation", "use_bias", "kernel_initializer", "bias_initializer",
    "kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint",
    "bias_constraint", "lora_rank", "lora_alpha", "quantization_config", "..."
  ))
})

test_that("3 and 3L make the same dense layer", {
  expect_same_layer(layer_dense(units = 3, name = "a"), layer_dense(units = 3L, name = "a"))
})

test_that("Keras objects are taken as initializers, regularizers and constraints", {
  layer <- layer_dense(
    units = 2, kernel_initializer = keras$initializers$Constant(3),
    kernel_regularizer = keras$regularizers$L2(0.5), kernel_constraint = keras$constraints$NonNeg()
  )
  expect_equal(as.array(layer(matrix(1, 1, 2))), matrix(6, 1, 2))
  expect_equal(settings(layer)$kernel_regularizer$config$l2, 0.5)
})

test_that("input_shape gives a Sequential model its input, without a warning", {
  expect_silent(
    model <- keras_model_sequential() |>
      layer_dense(4, input_shape = c(3), name = "hidden") |>
      layer_dense(2)
  )
  expect_identical(model_output_shape(model), c(NA, 2L))
  expect_identical(dim(predict(model, matrix(1, 5, 3), verbose = 0)), c(5L, 2L))
  same <- keras_model_sequential() |> layer_dense(4, input_dim = 3, name = "hidden")
  expect_identical(model_output_shape(same), c(NA, 4L))
})

test_that("an activation is a name, an R function or a Keras object", {
  x <- matrix(c(-1, 0, 2), 1)
  expect_equal(as.array(layer_activation(x, "relu")), pmax(x, 0))
  expect_equal(as.array(layer_activation(x, keras$activations$relu)), pmax(x, 0))
  double <- function(x) keras$ops$multiply(x, 2)
  expect_equal(as.array(layer_activation(x, double)), x * 2)
  expect_composes(function(object) layer_activation(object, "tanh"), x, dim(x))
  expect_same_layer(
    layer_activation(activation = "relu", name = "a"), keras$layers$Activation("relu", name = "a")
  )
  expect_identical(names(formals(layer_activation)), c("object", "activation", "..."))
})

test_that("configurations make the layers again", {
  expect_config_round_trip(layer_dense(units = 3, activation = "relu", lora_rank = 1))
  expect_config_round_trip(layer_activation(activation = "softmax"))
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_dense(10)
    layer_dense(units = NULL)
    layer_dense(units = 0)
    layer_dense(units = 10.5)
    layer_dense(units = "10")
    layer_dense(units = 10, use_bias = "no")
    layer_dense(units = 10, lora_rank = 0.5)
    layer_dense(units = 10, activatoin = "relu")
    layer_dense(units = 10, name = "")
    layer_dense(unit = 10, size = 3)
    layer_activation()
    layer_activation(activation = NULL)
    layer_activation("relu")
    layer_activation(matrix(1), "")
  })
})
