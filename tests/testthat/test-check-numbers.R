test_that("one number passes as a double, several as a list", {
  expect_identical(check_numbers(2L), 2)
  expect_identical(check_numbers(c(1, 2)), list(1, 2))
  expect_identical(check_numbers(list(1, 2L)), list(1, 2))
})

test_that("anything else is refused", {
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
