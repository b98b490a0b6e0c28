skip_without_keras()

test_cases("layer", "convolution")

conv <- function(object, ...) layer_conv_2d(object, filters = 4, kernel_size = 3, ...)

test_that("convolutions compose with models, tensors and arrays", {
  x <- feature_maps(c(2, 6, 7, 3))
  expect_composes(conv, x, c(2, 4, 5, 4))
  expect_composes(function(object) conv(object, padding = "same"), x, c(2, 6, 7, 4))
  expect_composes(function(object) conv(object, strides = c(2, 3)), x, c(2, 2, 2, 4))
  expect_composes(function(object) conv(object, dilation_rate = 2), x, c(2, 2, 3, 4))
})

test_that("channels may come first", {
  input <- keras_input(c(3, 6, 7))
  expect_identical(tensor_shape(conv(input, data_format = "channels_first")), c(NA, 4L, 4L, 5L))
  local_image_data_format("channels_first")
  expect_identical(tensor_shape(conv(input)), c(NA, 4L, 4L, 5L))
})

test_that("a convolution computes what R computes", {
  x <- feature_maps(c(1, 4, 4, 1))
  kernel <- feature_maps(c(2, 2, 1, 1), seed = 3)
  layer <- layer_conv_2d(filters = 1, kernel_size = 2, activation = "relu")
  layer(x)
  set_weights(layer, list(kernel, array(0.5, 1)))
  expected <- outer(1:3, 1:3, Vectorize(function(i, j) {
    max(0, sum(x[1, i + 0:1, j + 0:1, 1] * kernel[, , 1, 1]) + 0.5)
  }))
  expect_equal(as.array(layer(x))[1, , , 1], expected, tolerance = 1e-6)
})

test_that("all arguments reach Keras as it names them", {
  expect_same_layer(
    layer_conv_2d(
      filters = 6, kernel_size = c(3, 5), strides = c(2, 1), padding = "same",
      data_format = "channels_first", dilation_rate = 1, groups = 3, activation = "relu",
      use_bias = FALSE, kernel_initializer = "he_normal", bias_initializer = "ones",
      kernel_regularizer = "l2", bias_regularizer = "l1", activity_regularizer = "l2",
      kernel_constraint = "non_neg", bias_constraint = "unit_norm", name = "conv",
      trainable = FALSE, dtype = "mixed_float16"
    ),
    keras$layers$Conv2D(
      filters = 6L, kernel_size = c(3L, 5L), strides = c(2L, 1L), padding = "same",
      data_format = "channels_first", dilation_rate = 1L, groups = 3L, activation = "relu",
      use_bias = FALSE, kernel_initializer = "he_normal", bias_initializer = "ones",
      kernel_regularizer = "l2", bias_regularizer = "l1", activity_regularizer = "l2",
      kernel_constraint = "non_neg", bias_constraint = "unit_norm", name = "conv",
      trainable = FALSE, dtype = "mixed_float16"
    )
  )
})

test_that("the defaults are those of Keras, the order of arguments that of keras3", {
  expect_same_layer(
    layer_conv_2d(filters = 4, kernel_size = 3, name = "conv"),
    keras$layers$Conv2D(4L, 3L, name = "conv")
  )
  expect_identical(names(formals(layer_conv_2d)), c(
    "object", "filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate",
    "groups", "activation", "use_bias", "kernel_initializer", "bias_initializer",
    "kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint",
    "bias_constraint", "..."
  ))
})

test_that("whole numbers may be written either way, and R functions be activations", {
  expect_same_layer(
    layer_conv_2d(filters = 4, kernel_size = list(3, 3), strides = 2L, name = "conv"),
    layer_conv_2d(filters = 4L, kernel_size = c(3L, 3L), strides = 2, name = "conv")
  )
  halve <- layer_conv_2d(
    filters = 1, kernel_size = 1, kernel_initializer = "ones",
    activation = function(x) keras$ops$multiply(x, 0.5)
  )
  expect_equal(as.array(halve(array(4, c(1, 1, 1, 1)))), array(2, c(1, 1, 1, 1)))
})

test_that("a configuration makes the layer again", {
  expect_config_round_trip(
    layer_conv_2d(filters = 4, kernel_size = c(3, 5), kernel_regularizer = "l2")
  )
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_conv_2d(4)
    layer_conv_2d(filters = 4)
    layer_conv_2d(filters = 0, kernel_size = 3)
    layer_conv_2d(filters = 2.5, kernel_size = 3)
    layer_conv_2d(filters = 4, kernel_size = c(3, 3, 3))
    layer_conv_2d(filters = 4, kernel_size = 0)
    layer_conv_2d(filters = 4, kernel_size = 3, strides = "2")
    layer_conv_2d(filters = 4, kernel_size = 3, padding = "full")
    layer_conv_2d(filters = 4, kernel_size = 3, data_format = "NCHW")
    layer_conv_2d(filters = 4, kernel_size = 3, groups = NULL)
    layer_conv_2d(filters = 4, kernel_size = 3, use_bias = 1)
    layer_conv_2d(filters = 4, kernel_size = 3, activation = 2)
    layer_conv_2d(filters = 4, kernel_size = 3, kernel_initialiser = "zeros")
    layer_conv_2d(filters = 4, kernel_sise = 3)
    layer_conv_2d("model", filters = 4, kernel_size = 3)
  })
})
