# Written by tools/generate from tools/generate/operation/activations.toml, by `make generate`.

#' Arguments in common: activations
#'
#' @param x Input: a tensor, or a vector or an array of numbers, which are
#'   converted to Keras' default float type. `NA` is an error.
#' @param axis The axis along which the function is computed: a whole number.
#'   Axes count from 1, the batch axis; negative ones count from the end.
#' @param negative_slope Slope for values below `threshold`: a number of at
#'   least 0.
#' @param alpha Size of the limit for negative values, which is `-alpha`: a
#'   number greater than 0.
#' @param threshold Values with an absolute value up to this become 0: a
#'   number of at least 0.
#'
#' @section Use:
#' Give an activation to a layer as `activation` and the like: the function
#' without parentheses, or its name in Keras as a string; both are Keras' own
#' function in the model, so that no R code runs in it. To change its other
#' arguments give a function, `function(x)`, that calls it. Called directly, an
#' activation returns a tensor of the shape of `x`, unless its page says
#' otherwise; `as.array()` converts it.
#'
#' @name operation-activations-arguments
#' @keywords internal
NULL

#' Rectified linear unit (ReLU) activation
#'
#' `max(x, 0)`: fast to compute, and the usual activation between the layers of
#' a deep network. [layer_activation_relu()] does the same as a layer.
#'
#' @details
#' In general the result is `max_value` where `x` is at least `max_value`, `x`
#' where it is at least `threshold`, and `negative_slope * (x - threshold)`
#' elsewhere.
#'
#' @param max_value Largest result: a number of at least 0. `NULL` sets no
#'   limit.
#' @param threshold Smallest value that is kept: a number.
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' X. Glorot, A. Bordes, Y. Bengio (2011). Deep sparse rectifier neural
#' networks. AISTATS. <https://proceedings.mlr.press/v15/glorot11a.html>
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_relu(c(-4, -1, 0, 1, 4)))
#' as.array(activation_relu(c(-4, -1, 0, 1, 4), negative_slope = 0.5, max_value = 3))
#' layer_dense(units = 8, activation = activation_relu)
#' @export
activation_relu <- function(x, negative_slope = 0, max_value = NULL, threshold = 0, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE),
    negative_slope = check_number(negative_slope, min = 0),
    max_value = check_number(max_value, min = 0, null = TRUE),
    threshold = check_number(threshold)
  )
  call_operation("relu", args, module = "activations")
}

#' ReLU6 activation
#'
#' `min(max(x, 0), 6)`: [activation_relu()] with an upper limit, which is
#' robust in low-precision computation, as on phones.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' M. Sandler, A. Howard, M. Zhu, A. Zhmoginov, L.-C. Chen (2018). MobileNetV2:
#' inverted residuals and linear bottlenecks.
#' <https://arxiv.org/abs/1801.04381>
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_relu6(c(-4, 0, 4, 8)))
#' @export
activation_relu6 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("relu6", args, module = "activations")
}

#' Leaky ReLU activation
#'
#' Keeps positive values and multiplies negative ones by a small slope, so that
#' units with negative values still learn. [layer_activation_leaky_relu()] does
#' the same as a layer, with a different default slope;
#' [layer_activation_parametric_relu()] learns the slope.
#'
#' @param negative_slope Slope for negative values: a number of at least 0.
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' A. L. Maas, A. Y. Hannun, A. Y. Ng (2013). Rectifier nonlinearities improve
#' neural network acoustic models. ICML workshop on deep learning for audio,
#' speech and language processing.
#' <https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf>
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_leaky_relu(c(-4, -1, 0, 1, 4), negative_slope = 0.5))
#' @export
activation_leaky_relu <- function(x, negative_slope = 0.2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE),
    negative_slope = check_number(negative_slope, min = 0)
  )
  call_operation("leaky_relu", args, module = "activations")
}

