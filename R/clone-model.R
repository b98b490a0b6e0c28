#' Clone a model
#'
#' Creates a new model with the same architecture and new weights, which is not compiled.
#' `clone_function` can replace layers, `call_function` can insert something before or after them.
#'
#' @param model A model made by [keras_model_sequential()] or [keras_model()]. A model of another
#'   class is created from its configuration, without the arguments below.
#' @param input_tensors A symbolic tensor, or a list of them, to build the clone on; `NULL` creates
#'   new inputs.
#' @param clone_function A function that takes a layer and returns its replacement. `NULL` is the
#'   same as `function(layer) from_config(get_config(layer))`. A layer that is returned unchanged
#'   is shared with the clone, with its weights. The function is not called for inputs.
#' @param call_function For models made by [keras_model()]: a function of a layer of the clone and
#'   the arguments it is called with, `function(layer, ...)`, that returns the output. `NULL` is the
#'   same as `function(layer, ...) layer(...)`.
#' @param recursive Whether models that are layers of `model` are cloned layer by layer as well:
#'   `TRUE` or `FALSE`. With `FALSE` they are passed to `clone_function` as a whole.
#' @param ... Not used.
#' @returns A model.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |>
#'   layer_dense(8, activation = "relu") |>
#'   layer_dropout(0.2) |>
#'   layer_dense(1)
#' more_dropout <- function(layer) {
#'   config <- get_config(layer)
#'   if (!is.null(config$rate)) config$rate <- 0.5
#'   from_config(config)
#' }
#' other <- clone_model(model, clone_function = more_dropout)
#' other$layers[[2]]$rate
#' @export
clone_model <- function(model, input_tensors = NULL, clone_function = NULL, call_function = NULL,
                        recursive = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_model(model)
  call <- rlang::current_env()
  if (!is.null(input_tensors)) check_symbolic(input_tensors)
  check_function(clone_function, null = TRUE)
  check_function(call_function, null = TRUE)
  recursive <- check_flag(recursive)
  if (!is.null(call_function) && is_sequential(model)) {
    abort_argument(
      "call_function", "NULL for a Sequential model", call_function, call,
      hint = "Its layers are not called when it is created: change them with `clone_function`."
    )
  }
  if (!is.null(clone_function) && is_r_function(clone_function)) {
    clone_function <- as_python_function(
      checked_layer(clone_function), "clone_function",
      "The R function `clone_function` failed."
    )
  }
  if (!is.null(call_function) && is_r_function(call_function)) {
    call_function <- as_python_function(
      call_function, "call_function", "The R function `call_function` failed."
    )
  }
  clone <- with_python(
    core$clone_model(
      model, input_tensors = input_tensors, clone_function = clone_function,
      call_function = call_function, recursive = recursive
    ),
    "The model could not be cloned.",
    call = call
  )
  made_here(clone)
}

# What the function returns is a layer, or an error.
checked_layer <- function(f) {
  force(f)
  function(layer) {
    value <- f(layer)
    if (!is_layer(value)) {
      abort_lamina(
        "It must return a layer to replace {.val {layer$name}}, not {describe(value)}.",
        class = "argument"
      )
    }
    value
  }
}
