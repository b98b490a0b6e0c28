# Losses and metrics on data of the user's own: a function such as loss_mean_squared_error() called
# with them, the object that it makes, and what a metric is updated with. Python looks at shapes
# and labels (compared.py), since a tensor has them there.

# Calls a function of Keras' that compares. `args`: its other arguments, which have been checked.
compare <- function(module, name, y_true, y_pred, args = list(), call = caller_env()) {
  if (missing(y_true)) abort_missing("y_true", compared_expected, call)
  if (missing(y_pred)) abort_missing("y_pred", compared_expected, call)
  data <- as_compared_data(list(y_true = y_true, y_pred = y_pred), call)
  with_python(
    do.call(core$compare, c(list(keras_object(module, name)), unname(data), args)),
    "{.code {keras_name(module, name)}()} failed.",
    call = call, diagnose = function(cnd) abort_compared(cnd, call)
  )
}

compared_expected <- "an array, a vector or a tensor of numbers"

as_compared_data <- function(data, call) {
  compared <- intersect(c("y_true", "y_pred", "values", "sample_weight"), names(data))
  for (arg in compared) {
    # A tensor has its dtype; R's numbers take it.
    other <- data[[switch(arg, y_true = "y_pred", y_pred = "y_true", "y_pred")]]
    value <- data[[arg]]
    if (is.null(value) && arg == "sample_weight") next
    if (!is_listed(data$y_pred)) value <- joined(value)
    data[[arg]] <- as_compared(value, arg, call, fractions = arg != "y_true", beside = other)
  }
  data
}

# R's vectors come into compiled functions as lists of numbers.
joined <- function(x) {
  if (!is_listed(x) || !length(x) || !all(vapply(x, is_one_number, NA))) return(x)
  if (any(vapply(x, reticulate::is_py_object, NA))) keras$ops$stack(unname(x)) else unlist(x)
}

is_listed <- function(x) is.list(x) && !is.data.frame(x)

is_one_number <- function(x) {
  if (!reticulate::is_py_object(x)) return(is.numeric(x) && length(x) == 1L)
  is_tensor(x) && identical(length(tensor_shape(x)), 0L)
}

as_compared <- function(x, arg, call, fractions = FALSE, beside = NULL) {
  if (reticulate::is_py_object(x)) return(x)
  if (is_listed(x)) {
    if (!length(x)) abort_argument(arg, compared_expected, x, call)
    return(Map(as_compared, x, element_args(x, arg), list(call), fractions, list(beside)))
  }
  if (is.null(x) || is.function(x) || is.character(x)) {
    hint <- if (is.character(x) && arg == "y_true") {
      "Class labels are whole numbers from 0: `as.integer(factor(y_true)) - 1L`."
    }
    abort_argument(arg, compared_expected, x, call, hint = hint)
  }
  x <- plain_array(x, NULL, arg, call, targets = arg == "y_true")
  if (!length(x)) abort_argument(arg, compared_expected, x, call)
  if (is.null(dim(x))) dim(x) <- length(x)
  if (is.logical(x) || (fractions && is.integer(x))) {
    storage.mode(x) <- if (fractions) "double" else "integer"
  }
  as_numpy(x, floats = float_dtype_of(beside) %||% keras$config$floatx(), arg = arg, call = call)
}

float_dtype_of <- function(x) {
  if (!reticulate::is_py_object(x) || !is_tensor(x)) return(NULL)
  dtype <- tensor_dtype(x)
  # NumPy has no bfloat16, and Keras makes one of what comes.
  if (dtype %in% c("float16", "float32", "float64")) dtype
}

# An argument that is data, in its check. `whole`: classes.
as_compared_to <- function(x, whole = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  if (!whole) return(as_compared(x, arg, call, fractions = TRUE))
  if (is.numeric(x) && !is_whole(as.vector(x))) abort_argument(arg, "whole numbers", x, call)
  as_compared(x, arg, call)
}

# For `diagnose` of with_python().
abort_compared <- function(cnd, call) {
  abort_codes(cnd, call)
  if (!inherits(cnd, "lamina.ComparedShapeError")) return()
  error <- attr(cnd, "py_object")
  arg <- error$argument
  shape <- format_shape(shape_integers(error$shape))
  found <- format_shape(shape_integers(error$found))
  other <- if (arg == "y_true") "{.arg y_pred}" else "the examples"
  abort_lamina(
    c(
      paste0("{.arg {arg}} must have the shape {shape}, to match ", other, ", not {found}."),
      i = "Keras would broadcast the shapes, and compare numbers that do not belong together."
    ),
    class = "shape", call = call
  )
}

# ---- Objects -------------------------------------------------------------------

# A loss is a function in R, of R's data.
#' @exportS3Method reticulate::py_to_r_wrapper keras.src.losses.loss.Loss
py_to_r_wrapper.keras.src.losses.loss.Loss <- function(x) {
  force(x)
  function(y_true, y_pred, sample_weight = NULL, ...) {
    call <- sys.call()
    check_session(x)
    if (missing(y_true)) abort_missing("y_true", compared_expected, call)
    if (missing(y_pred)) abort_missing("y_pred", compared_expected, call)
    data <- list(y_true = y_true, y_pred = y_pred, sample_weight = sample_weight)
    compare_with(x, "__call__", drop_nulls(data), list(...), call)
  }
}

# So is a metric, which goes on from the data that came before.
#' @exportS3Method reticulate::py_to_r_wrapper keras.src.metrics.metric.Metric
py_to_r_wrapper.keras.src.metrics.metric.Metric <- function(x) {
  force(x)
  function(...) {
    call <- sys.call()
    check_session(x)
    update_metric(x, "__call__", list(...), call)
  }
}

compare_with <- function(object, method, data, more, call) {
  data <- as_compared_data(data, call)
  with_python(
    if (all(c("y_true", "y_pred") %in% names(data))) {
      do.call(core$compare_with, c(list(object, method), data, more))
    } else {
      # Not by `[[`, which comes here for a metric.
      do.call(reticulate::py_get_attr(object, method), c(data, more))
    },
    "The {kind_of(object)} {.val {object$name}} could not be computed.",
    call = call, diagnose = function(cnd) abort_compared(cnd, call)
  )
}

# `args`: by name, or in the order of what the metric is updated with.
update_metric <- function(metric, method, args, call) {
  parameters <- core$update_parameters(metric)
  names <- rlang::names2(args)
  free <- setdiff(names(parameters), names)
  unnamed <- which(!nzchar(names))
  places <- utils::head(unnamed, length(free))
  names[places] <- free[seq_along(places)]
  names(args) <- names
  needed <- names(parameters)[vapply(parameters, isTRUE, NA)]
  lacking <- setdiff(needed, names)
  if (length(lacking)) abort_missing(lacking[[1L]], compared_expected, call)
  of_data <- names %in% c("y_true", "y_pred", "values", "sample_weight")
  data <- args[of_data & !vapply(args, is.null, NA)]
  compare_with(metric, method, data, args[!of_data], call)
}

# The methods of a metric, for `$`.
metric_methods <- c("update_state", "result", "reset_state")

with_metric_data <- function(metric, name) {
  force(name)
  if (name == "update_state") {
    return(function(...) invisible(update_metric(metric, "update_state", list(...), sys.call())))
  }
  function() {
    call <- sys.call()
    result <- with_python(
      core$call_method(metric, name), "The metric {.val {metric$name}} has no result yet.",
      call = call
    )
    if (name == "reset_state") invisible(result) else result
  }
}
