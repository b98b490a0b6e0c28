skip_without_keras()

test_that("a function is reported under the name that it is given", {
  bias <- custom_metric("bias", function(y_true, y_pred) {
    keras$ops$mean(y_pred - y_true, axis = -1L)
  })
  model <- keras_model_sequential(input_shape = 2) |>
    layer_dense(1, kernel_initializer = "ones")
  compile(model, "sgd", loss = "mse", metrics = list(bias))
  seen <- evaluate(model, matrix(1:4, 2), c(0, 0), verbose = 0)
  expect_equal(seen$bias, 5)
  expect_equal(as.vector(bias(matrix(3), matrix(4))), 1)
})

test_that("other names and functions are refused", {
  expect_snapshot(error = TRUE, {
    custom_metric()
    custom_metric("")
    custom_metric("bias")
    custom_metric("bias", "mae")
    custom_metric("bias", mean, 3)
  })
})
