skip_without_keras()

test_that("the copy predicts the same, and has no dropout", {
  model <- keras_model_sequential(input_shape = c(6, 6, 1), name = "net") |>
    layer_conv_2d(2, 3, padding = "same", name = "conv") |>
    layer_spatial_dropout_2d(0.3) |>
    layer_stochastic_depth(
      keras_model_sequential() |> layer_conv_2d(2, 1) |> layer_drop_path(0.1), 0.5,
      name = "block"
    ) |>
    layer_gaussian_noise(0.1) |>
    layer_flatten(name = "flat") |>
    layer_dropout(0.5) |>
    layer_dense(2, name = "dense")
  served <- without_dropout(model)
  expect_identical(served$name, "net")
  names <- vapply(served$layers, function(layer) layer$name, "")
  expect_identical(names, c("conv", "block", "flat", "dense"))
  x <- images(3)
  expected <- predict(model, x, verbose = 0)
  expect_identical(predict(served, x, verbose = 0), expected)
  expect_true(is_made_here(served))
  expect_false(served$compiled)

  # The weights are its own.
  set_weights(model, lapply(get_weights(model), function(w) w * 0))
  expect_identical(predict(served, x, verbose = 0), expected)

  path <- withr::local_tempfile(fileext = ".keras")
  save_model(served, path)
  expect_identical(predict(load_model(path), x, verbose = 0), expected)
})

test_that("recurrent layers and wrappers drop nothing any more", {
  input <- keras_input(c(5, 3))
  output <- input |>
    layer_bidirectional(layer_lstm(
      units = 2, dropout = 0.2, recurrent_dropout = 0.2, return_sequences = TRUE
    )) |>
    layer_time_distributed(layer_dropout(rate = 0.5)) |>
    layer_gru(2, dropout = 0.3)
  model <- keras_model(input, output)
  served <- without_dropout(model)
  x <- feature_maps(c(2, 5, 3))
  expect_identical(predict(served, x, verbose = 0), predict(model, x, verbose = 0))
  drawn <- predict_mc_dropout(model, x, samples = 5, verbose = 0, seed = 1)
  expect_true(any(drawn$sd > 0))
  trained <- lapply(1:2, function(i) as.array(served(x, training = TRUE)))
  expect_identical(trained[[1]], trained[[2]])
})

test_once("what cannot be copied without dropout is refused", {
  waiting <- keras_model_sequential(name = "waiting") |> layer_dropout(0.5)
  layer_own <- Layer("Own",
    initialize = function() {
      super$initialize()
      self$drop <- layer_dropout(rate = 0.5, name = "inside")
    },
    call = function(inputs) self$drop(inputs)
  )
  own <- keras_model_sequential(input_shape = 3, name = "net") |> layer_own(name = "own")
  expect_snapshot(error = TRUE, {
    without_dropout()
    without_dropout(layer_dropout(rate = 0.5))
    without_dropout("model")
    without_dropout(waiting)
    without_dropout(own)
    without_dropout(waiting, compile = TRUE)
  })
})
