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

test_that("a type that just holds the range, or the last class, is taken", {
  expect_setequal(as.array(random_integer(5000, 0, 256, dtype = "uint8", seed = 1)), 0:255)
  expect_identical(dim(random_categorical(matrix(0, 1, 255), 1, dtype = "uint8")), c(1L, 1L))
  last <- matrix(c(rep(-Inf, 255), 0), 1)
  zero <- random_categorical(last, 2, dtype = "uint8", seed = 1, zero_indexed = TRUE)
  expect_identical(as.integer(as.array(zero)), c(255L, 255L))
})

test_that("parameters of any shape and type that fits are taken", {
  column <- matrix(c(1, 100, 10000), 3)
  expect_ordered <- function(drawn) {
    drawn <- as.array(op_cast(drawn, "float32"))
    expect_true(all(drawn[1, ] < drawn[2, ] & drawn[2, ] < drawn[3, ]))
  }
  expect_ordered(random_gamma(c(3, 4), column, seed = 1))
  expect_ordered(random_gamma(c(3, 4), op_convert_to_tensor(column, "int32"), seed = 1))
  expect_ordered(random_binomial(c(3, 4), column, 0.5, seed = 1))
  expect_ordered(random_binomial(c(3, 4), op_convert_to_tensor(column, "int32"), 0.5, seed = 1))
  expect_ordered(random_beta(c(3, 4), matrix(c(0.1, 5, 300), 3), 5, seed = 1))
  for (dtype in c("float16", "bfloat16")) {
    expect_ordered(random_gamma(c(3, 2), column, dtype = dtype, seed = 1))
    drawn <- random_beta(c(100, 2), c(1, 300), 5, dtype = dtype, seed = 1)
    expect_match(as.character(drawn$dtype), dtype)
    expect_true(all(as.array(op_cast(drawn, "float32"))[, 2] > 0.8))
  }
})

test_that("whole numbers of a tensor are dropped and drawn by as R's are", {
  whole <- op_convert_to_tensor(1:20, "int32")
  expect_setequal(as.array(random_dropout(whole, 0.5, seed = 1)) / (1:20), c(0, 2))
  logits <- op_convert_to_tensor(matrix(c(0L, 50L), 1), "int32")
  expect_identical(as.vector(random_categorical(logits, 3, seed = 1)), c(2L, 2L, 2L))
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
    random_integer(2, 0, 257, dtype = "uint8")
    random_integer(2, -1, 5, dtype = "uint8")
    random_binomial(2, 2.5, 0.5)
    random_categorical(matrix(0, 1, 256), 1, dtype = "uint8")
    random_categorical(matrix(0, 2, 0), 1)
    random_categorical(rbind(c(0, NaN)), 1)
    random_categorical(rbind(c(0, Inf)), 1)
    random_categorical(rbind(c(0, -Inf), -Inf), 1)
    random_categorical(keras_input(3), 1)
    random_dropout(keras_input(3), 0.5)
    random_shuffle(keras_input(3))
    random_dropout(1:3, rate = 2)
    random_dropout(matrix(1, 2, 3), 0.5, noise_shape = c(2, 2))
    random_shuffle(1:3, axis = 2)
  })
})
