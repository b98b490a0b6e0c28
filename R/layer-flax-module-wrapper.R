#' Use a Flax module as a layer
#'
#' Wraps a `flax.linen.Module` so that it stands among Keras layers and is trained with them.
#' Its non-trainable variables and its random numbers are taken care of. For a model of plain
#' JAX functions use [layer_jax_model_wrapper()].
#'
#' @details
#' JAX must be the backend, or TensorFlow with the Python package jax beside it; on any other
#' the function raises an error of class `lamina_error_backend`. The Python package flax must be
#' installed, else there is an error of class `lamina_error_setup` that says how.
#'
#' @inheritParams layer_spatial_dropout_2d
#' @param module The module: an object of a class that inherits from `flax.linen.Module`.
#' @param method The function to call: a method of the module, `module$forward`, or a function
#'   whose first argument is the module. The other arguments are `inputs` and, where training
#'   makes a difference, `training`. `NULL` calls the module itself.
#' @param variables The module's variables, as its `init()` returns them: a list that has
#'   `params` for the weights to train and may have further collections. `NULL` makes them when
#'   the shape of the input is known.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`, `trainable`,
#'   `activity_regularizer`, `autocast`, `input_shape`; also `seed`, a whole number from 0 to
#'   2147483647, and `native_serialization_platforms`, as in [layer_jax_model_wrapper()].
#'   Any other name is an error.
#'
#' @section Shapes:
#' Those of the module.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family layers around other frameworks
#' @examplesIf reticulate::py_module_available("flax") && config_backend() == "jax"
#' flax <- reticulate::import("flax")
#' x <- matrix(1:6 / 6, 2)
#' dim(layer_flax_module_wrapper(x, flax$linen$Dense(4L)))
#' @export
layer_flax_module_wrapper <- function(object, module, method = NULL, variables = NULL, ...) {
  outcome <- check_object(object)
  own <- c("seed", "native_serialization_platforms")
  dots <- list(...)
  keywords <- do.call(check_dots, dots[!(names(dots) %in% own)])
  expected <- "a module of Flax, such as `flax$linen$Dense(4L)`"
  args <- list(
    module = check_python_object(module, expected),
    method = check_function(method, null = TRUE),
    variables = check_tree(variables)
  )
  args$seed <- as_seed(dots$seed, arg = "seed")
  args$native_serialization_platforms <- check_platforms(
    dots$native_serialization_platforms, arg = "native_serialization_platforms"
  )
  check_jax_backend("layer_flax_module_wrapper")
  check_python_package("flax", "layer_flax_module_wrapper")
  check_python_object(module, expected, "flax.linen.module.Module")
  compose(object, outcome, keras_object("layers", "FlaxLayer"), c(args, keywords))
}
