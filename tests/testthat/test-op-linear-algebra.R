skip_without_keras()

test_that("a matrix is what its singular values and vectors give", {
  x <- matrix(c(1, 2, 3, 4, 5, 7), 3)
  parts <- op_svd(x)
  expect_named(parts, c("u", "s", "vh"))
  expect_identical(lapply(parts, dim), list(u = c(3L, 3L), s = 2L, vh = c(2L, 2L)))
  small <- lapply(op_svd(x, full_matrices = FALSE), as.array)
  expect_equal(small$u %*% diag(c(small$s)) %*% small$vh, x, tolerance = 1e-5)
  expect_equal(c(small$s), svd(x)$d, tolerance = 1e-5)
  expect_equal(c(as.array(op_svd(x, compute_uv = FALSE))), svd(x)$d, tolerance = 1e-5)
  expect_identical(lapply(op_svd(keras_input(c(3, 2))), dim)$u, c(NA, 3L, 3L))
  expect_snapshot(error = TRUE, {
    op_svd(c(1, 2))
    op_svd(x, compute_uv = NA)
    op_svd(x, rows = TRUE)
  })
})

test_that("sums of products are NumPy's", {
  x <- matrix(c(1, 2, 3, 4), 2)
  expect_equal(as.array(op_einsum("ij,jk->ik", x, x)), x %*% x)
  expect_equal(as.array(op_einsum("ij , kj -> ik", x, x)), x %*% t(x))
  expect_equal(c(as.array(op_einsum("ii->i", x))), diag(x))
  expect_equal(as.numeric(op_einsum("i,i", c(1, 2), c(3, 4))), 11)
  half <- keras$ops$cast(backend_tensor(x), "float16")
  expect_identical(dtype_of(op_einsum("ij,j->i", half, c(1, 2))), "float16")
  expect_identical(dim(op_einsum("bi,ij->bj", keras_input(2), matrix(0, 2, 5))), c(NA, 5L))
  expect_snapshot(error = TRUE, {
    op_einsum()
    op_einsum("ij;jk", x, x)
    op_einsum("ij,jk->ik", x)
    op_einsum("ij,jk->ik", x, "a")
  })
})

test_that("products of whole numbers are exact, and complex ones are those of R", {
  big <- op_convert_to_tensor(c(2^24 + 1, 1), "int32")
  ones <- op_convert_to_tensor(c(1L, 1L))
  for (product in list(op_dot, op_vdot, op_inner, op_matmul, `%*%`)) {
    expect_identical(as.vector(as.array(product(big, ones))), 16777218L)
  }
  x <- c(1 + 2i, -1i)
  y <- c(1 + 1i, 2 + 0i)
  a <- op_convert_to_tensor(x)
  b <- op_convert_to_tensor(y)
  expect_equal(as.vector(as.array(a %*% b)), sum(x * y))
  expect_equal(as.vector(as.array(op_dot(a, b))), sum(x * y))
  expect_equal(as.vector(as.array(op_vdot(a, b))), sum(Conj(x) * y))
})

test_that("matrices that do not fit are told by the names of the operator", {
  m <- op_ones(c(2, 3))
  expect_snapshot(error = TRUE, {
    m %*% m
    m %*% op_ones(list())
    op_matmul(m, m)
    op_einsum("ij,jk->im", m, m)
    op_mean(m, axis = c(1, -2))
  })
})
