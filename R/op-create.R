# Sequences as tensors, and what Keras gives several results for.

#' Tensors with a sequence of numbers
#'
#' `op_arange()` goes from `start` to `end` in steps, as [seq()] does; `op_linspace()` gives a
#' number of values at equal distances, `op_logspace()` and `op_geomspace()` at equal ratios, the
#' first by the exponents of its limits.
#'
#' @param start First value: a number; of `op_linspace()` and its like also a tensor.
#' @param end,stop Last value, a number or a tensor as `start`. `op_arange(5)` is `op_arange(1, 5)`.
#' @param step Distance of two values: a number other than 0.
#' @param num How many values: a whole number of at least 0.
#' @param endpoint Whether the last value is `stop`, or the one before it: `TRUE` or `FALSE`.
#' @param retstep Whether to return the distance, too: `TRUE` or `FALSE`.
#' @param base Base of the exponents: a number greater than 0.
#' @param dtype Dtype of the result, such as `"int32"`. `NULL` is `"int32"` where all numbers are
#'   of R's type integer, as `5L` is, and Keras' default type where one is not.
#' @param axis The axis of the result along which values follow each other, counted from 1, where
#'   `start` or `stop` are tensors with axes.
#' @param include_end Whether the sequence may reach `end`: `TRUE` or `FALSE`. It never goes beyond.
#' @param ... Not used.
#' @returns A tensor; with `retstep` a list of two: `values` and `step`. Errors have class
#'   `lamina_error`.
#' @family tensors
#' @examplesIf is_keras_available()
#' op_arange(5L)
#' op_arange(0, 1, 0.25)
#' op_linspace(0, 1, num = 5)
#' op_logspace(0, 3, num = 4)
#' @export
op_arange <- function(start, end, step = 1L, dtype = NULL, include_end = TRUE, ...) {
  check_no_dots(..., what = "this function")
  if (missing(end)) {
    end <- check_limit(start, "start")
    start <- if (is.double(end)) 1 else 1L
  }
  args <- list(start = check_limit(start), end = check_limit(end), step = check_limit(step))
  dtype <- check_dtype(dtype)
  if (identical(dtype, "bool")) abort_argument("dtype", "a dtype of numbers", dtype, environment())
  if (rlang::is_string(dtype, whole_dtypes)) {
    for (arg in names(args)) {
      if (is.double(args[[arg]])) args[[arg]] <- as_whole(args[[arg]], arg = arg)
    }
  }
  include_end <- check_flag(include_end)
  if (all(vapply(args, is.numeric, NA))) {
    count <- (args$end - args$start) / args$step
    if (is.nan(count) || is.infinite(count) || count < 0) {
      abort_argument(
        "step", "a number that leads from `start` to `end`", step, environment(),
        hint = if (step != 0) sprintf("Use `step = %s`.", format(-step))
      )
    }
    # One half beyond the last value, so that no rounding decides whether it is there.
    count <- if (include_end) floor(count + 1e-7) + 1 else ceiling(count - 1e-7)
    whole <- all(vapply(args, is.integer, NA))
    if (count >= 1) check_held(args$start, dtype, "start")
    if (count >= 1) check_held(args$start + (count - 1) * args$step, dtype, "end")
    stop <- args$start + (count - if (whole) 0 else 0.5) * args$step
    args$end <- if (whole) as.integer(stop) else stop
  } else {
    # Beside a length, which JAX may not know yet.
    args <- whole_as_integers(args)
    if (include_end) args$end <- args$end + args$step
  }
  if (is.null(dtype) && all(vapply(args, is.integer, NA))) dtype <- "int32"
  if (is.null(dtype) && all(vapply(args, is.numeric, NA))) dtype <- keras$config$floatx()
  call_operation("arange", c(unname(args), list(dtype = dtype)), mended = TRUE)
}

check_limit <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, "a number", call)
  if (inherits(x, later_classes)) return(x)
  check_number(x, arg = arg, call = call)
  x
}

#' @rdname op_arange
#' @export
op_linspace <- function(start, stop, num = 50L, endpoint = TRUE, retstep = FALSE, dtype = NULL,
                        axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  retstep <- check_flag(retstep)
  spaced_values("linspace", start, stop, num, endpoint, dtype, axis, retstep = if (retstep) TRUE)
}

#' @rdname op_arange
#' @export
op_logspace <- function(start, stop, num = 50L, endpoint = TRUE, base = 10L, dtype = NULL,
                        axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  spaced_values("logspace", start, stop, num, endpoint, dtype, axis, base = check_positive(base))
}

#' @rdname op_arange
#' @export
op_geomspace <- function(start, stop, num = 50L, endpoint = TRUE, dtype = NULL, axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  spaced_values("geomspace", start, stop, num, endpoint, dtype, axis)
}

