skip_without_keras()

test_that("layers pass, one without a list too", {
  one <- layer_flatten()
  expect_identical(lapply(check_layers(list(a = one)), reticulate::py_id), list(py_id(one)))
  expect_length(check_layers(one), 1)
})

test_that("anything else is refused", {
  layer <- function(layers) check_layers(layers)
  expect_lamina_error(layer(), "`layers` is missing", from = "layer")
  expect_lamina_error(layer(list()), "a list of length 0")
  expect_lamina_error(layer(list(layer_flatten(), 3)), "not 3", from = "layer")
  expect_lamina_error(layer("flatten"), "the text \"flatten\"")
})
