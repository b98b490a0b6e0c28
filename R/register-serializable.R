#' Names under which Keras finds classes and functions
#'
#' A saved model names the classes and functions that Keras does not have. What is registered under
#' such a name is found when the model is opened, without `custom_objects`.
#'
#' * `register_keras_serializable()` registers a class or function under the name
#'   `"package>name"`, under which it is saved from then on.
#' * `get_registered_name()` is the name that a class or function is saved under, and
#'   `get_registered_object()` what is registered under a name.
#' * `get_custom_objects()` is all that is registered, `set_custom_objects()` replaces it.
#' * `with_custom_object_scope()` has names known as long as an expression runs. They are found
#'   before what is registered, also where Keras takes a string, as in `metrics = "top_k"`.
#'
#' Classes of [Layer()], [Model()], [Loss()], [Metric()] and the like are registered as `"R>name"`,
#' `"R.loss>name"` and so on when they are made: they need no other name, except that a package
#' may want one of its own.
#'
#' An R function that is registered is saved under that name wherever it is used, whatever the
#' variable is called. Register it again when it has changed. Registering starts no Python: a
#' package can do so when it is loaded.
#'
#' @param object A class that [Layer()] or a similar function returned, a Python or R6 class with
#'   a `get_config()` method, or a function.
#' @param name Name under which it is registered, a string. By default the name of the class or
#'   function, or of the variable that has it.
#' @param package The first part of the name, a string: by default the package that the call is in,
#'   or `"Custom"`.
#' @param obj A class or function.
#' @param custom_objects,module_objects Named lists of classes and functions that are looked at as
#'   well, in this order, after what is registered.
#' @param objects Named list of classes and functions, as in [load_model()].
#' @param clear Whether to forget what is registered before: `TRUE` or `FALSE`. With `TRUE` these
#'   are also the classes of lamina and of R.
#' @param expr Code to run.
#' @param ... Not used.
#' @returns `register_keras_serializable()`: `object`, invisibly. `get_registered_name()`: a
#'   string, which is the plain name of what is not registered. `get_registered_object()`: a Python
#'   class or function, or `NULL`. `get_custom_objects()`: a named list;
#'   `set_custom_objects()`: the same, as it was before, invisibly.
#'   `with_custom_object_scope()`: the value of `expr`.
#' @family saving single objects
#' @examplesIf is_keras_available()
#' layer_times <- Layer(
#'   "Times",
#'   initialize = function(n) {
#'     super$initialize()
#'     self$n <- n
#'   },
#'   call = function(inputs) inputs * self$n,
#'   get_config = function() c(super$get_config(), n = self$n)
#' )
#' register_keras_serializable(layer_times, package = "mine")
#' get_registered_name(layer_times)
#'
#' twice <- function(x) 2 * x
#' register_keras_serializable(twice)
#' model <- keras_model_sequential(input_shape = 3) |>
#'   layer_times(n = 3) |>
#'   layer_dense(1, activation = twice)
#' file <- save_model(model)
#' load_model(file)
#' @export
register_keras_serializable <- function(object, name = NULL, package = NULL, ...) {
  check_no_dots(..., what = "this function")
  frame <- rlang::current_env()
  variable <- if (!missing(object)) argument_name("object", frame)
  object <- check_registrable(object)
  name <- check_registered_part(name) %||% own_name(object) %||% variable
  if (is.null(name)) {
    abort_lamina(
      c(
        "{.arg name} must be given: {.arg object} is a function without a name.",
        i = "A variable gives it one: {.code f <- function(x) ...; register_keras_serializable(f)}."
      ),
      class = "argument", call = frame
    )
  }
  package <- check_registered_part(package) %||% calling_package(parent.frame())
  register <- function() register_object(object, name, package, frame)
  if (is_loaded(core) || reticulate::is_py_object(object)) register() else wait_for_python(register)
  invisible(object)
}

check_registrable <- function(x, arg = "object", call = caller_env()) {
  expected <- "a class with `get_config()`, or a function"
  if (missing(x)) abort_missing(arg, expected, call)
  check_session(x)
  x <- as_own_class(x)
  without_config <- is_r_class(x, "callback") || is_dataset_class(x)
  if (without_config || !(has_name(x) || inherits(x, "R6ClassGenerator"))) {
    abort_argument(
      arg, expected, x, call,
      hint = if (without_config) "Objects of this class are not saved with a model."
    )
  }
  is_class <- inherits(x, "python.builtin.type")
  if (is_class && !reticulate::py_has_attr(x, "get_config")) abort_argument(arg, expected, x, call)
  x
}