# `...`: what one of them has for itself, NULL for nothing.
spaced_values <- function(name, start, stop, num, endpoint, dtype, axis, ..., call = caller_env()) {
  args <- list(
    start = as_operand(start, beside = stop, call = call),
    stop = as_operand(stop, beside = start, call = call),
    num = as_whole(num, min = 0, call = call),
    endpoint = check_flag(endpoint, call = call),
    dtype = check_dtype(dtype, call = call)
  )
  axis <- as_axis(axis, n = 1, call = call)
  args <- c(args, drop_nulls(list(...)))
  if (!isTRUE(args$retstep)) {
    return(follow_along(call_operation(name, args, mended = TRUE, call = call), axis, call))
  }
  both <- call_operation_parts(name, args, c("values", "step"), mended = TRUE, call = call)
  both$values <- follow_along(both$values, axis, call)
  both
}

# Keras puts the values along another axis than the first on JAX alone.
follow_along <- function(x, axis, call) {
  if (axis == 0L) return(x)
  rank <- length(tensor_shape(x))
  if (axis >= rank || axis < -rank) {
    abort_lamina(
      "{.arg axis} must be an axis of the result, which has {rank}, not {as_r_axes(axis)}.",
      class = "argument", call = call
    )
  }
  call_operation("moveaxis", list(x = x, source = 0L, destination = axis), call = call)
}

#' Grids of coordinates
#'
#' For each vector a tensor with as many axes as there are vectors, which holds the vector's
#' values along one of them.
#'
#' @param ... Vectors: R's, or tensors with one axis.
#' @param indexing `"xy"`: the first vector goes along the second axis, as the x of a picture
#'   does, and the second along the first; `"ij"`: each goes along the axis of its own place.
#' @returns A list of tensors, as long as there are vectors.
#' @family tensors
#' @examplesIf is_keras_available()
#' op_meshgrid(1:3, 1:2)
#' op_meshgrid(1:3, 1:2, indexing = "ij")
#' @export
op_meshgrid <- function(..., indexing = "xy") {
  vectors <- rlang::list2(...)
  named <- rlang::names2(vectors)
  if (any(nzchar(named))) check_no_dots(..., what = "this function")
  if (!length(vectors)) abort_missing("...", "vectors", environment())
  args <- lapply(vectors, as_operand, scalar = FALSE, arg = "...", call = environment())
  indexing <- check_choice(indexing, c("xy", "ij"))
  call_operation_parts(
    "meshgrid", c(args, list(indexing = indexing)), fit = "vectors", fit_first = TRUE
  )
}

#' Rearrange axes by a pattern
#'
#' Swaps, joins and splits axes by a pattern of their names: on both sides of an arrow stand the
#' axes before and after, those in parentheses being one.
#'
#' @param tensor A tensor, or an R array of numbers.
#' @param pattern A string such as `"b h w c -> b (h w) c"`.
#' @param ... Lengths of axes by their names, where an axis is split: whole numbers.
#' @returns A tensor. Errors have class `lamina_error`.
#' @family tensors
#' @examplesIf is_keras_available()
#' x <- op_reshape(op_arange(12L), c(2, 3, 2))
#' op_rearrange(x, "a b c -> c (a b)")
#' op_rearrange(x, "a (b d) c -> a b d c", b = 3)
#' @export
op_rearrange <- function(tensor, pattern, ...) {
  lengths <- rlang::list2(...)
  args <- list(tensor = as_operand(tensor), pattern = check_pattern(pattern))
  if (length(lengths) && !all(nzchar(rlang::names2(lengths)))) {
    abort_lamina(
      "{.arg ...} must contain lengths of axes by their names, as in {.code b = 3}.",
      class = "argument", call = environment()
    )
  }
  call <- environment()
  whole <- function(x, arg) as_whole(x, min = 1, arg = arg, call = call)
  lengths <- Map(whole, lengths, names(lengths))
  call_operation("rearrange", c(args, lengths))
}

# The names of the axes, the same on both sides.
check_pattern <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- check_string(x, arg = arg, call = call)
  sides <- strsplit(x, "->", fixed = TRUE)[[1L]]
  names <- regmatches(sides, gregexpr("[[:alpha:]_][[:alnum:]_]*", sides))
  if (length(sides) != 2L) {
    abort_argument(arg, "the axes before and after, such as \"a b -> b a\"", x, call)
  }
  alone <- union(setdiff(names[[1L]], names[[2L]]), setdiff(names[[2L]], names[[1L]]))
  if (length(alone)) {
    abort_lamina(
      "{.arg {arg}} must have the same axes on both sides of {.code ->}; {.val {alone}} {?is/are} on
       one alone.",
      class = "argument", call = call
    )
  }
  x
}
