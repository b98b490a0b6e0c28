# R data on their way to Keras: what may come, whether it fits together, and what is handed over.

check_model_data <- function(x, null = TRUE, targets = FALSE, arg = caller_arg(x),
                             call = caller_env()) {
  expected <- "an array, a tensor, a list of them, or a Python data set"
  if (missing(x)) abort_missing(arg, expected, call)
  if (reticulate::is_py_object(x) || (null && is.null(x))) return(invisible())
  if (is.list(x) && length(x)) {
    for (element in x) check_model_data(element, FALSE, targets, arg, call)
  } else if (is.factor(x) || (is.character(x) && targets)) {
    abort_argument(
      arg, expected, x, call,
      hint = sprintf("Classes are whole numbers from 0: `as.integer(factor(%s)) - 1L`.", arg)
    )
  } else if (!is.atomic(x) || is.null(x)) {
    abort_argument(arg, expected, x, call)
  } else {
    check_no_missing(x, arg, call)
  }
}

# Python has no NA: in whole numbers it would become -2147483648. NaN passes.
check_no_missing <- function(x, arg, call) {
  if (!(is.numeric(x) || is.logical(x)) || !anyNA(x)) return()
  missing <- which(is.na(x) & !is.nan(x))
  if (length(missing)) {
    abort_lamina(
      c(
        "{.arg {arg}} must have no missing values; {length(missing)} of {length(x)} are NA.",
        i = "The first is element {missing[[1L]]}."
      ),
      class = "argument", call = call
    )
  }
}

check_same_length <- function(x, y, what = "{.arg x} and {.arg y}", call = caller_env()) {
  n <- c(example_count(x), example_count(y))
  if (length(n) == 2L && n[[1L]] != n[[2L]]) {
    abort_lamina(
      paste(what, "must have the same number of examples, not {n[[1L]]} and {n[[2L]]}."),
      class = "shape", call = call
    )
  }
}

# The model of one input knows what shape it takes.
check_input_shape <- function(x, model, arg = "x", call = caller_env()) {
  if (is.data.frame(x)) x <- as.matrix(x)
  if (!is.atomic(x) || is.null(x) || reticulate::is_py_object(x)) return()
  if (identical(example_count(x), 0L)) {
    abort_lamina("{.arg {arg}} must have at least one example.", class = "shape", call = call)
  }
  shape <- tryCatch(model$input_shape, error = function(cnd) NULL)
  if (!is.list(shape) || any(lengths(shape) > 1L)) return()
  expected <- shape_integers(shape)
  came <- tensor_shape(x)
  # Keras adds the last axis of length 1 to a flat vector itself.
  if (length(came) == 1L && identical(expected[-1L], 1L)) return()
  fits <- length(came) == length(expected) && all(is.na(expected) | came == expected)
  if (!fits) {
    abort_lamina(
      "{.arg {arg}} must have the shape {format_shape(expected)} that the model takes, not
       {format_shape(came)}.",
      class = "shape", call = call
    )
  }
}

# NULL where it cannot be told without asking Python.
example_count <- function(x) {
  if (is.data.frame(x)) return(nrow(x))
  if (is.null(x) || is.list(x) || !is.atomic(x)) return(NULL)
  if (is.null(dim(x))) length(x) else dim(x)[[1L]]
}

as_validation_data <- function(x, model, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  if (!is.list(x) || is.data.frame(x) || !(length(x) %in% 2:3)) {
    abort_argument(arg, "list(x, y) or list(x, y, sample_weight)", x, call)
  }
  check_model_data(x[[1L]], FALSE, arg = arg, call = call)
  check_model_data(x[[2L]], FALSE, targets = TRUE, arg = arg, call = call)
  if (length(x) == 3L) check_model_data(x[[3L]], arg = arg, call = call)
  check_same_length(
    x[[1L]], x[[2L]], "{.arg x} and {.arg y} of {.arg validation_data}", call
  )
  check_input_shape(x[[1L]], model, arg = arg, call = call)
  do.call(reticulate::tuple, lapply(unname(x), as_model_data, model = model))
}

as_class_weight <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  classes <- suppressWarnings(as.numeric(names(x)))
  weights <- suppressWarnings(as.numeric(unlist(x)))
  valid <- length(x) && length(classes) == length(weights) && !anyNA(weights) &&
    is_whole(classes, min = 0) && !anyDuplicated(classes)
  if (!valid) {
    abort_argument(
      arg, "numbers named by their class", x, call,
      hint = "Classes count from 0: `c(\"0\" = 1, \"1\" = 5)`."
    )
  }
  reticulate::py_dict(as.integer(classes), as.list(weights))
}
