#' Take the dropout out of a model
#'
#' Makes a copy of a trained model for serving: it predicts the same, bit for bit, no layer of it
#' drops anything or adds noise, and none is lamina's. The copy opens in Keras where lamina is not
#' installed, and can be exported ([export_savedmodel()]) with nothing of lamina in it.
#'
#' Layers that drop or add noise are gone, in models and wrappers inside the model too:
#' [layer_dropout()], [layer_spatial_dropout_2d()] and its like, [layer_drop_path()],
#' [layer_alpha_dropout()], [layer_gaussian_dropout()] and [layer_gaussian_noise()]. In place of
#' [layer_stochastic_depth()] there is a model of the branch and an addition, in place of
#' [layer_concrete_dropout()] one of the layer inside. Recurrent and
#' attention layers have rates of 0; the recurrent dropout of LSTM and GRU becomes the smallest
#' number above 0, at which nothing is ever dropped, since Keras computes them in another order
#' without it. Where a layer that is gone names an output or changes the dtype,
#' [layer_identity()] with its name takes its place. Augmentation of images and
#' [layer_activity_regularization()] stay.
#'
#' @param model A model made by [keras_model_sequential()] or [keras_model()], which knows its
#'   shapes. Layers and models of classes of your own may be in it where they have no dropout
#'   inside.
#' @param ... Not used.
#' @returns A model of the same name with weights of its own: training `model` further does not
#'   change it. It is not compiled. Errors have class `lamina_error`.
#' @family models
#' @seealso [save_model()], [export_savedmodel()]
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = c(8, 8, 1)) |>
#'   layer_conv_2d(4, 3) |>
#'   layer_spatial_dropout_2d(0.3) |>
#'   layer_flatten() |>
#'   layer_dropout(0.5) |>
#'   layer_dense(2)
#' served <- without_dropout(model)
#' served
#' x <- array(runif(128), c(2, 8, 8, 1))
#' identical(predict(served, x, verbose = 0), predict(model, x, verbose = 0))
#' @export
without_dropout <- function(model, ...) {
  check_no_dots(..., what = "this function")
  check_model(model)
  copy <- with_python(
    core$without_dropout(model),
    "The dropout could not be taken out of {.val {model$name}}.",
    call = rlang::current_env()
  )
  made_here(copy)
}
