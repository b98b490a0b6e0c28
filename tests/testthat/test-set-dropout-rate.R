# Rates of dropout that are set, by hand or before each epoch.

dropping_model <- function(rate = 0.5) {
  set_random_seed(1)
  model <- keras_model_sequential(input_shape = 3, name = "m") |>
    layer_dense(4, activation = "relu", name = "dense") |>
    layer_dropout(rate, seed = 1, name = "drop") |>
    layer_dense(1, name = "out")
  model |> compile(optimizer_sgd(0.05), loss = "mse")
}

x <- matrix(seq(-1, 1, length.out = 24), 8)
y <- rowSums(x)

test_that("a rate is set, and what was compiled does not keep the old one", {
  model <- dropping_model()
  model |> fit(x, y, verbose = 0)
  before <- get_weights(model)
  expect_identical(withVisible(set_dropout_rate(model, 1))$visible, FALSE)
  expect_identical(get_layer(model, "drop")$rate, 1)
  model |> fit(x, y, verbose = 0)
  after <- get_weights(model)
  # Where all is dropped, nothing comes to what lies before.
  expect_identical(after[1:2], before[1:2])
  expect_false(identical(after[[4]], before[[4]]))
  set_dropout_rate(model, 0.25, "drop")
  expect_identical(set_dropout_rate(model, 0.25, get_layer(model, "drop")), model)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path)
  expect_identical(get_layer(again, "drop")$rate, 0.25)
  expect_identical(get_weights(again), get_weights(model))
})

test_that("a rate is set before each epoch", {
  rates <- c(0.5, 0, 0.25)
  model <- dropping_model()
  by_function <- callback_dropout_schedule(schedule = function(epoch) rates[[epoch + 1]])
  history <- model |> fit(x, y, epochs = 3, callbacks = by_function, verbose = 0)
  expect_identical(history$metrics$dropout_rate, rates)
  by_hand <- dropping_model()
  for (rate in rates) {
    set_dropout_rate(by_hand, rate)
    by_hand |> fit(x, y, verbose = 0)
  }
  expect_false(identical(get_weights(by_hand), get_weights(dropping_model())))
  by_steps <- callback_dropout_schedule("drop", dropout_schedule_linear(0.5, 0, steps = 2))
  history <- model |> fit(x, y, epochs = 3, callbacks = by_steps, verbose = 0)
  expect_equal(history$metrics$dropout_rate, c(0.5, 0.25, 0))
})

test_that("several schedules have lines of their own in the history", {
  model <- dropping_model() |> layer_dropout(0.5, name = "other")
  model |> compile("sgd", loss = "mse")
  history <- model |> fit(x, y, epochs = 2, verbose = 0, callbacks = list(
    callback_dropout_schedule("drop", function(epoch) 0.5),
    callback_dropout_schedule(get_layer(model, "other"), function(epoch) epoch / 4)
  ))
  expect_identical(history$metrics$dropout_rate_drop, c(0.5, 0.5))
  expect_identical(history$metrics$dropout_rate_other, c(0, 0.25))
  expect_null(history$metrics$dropout_rate)
})

test_that("a function of the step is a schedule", {
  model <- keras_model_sequential(input_shape = c(4, 3)) |>
    layer_spatial_dropout_1d(function(step) 0.5 / (1 + step), name = "drop")
  rates <- as.array(get_layer(model, "drop")$schedule(3))
  expect_equal(as.vector(rates), 0.125)
  expect_identical(get_layer(model, "drop")$rate, 0.5)
})

test_that("training stops before a step at which there is no rate", {
  set_random_seed(1)
  model <- keras_model_sequential(input_shape = c(2, 3), name = "m") |>
    layer_dense(4, name = "dense") |>
    layer_spatial_dropout_1d(function(step) 0.25 + step * 0.25, seed = 1, name = "drop") |>
    layer_dense(1, name = "out")
  model |> compile(optimizer_sgd(0.05), loss = "mse")
  inputs <- array(1, c(16, 2, 3))
  targets <- array(1, c(16, 2, 1))
  model |> fit(inputs, targets, batch_size = 8, verbose = 0)
  weights <- get_weights(model)
  expect_error(
    model |> fit(inputs, targets, batch_size = 8, epochs = 2, verbose = 0),
    class = "lamina_error_argument"
  )
  expect_equal(get_layer(model, "drop")$steps$count$numpy() |> as.integer(), 4L)
  expect_false(identical(get_weights(model), weights))
  expect_true(all(is.finite(unlist(get_weights(model)))))
  expect_snapshot(error = TRUE, model |> fit(inputs, targets, batch_size = 8, verbose = 0))
})

