# Written by tools/generate from tools/generate/layer/merging.toml, by `make generate`.

#' Arguments in common: merging layers
#'
#' @param ... Further tensors or arrays, without names: `!!!` splices a list
#'   of them, `NULL` is left out; and the arguments that every Keras layer
#'   takes, by name: `name`, `dtype`, `trainable`, `activity_regularizer`,
#'   `autocast`.
#'
#' @section Shapes:
#' Inputs (examples, ...) of one shape, or of shapes that fit: an axis of
#' length 1 is repeated along that of the others, and axes that one of them
#' lacks are inserted after its batch axis. The output has the shape that
#' results.
#'
#' @returns The output tensor; without `inputs` the layer, a function of a
#'   list of tensors. Errors have class `lamina_error`.
#'
#' @name layer-merging-arguments
#' @keywords internal
NULL

#' Add tensors
#'
#' Adds tensors element by element, as a residual connection does: what a block
#' computes is added to what went into it.
#'
#' @inheritParams layer-merging-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-merging-arguments Shapes
#' @inherit layer-merging-arguments return
#' @references
#' K. He, X. Zhang, S. Ren, J. Sun (2015). Deep residual learning for image
#' recognition. <https://arxiv.org/abs/1512.03385>
#' @family merging layers
#' @examplesIf is_keras_available()
#' as.array(layer_add(matrix(1:2, 1), matrix(3:4, 1)))
#' @export
layer_add <- function(inputs, ...) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  keywords <- do.call(check_dots, dots$keywords)
  args <- list()
  compose(inputs, outcome_of_inputs(inputs), keras_object("layers", "Add"), c(args, keywords))
}

#' Subtract one tensor from another
#'
#' Subtracts the second of two tensors from the first, element by element.
#'
#' @inheritParams layer-merging-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Two inputs (examples, ...) of one shape, or of shapes that fit: an axis of
#' length 1 is repeated along that of the other, and axes that one of them
#' lacks are inserted after its batch axis. The output has the shape that
#' results.
#'
#' @returns The output tensor; without `inputs` the layer, a function of a
#'   list of two tensors. Errors have class `lamina_error`.
#' @family merging layers
#' @examplesIf is_keras_available()
#' as.array(layer_subtract(matrix(5:6, 1), matrix(c(1, 4), 1)))
#' @export
layer_subtract <- function(inputs, ...) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  keywords <- do.call(check_dots, dots$keywords)
  args <- list()
  compose(inputs, outcome_of_inputs(inputs), keras_object("layers", "Subtract"), c(args, keywords))
}

#' Multiply tensors
#'
#' Multiplies tensors element by element: one of them may say how much of the
#' other to let through, as a gate or the weights of channels do. [layer_dot()]
#' sums the products along an axis.
#'
#' @inheritParams layer-merging-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-merging-arguments Shapes
#' @inherit layer-merging-arguments return
#' @family merging layers
#' @examplesIf is_keras_available()
#' as.array(layer_multiply(matrix(1:3, 1), matrix(c(0, 0.5, 1), 1)))
#' @export
layer_multiply <- function(inputs, ...) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  keywords <- do.call(check_dots, dots$keywords)
  args <- list()
  compose(inputs, outcome_of_inputs(inputs), keras_object("layers", "Multiply"), c(args, keywords))
}

#' Average tensors
#'
#' Takes the mean of tensors element by element, such as the predictions of
#' several models or branches.
#'
#' @inheritParams layer-merging-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-merging-arguments Shapes
#' @inherit layer-merging-arguments return
#' @family merging layers
#' @examplesIf is_keras_available()
#' as.array(layer_average(matrix(c(1, 2), 1), matrix(c(3, 6), 1)))
#' @export
layer_average <- function(inputs, ...) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  keywords <- do.call(check_dots, dots$keywords)
  args <- list()
  compose(inputs, outcome_of_inputs(inputs), keras_object("layers", "Average"), c(args, keywords))
}

