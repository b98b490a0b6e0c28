# Needs no backend.

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

test_that("titles are short enough for a page of 6 inches", {
  plot <- plot(classified(), type = "examples", n = 6, measure = "mutual_information")
  expect_lte(max(nchar(unlist(strsplit(levels(plot$data$panel), "\n")))), 13)
  expect_lte(max(ggplot2::ggplot_build(plot)$layout$layout$COL), 5)
  expect_match(plot$labels$caption, "by mutual information \\(nats\\)")
})
