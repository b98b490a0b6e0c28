skip_without_keras()

test_cases("layer", "reshaping")

test_that("an example is flattened row by row", {
  x <- feature_maps(c(2, 3, 4))
  expected <- matrix(aperm(x, c(3, 2, 1)), 2, byrow = TRUE)
  expect_identical(as.array(layer_flatten(x)), expected)
})

test_that("channels that come first are moved last before flattening", {
  x <- feature_maps(c(2, 3, 4))
  first <- layer_flatten(aperm(x, c(1, 3, 2)), data_format = "channels_first")
  expect_identical(as.array(first), as.array(layer_flatten(x, data_format = "channels_last")))
})

test_that("values are laid out in the new shape row by row", {
  rows <- layer_reshape(matrix(1:6, 1), c(2, 3))
  expect_equal(as.array(rows)[1, , ], matrix(1:6, 2, byrow = TRUE))
})

test_that("one dimension may be left open", {
  x <- matrix(1:12, 2)
  expected <- as.array(layer_reshape(x, c(2, 3)))
  for (target_shape in list(c(NA, 3), c(2, -1), list(NULL, 3), shape(2, NA))) {
    expect_identical(as.array(layer_reshape(x, target_shape)), expected)
  }
})

test_that("the layers compose, and their arguments reach Keras", {
  x <- feature_maps(c(2, 3, 4))
  expect_composes(function(object) layer_flatten(object), x, c(2, 12))
  expect_composes(function(object) layer_reshape(object, c(2, 6)), x, c(2, 2, 6))
  expect_composes(function(object) layer_reshape(object, 12), x, c(2, 12))
  expect_same_layer(
    layer_flatten(data_format = "channels_first", name = "flat"),
    keras$layers$Flatten(data_format = "channels_first", name = "flat")
  )
  expect_same_layer(
    layer_reshape(target_shape = c(2, 6), name = "shape"),
    keras$layers$Reshape(reticulate::tuple(2L, 6L), name = "shape")
  )
  expect_identical(names(formals(layer_flatten)), c("object", "data_format", "..."))
  expect_identical(names(formals(layer_reshape)), c("object", "target_shape", "..."))
  expect_config_round_trip(layer_flatten(data_format = "channels_first"))
  expect_config_round_trip(layer_reshape(target_shape = c(NA, 6)))
  expect_config_round_trip(layer_reshape(target_shape = 6))
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_flatten(data_format = "first")
    layer_flatten(2)
    layer_flatten(keepdims = TRUE)
    layer_reshape()
    layer_reshape(c(2, 6))
    layer_reshape(target_shape = "2")
    layer_reshape(target_shape = c(2, 1.5))
    layer_reshape(matrix(1), target_shape = NULL)
    layer_reshape(target_shape = 3, nmae = "a")
  })
  expect_lamina_error(
    layer_reshape(matrix(1:5, 1), c(2, 3)), class = "python", from = "layer_reshape"
  )
})