#' Take the largest of several tensors
#'
#' Compares tensors element by element and keeps the largest value: a feature
#' counts where any of the branches has seen it.
#'
#' @inheritParams layer-merging-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-merging-arguments Shapes
#' @inherit layer-merging-arguments return
#' @family merging layers
#' @examplesIf is_keras_available()
#' as.array(layer_maximum(matrix(c(1, 6), 1), matrix(c(3, 4), 1)))
#' @export
layer_maximum <- function(inputs, ...) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  keywords <- do.call(check_dots, dots$keywords)
  args <- list()
  compose(inputs, outcome_of_inputs(inputs), keras_object("layers", "Maximum"), c(args, keywords))
}

#' Take the smallest of several tensors
#'
#' Compares tensors element by element and keeps the smallest value: a feature
#' counts only as far as all of the branches have seen it.
#'
#' @inheritParams layer-merging-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-merging-arguments Shapes
#' @inherit layer-merging-arguments return
#' @family merging layers
#' @examplesIf is_keras_available()
#' as.array(layer_minimum(matrix(c(1, 6), 1), matrix(c(3, 4), 1)))
#' @export
layer_minimum <- function(inputs, ...) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  keywords <- do.call(check_dots, dots$keywords)
  args <- list()
  compose(inputs, outcome_of_inputs(inputs), keras_object("layers", "Minimum"), c(args, keywords))
}

#' Join tensors along an axis
#'
#' Puts tensors one after another along one axis, such as the channels of two
#' branches. Unlike [layer_add()] it keeps what came from where, and makes the
#' next layer larger.
#'
#' @param axis The axis to join along, counted from 1 with the batch axis
#'   included; negative numbers count from the end.
#' @inheritParams layer-merging-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Inputs of shapes that differ along `axis` at most; along it the output is as
#' long as they are together.
#'
#' @inherit layer-merging-arguments return
#' @family merging layers
#' @examplesIf is_keras_available()
#' as.array(layer_concatenate(matrix(1:2, 1), matrix(3:4, 1)))
#' as.array(layer_concatenate(matrix(1:2, 1), matrix(3:4, 1), axis = 1))
#' @export
layer_concatenate <- function(inputs, ..., axis = -1L) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  keywords <- do.call(check_dots, dots$keywords)
  args <- list(
    axis = as_axis(axis, n = 1)
  )
  compose(inputs, outcome_of_inputs(inputs), keras_object("layers", "Concatenate"),
          c(args, keywords))
}

#' Multiply two tensors along an axis and sum
#'
#' The dot product of two tensors, example by example: along one axis of each
#' their elements are multiplied and summed. For two vectors it says how
#' similar they are, as in a model that matches users with items; for two
#' matrices it is the matrix product. [layer_multiply()] does not sum.
#'
#' @param axes The axis to sum along: a whole number, or two of them, for the
#'   first input and the second, counted from 1, the batch axis, along which no
#'   sum is taken; negative numbers count from the end. 0 and 1 are errors.
#' @param normalize Whether to divide by the lengths of the vectors first, so
#'   that the result is the cosine of the angle between them, from -1 to 1:
#'   `TRUE` or `FALSE`.
#' @inheritParams layer-merging-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Two inputs (examples, ...) that are equally long along `axes`; output
#' (examples, other axes of the first, other axes of the second), (examples, 1)
#' where both are vectors.
#'
#' @returns The output tensor; without `inputs` the layer, a function of a
#'   list of two tensors. Errors have class `lamina_error`.
#' @family merging layers
#' @examplesIf is_keras_available()
#' x <- matrix(c(3, 4), 1)
#' y <- matrix(c(4, 3), 1)
#' as.array(layer_dot(x, y, axes = 2))
#' as.array(layer_dot(x, y, axes = 2, normalize = TRUE))
#' @export
layer_dot <- function(inputs, ..., axes, normalize = FALSE) {
  dots <- split_dots(...)
  inputs <- check_inputs(inputs, dots$tensors)
  keywords <- do.call(check_dots, dots$keywords)
  args <- list(
    axes = as_product_axes(axes),
    normalize = check_flag(normalize)
  )
  compose(inputs, outcome_of_inputs(inputs), keras_object("layers", "Dot"), c(args, keywords))
}
