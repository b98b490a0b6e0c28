test_that("a loss or metric takes R's arrays, numbers and tensors in any mix", {
  y_true <- rbind(c(0, 1), c(2, 3))
  y_pred <- rbind(c(0, 2), c(2, 6))
  expected <- array(c(0.5, 4.5))
  tensor <- keras$ops$convert_to_tensor
  for (a in list(y_true, tensor(y_true, dtype = "float32"), as.data.frame(y_true))) {
    for (b in list(y_pred, tensor(y_pred, dtype = "float32"))) {
      expect_equal(as.array(loss_mean_squared_error(a, b)), expected)
    }
  }
  expect_equal(as.array(loss_mean_squared_error(0, y_pred)), array(c(2, 20)))
  expect_equal(as.vector(as.array(loss_mean_squared_error(1, 3))), 4)
  # Fractions are not cut off at whole predictions.
  expect_equal(as.vector(as.array(loss_mean_squared_error(c(0.5, 1.5), c(1L, 2L)))), 0.25)
  expect_equal(as.vector(as.array(loss_mean_squared_error(c(0.5, 1.5), tensor(1:2)))), 0.25)
  # One number an example is a column.
  expect_equal(as.array(loss_poisson(c(1, 2), matrix(c(1, 1)))), array(c(1, 1)), tolerance = 1e-5)
  half <- loss_mean_squared_error(y_true, tensor(y_pred, dtype = "float16"))
  expect_equal(keras$backend$standardize_dtype(half$dtype), "float16")
})

test_that("shapes that would be repeated, unknown labels and missing values are refused", {
  probabilities <- rbind(c(0.1, 0.9), c(0.4, 0.6))
  expect_snapshot(error = TRUE, {
    loss_mean_squared_error(1:3, matrix(0, 3, 2))
    loss_mean_squared_error(matrix(0, 1, 2), matrix(0, 3, 2))
    loss_sparse_categorical_crossentropy(c(1, 2), probabilities)
    loss_sparse_categorical_crossentropy(c(0.5, 1), probabilities)
    loss_sparse_categorical_crossentropy(c(0, 1, 1), probabilities)
    loss_binary_crossentropy(matrix(c(0, 2)), matrix(c(0.5, 0.5)))
    loss_mean_squared_error(c(1, NA), c(1, 2))
    loss_mean_squared_error(c(1L, NA), c(1, 2))
    loss_mean_squared_error("a", c(1, 2))
    loss_mean_squared_error(factor(c("a", "b")), c(1, 2))
    loss_mean_squared_error(y_pred = 1)
    loss_mean_squared_error(1)
    loss_mean_squared_error(1, 2, reduction = "sum")
    loss_mean_squared_error(1, 2, name = "a", dtype = "float64")
  })
})

test_that("a list of numbers is a vector, as R's vectors come into compiled functions", {
  probabilities <- rbind(c(0.1, 0.9), c(0.4, 0.6))
  loss <- loss_sparse_categorical_crossentropy()
  expected <- as.numeric(loss(c(0, 1), probabilities))
  accuracy <- metric_sparse_categorical_accuracy()
  for (labels in list(list(0, 1), lapply(0:1, as_tensor))) {
    expect_equal(as.numeric(loss(labels, as_tensor(probabilities))), expected)
    expect_equal(as.numeric(accuracy(labels, probabilities)), 0.5)
    expect_error(loss_mean_squared_error(labels, probabilities), class = "lamina_error_shape")
  }
  weighted <- loss(0:1, probabilities, sample_weight = list(1, 0))
  expect_equal(as.numeric(weighted), as.numeric(loss(0:1, probabilities, c(1, 0))))
})

test_that("the object of a loss takes R's data, with weights", {
  loss <- loss_mean_squared_error()
  expect_equal(as.vector(as.array(loss(c(1, 2), c(1, 4)))), 2)
  expect_equal(as.vector(as.array(loss(matrix(c(1, 2)), matrix(c(1, 4)), c(0, 1)))), 2)
  # A weight goes to its example, not to a step.
  y <- array(0, c(2, 2, 1))
  weighted <- loss(y + c(1, 2, 1, 2), y, sample_weight = c(1, 0))
  expect_equal(as.vector(as.array(weighted)), 0.5)
  ignored <- loss_sparse_categorical_crossentropy(ignore_class = 9)
  expect_equal(
    as.vector(as.array(ignored(c(0, 9), rbind(c(0.5, 0.5), c(0.5, 0.5))))), log(2),
    tolerance = 1e-5
  )
  expect_snapshot(error = TRUE, {
    loss(1:3, matrix(0, 3, 2))
    loss(c(1, NA), c(1, 2))
    loss(c(1, 2))
    loss(y_pred = c(1, 2))
    loss(list(), c(1, 2))
    loss(numeric(), c(1, 2))
    loss(c(1, 2), c(1, 2), c(1, 2, 3))
    loss_sparse_categorical_crossentropy()(c(0, 2), rbind(c(0.5, 0.5), c(0.5, 0.5)))
  })
})

test_that("the circle loss compares one class for each example", {
  embeddings <- rbind(c(1, 0), c(0.8, 0.6), c(0, 1))
  expected <- as.array(loss_circle(c(0, 0, 1), embeddings))
  expect_equal(as.array(loss_circle(matrix(c(0, 0, 1)), embeddings)), expected)
  expect_snapshot(error = TRUE, {
    loss_circle(rbind(c(1, 0), c(1, 0), c(0, 1)), embeddings)
    loss_circle(c(0, 1), embeddings)
    loss_circle()(c(0, 1), embeddings)
  })
})
