# One array on its way to a model: what it may be, and whether it fits what the model takes there.

data_expected <- "an array, a tensor, a list of them, or a Python data set"

as_slot_data <- function(x, slot, ends, arg, call, targets = FALSE) {
  if (reticulate::is_py_object(x)) return(x)
  if (is.null(x) && (targets || slot$optional)) return(NULL)
  if (isTRUE(slot$sparse) && is_matrix_object(x) && reticulate::py_module_available("scipy")) {
    return(as_scipy(x))
  }
  x <- plain_array(x, if (!targets) slot$dtype, arg, call, targets)
  check_some(x, arg, call)
  if (is.character(x)) check_strings_compute(ends$model, arg, call)
  x <- fit_to_shape(x, slot$shape)
  if (targets) return(as_numpy(x, floats = target_dtype(slot$dtype), arg = arg, call = call))
  check_slot_shape(x, slot$shape, arg, call)
  as_numpy(x, slot$dtype, arg = arg, call = call)
}

# reticulate makes of it what a sparse input takes.
as_scipy <- function(x) reticulate::r_to_py(methods::as(x, "CsparseMatrix"))$astype("float32")

# Targets of a model that computes with half of the digits keep theirs.
target_dtype <- function(dtype) if (identical(dtype, "float64")) dtype else keras$config$floatx()

# A vector or array of numbers, truth values or texts. `dtype` is that of the input, where it
# is known.
plain_array <- function(x, dtype, arg, call, targets = FALSE) {
  if (is.data.frame(x)) return(bind_columns(x, dtype, arg, call, targets))
  x <- plain_values(x, arg, call)
  texts <- identical(dtype, "string")
  if (is.factor(x)) {
    if (!texts) abort_classes(x, arg, call, targets)
    x <- array_like(as.character(x), x)
  }
  if (!is.atomic(x) || is.null(x)) abort_argument(arg, data_expected, x, call)
  if (is.complex(x) && !identical(substr(dtype %||% "", 1L, 7L), "complex")) {
    abort_argument(arg, "real numbers", x, call, hint = sprintf(hint_complex, arg))
  }
  if (is.character(x) && (targets || !(texts || is.null(dtype)))) {
    abort_classes(x, arg, call, targets)
  }
  if (texts && !is.character(x)) abort_argument(arg, "strings", x, call)
  check_complete(x, arg, call)
  x
}

abort_classes <- function(x, arg, call, targets) {
  hint <- if (targets) {
    sprintf("Class labels are whole numbers from 0: `as.integer(factor(%s)) - 1L`.", arg)
  } else if (is.factor(x)) {
    sprintf(
      "Encode it: `as.integer(%s) - 1L`, `layer_string_lookup()`, or `layer_feature_space()`.", arg
    )
  } else {
    "Encode it with `layer_text_vectorization()`, `layer_string_lookup()` or similar first."
  }
  abort_argument(arg, if (targets) data_expected else "numbers", x, call, hint = hint)
}

bind_columns <- function(x, dtype, arg, call, targets = FALSE) {
  if (!length(x)) {
    abort_lamina("{.arg {arg}} must have at least one column.", class = "shape", call = call)
  }
  args <- sprintf("%s$%s", arg, names(x))
  columns <- lapply(seq_along(x), function(i) {
    column <- plain_array(x[[i]], dtype, args[[i]], call, targets)
    if (length(dim(column)) > 2L) {
      abort_argument(args[[i]], "a vector, or a matrix with a row for each example", column, call)
    }
    column
  })
  bound <- do.call(cbind, unname(columns))
  dimnames(bound) <- NULL
  bound
}

check_some <- function(x, arg, call) {
  if (identical(example_count(x), 0L)) {
    abort_lamina("{.arg {arg}} must have at least one example.", class = "shape", call = call)
  }
}

# One number for each example is a column, and a last axis of length 1 may be left out or come
# on top. So all have one rank, for which Keras compiles once.
fit_to_shape <- function(x, shape) {
  came <- tensor_shape(x)
  last <- shape[length(shape)]
  if (length(came) == length(shape) - 1L && length(came) && identical(last, 1L)) {
    dim(x) <- c(came, 1L)
  } else if (length(came) == length(shape) + 1L && came[length(came)] == 1L) {
    dim(x) <- came[-length(came)]
  } else if (is.null(dim(x))) {
    dim(x) <- came
  }
  x
}

check_slot_shape <- function(x, shape, arg, call) {
  came <- dim(x)
  fits <- length(came) == length(shape) && all(is.na(shape[-1L]) | came[-1L] == shape[-1L])
  if (fits) return()
  # The batch of a model says nothing of how many examples there are.
  shape[1L] <- NA
  abort_lamina(
    "{.arg {arg}} must have the shape {format_shape(shape)} that the model takes, not
     {format_shape(came)}.",
    class = "shape", call = call
  )
}

# How many examples. NULL where it cannot be told without asking Python.
example_count <- function(x) {
  if (is.data.frame(x)) return(nrow(x))
  if (is_matrix_object(x)) return(if (is.null(dim(x))) length(x) else nrow(x))
  if (is.null(x) || is.list(x) || !is.atomic(x)) return(NULL)
  if (is.null(dim(x))) length(x) else dim(x)[[1L]]
}
