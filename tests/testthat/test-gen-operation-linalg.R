skip_without_keras()

test_cases("operation", "linalg")
test_compiled_cases("linalg")

test_that("shapes and axes that do not fit are said, counting from 1", {
  a <- matrix(c(4, 1, 2, 3), 2)
  expect_snapshot(error = TRUE, {
    op_matmul(a, matrix(0, 3, 2))
    op_matmul(a, 2)
    op_inv(matrix(0, 2, 3))
    op_det(c(1, 2))
    op_solve(a, c(1, 2, 3))
    op_lstsq(matrix(0, 3, 2), c(1, 2))
    op_vdot(c(1, 2), c(1, 2, 3))
    op_tensordot(a, a, axes = 0)
    op_tensordot(a, a, axes = list(0, 1))
    op_cross(c(1, 2, 3), c(1, 2, 3), axisa = 0)
    op_norm(a, ord = "max")
    op_norm(a, axis = c(1, 2, 3))
    op_norm(a, axis = 3)
    op_qr(a, mode = "raw")
  })
})
