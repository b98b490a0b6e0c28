# Needs no backend.

# Results as predict_mc_dropout() makes them, without a model.
mc_result <- function(mean, ..., task = "classification") {
  structure(
    c(list(mean = mean, ...), task = task, list(draws = 20L, masks = "per_example", layers = "d")),
    class = "mc_dropout"
  )
}

classified <- function(n = 40) {
  probability <- withr::with_seed(1, {
    p <- matrix(runif(3 * n)^3, ncol = 3)
    p / rowSums(p)
  })
  entropy <- -rowSums(probability * log(probability))
  mc_result(
    probability, sd = probability / 10, entropy = entropy, expected_entropy = entropy / 2,
    mutual_information = entropy / 2, variation_ratio = round(entropy, 1)
  )
}

best_class <- function(x) max.col(x$mean) - 1L

layer_data <- function(plot, geom) {
  layers <- Filter(function(layer) inherits(layer$geom, geom), plot$layers)
  lapply(layers, function(layer) {
    if (inherits(layer$data, "waiver")) plot$data else layer$data
  })
}

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

test_that("the most and the least certain examples are drawn", {
  mc <- classified()
  plot <- plot(mc, type = "examples", n = 2)
  ranked <- order(mc$entropy)
  expected <- c(ranked[1:2], ranked[40:39])
  shown <- sub(".*example ([0-9]+)\n.*", "\\1", levels(plot$data$panel))
  expect_identical(as.integer(shown), expected)
  first <- plot$data[plot$data$place == 1, ]
  expect_equal(first$mean, sort(mc$mean[expected[[1]], ], decreasing = TRUE))
  expect_equal(first$upper - first$lower, 4 * first$mean / 10, tolerance = 0.3)
})

