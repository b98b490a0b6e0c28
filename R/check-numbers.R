# Several numbers in a vector or a list, which may be single ones as well.

# One finite number or several: `n` of them where that is given.
check_numbers <- function(x, n = NULL, min = -Inf, null = FALSE, arg = caller_arg(x),
                          call = caller_env()) {
  expected <- if (is.null(n)) {
    "a finite number, or a vector of them"
  } else {
    sprintf("%s, or %d of them", number_range("a number", min, Inf), n)
  }
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && (is.null(n) || length(flat) %in% c(1L, n)) &&
    all(flat >= min)
  if (!valid) abort_argument(arg, expected, x, call)
  if (length(flat) == 1L) as.double(flat) else as.list(as.double(flat))
}

# What is drawn from: a number, whose meaning the layer gives, or the lower and
# the upper end.
check_range <- function(x, min = -Inf, max = Inf, null = FALSE, arg = caller_arg(x),
                        call = caller_env()) {
  expected <- paste0(number_range("a number", min, max), ", or two of them, the smaller first")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && length(flat) %in% 1:2 && !is.unsorted(flat) &&
    all(flat >= min & flat <= max)
  if (!valid) abort_argument(arg, expected, x, call)
  if (length(flat) == 1L) as.double(flat) else as.list(as.double(flat))
}

# The smallest and the largest value that an image can hold. Whole numbers stay
# whole, as in Keras' own default.
check_value_range <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "two numbers, the smaller first, such as `c(0, 255)`"
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && length(flat) == 2L && flat[[1L]] < flat[[2L]]
  if (!valid) abort_argument(arg, expected, x, call)
  as.list(if (is_whole(flat)) as.integer(flat) else as.double(flat))
}

# Numbers in ascending order, between which bins lie.
check_boundaries <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- is.numeric(flat) && !is.factor(flat) && length(flat) >= 1L && !anyNA(flat) &&
    !is.unsorted(flat)
  if (!valid) abort_argument(arg, "a vector of numbers in ascending order, or NULL", x, call)
  as.list(as.double(flat))
}

# The limits of batch renormalisation's corrections, by name.
check_clipping <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  limits <- c("rmin", "rmax", "dmax")
  valid <- is_finite_numeric(flat) && !is.null(names(flat)) && all(names(flat) %in% limits) &&
    !anyDuplicated(names(flat)) && all(flat >= 0) &&
    !is.unsorted(flat[intersect(limits[1:2], names(flat))])
  if (!valid) {
    abort_argument(
      arg, "numbers of at least 0 named `rmin`, `rmax` and `dmax`, or some of them, or NULL",
      x, call,
      hint = "`rmin` must not be larger than `rmax`: `c(rmin = 1 / 3, rmax = 3, dmax = 5)`."
    )
  }
  as.list(vapply(flat, as.double, 0))
}

# Number of rows and columns, of tiles or of pixels: one whole number stands for both, where
# Keras takes two only.
check_grid <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  grid <- as_wholes(x, n = 2, min = 1, null = null, arg = arg, call = call)
  if (length(grid) == 1L) grid <- list(grid, grid)
  check_count(unlist(grid), arg, call)
  grid
}

# Lengths of runs of words: one whole number, all lengths up to it; several, those
# lengths, which Keras takes as a tuple only.
check_ngrams <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  if (!(length(flat) >= 1L && is_whole(flat, min = 1))) {
    abort_argument(arg, "whole numbers of at least 1, one or several, or NULL", x, call)
  }
  if (length(flat) == 1L) as.integer(flat) else as_shape(flat)
}

# Where predictions are cut in two: one number or several. `several`: as a list in any case.
as_thresholds <- function(x, several = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && all(flat >= 0 & flat <= 1)
  if (!valid) abort_argument(arg, "numbers between 0 and 1, one or several, or NULL", x, call)
  if (length(flat) == 1L && !several) as.double(flat) else as.list(as.double(flat))
}

