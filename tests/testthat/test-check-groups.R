test_that("a whole number of at least 1 passes, and -1", {
  expect_identical(as_groups(1), 1L)
  expect_identical(as_groups(32L), 32L)
  expect_identical(as_groups(-1), -1L)
})

test_that("anything else is refused", {
  layer <- function(groups) as_groups(groups)
  expect_lamina_error(layer(), "groups.*is missing", from = "layer")
  expect_lamina_error(layer(0), "groups.*at least 1, or -1, not 0", from = "layer")
  expect_lamina_error(layer(-2), "groups.*not -2", from = "layer")
  expect_lamina_error(layer(1.5), "groups.*not 1.5", from = "layer")
  expect_lamina_error(layer(1:2), "groups.*vector of length 2", from = "layer")
  expect_lamina_error(layer(NULL), "groups.*not NULL", from = "layer")
  expect_lamina_error(layer("2"), "groups.*not the text \"2\"", from = "layer")
})
