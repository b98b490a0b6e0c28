skip_without_keras()

test_that("an initializer is called with a shape as R has them", {
  for (shape in list(c(2, 3), 2:3, list(2, 3L), shape(2, 3))) {
    expect_identical(as.array(initializer_ones()(shape)), matrix(1, 2, 3))
  }
  expect_identical(dim(initializer_zeros()(shape = 4)), 4L)
  expect_identical(as.numeric(initializer_constant(2)(shape = shape())), 2)
  tensor <- initializer_ones()(shape = c(2, 3), dtype = "int32")
  expect_identical(keras$backend$standardize_dtype(tensor$dtype), "int32")
  expect_identical(
    keras$backend$standardize_dtype(initializer_ones()(1)$dtype), keras$config$floatx()
  )
})

test_that("a penalty and a projection are computed of R's numbers and of tensors", {
  w <- matrix(c(3, -4, 0, 1), 2)
  l2 <- keras$regularizers$L2(0.5)
  for (x in list(w, backend_tensor(w), keras$Variable(w))) {
    expect_equal(as.numeric(l2(x)), 13)
    expect_equal(as.array(keras$constraints$NonNeg()(x)), pmax(w, 0))
  }
  expect_equal(as.numeric(l2(c(1, 2))), 2.5)
  expect_equal(as.array(keras$constraints$UnitNorm()(w))[, 1], c(0.6, -0.8), tolerance = 1e-6)
  expect_identical(keras$backend$standardize_dtype(l2(1:2)$dtype), keras$config$floatx())
})

test_that("what they cannot be called with is refused", {
  ones <- initializer_ones()
  l2 <- keras$regularizers$L2(0.5)
  expect_snapshot(error = TRUE, {
    ones()
    ones(c(2, NA))
    ones(2.5)
    ones("a")
    ones(NULL)
    ones(list(2, NULL))
    ones(2, dtype = "flaot32")
    initializer_identity()(3)
    l2()
    l2("a")
    l2(c(1, NA))
    keras$constraints$NonNeg()(data.frame(a = 1))
  })
})

test_that("an initializer draws the same with a seed, and goes on with a generator", {
  seeded <- initializer_random_normal(seed = 3)
  expect_identical(as.array(seeded(4)), as.array(seeded(4)))
  goes_on <- initializer_random_normal(seed = keras$random$SeedGenerator(3L))
  expect_false(identical(as.array(goes_on(4)), as.array(goes_on(4))))
})

test_that("the shape of a Fourier transform has three lengths", {
  transform <- initializer_stft()
  expect_length(dim(transform(shape(4, 1, 4))), 3)
  expect_snapshot(error = TRUE, transform(c(4, 4)))
})
