skip_without_keras()

test_that("examples are dropped whole in training, and the others scaled", {
  for (shape in list(200, c(200, 3), c(200, 2, 3), c(200, 2, 3, 2))) {
    input <- array(seq_len(prod(shape)), shape)
    output <- as.array(layer_drop_path(rate = 0.5, seed = 1)(input, training = TRUE))
    share <- matrix(output / input, 200)
    expect_true(all(share %in% c(0, 2)))
    expect_true(all(share == share[, 1]))
    # Five standard errors.
    expect_lt(abs(mean(share[, 1]) - 1), 5 / sqrt(200))
  }
})

test_that("the batch is dropped whole with the mode of that name", {
  drop <- layer_drop_path(rate = 0.5, mode = "batch", seed = 1)
  input <- matrix(1, 4, 3)
  shares <- vapply(1:20, function(i) range(as.array(drop(input, training = TRUE))), c(0, 0))
  expect_identical(shares[1, ], shares[2, ])
  expect_setequal(shares, c(0, 2))
})

test_that("inference, rate 0 and rate 1", {
  tensor <- backend_tensor(matrix(1, 4, 3))
  expect_true(is_same_object(layer_drop_path(rate = 0.5)(tensor), tensor))
  expect_true(is_same_object(layer_drop_path(rate = 0)(tensor, training = TRUE), tensor))
  expect_identical(as.array(layer_drop_path(rate = 1)(tensor, training = TRUE)), matrix(0, 4, 3))
})

test_that("one seed gives the same, and reset_seeds() the first draws", {
  input <- matrix(1, 40, 2)
  drop <- layer_drop_path(rate = 0.5, seed = 7)
  first <- as.array(drop(input, training = TRUE))
  expect_false(identical(as.array(drop(input, training = TRUE)), first))
  reset_seeds(drop)
  expect_identical(as.array(drop(input, training = TRUE)), first)
  other <- layer_drop_path(rate = 0.5, seed = 7L)
  expect_identical(as.array(other(input, training = TRUE)), first)
})

test_that("it composes as other layers do", {
  model <- keras_model_sequential(input_shape = 4) |> layer_drop_path(0.5, name = "path")
  expect_identical(model$layers[[1]]$name, "path")
  input <- keras_input(4)
  residual <- keras_model(input, layer_add(input, layer_dense(input, 4) |> layer_drop_path(0.5)))
  expect_identical(dim(predict(residual, matrix(1, 3, 4), verbose = 0)), 3:4)
  expect_identical(dim(layer_drop_path(matrix(1, 3, 4), 0.5)), 3:4)
})

test_that("the arguments reach the layer, and configurations make it again", {
  layer <- layer_drop_path(
    rate = 0.2, mode = "batch", seed = 3, name = "path", dtype = "mixed_float16"
  )
  got <- settings(layer)
  expect_identical(got[c("rate", "mode", "seed")], list(rate = 0.2, mode = "batch", seed = 3L))
  expect_identical(layer$compute_dtype, "float16")
  expect_s3_class(layer, "lamina.DropPath")
  expect_config_round_trip(layer)
  expect_config_round_trip(layer_drop_path(rate = 0.2))
})

test_that("a saved model opens again, and Monte Carlo dropout draws", {
  model <- keras_model_sequential(input_shape = 4) |>
    layer_drop_path(0.5, seed = 1) |>
    layer_dense(1)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  opened <- load_model(path)
  expect_s3_class(opened$layers[[1]], "lamina.DropPath")
  x <- matrix(1:8 / 8, 2)
  draws <- lapply(c(model, opened), predict_mc_dropout, x, samples = 20, seed = 1, verbose = 0)
  expect_identical(draws[[1]]$mean, draws[[2]]$mean)
  expect_true(all(draws[[1]]$sd > 0))
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_drop_path()
    layer_drop_path(0.3)
    layer_drop_path(rate = 1.5)
    layer_drop_path(rate = NA)
    layer_drop_path(rate = 0.3, mode = "examples")
    layer_drop_path(rate = 0.3, mode = NULL)
    layer_drop_path(rate = 0.3, seed = 1.5)
    layer_drop_path(rate = 0.3, name = "a/b")
    layer_drop_path(rate = 0.3, dtype = "int32")
    layer_drop_path(rate = 0.3, modes = "batch")
    layer_drop_path("model", 0.3)
  })
})

test_that("rates grow in equal steps, from stage to stage", {
  expect_identical(drop_path_rates(0.5, 3), c(0, 0.25, 0.5))
  expect_identical(drop_path_rates(0.5, c(1, 2)), list(0, c(0.25, 0.5)))
  expect_identical(drop_path_rates(0.5, list(3)), list(c(0, 0.25, 0.5)))
  expect_identical(drop_path_rates(0.5, 1), 0)
  for (depths in list(5L, c(2L, 2L, 6L, 2L))) {
    expect_identical(drop_path_rates(0.3, depths), core$drop_path_rates(0.3, depths))
  }
})

test_once("rates and depths that cannot be are refused", {
  expect_snapshot(error = TRUE, {
    drop_path_rates()
    drop_path_rates(2, 3)
    drop_path_rates(0.5)
    drop_path_rates(0.5, 0)
    drop_path_rates(0.5, 1.5)
    drop_path_rates(0.5, c(2, NA))
    drop_path_rates(0.5, integer())
    drop_path_rates(0.5, 3, steps = 2)
  })
})

test_that("it prints what it was made with, and nothing for files", {
  lines <- format(layer_drop_path(rate = 0.25, name = "path"))
  expect_identical(lines[[1]], "<DropPath layer \"path\">")
  expect_match(lines[[2]], "^  rate = 0.25, mode = \"example\"$")
})
