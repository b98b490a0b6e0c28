skip_without_keras()

draws <- function(layer, x = feature_maps(c(4, 2, 2, 16))) {
  lapply(1:3, function(i) as.array(layer(x, training = TRUE)))
}

test_that("a layer draws again what it drew, in the same order", {
  for (seed in list(NULL, 3)) {
    layer <- layer_spatial_dropout_2d(rate = 0.5, seed = seed)
    first <- draws(layer)
    expect_false(identical(first[[1]], first[[2]]))
    expect_false(identical(draws(layer), first))
    expect_true(is_same_object(expect_invisible(reset_seeds(layer)), layer))
    expect_identical(draws(layer), first)
  }
  expect_identical(first, draws(layer_spatial_dropout_2d(rate = 0.5, seed = 3)))
})

test_that("setting the session's seed is not enough", {
  withr::local_preserve_seed()
  set_random_seed(1)
  layer <- layer_spatial_dropout_2d(rate = 0.5)
  first <- draws(layer)
  set_random_seed(1)
  expect_false(identical(draws(layer), first))
  reset_seeds(layer)
  expect_identical(draws(layer), first)
})

test_that("a model is reset as a whole, in a pipe", {
  inner <- keras_model_sequential(input_shape = c(6, 6, 4)) |>
    layer_spatial_dropout_2d(0.5) |>
    layer_dropout(0.5, seed = 2)
  model <- small_convnet(rate = 0.5)
  model$pop()
  model$pop()
  model$add(keras$layers$ZeroPadding2D(1L))
  model$add(inner)
  first <- draws(model, images())
  expect_false(identical(first[[1]], first[[2]]))
  expect_identical(model |> reset_seeds() |> draws(images()), first)
})

test_that("training repeats itself, and weights stay", {
  model <- small_convnet(rate = 0.5)
  # It learns nothing: what differs from epoch to epoch is what is dropped.
  compile(model, keras$optimizers$SGD(0), loss = "mse", run_eagerly = TRUE, jit_compile = FALSE)
  weights <- get_weights(model)
  loss <- function() {
    history <- fit(
      model, images(), matrix(1, 3, 2), epochs = 3, shuffle = FALSE, verbose = 0
    )
    history$metrics$loss
  }
  first <- loss()
  expect_length(unique(first), 3)
  expect_false(identical(loss(), first))
  reset_seeds(model)
  expect_identical(loss(), first)
  expect_identical(get_weights(model), weights)
})

test_that("a model that was saved starts from the seeds in the file", {
  path <- withr::local_tempfile(fileext = ".keras")
  model <- small_convnet(rate = 0.5)
  first <- draws(model, images())
  save_model(model, path)
  again <- load_model(path)
  expect_identical(draws(again, images()), first)
  expect_identical(draws(reset_seeds(again), images()), first)
})

test_that("what has no seed is left alone", {
  expect_invisible(reset_seeds(layer_flatten()))
  expect_invisible(reset_seeds(keras_model_sequential()))
})

test_once("bad objects are refused", {
  expect_snapshot(error = TRUE, {
    reset_seeds()
    reset_seeds(NULL)
    reset_seeds(5)
    reset_seeds("model")
    reset_seeds(list(layer_flatten()))
    reset_seeds(keras$initializers$Zeros())
  })
})

test_that("what Python says comes as an error of lamina's", {
  python <- reticulate::py_run_string(paste(
    "import keras", "class Broken(keras.random.SeedGenerator):",
    "    def get_config(self):", "        raise RuntimeError('no seed')",
    sep = "\n"
  ), local = TRUE)
  layer <- keras$layers$Layer(name = "broken")
  layer$generator <- python$Broken(1L)
  expect_lamina_error(reset_seeds(layer), "\"broken\"", class = "python", from = "reset_seeds")
})
