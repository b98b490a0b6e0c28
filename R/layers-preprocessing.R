#' Rescale values
#'
#' Computes `x * scale + offset`. As the first layer of a model it takes raw
#' pixel values to the range that training likes, and travels with the model
#' when it is saved.
#'
#' @inheritParams layer_dense
#' @param scale Factor: a finite number such as `1 / 255`, or one for each
#'   channel.
#' @param offset Added afterwards: a finite number, or one for each channel.
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family preprocessing layers
#' @examplesIf is_keras_available()
#' as.array(layer_rescaling(matrix(c(0, 127.5, 255), 1), scale = 1 / 127.5, offset = -1))
#' @export
layer_rescaling <- function(object, scale, offset = 0, ...) {
  check_object(object)
  args <- list(scale = check_numbers(scale), offset = check_numbers(offset))
  compose(object, layer_class("Rescaling"), c(args, check_dots(...)))
}
