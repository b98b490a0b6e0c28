# Needs a backend, torch for example.

skip_without_keras()
skip_without_digits()

test_that("what was learnt is transferred", {
  run <- run_example("transfer-learning", 6)
  expect_gt(tail(run$reading$metrics$val_accuracy, 1), 0.5) # by guessing 0.1
  # The convolutions of the first task are in the file, and learnt there.
  saved <- get_weights(load_model(run$path))
  expect_identical(saved, get_weights(run$backbone))
  for (weights in saved) expect_true(any(weights != 0))
  # Each of the twenty is of the second task alone, and none is in the test.
  expect_setequal(table(run$labels[run$few[[1]]]), 2L)
  expect_length(run$test$y, 1797L - 900L - 20L)

  curves <- split(run$accuracy$accuracy, run$accuracy$way)
  expect_setequal(names(curves), c("transferred", "from nothing"))
  expect_identical(unname(lengths(curves)), c(12L, 12L))
  expect_gt(run$means[["transferred"]], 0.6)
  # A head alone learns less quickly, but learns.
  expect_gt(curves$transferred[[6]], 0.55)
  expect_setequal(list.files(run$folder), c("backbone.keras", "transfer.png"))
})
