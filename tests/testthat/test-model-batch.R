test_that("the methods for one batch take R's data", {
  skip_without_keras()
  x <- matrix(c(1, -1, 2, -2, 0, 1, 1, 0), ncol = 4)
  y <- c(0, 1)
  model <- small_classifier()
  twin <- small_classifier()
  loss <- evaluate(model, x, y, verbose = 0)$loss
  expect_equal(model$test_on_batch(x, y), loss, tolerance = 1e-6, ignore_attr = TRUE)
  expect_equal(model$test_on_batch(x, y, return_dict = TRUE)$loss, loss, tolerance = 1e-6)
  expect_equal(model$predict_on_batch(x), predict(model, x, verbose = 0), tolerance = 1e-6)
  expect_equal(as.numeric(model$train_on_batch(x, y)), loss, tolerance = 1e-6)
  fit(twin, x, y, verbose = 0, shuffle = FALSE)
  expect_equal(get_weights(model), get_weights(twin), tolerance = 1e-6)
  # The second example counts for nothing.
  weighted <- model$test_on_batch(x, y, sample_weight = c(2, 0), return_dict = TRUE)$loss
  first <- model$test_on_batch(x[1, , drop = FALSE], y[1], return_dict = TRUE)$loss
  expect_equal(weighted, first, tolerance = 1e-5)
})

test_that("a vector is a column, and what does not fit is told as fit() tells it", {
  skip_without_keras()
  model <- keras_model_sequential(input_shape = 1) |> layer_dense(1)
  compile(model, "sgd", "mse")
  flat <- model$test_on_batch(1:4, c(2, 4, 6, 8))
  expect_equal(flat, model$test_on_batch(matrix(1:4), matrix(c(2, 4, 6, 8))))
  expect_equal(dim(model$predict_on_batch(1:4)), c(4L, 1L))
  expect_lamina_error(model$train_on_batch(1:4, 1:3), "same number of examples", class = "shape")
  expect_lamina_error(model$train_on_batch(1:4), "`y` is missing")
  expect_lamina_error(small_classifier()$train_on_batch(matrix(1, 2, 4), 1:2), "subtract 1")
})
