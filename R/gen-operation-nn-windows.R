# Written by tools/generate from tools/generate/operation/nn-windows.toml, by `make generate`.

#' Convolutions
#'
#' Slides windows of weights over signals, images or volumes, and sums what
#' each sees. Layers such as [layer_conv_2d()] do it with weights that they
#' learn.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_conv(inputs, kernel)` | convolution |
#' | `op_conv_transpose(inputs, kernel)` | transposed convolution, which enlarges |
#' | `op_depthwise_conv(inputs, kernel)` | convolution of each channel by itself |
#' | `op_separable_conv(inputs, depthwise_kernel, pointwise_kernel)` | the same, and then a mixture of the channels |
#'
#' With c channels coming in and f going out, kernels have the shape
#'
#' * (window, c, f) in `op_conv()`, with c a part of the channels of `inputs` where these are split
#'   into groups;
#' * (window, f, c) in `op_conv_transpose()`;
#' * (window, c, m) in `op_depthwise_conv()`, which gives `c * m` channels, m of each;
#' * (window, c, m) and (1, ..., 1, c * m, f) in `op_separable_conv()`,
#'
#' the window having as many axes as `inputs` has between examples and
#' channels.
#'
#' @param kernel The weights, a tensor or an array, see Details.
#' @param strides Step of the window: a whole number of at least 1, or one
#'   for each axis. `op_conv_transpose()` takes it as that of the convolution
#'   that would undo it.
#' @param dilation_rate Distance between the elements of the window: a whole
#'   number of at least 1, or one for each axis. Only one of `strides` and
#'   `dilation_rate` may be larger than 1.
#' @param output_padding Length that is added to the output: a whole number
#'   of at least 0, smaller than `strides`, or one for each axis. `NULL` leaves
#'   it to Keras.
#' @param depthwise_kernel Weights of the first step, a tensor or an array.
#' @param pointwise_kernel Weights that mix the channels, a tensor or an
#'   array.
#' @inheritParams operation-nn-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' V. Dumoulin, F. Visin (2016). A guide to convolution arithmetic for deep
#' learning. <https://arxiv.org/abs/1603.07285>
#' @family neural network operations
#' @seealso [layer_conv_2d()], [op_max_pool()]
#' @examplesIf is_keras_available()
#' image <- array(c(0, 0, 1, 1), c(1, 4, 4, 1))
#' edges <- array(c(-1, 1), c(2, 1, 1, 1))
#' found <- op_conv(image, edges)
#' dim(found)
#' as.array(found)[1, , , 1]
#' @name op-convolution
NULL

#' @rdname op-convolution
#' @export
op_conv <- function(inputs, kernel, strides = 1L, padding = "valid", data_format = NULL,
                    dilation_rate = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_batch_operand(inputs),
    kernel = as_float_operand(kernel, beside = inputs),
    strides = as_window(strides, inputs),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_window(dilation_rate, inputs)
  )
  call_operation("conv", args, fit = "conv")
}

#' @rdname op-convolution
#' @export
op_conv_transpose <- function(inputs, kernel, strides = 1L, padding = "valid",
                              output_padding = NULL, data_format = NULL, dilation_rate = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_batch_operand(inputs),
    kernel = as_float_operand(kernel, beside = inputs),
    strides = as_window(strides, inputs),
    padding = check_padding(padding),
    output_padding = as_window(output_padding, inputs, min = 0, null = TRUE),
    data_format = check_data_format(data_format),
    dilation_rate = as_window(dilation_rate, inputs)
  )
  call_operation("conv_transpose", args, fit = "transposed")
}

#' @rdname op-convolution
#' @export
op_depthwise_conv <- function(inputs, kernel, strides = 1L, padding = "valid", data_format = NULL,
                              dilation_rate = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_batch_operand(inputs),
    kernel = as_float_operand(kernel, beside = inputs),
    strides = as_window(strides, inputs),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_window(dilation_rate, inputs)
  )
  call_operation("depthwise_conv", args, fit = "depthwise", fit_first = TRUE)
}

