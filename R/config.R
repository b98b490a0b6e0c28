#' Keras settings
#'
#' Settings for everything that is created from now on in the session. Existing models and layers
#' keep the settings they were created with. [config_image_data_format()] and [use_backend()] have
#' their own help pages.
#'
#' * `config_backend()` is the backend: `"tensorflow"`, `"jax"` or `"torch"`.
#'   `config_set_backend()` chooses it as [use_backend()] does, before Keras starts.
#' * `config_floatx()` is the default float type; `config_dtype_policy()` is the type in which
#'   layers compute and the one in which they store weights. For training in half precision set the
#'   policy to `"mixed_float16"` or `"mixed_bfloat16"`, not `floatx`.
#' * `config_epsilon()` is a small number that keeps denominators and arguments of logarithms
#'   away from 0.
#' * `config_max_epochs()` and `config_max_steps_per_epoch()` limit every [fit()], the latter also
#'   [evaluate()] and [predict()], to try out a script.
#' * Flash attention computes attention with less memory, on GPUs that support it; Keras uses it if
#'   it is enabled and possible.
#' * Interactive logging prints the progress of [fit()] in the console; without it the progress goes
#'   to Python's log.
#' * Traceback filtering hides Keras' own functions in Python tracebacks.
#' * `config_is_nnx_enabled()` tells whether variables are those of Flax NNX (JAX only).
#' * `config_enable_unsafe_deserialization()` allows files to run the code in them, until R ends. To
#'   open one file that you trust, use `safe_mode = FALSE` in [load_model()].
#'
#' @param backend `"tensorflow"`, `"jax"` or `"torch"`.
#' @param policy Name of a dtype policy, such as `"float32"`, `"mixed_float16"` or
#'   `"mixed_bfloat16"`, or a policy of `keras$dtype_policies`.
#' @param value `config_set_floatx()`: `"float32"`, `"float64"`, `"float16"` or `"bfloat16"`.
#'   `config_set_epsilon()`: a number greater than 0; Keras' default is 1e-7.
#' @param max_epochs,max_steps_per_epoch A whole number of at least 1, or `NULL` for no limit.
#' @param ... Not used.
#' @returns `config_is_*()`: `TRUE` or `FALSE`. `config_dtype_policy()`: a policy of Keras.
#'   `config_epsilon()`: a number; `config_max_*()`: a whole number, or `NULL` for no limit;
#'   `config_backend()` and `config_floatx()`: a string. `config_set_backend()`: the backend,
#'   invisibly. The others: `NULL`, invisibly.
#' @family configuration
#' @examplesIf is_keras_available()
#' config_backend()
#' config_floatx()
#' config_epsilon()
#' config_dtype_policy()
#' config_set_dtype_policy("mixed_bfloat16")
#' layer_dense(units = 1)$compute_dtype
#' config_set_dtype_policy("float32")
#' @name config
NULL

read_config <- function(name, ..., call = caller_env()) {
  check_no_dots(..., what = "this function", call = call, fn = rlang::caller_fn())
  with_python(keras$config[[name]](), "The setting could not be read.", call = call)
}

set_config <- function(name, ..., call = caller_env()) {
  with_python(keras$config[[name]](...), "The setting could not be changed.", call = call)
  invisible()
}

#' @rdname config
#' @export
config_backend <- function(...) read_config("backend", ...)

#' @rdname config
#' @export
config_set_backend <- function(backend, ...) {
  check_no_dots(..., what = "this function")
  set_backend(backend)
}

#' @rdname config
#' @export
config_floatx <- function(...) read_config("floatx", ...)

#' @rdname config
#' @export
config_set_floatx <- function(value, ...) {
  check_no_dots(..., what = "this function")
  if (missing(value)) abort_missing("value", "a type such as \"float32\"", rlang::current_env())
  set_config("set_floatx", check_choice(value, float_dtypes))
}

#' @rdname config
#' @export
config_epsilon <- function(...) read_config("epsilon", ...)

#' @rdname config
#' @export
config_set_epsilon <- function(value, ...) {
  check_no_dots(..., what = "this function")
  expected <- "a number greater than 0"
  if (missing(value)) abort_missing("value", expected, rlang::current_env())
  value <- check_number(value, min = 0)
  if (value == 0) abort_argument("value", expected, value, rlang::current_env())
  set_config("set_epsilon", value)
}

#' @rdname config
#' @export
config_dtype_policy <- function(...) read_config("dtype_policy", ...)

#' @rdname config
#' @export
config_set_dtype_policy <- function(policy, ...) {
  check_no_dots(..., what = "this function")
  expected <- "a dtype policy such as \"mixed_float16\""
  if (missing(policy)) abort_missing("policy", expected, rlang::current_env())
  if (is.null(policy)) abort_argument("policy", expected, policy, rlang::current_env())
  set_config("set_dtype_policy", check_dtype(policy))
}

#' @rdname config
#' @export
config_max_epochs <- function(...) read_config("max_epochs", ...)

#' @rdname config
#' @export
config_set_max_epochs <- function(max_epochs, ...) {
  check_no_dots(..., what = "this function")
  set_config("set_max_epochs", as_whole(max_epochs, min = 1, null = TRUE))
}

#' @rdname config
#' @export
config_max_steps_per_epoch <- function(...) read_config("max_steps_per_epoch", ...)

#' @rdname config
#' @export
config_set_max_steps_per_epoch <- function(max_steps_per_epoch, ...) {
  check_no_dots(..., what = "this function")
  set_config("set_max_steps_per_epoch", as_whole(max_steps_per_epoch, min = 1, null = TRUE))
}

#' @rdname config
#' @export
config_is_flash_attention_enabled <- function(...) {
  # Keras has nothing for a choice of its own, which it makes where it can.
  !isFALSE(read_config("is_flash_attention_enabled", ...))
}

#' @rdname config
#' @export
config_enable_flash_attention <- function(...) {
  check_no_dots(..., what = "this function")
  set_config("enable_flash_attention")
}

#' @rdname config
#' @export
config_disable_flash_attention <- function(...) {
  check_no_dots(..., what = "this function")
  set_config("disable_flash_attention")
}

#' @rdname config
#' @export
config_is_interactive_logging_enabled <- function(...) {
  read_config("is_interactive_logging_enabled", ...)
}

#' @rdname config
#' @export
config_enable_interactive_logging <- function(...) {
  check_no_dots(..., what = "this function")
  set_config("enable_interactive_logging")
}

#' @rdname config
#' @export
config_disable_interactive_logging <- function(...) {
  check_no_dots(..., what = "this function")
  set_config("disable_interactive_logging")
}

#' @rdname config
#' @export
config_is_traceback_filtering_enabled <- function(...) {
  read_config("is_traceback_filtering_enabled", ...)
}

#' @rdname config
#' @export
config_enable_traceback_filtering <- function(...) {
  check_no_dots(..., what = "this function")
  set_config("enable_traceback_filtering")
}

#' @rdname config
#' @export
config_disable_traceback_filtering <- function(...) {
  check_no_dots(..., what = "this function")
  set_config("disable_traceback_filtering")
}

#' @rdname config
#' @export
config_is_nnx_enabled <- function(...) read_config("is_nnx_enabled", ...)

#' @rdname config
#' @export
config_enable_unsafe_deserialization <- function(...) {
  check_no_dots(..., what = "this function")
  set_config("enable_unsafe_deserialization")
}
