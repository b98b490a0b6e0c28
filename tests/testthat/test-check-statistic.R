test_that("one number stays one, others become an array", {
  expect_identical(check_statistic(3L), 3)
  expect_identical(check_statistic(c(1, 2)), array(c(1, 2)))
  expect_identical(check_statistic(list(1, 2)), array(c(1, 2)))
  expect_identical(check_statistic(matrix(1:4, 2)), matrix(1:4, 2))
  expect_null(check_statistic(NULL))
})

test_that("anything else is refused", {
  layer <- function(variance) check_statistic(variance, min = 0)
  for (bad in list(c(1, -1), NA_real_, Inf, "1", numeric(), TRUE)) {
    expect_lamina_error(
      layer(bad), "`variance` must be a finite number of at least 0, a vector", from = "layer"
    )
  }
})
