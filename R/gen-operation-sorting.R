# Written by tools/generate from tools/generate/operation/sorting.toml, by `make generate`.

#' Sort, and find the largest
#'
#' Sorted elements, and the positions of the largest, the smallest or all in
#' their order. Positions count from 1, unless `zero_indexed` is `TRUE`.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_sort(x)` | elements in ascending order |
#' | `op_argsort(x)` | positions of the elements in ascending order |
#' | `op_argmax(x)` | position of the largest |
#' | `op_argmin(x)` | position of the smallest |
#' | `op_nanargmax(x)` | position of the largest that is not `NaN` |
#' | `op_nanargmin(x)` | position of the smallest that is not `NaN` |
#' | `op_argpartition(x, kth)` | positions by which elements are split into smaller and larger ones |
#' | `op_top_k(x, k)` | the largest along the last axis, and their positions |
#'
#' `NaN` comes last in the order, and is what `op_argmax()` and `op_argmin()`
#' find; `op_nanargmax()` and `op_nanargmin()` pass it over. Of equal elements,
#' `op_top_k()` may take others on PyTorch.
#'
#' @param axis The axis, counted from 1; negative counts from the end. Of
#'   `op_argmax()` and its like, `NULL` looks at all elements in the order of
#'   rows.
#' @param kth A whole number: the position, counted from 1, that has the
#'   element which it would have if all were sorted; those before it are not
#'   larger, those behind it not smaller.
#' @param k How many: a whole number of at least 1.
#' @param sorted Whether the largest comes first: `TRUE` or `FALSE`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor; of `op_top_k()` a list of two: `values` and `indices`.
#'   Errors have class `lamina_error`.
#' @family sorting and searching
#' @examplesIf is_keras_available()
#' x <- c(3, 1, 2)
#' op_sort(x)
#' op_argmax(x)
#' op_argsort(x)
#' op_top_k(x, 2)
#' @name op-sorting
NULL

#' @rdname op-sorting
#' @export
op_sort <- function(x, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1)
  )
  call_operation("sort", args, mended = TRUE)
}

#' @rdname op-sorting
#' @export
op_argsort <- function(x, axis = -1L, zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1)
  )
  call_operation("argsort", args, one_based = !zero_indexed, mended = TRUE)
}

#' @rdname op-sorting
#' @export
op_argmax <- function(x, axis = NULL, keepdims = FALSE, zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1, null = TRUE),
    keepdims = check_flag(keepdims)
  )
  call_operation("argmax", args, one_based = !zero_indexed, mended = TRUE)
}

#' @rdname op-sorting
#' @export
op_argmin <- function(x, axis = NULL, keepdims = FALSE, zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1, null = TRUE),
    keepdims = check_flag(keepdims)
  )
  call_operation("argmin", args, one_based = !zero_indexed, mended = TRUE)
}

#' @rdname op-sorting
#' @export
op_nanargmax <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1, null = TRUE),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanargmax", args, one_based = TRUE)
}

#' @rdname op-sorting
#' @export
op_nanargmin <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1, null = TRUE),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanargmin", args, one_based = TRUE)
}

#' @rdname op-sorting
#' @export
op_argpartition <- function(x, kth, axis = -1L, zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    x = as_operand(x, scalar = FALSE),
    kth = as_position(kth, zero_indexed),
    axis = as_axis(axis, n = 1)
  )
  call_operation("argpartition", args, one_based = !zero_indexed, fit = "within_kth",
                 fit_first = TRUE, mended = TRUE)
}

#' @rdname op-sorting
#' @export
op_top_k <- function(x, k, sorted = TRUE, zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    x = as_operand(x, scalar = FALSE),
    k = as_whole(k, min = 1),
    sorted = check_flag(sorted)
  )
  call_operation_parts("top_k", args, names = c("values", "indices"), one_based = !zero_indexed,
                       fit = "within")
}
