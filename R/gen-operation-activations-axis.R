# Written by tools/generate from tools/generate/operation/activations-axis.toml, by `make generate`.

#' Softmax activation
#'
#' `exp(x) / sum(exp(x))` along an axis: turns scores into probabilities that
#' add up to 1, such as those of the classes at the end of a model.
#' [layer_activation_softmax()] does the same as a layer, and can use a mask.
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
    x = as_fraction_operand(x, vector = TRUE),
    axis = as_axis_of(axis, x)
  )
  call_operation("softmax", args, module = "activations")
}

#' Log-softmax activation
#'
#' The logarithm of [activation_softmax()], computed so that it is accurate for
#' very small probabilities as well.
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
    x = as_fraction_operand(x, vector = TRUE),
    axis = as_axis_of(axis, x)
  )
  call_operation("log_softmax", args, module = "activations")
}

#' Gated linear unit (GLU) activation
#'
#' Splits `x` into two halves along an axis, and multiplies the first by
#' [activation_sigmoid()] of the second, which acts as a gate. The result is
#' half as long along that axis, whose length must be even.
#'
#' @param axis The axis to split, of even length: a whole number. Axes count
#'   from 1, the batch axis; negative ones count from the end.
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
    x = as_fraction_operand(x, vector = TRUE),
    axis = as_even_axis(axis, x)
  )
  call_operation("glu", args, module = "activations")
}
