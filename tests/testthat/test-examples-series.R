# Needs a backend, tensorflow for example.

skip_without_keras()

test_that("a series is forecast", {
  run <- run_example("time-series", 2)
  batch <- iter_next(as_iterator(run$test))
  windows <- as.array(batch[[1]])
  expect_identical(dim(windows)[-1], c(132L, 1L))
  # The window ends a year before its target.
  target <- run$tested[[1]]
  window <- run$spots[(target - 12) - 131:0]
  expect_equal(windows[1, , 1], sqrt(window) / 10, tolerance = 1e-6)
  expect_equal(as.array(batch[[2]])[[1]], sqrt(run$spots[[target]]) / 10, tolerance = 1e-6)

  # The first forecast is the mean of a year.
  validated <- run$in_years(1930, 1965)
  scaled <- sqrt(run$spots) / 10
  means <- vapply(validated, function(i) mean(scaled[(i - 12) - 11:0]), 0)
  wrong <- mean(abs(means - scaled[validated]))
  expect_equal(run$untrained$mean_absolute_error, wrong, tolerance = 1e-4)

  metrics <- run$history$metrics
  expect_true(all(is.finite(unlist(metrics))))
  expect_lt(min(metrics$val_mean_absolute_error), wrong)
  expect_length(run$forecast, length(run$truth))
  # The untrained network gives the mean of the last year.
  expect_lt(run$error[["network"]], run$error[["mean of the last year"]])
  expect_setequal(list.files(run$folder), c("forecast.png", "history.png"))
})
