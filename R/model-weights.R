#' Weights and configuration
#'
#' `get_weights()` and `set_weights()` read and write the weights of a model or
#' layer as R arrays. `get_config()` returns the configuration of a model, a layer or another Keras
#' object, such as an optimizer or an initializer, as a list; `from_config()` creates a
#' new object from it, with new weights. The list holds plain data, which can be saved, for example
#' with `saveRDS()`, and used in another session.
#'
#' @param object A model or layer; for `get_config()` also another object of Keras.
#' @param trainable `NA` for all weights, `TRUE` for the trainable ones, `FALSE` for the others.
#' @param weights A list of arrays, as `get_weights()` returns it.
#' @param config A list, as `get_config()` returns it. Entries may be changed.
#' @param custom_objects Named list of classes and functions that the
#'   configuration refers to, as in [load_model()].
#' @param ... Not used.
#' @returns `get_weights()`: a list of arrays. `set_weights()`: the object,
#'   invisibly. `get_config()`: a list of class `keras_config`. `from_config()`:
#'   an object of the same class.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(2)
#' weights <- get_weights(model)
#' str(weights)
#' set_weights(model, lapply(weights, function(w) w * 0))
#'
#' layer <- layer_spatial_dropout_2d(rate = 0.2, seed = 1)
#' config <- get_config(layer)
#' config$rate <- 0.5
#' from_config(config)
#' @name weights
NULL

#' @rdname weights
#' @export
get_weights <- function(object, trainable = NA, ...) {
  check_no_dots(..., what = "this function")
  check_weighted(object)
  # Other processes may have parts of a variable.
  value <- if (core$is_spread()) core$whole_value else tensor_to_array
  lapply(layer_variables(object, trainable), value)
}

#' @rdname weights
#' @export
set_weights <- function(object, weights, ...) {
  check_no_dots(..., what = "this function")
  check_weighted(object)
  variables <- layer_variables(object)
  weights <- as_plain_weights(weights, variables)
  values <- lapply(weights, function(value) {
    if (reticulate::is_py_object(value)) value else reticulate::np_array(value)
  })
  with_python(
    Map(function(variable, value) {
      variable$assign(keras$ops$reshape(value, as.list(tensor_shape(variable))))
    }, variables, values),
    "The weights could not be set.",
    call = rlang::current_env()
  )
  invisible(object)
}

layer_variables <- function(object, trainable = NA, call = caller_env()) {
  if (!(is.logical(trainable) && length(trainable) == 1L)) {
    abort_argument("trainable", "TRUE, FALSE or NA", trainable, call)
  }
  if (is.na(trainable)) return(object$weights)
  if (trainable) object$trainable_weights else object$non_trainable_weights
}

# All are checked before the first is written.
as_plain_weights <- function(weights, variables, call = caller_env()) {
  if (missing(weights)) abort_missing("weights", "a list of arrays", call)
  if (!is.list(weights) || reticulate::is_py_object(weights)) {
    abort_argument("weights", "a list of arrays", weights, call)
  }
  if (length(weights) != length(variables)) {
    abort_lamina(
      "{.arg weights} must contain {length(variables)} array{?s}, not {length(weights)}.",
      class = "shape", call = call
    )
  }
  for (i in seq_along(weights)) {
    arg <- sprintf("weights[[%d]]", i)
    weights[i] <- list(plain_values(weights[[i]], arg, call))
    expected <- tensor_shape(variables[[i]])
    came <- if (length(expected)) tensor_shape(weights[[i]]) else integer()
    numbers <- is.numeric(weights[[i]]) || reticulate::is_py_object(weights[[i]])
    if (!numbers) abort_argument(arg, "an array", weights[[i]], call)
    check_no_missing(weights[[i]], arg, call)
    if (!identical(as.integer(came), as.integer(expected))) {
      abort_lamina(
        c(
          "{.arg weights[[{i}]]} must have the shape {format_shape(expected)}, not
           {format_shape(came)}.",
          i = "It is for {.val {variables[[i]]$path}}."
        ),
        class = "shape", call = call
      )
    }
  }
  weights
}

# A callback has no configuration, nor has a user's class that does not say it.
check_configured <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a Keras model, layer or other object with a configuration"
  if (missing(x)) abort_missing(arg, expected, call)
  check_session(x)
  is_configured <- inherits(x, object_classes) && reticulate::py_has_attr(x, "get_config")
  if (!is_configured) abort_argument(arg, expected, x, call)
}

