# Needs no backend.

test_that("what has no name gets that of its variable, and a name occurs once", {
  height <- 2
  expect_identical(named_list(height, area = 6), list(height = 2, area = 6))
  expect_identical(named_list(!!!list(a = 1)), list(a = 1))
  expect_identical(named_list(), stats::setNames(list(), character()))
  expect_snapshot(named_list(height, height = 3), error = TRUE)
})