#' Exponential linear unit (ELU) activation
#'
#' Keeps positive values and turns a negative `x` into `alpha * (exp(x) - 1)`,
#' which approaches `-alpha`, so that the mean output is closer to 0 than with
#' [activation_relu()]. [layer_activation_elu()] does the same as a layer.
#'
#' @param alpha Size of the limit for negative values, which is `-alpha`: a
#'   number, usually greater than 0.
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' D.-A. Clevert, T. Unterthiner, S. Hochreiter (2015). Fast and accurate deep
#' network learning by exponential linear units (ELUs).
#' <https://arxiv.org/abs/1511.07289>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_elu(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_elu <- function(x, alpha = 1, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE),
    alpha = check_number(alpha)
  )
  call_operation("elu", args, module = "activations")
}

#' Continuously differentiable exponential linear unit (CELU) activation
#'
#' Like [activation_elu()], but a negative `x` becomes `alpha * (exp(x /
#' alpha) - 1)`, whose slope at 0 is 1 for every `alpha`.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' J. T. Barron (2017). Continuously differentiable exponential linear units.
#' <https://arxiv.org/abs/1704.07483>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_celu(c(-4, -1, 0, 1, 4), alpha = 0.5)), 3)
#' @export
activation_celu <- function(x, alpha = 1, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE),
    alpha = check_positive(alpha)
  )
  call_operation("celu", args, module = "activations")
}

#' Scaled exponential linear unit (SELU) activation
#'
#' [activation_elu()] with `alpha = 1.6733`, multiplied by 1.0507. In a network
#' of dense layers with [initializer_lecun_normal()] kernels, outputs then keep
#' mean 0 and variance 1 from layer to layer without normalisation. Use
#' [layer_alpha_dropout()] for dropout in such a network.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter (2017).
#' Self-normalizing neural networks. <https://arxiv.org/abs/1706.02515>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_selu(c(-4, -1, 0, 1, 4))), 3)
#' layer_dense(units = 8, activation = activation_selu)
#' @export
activation_selu <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("selu", args, module = "activations")
}

#' Gaussian error linear unit (GELU) activation
#'
#' `x * pnorm(x)`, where `pnorm()` is the cumulative standard normal
#' distribution: a smooth version of [activation_relu()], common in
#' transformers.
#'
#' @param approximate Whether to use an approximation with the hyperbolic
#'   tangent, which is faster and differs by less than 0.001: `TRUE` or
#'   `FALSE`.
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' D. Hendrycks, K. Gimpel (2016). Gaussian error linear units (GELUs).
#' <https://arxiv.org/abs/1606.08415>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_gelu(c(-4, -1, 0, 1, 4))), 3)
#' round(as.array(activation_gelu(c(-4, -1, 0, 1, 4), approximate = TRUE)), 3)
#' @export
activation_gelu <- function(x, approximate = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE),
    approximate = check_flag(approximate)
  )
  call_operation("gelu", args, module = "activations")
}

#' Sigmoid linear unit (SiLU) activation
#'
#' `x * sigmoid(x)`: a smooth version of [activation_relu()] that is slightly
#' negative below 0. It is also known as swish, see [activation_swish()].
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' S. Elfwing, E. Uchibe, K. Doya (2017). Sigmoid-weighted linear units for
#' neural network function approximation in reinforcement learning.
#' <https://arxiv.org/abs/1702.03118>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_silu(c(-4, -1, 0, 1, 4))), 3)
#' layer_dense(units = 8, activation = activation_silu)
#' @export
activation_silu <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("silu", args, module = "activations")
}

#' Swish activation
#'
#' `x * sigmoid(x)`: the same function as [activation_silu()], and saved in
#' models as `"silu"`.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' P. Ramachandran, B. Zoph, Q. V. Le (2017). Searching for activation
#' functions. <https://arxiv.org/abs/1710.05941>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_swish(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_swish <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("swish", args, module = "activations")
}

