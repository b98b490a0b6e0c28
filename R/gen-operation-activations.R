# Written by tools/generate from tools/generate/operation/activations.toml, by `make generate`.

#' What activations share
#'
#' @param x What the function is computed of: a tensor, or a vector or an
#'   array of numbers, which become numbers of Keras' default type. `NA` is an
#'   error.
#' @param axis The axis along which the function is computed: a whole number,
#'   counted from 1, the batch axis; negative counts from the end.
#' @param negative_slope Slope of the line for small values: a number of at
#'   least 0.
#' @param alpha Minus the limit of large negative values: a number greater
#'   than 0.
#' @param threshold Distance from 0 within which values become 0: a number of
#'   at least 0.
#'
#' @section Use:
#' A layer takes an activation as `activation` and the like: the function
#' without parentheses, which stands for the one of Keras so that no code of R
#' runs in the model, or its name in Keras as a string, or with other arguments
#' as `function(x)` that calls it. It gives a tensor of the shape of `x`,
#' unless its page says otherwise; `as.array()` has its values.
#'
#' @name operation-activations-arguments
#' @keywords internal
NULL

#' Set negative values to zero
#'
#' The rectified linear unit, `max(x, 0)`: cheap, and the usual activation
#' between the layers of a deep network. [layer_activation_relu()] is the same
#' as a layer.
#'
#' @details
#' A value `x` becomes `max_value` where it is at least that; it stays where it
#' is at least `threshold`; else it becomes `negative_slope * (x - threshold)`.
#'
#' @param max_value Largest value of the result: a number of at least 0.
#'   `NULL` sets no limit.
#' @param threshold Value from which `x` is kept: a number.
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
    x = as_operand(x),
    negative_slope = check_number(negative_slope, min = 0),
    max_value = check_number(max_value, min = 0, null = TRUE),
    threshold = check_number(threshold)
  )
  call_keras("activations", "relu", args)
}

#' Keep values between 0 and 6
#'
#' `min(max(x, 0), 6)`: [activation_relu()] with a limit, for networks on
#' phones, whose numbers of few bits then suffice.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' A. G. Howard and others (2017). MobileNets: efficient convolutional neural
#' networks for mobile vision applications. <https://arxiv.org/abs/1704.04861>
#' @family activations
#' @examplesIf is_keras_available()
#' as.array(activation_relu6(c(-4, 0, 4, 8)))
#' @export
activation_relu6 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x)
  )
  call_keras("activations", "relu6", args)
}

#' Make negative values smaller
#'
#' Keeps positive values and multiplies the others by a small slope, so that
#' units which give negative values still learn.
#' [layer_activation_leaky_relu()] is the same as a layer, with another slope
#' of its own; [layer_activation_parametric_relu()] learns the slope.
#'
#' @param negative_slope Factor of negative values: a number of at least 0.
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
    x = as_operand(x),
    negative_slope = check_number(negative_slope, min = 0)
  )
  call_keras("activations", "leaky_relu", args)
}

#' Bend negative values towards a limit
#'
#' Keeps positive values and turns a negative `x` into `alpha * (exp(x) - 1)`,
#' which comes down to `-alpha`, so that outputs are nearer to mean 0 than
#' those of [activation_relu()]. [layer_activation_elu()] is the same as a
#' layer.
#'
#' @param alpha Minus the limit of large negative values: a number, as a rule
#'   above 0.
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
    x = as_operand(x),
    alpha = check_number(alpha)
  )
  call_keras("activations", "elu", args)
}

#' Bend negative values towards a limit, without a corner
#'
#' As [activation_elu()], but a negative `x` becomes `alpha * (exp(x / alpha) -
#' 1)`, whose slope is 1 at 0 for every `alpha`.
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
    x = as_operand(x),
    alpha = check_positive(alpha)
  )
  call_keras("activations", "celu", args)
}

#' Keep outputs at mean 0 and variance 1
#'
#' [activation_elu()] with `alpha = 1.6733`, multiplied by 1.0507. In a network
#' of dense layers whose kernels start by [initializer_lecun_normal()], outputs
#' then keep mean 0 and variance 1 from layer to layer, without normalisation;
#' drop units by [layer_alpha_dropout()].
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
    x = as_operand(x)
  )
  call_keras("activations", "selu", args)
}

#' Weigh values by how likely they are the larger
#'
#' `x` times the share of a standard normal distribution that lies below `x`: a
#' smooth [activation_relu()], usual in transformers.
#'
#' @param approximate Whether to take a formula with [activation_tanh()] in
#'   place of the normal distribution, which is quicker and differs in the
#'   third digit: `TRUE` or `FALSE`.
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
    x = as_operand(x),
    approximate = check_flag(approximate)
  )
  call_keras("activations", "gelu", args)
}

#' Weigh values by their sigmoid
#'
#' `x * sigmoid(x)`: a smooth [activation_relu()] that is a little negative
#' left of 0. It is known as swish, too, which [activation_swish()] calls it.
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
    x = as_operand(x)
  )
  call_keras("activations", "silu", args)
}

#' Weigh values by their sigmoid, under its other name
#'
#' The same as [activation_silu()], `x * sigmoid(x)`, and saved under that
#' name.
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
    x = as_operand(x)
  )
  call_keras("activations", "swish", args)
}

#' Weigh values by straight lines
#'
#' `x * min(max(x + 3, 0), 6) / 6`: [activation_silu()] made of straight lines
#' and one parabola, which is quicker. [activation_hard_swish()] is the same.
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
    x = as_operand(x)
  )
  call_keras("activations", "hard_silu", args)
}

