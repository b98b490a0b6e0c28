test_that("axes count from 1 in R and from 0 in Keras", {
  expect_identical(as_axis(1), 0L)
  expect_identical(as_axis(4L), 3L)
})

test_that("negative axes count from the end on both sides", {
  expect_identical(as_axis(-1), -1L)
  expect_identical(as_axis(-2L), -2L)
})

test_that("several axes become a list", {
  expect_identical(as_axis(c(2, -1)), list(1L, -1L))
  expect_identical(as_axis(list(1, 3)), list(0L, 2L))
  expect_null(as_axis(NULL, null = TRUE))
})

test_that("0 and what is no whole number are refused", {
  layer <- function(axis) as_axis(axis)
  expect_snapshot(error = TRUE, {
    layer(0)
    layer(c(1, 0))
    layer(1.5)
    layer(NA)
    layer(NULL)
    layer("channels")
    layer(integer())
    layer(TRUE)
  })
})

test_that("the batch axis is refused where it cannot be one", {
  layer <- function(axis) as_axis(axis, batch = FALSE)
  expect_identical(layer(c(2, -1)), list(1L, -1L))
  expect_snapshot(layer(c(2, 1)), error = TRUE)
})
