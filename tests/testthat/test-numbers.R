# Needs no backend.

test_that("whole numbers are finite, without a fraction, and within R's integers", {
  for (x in list(1, 3L, c(-2, 0), integer())) expect_true(is_whole(x))
  for (x in list(0.5, NA, Inf, "1", TRUE, factor(1), matrix(1), 2^31, c(1, NaN))) {
    expect_false(is_whole(x))
  }
  expect_true(is_whole(1:3, min = 1, max = 3))
  expect_false(is_whole(1:3, min = 2))
  expect_false(is_whole(1:3, max = 2))
})

test_that("numbers are finite, and at least one", {
  for (x in list(1, 3L, c(-2, 0.5), matrix(1))) expect_true(is_finite_numeric(x))
  for (x in list(NA, Inf, "1", TRUE, factor(1), numeric(), c(1, NA))) {
    expect_false(is_finite_numeric(x))
  }
})

test_that("a list of single values is a vector of them", {
  expect_identical(flatten_scalars(list(1, 2L)), c(1, 2))
  expect_identical(flatten_scalars(list(1, 2:3)), list(1, 2:3))
  expect_identical(flatten_scalars(data.frame(a = 1)), data.frame(a = 1))
})

test_that("a range is said by the ends that it has", {
  expect_identical(number_range("a number", -Inf, Inf), "a number")
  expect_identical(number_range("a number", 0, Inf), "a number of at least 0")
  expect_identical(number_range("a number", -Inf, 1), "a number of at most 1")
  expect_identical(number_range("a number", 0, 1), "a number between 0 and 1")
})
