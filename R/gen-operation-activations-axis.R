# Written by tools/generate from tools/generate/operation/activations-axis.toml, by `make generate`.

#' Turn scores into probabilities
#'
#' Takes the exponential of every score and divides by their sum along an axis,
#' so that the results add up to 1: the probabilities of classes, at the end of
#' a model. [layer_activation_softmax()] is the same as a layer, and takes a
#' mask.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' scores <- log(matrix(c(1, 2, 5), 1))
#' as.array(activation_softmax(scores))
#' layer_dense(units = 3, activation = activation_softmax)
#' @export
activation_softmax <- function(x, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x),
    axis = as_axis_of(axis, x)
  )
  call_keras("activations", "softmax", args)
}

#' Turn scores into logarithms of probabilities
#'
#' The logarithm of [activation_softmax()], computed so that it is exact for
#' very small probabilities, too.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' scores <- log(matrix(c(1, 2, 5), 1))
#' exp(as.array(activation_log_softmax(scores)))
#' @export
activation_log_softmax <- function(x, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x),
    axis = as_axis_of(axis, x)
  )
  call_keras("activations", "log_softmax", args)
}

#' Let one half of the values be the gate of the other
#'
#' Splits `x` along an axis into two halves, and multiplies the first by
#' [activation_sigmoid()] of the second. The result is half as long along that
#' axis, whose length must be even.
#'
#' @param axis The axis that is split, of even length: a whole number,
#'   counted from 1, the batch axis; negative counts from the end.
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' Y. N. Dauphin, A. Fan, M. Auli, D. Grangier (2016). Language modeling with
#' gated convolutional networks. <https://arxiv.org/abs/1612.08083>
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_glu(matrix(c(1, 2, 0, -100), 1)))
#' @export
activation_glu <- function(x, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x),
    axis = as_even_axis(axis, x)
  )
  call_keras("activations", "glu", args)
}
