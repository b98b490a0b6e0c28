# Needs no backend.

test_that("one number passes as a double, several as a list", {
  expect_identical(check_numbers(2L), 2)
  expect_identical(check_numbers(c(1, 2)), list(1, 2))
  expect_identical(check_numbers(list(1, 2L)), list(1, 2))
})

test_that("anything but numbers is refused", {
  layer <- function(scale) check_numbers(scale)
  expect_snapshot(error = TRUE, {
    layer()
    layer(NULL)
    layer("1")
    layer(c(1, NA))
    layer(c(1, Inf))
    layer(numeric())
    layer(list(1, "a"))
    layer(list(1, 2:3))
    layer(factor(1))
    layer(TRUE)
  })
})

test_that("a range is one number or two, the smaller first", {
  expect_identical(check_range(0.2), 0.2)
  expect_identical(check_range(c(1L, 1L)), list(1, 1))
  expect_identical(check_range(list(-1, 0.5), min = -1, max = 1), list(-1, 0.5))
  expect_null(check_range(NULL, null = TRUE))
})

test_that("anything but a range is refused", {
  layer <- function(factor, ...) check_range(factor, min = -1, max = 1, ...)
  for (bad in list(2, c(-2, 0), c(0.5, 0.2), c(0, 0.1, 0.2), "1", NA, TRUE, numeric(), factor(1))) {
    expect_lamina_error(
      layer(bad), "`factor` must be a number between -1 and 1, or two of them, the smaller first",
      from = "layer"
    )
  }
  expect_lamina_error(layer(NULL), "`factor` must be .*, not NULL", from = "layer")
  expect_lamina_error(layer(), "`factor` is missing: it must be a number", from = "layer")
})

test_that("a range of values is two numbers, whole ones as such", {
  expect_identical(check_value_range(c(0, 255)), list(0L, 255L))
  expect_identical(check_value_range(list(-1, 0.5)), list(-1, 0.5))
})

test_that("anything but a range of values is refused", {
  layer <- function(value_range) check_value_range(value_range)
  for (bad in list(1, c(1, 1), c(1, 0), 1:3, c(0, NA), c("0", "1"), NULL, c(TRUE, FALSE), Inf)) {
    expect_lamina_error(
      layer(bad), "`value_range` must be two numbers, the smaller first", from = "layer"
    )
  }
  expect_lamina_error(layer(), "`value_range` is missing: it must be two numbers", from = "layer")
})

test_that("boundaries in order become a list, also a single one", {
  expect_identical(check_boundaries(c(0, 1, 1, 2L)), list(0, 1, 1, 2))
  expect_identical(check_boundaries(3L), list(3))
  expect_identical(check_boundaries(c(-Inf, 0)), list(-Inf, 0))
  expect_identical(check_boundaries(list(1, 2)), list(1, 2))
  expect_null(check_boundaries(NULL))
})

test_that("anything but boundaries is refused", {
  layer <- function(bin_boundaries) check_boundaries(bin_boundaries)
  for (bad in list(c(2, 1), c(1, NA), "1", numeric(), factor(1), TRUE)) {
    expect_lamina_error(
      layer(bad), "`bin_boundaries` must be a vector of numbers in ascending order",
      from = "layer"
    )
  }
})

test_that("limits pass by name, in a vector or a list, all or some", {
  all <- list(rmin = 0.5, rmax = 3, dmax = 5)
  expect_identical(check_clipping(c(rmin = 0.5, rmax = 3, dmax = 5)), all)
  expect_identical(check_clipping(list(rmax = 3L, rmin = 0.5)), list(rmax = 3, rmin = 0.5))
  expect_identical(check_clipping(c(dmax = 0)), list(dmax = 0))
  expect_null(check_clipping(NULL))
})

test_that("anything but such limits is refused", {
  layer <- function(renorm_clipping) check_clipping(renorm_clipping)
  expect_lamina_error(layer(3), "renorm_clipping.*not 3", from = "layer")
  expect_lamina_error(layer(c(max = 3)), "renorm_clipping.*named `rmin`", from = "layer")
  expect_lamina_error(layer(c(rmax = 1, rmin = 2)), "not be larger than `rmax`", from = "layer")
  expect_lamina_error(layer(c(dmax = -1)), "renorm_clipping", from = "layer")
  expect_lamina_error(layer(c(rmax = Inf)), "renorm_clipping", from = "layer")
  expect_lamina_error(layer(c(rmax = 1, rmax = 2)), "renorm_clipping", from = "layer")
  expect_lamina_error(layer(list()), "renorm_clipping.*list of length 0", from = "layer")
  expect_lamina_error(layer(list(rmax = "a")), "renorm_clipping.*list of length 1", from = "layer")
})

test_that("one whole number stands for rows and columns", {
  expect_identical(check_grid(8), list(8L, 8L))
  expect_identical(check_grid(c(2, 3L)), list(2L, 3L))
  expect_identical(check_grid(list(2, 3)), list(2L, 3L))
})

test_that("anything but a grid is refused, in the name of the layer", {
  layer <- function(tile_grid_size) check_grid(tile_grid_size)
  expected <- "`tile_grid_size` must be a whole number of at least 1, or 2 of them"
  expect_lamina_error(layer(0), expected, from = "layer")
  expect_lamina_error(layer(c(2, 2.5)), expected)
  expect_lamina_error(layer(c(1, 2, 3)), expected)
  expect_lamina_error(layer(NULL), expected)
  expect_lamina_error(layer(), "tile_grid_size")
})

test_that("one length of runs stays one, several become a tuple", {
  expect_identical(check_ngrams(2), 2L)
  expect_null(check_ngrams(NULL))
  several <- check_ngrams(c(1, 3))
  expect_s3_class(several, "keras_shape")
  expect_identical(as.integer(several), c(1L, 3L))
  expect_identical(check_ngrams(list(1L, 3L)), several)
})

test_that("anything but lengths of runs is refused", {
  layer <- function(ngrams) check_ngrams(ngrams)
  for (bad in list(0, 1.5, c(1, 0), "2", NA, list(), TRUE)) {
    expect_lamina_error(layer(bad), "`ngrams` must be whole numbers of at least 1", from = "layer")
  }
})
