# Rates of dropout that change while a model is trained.

skip_without_keras()

rates_of <- function(schedule, steps) vapply(steps, function(step) as.numeric(schedule(step)), 0)

test_that("rates are those of the formulas", {
  linear <- dropout_schedule_linear(0.5, 0.1, steps = 4, begin = 2)
  expected <- approx(c(2, 6), c(0.5, 0.1), 0:8, rule = 2)$y
  expect_equal(rates_of(linear, 0:8), expected, tolerance = 1e-6)
  cosine <- dropout_schedule_cosine(0, 1, steps = 6)
  expect_equal(
    rates_of(cosine, 0:8), (1 - cos(pi * pmin(0:8 / 6, 1))) / 2, tolerance = 1e-6
  )
  early <- dropout_schedule_piecewise(3, c(0.25, 0))
  expect_identical(rates_of(early, 0:4), c(0.25, 0.25, 0.25, 0, 0))
})

test_that("the rate goes on with training, and from a file", {
  set_random_seed(1)
  rate <- dropout_schedule_linear(0.5, 0, steps = 10)
  model <- keras_model_sequential(input_shape = c(4, 4, 2), name = "m") |>
    layer_conv_2d(4, 3) |>
    layer_spatial_dropout_2d(rate, seed = 1, name = "drop") |>
    layer_flatten() |>
    layer_dense(1)
  model |> compile(optimizer_sgd(0.01), loss = "mse")
  x <- array(rnorm(640), c(20, 4, 4, 2))
  model |> fit(x, rnorm(20), batch_size = 5, verbose = 0)
  expect_equal(get_layer(model, "drop")$rate, 0.3, tolerance = 1e-6)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path)
  expect_identical(get_layer(again, "drop")$rate, get_layer(model, "drop")$rate)
  again |> fit(x, rnorm(20), batch_size = 2, verbose = 0)
  expect_identical(get_layer(again, "drop")$rate, 0)
  plain <- keras$saving$load_model(path)
  expect_equal(plain$layers[[2]]$rate, 0.3, tolerance = 1e-6)
})

# Models with a layer that is made with a rate.
dropping <- list(
  block_1d = function(x, rate) layer_drop_block_1d(x, rate, 3, seed = 1, name = "drop"),
  block_2d = function(x, rate) {
    x |>
      layer_reshape(c(4, 5, 2)) |>
      layer_drop_block_2d(rate, 2, seed = 1, name = "drop") |>
      layer_reshape(c(20, 2))
  },
  block_3d = function(x, rate) {
    x |>
      layer_reshape(c(2, 2, 5, 2)) |>
      layer_drop_block_3d(rate, 2, seed = 1, name = "drop") |>
      layer_reshape(c(20, 2))
  },
  path = function(x, rate) layer_drop_path(x, rate, seed = 1, name = "drop"),
  depth = function(x, rate) {
    layer_stochastic_depth(x, layer_dense(units = 2), rate, seed = 1, name = "drop")
  }
)

for (kind in names(dropping)) test_that(paste("the rate of this layer may change:", kind), {
  set_random_seed(1)
  make <- function(rate) {
    model <- keras_model_sequential(input_shape = c(20, 2), name = "m") |> layer_dense(2)
    model <- dropping[[kind]](model, rate) |> layer_flatten() |> layer_dense(1)
    model |> compile(optimizer_sgd(0.01), loss = "mse")
  }
  rate_of <- function(model) get_layer(model, "drop")$rate
  x <- array(rnorm(800), c(20, 20, 2))
  train <- function(model, ...) fit(model, x, rnorm(20), batch_size = 5, verbose = 0, ...)

  model <- make(dropout_schedule_linear(0.5, 0, steps = 10))
  train(model)
  expect_equal(rate_of(model), 0.3, tolerance = 1e-6)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path)
  expect_identical(rate_of(again), rate_of(model))
  train(again, epochs = 2)
  expect_identical(rate_of(again), 0)
  expect_identical(rate_of(clone_model(model)), 0.5)

  by_function <- make(function(step) 0.5 / (1 + step))
  train(by_function)
  expect_equal(rate_of(by_function), 0.1, tolerance = 1e-6)
  expect_identical(rate_of(clone_model(by_function)), 0.5)
  expect_warning(save_model(by_function, path, overwrite = TRUE), "without a name of its own")
  expect_error(load_model(path), "function", class = "lamina_error_file")
  expect_equal(rate_of(load_model(path, safe_mode = FALSE)), 0.1, tolerance = 1e-6)

  unsound <- make(function(step) 0.25 + step * 0.25)
  expect_error(train(unsound, epochs = 2), "after 4 steps", class = "lamina_error_argument")
  expect_true(all(is.finite(unlist(get_weights(unsound)))))

  halved <- callback_dropout_schedule("drop", function(epoch) 0.5 / 2^epoch)
  history <- train(by_function, epochs = 2, callbacks = halved)
  expect_identical(history$metrics$dropout_rate, c(0.5, 0.25))
  set_dropout_rate(by_function, 0.125)
  expect_identical(rate_of(by_function), 0.125)
  draws <- predict_mc_dropout(
    by_function, x, samples = 20, seed = 1, task = "regression", verbose = 0
  )
  expect_gt(mean(draws$sd), 0)
})