#' Hard SiLU activation
#'
#' `x * min(max(x + 3, 0), 6) / 6`: a faster approximation of
#' [activation_silu()], made of two straight lines and a parabola. It is also
#' known as hard swish, see [activation_hard_swish()].
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' A. Howard and others (2019). Searching for MobileNetV3.
#' <https://arxiv.org/abs/1905.02244>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_hard_silu(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_hard_silu <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("hard_silu", args, module = "activations", mended = TRUE)
}

#' Hard swish activation
#'
#' `x * min(max(x + 3, 0), 6) / 6`: the same function as
#' [activation_hard_silu()], and saved in models as `"hard_silu"`.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' A. Howard and others (2019). Searching for MobileNetV3.
#' <https://arxiv.org/abs/1905.02244>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_hard_swish(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_hard_swish <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("hard_swish", args, module = "activations", mended = TRUE)
}

#' Mish activation
#'
#' `x * tanh(log(1 + exp(x)))`: a smooth curve similar to [activation_silu()].
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' D. Misra (2019). Mish: a self regularized non-monotonic activation function.
#' <https://arxiv.org/abs/1908.08681>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_mish(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_mish <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("mish", args, module = "activations", mended = TRUE)
}

#' Sigmoid activation
#'
#' `1 / (1 + exp(-x))`, between 0 and 1: turns log odds into the probability of
#' one of two classes, and is used for the gates of recurrent layers. For more
#' than two classes that exclude each other use [activation_softmax()].
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_sigmoid(c(-4, -1, 0, 1, 4))), 3)
#' layer_dense(units = 1, activation = activation_sigmoid)
#' @export
activation_sigmoid <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("sigmoid", args, module = "activations")
}

#' Hard sigmoid activation
#'
#' `min(max(x / 6 + 0.5, 0), 1)`: a faster, piecewise linear approximation of
#' [activation_sigmoid()].
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' A. Howard and others (2019). Searching for MobileNetV3.
#' <https://arxiv.org/abs/1905.02244>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_hard_sigmoid(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_hard_sigmoid <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("hard_sigmoid", args, module = "activations")
}

#' Sparse sigmoid activation
#'
#' 0 where `x` is at most -1, 1 where it is at least 1, and `(x + 1) / 2` in
#' between: a sigmoid that reaches 0 and 1. It is [activation_sparsemax()] for
#' two classes.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' M. Blondel, A. F. T. Martins, V. Niculae (2019). Learning with Fenchel-Young
#' losses. <https://arxiv.org/abs/1901.02324>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_sparse_sigmoid(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_sparse_sigmoid <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("sparse_sigmoid", args, module = "activations")
}

#' Log-sigmoid activation
#'
#' `-log(1 + exp(-x))`, the logarithm of [activation_sigmoid()], computed so
#' that it is accurate for large negative values as well.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_log_sigmoid(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_log_sigmoid <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("log_sigmoid", args, module = "activations")
}

#' Hyperbolic tangent activation
#'
#' `tanh(x)`: an S-shaped curve through 0, between -1 and 1. [layer_lstm()] and
#' [layer_gru()] use it for their state.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_tanh(c(-4, -1, 0, 1, 4))), 3)
#' layer_dense(units = 8, activation = activation_tanh)
#' @export
activation_tanh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("tanh", args, module = "activations")
}

#' Hard tanh activation
#'
#' `min(max(x, -1), 1)`: a faster, piecewise linear approximation of
#' [activation_tanh()].
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_hard_tanh(c(-4, -1, 0, 1, 4)))
#' @export
activation_hard_tanh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("hard_tanh", args, module = "activations")
}

#' Tanh shrink activation
#'
#' `x - tanh(x)`: close to 0 for small values, and close to a straight line for
#' large ones.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_tanh_shrink(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_tanh_shrink <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("tanh_shrink", args, module = "activations")
}

