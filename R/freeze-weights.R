#' Freeze and unfreeze weights
#'
#' A frozen layer keeps its weights while the model is trained, for example the first layers of a
#' pretrained model. `freeze_weights()` freezes a model or layer, or some
#' layers of a model; `unfreeze_weights()` makes them trainable again.
#'
#' Choose some layers of a model with `from` and `to`, both inclusive, or with `which`. The
#' other layers of the model then get the opposite: `freeze_weights(model, to = "conv_3")`
#' makes all layers after it trainable, and `unfreeze_weights(model, from = "conv_4")` freezes all
#' layers before it. A layer that is a model is frozen or unfrozen with all its layers.
#'
#' Call [compile()] again before further training: the optimizer has variables for the weights that
#' it trains, and [fit()] refuses a model in which other weights are trainable now.
#'
#' A frozen [layer_batch_normalization()] also normalises by its running averages instead of those
#' of the batch. Frozen dropout layers still drop.
#'
#' @param object A model or layer; with `from`, `to` or `which` a model.
#' @param from,to First and last layer to freeze or unfreeze: a name, a position (1 is the first
#'   layer, -1 the last), or the layer itself. The default for `from` is the first layer, for
#'   `to` the last; without both, and without `which`, all layers are meant.
#' @param which The layers to freeze or unfreeze, in place of `from` and `to`: names, positions, a
#'   layer or a list of layers, a logical vector with an element for each layer, or a function
#'   (or formula, as in `~ .x$built`) that takes a layer and returns `TRUE` or `FALSE`.
#' @param ... Not used.
#' @returns `object`, invisibly; it is changed in place. If an argument is wrong, nothing is
#'   changed.
#' @seealso [summary()][inspect] with `show_trainable = TRUE` shows which layers are frozen.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = c(8, 8, 1)) |>
#'   layer_conv_2d(4, 3, name = "edges") |>
#'   layer_conv_2d(4, 3, name = "shapes") |>
#'   layer_flatten(name = "flat") |>
#'   layer_dense(2, name = "classes")
#' freeze_weights(model, to = "shapes")
#' summary(model, show_trainable = TRUE)
#'
#' unfreeze_weights(model, which = c("shapes", "classes"))
#' is_convolution <- function(layer) grepl("Conv2D", class(layer)[1])
#' freeze_weights(model, which = is_convolution)
#' unfreeze_weights(model)
#' @export
freeze_weights <- function(object, from = NULL, to = NULL, which = NULL, ...) {
  check_no_dots(..., what = "this function")
  set_trainable(object, FALSE, from, to, which)
}

#' @rdname freeze_weights
#' @export
unfreeze_weights <- function(object, from = NULL, to = NULL, which = NULL, ...) {
  check_no_dots(..., what = "this function")
  set_trainable(object, TRUE, from, to, which)
}

set_trainable <- function(object, trainable, from, to, which, call = caller_env()) {
  check_weighted(object, call = call)
  if (is.null(from) && is.null(to) && is.null(which)) {
    object$trainable <- trainable
    return(invisible(object))
  }
  if (!is_model(object)) {
    abort_argument(
      "object", "a model where `from`, `to` or `which` is given", object, call,
      hint = "Without `from`, `to` and `which` a layer is frozen or unfrozen as a whole."
    )
  }
  if (!is.null(which) && !(is.null(from) && is.null(to))) {
    abort_lamina(
      "{.arg which} replaces {.arg from} and {.arg to}: use one or the other.",
      class = "argument", call = call
    )
  }
  layers <- object$layers
  if (!length(layers)) abort_no_layers(call)
  chosen <- if (is.null(which)) {
    layers_between(from, to, layers, call)
  } else {
    chosen_layers(which, layers, call)
  }
  # It would freeze all that is in it.
  object$trainable <- TRUE
  for (i in seq_along(layers)) layers[[i]]$trainable <- if (chosen[[i]]) trainable else !trainable
  invisible(object)
}

# Whether each of the layers is meant.
layers_between <- function(from, to, layers, call) {
  first <- if (is.null(from)) 1L else place_of(from, layers, "from", call)
  last <- if (is.null(to)) length(layers) else place_of(to, layers, "to", call)
  if (first > last) {
    names <- names_of_layers(layers)[c(first, last)]
    abort_lamina(
      "{.arg from} must not come after {.arg to}: {.val {names[[1L]]}} is layer {first},
       {.val {names[[2L]]}} is layer {last}.",
      class = "argument", call = call
    )
  }
  seq_along(layers) %in% first:last
}

chosen_layers <- function(which, layers, call) {
  if (inherits(which, "formula")) which <- rlang::as_function(which, call = call)
  if (is.function(which) && !reticulate::is_py_object(which)) {
    which <- chosen_by(which, layers, call)
  }
  if (is.logical(which)) {
    if (length(which) != length(layers) || anyNA(which)) {
      expected <- sprintf("TRUE or FALSE for each of the %d layers", length(layers))
      abort_argument("which", expected, which, call)
    }
    return(which)
  }
  each <- if (reticulate::is_py_object(which)) list(which) else as.list(which)
  if (!length(each)) abort_argument("which", "at least one layer", which, call)
  args <- if (length(each) == 1L) "which" else element_args(unname(each), "which")
  places <- vapply(seq_along(each), function(i) place_of(each[[i]], layers, args[[i]], call), 1L)
  seq_along(layers) %in% places
}

chosen_by <- function(f, layers, call) {
  vapply(layers, function(layer) {
    value <- f(layer)
    if (!(rlang::is_bool(value))) {
      abort_lamina(
        "The function {.arg which} must return TRUE or FALSE, not {describe(value)} for the layer
         {.val {layer$name}}.",
        class = "argument", call = call
      )
    }
    value
  }, NA)
}

# The place of a layer that is given by its name, its place, or itself.
place_of <- function(x, layers, arg, call) {
  if (is.character(x)) return(layer_named(x, layers, arg, call))
  if (is.numeric(x)) return(layer_place(x, layers, arg, call))
  if (!is_layer(x)) {
    abort_argument(arg, "the name or position of a layer, or a layer", x, call)
  }
  place <- Position(function(layer) are_same(layer, x), layers)
  if (is.na(place)) {
    abort_lamina(
      "{.arg {arg}} must be a layer of the model; {.val {x$name}} is not.",
      class = "argument", call = call
    )
  }
  place
}
