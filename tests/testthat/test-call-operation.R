skip_without_keras()

f <- function(name, ...) call_operation(name, list(...))

test_that("positions count from 1, or from the end", {
  x <- backend_tensor(matrix(c(1, 9, 3, 4, 5, 6), 2))
  largest <- call_operation("argmax", list(x = x, axis = 1L), one_based = TRUE)
  expect_identical(as.vector(as.array(largest)), c(3L, 1L))
  expect_identical(as_positions(2), 1L)
  expect_identical(as_positions(-1), -1L)
  expect_identical(as_positions(0, zero_indexed = TRUE), 0L)
  expect_identical(unclass(as_positions(c(1, 3, -2))), array(c(0L, 2L, -2L)))
  positions <- keras$ops$cast(backend_tensor(array(c(1, 3, -2))), "int32")
  expect_identical(as.vector(as.array(as_positions(positions))), c(0L, 2L, -2L))
  expect_identical(as_positions(positions, zero_indexed = TRUE), positions)
  expect_snapshot(error = TRUE, {
    as_positions(0)
    as_positions(1.5)
    as_positions(c(1, NA))
    as_positions("a")
    as_positions(integer())
    (function(indices) as_positions(indices))()
  })
})

test_that("several results become a list", {
  x <- backend_tensor(matrix(c(2, 0, 0, 3), 2))
  parts <- call_operation_parts("qr", list(x = x), c("q", "r"))
  expect_named(parts, c("q", "r"))
  expect_identical(dim(parts$r), c(2L, 2L))
})

test_that("the error says which shapes do not fit, counting from 1", {
  x <- backend_tensor(matrix(0, 2, 3))
  expect_snapshot(error = TRUE, {
    call_operation("add", list(x1 = x, x2 = as_operand(c(1, 2))), fit = "broadcast")
    call_operation("add", list(x1 = keras_input(3), x2 = keras_input(4)), fit = "broadcast")
    call_operation("matmul", list(x1 = x, x2 = x), fit = "matmul")
    call_operation("matmul", list(x1 = x, x2 = as_operand(c(1, 2))), fit = "matmul")
    call_operation("matmul", list(x1 = x, x2 = 2), fit = "matmul")
    call_operation("sum", list(x = x, axis = 2L))
    call_operation("sum", list(x = x, axis = list(0L, -3L)))
  })
  # What is not known is Python's to say.
  expect_lamina_error(f("reshape", x = x, newshape = list(5L)), "`f[(][)]` failed", "python")
  expect_lamina_error(op_clip(x, c(1, 2), 3), "`x` and `x_min` must have shapes", "shape")
})

test_that("the error says which dtype or how many axes would do", {
  complex <- op_cast(c(1, 0), "complex64")
  expect_snapshot(error = TRUE, {
    op_cdist(c(1, 2), c(1, 2))
    op_gcd(c(1.5, 2), c(2, 3))
    op_floor(complex)
  })
  # Arguments without names could not be told apart.
  unnamed <- stats::setNames(list(matrix(0, 2, 3), matrix(0, 2, 3)), c("", ""))
  expect_null(abort_operand(keras$ops$matmul, lapply(unnamed, as_operand), 2L, NULL))
  expect_identical(ranks_in_words(c(0L, 2:5)), "0 or at least 2 axes")
  expect_identical(ranks_in_words(1L), "1 axis")
  expect_identical(ranks_in_words(c(1L, 3L)), "1 or 3 axes")
})
