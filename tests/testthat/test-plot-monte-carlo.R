# Needs no backend.

test_that("retention is the accuracy of the surest", {
  uncertainty <- c(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2)
  right <- rep(c(TRUE, FALSE), c(9, 3))
  curve <- retention(uncertainty, right)
  expect_equal(curve$kept, 6:12 / 12)
  expect_equal(curve$accuracy, c(1, 1, 1, 1, 9 / 10, 9 / 11, 9 / 12))
  expect_equal(retention(1:40, rep(TRUE, 40))$kept, 10:40 / 40)
  # Two predictions are a line, too.
  expect_equal(retention(1:2, c(TRUE, FALSE))$accuracy, c(1, 0.5))
  # The order of the examples does not matter, nor that of equals.
  shuffled <- withr::with_seed(1, sample(12))
  expect_equal(retention(uncertainty[shuffled], right[shuffled]), curve)
  expect_equal(retention(rep(1, 12), right)$accuracy, rep(0.75, 7))
})

test_that("a classifier with truth is drawn as retention, without as examples", {
  mc <- classified()
  truth <- replace(best_class(mc), 1:8, 0L)
  plot <- plot(mc, truth)
  curves <- plot$data
  expect_identical(levels(curves$measure), c("entropy", "mutual information"))
  ends <- curves$accuracy[curves$kept == 1]
  expect_equal(ends, rep(mean(best_class(mc) == truth), 2))
  expect_identical(plot(mc)$labels$x, plot(mc, truth, type = "examples")$labels$x)
  expect_s3_class(plot(mc, truth, measure = "variation_ratio"), "ggplot")
})

test_that("truth may be a matrix with a column for each class", {
  mc <- classified()
  truth <- best_class(mc)
  expect_equal(plot(mc, diag(3)[truth + 1L, ])$data, plot(mc, truth)$data)
})

test_that("labels that do not exclude each other are each right or wrong", {
  p <- withr::with_seed(1, matrix(runif(30), 10))
  mc <- mc_result(p, entropy = p, mutual_information = p)
  truth <- withr::with_seed(2, matrix(rbinom(30, 1, 0.5), 10))
  curves <- plot(mc, truth)$data
  expect_equal(curves$accuracy[curves$kept == 1], rep(mean((p >= 0.5) == truth), 2))
})

test_that("quantiles on one side of the median make no range", {
  mc <- mc_result(
    matrix(1:2), sd = matrix(c(1, 1)), task = "regression",
    quantiles = array(rbind(1:2, 2:3, 3:4), c(3, 2, 1), list(c("50%", "90%", "99%"), NULL, NULL))
  )
  expect_match(plot(mc)$labels$caption, "two standard deviations of 20 draws")
  dimnames(mc$quantiles)[[1]] <- c("5%", "90%", "99%")
  expect_match(plot(mc)$labels$caption, "5% to 99% of 20 draws")
  mc <- classified()
  expect_match(plot(mc)$labels$caption, "Bars: two standard deviations of 20 draws")
})

test_that("truth of two classes may be logical", {
  p <- c(0.1, 0.8, 0.7)
  mc <- mc_result(matrix(p), entropy = p, mutual_information = p)
  expect_equal(plot(mc, p > 0.75)$data, plot(mc, c(0, 1, 0))$data)
  mc <- mc_result(cbind(p, 1 - p), entropy = cbind(p, p), mutual_information = cbind(p, p))
  truth <- cbind(p, 1 - p) > 0.75
  expect_equal(plot(mc, truth)$data, plot(mc, truth + 0)$data)
})

test_that("predictions that are not finite are wrong, and no examples", {
  mc <- classified(20)
  for (name in c("mean", "sd")) mc[[name]][3, ] <- NaN
  for (name in measure_names) mc[[name]][3] <- NaN
  truth <- replace(best_class(mc), 3, 0)
  curves <- plot(mc, truth)$data
  expect_equal(curves$accuracy[curves$kept == 1], c(0.95, 0.95))
  expect_true(all(curves$accuracy[curves$kept < 1] == 1))
  shown <- plot(mc, type = "examples", n = 30)
  expect_false(anyNA(shown$data$mean))
  expect_length(levels(shown$data$panel), 19)
})

test_that("what does not fit the result is an error", {
  mc <- classified()
  values <- mc_result(matrix(1:4), sd = matrix(1:4), task = "regression")
  wide <- mc_result(matrix(0, 2, 13), sd = matrix(0, 2, 13), task = "regression")
  places <- mc_result(array(0.5, c(2, 3, 2)), entropy = matrix(1, 2, 3))
  labels <- mc_result(matrix(0.5, 2, 3), entropy = matrix(1, 2, 3))
  lost <- mc_result(matrix(NaN, 2, 3), entropy = c(NaN, NaN))
  one <- mc_result(matrix(0.5, 1, 2), entropy = 1)
  expect_snapshot(error = TRUE, {
    plot(mc, 0:1)
    plot(mc, rep(3, 40))
    plot(mc, type = "retention")
    plot(mc, type = "band")
    plot(mc, measure = "entropie")
    plot(mc, images = array(0, c(3, 2, 2)))
    plot(mc, classes = c("a", "b"))
    plot(mc, n = 0)
    plot(values, 1:3)
    plot(values, along = 1:3)
    plot(values, type = "band")
    plot(mc, 0:39, mesure = "entropy")
    plot(mc, truth = 0:39)
    plot(wide)
    plot(places)
    plot(labels)
    plot(lost)
    plot(one, 1)
    plot(mc, factor(rep("a", 40)))
  })
})
