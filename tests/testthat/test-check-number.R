test_that("a number passes as a double, whole or not", {
  expect_identical(check_number(1L), 1)
  expect_identical(check_number(c(a = 0.5)), 0.5)
  expect_identical(check_number(-3.5), -3.5)
})

test_that("both ends of the range are allowed", {
  expect_identical(check_number(0, min = 0, max = 1), 0)
  expect_identical(check_number(1, min = 0, max = 1), 1)
})

test_that("anything else is refused with the range and what came", {
  layer <- function(rate) check_number(rate, min = 0, max = 1)
  expect_snapshot(error = TRUE, {
    layer()
    layer(NA)
    layer(NA_real_)
    layer(-Inf)
    layer(numeric())
    layer(1 + 1e-9)
    layer(0.3 + 0i)
    layer(Sys.Date)
  })
})

test_that("a range may be open", {
  number <- function(x, ...) check_number(x, ...)
  expect_snapshot(error = TRUE, {
    number("a")
    number(-1, min = 0)
    number(2, max = 1)
  })
})
