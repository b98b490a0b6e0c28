# Written by tools/generate from tools/generate/operation/nn.toml, by `make generate`.

#' Arguments in common: neural network operations
#'
#' @param x A tensor, or an R number, vector or array, which becomes one of
#'   Keras' default float type. `NA` is an error.
#' @param axis A whole number: the axis, counted from 1; negative counts from
#'   the end.
#' @param inputs The batch, a tensor or an array: (examples, ..., channels),
#'   or with `data_format = "channels_first"` (examples, channels, ...), with
#'   one to three axes in between, as steps, or rows and columns.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`, which TensorFlow computes on GPUs alone. `NULL` uses
#'   [config_image_data_format()].
#' @param padding `"valid"` uses full windows only, which shrinks the output;
#'   `"same"` pads the edges, so that a step of 1 keeps the size.
#' @param epsilon Keeps from dividing by 0: a number of at least 0. `NULL`
#'   uses [config_epsilon()].
#'
#' @name operation-nn-arguments
#' @keywords internal
NULL

#' Activations of tensors
#'
#' The functions that layers apply to their output, computed at once. They do
#' the same as [activation_relu()] and the others of its kind, which layers
#' take as `activation`.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_relu(x)` | `max(x, 0)` |
#' | `op_relu6(x)` | `min(max(x, 0), 6)` |
#' | `op_sigmoid(x)` | `1 / (1 + exp(-x))` |
#' | `op_hard_sigmoid(x)` | `min(max(x / 6 + 0.5, 0), 1)` |
#' | `op_sparse_sigmoid(x)` | `min(max((x + 1) / 2, 0), 1)` |
#' | `op_log_sigmoid(x)` | logarithm of the sigmoid |
#' | `op_softplus(x)` | `log(exp(x) + 1)` |
#' | `op_sparse_plus(x)` | 0 up to -1, `x` from 1 on, `(x + 1)^2 / 4` between |
#' | `op_softsign(x)` | `x / (abs(x) + 1)` |
#' | `op_silu(x)` | `x` times its sigmoid |
#' | `op_swish(x)` | the same as `op_silu()` |
#' | `op_hard_silu(x)` | `x` times its hard sigmoid |
#' | `op_hard_swish(x)` | the same as `op_hard_silu()` |
#' | `op_selu(x)` | scaled exponential linear unit, see [activation_selu()] |
#' | `op_hard_tanh(x)` | `min(max(x, -1), 1)` |
#' | `op_tanh_shrink(x)` | `x - tanh(x)` |
#' | `op_leaky_relu(x)` | `x`, times `negative_slope` below 0 |
#' | `op_elu(x)` | `x`, and `alpha * (exp(x) - 1)` below 0 |
#' | `op_celu(x)` | `x`, and `alpha * (exp(x / alpha) - 1)` below 0 |
#' | `op_gelu(x)` | `x` times the share of the normal distribution below it |
#' | `op_squareplus(x)` | `(x + sqrt(x^2 + b)) / 2` |
#' | `op_soft_shrink(x)` | `x`, closer to 0 by `threshold` |
#' | `op_hard_shrink(x)` | `x`, and 0 where that is at most `threshold` away |
#' | `op_threshold(x, threshold, default_value)` | `x` where that is larger than `threshold`, else `default_value` |
#' | `op_glu(x)` | one half, times the sigmoid of the other, see [activation_glu()] |
#' | `op_softmax(x)` | `exp(x) / sum(exp(x))` along an axis |
#' | `op_log_softmax(x)` | its logarithm |
#'
#' `op_sparsemax()` gives probabilities as `op_softmax()` does, but those of
#' scores far below the largest are exactly 0. It follows the paper of
#' [activation_sparsemax()]; Keras 3.15 has a function of this name, whose
#' result is wrong wherever more than one probability is above 0.
#'
#' @param negative_slope Slope for values below 0: a number.
#' @param alpha Size of the limit for negative values, which is `-alpha`: a
#'   number.
#' @param approximate Whether to compute it by [op_tanh()], which is quicker
#'   and less than 0.001 off: `TRUE` or `FALSE`.
#' @param b How smooth it is: a number of at least 0.
#' @param threshold Of `op_hard_shrink()` and `op_soft_shrink()`, a number of
#'   at least 0: what is not further from 0 becomes 0. Of `op_threshold()`, a
#'   number: what is not larger is replaced.
#' @param default_value What it is replaced by: a number.
#' @param axis The axis along which the function is computed, counted from 1;
#'   negative counts from the end. `op_softmax()` takes several.
#' @inheritParams operation-nn-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor of the shape of `x`; that of `op_glu()` is half as long
#'   along `axis`. Errors have class `lamina_error`.
#' @family neural network operations
#' @examplesIf is_keras_available()
#' x <- c(-4, -1, 0, 1, 4)
#' op_relu(x)
#' op_gelu(x)
#' op_softmax(x)
#' op_sparsemax(x)
#' @name op-activations
NULL

