test_that("axes are counted from 0 for Keras", {
  expect_identical(as_shared_axes(2), list(1L))
  expect_identical(as_shared_axes(2:3), list(1L, 2L))
  expect_identical(as_shared_axes(list(2, 4)), list(1L, 3L))
  expect_null(as_shared_axes(NULL))
})

test_that("the batch axis, negative axes and anything else are refused", {
  layer <- function(shared_axes) as_shared_axes(shared_axes)
  expect_lamina_error(layer(1), "shared_axes.*at least 2.*not 1.*the batch axis", from = "layer")
  expect_lamina_error(layer(0), "shared_axes.*not 0", from = "layer")
  expect_lamina_error(layer(-1), "shared_axes.*not -1", from = "layer")
  expect_lamina_error(layer(c(2, 2.5)), "shared_axes.*vector of length 2", from = "layer")
  expect_lamina_error(layer(integer()), "shared_axes", from = "layer")
  expect_lamina_error(layer("2"), "shared_axes.*not the text \"2\"", from = "layer")
  expect_lamina_error(layer(NA), "shared_axes.*not NA", from = "layer")
})
