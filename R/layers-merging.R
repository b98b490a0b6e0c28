#' Add tensors
#'
#' Adds tensors of one shape element by element, as a residual connection does.
#'
#' @param inputs What the layer is composed with: a list of tensors or arrays,
#'   or the first of several; `NULL` or missing returns the layer itself.
#' @param ... Further tensors or arrays, without names; and the arguments that
#'   every Keras layer takes, by name: `name`, `dtype`, `trainable`,
#'   `activity_regularizer`, `autocast`.
#'
#' @section Shapes:
#' Inputs of one shape, or of shapes that broadcast; output of that shape.
#'
#' @returns The output tensor; without `inputs` the layer, a function of a list
#'   of tensors. Errors have class `lamina_error`.
#' @family merging layers
#' @examplesIf is_keras_available()
#' as.array(layer_add(matrix(1:2, 1), matrix(3:4, 1)))
#' @export
layer_add <- function(inputs, ...) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  compose(inputs, layer_class("Add"), do.call(check_dots, dots$keywords))
}

#' Join tensors along an axis
#'
#' Puts tensors behind one another along one axis, such as the channels of two
#' branches.
#'
#' @inheritParams layer_add
#' @param axis The axis to join along, counted from 1 with the batch axis
#'   included; negative counts from the end.
#'
#' @section Shapes:
#' Inputs of shapes that differ along `axis` at most; the output is as long along
#' it as they are together.
#'
#' @inherit layer_add return
#' @family merging layers
#' @examplesIf is_keras_available()
#' as.array(layer_concatenate(matrix(1:2, 1), matrix(3:4, 1)))
#' @export
layer_concatenate <- function(inputs, ..., axis = -1L) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  args <- list(axis = as_axis(axis))
  compose(inputs, layer_class("Concatenate"), c(args, do.call(check_dots, dots$keywords)))
}
