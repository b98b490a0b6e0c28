# Needs a backend, whichever.
skip_without_keras()

test_that("the shorter names stand for the same wrappers", {
  inputs <- layer_input(shape = c(5, 4), dtype = "float32", name = "steps")
  expect_identical(tensor_shape(inputs), c(NA, 5L, 4L))
  both <- bidirectional(inputs, layer_lstm(units = 3), merge_mode = "sum")
  each <- time_distributed(inputs, layer_dense(units = 2))
  expect_identical(tensor_shape(both), c(NA, 3L))
  expect_identical(tensor_shape(each), c(NA, 5L, 2L))
  expect_identical(formals(layer_input), formals(keras_input))
  expect_identical(formals(bidirectional), formals(layer_bidirectional))
  expect_identical(formals(time_distributed), formals(layer_time_distributed))
})

test_that("errors name the function that was called", {
  expect_lamina_error(layer_input(shape = 1.5), "`shape`", from = "layer_input")
  expect_lamina_error(bidirectional(layer = 1), "`layer`", from = "bidirectional")
  expect_lamina_error(time_distributed(layer = 1), "`layer`", from = "time_distributed")
})
