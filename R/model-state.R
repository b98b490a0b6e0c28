#' Count parameters, reset state, quantise weights
#'
#' `count_params()` counts the parameters of a model or layer, that is the numbers in its weights.
#' `reset_state()` resets what is kept from batch to batch: the state of a recurrent
#' layer with `stateful = TRUE`, or of all such layers in a model; the state of a metric; what
#' a preprocessing layer has learnt by [adapt()]. `quantize_weights()` stores weights in fewer
#' bits, for predictions with less memory.
#'
#' @param object A model or layer; for `reset_state()` also a metric. `count_params()` and
#'   `quantize_weights()` need one that has weights: a model that knows the shape of its input,
#'   a layer that has been called.
#' @param mode How weights are stored: `"int8"`, `"int4"`, `"float8"`, `"gptq"` or `"awq"`; the
#'   last two need a `config` with data for calibration.
#' @param ... For `quantize_weights()`, by name: `config`, an object of `keras$quantizers`, with
#'   which `mode` may be left out; and for a model `filters`, one or more regular expressions for
#'   the names of the layers to quantise, or a function of a layer. Otherwise not used.
#' @returns `count_params()`: a whole number. The others: `object`, invisibly; it is changed in
#'   place.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 16) |> layer_dense(8) |> layer_dense(1)
#' count_params(model)
#' count_params(get_layer(model, index = 1))
#' quantize_weights(model, "int8")
#' model$layers[[1]]$kernel$dtype
#'
#' memory <- layer_lstm(units = 2, stateful = TRUE)
#' steps <- array(1, c(1, 3, 2))
#' first <- as.array(memory(steps))
#' identical(as.array(memory(steps)), first)
#' reset_state(memory)
#' identical(as.array(memory(steps)), first)
#' @name model-state
NULL

#' @rdname model-state
#' @export
count_params <- function(object, ...) {
  check_no_dots(..., what = "this function")
  check_weighted(object)
  check_is_built(object)
  count <- with_python(
    object$count_params(), "The weights could not be counted.",
    call = rlang::current_env()
  )
  # More than R's whole numbers hold are counted too.
  if (count <= .Machine$integer.max) as.integer(count) else as.numeric(count)
}

check_is_built <- function(object, call = caller_env()) {
  if (isTRUE(object$built)) return()
  what <- kind_of(object)
  abort_lamina(
    c(
      "The {what} {.val {object$name}} has no weights yet.",
      i = if (is_model(object)) {
        "Give it the shape of its input, {.code keras_model_sequential(input_shape = )}, or call
         it on some data."
      } else {
        "Call it on some data, or build it for the shape of its input:
         {.code layer$build(shape(NA, 4))}."
      }
    ),
    class = "shape", call = call
  )
}

#' @rdname model-state
#' @export
reset_state <- function(object, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  expected <- "a model, layer or metric"
  if (missing(object)) abort_missing("object", expected, call)
  if (!reticulate::is_py_object(object)) abort_argument("object", expected, object, call)
  check_session(object)
  of_model <- is_model(object) && !reticulate::py_has_attr(object, "reset_state")
  with_state <- if (of_model) {
    Filter(is_stateful, core$layers_in(object))
  } else if (reticulate::py_has_attr(object, "reset_state")) {
    list(object)
  }
  if (!length(with_state)) {
    abort_argument(
      "object", "a model, layer or metric with a state", object, call,
      hint = if (is_model(object)) {
        paste(
          "It has no recurrent layer with `stateful = TRUE`.",
          "`model$reset_metrics()` is for its metrics."
        )
      }
    )
  }
  with_python(
    for (each in with_state) each$reset_state(), "The state could not be reset.",
    call = call
  )
  invisible(object)
}

is_stateful <- function(layer) is_recurrent_layer(layer) && isTRUE(layer$stateful)

quantization_modes <- c("int8", "int4", "float8", "gptq", "awq")

#' @rdname model-state
#' @export
quantize_weights <- function(object, mode, ...) {
  check_weighted(object)
  dots <- rlang::list2(...)
  call <- rlang::current_env()
  known <- c("config", if (is_model(object)) "filters", "type_check")
  check_dots_names(dots, known, c("object", "mode"), "this function", call)
  if (missing(mode)) {
    if (is.null(dots$config)) abort_missing("mode", "one such as \"int8\"", call)
    mode <- NULL
  } else {
    mode <- check_choice(mode, quantization_modes)
  }
  check_is_built(object)
  if (is_r_function(dots$filters)) dots$filters <- as_python_function(dots$filters, "filters")
  left <- with_python(
    do.call(core$quantize, c(list(object, mode), dots)),
    "The weights could not be quantised.",
    call = call
  )
  if (length(left)) {
    names <- vapply(left, function(layer) layer$name, "")
    cli::cli_warn(
      "The weights of the layer{?s} {.val {names}} stay as they are: Keras cannot quantise
       {?its/their} kind.",
      class = c("lamina_warning_quantized", "lamina_warning"), call = call
    )
  }
  invisible(object)
}
