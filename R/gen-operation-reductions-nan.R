# Written by tools/generate from tools/generate/operation/reductions-nan.toml, by `make generate`.

#' Sums, means and extremes without NaN
#'
#' The same as the functions without `nan` in their names, as if elements that
#' are `NaN` were not there.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_nansum(x)` | sum |
#' | `op_nanprod(x)` | product |
#' | `op_nanmean(x)` | mean |
#' | `op_nanmax(x)` | largest |
#' | `op_nanmin(x)` | smallest |
#' | `op_nanvar(x)` | variance |
#' | `op_nanstd(x)` | standard deviation |
#' | `op_nanmedian(x)` | median |
#' | `op_nanquantile(x, q)` | quantiles |
#' | `op_nanpercentile(x, q)` | percentiles |
#' | `op_nancumsum(x)` | sums so far, `NaN` being 0 |
#' | `op_nancumprod(x)` | products so far, `NaN` being 1 |
#'
#' @param q Probabilities from 0 to 1 or, of `op_nanpercentile()`,
#'   percentages from 0 to 100: a number or a vector, which becomes the first
#'   axis of the result.
#' @param method Between two elements: `"linear"` interpolates, `"lower"`,
#'   `"higher"`, `"nearest"` and `"midpoint"` take one of them or their mean.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations along axes
#' @examplesIf is_keras_available()
#' x <- c(1, NaN, 3)
#' op_sum(x)
#' op_nansum(x)
#' op_nanmean(x)
#' @name op-nan
NULL

#' @rdname op-nan
#' @export
op_nansum <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("nansum", args, mended = TRUE)
}

#' @rdname op-nan
#' @export
op_nanprod <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanprod", args, mended = TRUE)
}

#' @rdname op-nan
#' @export
op_nanmean <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanmean", args, mended = TRUE)
}

#' @rdname op-nan
#' @export
op_nanmax <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanmax", args)
}

#' @rdname op-nan
#' @export
op_nanmin <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanmin", args)
}

#' @rdname op-nan
#' @export
op_nanvar <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanvar", args, mended = TRUE)
}

#' @rdname op-nan
#' @export
op_nanstd <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanstd", args, mended = TRUE)
}

#' @rdname op-nan
#' @export
op_nanmedian <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanmedian", args, mended = TRUE)
}

#' @rdname op-nan
#' @export
op_nanquantile <- function(x, q, axis = NULL, method = "linear", keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    q = check_between_operand(q, 0, 1),
    axis = as_axis_tuple(axis),
    method = check_choice(method, c("linear", "lower", "higher", "midpoint", "nearest")),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanquantile", args, mended = TRUE)
}

#' @rdname op-nan
#' @export
op_nanpercentile <- function(x, q, axis = NULL, method = "linear", keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    q = check_between_operand(q, 0, 100),
    axis = as_axis_tuple(axis),
    method = check_choice(method, c("linear", "lower", "higher", "midpoint", "nearest")),
    keepdims = check_flag(keepdims)
  )
  call_operation("nanpercentile", args, mended = TRUE)
}

#' @rdname op-nan
#' @export
op_nancumsum <- function(x, axis = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1, null = TRUE),
    dtype = check_dtype(dtype)
  )
  call_operation("nancumsum", args, mended = TRUE)
}

#' @rdname op-nan
#' @export
op_nancumprod <- function(x, axis = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1, null = TRUE),
    dtype = check_dtype(dtype)
  )
  call_operation("nancumprod", args, mended = TRUE)
}
