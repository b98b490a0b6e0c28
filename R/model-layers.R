#' Get or remove a layer
#'
#' `get_layer()` finds a layer of a model by name or position; `pop_layer()` removes the last layer
#' from a Sequential model.
#'
#' If a layer with weights is removed from a compiled model, compile the model again: its optimizer
#' was made for all weights.
#'
#' @param object A model; for `pop_layer()` a Sequential model with at least one layer.
#' @param name Name of the layer: a string, as in the first column of `summary(object)`.
#' @param index Position of the layer in `object$layers`, a whole number: 1 is the first, -1 the
#'   last. Give either `name` or `index`. The layers of a model made by [keras_model()] begin
#'   with its inputs; those of a Sequential model do not include its input.
#' @param rebuild Whether to rebuild the model at once, if its input is known: `TRUE` or
#'   `FALSE`. With `FALSE` it is rebuilt when it is next called.
#' @param ... Not used.
#' @returns `get_layer()`: the layer itself, not a copy, so that changing it changes the
#'   model. `pop_layer()`: the removed layer, invisibly.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |>
#'   layer_dense(8, activation = "relu", name = "hidden") |>
#'   layer_dense(2, name = "scores")
#' get_layer(model, "hidden")
#' get_layer(model, index = -1)$units
#'
#' pop_layer(model)
#' model$output_shape
#' @export
get_layer <- function(object, name = NULL, index = NULL, ...) {
  check_no_dots(..., what = "this function")
  check_model(object)
  call <- rlang::current_env()
  if (is.null(name) == is.null(index)) {
    abort_lamina(
      c(
        if (is.null(name)) {
          "Either {.arg name} or {.arg index} must be given."
        } else {
          "Only one of {.arg name} and {.arg index} may be given."
        },
        i = "{.code get_layer(model, \"dense\")} or {.code get_layer(model, index = 1)}."
      ),
      class = "argument", call = call
    )
  }
  layers <- object$layers
  if (is.null(name)) return(layers[[layer_place(index, layers)]])
  if (is.numeric(name)) {
    abort_argument(
      "name", "the name of a layer", name, call,
      hint = sprintf("For a position use `index = %s`.", format(name[[1L]]))
    )
  }
  layers[[layer_named(name, layers)]]
}

# The place of a layer, counted from 1, or from the end where it is negative.
layer_place <- function(x, layers, arg = caller_arg(x), call = caller_env()) {
  n <- length(layers)
  expected <- sprintf("a whole number from 1 to %d, or from -%d to -1", n, n)
  if (!n) abort_no_layers(call)
  if (!(length(x) == 1L && is_whole(x, min = -n, max = n) && x != 0)) {
    abort_argument(
      arg, expected, x, call,
      hint = if (identical(as.numeric(x), 0)) "Layers count from 1, the first, or -1, the last."
    )
  }
  as.integer(if (x < 0) n + 1 + x else x)
}

layer_named <- function(x, layers, arg = caller_arg(x), call = caller_env()) {
  if (!(rlang::is_string(x) && nzchar(x))) abort_argument(arg, "the name of a layer", x, call)
  if (!length(layers)) abort_no_layers(call)
  names <- names_of_layers(layers)
  place <- match(x, names)
  if (!is.na(place)) return(place)
  meant <- nearest(x, names)
  within <- Find(function(layer) is_model(layer) && x %in% names_of_layers(layer$layers), layers)
  abort_lamina(
    c(
      "{.arg {arg}} must be the name of a layer of the model; there is no {.val {x}}.",
      i = if (!is.null(within)) {
        "It is a layer of the nested model {.val {within$name}}:
         {.code get_layer(get_layer(model, \"{within$name}\"), \"{x}\")}."
      } else if (!is.null(meant)) {
        "Did you mean {.val {meant}}?"
      } else {
        "The layers are {.val {cli::cli_vec(names, list(\"vec-trunc\" = 10))}}."
      }
    ),
    class = "argument", call = call
  )
}

names_of_layers <- function(layers) vapply(layers, function(layer) layer$name, "")

abort_no_layers <- function(call) {
  abort_lamina("The model has no layers.", class = "argument", call = call)
}

#' @rdname get_layer
#' @export
pop_layer <- function(object, rebuild = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_model(object)
  rebuild <- check_flag(rebuild)
  call <- rlang::current_env()
  if (!is_sequential(object)) {
    abort_argument(
      "object", "a Sequential model", object, call,
      hint = paste(
        "Make another model that ends earlier:",
        "`keras_model(object$input, get_layer(object, index = -2)$output)`."
      )
    )
  }
  if (!length(object$layers)) abort_no_layers(call)
  invisible(with_python(
    core$sequential$pop_layer(object, rebuild),
    "The last layer could not be taken off the model.",
    call = call
  ))
}
