skip_without_keras()

test_cases("layer", "image")

test_that("values are multiplied and shifted, by one number or one for each channel", {
  x <- matrix(c(0, 127.5, 255), 3, 2)
  expect_equal(as.array(layer_rescaling(x, 1 / 127.5, offset = -1)), x / 127.5 - 1)
  expect_equal(as.array(layer_rescaling(x, 2L)), x * 2)
  by_channel <- layer_rescaling(x, scale = c(1, 2), offset = c(0, 10))
  expect_equal(as.array(by_channel), sweep(sweep(x, 2, c(1, 2), "*"), 2, c(0, 10), "+"))
})

test_that("the layer composes, and its arguments reach Keras", {
  expect_composes(function(object) layer_rescaling(object, 0.5), feature_maps(c(2, 3)), c(2, 3))
  expect_same_layer(
    layer_rescaling(scale = 0.5, offset = -1, name = "scale"),
    keras$layers$Rescaling(scale = 0.5, offset = -1, name = "scale")
  )
  expect_same_layer(
    layer_rescaling(scale = c(1, 2), name = "scale"),
    keras$layers$Rescaling(scale = list(1, 2), name = "scale")
  )
  expect_identical(names(formals(layer_rescaling)), c("object", "scale", "offset", "..."))
  expect_config_round_trip(layer_rescaling(scale = 0.5))
  expect_config_round_trip(layer_rescaling(scale = c(1, 2), offset = 1))
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_rescaling(1 / 255)
    layer_rescaling(scale = NULL)
    layer_rescaling(scale = NA)
    layer_rescaling(scale = "1/255")
    layer_rescaling(scale = Inf)
    layer_rescaling(scale = 1, offset = TRUE)
    layer_rescaling(scale = 1, ofset = 1)
  })
})
