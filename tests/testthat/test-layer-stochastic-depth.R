skip_without_keras()

doubling <- function() {
  layer_dense(units = 3, use_bias = FALSE, kernel_initializer = initializer_identity(2))
}

test_that("the branch is added, scaled, or left out for the batch", {
  block <- layer_stochastic_depth(branch = doubling(), rate = 0.5, seed = 1)
  input <- matrix(1, 2, 3)
  sums <- vapply(1:20, function(i) range(as.array(block(input, training = TRUE))), c(0, 0))
  expect_identical(sums[1, ], sums[2, ])
  expect_setequal(sums, c(1, 5))
  expect_identical(as.array(block(input)), matrix(3, 2, 3))
})

test_that("with a mode for examples each has its draw, that of layer_drop_path()", {
  input <- matrix(1, 40, 3)
  block <- layer_stochastic_depth(branch = doubling(), rate = 0.5, mode = "example", seed = 2)
  kept <- as.array(layer_drop_path(rate = 0.5, seed = 2)(input, training = TRUE)) > 0
  expect_identical(as.array(block(input, training = TRUE)), 1 + 4 * kept)
})

test_that("a model with blocks trains, is saved, and opens again", {
  model <- keras_model_sequential(input_shape = 3)
  for (rate in drop_path_rates(0.5, 2)) {
    branch <- keras_model_sequential() |> layer_dense(3) |> layer_batch_normalization()
    model |> layer_stochastic_depth(branch, rate)
  }
  model |> layer_dense(1) |> compile("sgd", "mse")
  x <- feature_maps(c(8, 3))
  fit(model, x, x[, 1], epochs = 2, verbose = 0)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  opened <- load_model(path)
  expect_s3_class(opened$layers[[2]], "lamina.StochasticDepth")
  expect_identical(predict(opened, x, verbose = 0), predict(model, x, verbose = 0))
})

test_that("the arguments reach the layer, and configurations make it again", {
  layer <- layer_stochastic_depth(
    branch = layer_dense(units = 3, name = "dense"), rate = 0.2, mode = "example", seed = 3,
    name = "block", dtype = "float16"
  )
  got <- settings(layer)
  expect_identical(got[c("rate", "mode", "seed")], list(rate = 0.2, mode = "example", seed = 3L))
  expect_identical(layer$branch$name, "dense")
  expect_identical(layer$compute_dtype, "float16")
  expect_config_round_trip(layer)
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_stochastic_depth(rate = 0.3)
    layer_stochastic_depth(branch = mean, rate = 0.3)
    layer_stochastic_depth(branch = "dense", rate = 0.3)
    layer_stochastic_depth(branch = layer_dense(units = 3))
    layer_stochastic_depth(branch = layer_dense(units = 3), rate = 2)
    layer_stochastic_depth(branch = layer_dense(units = 3), rate = 0.3, mode = "all")
    layer_stochastic_depth(branch = layer_dense(units = 3), rate = 0.3, layer = 1)
  })
})

test_that("a branch that changes the shape is refused, and the model stays", {
  model <- keras_model_sequential(input_shape = 3, name = "net")
  wide <- layer_dense(units = 4, name = "wide")
  expect_model_unchanged(model, {
    expect_snapshot(error = TRUE, {
      layer_stochastic_depth(model, wide, 0.3, seed = 1, name = "block")
    })
  })
})
