# Written by tools/generate from tools/generate/operation/linalg.toml, by `make generate`.

#' Arguments in common: linear algebra
#'
#' @param x A matrix, or several, whose rows and columns are the last two
#'   axes: a tensor or an array.
#' @param x1 A tensor, or an R number, vector or array, which takes the dtype
#'   of the tensor beside it.
#' @param x2 The second operand: numbers, an array or a tensor, as `x1`.
#'
#' @name operation-linalg-arguments
#' @keywords internal
NULL

#' Products of vectors, matrices and tensors
#'
#' Multiply and sum along axes. `op_matmul()` is what the operator `%*%` does
#' where one side is a tensor.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_matmul(x1, x2)` | matrix product; of several matrices, one by one |
#' | `op_dot(x1, x2)` | product along the last axis of `x1` and the second to last of `x2` |
#' | `op_vdot(x1, x2)` | sum of the products of all elements |
#' | `op_inner(x1, x2)` | product along the last axes |
#' | `op_outer(x1, x2)` | products of each element of one with each of the other |
#' | `op_tensordot(x1, x2)` | product along any axes |
#' | `op_cross(x1, x2)` | vectors at right angles to two others, of 2 or 3 elements |
#' | `op_kron(x1, x2)` | Kronecker product |
#' | `op_trace(x)` | sum of a diagonal |
#' | `op_cdist(x, y)` | distance of each point of `x` to each of `y` |
#'
#' Axes count from 1. The number that `op_tensordot()` takes as `axes` is one
#' more than that of the axes that are summed over, as in keras3, where it is
#' converted as an axis is: `axes = 3` sums over the last two axes of `x1` and
#' the first two of `x2`, `axes = 1` over none. A list of two says which axes.
#'
#' @param axes Of `op_tensordot()`: a whole number, one more than that of the
#'   axes, or a list of two vectors of axes, those of `x1` and those of `x2`.
#' @param axisa The axis of the vectors in `x1`, counted from 1; negative
#'   counts from the end.
#' @param axisb That of `x2`.
#' @param axisc The axis of the result that has the vectors: a whole number,
#'   counted as those of `x1`.
#' @param axis One axis for all three, or `NULL`.
#' @param offset Which diagonal: a whole number, 0 for the main one, positive
#'   above it, negative below.
#' @param axis1 The axis of the rows: a whole number, counted from 1;
#'   negative counts from the end.
#' @param axis2 The axis of the columns: a whole number, counted so, too.
#' @param y Points, one a row: a tensor or an array with as many columns as
#'   `x`.
#' @inheritParams operation-linalg-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family linear algebra
#' @examplesIf is_keras_available()
#' x <- matrix(c(1, 2, 3, 4), 2)
#' op_matmul(x, c(1, 0))
#' op_outer(c(1, 2), c(1, 10))
#' op_tensordot(x, x, axes = list(2, 1))
#' op_cdist(x, x)
#' @name op-products
NULL

#' @rdname op-products
#' @export
op_matmul <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, scalar = FALSE),
    x2 = as_operand(x2, beside = x1, scalar = FALSE)
  )
  call_operation("matmul", args, fit = "matmul", mended = TRUE)
}

#' @rdname op-products
#' @export
op_dot <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, scalar = FALSE),
    x2 = as_operand(x2, beside = x1, scalar = FALSE)
  )
  call_operation("dot", args, fit = "matmul", mended = TRUE)
}

#' @rdname op-products
#' @export
op_vdot <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, scalar = FALSE),
    x2 = as_operand(x2, beside = x1, scalar = FALSE)
  )
  call_operation("vdot", args, fit = "same", mended = TRUE)
}

#' @rdname op-products
#' @export
op_inner <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, scalar = FALSE),
    x2 = as_operand(x2, beside = x1, scalar = FALSE)
  )
  call_operation("inner", args, fit = "inner", mended = TRUE)
}

#' @rdname op-products
#' @export
op_outer <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, scalar = FALSE),
    x2 = as_operand(x2, beside = x1, scalar = FALSE)
  )
  call_operation("outer", args)
}

#' @rdname op-products
#' @export
op_tensordot <- function(x1, x2, axes = 3L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, scalar = FALSE),
    x2 = as_operand(x2, beside = x1, scalar = FALSE),
    axes = as_tensordot_axes(axes)
  )
  call_operation("tensordot", args, fit = "tensordot", mended = TRUE)
}

