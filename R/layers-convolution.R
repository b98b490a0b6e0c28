#' Convolve images
#'
#' Slides `filters` small windows over the rows and columns of an image; each
#' gives one feature map. With `activation` and `use_bias`, the output is
#' `activation(convolution + bias)`.
#'
#' @inheritParams layer_dense
#' @param filters Number of filters, which is the number of output channels: a
#'   whole number of at least 1.
#' @param kernel_size Rows and columns of the window: a whole number of at least
#'   1, or two of them.
#' @param strides Step of the window: a whole number of at least 1, or two.
#' @param padding `"valid"` uses full windows only, which shrinks the output;
#'   `"same"` pads the edges with zeros, so that strides of 1 keep the number of
#'   rows and columns.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()].
#' @param dilation_rate Distance between the elements of the window: a whole
#'   number of at least 1, or two. 1 is an ordinary convolution; only one of
#'   `strides` and `dilation_rate` may be larger.
#' @param groups Number of groups that the channels are split into, each with
#'   filters of its own: a whole number of at least 1 that divides the input
#'   channels and `filters`.
#'
#' @section Shapes:
#' Input (examples, rows, columns, channels), output (examples, new rows, new
#' columns, filters), with `data_format = "channels_last"`; with
#' `"channels_first"` the channels stand second in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family convolution layers
#' @examplesIf is_keras_available()
#' images <- array(rnorm(2 * 8 * 8), c(2, 8, 8, 1))
#' dim(layer_conv_2d(images, filters = 4, kernel_size = 3))
#' dim(layer_conv_2d(images, filters = 4, kernel_size = 3, padding = "same"))
#' @export
layer_conv_2d <- function(object, filters, kernel_size, strides = list(1L, 1L), padding = "valid",
                          data_format = NULL, dilation_rate = list(1L, 1L), groups = 1L,
                          activation = NULL, use_bias = TRUE,
                          kernel_initializer = "glorot_uniform", bias_initializer = "zeros",
                          kernel_regularizer = NULL, bias_regularizer = NULL,
                          activity_regularizer = NULL, kernel_constraint = NULL,
                          bias_constraint = NULL, ...) {
  check_object(object)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 2, min = 1),
    groups = as_whole(groups, min = 1),
    activation = check_identifier(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_identifier(kernel_initializer),
    bias_initializer = check_identifier(bias_initializer),
    kernel_regularizer = check_identifier(kernel_regularizer),
    bias_regularizer = check_identifier(bias_regularizer),
    activity_regularizer = check_identifier(activity_regularizer),
    kernel_constraint = check_identifier(kernel_constraint),
    bias_constraint = check_identifier(bias_constraint)
  )
  compose(object, layer_class("Conv2D"), c(args, check_dots(...)))
}
