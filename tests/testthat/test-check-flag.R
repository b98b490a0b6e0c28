test_that("TRUE and FALSE pass without names", {
  expect_true(check_flag(TRUE))
  expect_identical(check_flag(c(x = FALSE)), FALSE)
})

test_that("anything else is refused", {
  layer <- function(use_bias) check_flag(use_bias)
  expect_snapshot(error = TRUE, {
    layer(NA)
    layer(NULL)
    layer(1)
    layer("TRUE")
    layer(c(TRUE, FALSE))
    layer(logical())
    layer(list(TRUE))
  })
})