#' @rdname op-products
#' @export
op_cross <- function(x1, x2, axisa = -1L, axisb = -1L, axisc = -1L, axis = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, scalar = FALSE),
    x2 = as_operand(x2, beside = x1, scalar = FALSE),
    axisa = as_axis(axisa, n = 1),
    axisb = as_axis(axisb, n = 1),
    axisc = as_axis(axisc, n = 1),
    axis = as_axis(axis, n = 1, null = TRUE)
  )
  call_operation("cross", args, fit = "cross", mended = TRUE)
}

#' @rdname op-products
#' @export
op_kron <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2, scalar = FALSE),
    x2 = as_operand(x2, beside = x1, scalar = FALSE)
  )
  call_operation("kron", args, mended = TRUE)
}

#' @rdname op-products
#' @export
op_trace <- function(x, offset = 0L, axis1 = 1L, axis2 = 2L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x),
    offset = as_whole(offset),
    axis1 = as_axis(axis1, n = 1),
    axis2 = as_axis(axis2, n = 1)
  )
  call_operation("trace", args, fit = "matrix")
}

#' @rdname op-products
#' @export
op_cdist <- function(x, y, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    y = as_float_operand(y, beside = x)
  )
  call_operation("cdist", args)
}

#' Decompositions, inverses and equations
#'
#' Take matrices apart, and solve linear equations. Several matrices, along
#' axes before the last two, are treated one by one.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_cholesky(x)` | triangular matrix whose product with its transpose is `x` |
#' | `op_cholesky_inverse(x)` | inverse of a matrix whose Cholesky factor is `x` |
#' | `op_det(x)` | determinant |
#' | `op_slogdet(x)` | its sign and the logarithm of its size |
#' | `op_logdet(x)` | the logarithm of a determinant above 0 |
#' | `op_eig(x)` | eigenvalues and eigenvectors, complex numbers |
#' | `op_eigh(x)` | the same of a symmetric matrix, real numbers in ascending order |
#' | `op_inv(x)` | inverse |
#' | `op_pinv(x)` | pseudoinverse, also of a matrix that is not square |
#' | `op_matrix_rank(x)` | number of rows that are independent |
#' | `op_lu_factor(x)` | lower and upper triangular matrix in one, and how rows were swapped |
#' | `op_qr(x)` | orthogonal and upper triangular matrix whose product is `x` |
#' | `op_solve(a, b)` | what `a` must be multiplied by to give `b` |
#' | `op_solve_triangular(a, b)` | the same where `a` is triangular |
#' | `op_lstsq(a, b)` | the same with least squares of what is left over, for any `a` |
#' | `op_norm(x)` | norm of vectors or matrices |
#'
#' `op_cholesky_inverse()` takes what `op_cholesky()` gives, not the matrix
#' itself. The pivots of `op_lu_factor()` count from 0, as in keras3; on
#' TensorFlow they are the order of the rows, on the other backends the row
#' that each was swapped with, one after the other. [op_svd()] has a page of
#' its own.
#'
#' @param upper Whether the triangular matrix is the upper one: `TRUE` or
#'   `FALSE`.
#' @param rcond Singular values smaller than this, times the largest one,
#'   count as 0: a number of at least 0, or `NULL` for a small one that follows
#'   from the dtype.
#' @param tol Singular values up to this count as 0: a number of at least 0,
#'   or `NULL` for a small one that follows from the dtype.
#' @param mode `"reduced"` gives as many columns of `q` as are needed,
#'   `"complete"` a square one.
#' @param a Coefficients: a matrix, or several.
#' @param b The right side: a vector or a matrix for each.
#' @param lower Whether the lower half of `a` is meant, and not the upper
#'   one: `TRUE` or `FALSE`.
#' @param ord Which norm. Of vectors `NULL` or 2, the length, or another
#'   number p, `sum(abs(x)^p)^(1 / p)`, with `Inf` the largest. Of matrices
#'   `NULL` or `"fro"`, the root of the sum of squares; `"nuc"`, the sum of the
#'   singular values; 2 and -2, the largest and smallest one; 1 and -1 the
#'   largest and smallest sum of a column, `Inf` and `-Inf` of a row.
#' @param axis Of `op_norm()`: an axis, along which the elements of vectors
#'   are, or two, those of the rows and the columns of matrices, counted from
#'   1; negative counts from the end. `NULL` takes `x` for one vector or
#'   matrix.
#' @param keepdims Whether these axes stay, with length 1: `TRUE` or `FALSE`.
#' @inheritParams operation-linalg-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor. A list of tensors of `op_eig()` and `op_eigh()`,
#'   `values` and `vectors`; of `op_qr()`, `q` and `r`; of `op_lu_factor()`,
#'   `lu` and `pivots`; of `op_slogdet()`, `sign` and `logabsdet`. Errors have
#'   class `lamina_error`.
#' @family linear algebra
#' @seealso [op_svd()], [op_matmul()]
#' @examplesIf is_keras_available()
#' a <- matrix(c(4, 1, 1, 3), 2)
#' op_solve(a, c(1, 2))
#' op_inv(a)
#' op_eigh(a)$values
#' op_norm(a)
#' @name op-decompositions
NULL

