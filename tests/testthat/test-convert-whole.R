# Needs no backend.

test_that("3 and 3L are the same", {
  expect_identical(as_whole(3), 3L)
  expect_identical(as_whole(3L), 3L)
  expect_identical(as_whole(c(a = -2)), -2L)
  expect_null(as_whole(NULL, null = TRUE))
})

test_that("a fraction is never cut off, and nothing else is a whole number", {
  layer <- function(units) as_whole(units, min = 1)
  expect_snapshot(error = TRUE, {
    layer()
    layer(NULL)
    layer(2.5)
    layer(3 + 1e-8)
    layer(0)
    layer(NA)
    layer(NaN)
    layer(Inf)
    layer("3")
    layer(TRUE)
    layer(c(1, 2))
    layer(integer())
    layer(factor(3))
    layer(list(3))
    layer(matrix(3))
    layer(2^31)
  })
})

test_that("one number or one for each dimension, as a vector or a list", {
  expect_identical(as_wholes(3, n = 2), 3L)
  expect_identical(as_wholes(c(3, 4), n = 2), list(3L, 4L))
  expect_identical(as_wholes(list(3, 4L), n = 2), list(3L, 4L))
  expect_null(as_wholes(NULL, n = 2, null = TRUE))
  layer <- function(kernel_size) as_wholes(kernel_size, n = 2, min = 1)
  expect_snapshot(error = TRUE, {
    layer()
    layer(NULL)
    layer(c(3, 3, 3))
    layer(c(3, 2.5))
    layer(c(3, 0))
    layer(c(3, NA))
    layer("3")
    layer(list(3, "3"))
    layer(list(3, 1:2))
    layer(numeric())
  })
})

test_that("a seed is a whole number that every backend takes", {
  expect_null(as_seed(NULL))
  expect_identical(as_seed(0), 0L)
  expect_identical(as_seed(2^31 - 1), .Machine$integer.max)
  layer <- function(seed) as_seed(seed)
  expect_snapshot(error = TRUE, {
    layer(-1)
    layer(2^31)
    layer(1e300)
    layer(TRUE)
  })
})

test_that("what is cut off at both ends is one number, one for each axis, or a pair for each", {
  expect_identical(as_pairs(1, n = 2), 1L)
  expect_identical(as_pairs(c(1, 2), n = 2), list(1L, 2L))
  expect_identical(as_pairs(list(c(1, 2), list(3, 4)), n = 2), list(list(1L, 2L), list(3L, 4L)))
})

test_that("anything else is not cut off", {
  layer <- function(cropping) as_pairs(cropping, n = 2)
  for (bad in list(-1, 1.5, 1:3, "1", NA, NULL, list(1:2), list(1:3, 1:2), list(c(1, -1), 1:2))) {
    expect_lamina_error(
      layer(bad), "`cropping` must be a whole number of at least 0, 2 of them, or 2 pairs",
      from = "layer"
    )
  }
  expect_lamina_error(layer(), "`cropping` is missing: it must be a whole number", from = "layer")
})
