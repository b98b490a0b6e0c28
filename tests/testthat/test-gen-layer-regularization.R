skip_without_keras()

test_cases("layer", "regularization")

test_that("single elements are dropped in training, and the others scaled", {
  x <- feature_maps(c(4, 2, 2, 16))
  output <- as.array(layer_dropout(rate = 0.5, seed = 1)(x, training = TRUE))
  dropped <- output == 0
  expect_identical(output[!dropped], x[!dropped] * 2)
  expect_lt(abs(mean(dropped) - 0.5), 4 * 0.5 / sqrt(length(dropped)))
  whole_maps <- apply(dropped, c(1, 4), function(map) all(map) || !any(map))
  expect_false(all(whole_maps))
})

test_that("inference, and a rate of 0, give the same object", {
  tensor <- backend_tensor(feature_maps(c(2, 3)))
  drop <- layer_dropout(rate = 0.5)
  expect_true(is_same_object(drop(tensor, training = FALSE), tensor))
  expect_true(is_same_object(layer_dropout(rate = 0)(tensor, training = TRUE), tensor))
})

test_that("a noise shape with whole rows and columns drops whole maps", {
  x <- feature_maps(c(4, 2, 2, 16))
  drop <- layer_dropout(rate = 0.5, noise_shape = c(NA, 1, 1, NA), seed = 1)
  expect_whole_maps(as.array(drop(x, training = TRUE)), x, 0.5)
})

test_that("the layer composes, and its arguments reach Keras", {
  expect_composes(function(object) layer_dropout(object, 0.5), feature_maps(c(2, 3)), c(2, 3))
  expect_same_layer(
    layer_dropout(rate = 0.5, noise_shape = c(NA, 1, 4), seed = 3, name = "drop"),
    keras$layers$Dropout(
      0.5, noise_shape = reticulate::tuple(NULL, 1L, 4L), seed = 3L, name = "drop"
    )
  )
  expect_same_layer(
    layer_dropout(rate = 0.5, name = "drop"), keras$layers$Dropout(0.5, name = "drop")
  )
  expect_identical(
    names(formals(layer_dropout)), c("object", "rate", "noise_shape", "seed", "...")
  )
  expect_config_round_trip(layer_dropout(rate = 0.5, noise_shape = c(NA, 1, 4), seed = 3))
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_dropout(0.5)
    layer_dropout(rate = 1.5)
    layer_dropout(rate = NA)
    layer_dropout(rate = 0.5, noise_shape = "batch")
    layer_dropout(rate = 0.5, noise_shape = c(1, 2.5))
    layer_dropout(rate = 0.5, seed = 1.5)
    layer_dropout(rate = 0.5, sed = 1)
    layer_gaussian_dropout()
  })
})
