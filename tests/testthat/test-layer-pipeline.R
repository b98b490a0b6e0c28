skip_without_keras()

steps <- function() {
  list(
    layer_rescaling(scale = 2, name = "double"),
    layer_rescaling(scale = 1, offset = 3, name = "add")
  )
}

test_that("the layers act in their order", {
  x <- feature_maps(c(2, 3))
  expect_equal(as.array(layer_pipeline(steps())(x)), x * 2 + 3)
  expect_equal(as.array(layer_pipeline(rev(steps()))(x)), (x + 3) * 2)
})

test_that("training reaches the layers", {
  pipeline <- layer_pipeline(list(layer_dropout(rate = 0.5, seed = 1)))
  x <- array(1, c(4, 8))
  expect_identical(as.array(pipeline(x, training = FALSE)), x)
  expect_setequal(c(as.array(pipeline(x, training = TRUE))), c(0, 2))
})

test_that("layers that were called before keep what they know", {
  x <- feature_maps(c(4, 3))
  given <- layer_normalization(mean = c(0, 1, 2), variance = c(1, 4, 9))
  expected <- as.array(given(x))
  adapted <- layer_normalization()
  adapted$adapt(expected)
  pipeline <- layer_pipeline(list(given, adapted))
  expect_equal(as.array(pipeline(x)), as.array(adapted(expected)), tolerance = 1e-5)
})

test_that("it composes, and its arguments reach Keras", {
  expect_composes(
    function(object) {
      pipeline <- layer_pipeline(steps())
      if (missing(object)) pipeline else pipeline(object)
    },
    feature_maps(c(2, 3)), c(2, 3)
  )
  expect_same_layer(
    layer_pipeline(steps(), name = "prepare"), keras$layers$Pipeline(steps(), name = "prepare")
  )
  expect_identical(names(formals(layer_pipeline)), c("layers", "name", "..."))
  expect_config_round_trip(layer_pipeline(steps()))
})

test_that("bad arguments are refused", {
  expect_lamina_error(layer_pipeline(), "`layers` is missing", from = "layer_pipeline")
  expect_lamina_error(layer_pipeline(list(mean)), "not a function", from = "layer_pipeline")
  expect_lamina_error(layer_pipeline(steps(), name = "a/b"), "`name`", from = "layer_pipeline")
})