#' @rdname op-decompositions
#' @export
op_cholesky <- function(x, upper = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    upper = check_flag(upper)
  )
  call_operation("cholesky", args, fit = "square")
}

#' @rdname op-decompositions
#' @export
op_cholesky_inverse <- function(x, upper = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    upper = check_flag(upper)
  )
  call_operation("cholesky_inverse", args, fit = "square", mended = TRUE)
}

#' @rdname op-decompositions
#' @export
op_det <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x)
  )
  call_operation("det", args, fit = "square")
}

#' @rdname op-decompositions
#' @export
op_slogdet <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x)
  )
  call_operation_parts("slogdet", args, names = c("sign", "logabsdet"), fit = "square")
}

#' @rdname op-decompositions
#' @export
op_logdet <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x)
  )
  call_operation("logdet", args, fit = "square")
}

#' @rdname op-decompositions
#' @export
op_eig <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x)
  )
  call_operation_parts("eig", args, names = c("values", "vectors"), fit = "square")
}

#' @rdname op-decompositions
#' @export
op_eigh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x)
  )
  call_operation_parts("eigh", args, names = c("values", "vectors"), fit = "square")
}

#' @rdname op-decompositions
#' @export
op_inv <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x)
  )
  call_operation("inv", args, fit = "square")
}

#' @rdname op-decompositions
#' @export
op_pinv <- function(x, rcond = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    rcond = check_number(rcond, min = 0, null = TRUE)
  )
  call_operation("pinv", args, fit = "matrix")
}

#' @rdname op-decompositions
#' @export
op_matrix_rank <- function(x, tol = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    tol = check_number(tol, min = 0, null = TRUE)
  )
  call_operation("matrix_rank", args, fit = "matrix")
}

#' @rdname op-decompositions
#' @export
op_lu_factor <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x)
  )
  call_operation_parts("lu_factor", args, names = c("lu", "pivots"), fit = "matrix")
}

#' @rdname op-decompositions
#' @export
op_qr <- function(x, mode = "reduced", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    mode = check_choice(mode, c("reduced", "complete"))
  )
  call_operation_parts("qr", args, names = c("q", "r"), fit = "matrix")
}

#' @rdname op-decompositions
#' @export
op_solve <- function(a, b, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    a = as_float_operand(a),
    b = as_float_operand(b, beside = a)
  )
  call_operation("solve", args, fit = "equations", mended = TRUE)
}

#' @rdname op-decompositions
#' @export
op_solve_triangular <- function(a, b, lower = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    a = as_float_operand(a),
    b = as_float_operand(b, beside = a),
    lower = check_flag(lower)
  )
  call_operation("solve_triangular", args, fit = "equations")
}

#' @rdname op-decompositions
#' @export
op_lstsq <- function(a, b, rcond = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    a = as_float_operand(a),
    b = as_float_operand(b, beside = a),
    rcond = check_number(rcond, min = 0, null = TRUE)
  )
  call_operation("lstsq", args, fit = "least_squares")
}

#' @rdname op-decompositions
#' @export
op_norm <- function(x, ord = NULL, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    ord = check_norm_order(ord),
    axis = as_norm_axis(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("norm", args, fit = "norm")
}
