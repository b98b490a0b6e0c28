skip_without_keras()

test_cases("layer", "normalization")

test_that("in training each channel of the batch gets mean 0 and variance 1", {
  x <- feature_maps(c(8, 3, 5))
  output <- as.array(layer_batch_normalization(epsilon = 0)(x, training = TRUE))
  expect_equal(apply(output, 3, mean), rep(0, 5), tolerance = 1e-5)
  expect_equal(apply(output, 3, function(map) mean(map^2)), rep(1, 5), tolerance = 1e-5)
})

test_that("the axis counts from 1", {
  x <- feature_maps(c(8, 3, 5))
  output <- as.array(layer_batch_normalization(axis = 2, epsilon = 0)(x, training = TRUE))
  expect_equal(apply(output, 2, mean), rep(0, 3), tolerance = 1e-5)
  layer <- layer_batch_normalization(axis = 2)
  layer(x)
  expect_identical(dim(get_weights(layer)[[1]]), 3L)
})

test_that("inference uses running averages that training moves", {
  layer <- layer_batch_normalization(momentum = 0.5, epsilon = 0)
  x <- matrix(c(3, 5), 2, 1)
  layer(x, training = FALSE)
  expect_equal(get_weights(layer, trainable = FALSE), list(array(0), array(1)))
  layer(x, training = TRUE)
  expect_equal(get_weights(layer, trainable = FALSE), list(array(2), array(1)))
  expect_equal(as.array(layer(x, training = FALSE)), x - 2, tolerance = 1e-6)
})

test_that("the layer composes, and its arguments reach Keras", {
  expect_composes(
    function(object) layer_batch_normalization(object), feature_maps(c(2, 3, 4)), c(2, 3, 4)
  )
  expect_same_layer(
    layer_batch_normalization(
      axis = 2, momentum = 0.9, epsilon = 0.01, center = FALSE, scale = FALSE,
      beta_initializer = "ones", gamma_initializer = "zeros", moving_mean_initializer = "ones",
      moving_variance_initializer = "zeros", beta_regularizer = "l2", gamma_regularizer = "l1",
      beta_constraint = "non_neg", gamma_constraint = "unit_norm", name = "norm"
    ),
    keras$layers$BatchNormalization(
      axis = 1L, momentum = 0.9, epsilon = 0.01, center = FALSE, scale = FALSE,
      beta_initializer = "ones", gamma_initializer = "zeros", moving_mean_initializer = "ones",
      moving_variance_initializer = "zeros", beta_regularizer = "l2", gamma_regularizer = "l1",
      beta_constraint = "non_neg", gamma_constraint = "unit_norm", name = "norm"
    )
  )
  expect_same_layer(
    layer_batch_normalization(name = "norm"), keras$layers$BatchNormalization(name = "norm")
  )
  expect_config_round_trip(layer_batch_normalization(axis = 2, momentum = 0.9))
})

test_that("the arguments stand in the order of keras3", {
  expect_identical(names(formals(layer_batch_normalization)), c(
    "object", "axis", "momentum", "epsilon", "center", "scale", "beta_initializer",
    "gamma_initializer", "moving_mean_initializer", "moving_variance_initializer",
    "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint",
    "synchronized", "renorm",
    "renorm_clipping", "renorm_momentum", "..."
  ))
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_batch_normalization(axis = 0)
    layer_batch_normalization(axis = "channels")
    layer_batch_normalization(momentum = 1.5)
    layer_batch_normalization(epsilon = -1)
    layer_batch_normalization(center = NA)
    layer_batch_normalization(scale = "yes")
    layer_batch_normalization(gamma_initializer = 1)
    layer_batch_normalization(synchronised = TRUE)
    layer_batch_normalization("model")
  })
})
