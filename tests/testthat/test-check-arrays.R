test_that("arrays pass in a list without names, vectors with their axis", {
  arrays <- list(a = matrix(1:4, 2), b = 3)
  expect_identical(check_arrays(arrays), list(matrix(1:4, 2), as.array(3)))
  expect_identical(check_arrays(list()), list())
  expect_null(check_arrays(NULL))
})

test_that("tensors pass as they are", {
  skip_without_keras()
  x <- backend_tensor(matrix(1:4, 2))
  expect_identical(check_arrays(list(x)), list(x))
})

test_that("anything else is refused", {
  layer <- function(weights) check_arrays(weights)
  expect_lamina_error(layer(matrix(1, 1, 1)), "weights.*a list of arrays", from = "layer")
  expect_lamina_error(layer(list("a")), "weights.*a list of arrays", from = "layer")
  expect_lamina_error(layer(list(NULL)), "weights.*a list of arrays", from = "layer")
  expect_lamina_error(layer(list(c(1, NA))), "weights.*a list of arrays", from = "layer")
  expect_lamina_error(layer(data.frame(a = 1)), "weights.*not a data frame", from = "layer")
})
