test_that("a shape shows what is not known as NA", {
  expect_identical(format_shape(c(NA, 28L)), "(NA, 28)")
  expect_identical(format_shape(integer()), "()")
})

test_that("tensors of Keras, the backend and NumPy are told from everything else", {
  skip_without_keras()
  expect_true(is_tensor(backend_tensor(1)))
  expect_true(is_tensor(keras_input(3)))
  expect_true(is_tensor(numpy()$ones(3L)))
  for (x in list(1, array(1, 2), "a", NULL, mean, keras, layer_flatten())) {
    expect_false(is_tensor(x))
  }
})

test_that("shapes are whole numbers, NA where unknown", {
  skip_without_keras()
  expect_identical(tensor_shape(array(1, c(2, 3))), c(2L, 3L))
  expect_identical(tensor_shape(1:3), 3L)
  expect_identical(tensor_shape(backend_tensor(array(1, c(2, 3)))), c(2L, 3L))
  expect_identical(tensor_shape(numpy()$ones(reticulate::tuple(2L, 3L))), c(2L, 3L))
  expect_identical(tensor_shape(keras_input(c(NA, 3))), c(NA, NA, 3L))
  expect_identical(tensor_shape(backend_tensor(1)), integer())
})
