skip_without_keras()

test_cases("object", "regularizers")

test_that("a penalty is part of the loss", {
  model <- keras_model_sequential(input_shape = 2) |>
    layer_dense(
      2, use_bias = FALSE, kernel_initializer = initializer_constant(-0.5),
      kernel_regularizer = regularizer_l1_l2(l1 = 0.5, l2 = 1)
    ) |>
    layer_dense(
      1, use_bias = FALSE, kernel_initializer = initializer_ones,
      kernel_regularizer = regularizer_l2
    )
  compile(model, "sgd", "mse")
  model(matrix(0, 1, 2))
  expect_equal(sum(vapply(model$losses, as.numeric, 0)), 1 + 1 + 0.02, tolerance = 1e-6)
})

test_that("penalties are what their formulas say", {
  x <- cbind(c(1, 0), c(1, 1), c(-2, 3))
  expect_equal(as.numeric(regularizer_l1(0.5)(x)), 4)
  expect_equal(as.numeric(regularizer_l2(0.5)(x)), 8)
  expect_equal(as.numeric(regularizer_l1_l2()(x)), 0)
  cosines <- crossprod(apply(x, 2, function(column) column / sqrt(sum(column^2))))
  expect_equal(
    as.numeric(regularizer_orthogonal(2, mode = "columns")(x)),
    2 * mean(abs(cosines[upper.tri(cosines)])), tolerance = 1e-6
  )
})

test_once("a wrong factor is refused", {
  expect_snapshot(error = TRUE, {
    regularizer_l1(-1)
    regularizer_l2("0.1")
    regularizer_l1_l2(l2 = NA)
    regularizer_orthogonal(mode = "row")
    regularizer_l2(0.1, 0.2)
  })
  expect_lamina_error(regularizer_orthogonal()(c(1, 2)), "could not be called", class = "python")
})