#' Weigh values by straight lines, under its other name
#'
#' The same as [activation_hard_silu()], and saved under that name.
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
    x = as_operand(x)
  )
  call_keras("activations", "hard_swish", args)
}

#' Weigh values by the hyperbolic tangent of their softplus
#'
#' `x * tanh(log(1 + exp(x)))`: a smooth curve much as [activation_silu()].
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
    x = as_operand(x)
  )
  call_keras("activations", "mish", args)
}

#' Squeeze values between 0 and 1
#'
#' `1 / (1 + exp(-x))`: makes the probability of one of two classes out of its
#' log odds, and the gates of recurrent layers. For more than two classes that
#' exclude each other take [activation_softmax()].
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
    x = as_operand(x)
  )
  call_keras("activations", "sigmoid", args)
}

#' Squeeze values between 0 and 1 by straight lines
#'
#' `min(max(x / 6 + 0.5, 0), 1)`: about [activation_sigmoid()], and quicker.
#'
#' @inheritParams operation-activations-arguments
#' @inheritParams operation-arguments
#'
#' @inheritSection operation-activations-arguments Use
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' M. Courbariaux, Y. Bengio, J.-P. David (2015). BinaryConnect: training deep
#' neural networks with binary weights during propagations.
#' <https://arxiv.org/abs/1511.00363>
#' @family activations
#' @examplesIf is_keras_available()
#' round(as.array(activation_hard_sigmoid(c(-4, -1, 0, 1, 4))), 3)
#' @export
activation_hard_sigmoid <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x)
  )
  call_keras("activations", "hard_sigmoid", args)
}

#' Squeeze values between 0 and 1, with exact ends
#'
#' 0 where `x` is at most -1, 1 where it is at least 1, and `(x + 1) / 2`
#' between: the probability of one of two classes as [activation_sparsemax()]
#' would give it.
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
    x = as_operand(x)
  )
  call_keras("activations", "sparse_sigmoid", args)
}

#' Take the logarithm of the sigmoid
#'
#' `-log(1 + exp(-x))`, the logarithm of [activation_sigmoid()], computed so
#' that it is exact for large negative values, too.
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
    x = as_operand(x)
  )
  call_keras("activations", "log_sigmoid", args)
}

#' Squeeze values between -1 and 1
#'
#' The hyperbolic tangent: an S-shaped curve through 0, in [layer_lstm()] and
#' [layer_gru()] the activation of the state.
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
    x = as_operand(x)
  )
  call_keras("activations", "tanh", args)
}

#' Keep values between -1 and 1
#'
#' `min(max(x, -1), 1)`: about [activation_tanh()], and quicker.
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
    x = as_operand(x)
  )
  call_keras("activations", "hard_tanh", args)
}

#' Take the hyperbolic tangent away
#'
#' `x - tanh(x)`: nearly 0 around 0, and a straight line further out.
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
    x = as_operand(x)
  )
  call_keras("activations", "tanh_shrink", args)
}

#' Set small values to zero
#'
#' Keeps values that are further than `threshold` from 0, and sets the others
#' to 0. [activation_soft_shrink()] moves what it keeps, without a step.
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
    x = as_operand(x),
    threshold = check_number(threshold, min = 0)
  )
  call_keras("activations", "hard_shrink", args)
}

#' Move values towards zero
#'
#' Moves each value by `threshold` towards 0, and sets those to 0 that are
#' nearer: what a penalty on absolute values, as that of [regularizer_l1()],
#' does to an estimate.
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
    x = as_operand(x),
    threshold = check_number(threshold, min = 0)
  )
  call_keras("activations", "soft_shrink", args)
}

#' Replace values that are not large enough
#'
#' Keeps values greater than `threshold`, and puts `default_value` in place of
#' the others. As both must be given, it is no activation of a layer by itself:
#' `function(x) activation_threshold(x, 0.5, 0)` is one.
#'
#' @param threshold Value above which `x` is kept: a number.
#' @param default_value What takes the place of the others: a number.
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
    x = as_operand(x),
    threshold = check_number(threshold),
    default_value = check_number(default_value)
  )
  call_keras("activations", "threshold", args)
}

#' Leave values as they are
#'
#' Gives `x` itself: the last layer of a regression. A layer without an
#' activation does the same.
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
    x = as_operand(x)
  )
  call_keras("activations", "linear", args)
}

#' Take the exponential
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
    x = as_operand(x)
  )
  call_keras("activations", "exponential", args)
}

#' Make values positive, smoothly
#'
#' `log(1 + exp(x))`: a smooth [activation_relu()], never 0: for an output that
#' must be positive, such as a standard deviation.
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
    x = as_operand(x)
  )
  call_keras("activations", "softplus", args)
}

#' Make values positive by a square root
#'
#' `(x + sqrt(x^2 + b)) / 2`: close to [activation_softplus()], without an
#' exponential.
#'
#' @param b How round the corner at 0 is: a number of at least 0, with which
#'   it is [activation_relu()].
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
    x = as_operand(x),
    b = check_number(b, min = 0)
  )
  call_keras("activations", "squareplus", args)
}

#' Make values positive by a parabola
#'
#' 0 where `x` is at most -1, `x` where it is at least 1, and `(x + 1)^2 / 4`
#' between: a smooth [activation_relu()] that is 0 for good on the left.
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
    x = as_operand(x)
  )
  call_keras("activations", "sparse_plus", args)
}

#' Squeeze values between -1 and 1, slowly
#'
#' `x / (1 + abs(x))`: as [activation_tanh()], but it comes near its limits
#' slowly, so that units far out still learn.
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
    x = as_operand(x)
  )
  call_keras("activations", "softsign", args)
}
