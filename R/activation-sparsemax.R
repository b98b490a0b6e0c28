#' Sparsemax activation
#'
#' Turns scores into the probabilities that are closest to them along an axis: like
#' [activation_softmax()], but scores far below the largest get exactly 0.
#'
#' @section Use:
#' Keras 3.15 has a function of this name, whose result is wrong wherever more than one
#' probability is above 0: two equal scores get 0 each. This function follows the paper and is
#' lamina's own: as the `activation` of a layer it is saved like any R function, so that
#' [load_model()] needs `custom_objects = list(activation_sparsemax = activation_sparsemax)`. The
#' string `"sparsemax"` as an `activation` stands for it, too.
#'
#' @inheritParams operation-activations-arguments
#' @param ... Not used.
#' @returns A tensor of the shape of `x`. Errors have class `lamina_error`.
#' @references
#' A. Martins, R. Astudillo (2016). From softmax to sparsemax: a sparse model of attention and
#' multi-label classification. <https://arxiv.org/abs/1602.02068>
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_sparsemax(matrix(c(1, 1.5, 0, -2), 1)))
#' @export
activation_sparsemax <- function(x, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  x <- as_fraction_operand(x, vector = TRUE)
  axis <- as_axis_of(axis, x)
  call <- rlang::current_env()
  with_python(sparsemax(x, axis), "The activation could not be computed.", call = call)
}

# The largest scores have the support: as many as stay above what would be taken from each.
sparsemax <- function(x, axis) {
  ops <- keras$ops
  x <- ops$convert_to_tensor(x)
  sorted <- ops$flip(ops$sort(x, axis = axis), axis = axis)
  number <- ops$cumsum(ops$ones_like(x), axis = axis)
  in_support <- ops$cast(1 + number * sorted > ops$cumsum(sorted, axis = axis), x$dtype)
  taken <- (ops$sum(in_support * sorted, axis = axis, keepdims = TRUE) - 1) /
    ops$sum(in_support, axis = axis, keepdims = TRUE)
  ops$relu(x - taken)
}
