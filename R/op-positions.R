# Operations whose result depends on values of tensors: which are there, and where.

#' Find elements, and choose by a condition
#'
#' `op_where()` takes each element from one of two tensors, as `ifelse()` does. `op_nonzero()`, and
#' `op_where()` of a condition alone, give the positions of what is true or not 0.
#'
#' How many there are depends on the values: JAX cannot compile it, and no backend knows it of a
#' symbolic tensor. Both branches of `op_where()` are computed, and gradients go through both: a
#' `NaN` in the gradient of the one that is not taken stays.
#'
#' @param condition A tensor, or an R array, of truth values.
#' @param x1,x2 What is taken where `condition` is true, and where it is not: tensors, or R numbers,
#'   vectors or arrays, whose shapes are broadcast. Both or none.
#' @inheritParams operation-arguments
#' @returns A tensor. Of positions: with a row for each element that was found, and a column for
#'   each axis, counted from 1, in the order of rows. Errors have class `lamina_error`.
#' @family parts of tensors
#' @examplesIf is_keras_available()
#' x <- rbind(c(0, 5, 0), c(7, 0, 9))
#' op_where(x > 6, x, -1)
#' op_nonzero(x)
#' which(x != 0, arr.ind = TRUE)
#' @export
op_where <- function(condition, x1 = NULL, x2 = NULL, ...) {
  check_no_dots(..., what = "this function")
  condition <- as_operand(condition)
  if (is.null(x1) != is.null(x2)) {
    missing <- if (is.null(x1)) "x1" else "x2"
    other <- setdiff(c("x1", "x2"), missing)
    abort_lamina("{.arg {missing}} must be given together with {.arg {other}}.", "argument",
                 call = rlang::current_env())
  }
  if (is.null(x1)) return(find_nonzero(condition, "condition"))
  args <- list(
    condition = condition, x1 = as_operand(x1, beside = x2), x2 = as_operand(x2, beside = x1)
  )
  call_operation("where", args, fit = "broadcast", mended = TRUE)
}

#' @rdname op_where
#' @export
op_nonzero <- function(x, ...) {
  check_no_dots(..., what = "this function")
  find_nonzero(as_operand(x), "x")
}

find_nonzero <- function(x, arg, call = caller_env()) {
  check_concrete(x, arg, call)
  with_python(core$nonzero(x), "The positions could not be found.", call = call)
}

check_concrete <- function(x, arg, call) {
  if (!reticulate::is_py_object(x) || !is_symbolic(x)) return()
  abort_lamina(
    c(
      "{.arg {arg}} must be a tensor with values, not a symbolic one.",
      i = "How long the result is depends on them: use a {.fn layer_lambda} or a layer of your own."
    ),
    class = "argument", call = call
  )
}

#' Take a part of a tensor
#'
#' The part that `x[...]` takes, by indices in a list: for programs that make them. Indices
#' count from 1, as in `[`.
#'
#' @param x A tensor, or an R vector or array of numbers.
#' @param key An index for the first axis, or a list with one for each of the first axes: a whole
#'   number, which takes the axis away; a vector of whole numbers or of truth values; a tensor; or
#'   [all_dims()] for all axes that the others leave. Negative numbers count from the end. `NULL`
#'   adds an axis.
#' @param ... Not used.
#' @returns A tensor. Errors have class `lamina_error`.
#' @family parts of tensors
#' @examplesIf is_keras_available()
#' x <- matrix(1:6, 2)
#' op_get_item(x, 2)
#' op_get_item(x, list(2, c(1, 3)))
#' op_get_item(x, list(all_dims(), -1))
#' @export
op_get_item <- function(x, key, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  x <- as_array_operand(x)
  if (missing(key)) abort_missing("key", "an index, or a list of indices", call)
  keys <- if (is_tensor_list(key) && !inherits(key, "lamina_all_dims")) unname(key) else list(key)
  if (is.data.frame(key)) abort_argument("key", "an index, or a list of indices", key, call)
  read <- lapply(seq_along(keys), function(i) read_index(keys[[i]], i, call))
  indices <- list(
    spec = unlist(lapply(read, `[[`, 1L)), given = unlist(lapply(read, `[`, -1L), FALSE)
  )
  take_subset(x, indices, drop = TRUE, call)
}

#' Find what occurs
#'
#' The values that occur in a tensor, each once, or its different slices along an axis.
#'
#' @param x A tensor, or an R vector or array of numbers.
#' @param sorted Whether they come in ascending order: `TRUE` or `FALSE`, which some backends
#'   need not heed.
#' @param return_index,return_inverse,return_counts Whether to give, besides, the position of
#'   the first of each in `x`, the position among the values that each element of `x` has, and how
#'   often each occurs: `TRUE` or `FALSE`. Positions count from 1, those in all of `x` in the order
#'   of rows.
#' @param axis The axis whose slices are compared, counted from 1; `NULL` compares elements.
#' @param size How many values there shall be: a whole number of at least 1; those beyond are left
#'   out, and missing ones filled in. `NULL` gives as many as there are, which JAX cannot compile.
#' @param fill_value What is filled in: a number, or `NULL` for 0 or the smallest value, as the
#'   backend has it.
#' @param ... Not used.
#' @returns A tensor; a list where more was asked for: `values`, and `index`, `inverse` and `counts`
#'   as asked for. Errors have class `lamina_error`.
#' @family parts of tensors
#' @examplesIf is_keras_available()
#' x <- c(3, 1, 2, 1, 3)
#' op_unique(x)
#' op_unique(x, return_inverse = TRUE, return_counts = TRUE)
#' @export
op_unique <- function(x, sorted = TRUE, return_index = FALSE, return_inverse = FALSE,
                      return_counts = FALSE, axis = NULL, size = NULL, fill_value = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    sorted = check_flag(sorted),
    return_index = check_flag(return_index),
    return_inverse = check_flag(return_inverse),
    return_counts = check_flag(return_counts),
    axis = as_axis(axis, n = 1, null = TRUE),
    size = as_whole(size, min = 1, null = TRUE),
    fill_value = check_number(fill_value, null = TRUE)
  )
  if (!is.null(args$fill_value) && fits_integer(args$fill_value)) {
    args$fill_value <- as.integer(args$fill_value)
  }
  parts <- c(
    "values", if (return_index) "index", if (return_inverse) "inverse", if (return_counts) "counts"
  )
  if (length(parts) == 1L) return(call_operation("unique", args, mended = TRUE))
  result <- call_operation_parts("unique", args, parts, mended = TRUE)
  for (part in intersect(c("index", "inverse"), parts)) {
    result[[part]] <- keras_object("ops", "add")(result[[part]], 1L)
  }
  result
}
