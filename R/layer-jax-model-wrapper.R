#' Use functions of JAX as a layer
#'
#' Wraps a model that is written for JAX as plain functions, `call_fn` and `init_fn`, so that
#' it stands among Keras layers and is trained with them. Haiku's transformed modules have such
#' functions; for a Flax module use [layer_flax_module_wrapper()].
#'
#' @details
#' JAX must be the backend, or TensorFlow with the Python package jax beside it; on any other
#' the function raises an error of class `lamina_error_backend`.
#'
#' Keras looks at the names of the functions' arguments, so they must be these:
#'
#' | function | must take | may take |
#' | --- | --- | --- |
#' | `call_fn` | `inputs` | `params`, `state`, `rng`, `training` |
#' | `init_fn` | `inputs` | `rng`, `training` |
#'
#' `call_fn` returns the output; where it takes `state`, a list of the output and the new
#' state. `init_fn` returns `params`, or a list of `params` and `state`. Both may be functions of
#' R or Python; one of R gets named lists for Python's dictionaries, and computes with
#' `reticulate::import("jax")`. `rng` is a key for random numbers in training, otherwise `NULL`.
#'
#' With R functions a saved model holds their names only: [load_model()] takes the functions in
#' `custom_objects`.
#'
#' @inheritParams layer_spatial_dropout_2d
#' @param call_fn The function that computes the output.
#' @param init_fn The function that makes `params` and `state` when the shape of the input is
#'   known. `NULL` where these are given, or where `call_fn` takes neither.
#' @param params What is trained: arrays, in a list or lists within lists where there are
#'   several. A vector of several numbers is an array with one axis. `NULL` leaves it to
#'   `init_fn`.
#' @param state What `call_fn` updates and training leaves alone: arrays, as `params`. `NULL`
#'   leaves it to `init_fn`.
#' @param seed A whole number from 0 to 2147483647 that `rng` comes from. `NULL` draws one.
#' @param native_serialization_platforms With the TensorFlow backend, what to compile for: some
#'   of `"cpu"`, `"cuda"`, `"rocm"` and `"tpu"`. `NULL` uses the device in use.
#' @param ... Arguments that every Keras layer takes: `name`, `trainable`,
#'   `activity_regularizer`, `autocast`, `input_shape`. Any other name is an error.
#'
#' @section Shapes:
#' Those of `call_fn`.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family layers around other frameworks
#' @examplesIf is_keras_available() && config_backend() == "jax"
#' jnp <- reticulate::import("jax.numpy")
#' layer <- layer_jax_model_wrapper(
#'   call_fn = function(params, inputs) jnp$matmul(inputs, params$kernel) + params$bias,
#'   params = list(kernel = matrix(1, 3, 2), bias = c(0, 10))
#' )
#' as.array(layer(matrix(1, 1, 3)))
#' @export
layer_jax_model_wrapper <- function(object, call_fn, init_fn = NULL, params = NULL, state = NULL,
                                    seed = NULL, native_serialization_platforms = NULL, ...,
                                    dtype = NULL) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    call_fn = check_jax_function(call_fn, c("params", "state", "rng", "inputs", "training")),
    init_fn = check_jax_function(init_fn, c("rng", "inputs", "training"), null = TRUE),
    params = check_tree(params),
    state = check_tree(state),
    seed = as_seed(seed),
    native_serialization_platforms = check_platforms(native_serialization_platforms),
    dtype = check_dtype(dtype)
  )
  check_jax_backend("layer_jax_model_wrapper")
  compose(object, outcome, keras_object("layers", "JaxLayer"), c(args, keywords))
}

# The names are for Keras to check in a function of Python.
check_jax_function <- function(x, allowed, null = FALSE, arg = caller_arg(x),
                               call = caller_env()) {
  check_function(x, null = null, arg = arg, call = call)
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  names <- names(formals(args(x)))
  unknown <- setdiff(names, allowed)
  if ("inputs" %in% names && !length(unknown)) return(x)
  abort_lamina(
    c(
      "{.arg {arg}} must be a function of {.arg inputs}, not of {.arg {names}}.",
      i = "It may also take {.arg {setdiff(allowed, 'inputs')}}, under these names."
    ),
    class = "argument", call = call
  )
}

check_platforms <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- unlist(x)
  known <- c("cpu", "cuda", "rocm", "tpu")
  if (!(is.character(flat) && length(flat) >= 1L && all(flat %in% known))) {
    quoted <- paste(encodeString(known, quote = "\""), collapse = ", ")
    abort_argument(arg, sprintf("some of %s, or NULL", quoted), x, call)
  }
  as.list(flat)
}

check_jax_backend <- function(fn, call = caller_env()) {
  check_backend(fn, c("jax", "tensorflow"), call = call)
  check_python_package("jax", fn, call = call)
}
