skip_without_keras()

test_cases("object", "constraints")

lengths_of <- function(x) sqrt(colSums(as.array(x)^2))

test_that("weights are projected after each step of training", {
  kernel <- function(constraint) {
    layer <- layer_dense(
      units = 3, kernel_constraint = constraint, kernel_initializer = initializer_constant(-2)
    )
    model <- keras_model_sequential(input_shape = 4) |> layer()
    compile(model, keras$optimizers$SGD(0), "mse")
    fit(model, matrix(1, 2, 4), matrix(0, 2, 3), verbose = 0)
    get_weights(layer)[[1]]
  }
  expect_identical(kernel(constraint_nonneg), matrix(0, 4, 3))
  expect_equal(lengths_of(kernel(constraint_maxnorm)), c(2, 2, 2), tolerance = 1e-5)
  expect_equal(lengths_of(kernel(constraint_unitnorm())), c(1, 1, 1), tolerance = 1e-5)
  expect_equal(
    lengths_of(kernel(constraint_minmaxnorm(0, 2, rate = 0.5))), c(3, 3, 3), tolerance = 1e-5
  )
})

test_that("axes count from 1", {
  x <- rbind(c(3, 4), c(0.3, 0.4))
  expect_equal(lengths_of(t(as.array(constraint_unitnorm(axis = 2)(x)))), c(1, 1), tolerance = 1e-5)
  expect_equal(lengths_of(constraint_unitnorm(axis = 1)(x)), c(1, 1), tolerance = 1e-5)
  expect_equal(sum(as.array(constraint_unitnorm(axis = c(1, 2))(x))^2), 1, tolerance = 1e-5)
})

test_once("wrong limits are refused", {
  expect_snapshot(error = TRUE, {
    constraint_maxnorm(-1)
    constraint_maxnorm(axis = 0)
    constraint_minmaxnorm(min_value = 2)
    constraint_minmaxnorm(rate = 1.5)
    constraint_unitnorm(axis = 1.5)
    constraint_nonneg(1)
    constraint_unitnorm(axis = 3)(c(1, 2))
  })
})
