# Numbers and strings of any shape: arrays, tensors, what a layer has learnt or is given.

# Numbers of any shape: a vector, an array or a tensor. A vector keeps its axis,
# also where it is of length 1.
check_array <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is_py_tensor_like(x)) return(x)
  valid <- is.numeric(x) && !is.factor(x) && length(x) >= 1L && !anyNA(x)
  if (!valid) {
    abort_argument(arg, "a vector or an array of numbers, a tensor, or NULL", x, call)
  }
  if (is.null(dim(x))) as.array(x) else x
}

is_py_tensor_like <- function(x) reticulate::is_py_object(x) && is_tensor(x)

# A list of arrays, such as the weights of a layer, or NULL.
check_arrays <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  numbers <- function(x) {
    is_py_tensor_like(x) || (is.numeric(x) && !is.factor(x) && length(x) >= 1L && !anyNA(x))
  }
  valid <- is.list(x) && !is.data.frame(x) && all(vapply(x, numbers, NA))
  if (!valid) abort_argument(arg, "a list of arrays or tensors, or NULL", x, call)
  unname(lapply(x, check_array))
}

# A mean or a variance: one number, which stays one, or an array of them.
check_statistic <- function(x, min = -Inf, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is_py_tensor_like(x)) return(x)
  flat <- flatten_scalars(x)
  if (!(is_finite_numeric(flat) && all(flat >= min))) {
    each <- number_range("a finite number", min, Inf)
    abort_argument(arg, paste0(each, ", a vector or array of them, or NULL"), x, call)
  }
  if (length(flat) == 1L && is.null(dim(flat))) as.double(flat) else as.array(flat)
}

# The table that an embedding starts from, by itself or as the one element of a
# list, which is how Keras hands weights out.
check_embeddings <- function(x, rows, columns, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  table <- if (is_tensor_list(x) && length(x) == 1L) x[[1L]] else x
  if (reticulate::is_py_object(table)) return(table)
  valid <- is.numeric(table) && is.matrix(table) && !anyNA(table) &&
    all(dim(table) == c(rows, columns))
  if (!valid) {
    expected <- sprintf(
      "a matrix of numbers with %s rows and %s columns, a tensor, or NULL",
      format(rows), format(columns)
    )
    abort_argument(arg, expected, x, call)
  }
  table
}

# What frames of a signal are multiplied by: a name, one of `choices` where Keras
# knows no more, or the numbers themselves; NULL for nothing.
check_window <- function(x, choices = NULL, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is_py_tensor_like(x)) return(x)
  named <- rlang::is_string(x) && nzchar(x) && (is.null(choices) || x %in% choices)
  if (named) return(as.vector(x))
  numbers <- is_finite_numeric(x) && length(dim(x)) <= 1L
  if (numbers) return(as.array(as.double(x)))
  quoted <- if (is.null(choices)) "the name of a window" else encodeString(choices, quote = "\"")
  abort_argument(
    arg, paste0(paste(quoted, collapse = ", "), ", a vector of numbers, or NULL"), x, call,
    hint = hint_nearest(x, choices)
  )
}

# What JAX calls a tree: arrays, in lists within lists where need be. A vector of
# several numbers is an array with one axis, one number has none.
check_tree <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  if (is.list(x) && !is.data.frame(x)) {
    return(lapply(x, check_tree, arg = arg, call = call))
  }
  valid <- (is.numeric(x) || is.logical(x)) && !is.factor(x) && length(x) >= 1L && !anyNA(x)
  if (!valid) {
    abort_argument(arg, "arrays of numbers, in a list where there are several, or NULL", x, call)
  }
  if (is.null(dim(x)) && length(x) > 1L) as.array(x) else x
}

# The words or whole numbers that a look-up layer knows: a vector of them, or the
# path of a file with one a line. Keras takes a text for a path.
check_vocabulary <- function(x, whole = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  flat <- flatten_scalars(x)
  if (rlang::is_string(flat) && file.exists(flat)) return(normalizePath(flat))
  valid <- is.atomic(flat) && length(flat) >= 1L && !anyNA(flat) &&
    if (whole) is_whole(c(flat)) else is.character(flat)
  if (!valid) {
    what <- if (whole) "whole numbers" else "strings"
    abort_argument(
      arg, sprintf("a vector of %s, the path of a file with one per line, or NULL", what), x, call,
      hint = if (rlang::is_string(flat)) {
        sprintf("There is no file %s.", encodeString(flat, quote = "\""))
      }
    )
  }
  as.list(if (whole) as.integer(flat) else as.character(flat))
}

# Data in which nothing is missing: an array, or a list of them. Python has no NA,
# and would take one in texts for an unknown text.
check_complete <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is_tensor_list(x)) {
    Map(function(element, arg) check_complete(element, arg, call), x, element_args(x, arg))
  } else if (is.character(x)) {
    check_no_missing(replace(!is.na(x), is.na(x), NA), arg, call)
  } else if (is.atomic(x)) {
    check_no_missing(x, arg, call)
  }
}

# Python has no NA: in whole numbers it would become -2147483648. NaN passes.
check_no_missing <- function(x, arg, call) {
  if (!(is.numeric(x) || is.logical(x) || is.complex(x)) || !anyNA(x)) return()
  missing <- which(is.na(x) & !is.nan(x))
  if (length(missing)) {
    if (length(x) == 1L) abort_lamina("{.arg {arg}} must not be NA.", "argument", call = call)
    abort_lamina(
      c(
        "{.arg {arg}} must have no missing values; {length(missing)} of {length(x)} are NA.",
        i = "The first is element {missing[[1L]]}."
      ),
      class = "argument", call = call
    )
  }
}
