skip_without_keras()

test_cases("object", "initializers")

test_that("each makes the values that its page says", {
  made <- function(initializer, shape = c(200, 100)) as.array(initializer(shape))
  variances <- list(
    initializer_glorot_normal(seed = 1), 2 / 300, initializer_glorot_uniform(seed = 1), 2 / 300,
    initializer_he_normal(seed = 1), 2 / 200, initializer_he_uniform(seed = 1), 2 / 200,
    initializer_lecun_normal(seed = 1), 1 / 200, initializer_lecun_uniform(seed = 1), 1 / 200,
    initializer_random_normal(stddev = 0.5, seed = 1), 0.25,
    initializer_variance_scaling(3, "fan_out", "uniform", seed = 1), 3 / 100
  )
  for (i in seq(1, length(variances), 2)) {
    expect_equal(var(c(made(variances[[i]]))), variances[[i + 1]], tolerance = 0.05)
  }
  expect_lte(max(abs(made(initializer_truncated_normal(stddev = 1, seed = 1)))), 2)
  values <- made(initializer_random_uniform(2, 3, seed = 1))
  expect_true(all(values >= 2 & values <= 3))
  expect_equal(made(initializer_identity(2), c(2, 3)), cbind(diag(2, 2), 0))
  expect_equal(
    crossprod(made(initializer_orthogonal(seed = 1), c(5, 3))), diag(3), tolerance = 1e-5
  )
  # Each input axis counts: a kernel of 4 by 5 inputs.
  by_axes <- initializer_variance_scaling(seed = 1, input_axes = c(1, 2), output_axes = 3)
  expect_equal(var(c(made(by_axes, c(4, 5, 1000)))), 1 / 20, tolerance = 0.05)
})

test_that("settings are taken out of an object, and make another", {
  for (object in list(
    initializer_variance_scaling(2, seed = 3), regularizer_l1_l2(0.5, 0.25),
    constraint_minmaxnorm(0.5, 2, axis = 2)
  )) {
    again <- from_config(get_config(object))
    expect_identical(class(again), class(object))
    expect_true(isTRUE(all.equal(again, object)))
  }
})

test_that("set_random_seed() decides what a layer starts with", {
  weights <- function() {
    set_random_seed(5)
    get_weights(layer_dense(keras_model_sequential(input_shape = 3), 2,
      kernel_initializer = initializer_he_normal
    ))[[1]]
  }
  expect_identical(weights(), weights())
})

test_once("wrong settings are refused", {
  expect_snapshot(error = TRUE, {
    initializer_random_normal(stddev = -1)
    initializer_random_uniform(minval = 1, maxval = 0)
    initializer_variance_scaling(0)
    initializer_variance_scaling(mode = "fan")
    initializer_he_normal(seed = 1.5)
    initializer_glorot_uniform(input_axes = 1)
    initializer_glorot_uniform(output_axes = 0, input_axes = 1)
    initializer_constant(c(1, 2))
    initializer_stft("imaginary")
    initializer_ones(1)
    initializer_zeros(value = 1)
  })
})

test_that("a constant of 64 bits keeps its digits", {
  skip_if(keras$backend$backend() == "jax", "JAX has no 64 bits")
  expect_identical(as.vector(initializer_constant(0.1)(2, dtype = "float64")), c(0.1, 0.1))
  variable <- keras_variable(initializer_constant(1 / 3), shape = 1, dtype = "float64")
  expect_identical(as.vector(variable), 1 / 3)
})
