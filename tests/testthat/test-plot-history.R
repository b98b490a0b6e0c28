# Needs no backend.

test_that("the plot shows every metric, training and validation apart", {
  plot <- plot(full_history)
  expect_s3_class(plot, "ggplot")
  built <- ggplot2::ggplot_build(plot)
  lines <- built$data[[1]]
  expect_identical(nrow(lines), 12L)
  expect_identical(length(unique(lines$PANEL)), 2L)
  expect_identical(length(unique(lines$colour)), 2L)
  expect_identical(length(unique(lines$linetype)), 2L)
  training_loss <- lines[lines$PANEL == 1 & lines$linetype == "solid", ]
  expect_equal(training_loss$x, 1:3, ignore_attr = TRUE)
  expect_equal(training_loss$y, c(1, 0.5, 0.25))
  expect_equal(built$layout$layout$metric, factor(c("loss", "accuracy"), c("loss", "accuracy")))
})

test_that("metrics to plot can be chosen", {
  built <- ggplot2::ggplot_build(plot(full_history, metrics = "accuracy"))
  expect_identical(as.character(built$layout$layout$metric), "accuracy")
  expect_snapshot(error = TRUE, {
    plot(full_history, metrics = "acuracy")
    plot(full_history, metrics = 1)
  })
})

test_that("one epoch alone is plotted as points", {
  built <- ggplot2::ggplot_build(plot(training_history(list(loss = list(1)))))
  expect_identical(nrow(built$data[[1]]), 1L)
  expect_true("shape" %in% names(built$data[[1]]))
})

# The data of the layers that a plot draws with such a geom.
drawn_by <- function(plot, geom) {
  built <- ggplot2::ggplot_build(plot)
  built$data[vapply(plot$layers, function(layer) class(layer$geom)[[1]] == geom, NA)]
}

test_that("a line is drawn for each class", {
  plot <- plot(of_classes, metrics = "f1_score")
  lines <- drawn_by(plot, "GeomLine")[[1]]
  training <- lines[lines$linetype == "solid", ]
  expect_identical(length(unique(training$colour)), 3L)
  by_class <- lapply(1:3, function(class) (class + 3 * 0:3) / 16)
  expect_equal(unname(split(training$y, training$group)), by_class)
  validation <- lines[lines$linetype == "longdash", ]
  expect_identical(unique(validation$x), c(2, 4), ignore_attr = TRUE)
})

test_that("a constant is drawn in a panel that begins at 0", {
  limits <- function(value) {
    plot <- plot(training_history(list(learning_rate = as.list(rep(value, 3)))))
    ggplot2::ggplot_build(plot)$layout$panel_params[[1]]$y$limits
  }
  expect_equal(limits(0.001), c(0, 0.00125))
  expect_equal(limits(-2), c(-2.5, 0))
  expect_equal(limits(0), c(0, 1))
  expect_equal(limits(NaN), c(0, 1))
})

test_that("epochs without a finite number are crosses, and interrupt the line", {
  plot <- plot(training_history(list(loss = list(1, NaN, Inf, 2, 3))))
  expect_equal(drawn_by(plot, "GeomLine")[[1]]$y, c(1, NA, NA, 2, 3))
  points <- drawn_by(plot, "GeomPoint")
  expect_equal(points[[2]]$x, c(2, 3), ignore_attr = TRUE)
  expect_match(plot$labels$caption, "not a finite number")
  expect_silent(ggplot2::ggplotGrob(plot))
})

test_that("many panels stand in columns", {
  columns <- function(n) {
    metrics <- stats::setNames(rep(list(list(1, 2)), n), c("loss", letters[seq_len(n - 1)]))
    max(ggplot2::ggplot_build(plot(training_history(metrics)))$layout$layout$COL)
  }
  expect_identical(vapply(c(2, 3, 6, 9), columns, 1L), c(1L, 1L, 2L, 3L))
})

test_that("short panels have few labels, and no line on their border", {
  numbers <- list(0.23, 0.41, 0.55, 0.97)
  panels <- function(n) {
    metrics <- c(
      stats::setNames(rep(list(numbers), n), letters[seq_len(n)]),
      list(learning_rate = as.list(rep(0.001, 4)))
    )
    lapply(ggplot2::ggplot_build(plot(training_history(metrics)))$layout$panel_params, function(p) {
      list(labels = sum(!is.na(p$y$breaks)), range = p$y.range)
    })
  }
  short <- panels(7)
  expect_true(all(vapply(short, function(p) p$labels %in% 2:3, NA)))
  expect_gt(short[[1]]$range[[2]], 0.97 + 0.1 * (0.97 - 0.23))
  expect_gt(short[[8]]$range[[2]], 0.0012)
  expect_gte(panels(1)[[1]]$labels, 4L)
  for (limits in list(c(0.14, 0.83), c(0.31, 0.69), c(0.9, 1.1), c(-3, 1e4), c(0.4999, 0.5001))) {
    breaks <- few_breaks(limits)
    expect_true(length(breaks) %in% 2:3)
    expect_true(all(breaks >= limits[[1]] & breaks <= limits[[2]]))
  }
})

test_that("what has no epoch is not plotted", {
  empty <- training_history(list(), epochs = integer())
  expect_snapshot(error = TRUE, {
    plot(empty)
    plot(empty, metrics = "loss", method = "base")
  })
})

test_that("a smoothed line stands in place of the joined epochs", {
  long <- training_history(list(loss = as.list(1 / (1:12))))
  expect_length(drawn_by(plot(long, smooth = TRUE), "GeomSmooth"), 1)
  expect_length(drawn_by(plot(long, smooth = TRUE), "GeomLine"), 0)
  expect_length(drawn_by(plot(full_history, smooth = TRUE), "GeomSmooth"), 0)
  withr::local_options(keras.plot.history.smooth = TRUE)
  expect_length(drawn_by(plot(long), "GeomSmooth"), 1)
})

test_that("the theme can be grey", {
  background <- function(plot) ggplot2::calc_element("panel.background", plot$theme)$fill
  expect_identical(background(plot(full_history)), "white")
  expect_identical(background(plot(full_history, theme_bw = FALSE)), "grey92")
})

test_that("R's own graphics draw the same, and leave the device as it was", {
  path <- withr::local_tempfile(fileext = ".pdf")
  grDevices::pdf(path)
  withr::defer(grDevices::dev.off())
  before <- graphics::par("mfrow", "mar")
  for (history in list(full_history, of_classes, training_history(list(loss = list(NaN, NaN))))) {
    drawn <- withVisible(plot(history, method = "base"))
    expect_false(drawn$visible)
    expect_equal(drawn$value, as.data.frame(history))
  }
  plot(training_history(list(loss = as.list(1 / (1:12)))), method = "base", smooth = TRUE)
  expect_identical(graphics::par("mfrow", "mar"), before)
})

test_that("what the plot does not take is refused", {
  expect_snapshot(error = TRUE, {
    plot(full_history, metric = "loss")
    plot(full_history, "loss")
    plot(full_history, method = "lattice")
    plot(full_history, smooth = "yes")
    plot(full_history, theme_bw = NA)
  })
})

test_that("epochs are marked by whole numbers from 1", {
  for (limits in list(c(0.8, 3.2), c(1, 2), c(1, 1), c(1, 100))) {
    breaks <- whole_breaks(limits)
    expect_true(all(breaks %% 1 == 0 & breaks >= 1))
    expect_identical(anyDuplicated(breaks), 0L)
  }
})
