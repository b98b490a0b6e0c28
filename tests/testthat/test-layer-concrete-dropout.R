skip_without_keras()

identity_layer <- function() {
  layer_dense(units = 3, use_bias = FALSE, kernel_initializer = initializer_identity())
}

test_that("elements are dropped in training, nearly to zero, and the others scaled", {
  drop <- layer_concrete_dropout(
    layer = identity_layer(), init_min = 0.4, init_max = 0.4, temperature = 1e-6, seed = 1
  )
  output <- as.array(drop(matrix(1, 200, 3), training = TRUE))
  is_dropped <- output < 1e-6
  expect_equal(output[!is_dropped], rep(1 / 0.6, sum(!is_dropped)), tolerance = 1e-3)
  expect_equal(mean(is_dropped), 0.4, tolerance = 0.2)
  expect_identical(as.array(drop(matrix(1, 4, 3))), matrix(1, 4, 3))
  reset_seeds(drop)
  expect_identical(as.array(drop(matrix(1, 200, 3), training = TRUE)), output)
})

test_that("feature maps are dropped whole", {
  convolution <- layer_conv_1d(
    filters = 3, kernel_size = 1, use_bias = FALSE, kernel_initializer = "ones"
  )
  drop <- layer_spatial_concrete_dropout(layer = convolution, init_max = 0.5, seed = 1)
  output <- as.array(drop(array(1, c(20, 5, 1)), training = TRUE))
  expect_identical(output, output[, rep(1, 5), ])
  expect_gt(length(unique(as.vector(output))), 10)
})

test_that("a model learns the rates, is saved and opens again with them", {
  model <- keras_model_sequential(input_shape = 3) |>
    layer_concrete_dropout(
      layer_dense(units = 4, activation = "tanh"), 1e-3, 10, per_channel = TRUE, name = "hidden"
    ) |>
    layer_concrete_dropout(layer_dense(units = 1), dropout_regularizer = 1, name = "output")
  expect_equal(get_layer(model, "output")$rate, 0.1, tolerance = 1e-6)
  expect_length(model$losses, 2)
  model |> compile(optimizer_sgd(0.1), "mse")
  x <- feature_maps(c(8, 3))
  fit(model, x, x[, 1], epochs = 2, verbose = 0)
  rates <- as.vector(get_layer(model, "hidden")$rate)
  expect_length(rates, 3)
  expect_true(all(rates > 0.1))

  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  opened <- load_model(path)
  expect_s3_class(opened$layers[[1]], "lamina.ConcreteDropout")
  expect_identical(as.vector(get_layer(opened, "hidden")$rate), rates)
  expect_identical(predict(opened, x, verbose = 0), predict(model, x, verbose = 0))

  served <- without_dropout(model)
  expect_identical(predict(served, x, verbose = 0), predict(model, x, verbose = 0))
  drawn <- predict_mc_dropout(model, x, samples = 5, verbose = 0, seed = 1)
  expect_true(all(drawn$sd > 0))
})

test_that("the arguments reach the layer, and configurations make it again", {
  layer <- layer_concrete_dropout(
    layer = layer_dense(units = 3, name = "dense"), weight_regularizer = 1, per_channel = TRUE,
    dropout_regularizer = 2, init_min = 0.2, init_max = 0.3, temperature = 0.5, seed = 3,
    name = "drop", dtype = "float16"
  )
  expected <- list(
    weight_regularizer = 1, dropout_regularizer = 2, per_channel = TRUE, init_min = 0.2,
    init_max = 0.3, temperature = 0.5, seed = 3L
  )
  expect_identical(settings(layer)[names(expected)], expected)
  expect_identical(layer$layer$name, "dense")
  expect_identical(layer$compute_dtype, "float16")
  expect_config_round_trip(layer)
  layer <- layer_spatial_concrete_dropout(layer = layer_conv_2d(filters = 3, kernel_size = 2))
  expect_s3_class(layer, "lamina.SpatialConcreteDropout")
  expect_identical(settings(layer)$temperature, 2 / 3)
})

test_that("each kind of layer with one kernel is taken", {
  kinds <- list(
    layer_dense(units = 1), layer_conv_1d(filters = 1, kernel_size = 1),
    layer_conv_3d(filters = 1, kernel_size = 1),
    layer_conv_2d_transpose(filters = 1, kernel_size = 1), layer_depthwise_conv_2d(kernel_size = 1)
  )
  for (kind in kinds) expect_true(is_layer(layer_concrete_dropout(layer = kind)))
  for (kind in kinds[-1]) expect_true(is_layer(layer_spatial_concrete_dropout(layer = kind)))
})

test_that("the factors are those that Python makes", {
  expect_equal(
    concrete_dropout_regularizers(100, 0.1, precision = 4, outputs = 2),
    list(weight_regularizer = 0.01 / 800, dropout_regularizer = 2 / 800)
  )
  for (loss in c("mse", "nll")) {
    expect_equal(
      concrete_dropout_regularizers(50, 2, loss, 3, 4),
      core$concrete_dropout_regularizers(50L, 2, loss, 3, 4L)
    )
  }
})

test_once("bad arguments are refused", {
  dense <- layer_dense(units = 3)
  expect_snapshot(error = TRUE, {
    layer_concrete_dropout()
    layer_concrete_dropout(layer = "dense")
    layer_concrete_dropout(layer = layer_flatten(name = "flat"))
    layer_spatial_concrete_dropout(layer = layer_dense(units = 3, name = "dense"))
    layer_spatial_concrete_dropout()
    layer_concrete_dropout(layer = dense, weight_regularizer = -1)
    layer_concrete_dropout(layer = dense, dropout_regularizer = "1")
    layer_concrete_dropout(layer = dense, per_channel = NA)
    layer_concrete_dropout(layer = dense, init_min = 0)
    layer_concrete_dropout(layer = dense, init_max = 1)
    layer_concrete_dropout(layer = dense, init_min = 0.2)
    layer_concrete_dropout(layer = dense, temperature = 0)
    layer_concrete_dropout(layer = dense, rate = 0.1)
    layer_spatial_concrete_dropout(layer = layer_conv_1d(filters = 1, kernel_size = 1), seed = -1)
    layer_spatial_concrete_dropout(layer = layer_conv_1d(filters = 1, kernel_size = 1), rates = 1)
  })
})

test_once("factors that cannot be made are refused", {
  expect_snapshot(error = TRUE, {
    concrete_dropout_regularizers()
    concrete_dropout_regularizers(0)
    concrete_dropout_regularizers(10.5)
    concrete_dropout_regularizers(10, length_scale = 0)
    concrete_dropout_regularizers(10, loss = "mae")
    concrete_dropout_regularizers(10, precision = -1)
    concrete_dropout_regularizers(10, outputs = 0)
    concrete_dropout_regularizers(10, tau = 1)
  })
})
