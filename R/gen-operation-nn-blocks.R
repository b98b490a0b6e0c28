# Written by tools/generate from tools/generate/operation/nn-blocks.toml, by `make generate`.

#' Blocks of images
#'
#' Rearrange images: `op_unfold()` lays the windows that a convolution looks at
#' side by side, `op_fold()` sums them at their places again;
#' `op_space_to_depth()` makes the pixels of each block channels of one pixel,
#' and `op_depth_to_space()` the reverse, which enlarges images.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_unfold(x, kernel_size)` | windows side by side |
#' | `op_fold(x, output_size, kernel_size)` | sums of windows at their places |
#' | `op_space_to_depth(x, block_size)` | blocks as channels |
#' | `op_depth_to_space(x, block_size)` | channels as blocks |
#'
#' @param x A tensor or an array: images (examples, rows, columns, channels),
#'   of `op_unfold()` always (examples, channels, rows, columns), of
#'   `op_fold()` what `op_unfold()` gives, (examples, channels * window,
#'   windows).
#' @param kernel_size Rows and columns of a window: a whole number of at
#'   least 1, or two.
#' @param dilation Distance between the elements of a window: a whole number
#'   of at least 1, or two.
#' @param padding Rows and columns of zeros around the image: a whole number
#'   of at least 0, or two.
#' @param stride Step of the windows: a whole number of at least 1, or two.
#' @param output_size Rows and columns of the images: a whole number of at
#'   least 1, or two.
#' @param block_size Rows and columns of a block: a whole number of at least
#'   2.
#' @inheritParams operation-nn-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' W. Shi, J. Caballero, F. Huszar, J. Totz, A. P. Aitken, R. Bishop, D.
#' Rueckert, Z. Wang (2016). Real-time single image and video super-resolution
#' using an efficient sub-pixel convolutional neural network.
#' <https://arxiv.org/abs/1609.05158>
#' @family neural network operations
#' @examplesIf is_keras_available()
#' image <- array(1:16, c(1, 4, 4, 1))
#' blocks <- op_space_to_depth(image, 2)
#' dim(blocks)
#' as.array(blocks)[1, 1, 1, ]
#' dim(op_unfold(array(1, c(1, 1, 4, 4)), kernel_size = 3))
#' @name op-patches
NULL

#' @rdname op-patches
#' @export
op_unfold <- function(x, kernel_size, dilation = 1L, padding = 0L, stride = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    kernel_size = as_wholes(kernel_size, n = 2, min = 1),
    dilation = as_wholes(dilation, n = 2, min = 1),
    padding = as_wholes(padding, n = 2, min = 0),
    stride = as_wholes(stride, n = 2, min = 1)
  )
  call_operation("unfold", args, fit = "unfold")
}

#' @rdname op-patches
#' @export
op_fold <- function(x, output_size, kernel_size, dilation = 1L, padding = 0L, stride = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    output_size = as_wholes(output_size, n = 2, min = 1),
    kernel_size = as_wholes(kernel_size, n = 2, min = 1),
    dilation = as_wholes(dilation, n = 2, min = 1),
    padding = as_wholes(padding, n = 2, min = 0),
    stride = as_wholes(stride, n = 2, min = 1)
  )
  call_operation("fold", args, fit = "fold")
}

#' @rdname op-patches
#' @export
op_space_to_depth <- function(x, block_size, data_format = "channels_last", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x),
    block_size = as_whole(block_size, min = 2),
    data_format = check_data_format(data_format)
  )
  call_operation("space_to_depth", args, fit = "blocks")
}

#' @rdname op-patches
#' @export
op_depth_to_space <- function(x, block_size, data_format = "channels_last", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x),
    block_size = as_whole(block_size, min = 2),
    data_format = check_data_format(data_format)
  )
  call_operation("depth_to_space", args, fit = "blocks_split")
}

#' Rows and columns of positions
#'
#' Says in which row, column and so on the elements of an array are whose
#' positions count all elements, row by row, as [op_argmax()] without an axis
#' gives them.
#'
#' @details
#' Positions count from 1, those that are given as well as those that come out,
#' and go through the last axis first, as in Python; R's own [arrayInd()] goes
#' through the first axis first.
#'
#' @param indices Positions: whole numbers, counted from 1, or from the end
#'   if negative, or a tensor of them.
#' @param shape The shape of the array: whole numbers.
#' @inheritParams operation-arguments
#'
#' @returns A list with a tensor for each axis, of the shape of `indices`.
#'   Errors have class `lamina_error`.
#' @family neural network operations
#' @seealso [op_argmax()]
#' @examplesIf is_keras_available()
#' x <- matrix(c(1, 9, 3, 4, 5, 6), 2)
#' op_unravel_index(op_argmax(x), dim(x))
#' @export
op_unravel_index <- function(indices, shape, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    indices = as_position_operand(indices, shape),
    shape = check_sizes(shape)
  )
  call_operation_parts("unravel_index", args, mended = TRUE)
}