#' @rdname op-activations
#' @export
op_relu <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("relu", args)
}

#' @rdname op-activations
#' @export
op_relu6 <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("relu6", args)
}

#' @rdname op-activations
#' @export
op_sigmoid <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("sigmoid", args)
}

#' @rdname op-activations
#' @export
op_hard_sigmoid <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("hard_sigmoid", args)
}

#' @rdname op-activations
#' @export
op_sparse_sigmoid <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("sparse_sigmoid", args)
}

#' @rdname op-activations
#' @export
op_log_sigmoid <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("log_sigmoid", args)
}

#' @rdname op-activations
#' @export
op_softplus <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("softplus", args)
}

#' @rdname op-activations
#' @export
op_sparse_plus <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("sparse_plus", args)
}

#' @rdname op-activations
#' @export
op_softsign <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("softsign", args)
}

#' @rdname op-activations
#' @export
op_silu <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("silu", args)
}

#' @rdname op-activations
#' @export
op_swish <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("swish", args)
}

#' @rdname op-activations
#' @export
op_hard_silu <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("hard_silu", args)
}

#' @rdname op-activations
#' @export
op_hard_swish <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("hard_swish", args)
}

#' @rdname op-activations
#' @export
op_selu <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("selu", args)
}

#' @rdname op-activations
#' @export
op_hard_tanh <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("hard_tanh", args)
}

#' @rdname op-activations
#' @export
op_tanh_shrink <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x)
  )
  call_operation("tanh_shrink", args)
}

#' @rdname op-activations
#' @export
op_leaky_relu <- function(x, negative_slope = 0.2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    negative_slope = check_number(negative_slope)
  )
  call_operation("leaky_relu", args)
}

#' @rdname op-activations
#' @export
op_elu <- function(x, alpha = 1, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    alpha = check_number(alpha)
  )
  call_operation("elu", args)
}

#' @rdname op-activations
#' @export
op_celu <- function(x, alpha = 1, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    alpha = check_positive(alpha)
  )
  call_operation("celu", args)
}

#' @rdname op-activations
#' @export
op_gelu <- function(x, approximate = TRUE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    approximate = check_flag(approximate)
  )
  call_operation("gelu", args)
}

#' @rdname op-activations
#' @export
op_squareplus <- function(x, b = 4L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    b = check_number(b, min = 0)
  )
  call_operation("squareplus", args)
}

#' @rdname op-activations
#' @export
op_soft_shrink <- function(x, threshold = 0.5, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    threshold = check_number(threshold, min = 0)
  )
  call_operation("soft_shrink", args, mended = TRUE)
}

#' @rdname op-activations
#' @export
op_hard_shrink <- function(x, threshold = 0.5, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    threshold = check_number(threshold, min = 0)
  )
  call_operation("hard_shrink", args, mended = TRUE)
}

#' @rdname op-activations
#' @export
op_threshold <- function(x, threshold, default_value, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    threshold = check_number(threshold),
    default_value = check_number(default_value)
  )
  call_operation("threshold", args, mended = TRUE)
}

#' @rdname op-activations
#' @export
op_glu <- function(x, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    axis = as_even_axis(axis, x)
  )
  call_operation("glu", args)
}

#' @rdname op-activations
#' @export
op_softmax <- function(x, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    axis = as_axis_tuple(axis)
  )
  call_operation("softmax", args, mended = TRUE)
}

#' @rdname op-activations
#' @export
op_log_softmax <- function(x, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_fraction_operand(x),
    axis = as_axis(axis, n = 1)
  )
  call_operation("log_softmax", args)
}
