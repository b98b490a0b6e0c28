# Monte Carlo dropout in parts, and the parts as one.

skip_without_keras()

same_result <- function(a, b) {
  for (name in names(a)) expect_identical(a[[name]], b[[name]], info = name)
}

numbers <- c(70, 3, 2^53, 12, 900001, 0, 41, 42, 43, 7, 6)

test_that("parts drawn by ids are bit for bit the whole, in the order of ids", {
  x <- mc_data(11)
  drawn <- function(rows, model = mc_classifier()) {
    draw(
      model, x[rows, , drop = FALSE], samples = 20, batch_size = 4, keep_samples = TRUE,
      ids = numbers[rows]
    )
  }
  whole <- drawn(order(numbers))
  expect_identical(whole$ids, sort(numbers))
  same_result(bind_mc_dropout(drawn(c(9, 1, 3)), drawn(4), drawn(c(2, 5:8, 10:11))), whole)
  # As one list, too, and from a file.
  parts <- lapply(split(1:11, c(1, 2, 2, 1, 1, 2, 1, 2, 2, 1, 1)), drawn)
  file <- withr::local_tempfile()
  saveRDS(parts, file)
  same_result(bind_mc_dropout(readRDS(file)), whole)
  # It is a result like others.
  expect_output(print(whole), "11 examples")
  expect_identical(nrow(as.data.frame(whole)), 11L)
})

test_that("without ids the draws are those of 0, 1, ...", {
  x <- mc_data(11)
  by_place <- draw(mc_classifier(), x, samples = 20, keep_samples = TRUE)
  by_id <- draw(mc_classifier(), x, samples = 20, keep_samples = TRUE, ids = 0:10)
  expect_null(by_place$ids)
  expect_equal(by_id$samples, by_place$samples, tolerance = 1e-6)
})

test_that("regressions, several outputs and one example a part are joined", {
  input <- keras_input(4)
  hidden <- input |> layer_dense(3) |> layer_dropout(0.5)
  model <- keras_model(
    input, list(a = layer_dense(hidden, 1), b = layer_dense(hidden, 2, activation = "softmax"))
  )
  x <- mc_data(3)
  drawn <- function(rows, ...) {
    draw(model, x[rows, , drop = FALSE], samples = 8, batch_size = 2, ids = rows, ...)
  }
  whole <- drawn(1:3)
  parts <- list(drawn(3L), drawn(1:2))
  for (bound in list(bind_mc_dropout(parts), bind_mc_dropout(parts[[1]], parts[[2]]))) {
    expect_identical(names(bound), c("a", "b"))
    same_result(bound$a, whole$a)
    same_result(bound$b, whole$b)
  }
  same_result(bind_mc_dropout(whole)$b, whole$b)
  expect_null(bind_mc_dropout(drawn(1:3, quantiles = NULL))$a$quantiles)
})

test_that("ids that are none, and results that do not belong together, are refused", {
  model <- mc_classifier()
  x <- mc_data(3)
  drawn <- function(ids, ...) draw(model, x[seq_along(ids), , drop = FALSE], 4, ids = ids, ...)
  expect_snapshot(error = TRUE, {
    drawn(c(1, 1, 2))
    drawn(c(1.5, 2))
    drawn(c(1, NA))
    drawn(-1)
    drawn(2^53 + 2)
    drawn(c("a", "b"))
    draw(model, x, 4, ids = 1:2)
    bind_mc_dropout()
    bind_mc_dropout(3)
    bind_mc_dropout(drawn(1), draw(model, x, 4))
    bind_mc_dropout(drawn(1:2), drawn(2:3))
    bind_mc_dropout(drawn(1), drawn(2, seed = 2))
    bind_mc_dropout(drawn(1), draw(model, x, 5, ids = 2:4))
    bind_mc_dropout(drawn(1), drawn(2, quantiles = 0.5))
    bind_mc_dropout(drawn(1), list(a = drawn(2)))
    bind_mc_dropout(list(a = drawn(1)), list(b = drawn(2)))
  })
})

test_that("what would be drawn in another way beside other examples is refused", {
  centred <- keras_model_sequential(input_shape = 4, name = "centred") |>
    layer_lambda(\(x) x - op_mean(x, axis = 1, keepdims = TRUE)) |>
    layer_dropout(0.5) |>
    layer_dense(1)
  two <- keras_model_sequential(input_shape = 4) |>
    layer_dropout(0.5) |>
    layer_dense(2)
  expect_snapshot(error = TRUE, {
    draw(centred, mc_data(8), 4, ids = 1:8)
    draw(two, mc_data(8), 4, ids = 1:8)
  })
  expect_identical(draw(two, mc_data(8), 4, ids = 1:8, task = "regression")$task, "regression")
})

test_once("workers of another process draw the same bits", {
  x <- mc_data(20)
  model <- mc_classifier()
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  parts <- list(1:7, 8:20)
  work <- function(ids, x, path) {
    library(lamina, warn.conflicts = FALSE)
    model <- load_model(path)
    predict_mc_dropout(model, x[ids, ], 10, 4, seed = 1, ids = ids, verbose = 0)
  }
  environment(work) <- globalenv()
  workers <- parallel::makePSOCKcluster(2)
  withr::defer(parallel::stopCluster(workers))
  bound <- bind_mc_dropout(parallel::parLapply(workers, parts, work, x, path))
  same_result(bound, work(1:20, x, path))
})
