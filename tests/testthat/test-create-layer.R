skip_without_keras()

test_that("arguments that Keras refuses draw no seed", {
  layer_dense(units = 2) # which loads Keras
  before <- python_random_state()
  expect_lamina_error(
    layer_dense(units = 2, activation = keras$Input(list(2L))), "could not create",
    class = "python", from = "layer_dense"
  )
  expect_lamina_error(
    layer_conv_2d(filters = 2, kernel_size = 3, strides = 2, dilation_rate = 2),
    class = "python", from = "layer_conv_2d"
  )
  expect_identical(python_random_state(), before)
})
