#' Flatten to one axis
#'
#' Lays out all values of an example in one row, so that a dense layer can take
#' them.
#'
#' @inheritParams layer_conv_2d
#' @param data_format `"channels_first"` moves the channels last before
#'   flattening, so that weights trained in one layout fit the other. `NULL`
#'   takes [config_image_data_format()].
#'
#' @section Shapes:
#' Input (examples, ...), output (examples, product of the other axes).
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' dim(layer_flatten(array(0, c(2, 8, 8, 3))))
#' @export
layer_flatten <- function(object, data_format = NULL, ...) {
  check_object(object)
  args <- list(data_format = check_data_format(data_format))
  compose(object, layer_class("Flatten"), c(args, check_dots(...)))
}

#' Change the shape
#'
#' Lays the values of each example out in another shape, last axis fastest (row
#' by row, other than R's `dim<-`).
#'
#' @inheritParams layer_dense
#' @param target_shape New shape without the batch axis: a vector of whole
#'   numbers. One of them may be `NA` or `-1`: it is computed from the others.
#'
#' @section Shapes:
#' Input (examples, ...), output (examples, target_shape).
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' as.array(layer_reshape(matrix(1:6, 1), c(2, 3)))[1, , ]
#' @export
layer_reshape <- function(object, target_shape, ...) {
  check_object(object)
  args <- list(target_shape = as_shape(target_shape, unknown = -1L))
  compose(object, layer_class("Reshape"), c(args, check_dots(...)))
}
