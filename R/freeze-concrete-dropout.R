#' Put learnt rates in ordinary dropout
#'
#' Makes a copy of a model in which the rates that [layer_concrete_dropout()] and
#' [layer_spatial_concrete_dropout()] have learnt stay as they are. In place of each such layer
#' there is a model of its name: [layer_dropout()] or spatial dropout with the rate, and the layer
#' that was inside. What it drops is zero, and nothing is left of the losses of the rate. All else
#' stays, other dropout too.
#'
#' Ordinary dropout has one rate. Where each channel has one, it gets their mean, by which as many
#' are dropped.
#'
#' The copy opens in Keras where lamina is not installed, if there is no other layer of lamina's
#' own in it. To take all dropout out of a model, use [without_dropout()].
#'
#' @param model A model made by [keras_model_sequential()] or [keras_model()], which knows its
#'   shapes.
#' @param ... Not used.
#' @returns A model of the same name with weights of its own: it predicts the same, bit for bit, and
#'   training `model` further does not change it. It is not compiled. Errors have class
#'   `lamina_error`.
#' @family models
#' @seealso [concrete_dropout_rates()]
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |>
#'   layer_concrete_dropout(layer_dense(units = 1), name = "output")
#' frozen <- freeze_concrete_dropout(model)
#' get_layer(frozen, "output")
#' @export
freeze_concrete_dropout <- function(model, ...) {
  check_no_dots(..., what = "this function")
  check_model(model)
  copy <- with_python(
    core$freeze_concrete_dropout(model),
    "The rates of {.val {model$name}} could not be put in ordinary dropout.",
    call = rlang::current_env()
  )
  made_here(copy)
}
