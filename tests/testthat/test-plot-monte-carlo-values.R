# Needs no backend.

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

test_that("values of which none is finite are not drawn", {
  lost <- mc_result(matrix(NaN, 4), sd = matrix(NaN, 4), task = "regression")
  expect_lamina_error(plot(lost), "`x` must be a result with finite predictions", from = "plot")
})
