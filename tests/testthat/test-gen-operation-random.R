skip_without_keras()

test_cases("operation", "random")
test_compiled_cases("random")

test_that("classes count from 1", {
  logits <- matrix(c(-1e9, 0, 0, -1e9), 2)
  expect_equal(as.array(random_categorical(logits, 3, seed = 1)), matrix(c(2, 1), 2, 3))
  zero <- random_categorical(logits, 3, seed = 1, zero_indexed = TRUE)
  expect_equal(as.array(zero), matrix(c(1, 0), 2, 3))
})

test_that("a shape may hold tensors", {
  rows <- keras$ops$convert_to_tensor(2L)
  if (keras$backend$backend() == "jax") rows <- 2L
  expect_identical(dim(random_uniform(list(rows, 3), seed = 1)), c(2L, 3L))
  expect_identical(dim(random_normal(shape(2, 3), mean = 1L)), c(2L, 3L))
})

test_that("an axis from the end is the same as one from the start", {
  x <- matrix(1:12, 3)
  expect_identical(
    as.array(random_shuffle(x, axis = -1, seed = 1)),
    as.array(random_shuffle(x, axis = 2, seed = 1))
  )
})

test_that("what cannot be drawn is refused", {
  expect_snapshot(error = TRUE, {
    random_normal(c(2, NA))
    random_normal(c(2, -1))
    random_normal(list(keras$ops$convert_to_tensor(2L), -1))
    random_normal(2, stddev = -1)
    random_normal(2, dtype = "int32")
    random_normal(2, seed = 1.5)
    random_uniform(2, minval = 1, maxval = 1)
    random_integer(2, 1, 2.5)
    random_integer(2, 3, 1)
    random_gamma(c(2, 3), alpha = c(1, 2))
    random_gamma(2, alpha = 0)
    random_binomial(2, 5, 1.5)
    random_categorical(c(0, 1), 1)
    random_dropout(1:3, rate = 2)
    random_dropout(matrix(1, 2, 3), 0.5, noise_shape = c(2, 2))
    random_shuffle(1:3, axis = 2)
  })
})
