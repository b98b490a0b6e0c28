skip_without_keras()

# The projection on the simplex, by trying all supports.
nearest_probabilities <- function(scores) {
  sorted <- sort(scores, decreasing = TRUE)
  for (k in seq_along(sorted)) {
    taken <- (sum(sorted[seq_len(k)]) - 1) / k
    if (k == length(sorted) || sorted[[k + 1]] <= taken) return(pmax(scores - taken, 0))
  }
}

test_that("scores become the probabilities that are nearest", {
  x <- rbind(c(1, 3, 3), c(0.5, 0.7, -4), c(0, 0, 0), c(9, 1, 2), c(-1, -1.5, -1.25))
  expected <- t(apply(x, 1, nearest_probabilities))
  expect_equal(as.array(activation_sparsemax(x)), expected, tolerance = 1e-6)
  expect_equal(as.array(activation_sparsemax(t(x), axis = 1)), t(expected), tolerance = 1e-6)
  expect_equal(as.array(activation_sparsemax(backend_tensor(x))), expected, tolerance = 1e-6)
})

test_that("it is an activation of a layer that can be trained, saved and loaded", {
  model <- keras_model_sequential(input_shape = 3) |>
    layer_dense(3, activation = activation_sparsemax)
  compile(model, "sgd", "mse")
  x <- diag(3)
  fit(model, x, x, verbose = 0)
  expect_equal(rowSums(predict(model, x, verbose = 0)), c(1, 1, 1), tolerance = 1e-6)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  known <- list(activation_sparsemax = activation_sparsemax)
  again <- load_model(path, custom_objects = known)
  expect_equal(predict(again, x, verbose = 0), predict(model, x, verbose = 0))
})

test_that("its name stands for it, and not for Keras' own", {
  x <- rbind(c(1, 3, 3), c(0.5, 0.7, -4))
  expected <- t(apply(x, 1, nearest_probabilities))
  expect_equal(as.array(layer_activation(x, "sparsemax")), expected, tolerance = 1e-6)
  model <- keras_model_sequential(input_shape = 3) |>
    layer_dense(3, activation = "sparsemax", kernel_initializer = "identity")
  expect_equal(predict(model, x, verbose = 0), expected, tolerance = 1e-6)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path, custom_objects = list(activation_sparsemax = activation_sparsemax))
  expect_equal(predict(again, x, verbose = 0), expected, tolerance = 1e-6)
})

test_that("what it cannot be computed of is refused", {
  expect_snapshot(error = TRUE, {
    activation_sparsemax()
    activation_sparsemax("a")
    activation_sparsemax(diag(2), axis = 3)
    activation_sparsemax(diag(2), 1, 2)
  })
})