test_that("the rate of a layer is set by itself", {
  model <- keras_model_sequential(input_shape = c(4, 3)) |>
    layer_spatial_dropout_1d(0.5, name = "own") |>
    layer_dropout(0.5, name = "drop") |>
    layer_gaussian_dropout(0.5, name = "noise")
  set_dropout_rate(model, 0.25)
  layers <- model$layers
  expect_identical(class(layers[[2]])[[1]], class(layer_dropout(rate = 0.5))[[1]])
  for (layer in layers) {
    layer$rate <- 0L
    expect_identical(layer$rate, 0)
    layer$rate <- 0.125
    expect_identical(layer$rate, 0.125)
    expect_identical(as.double(layer$held$state), 0.125)
    expect_lamina_error(layer$rate <- 2, "`rate` must be a number .* not 2")
  }
  own <- layers[[1]]
  own$rate <- function(step) 0.5 / (1 + step)
  expect_identical(own$rate, 0.5)
  expect_length(model$weights, 1L)
  own$rate <- 0.25
  expect_length(model$weights, 0L)
  drop <- layer_dropout(rate = 0.5)
  noise <- layers[[3]]
  expect_snapshot(error = TRUE, {
    own$rate <- 2
    own$rate <- "a"
    drop$rate <- 2
    drop$rate <- dropout_schedule_linear(0, 0.5, 3)
    noise$rate <- 1
  })
  expect_identical(c(own$rate, drop$rate, noise$rate), c(0.25, 0.5, 0.125))
})

test_that("noise at a rate of 1, which divides by 0, is not drawn", {
  expect_snapshot(error = TRUE, {
    layer_gaussian_dropout(rate = 1)
    layer_alpha_dropout(rate = 1)
  })
  of_noise <- function(class) {
    model <- keras_model_sequential(input_shape = 3)
    model$add(keras$layers[[class]](1, name = "n"))
    model
  }
  expect_snapshot(error = TRUE, {
    of_noise("GaussianDropout") |> predict_mc_dropout(x, samples = 2)
    of_noise("AlphaDropout") |> predict_mc_dropout(x, samples = 2)
  })
  model <- keras_model_sequential(input_shape = 3) |> layer_gaussian_dropout(0.5, name = "n")
  predict_mc_dropout(model, x, samples = 2)
  layer <- get_layer(model, "n")
  layer$rate <- 1
  expect_lamina_error(predict_mc_dropout(model, x, samples = 2), "'n' .* takes rates below 1")
})

test_that("what cannot be set is refused", {
  model <- dropping_model()
  fit_with <- function(layers, schedule) {
    model |> fit(x, y, verbose = 0, callbacks = callback_dropout_schedule(layers, schedule))
  }
  expect_snapshot(error = TRUE, {
    set_dropout_rate(model, 1.5)
    set_dropout_rate(model)
    set_dropout_rate(1, 0.5)
    set_dropout_rate(model, 0.5, "dorp")
    set_dropout_rate(model, 0.5, "dense")
    set_dropout_rate(model, 0.5, 2)
    set_dropout_rate(model, 0.5, layer_dropout(rate = 0.5, name = "new"))
    set_dropout_rate(model, 0.5, "drop", 1)
    callback_dropout_schedule(schedule = 0.5)
    callback_dropout_schedule()
    callback_dropout_schedule(schedule = function() 1)
    fit_with("a", function(epoch) 0)
    fit_with(NULL, function(epoch) NA)
    fit_with(NULL, function(epoch) 2)
    layer_spatial_dropout_1d(rate = function() 0.5)
  })
  expect_identical(get_layer(model, "drop")$rate, 0.5)
})
