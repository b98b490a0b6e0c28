# Written by tools/generate from tools/generate/operation/create-values.toml, by `make generate`.

#' Copy tensors and change their type
#'
#' The same elements as another tensor, in another type, or looked at as other
#' bits. [op_cast()] changes the type as well, and wraps whole numbers round
#' that the new type does not have.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_copy(x)` | a copy |
#' | `op_saturate_cast(x, dtype)` | in another type; what that does not have becomes its lowest or highest number |
#' | `op_view(x)` | the bits as another type |
#'
#' @param dtype The dtype of the result, such as `"uint8"`. Of `op_view()`
#'   one with as many bits, or `NULL` for that of `x`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family tensors
#' @examplesIf is_keras_available()
#' op_saturate_cast(c(-3, 100, 400), "uint8")
#' op_copy(c(1, 2))
#' op_view(op_ones(2), "int32")
#' @name op-values
NULL

#' @rdname op-values
#' @export
op_copy <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("copy", args)
}

#' @rdname op-values
#' @export
op_saturate_cast <- function(x, dtype, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    dtype = check_dtype(dtype)
  )
  call_operation("saturate_cast", args, mended = TRUE)
}

#' @rdname op-values
#' @export
op_view <- function(x, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    dtype = check_dtype(dtype)
  )
  call_operation("view", args, mended = TRUE)
}

#' Membership and correlation
#'
#' `op_isin()` says which elements are among others, as R's `%in%` does;
#' `op_corrcoef()` has the correlations of rows, where R's [cor()][stats::cor]
#' has those of columns.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_isin(x1, x2)` | whether each element of `x1` is in `x2` |
#' | `op_corrcoef(x)` | correlations of the rows |
#'
#' @param x1 A tensor, or an R vector or array: the elements to look for.
#' @param x2 A tensor, or an R vector or array: where to look.
#' @param assume_unique Whether no element is twice in `x1` or in `x2`, which
#'   is quicker: `TRUE` or `FALSE`.
#' @param invert Whether to say which are *not* there: `TRUE` or `FALSE`.
#' @param x A tensor, or an R matrix of numbers: variables by rows.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family tensors
#' @examplesIf is_keras_available()
#' op_isin(1:4, c(2L, 4L))
#' x <- matrix(c(1, 2, 3, 1, 2, 4), 2, byrow = TRUE)
#' op_corrcoef(x)
#' cor(t(x))
#' @name op-sets
NULL

#' @rdname op-sets
#' @export
op_isin <- function(x1, x2, assume_unique = FALSE, invert = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1),
    assume_unique = check_flag(assume_unique),
    invert = check_flag(invert)
  )
  call_operation("isin", args)
}

#' @rdname op-sets
#' @export
op_corrcoef <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("corrcoef", args, mended = TRUE)
}
