test_that("axes pass as they are: neither side counts the batch axis", {
  expect_identical(as_inner_axes(1), 1L)
  expect_identical(as_inner_axes(-1L), -1L)
  expect_identical(as_inner_axes(c(1, 2)), list(1L, 2L))
  expect_identical(as_inner_axes(list(1, -2)), list(1L, -2L))
  expect_identical(as_inner_axes(1:3), list(1L, 2L, 3L))
  expect_null(as_inner_axes(NULL, null = TRUE))
})

test_that("0, fractions and NULL are refused", {
  layer <- function(axes) as_inner_axes(axes)
  expect_lamina_error(layer(0), "axes.*other than 0.*not 0.*behind the batch axis", from = "layer")
  expect_lamina_error(layer(c(1, 0)), "axes.*vector of length 2", from = "layer")
  expect_lamina_error(layer(1.5), "axes.*not 1.5", from = "layer")
  expect_lamina_error(layer(integer()), "axes", from = "layer")
  expect_lamina_error(layer(NA), "axes.*not NA", from = "layer")
  expect_lamina_error(layer("1"), "axes.*not the text \"1\"", from = "layer")
  expect_lamina_error(layer(data.frame(a = 1)), "axes.*not a data frame", from = "layer")
  expect_lamina_error(layer(NULL), "axes.*not NULL", from = "layer")
})

test_that("an axis that is not given is missing", {
  layer <- function(axes) as_inner_axes(axes)
  expect_lamina_error(layer(), "axes.*is missing.*or a vector of them", from = "layer")
})
