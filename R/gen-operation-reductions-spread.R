# Written by tools/generate from tools/generate/operation/reductions-spread.toml, by `make generate`.

#' Variance, median and quantiles
#'
#' How the elements are spread, all or those along some axes. Variance and
#' standard deviation are those of the elements themselves: they divide by
#' their number, where those of R divide by one less.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_var(x)` | variance |
#' | `op_std(x)` | standard deviation |
#' | `op_median(x)` | median |
#' | `op_quantile(x, q)` | quantiles |
#'
#' @param q Probabilities from 0 to 1: a number or a vector, which becomes
#'   the first axis of the result.
#' @param method Between two elements: `"linear"` interpolates, `"lower"`,
#'   `"higher"`, `"nearest"` and `"midpoint"` take one of them or their mean.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations along axes
#' @examplesIf is_keras_available()
#' x <- c(1, 2, 3, 4)
#' op_var(x)
#' var(x) * 3 / 4
#' op_quantile(x, c(0.25, 0.75))
#' @name op-spread
NULL

#' @rdname op-spread
#' @export
op_var <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("var", args)
}

#' @rdname op-spread
#' @export
op_std <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("std", args)
}

#' @rdname op-spread
#' @export
op_median <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("median", args, mended = TRUE)
}

#' @rdname op-spread
#' @export
op_quantile <- function(x, q, axis = NULL, method = "linear", keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    q = check_between_operand(q, 0, 1),
    axis = as_axis_tuple(axis),
    method = check_choice(method, c("linear", "lower", "higher", "midpoint", "nearest")),
    keepdims = check_flag(keepdims)
  )
  call_operation("quantile", args, mended = TRUE)
}

#' Percentiles
#'
#' The same as [op_quantile()], by percentages.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_percentile(x, q)` | percentiles |
#'
#' @param q Percentages from 0 to 100: a number or a vector, which becomes
#'   the first axis of the result.
#' @param method Between two elements: `"linear"` interpolates, `"lower"`,
#'   `"higher"`, `"nearest"` and `"midpoint"` take one of them or their mean.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations along axes
#' @examplesIf is_keras_available()
#' op_percentile(c(1, 2, 3, 4), c(25, 75))
#' @name op-percentile
NULL

#' @rdname op-percentile
#' @export
op_percentile <- function(x, q, axis = NULL, method = "linear", keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    q = check_between_operand(q, 0, 100),
    axis = as_axis_tuple(axis),
    method = check_choice(method, c("linear", "lower", "higher", "midpoint", "nearest")),
    keepdims = check_flag(keepdims)
  )
  call_operation("percentile", args, mended = TRUE)
}

#' Sums and differences along an axis
#'
#' Sums and products of the elements so far, differences of neighbours, and the
#' area under a curve.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_cumsum(x)` | sums so far, of all elements in the order of rows where `axis` is `NULL` |
#' | `op_cumprod(x)` | products so far |
#' | `op_diff(a)` | differences of neighbours |
#' | `op_trapezoid(y)` | area under the lines through the points |
#'
#' @param x A tensor, or an R vector or array of numbers; of `op_trapezoid()`
#'   the places of the points, or `NULL`.
#' @param axis A whole number: the axis, counted from 1; negative counts from
#'   the end.
#' @param a A tensor, or an R vector or array of numbers.
#' @param n How often differences are taken: a whole number of at least 0.
#' @param y Heights: a tensor, or an R vector or array of numbers.
#' @param dx Distance of the points, where `x` is `NULL`: a number.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations along axes
#' @examplesIf is_keras_available()
#' op_cumsum(c(1, 2, 3))
#' op_diff(c(1, 4, 9, 16))
#' op_trapezoid(c(0, 1, 0))
#' @name op-cumulative
NULL

#' @rdname op-cumulative
#' @export
op_cumsum <- function(x, axis = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1, null = TRUE),
    dtype = check_dtype(dtype)
  )
  call_operation("cumsum", args)
}

#' @rdname op-cumulative
#' @export
op_cumprod <- function(x, axis = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1, null = TRUE),
    dtype = check_dtype(dtype)
  )
  call_operation("cumprod", args)
}

#' @rdname op-cumulative
#' @export
op_diff <- function(a, n = 1L, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    a = as_operand(a),
    n = as_whole(n, min = 0),
    axis = as_axis(axis, n = 1)
  )
  call_operation("diff", args)
}

#' @rdname op-cumulative
#' @export
op_trapezoid <- function(y, x = NULL, dx = 1.0, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    y = as_operand(y),
    x = if (!is.null(x)) as_operand(x),
    dx = check_number(dx),
    axis = as_axis(axis, n = 1)
  )
  call_operation("trapezoid", args, mended = TRUE)
}
