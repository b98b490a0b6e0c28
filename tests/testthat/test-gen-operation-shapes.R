skip_without_keras()

test_cases("operation", "shapes")
test_compiled_cases("shapes")

test_that("axes count from 1, negative ones from the end, also among several", {
  x <- array(1:12, c(2, 3, 2))
  expect_identical(as.array(op_transpose(x, c(3, 1, 2))), aperm(x, c(3, 1, 2)))
  expect_identical(dim(op_sum(x, axis = c(1, -1))), 3L)
  expect_identical(dim(op_moveaxis(x, c(1, 2), c(-1, 1))), c(3L, 2L, 2L))
  expect_identical(as.array(op_concatenate(list(x[, , 1], x[, , 2]), axis = 2))[1, ], c(x[1, , ]))
  expect_identical(as.vector(as.array(op_reshape(t(x[, , 1]), 6))), as.vector(x[, , 1]))
  half <- keras$ops$cast(backend_tensor(matrix(1, 2, 3)), "float16")
  expect_identical(dtype_of(op_stack(list(half, matrix(1, 2, 3)))), "float16")
  rows <- keras$ops$shape(half)[[1L]]
  expect_identical(dim(op_reshape(half, list(3, rows))), 3:2)
})

test_that("what does not fit is refused", {
  x <- matrix(1:6, 2)
  expect_snapshot(error = TRUE, {
    op_concatenate(list(x, matrix(1:4, 2)))
    op_concatenate(list(x, 1:3))
    op_concatenate(list())
    op_concatenate(list(x, "a"))
    op_concatenate(list(x, x), axis = 3)
    op_transpose(x, c(1, 1))
    op_rot90(x, axes = c(1, 1))
    op_reshape(x, c(-1, -1))
    op_pad(x, -1)
    op_repeat(x, c(1, 0.5))
    op_expand_dims(x, 0)
    op_squeeze(x, axis = 3)
  })
})