test_that("a schedule prints what it was made with, and plots", {
  schedule <- dropout_schedule_piecewise(c(5, 10), c(0.5, 0.25, 0))
  expect_snapshot(print(schedule))
  expect_s3_class(plot(schedule, steps = 20), "ggplot")
})

test_once("what is no schedule is refused", {
  expect_snapshot(error = TRUE, {
    dropout_schedule_linear(1.5, 0, 10)
    dropout_schedule_linear(0.5, "0", 10)
    dropout_schedule_linear(0.5, 0, 0)
    dropout_schedule_linear(0.5, 0, 10, begin = -1)
    dropout_schedule_linear(0.5, 0, 10, 1, 2)
    dropout_schedule_cosine(NA, 0, 10)
    dropout_schedule_cosine(0.5)
    dropout_schedule_piecewise(c(5, 3), c(0, 1, 0))
    dropout_schedule_piecewise(5, 0.1)
    dropout_schedule_piecewise(5, c(0.1, 2))
    dropout_schedule_piecewise(0.5, c(0.1, 0))
    layer_spatial_dropout_2d(rate = "linear")
    layer_drop_block_2d(rate = "linear")
    layer_drop_path(rate = function() 0.5)
  })
})

test_that("layers that are called several times a batch stop before a rate that is none", {
  rising <- function(step) 0.1 * step
  x <- array(seq(0, 1, length.out = 720), c(48, 5, 3))
  compiled <- function(outputs) {
    model <- keras_model(input, outputs |> layer_flatten() |> layer_dense(1))
    model |> compile(optimizer_sgd(1e-3), loss = "mse")
    model
  }
  input <- keras_input(c(5, 3))
  drop <- layer_drop_path(rate = rising, name = "drop")
  within <- layer_drop_path(rate = rising, name = "drop")
  models <- list(
    compiled(drop(drop(input))), compiled(layer_time_distributed(input, within))
  )
  for (model in models) {
    expect_error(
      fit(model, x, rep(1, 48), batch_size = 4, epochs = 1, verbose = 0),
      "layer \"drop\" must be between 0 and 1, not 1[.]1,", class = "lamina_error_argument"
    )
    expect_false(anyNA(unlist(get_weights(model))))
  }
  single <- compiled(layer_drop_path(input, rising, name = "drop"))
  step <- function() train_on_batch(single, x[1:4, , ], rep(1, 4))
  for (i in 1:11) step()
  expect_error(step(), "not 1[.]1, after 11 steps", class = "lamina_error_argument")
  expect_false(anyNA(unlist(get_weights(single))))
})

test_that("training stops before a step whose rate an R function fails to give, by its number", {
  x <- array(seq(0, 1, length.out = 96), c(8, 4, 3))
  trained <- function(rate) {
    model <- keras_model_sequential(input_shape = c(4, 3)) |>
      layer_drop_block_1d(rate, 2, name = "drop") |>
      layer_flatten() |>
      layer_dense(1)
    model |> compile("sgd", loss = "mse")
    before <- get_weights(model)
    error <- expect_error(
      fit(model, x, rep(1, 8), batch_size = 4, epochs = 2, verbose = 0),
      "layer \"drop\" has failed after 0 steps of training", class = "lamina_error_argument"
    )
    expect_identical(get_weights(model), before)
    # A number takes the place of the function.
    set_dropout_rate(model, 0.25)
    expect_identical(get_layer(model, "drop")$rate, 0.25)
    fit(model, x, rep(1, 8), batch_size = 4, verbose = 0)
    expect_true(all(is.finite(unlist(get_weights(model)))))
    error
  }
  error <- trained(function(step) stop("no way"))
  expect_match(conditionMessage(error$parent$parent), "no way")
  # Both would be the number 1 for Python.
  for (value in c(NA, TRUE)) {
    error <- trained(function(step) value)
    expect_match(
      conditionMessage(error$parent$parent), paste("a number or a tensor, not", value)
    )
  }
})
