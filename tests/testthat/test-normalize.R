skip_without_keras()

test_that("vectors along an axis get the norm 1", {
  x <- rbind(c(3, 4), c(0, -2))
  expect_equal(normalize(x), x / c(5, 2))
  expect_identical(normalize(x, axis = 2), normalize(x))
  # Keras itself divides rows by the norms of columns here.
  expect_equal(normalize(x, axis = 1), sweep(x, 2, sqrt(colSums(x^2)), "/"))
  expect_equal(normalize(x, 1, order = 1), sweep(x, 2, colSums(abs(x)), "/"))
  expect_equal(normalize(c(3, 4)), matrix(c(0.6, 0.8), 1))
  expect_identical(as.vector(normalize(c(0, 0))), c(0, 0))
  cube <- array(as.double(1:8), c(2, 2, 2))
  expect_equal(normalize(cube, 1), sweep(cube, 2:3, sqrt(apply(cube^2, 2:3, sum)), "/"))
})

test_that("tensors become tensors", {
  x <- rbind(c(3, 4), c(0, -2))
  for (axis in 1:2) {
    y <- normalize(backend_tensor(x), axis)
    expect_true(reticulate::is_py_object(y))
    expect_equal(as.array(y), normalize(x, axis), tolerance = 1e-6)
  }
})

test_that("whole numbers in a tensor have norms with fractions", {
  x <- rbind(3:4, c(0L, 2L), 0L)
  for (order in 1:2) {
    y <- normalize(backend_tensor(x, "int32"), order = order)
    expect_equal(as.array(y), normalize(x, order = order), tolerance = 1e-6)
  }
})

test_that("what has no norm is refused", {
  expect_snapshot(error = TRUE, {
    normalize()
    normalize("a")
    normalize(matrix(1, 2, 2), axis = 3)
    normalize(matrix(1, 2, 2), axis = 0)
    normalize(matrix(1, 2, 2), order = 0)
    normalize(c(1, NA))
  })
})