# Numbers of classes, counted from 0 as labels are.
as_class_ids <- function(x, of = Inf, arg = caller_arg(x), call = caller_env()) {
  expected <- if (is.finite(of)) {
    sprintf("whole numbers from 0 to %d, one or several", as.integer(of) - 1L)
  } else {
    "whole numbers of at least 0, one or several"
  }
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  valid <- length(flat) >= 1L && is_whole(flat, min = 0)
  if (!valid) abort_argument(arg, expected, x, call, hint = "Classes count from 0.")
  beyond <- Filter(function(id) id >= of, as.numeric(flat))
  if (length(beyond)) {
    hint <- sprintf("Classes count from 0, and there are %d.", as.integer(of))
    abort_argument(arg, expected, beyond[[1L]], call, hint = hint)
  }
  as.list(as.integer(flat))
}

# What belongs to columns of labels, where a metric has several.
check_of_labels <- function(x, multi_label, num_labels = NULL, arg = caller_arg(x),
                            call = caller_env()) {
  if (is.null(x)) return(NULL)
  if (isFALSE(multi_label)) {
    abort_argument(arg, "NULL unless `multi_label = TRUE`", x, call)
  }
  if (!is.null(num_labels) && length(x) != num_labels) {
    abort_argument(arg, sprintf("%d numbers, as many as `num_labels`", num_labels), x, call)
  }
  x
}

# A shape of which all is known.
check_sizes <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a vector of whole numbers of at least 0"
  if (missing(x)) abort_missing(arg, expected, call)
  if (is_symbolic(x)) abort_argument(arg, expected, x, call)
  if (inherits(x, tensor_classes)) check_whole_tensor(x, 1L, expected, arg, call)
  flat <- if (inherits(x, "keras_shape")) shape_integers(x) else flatten_scalars(x)
  known <- reticulate::is_py_object(x) || !length(flat) || is_whole(flat, min = 0)
  if (is.null(x) || !known) abort_argument(arg, expected, x, call)
  if (is.numeric(flat)) check_count(flat, arg, call)
  as_shape(x, arg = arg, call = call)
}

# ---- Classes that are no numbers ------------------------------------------------

# Classes whose values are numbers in R's memory, but say nothing, or something else, without
# their class.
other_classes <- list(
  list(
    is = c("POSIXt", "nanotime", "chron", "dates", "times", "ITime"), what = "times",
    hint = "Count from a suitable time:
      `as.numeric(difftime(%1$s, min(%1$s), units = \"days\"))`."
  ),
  list(
    is = c("Date", "yearmon", "yearqtr"), what = "dates",
    hint = "Count days from a suitable one, such as `as.numeric(%1$s - min(%1$s))`, or use parts:
      `as.POSIXlt(%1$s)$yday`."
  ),
  list(
    is = "difftime", what = "time differences",
    hint = "Specify the unit: `as.numeric(%1$s, units = \"days\")`."
  ),
  list(
    is = "numeric_version", what = "versions",
    hint = "Compare them with a version: `%1$s >= \"1.2\"`."
  ),
  list(is = "dist", what = "distances", hint = "Give `as.matrix(%1$s)`."),
  list(
    is = c("vctrs_rcrd", "Period", "Interval", "Duration"), what = "records", hint = NULL
  )
)

check_numbers_class <- function(x, arg, call) {
  if (!is.object(x) || reticulate::is_py_object(x)) return()
  for (other in other_classes) {
    if (inherits(x, other$is)) abort_not_numbers(x, other$what, other$hint, arg, call)
  }
  if (is.raw(x) && is.null(dim(x)) || isS4(x) && is.atomic(x)) {
    abort_not_numbers(x, "an object", NULL, arg, call)
  }
}

abort_not_numbers <- function(x, what, hint, arg, call) {
  class <- class(x)[[1L]]
  hint <- if (!is.null(hint)) gsub("\\s+", " ", sprintf(hint, arg))
  abort_lamina(
    c(
      "{.arg {arg}} must be numbers, not {what} of class {.cls {class}}.",
      i = if (!is.null(hint)) "{hint}"
    ),
    class = "argument", call = call
  )
}

# Keras has it on TPUs alone, and passes it over elsewhere.
check_soft_cap <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- check_positive(x, null = TRUE, arg = arg, call = call)
  is_on_tpu <- function() length(keras$distribution$list_devices("tpu")) > 0L
  if (!is.null(x) && !tryCatch(is_on_tpu(), error = function(cnd) FALSE)) {
    abort_lamina(
      "{.arg {arg}} must be NULL where there is no TPU.", class = "argument", call = call
    )
  }
  x
}
