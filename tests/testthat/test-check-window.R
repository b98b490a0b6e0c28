test_that("a name or numbers pass", {
  expect_identical(check_window("hann", c("hann", "hamming")), "hann")
  expect_identical(check_window("blackman"), "blackman")
  expect_identical(check_window(c(0L, 1L)), array(c(0, 1)))
  expect_null(check_window(NULL))
})

test_that("anything else is refused, and what was meant is guessed", {
  layer <- function(window) check_window(window, c("hann", "hamming"))
  cnd <- expect_lamina_error(layer("han"), "\"hann\", \"hamming\", a vector of numbers, or NULL")
  expect_match(conditionMessage(cnd), "Did you mean \"hann\"?", fixed = TRUE)
  expect_lamina_error(layer(matrix(1, 2, 2)), "array of shape", from = "layer")
  expect_lamina_error(layer(c(1, NA)), "vector of length 2")
  any <- function(window) check_window(window)
  expect_lamina_error(any(""), "the name of a window")
})
