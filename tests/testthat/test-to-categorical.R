# Needs a backend, whichever.

test_that("each class has a column", {
  expect_identical(to_categorical(c(0, 2, 1)), rbind(c(1, 0, 0), c(0, 0, 1), c(0, 1, 0)))
  expect_identical(to_categorical(1L, 3), matrix(c(0, 1, 0), 1))
  expect_identical(to_categorical(matrix(c(0, 1), 2)), diag(2))
  expect_identical(to_categorical(c(TRUE, FALSE)), diag(2)[2:1, ])
  x <- matrix(c(0, 1, 2, 3, 0, 1), 2)
  expect_identical(to_categorical(x), aperm(array(diag(4)[t(x) + 1, ], c(3, 2, 4)), c(2, 1, 3)))
  expect_identical(dim(to_categorical(array(0, c(2, 3, 1)), 5)), c(2L, 3L, 5L))
})

test_that("the first level of a factor is class 0", {
  x <- factor(c("b", "a"), levels = c("a", "b", "c"))
  expect_identical(to_categorical(x), rbind(c(0, 1, 0), c(1, 0, 0)))
})

test_that("it is what Keras computes, and tensors become tensors", {
  skip_without_keras()
  x <- matrix(c(0, 1, 2, 3, 0, 1), 2)
  expect_equal(to_categorical(x, 5), keras$utils$to_categorical(x, 5L))
  tensor <- to_categorical(backend_tensor(c(0, 2), "int32"), 3)
  expect_true(reticulate::is_py_object(tensor))
  expect_equal(as.array(tensor), rbind(c(1, 0, 0), c(0, 0, 1)))
  expect_snapshot(error = TRUE, to_categorical(backend_tensor(c(0, 2), "int32")))
})

test_that("what is no class is refused in a tensor, too", {
  skip_without_keras()
  expect_snapshot(error = TRUE, {
    to_categorical(backend_tensor(c(0, 3), "int32"), 3)
    to_categorical(backend_tensor(c(-1, 2), "int32"), 3)
    to_categorical(backend_tensor(c(0, 1.5)), 3)
    to_categorical(backend_tensor(c(0, NaN)), 3)
    to_categorical(reticulate::np_array(c(0, 1.5)), 3)
  })
})

test_that("tensors without values become tensors", {
  skip_without_keras()
  input <- keras_input(2)
  output <- layer_lambda(input, \(x) to_categorical(x, 3))
  model <- keras_model(input, output)
  expect_equal(predict(model, matrix(c(0, 2), 1), verbose = 0)[1, , ], diag(3)[c(1, 3), ])
})

test_that("what is no class is refused", {
  expect_snapshot(error = TRUE, {
    to_categorical()
    to_categorical(c(0, -1))
    to_categorical(c(0, 1.5))
    to_categorical(c(0, NA))
    to_categorical(c("a", "b"))
    to_categorical(list(1, 2))
    to_categorical(1:3, 3)
    to_categorical(3e9, 3)
    to_categorical(3e9)
    to_categorical(1:3, num_classes = 0)
    to_categorical(1:3, classes = 4)
  })
})
