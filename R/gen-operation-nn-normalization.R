# Written by tools/generate from tools/generate/operation/nn-normalization.toml, by `make generate`.

#' Normalisation
#'
#' Shifts and scales numbers so that their mean, variance or norm is a given
#' one. Layers such as [layer_batch_normalization()] do it with numbers that
#' they learn.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_batch_normalization(x, mean, variance, axis)` | `(x - mean) / sqrt(variance + epsilon) * scale + offset` |
#' | `op_layer_normalization(x)` | mean 0 and variance 1, times `gamma` plus `beta` |
#' | `op_rms_normalization(x)` | root mean square 1, times `scale` |
#' | `op_normalize(x)` | `x` divided by its norm |
#' | `op_moments(x, axes)` | mean and variance |
#'
#' @param mean What is taken off: a number for each element along `axis`.
#' @param variance What it is divided by the square root of: a number for
#'   each element along `axis`.
#' @param axis The axis along which numbers are normalised, or a vector of
#'   axes, counted from 1; negative counts from the end. Of
#'   `op_batch_normalization()` the one that is not averaged over, such as that
#'   of the channels.
#' @param offset What is added in the end: a number for each element along
#'   `axis`, or `NULL`.
#' @param scale What it is multiplied by: a number for each element along
#'   `axis`, or `NULL`.
#' @param gamma What it is multiplied by: numbers of the shape of the axes,
#'   or `NULL`.
#' @param beta What is added in the end: numbers of the shape of the axes, or
#'   `NULL`.
#' @param order Which norm, `sum(abs(x)^order)^(1 / order)`: a whole number
#'   of at least 1.
#' @param axes Whole numbers: the axes, counted from 1; negative counts from
#'   the end.
#' @param keepdims Whether these axes stay, with length 1: `TRUE` or `FALSE`.
#' @param synchronized Whether all replicas of a distributed model compute it
#'   together, on TensorFlow: `TRUE` or `FALSE`.
#' @inheritParams operation-nn-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor of the shape of `x`; of `op_moments()` a list of two:
#'   `mean` and `variance`. Errors have class `lamina_error`.
#' @references
#' S. Ioffe, C. Szegedy (2015). Batch normalization: accelerating deep network
#' training by reducing internal covariate shift.
#' <https://arxiv.org/abs/1502.03167>
#'
#' J. L. Ba, J. R. Kiros, G. E. Hinton (2016). Layer normalization.
#' <https://arxiv.org/abs/1607.06450>
#'
#' B. Zhang, R. Sennrich (2019). Root mean square layer normalization.
#' <https://arxiv.org/abs/1910.07467>
#' @family neural network operations
#' @seealso [layer_batch_normalization()], [op_var()]
#' @examplesIf is_keras_available()
#' x <- matrix(c(1, 2, 3, 4, 5, 9), 2)
#' op_normalize(x)
#' op_layer_normalization(x)
#' op_moments(x, axes = 1)
#' @name op-normalization
NULL

#' @rdname op-normalization
#' @export
op_batch_normalization <- function(x, mean, variance, axis, offset = NULL, scale = NULL,
                                   epsilon = 0.001, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    mean = as_float_operand(mean, beside = x, vector = TRUE),
    variance = as_float_operand(variance, beside = x, vector = TRUE),
    axis = as_axis(axis, n = 1),
    offset = if (!is.null(offset)) as_float_operand(offset, beside = x, vector = TRUE),
    scale = if (!is.null(scale)) as_float_operand(scale, beside = x, vector = TRUE),
    epsilon = check_number(epsilon, min = 0)
  )
  call_operation("batch_normalization", args, fit = "statistics")
}

#' @rdname op-normalization
#' @export
op_layer_normalization <- function(x, gamma = NULL, beta = NULL, axis = -1L, epsilon = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    gamma = if (!is.null(gamma)) as_float_operand(gamma, beside = x),
    beta = if (!is.null(beta)) as_float_operand(beta, beside = x),
    axis = as_axis(axis),
    epsilon = check_number(epsilon, min = 0, null = TRUE)
  )
  call_operation("layer_normalization", args, fit_first = TRUE, mended = TRUE)
}

#' @rdname op-normalization
#' @export
op_rms_normalization <- function(x, scale = NULL, axis = -1L, epsilon = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    scale = if (!is.null(scale)) as_float_operand(scale, beside = x),
    axis = as_axis(axis),
    epsilon = check_number(epsilon, min = 0, null = TRUE)
  )
  call_operation("rms_normalization", args)
}

#' @rdname op-normalization
#' @export
op_normalize <- function(x, axis = -1L, order = 2L, epsilon = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    axis = as_axis(axis),
    order = as_whole(order, min = 1),
    epsilon = check_number(epsilon, min = 0, null = TRUE)
  )
  call_operation("normalize", args)
}

#' @rdname op-normalization
#' @export
op_moments <- function(x, axes, keepdims = FALSE, synchronized = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    axes = as_axis(axes),
    keepdims = check_flag(keepdims),
    synchronized = check_flag(synchronized)
  )
  call_operation_parts("moments", args, names = c("mean", "variance"), mended = TRUE)
}