test_that("quantiles give the range, of both classes of one column", {
  p <- matrix(c(0.2, 0.7, 0.9))
  mc <- mc_result(
    p, sd = p / 10, entropy = c(0.5, 0.6, 0.3),
    quantiles = array(
      rbind(p[, 1] - 0.1, p[, 1], p[, 1] + 0.05), c(3, 3, 1),
      list(c("5%", "50%", "95%"), NULL, NULL)
    )
  )
  interval <- draw_interval(mc)
  expect_identical(interval$label, "5% to 95%")
  expect_equal(interval$lower, cbind(1 - (p + 0.05), p - 0.1))
  expect_equal(interval$upper, cbind(1 - (p - 0.1), p + 0.05))
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

test_that("one example is drawn with its bars", {
  mc <- mc_result(
    matrix(1, 1, 2), sd = matrix(1, 1, 2), task = "regression",
    quantiles = array(c(0, 2), c(2, 1, 2), list(c("5%", "95%"), NULL, NULL))
  )
  plot <- plot(mc, c(1, 2))
  expect_length(layer_data(plot, "GeomRibbon"), 0)
  bars <- layer_data(plot, "GeomLinerange")[[1]]
  expect_equal(bars[c("lower", "upper")], data.frame(lower = c(0, 0), upper = c(2, 2)))
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

test_that("long names stay apart", {
  expect_identical(shorten(c("cat", "a very long name")), c("cat", "a very long\u2026"))
  expect_identical(
    shorten(paste("a long class name", 1:2)), c("a long\u2026ame 1", "a long\u2026ame 2")
  )
})

test_that("images are drawn beside their own examples, in their proportions", {
  mc <- classified()
  images <- array(rep(1:40, 6), c(40, 2, 3))
  images[, 1, 1] <- 0
  plot <- plot(mc, type = "examples", images = images, n = 1)
  rasters <- Filter(function(layer) inherits(layer$geom, "GeomRasterAnn"), plot$layers)
  expect_length(rasters, 2)
  expect_identical(dim(rasters[[1]]$geom_params$raster), c(2L, 3L))
  expect_identical(as.character(rasters[[2]]$data$panel), levels(plot$data$panel)[[2]])
  path <- withr::local_tempfile(fileext = ".png")
  ggplot2::ggsave(path, plot, width = 6, height = 3, dpi = 50)
  expect_gt(file.size(path), 1000)
})

band_result <- function() {
  mc_result(
    matrix(1:4), sd = matrix(c(1, 2, 1, 2)), task = "regression",
    quantiles = array(rbind(0:3, 1:4, 2:5), c(3, 4, 1), list(c("5%", "50%", "95%"), NULL, NULL))
  )
}

test_that("a regression is drawn as points with ranges, none joined to the next", {
  plot <- plot(band_result(), c(1.1, 2, 9, 4))
  expect_length(layer_data(plot, "GeomRibbon"), 0)
  expect_length(layer_data(plot, "GeomLine"), 0)
  bars <- layer_data(plot, "GeomLinerange")[[1]]
  expect_equal(bars$along, 1:4)
  expect_equal(bars$lower, 0:3)
  expect_equal(bars$upper, 2:5)
  expect_match(plot$labels$caption, "75 % of the true values lie within 5% to 95%")
  expect_match(plot$labels$caption, "not the noise in the data")
  expect_no_match(plot(band_result())$labels$caption, "true values")
})

test_that("along a variable a regression is drawn as a band", {
  plot <- plot(band_result(), c(1.1, 2, 3, 4), along = c(10, 20, 30, 40))
  band <- layer_data(plot, "GeomRibbon")
  expect_length(band, 1)
  expect_equal(band[[1]]$lower, 0:3)
  expect_equal(band[[1]]$upper, 2:5)
  expect_equal(plot$data$along, c(10, 20, 30, 40))
  expect_match(plot$labels$caption, "5% to 95% of 20 draws")
  mc <- band_result()
  mc$quantiles <- NULL
  band <- layer_data(plot(mc, along = 1:4), "GeomRibbon")[[1]]
  expect_equal(band$lower, 1:4 - 2 * c(1, 2, 1, 2))
  ranges <- plot(mc, along = 1:4, type = "ranges")
  expect_length(layer_data(ranges, "GeomLinerange"), 1)
})

test_that("a band has one place for each value it is drawn along, in their order", {
  band <- layer_data(plot(band_result(), along = c(3, 1, 3, 2)), "GeomRibbon")[[1]]
  expect_equal(band$along, 1:3)
  expect_equal(band$lower, c(1, 3, 1))
  expect_equal(band$upper, c(3, 5, 3))
  line <- layer_data(plot(band_result(), along = c(3, 1, 3, 2)), "GeomLine")[[1]]
  expect_equal(line$mean, c(2, 4, 2))
  days <- as.Date("2024-03-01") + c(2, 0, 2, 1)
  band <- layer_data(plot(band_result(), along = days), "GeomRibbon")[[1]]
  expect_equal(band$along, as.Date("2024-03-01") + 0:2)
})

test_that("columns have bands of their own, and what is not finite is left out", {
  mc <- mc_result(
    cbind(c(1, NaN, 3), c(10, NaN, 30)), sd = cbind(c(1, NaN, 1), c(2, NaN, 2)),
    task = "regression"
  )
  plot <- plot(mc, along = c(1, 2, 1))
  band <- layer_data(plot, "GeomRibbon")[[1]]
  expect_equal(band[c("along", "column", "lower")], data.frame(
    along = c(1, 1), column = 1:2, lower = c(0, 16)
  ))
  expect_identical(ggplot2::ggplot_build(plot)$layout$layout$PANEL, factor(1:2))
})

test_that("titles are short enough for a page of 6 inches", {
  plot <- plot(classified(), type = "examples", n = 6, measure = "mutual_information")
  expect_lte(max(nchar(unlist(strsplit(levels(plot$data$panel), "\n")))), 13)
  expect_lte(max(ggplot2::ggplot_build(plot)$layout$layout$COL), 5)
  expect_match(plot$labels$caption, "by mutual information \\(nats\\)")
})

test_that("values of which none is finite are not drawn", {
  lost <- mc_result(matrix(NaN, 4), sd = matrix(NaN, 4), task = "regression")
  expect_lamina_error(plot(lost), "`x` must be a result with finite predictions", from = "plot")
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
  })
})
