# Written by tools/generate from tools/generate/operation/shapes.toml, by `make generate`.

#' Change the shape
#'
#' Arrange the elements of a tensor by another shape, in the order of rows, the
#' last axis fastest. R fills arrays with the first axis fastest:
#' `op_reshape()` and `dim<-` differ.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_reshape(x, newshape)` | the elements by another shape |
#' | `op_ravel(x)` | all elements along one axis |
#' | `op_expand_dims(x, axis)` | a new axis of length 1 |
#' | `op_squeeze(x)` | without axes of length 1 |
#' | `op_broadcast_to(x, shape)` | repeated along axes of length 1 until it has the shape |
#'
#' @param newshape The shape: whole numbers, one of which may be -1 or `NA`
#'   for what is left over; in a list they may be scalar tensors.
#' @param axis Where the new axis is in the result, or which axes of length 1
#'   to drop, counted from 1; negative counts from the end. `NULL` drops all of
#'   length 1.
#' @param shape The shape: whole numbers.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family shapes
#' @examplesIf is_keras_available()
#' x <- op_arange(6L)
#' op_reshape(x, c(2, 3))
#' op_reshape(x, c(-1, 2))
#' op_expand_dims(x, axis = 1)
#' op_broadcast_to(x, c(2, 6))
#' @name op-reshape
NULL

#' @rdname op-reshape
#' @export
op_reshape <- function(x, newshape, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    newshape = as_new_shape(newshape)
  )
  call_operation("reshape", args, fit = "reshape")
}

#' @rdname op-reshape
#' @export
op_ravel <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("ravel", args)
}

#' @rdname op-reshape
#' @export
op_expand_dims <- function(x, axis, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis)
  )
  call_operation("expand_dims", args)
}

#' @rdname op-reshape
#' @export
op_squeeze <- function(x, axis = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis)
  )
  call_operation("squeeze", args, fit = "squeeze", fit_first = TRUE)
}

#' @rdname op-reshape
#' @export
op_broadcast_to <- function(x, shape, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    shape = as_drawn_shape(shape)
  )
  call_operation("broadcast_to", args, fit = "target")
}

#' Change the order of axes and elements
#'
#' Swap axes, turn the order of elements round, shift and rotate them.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_transpose(x)` | axes in another order |
#' | `op_swapaxes(x, axis1, axis2)` | two axes swapped |
#' | `op_moveaxis(x, source, destination)` | axes moved to other places |
#' | `op_flip(x)` | elements in the reverse order |
#' | `op_flipud(x)` | rows in the reverse order |
#' | `op_fliplr(x)` | columns in the reverse order |
#' | `op_roll(x, shift)` | elements shifted; those that leave at one end come in at the other |
#' | `op_rot90(array)` | rotated by 90 degrees |
#'
#' @param axes The axes in their new order, counted from 1, or `NULL` to turn
#'   the order round.
#' @param axis1 One axis: a whole number, counted from 1; negative counts
#'   from the end.
#' @param axis2 The other axis: a whole number, counted so, too.
#' @param source The axes to move: one or several whole numbers, counted from
#'   1; negative counts from the end.
#' @param destination Where they are in the result: as many whole numbers,
#'   counted as `source`.
#' @param shift By how many places, towards the end: a whole number, or one
#'   for each axis.
#' @param array A tensor, or an R array of numbers.
#' @param k How often to rotate by 90 degrees, from the first of the axes
#'   towards the second: a whole number; a negative one rotates the other way.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family shapes
#' @examplesIf is_keras_available()
#' x <- matrix(1:6, 2)
#' op_transpose(x)
#' op_flip(c(1, 2, 3))
#' op_roll(c(1, 2, 3), shift = 1)
#' @name op-transpose
NULL

#' @rdname op-transpose
#' @export
op_transpose <- function(x, axes = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axes = as_axis_order(axes)
  )
  call_operation("transpose", args)
}

#' @rdname op-transpose
#' @export
op_swapaxes <- function(x, axis1, axis2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis1 = as_axis(axis1, n = 1),
    axis2 = as_axis(axis2, n = 1)
  )
  call_operation("swapaxes", args)
}

#' @rdname op-transpose
#' @export
op_moveaxis <- function(x, source, destination, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    source = as_axis_tuple(source),
    destination = as_axis_tuple(destination)
  )
  call_operation("moveaxis", args)
}

#' @rdname op-transpose
#' @export
op_flip <- function(x, axis = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    axis = as_axis_tuple(axis)
  )
  call_operation("flip", args)
}

#' @rdname op-transpose
#' @export
op_flipud <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("flipud", args)
}

#' @rdname op-transpose
#' @export
op_fliplr <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE)
  )
  call_operation("fliplr", args)
}

#' @rdname op-transpose
#' @export
op_roll <- function(x, shift, axis = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    shift = as_whole_list(shift),
    axis = as_axis_tuple(axis)
  )
  call_operation("roll", args)
}

#' @rdname op-transpose
#' @export
op_rot90 <- function(array, k = 1L, axes = list(1L, 2L), ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    array = as_operand(array),
    k = as_whole(k),
    axes = as_axis_pair(axes)
  )
  call_operation("rot90", args, mended = TRUE)
}

#' Repeat and pad
#'
#' Repeat elements or a whole tensor, and add elements at its borders.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_repeat(x, repeats)` | each element several times |
#' | `op_tile(x, repeats)` | the whole tensor several times |
#' | `op_pad(x, pad_width)` | elements added at the borders |
#'
#' @param repeats How often: a whole number of at least 0, or a vector of
#'   them; for each element, or of `op_tile()` for each axis.
#' @param axis The axis, counted from 1. `NULL` repeats all elements in the
#'   order of rows.
#' @param pad_width How many elements to add before and after: a number for
#'   all, a pair for all axes, or a matrix or a list with a pair for each axis.
#' @param mode `"constant"` adds a value, `"reflect"` mirrors without the
#'   border, `"symmetric"` with it.
#' @param constant_values The value that `"constant"` adds: a number, or
#'   `NULL` for 0.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family shapes
#' @examplesIf is_keras_available()
#' op_repeat(c(1, 2), 2)
#' op_tile(c(1, 2), 2)
#' op_pad(c(1, 2), 1)
#' op_pad(matrix(1:4, 2), rbind(c(0, 1), c(2, 0)), constant_values = 9)
#' @name op-repeat
NULL

#' @rdname op-repeat
#' @export
op_repeat <- function(x, repeats, axis = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    repeats = as_repeats(repeats),
    axis = as_axis(axis, n = 1, null = TRUE)
  )
  call_operation("repeat", args, fit = "repeats")
}

#' @rdname op-repeat
#' @export
op_tile <- function(x, repeats, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    repeats = as_tiles(repeats)
  )
  call_operation("tile", args)
}

#' @rdname op-repeat
#' @export
op_pad <- function(x, pad_width, mode = "constant", constant_values = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    pad_width = as_pad_width(pad_width, x),
    mode = check_choice(mode, c("constant", "reflect", "symmetric")),
    constant_values = if (!is.null(constant_values)) as_operand(constant_values, beside = x)
  )
  call_operation("pad", args, mended = TRUE)
}
