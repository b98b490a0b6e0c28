# Written by tools/generate from tools/generate/operation/create.toml, by `make generate`.

#' Tensors with one value
#'
#' Tensors of a shape, or of the shape and dtype of another tensor, that hold
#' one value everywhere or on a diagonal.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_zeros(shape)` | 0 everywhere |
#' | `op_ones(shape)` | 1 everywhere |
#' | `op_empty(shape)` | 0 everywhere, or whatever the memory holds |
#' | `op_full(shape, fill_value)` | `fill_value` everywhere |
#' | `op_zeros_like(x)` | 0 everywhere |
#' | `op_ones_like(x)` | 1 everywhere |
#' | `op_empty_like(x)` | 0 everywhere, or whatever the memory holds |
#' | `op_full_like(x, fill_value)` | `fill_value` everywhere |
#' | `op_eye(N)` | 1 on a diagonal, 0 elsewhere |
#' | `op_identity(n)` | 1 on the main diagonal of a square, 0 elsewhere |
#' | `op_tri(N)` | 1 on and below a diagonal, 0 above |
#'
#' @param fill_value The value: a number, or a tensor that is broadcast to
#'   the shape.
#' @param x A tensor, or an R vector or array of numbers, whose shape and
#'   dtype the result has.
#' @param N How many rows: a whole number of at least 0, or a length of
#'   [op_shape()].
#' @param M How many columns: a whole number of at least 0. `NULL`: as many
#'   as rows.
#' @param k The diagonal: 0 is the main one, positive numbers count upwards
#'   from it, negative ones downwards.
#' @param n How many rows and columns: a whole number of at least 0.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family tensors
#' @examplesIf is_keras_available()
#' op_zeros(c(2, 3))
#' op_full(2, 7L)
#' op_ones_like(matrix(1:4, 2))
#' op_eye(3)
#' @name op-filled
NULL

#' @rdname op-filled
#' @export
op_zeros <- function(shape, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    dtype = check_dtype(dtype)
  )
  call_operation("zeros", args)
}

#' @rdname op-filled
#' @export
op_ones <- function(shape, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    dtype = check_dtype(dtype)
  )
  call_operation("ones", args)
}

#' @rdname op-filled
#' @export
op_empty <- function(shape, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    dtype = check_dtype(dtype)
  )
  call_operation("empty", args)
}

#' @rdname op-filled
#' @export
op_full <- function(shape, fill_value, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    shape = as_drawn_shape(shape),
    fill_value = as_filled_operand(fill_value, dtype),
    dtype = check_dtype(dtype)
  )
  call_operation("full", args, fit = "filled", fit_first = TRUE)
}

#' @rdname op-filled
#' @export
op_zeros_like <- function(x, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    dtype = check_dtype(dtype)
  )
  call_operation("zeros_like", args)
}

#' @rdname op-filled
#' @export
op_ones_like <- function(x, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    dtype = check_dtype(dtype)
  )
  call_operation("ones_like", args)
}

#' @rdname op-filled
#' @export
op_empty_like <- function(x, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    dtype = check_dtype(dtype)
  )
  call_operation("empty_like", args)
}

#' @rdname op-filled
#' @export
op_full_like <- function(x, fill_value, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    fill_value = as_filled_operand(fill_value, dtype, beside = x),
    dtype = check_dtype(dtype)
  )
  call_operation("full_like", args, fit = "filled_like", fit_first = TRUE)
}

#' @rdname op-filled
#' @export
op_eye <- function(N, M = NULL, k = 0L, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    N = as_count(N),
    M = as_count(M, null = TRUE),
    k = as_whole(k),
    dtype = check_dtype(dtype)
  )
  call_operation("eye", args)
}

#' @rdname op-filled
#' @export
op_identity <- function(n, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    n = as_count(n),
    dtype = check_dtype(dtype)
  )
  call_operation("identity", args)
}

#' @rdname op-filled
#' @export
op_tri <- function(N, M = NULL, k = 0L, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    N = as_whole(N, min = 0),
    M = as_whole(M, min = 0, null = TRUE),
    k = as_whole(k),
    dtype = check_dtype(dtype)
  )
  call_operation("tri", args)
}

#' Diagonals and triangles
#'
#' Take the diagonal of a matrix, make a matrix of one, or set what is above or
#' below it to 0.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_diag(x)` | the diagonal of a matrix; of a vector a matrix with it as its diagonal |
#' | `op_diagflat(x)` | a matrix with all elements on its diagonal |
#' | `op_diagonal(x)` | diagonals of the matrices that two axes make, along a new last axis |
#' | `op_tril(x)` | 0 above the diagonal |
#' | `op_triu(x)` | 0 below the diagonal |
#' | `op_vander(x)` | powers of the elements, from column to column |
#'
#' @param k The diagonal: 0 is the main one, positive numbers count upwards
#'   from it, negative ones downwards.
#' @param offset The diagonal, as `k`.
#' @param axis1 The first axis of the matrices: a whole number, counted from
#'   1; negative counts from the end.
#' @param axis2 The second axis of the matrices: a whole number, counted so,
#'   too.
#' @param N How many columns: a whole number of at least 0, or `NULL` for as
#'   many as there are elements.
#' @param increasing Whether the powers rise from left to right: `TRUE` or
#'   `FALSE`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family tensors
#' @examplesIf is_keras_available()
#' x <- matrix(1:9, 3)
#' op_diag(x)
#' op_diag(c(1, 2))
#' op_tril(x)
#' @name op-diagonals
NULL

#' @rdname op-diagonals
#' @export
op_diag <- function(x, k = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    k = as_whole(k)
  )
  call_operation("diag", args, fit = "diagonal")
}

#' @rdname op-diagonals
#' @export
op_diagflat <- function(x, k = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    k = as_whole(k)
  )
  call_operation("diagflat", args)
}

#' @rdname op-diagonals
#' @export
op_diagonal <- function(x, offset = 0L, axis1 = 1L, axis2 = 2L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    offset = as_whole(offset),
    axis1 = as_axis(axis1, n = 1),
    axis2 = as_axis(axis2, n = 1)
  )
  call_operation("diagonal", args, fit = "plane")
}

#' @rdname op-diagonals
#' @export
op_tril <- function(x, k = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    k = as_whole(k)
  )
  call_operation("tril", args, fit = "matrix")
}

#' @rdname op-diagonals
#' @export
op_triu <- function(x, k = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    k = as_whole(k)
  )
  call_operation("triu", args, fit = "matrix")
}

#' @rdname op-diagonals
#' @export
op_vander <- function(x, N = NULL, increasing = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    N = as_whole(N, min = 0, null = TRUE),
    increasing = check_flag(increasing)
  )
  call_operation("vander", args, fit = "vector")
}