#' @rdname weights
#' @export
get_config <- function(object, ...) {
  check_no_dots(..., what = "this function")
  check_configured(object)
  config <- with_python(
    {
      if (is_layer(object)) from_r$tell_functions_apart(object)
      keep_arguments(object)
      reticulate::py_call(reticulate::py_get_attr(object, "get_config"))
    },
    "The configuration of {describe(object)} could not be read.",
    call = rlang::current_env()
  )
  config <- config_to_r(config)
  class <- reticulate::py_get_attr(object, "__class__")
  structure(
    config,
    python_class = class,
    class_names = core$class_names(class),
    original = config,
    class = "keras_config"
  )
}

# Keras leaves some out of the configuration of a loss or metric.
keep_arguments <- function(x) {
  if (is_loss(x) || is_metric(x)) core$keep_arguments(x)
}

#' @rdname weights
#' @export
from_config <- function(config, custom_objects = NULL, ...) {
  check_no_dots(..., what = "this function")
  expected <- "a configuration from `get_config()`"
  if (missing(config)) abort_missing("config", expected, rlang::current_env())
  if (!inherits(config, "keras_config")) {
    abort_argument("config", expected, config, rlang::current_env())
  }
  custom_objects <- as_custom_objects(custom_objects)
  call <- rlang::current_env()
  made <- with_python(
    core$from_config(
      config_class(config, custom_objects, call),
      config_to_python(config, attr(config, "original")),
      custom_objects = custom_objects
    ),
    "No object could be created from {.arg config}.",
    call = call, diagnose = function(cnd) check_located(cnd, call)
  )
  if (is_model(made)) made_here(made) else made
}

# A configuration is data: what has been saved and read again still has the names of
# its class, though not the class.
config_class <- function(config, custom_objects, call) {
  class <- attr(config, "python_class")
  if (!reticulate::py_is_null_xptr(class)) return(class)
  names <- attr(config, "class_names")
  class <- core$find_class(names, custom_objects)
  if (!is.null(class)) return(class)
  name <- names$name
  abort_lamina(
    c(
      "The class {.val {name}} of the configuration is not known.",
      i = if (startsWith(names$registered, "R>")) {
        "Define it with {.code Layer(\"{name}\", ...)} first."
      } else {
        "Pass it under its name: {.code {custom_objects_code(name)}}."
      }
    ),
    class = "python", call = call
  )
}

#' @export
print.keras_config <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat("Configuration of a ", attr(x, "class_names")$name, "\n", sep = "")
  utils::str(config_list(x), no.list = TRUE, give.attr = FALSE)
  invisible(x)
}

#' @export
`[.keras_config` <- function(x, i) config_list(x)[i]

config_list <- function(x) {
  attributes(x) <- attributes(x)["names"]
  x
}

describe_class <- function(class) reticulate::py_to_r(reticulate::py_get_attr(class, "__name__"))

# Python's lists stay lists, also those of one kind: reticulate would make a
# vector of one number and a list of one number the same.
config_to_r <- function(x) {
  if (inherits(x, "python.builtin.dict")) {
    keys <- builtins$list(x)
    values <- lapply(keys, function(key) config_to_r(reticulate::py_get_item(x, key)))
    return(structure(values, names = as.character(keys)))
  }
  if (inherits(x, c("python.builtin.list", "python.builtin.tuple"))) {
    return(lapply(seq_len(length(x)) - 1L, function(i) {
      config_to_r(reticulate::py_get_item(x, i))
    }))
  }
  reticulate::py_to_r(x)
}

# An empty named list is a dict in Python, one without names a list. `was`: what
# stood there before. R has one 3 for Python's 3 and 3.0: it is a float where one was.
config_to_python <- function(x, was = NULL) {
  if (!is.list(x) || reticulate::is_py_object(x)) {
    return(if (is.double(unlist(was))) x else whole_as_integers(list(x))[[1L]])
  }
  x <- config_list(x)
  at <- if (is.null(names(x))) seq_along(x) else names(x)
  values <- Map(
    function(value, i) config_to_python(value, if (is.list(was)) get_entry(was, i)),
    unname(x), at
  )
  if (is.null(names(x))) return(unname(values))
  do.call(reticulate::py_dict, list(names(x), unname(values)))
}

get_entry <- function(x, i) if (i %in% names(x) || i %in% seq_along(x)) x[[i]]
