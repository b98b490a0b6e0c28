test_that("an order of axes becomes a list of whole numbers", {
  expect_identical(check_permutation(c(2, 1)), list(2L, 1L))
  expect_identical(check_permutation(c(a = 3L, b = 1L, c = 2L)), list(3L, 1L, 2L))
  expect_identical(check_permutation(list(1, 3, 2)), list(1L, 3L, 2L))
  expect_identical(check_permutation(shape(2, 1)), list(2L, 1L))
  expect_identical(check_permutation(1), list(1L))
})

test_that("anything else is refused in the name of the caller", {
  permute <- function(dims) check_permutation(dims)
  wrong <- list(
    c(0, 1), c(2, 3), c(1, 1, 2), c(1, 2.5), c(1, NA), -1, "1", TRUE, NULL, integer(), list(1:2),
    factor(1:2)
  )
  for (dims in wrong) {
    expect_lamina_error(permute(dims), "`dims` must be the whole numbers from 1", from = "permute")
  }
  expect_lamina_error(permute(c(2, 3)), "after the batch axis", from = "permute")
  expect_lamina_error(permute(), "`dims` is missing", from = "permute")
})
