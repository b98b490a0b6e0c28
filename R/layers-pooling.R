#' Pool images
#'
#' Takes the largest value (`layer_max_pooling_2d()`) or the mean
#' (`layer_average_pooling_2d()`) of each window of rows and columns, which makes
#' feature maps smaller and what they say less dependent on the exact place.
#'
#' @inheritParams layer_conv_2d
#' @param pool_size Rows and columns of the window: a whole number of at least
#'   1, or two of them.
#' @param strides Step of the window, likewise. `NULL` takes `pool_size`, so
#'   that windows do not overlap.
#' @param padding `"valid"` uses full windows only; `"same"` pads the edges, so
#'   that no row or column is left out.
#' @param name Name of the layer: one text without `/`, not used in the model
#'   yet. `NULL` makes one up.
#'
#' @section Shapes:
#' Input (examples, rows, columns, channels), output (examples, new rows, new
#' columns, channels), with `data_format = "channels_last"`; with
#' `"channels_first"` the channels stand second in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family pooling layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_max_pooling_2d(image))[1, , , 1]
#' as.array(layer_average_pooling_2d(image, pool_size = 2))[1, , , 1]
#' @name pooling-2d
#' @export
layer_max_pooling_2d <- function(object, pool_size = list(2L, 2L), strides = NULL,
                                 padding = "valid", data_format = NULL, name = NULL, ...) {
  check_object(object)
  args <- list(
    pool_size = as_wholes(pool_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1, null = TRUE),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    name = check_name(name)
  )
  compose(object, layer_class("MaxPooling2D"), c(args, check_dots(...)))
}

#' @rdname pooling-2d
#' @export
layer_average_pooling_2d <- function(object, pool_size, strides = NULL, padding = "valid",
                                     data_format = NULL, name = NULL, ...) {
  check_object(object)
  args <- list(
    pool_size = as_wholes(pool_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1, null = TRUE),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    name = check_name(name)
  )
  compose(object, layer_class("AveragePooling2D"), c(args, check_dots(...)))
}

#' Average whole feature maps
#'
#' Replaces each feature map by its mean. Between the last convolution and the
#' last dense layer it needs no weights and takes images of any size, where
#' [layer_flatten()] ties the model to one.
#'
#' @inheritParams layer_conv_2d
#' @param keepdims Whether rows and columns stay as axes of length 1: `TRUE` or
#'   `FALSE`.
#'
#' @section Shapes:
#' Input (examples, rows, columns, channels), with `data_format =
#' "channels_first"` (examples, channels, rows, columns); output (examples,
#' channels), with `keepdims` rows and columns of length 1 where they were.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' M. Lin, Q. Chen, S. Yan (2013). Network in network.
#' <https://arxiv.org/abs/1312.4400>
#' @family pooling layers
#' @examplesIf is_keras_available()
#' images <- array(seq(1, 32, 1), c(1, 4, 4, 2))
#' as.array(layer_global_average_pooling_2d(images))
#' @export
layer_global_average_pooling_2d <- function(object, data_format = NULL, keepdims = FALSE, ...) {
  check_object(object)
  args <- list(
    data_format = check_data_format(data_format),
    keepdims = check_flag(keepdims)
  )
  compose(object, layer_class("GlobalAveragePooling2D"), c(args, check_dots(...)))
}
