#' Write a layer class in R
#'
#' Defines a new kind of layer by R functions: its settings, its weights, and what
#' it computes. The result is used like any `layer_*()` function. It trains on all
#' backends, and is saved and loaded like Keras' own layers, in any session in
#' which the class is defined.
#'
#' @param classname Name of the class: a string of letters, digits and `_` that starts with a
#'   letter. A saved model contains it.
#' @param initialize Function of the layer's settings. It calls
#'   `super$initialize()` first and keeps the settings in `self`. `NULL` if
#'   there are no settings. `name`, `dtype` and `trainable` need no mention: they reach
#'   `super$initialize()` automatically, unless `initialize` has `...`; then it must pass them on,
#'   `super$initialize(...)`.
#' @param call Function of the input (a tensor, or a list of tensors) that returns
#'   the output. If it has an argument `training`, this is `TRUE` in training and `FALSE`
#'   otherwise; an argument `mask` is the mask of the input.
#' @param build Function of the shape of the input, a list with the batch axis first and `NULL`
#'   for an unknown dimension. It creates the weights:
#'   `self$kernel <- self$add_weight(shape = shape(4, self$units))`.
#' @param get_config Function that returns the settings, a named list, in addition to
#'   `super$get_config()`. `NULL` saves the arguments of `initialize`, where they
#'   are single numbers, strings or flags.
#' @param ... Further methods and attributes by name, such as
#'   `compute_output_shape` (for several outputs it returns a list of shapes), or
#'   functions of your own. `save_own_variables(store)` saves what is no weight, an array as
#'   `store$name <- value`, and `load_own_variables(store)` takes it back, as `store$name`; both
#'   call `super` for the weights. A name that differs from one of Keras' methods by a single slip,
#'   such as `bulid`, is an error, since Keras would never call it.
#' @param public Further methods and attributes, in a list.
#' @param private A named list of functions and values that only the methods can see,
#'   as `private$name`. Each layer has its own copy, to which methods can add.
#'   A class that inherits does not see the private members of its parent.
#' @param inherit The class to inherit from: one that was made by the same function, or a class of
#'   Keras such as `keras$layers$Dense` or, for short, `layer_dense`. `NULL` inherits from that of
#'   Keras which all of the kind have in common, of layers `keras$Layer`.
#' @param parent_env The environment in which methods look up what they do
#'   not define. By default it is the environment in which each was written.
#'
#' @details
#' In the methods, `self` is the layer, `super` the class it inherits from, `private`
#' the private members, and `__class__` the class itself; so is the name of the class, unless
#' another function has that name. Methods are plain R functions of tensors: compute with
#' arithmetic and `op_*()`. Keras traces `call` and computes what it traced.
#' Methods may also be written as in Python: with `self` as their first argument,
#' and `super()$call()` for `super$call()`. Layers stored in `self` are tracked, also those in
#' lists.
#'
#' An error in a method names the method and the layer, and has the R error as its parent.
#'
#' A layer with other arguments, such as another layer, needs a `get_config`
#' that describes them, and a `from_config` that makes a layer from the
#' description. `from_config` is a method of the class: it has no `self`, and
#' may have the class as its first argument, `cls`.
#'
#' @returns A function of `object` and the arguments of `initialize`, which works like every
#'   `layer_*()` function.
#' @family core layers
#' @examplesIf is_keras_available()
#' layer_scale <- Layer(
#'   "Scale",
#'   initialize = function(start = 1) {
#'     super$initialize()
#'     self$start <- start
#'   },
#'   build = function(input_shape) {
#'     self$factor <- self$add_weight(
#'       shape = shape(input_shape[[length(input_shape)]]), initializer = "ones"
#'     )
#'   },
#'   call = function(inputs) inputs * self$factor * self$start
#' )
#' as.array(layer_scale(matrix(1:3, 1), start = 2))
#'
#' keras_model_sequential(input_shape = 3) |>
#'   layer_scale(start = 0.5, name = "scale") |>
#'   layer_dense(1)
#'
#' # A layer that is made with another layer can be saved, too.
#' layer_residual <- Layer(
#'   "Residual",
#'   initialize = function(inner, ...) {
#'     super$initialize(...)
#'     self$inner <- inner
#'   },
#'   call = function(inputs) inputs + self$inner(inputs),
#'   get_config = function() {
#'     inner <- serialize_keras_object(self$inner)
#'     modifyList(super$get_config(), list(inner = inner))
#'   },
#'   from_config = function(config) {
#'     config$inner <- deserialize_keras_object(config$inner)
#'     do.call(`__class__`, config)
#'   }
#' )
#' layer <- layer_residual(inner = layer_dense(units = 3))
#' from_config(get_config(layer))
#' @export
# nolint start: object_name_linter.
Layer <- function(classname, initialize = NULL, call = NULL, build = NULL,
                  get_config = NULL, ..., public = list(), private = list(), inherit = NULL,
                  parent_env = parent.frame()) {
  # nolint end
  define_class("layer", new_layer_function, check = check_initialize)
}

#' @rdname Layer
#' @export
new_layer_class <- Layer

# The function for the class, which composes like every layer_*() function.
new_layer_function <- function(definition) {
  own <- class_formals(definition)
  empty <- list(rlang::missing_arg())
  f <- rlang::new_function(
    c(object = empty, own, if (!("..." %in% names(own))) c(... = empty)),
    quote(compose_class(definition)),
    env = rlang::env(rlang::ns_env("lamina"), definition = definition)
  )
  as_r_class(f, definition)
}

# `frame` and `fn`: the call of that function.
compose_class <- function(definition, frame = caller_env(), fn = rlang::caller_fn()) {
  object <- if (!eval(quote(missing(object)), frame)) frame$object
  outcome <- check_object(object, arg = "object", call = frame, fn = fn)
  args <- class_arguments(definition, frame, fn)
  compose(object, outcome, python_class(definition), args, runs_r = TRUE, call = frame)
}

# The function for the class has an `object` of its own.
check_initialize <- function(members, call) {
  x <- members$initialize
  if (is.null(x) || !("object" %in% names(formals(x)))) return()
  abort_lamina(
    c(
      "{.arg initialize} must not have an argument {.arg object}.",
      i = "The function that {.fn Layer} returns has one: what the layer is added to or called on."
    ),
    class = "argument", call = call
  )
}
