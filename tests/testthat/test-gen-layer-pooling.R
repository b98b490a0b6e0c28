skip_without_keras()

test_cases("layer", "pooling")

image <- array(as.numeric(1:16), c(1, 4, 4, 1))

test_that("windows become their largest value or their mean", {
  expect_equal(as.array(layer_max_pooling_2d(image))[1, , , 1], matrix(c(6, 8, 14, 16), 2))
  means <- matrix(c(3.5, 5.5, 11.5, 13.5), 2)
  expect_equal(as.array(layer_average_pooling_2d(image, 2))[1, , , 1], means)
})

test_that("whole maps become their mean", {
  x <- feature_maps(c(2, 3, 4, 5))
  expected <- apply(x, c(1, 4), mean)
  expect_equal(as.array(layer_global_average_pooling_2d(x)), expected, tolerance = 1e-6)
  kept <- as.array(layer_global_average_pooling_2d(x, keepdims = TRUE))
  expect_equal(kept, array(expected, c(2, 1, 1, 5)), tolerance = 1e-6)
})

test_that("the layers compose", {
  x <- feature_maps(c(2, 5, 6, 3))
  for (pool in list(layer_max_pooling_2d, layer_average_pooling_2d)) {
    expect_composes(function(object) pool(object, pool_size = 2), x, c(2, 2, 3, 3))
    expect_composes(
      function(object) pool(object, pool_size = c(2, 3), strides = 1, padding = "same"),
      x, c(2, 5, 6, 3)
    )
  }
  expect_composes(function(object) layer_global_average_pooling_2d(object), x, c(2, 3))
})

test_that("channels may come first", {
  input <- keras_input(c(3, 6, 8))
  first <- "channels_first"
  expect_identical(
    tensor_shape(layer_max_pooling_2d(input, data_format = first)), c(NA, 3L, 3L, 4L)
  )
  expect_identical(
    tensor_shape(layer_average_pooling_2d(input, 2, data_format = first)), c(NA, 3L, 3L, 4L)
  )
  expect_identical(
    tensor_shape(layer_global_average_pooling_2d(input, data_format = first)), c(NA, 3L)
  )
})

test_that("the arguments reach Keras, in the order of keras3", {
  ours <- list(layer_max_pooling_2d, layer_average_pooling_2d)
  keras_own <- list(keras$layers$MaxPooling2D, keras$layers$AveragePooling2D)
  for (i in 1:2) {
    expect_same_layer(
      ours[[i]](
        pool_size = c(2, 3), strides = c(1, 2), padding = "same",
        data_format = "channels_first", name = "pool"
      ),
      keras_own[[i]](
        pool_size = c(2L, 3L), strides = c(1L, 2L), padding = "same",
        data_format = "channels_first", name = "pool"
      )
    )
    expect_identical(
      names(formals(ours[[i]])),
      c("object", "pool_size", "strides", "padding", "data_format", "name", "...")
    )
    expect_config_round_trip(ours[[i]](pool_size = 3, strides = 2))
  }
  expect_same_layer(layer_max_pooling_2d(name = "a"), keras$layers$MaxPooling2D(name = "a"))
  expect_same_layer(
    layer_global_average_pooling_2d(data_format = "channels_first", keepdims = TRUE, name = "a"),
    keras$layers$GlobalAveragePooling2D(
      data_format = "channels_first", keepdims = TRUE, name = "a"
    )
  )
  expect_identical(
    names(formals(layer_global_average_pooling_2d)), c("object", "data_format", "keepdims", "...")
  )
  expect_config_round_trip(layer_global_average_pooling_2d(keepdims = TRUE))
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_max_pooling_2d(2)
    layer_max_pooling_2d(pool_size = 0)
    layer_max_pooling_2d(pool_size = c(2, 2, 2))
    layer_max_pooling_2d(strides = 1.5)
    layer_max_pooling_2d(padding = "smae")
    layer_max_pooling_2d(size = 2)
    layer_average_pooling_2d()
    layer_average_pooling_2d(pool_size = "2")
    layer_average_pooling_2d(pool_size = 2, data_format = "channel_last")
    layer_average_pooling_2d(pool_size = 2, name = "a/b")
    layer_global_average_pooling_2d(keepdims = NA)
    layer_global_average_pooling_2d(data_format = 1)
    layer_global_average_pooling_2d(keep_dims = TRUE)
    layer_global_average_pooling_2d(3)
  })
})
