#' An object of Keras as a list, and back
#'
#' `serialize_keras_object()` describes a layer, model, loss, optimizer or other object by a list of
#' plain values, from which `deserialize_keras_object()` makes a new one: without weights, but
#' compiled where a model was. Other than that of [get_config()], the list names the class, so that
#' it can be written to a file, as JSON or by [saveRDS()], and read in another session.
#'
#' The list has these elements:
#'
#' * `module` and `class_name`: where the class is in Python;
#' * `config`: what [get_config()] gives, with all objects inside described the same way;
#' * `registered_name`: the name under which a class of the user's own is found, see
#'   [register_keras_serializable()]; `NULL` for Keras' own;
#' * `build_config` and `compile_config`, where a layer has seen its input or a model was
#'   compiled.
#'
#' A function is described by its name alone; to make it again, it must be registered, or given in
#' `custom_objects`. Numbers may be written as `3` or `3L`.
#'
#' @param obj A layer, model, optimizer, loss, metric or other object with a configuration; a
#'   function; a tensor or array; plain values; or a list of those.
#' @param config A list as `serialize_keras_object()` returns it, also one that was changed, was
#'   written by hand or read from JSON.
#' @param custom_objects Named list of classes and functions that Keras does not know, as in
#'   [load_model()].
#' @param safe_mode Whether to refuse Python lambdas, which can run any code: `TRUE` or `FALSE`.
#' @param ... Not used.
#' @returns `serialize_keras_object()`: a named list; plain values as they are.
#'   `deserialize_keras_object()`: the object.
#'
#'   Errors have class `lamina_error`: there is no such class, or it refuses its configuration.
#' @family saving single objects
#' @examplesIf is_keras_available()
#' config <- serialize_keras_object(layer_dense(units = 2, activation = "relu"))
#' config$class_name
#' config$config$units <- 3
#' deserialize_keras_object(config)$units
#'
#' deserialize_keras_object(list(
#'   module = "keras.optimizers", class_name = "Adam", config = list(learning_rate = 0.01)
#' ))
#' @export
serialize_keras_object <- function(obj, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  if (missing(obj)) abort_missing("obj", "a Keras object", call)
  obj <- as_serializable(obj, call, if (is_r_function(obj)) argument_name("obj", call))
  config <- with_python(
    reticulate::py_call(reticulate::r_to_py(keras$saving$serialize_keras_object), obj),
    "{.arg obj} could not be described.", call = call
  )
  config <- config_to_r(config)
  if (!is.list(config)) return(config)
  structure(config, original = config, class = c("keras_serialized", "list"))
}

# `name`: of a function that has none of its own.
as_serializable <- function(x, call, name = NULL) {
  expected <- "a Keras object with a configuration, a function or plain values"
  if (is_r_class(x) || inherits(x, "python.builtin.type")) {
    name <- own_name(x)
    abort_lamina(
      c("{.arg obj} must be {expected}, not the class {.val {name}}.", i = "Give an object of it."),
      class = "argument", call = call
    )
  }
  if (is_r_function(x)) {
    known <- registered_object(x) %||% keras_counterpart(x)
    return(known %||% as_named_function(x, own_name(x) %||% name %||% "r_function"))
  }
  if (is_callback(x)) abort_argument("obj", expected, x, call)
  if (reticulate::is_py_object(x)) {
    check_session(x)
    if (is_layer(x)) from_r$tell_functions_apart(x)
    keep_arguments(x)
    return(x)
  }
  if (is.list(x) && !is.data.frame(x)) {
    return(Map(as_serializable, x, list(call), rlang::names2(x)))
  }
  if (is.null(x) || is.atomic(x) && !is.factor(x)) return(x)
  abort_argument("obj", expected, x, call)
}

#' @rdname serialize_keras_object
#' @export
deserialize_keras_object <- function(config, custom_objects = NULL, safe_mode = TRUE, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  expected <- "a list from `serialize_keras_object()`"
  if (missing(config)) abort_missing("config", expected, call)
  if (inherits(config, "keras_config")) {
    abort_argument(
      "config", expected, config, call,
      hint = "`from_config()` takes what `get_config()` gave."
    )
  }
  if (is.function(config) || is.environment(config)) {
    abort_argument("config", expected, config, call)
  }
  custom_objects <- as_custom_objects(custom_objects)
  safe_mode <- check_flag(safe_mode)
  plain <- config_to_python(config, attr(config, "original"))
  made <- with_python(
    from_r$deserialize_of_r(plain, custom_objects, safe_mode),
    "No object could be created from {.arg config}.",
    call = call, diagnose = function(cnd) check_located(cnd, call)
  )
  if (is_model(made)) made_here(made) else made
}

#' @export
print.keras_serialized <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat("Description of a ", x$class_name %||% "list", "\n", sep = "")
  utils::str(config_list(x), no.list = TRUE, give.attr = FALSE)
  invisible(x)
}

#' @export
`[.keras_serialized` <- function(x, i) config_list(x)[i]