#' @rdname op-convolution
#' @export
op_separable_conv <- function(inputs, depthwise_kernel, pointwise_kernel, strides = 1L,
                              padding = "valid", data_format = NULL, dilation_rate = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_batch_operand(inputs),
    depthwise_kernel = as_float_operand(depthwise_kernel, beside = inputs),
    pointwise_kernel = as_float_operand(pointwise_kernel, beside = inputs),
    strides = as_window(strides, inputs),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_window(dilation_rate, inputs)
  )
  call_operation("separable_conv", args, fit = "separable", fit_first = TRUE)
}

#' Pooling
#'
#' Takes the mean or the largest of each window of a batch of signals, images
#' or volumes, channel by channel. Layers such as [layer_max_pooling_2d()] do
#' the same.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_average_pool(inputs, pool_size)` | mean of each window |
#' | `op_max_pool(inputs, pool_size)` | largest of each window |
#' | `op_adaptive_average_pool(inputs, output_size)` | mean of as many windows |
#' | `op_adaptive_max_pool(inputs, output_size)` | largest of as many windows |
#'
#' `op_average_pool()` and `op_max_pool()` take the size of the windows, the
#' adaptive ones that of the result: they choose windows of about the same
#' size, which may overlap by one.
#'
#' With `padding = "same"` the mean is that of what the window has of the
#' inputs, on each backend. Of a window with a `NaN`, the largest is `NaN`, but
#' not on TensorFlow.
#'
#' @param pool_size Size of the windows: a whole number of at least 1, or one
#'   for each axis.
#' @param strides Step of the windows: a whole number of at least 1, or one
#'   for each axis. `NULL` uses `pool_size`, so that they do not overlap.
#' @param output_size Length of the axes of the result: a whole number of at
#'   least 1, or one for each axis.
#' @inheritParams operation-nn-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family neural network operations
#' @seealso [layer_max_pooling_2d()], [op_conv()]
#' @examplesIf is_keras_available()
#' image <- array(1:16, c(1, 4, 4, 1))
#' image[1, , , 1]
#' as.array(op_max_pool(image, 2))[1, , , 1]
#' as.array(op_adaptive_average_pool(image, c(1, 2)))[1, , , 1]
#' @name op-pooling
NULL

#' @rdname op-pooling
#' @export
op_average_pool <- function(inputs, pool_size, strides = NULL, padding = "valid",
                            data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_batch_operand(inputs),
    pool_size = as_window(pool_size, inputs),
    strides = as_window(strides %||% pool_size, inputs, arg = "strides"),
    padding = check_padding(padding),
    data_format = check_data_format(data_format)
  )
  call_operation("average_pool", args, mended = TRUE)
}

#' @rdname op-pooling
#' @export
op_max_pool <- function(inputs, pool_size, strides = NULL, padding = "valid", data_format = NULL,
                        ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_batch_operand(inputs),
    pool_size = as_window(pool_size, inputs),
    strides = as_window(strides %||% pool_size, inputs, arg = "strides"),
    padding = check_padding(padding),
    data_format = check_data_format(data_format)
  )
  call_operation("max_pool", args, mended = TRUE)
}

#' @rdname op-pooling
#' @export
op_adaptive_average_pool <- function(inputs, output_size, data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_batch_operand(inputs),
    output_size = as_window(output_size, inputs),
    data_format = check_data_format(data_format)
  )
  call_operation("adaptive_average_pool", args, mended = TRUE)
}

#' @rdname op-pooling
#' @export
op_adaptive_max_pool <- function(inputs, output_size, data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_batch_operand(inputs),
    output_size = as_window(output_size, inputs),
    data_format = check_data_format(data_format)
  )
  call_operation("adaptive_max_pool", args, mended = TRUE)
}