#' Hard shrink activation
#'
#' Keeps values whose absolute value is greater than `threshold`, and sets the
#' others to 0. [activation_soft_shrink()] does this without a jump.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_hard_shrink(c(-4, -1, 0, 1, 4), threshold = 2))
#' @export
activation_hard_shrink <- function(x, threshold = 0.5, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE),
    threshold = check_number(threshold, min = 0)
  )
  call_operation("hard_shrink", args, module = "activations", mended = TRUE)
}

#' Soft shrink activation
#'
#' Moves each value towards 0 by `threshold`, and sets smaller values to 0:
#' soft thresholding, which is what an L1 penalty does to an estimate.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_soft_shrink(c(-4, -1, 0, 1, 4), threshold = 2))
#' @export
activation_soft_shrink <- function(x, threshold = 0.5, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE),
    threshold = check_number(threshold, min = 0)
  )
  call_operation("soft_shrink", args, module = "activations", mended = TRUE)
}

#' Threshold activation
#'
#' Keeps values greater than `threshold`, and replaces the others by
#' `default_value`. Both must be given, so that the function cannot be the
#' activation of a layer by itself; use `function(x) activation_threshold(x,
#' 0.5, 0)`.
#'
#' @param threshold Value above which `x` is kept: a number.
#' @param default_value Replacement for the other values: a number.
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_threshold(c(-4, -1, 0, 1, 4), threshold = 0.5, default_value = -1))
#' @export
activation_threshold <- function(x, threshold, default_value, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE),
    threshold = check_number(threshold),
    default_value = check_number(default_value)
  )
  call_operation("threshold", args, module = "activations", mended = TRUE)
}

#' Linear activation
#'
#' Returns `x` unchanged: for the last layer of a regression model. A layer
#' without an activation does the same.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_linear(c(-4, -1, 0, 1, 4)))
#' @export
activation_linear <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("linear", args, module = "activations")
}

#' Exponential activation
#'
#' `exp(x)`: for an output that must be positive, such as the mean of counts.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_exponential(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_exponential <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("exponential", args, module = "activations")
}

#' Softplus activation
#'
#' `log(1 + exp(x))`: a smooth version of [activation_relu()] that is always
#' positive, for outputs such as a standard deviation.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' X. Glorot, A. Bordes, Y. Bengio (2011). Deep sparse rectifier neural
#' networks. AISTATS. <https://proceedings.mlr.press/v15/glorot11a.html>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_softplus(c(-4, -1, 0, 1, 4))), 3)
#' layer_dense(units = 8, activation = activation_softplus)
#' @export
activation_softplus <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("softplus", args, module = "activations")
}

#' Squareplus activation
#'
#' `(x + sqrt(x^2 + b)) / 2`: similar to [activation_softplus()], but computed
#' without exponentials.
#'
#' @param b Smoothness of the curve around 0: a number of at least 0, where 0
#'   is [activation_relu()].
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' J. T. Barron (2021). Squareplus: a softplus-like algebraic rectifier.
#' <https://arxiv.org/abs/2112.11687>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_squareplus(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_squareplus <- function(x, b = 4L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE),
    b = check_number(b, min = 0)
  )
  call_operation("squareplus", args, module = "activations")
}

#' Sparse plus activation
#'
#' 0 where `x` is at most -1, `x` where it is at least 1, and `(x + 1)^2 / 4`
#' in between: a smooth version of [activation_relu()] that is exactly 0 for
#' small values.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_sparse_plus(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_sparse_plus <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("sparse_plus", args, module = "activations")
}

#' Softsign activation
#'
#' `x / (1 + abs(x))`: like [activation_tanh()], but it approaches its limits
#' -1 and 1 slowly, so that units with large values still learn.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' X. Glorot, Y. Bengio (2010). Understanding the difficulty of training deep
#' feedforward neural networks. AISTATS.
#' <https://proceedings.mlr.press/v9/glorot10a.html>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_softsign(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_softsign <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x, vector = TRUE)
  )
  call_operation("softsign", args, module = "activations")
}
