test_that("numbers in order become a list, also a single one", {
  expect_identical(check_boundaries(c(0, 1, 1, 2L)), list(0, 1, 1, 2))
  expect_identical(check_boundaries(3L), list(3))
  expect_identical(check_boundaries(c(-Inf, 0)), list(-Inf, 0))
  expect_identical(check_boundaries(list(1, 2)), list(1, 2))
  expect_null(check_boundaries(NULL))
})

test_that("anything else is refused", {
  layer <- function(bin_boundaries) check_boundaries(bin_boundaries)
  for (bad in list(c(2, 1), c(1, NA), "1", numeric(), factor(1), TRUE)) {
    expect_lamina_error(
      layer(bad), "`bin_boundaries` must be a vector of numbers in ascending order",
      from = "layer"
    )
  }
})
