# Needs a backend, torch for example.

skip_without_keras()
skip_without_digits()

test_that("kinds of dropout are compared beside none, with intervals", {
  run <- run_example("which-dropout", 4, "1", "60")
  sets <- length(run$data)
  expect_identical(nrow(run$results), 12L * sets)
  expect_true(all(is.finite(run$results$loss)))
  expect_true(all(run$results$error >= 0 & run$results$error <= 1))
  expect_setequal(list.files(run$folder), c("gains.csv", "results.csv", "which-dropout.png"))

  # Images of the test are not learnt from, and what differs between kinds is the dropout.
  scans <- run$data[[1]]
  expect_identical(c(length(scans$y), length(scans$test_y)), c(1000L, 797L))
  key <- function(x) apply(round(x * 16), 1, paste, collapse = " ")
  expect_lt(mean(key(scans$test_x) %in% key(scans$x)), 0.01)
  again <- run$measure(scans, run$ways$none, 60, 1)
  first <- run$results$way == "none" & run$results$data == names(run$data)[[1]]
  expect_equal(again[["loss"]], run$results$loss[first], tolerance = 1e-4)

  # The places of dropout: behind the first convolution of each block, or at its end.
  layers_of <- function(way) {
    model <- run$network(c(8, 8, 1), run$ways[[way]])
    vapply(model$layers, function(layer) class(layer)[[1L]], "")
  }
  count <- function(way, class) sum(grepl(class, layers_of(way)))
  expect_identical(count("none", "Drop"), 0L)
  expect_identical(count("blocks 0.1", "DropBlock2D$"), 3L)
  expect_identical(count("paths up to 0.3", "DropPath$"), 3L)
  expect_identical(count("spatial 0.3, early", "SpatialDropout2D$"), 3L)

  # Differences are paired, with an interval by the t distribution.
  error <- c(0.3, 0.2, 0.25, 0.1, 0.15, 0.11)
  table <- data.frame(
    data = "a", size = 100, way = rep(c("none", "spatial 0.1"), each = 3), loss = 1,
    # In another order than those they belong to.
    repetition = c(1, 2, 3, 3, 1, 2), error = error
  )
  gains <- run$beside_none(table)
  spatial <- gains[gains$way == "spatial 0.1", ]
  paired <- stats::t.test(100 * c(0.3, 0.2, 0.25), 100 * c(0.15, 0.11, 0.1), paired = TRUE)
  expect_equal(spatial$gain, unname(paired$estimate))
  expect_equal(c(spatial$lower, spatial$upper), as.vector(paired$conf.int))
  expect_equal(spatial$none, 25)
  expect_identical(c(gains$gain[gains$way == "none"], spatial$n), c(0, 3))
})
