# Needs no backend.

# The expectations of helper-quick.R pass nothing that testthat's own do not.

test_that("what is the same passes, and what differs fails in testthat's words", {
  expect_success(expect_identical(c(a = 1, b = NA), c(a = 1, b = NA)))
  expect_failure(expect_identical(1L + 0L, 1), "`1L \\+ 0L` .*not identical to 1 ")
  expect_failure(expect_identical(1, 2, label = "it"), "^it .*not identical")
  expect_failure(expect_equal(1 + 1, 2.1), "`1 \\+ 1` .*not equal to 2.1 ")
})

test_that("numbers are equal within the tolerance, wherever they are", {
  expect_success(expect_equal(list(1, list(c(2, 3))), list(1, list(c(2, 3 + 1e-9)))))
  expect_success(expect_equal(c(1, 100), c(1, 101), tolerance = 0.1))
  different <- list(
    list(1, 1.1), list(c(1, NA), c(1, 2)), list(list(1, list(2)), list(1, list(3))),
    list(list(1), list(1, 2)), list(c(a = 1), c(b = 1)), list(matrix(1:4 + 0, 2), 1:4 + 0),
    list(0, 1e-3), list("1", 1), list(c(1, 2), c(1, 2, 3))
  )
  for (pair in different) {
    expect_failure(expect_equal(pair[[1L]], pair[[2L]]))
    expect_failure(testthat::expect_equal(pair[[1L]], pair[[2L]]))
  }
  expect_failure(expect_equal(1, 1 + 1e-9, tolerance = NULL))
})
