# Written by tools/generate from tools/generate/operation/reductions.toml, by `make generate`.

#' Sums, means and extremes
#'
#' Compute one number of all elements, or of those along some axes, which
#' disappear unless `keepdims` is `TRUE`.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_sum(x)` | sum |
#' | `op_prod(x)` | product |
#' | `op_mean(x)` | mean |
#' | `op_average(x)` | weighted mean |
#' | `op_max(x)` | largest |
#' | `op_min(x)` | smallest |
#' | `op_amax(x)` | the same as `op_max()` |
#' | `op_amin(x)` | the same as `op_min()` |
#' | `op_ptp(x)` | difference of largest and smallest |
#' | `op_logsumexp(x)` | `log(sum(exp(x)))`, without overflow |
#' | `op_all(x)` | whether all are true |
#' | `op_any(x)` | whether any is true |
#' | `op_count_nonzero(x)` | how many are not 0 |
#'
#' @param weights Weights: a tensor or numbers of the shape of `x`, or as
#'   many as the axis is long. `NULL` weighs all alike.
#' @param initial The largest value of a minimum, or the smallest of a
#'   maximum, also where there are no elements: a number or `NULL`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations along axes
#' @examplesIf is_keras_available()
#' x <- op_convert_to_tensor(matrix(1:6, 2))
#' op_sum(x)
#' op_sum(x, axis = 1)
#' op_mean(x, axis = 2, keepdims = TRUE)
#' @name op-sums
NULL

#' @rdname op-sums
#' @export
op_sum <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("sum", args)
}

#' @rdname op-sums
#' @export
op_prod <- function(x, axis = NULL, keepdims = FALSE, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = cast_operand(x, dtype),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims),
    dtype = check_dtype(dtype)
  )
  call_operation("prod", args, fit_first = TRUE)
}

#' @rdname op-sums
#' @export
op_mean <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("mean", args)
}

#' @rdname op-sums
#' @export
op_average <- function(x, axis = NULL, weights = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis(axis, n = 1, null = TRUE),
    weights = if (!is.null(weights)) as_operand(weights, beside = x)
  )
  call_operation("average", args, fit = "weights", mended = TRUE)
}

#' @rdname op-sums
#' @export
op_max <- function(x, axis = NULL, keepdims = FALSE, initial = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims),
    initial = check_number(initial, null = TRUE)
  )
  call_operation("max", args)
}

#' @rdname op-sums
#' @export
op_min <- function(x, axis = NULL, keepdims = FALSE, initial = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims),
    initial = check_number(initial, null = TRUE)
  )
  call_operation("min", args)
}

#' @rdname op-sums
#' @export
op_amax <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("amax", args)
}

#' @rdname op-sums
#' @export
op_amin <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("amin", args)
}

#' @rdname op-sums
#' @export
op_ptp <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("ptp", args)
}

#' @rdname op-sums
#' @export
op_logsumexp <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("logsumexp", args)
}

#' @rdname op-sums
#' @export
op_all <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("all", args, mended = TRUE)
}

#' @rdname op-sums
#' @export
op_any <- function(x, axis = NULL, keepdims = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis),
    keepdims = check_flag(keepdims)
  )
  call_operation("any", args, mended = TRUE)
}

#' @rdname op-sums
#' @export
op_count_nonzero <- function(x, axis = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis)
  )
  call_operation("count_nonzero", args, mended = TRUE)
}