# Objects of Keras are called like functions, but are none.
has_name <- function(x) {
  is.function(x) && (is_r_function(x) || reticulate::py_has_attr(x, "__name__"))
}

# Of "package>name".
check_registered_part <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  if (!(rlang::is_string(x) && nzchar(x) && !grepl(">", x, fixed = TRUE))) {
    abort_argument(arg, "a non-empty string without `>`, or NULL", x, call)
  }
  as.vector(x)
}

# As in Keras where no package is around.
calling_package <- function(env) {
  name <- environmentName(topenv(env))
  if (name %in% c("", "R_GlobalEnv", "base")) "Custom" else name
}

register_object <- function(object, name, package, call) {
  # It may have another name from before.
  forget_object(object)
  python <- as_registered(object, name)
  with_python(
    keras$saving$register_keras_serializable(package, name)(python),
    "{.val {name}} could not be registered.", call = call
  )
  if (!reticulate::is_py_object(object) && !is_r_class(object)) remember_object(object, python)
}

as_registered <- function(object, name) {
  if (is_r_class(object)) return(python_class(attr(object, "definition")))
  if (inherits(object, "R6ClassGenerator")) return(reticulate::r_to_py(object, convert = TRUE))
  if (is_r_function(object)) as_named_function(object, name) else object
}

#' @rdname register_keras_serializable
#' @export
get_registered_name <- function(obj, ...) {
  check_no_dots(..., what = "this function")
  frame <- rlang::current_env()
  expected <- "a class or a function"
  if (missing(obj)) abort_missing("obj", expected, frame)
  variable <- argument_name("obj", frame)
  obj <- as_own_class(obj)
  if (!has_name(obj)) {
    abort_argument(
      "obj", expected, obj, frame,
      hint = if (reticulate::is_py_object(obj)) "Its class is obj$`__class__`."
    )
  }
  if (is_r_class(obj)) obj <- python_class(attr(obj, "definition"))
  if (is_r_function(obj)) {
    known <- registered_object(obj) %||% keras_counterpart(obj)
    if (is.null(known)) return(own_name(obj) %||% variable)
    obj <- known
  }
  keras$saving$get_registered_name(obj)
}

# What a function of lamina stands for.
keras_counterpart <- function(f) {
  found <- counterpart_of(f)
  if (!is.null(found)) keras_object(found$module, found$keras)
}

#' @rdname register_keras_serializable
#' @export
get_registered_object <- function(name, custom_objects = NULL, module_objects = NULL, ...) {
  check_no_dots(..., what = "this function")
  name <- check_string(name)
  custom_objects <- as_custom_objects(custom_objects)
  module_objects <- as_custom_objects(module_objects)
  keras$saving$get_registered_object(
    name, custom_objects = custom_objects, module_objects = module_objects
  )
}

#' @rdname register_keras_serializable
#' @export
get_custom_objects <- function(...) {
  check_no_dots(..., what = "this function")
  python_module(core)
  objects_by_name(keras$saving$get_custom_objects())
}

#' @rdname register_keras_serializable
#' @export
set_custom_objects <- function(objects = named_list(), clear = TRUE, ...) {
  check_no_dots(..., what = "this function")
  clear <- check_flag(clear)
  objects <- as_custom_objects(objects, exactly = TRUE)
  before <- get_custom_objects()
  core$set_custom_objects(as_dictionary(objects), clear)
  if (clear) registered$objects <- list()
  invisible(before)
}

#' @rdname register_keras_serializable
#' @export
with_custom_object_scope <- function(objects, expr, ...) {
  check_no_dots(..., what = "this function")
  if (missing(objects)) {
    abort_missing("objects", "a named list of classes and functions", rlang::current_env())
  }
  scope <- core$custom_object_scope(as_dictionary(as_custom_objects(objects)))
  scope$`__enter__`()
  on.exit(scope$`__exit__`(NULL, NULL, NULL))
  expr
}

# Named, also where it is empty.
objects_by_name <- function(x) {
  x <- as.list(x)
  names(x) <- rlang::names2(x)
  x
}

as_dictionary <- function(x) reticulate::py_dict(names(x), unname(as.list(x)))
