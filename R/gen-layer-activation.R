# Written by tools/generate from tools/generate/layer/activation.toml, by `make generate`.

#' Arguments in common: activation layers
#'
#' @param negative_slope Slope of the line below the threshold: a number of
#'   at least 0.
#'
#' @name layer-activation-arguments
#' @keywords internal
NULL

#' Set negative values to zero
#'
#' The rectified linear unit: keeps positive values and sets the others to 0.
#' Cheap, and the usual activation between the layers of a deep network;
#' `activation = "relu"` in those layers does the same. A separate layer is
#' needed where something, such as [layer_batch_normalization()], comes in
#' between, and for a limit or a threshold: `max_value = 6` is the ReLU6 of
#' mobile networks.
#'
#' @details
#' A value `x` becomes `max_value` if it is at least that; it stays as it is if
#' it is at least `threshold`; otherwise it becomes `negative_slope * (x -
#' threshold)`.
#'
#' @param max_value Largest value of the output: a number of at least 0.
#'   `NULL` sets no limit.
#' @param threshold Value from which the input is kept: a number of at least
#'   0.
#' @inheritParams layer-activation-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' X. Glorot, A. Bordes, Y. Bengio (2011). Deep sparse rectifier neural
#' networks. AISTATS. <https://proceedings.mlr.press/v15/glorot11a.html>
#' @family activation layers
#' @examplesIf is_keras_available()
#' x <- matrix(c(-2, -1, 0, 1, 8), 1)
#' as.array(layer_activation_relu(x))
#' as.array(layer_activation_relu(x, max_value = 6, negative_slope = 0.5))
#' @export
layer_activation_relu <- function(object, max_value = NULL, negative_slope = 0, threshold = 0,
                                  ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    max_value = check_number(max_value, min = 0, null = TRUE),
    negative_slope = check_number(negative_slope, min = 0),
    threshold = check_number(threshold, min = 0)
  )
  compose(object, outcome, keras_object("layers", "ReLU"), c(args, keywords))
}

#' Shrink negative values
#'
#' Keeps positive values and multiplies the others by a small slope, so that
#' units which give negative values still learn; [layer_activation_relu()] sets
#' those to 0. [layer_activation_parametric_relu()] learns the slope.
#'
#' @param negative_slope Factor for negative values: a number of at least 0.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' A. L. Maas, A. Y. Hannun, A. Y. Ng (2013). Rectifier nonlinearities improve
#' neural network acoustic models. ICML workshop on deep learning for audio,
#' speech and language processing.
#' <https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf>
#' @family activation layers
#' @examplesIf is_keras_available()
#' as.array(layer_activation_leaky_relu(matrix(c(-10, -1, 0, 1), 1), negative_slope = 0.1))
#' @export
layer_activation_leaky_relu <- function(object, negative_slope = 0.3, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(..., renamed = c(alpha = "negative_slope"))
  args <- list(
    negative_slope = check_number(negative_slope, min = 0)
  )
  compose(object, outcome, keras_object("layers", "LeakyReLU"), c(args, keywords))
}

#' Shrink negative values by a trainable factor
#'
#' Keeps positive values and multiplies the others by trainable slopes, one for
#' each element of an example. After a convolution, share them along the
#' spatial axes, so that there is one for each channel: `shared_axes = c(2, 3)`
#' for images. [layer_activation_leaky_relu()] has one slope, which you set.
#'
#' @param alpha_initializer Initial values of the slopes: the name of an
#'   initializer, a function or a Keras object. `"Zeros"` makes the layer start
#'   as [layer_activation_relu()].
#' @param alpha_regularizer Penalty on the slopes, added to the loss: a name
#'   such as `"l2"`, a function or a Keras object. `NULL` adds none. It draws
#'   them towards 0.
#' @param alpha_constraint Projection of the slopes after each update: a name
#'   such as `"non_neg"`, a function or a Keras object. `NULL` leaves them as
#'   they are.
#' @param shared_axes Axes along which one slope is shared: a whole number of
#'   at least 2, or a vector of them, counted from 1, the batch axis, along
#'   which slopes are always shared. Negative numbers are an error, because
#'   Keras takes them to mean other axes. `NULL` shares none.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' K. He, X. Zhang, S. Ren, J. Sun (2015). Delving deep into rectifiers:
#' surpassing human-level performance on ImageNet classification.
#' <https://arxiv.org/abs/1502.01852>
#' @family activation layers
#' @examplesIf is_keras_available()
#' slopes <- initializer_constant(0.25)
#' x <- matrix(c(-8, -4, 0, 1), 1)
#' as.array(layer_activation_parametric_relu(x, alpha_initializer = slopes))
#' @export
layer_activation_parametric_relu <- function(object, alpha_initializer = "Zeros",
                                             alpha_regularizer = NULL, alpha_constraint = NULL,
                                             shared_axes = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    alpha_initializer = check_initializer(alpha_initializer),
    alpha_regularizer = check_regularizer(alpha_regularizer),
    alpha_constraint = check_constraint(alpha_constraint),
    shared_axes = as_shared_axes(shared_axes)
  )
  compose(object, outcome, keras_object("layers", "PReLU"), c(args, keywords))
}

#' Bend negative values towards a limit
#'
#' The exponential linear unit: keeps positive values and turns a negative `x`
#' into `alpha * (exp(x) - 1)`, which comes down smoothly to `-alpha`. The mean
#' of the outputs is nearer to 0 than with [layer_activation_relu()], and units
#' with negative values still learn; the exponential takes longer.
#'
#' @param alpha The limit of large negative values, without its minus sign: a
#'   number, usually above 0.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' D.-A. Clevert, T. Unterthiner, S. Hochreiter (2015). Fast and accurate deep
#' network learning by exponential linear units (ELUs).
#' <https://arxiv.org/abs/1511.07289>
#' @family activation layers
#' @examplesIf is_keras_available()
#' round(as.array(layer_activation_elu(matrix(c(-10, -1, 0, 1), 1))), 3)
#' @export
layer_activation_elu <- function(object, alpha = 1, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    alpha = check_number(alpha)
  )
  compose(object, outcome, keras_object("layers", "ELU"), c(args, keywords))
}

#' Turn scores into probabilities
#'
#' Takes the exponential of every score and divides by their sum, so that the
#' results are between 0 and 1 and add up to 1: the probabilities of classes.
#' At the end of a model `activation = "softmax"` in [layer_dense()] does the
#' same; use the layer for another axis, or with a mask.
#'
#' @details
#' The call of the layer takes a mask, `layer(x, mask = mask)`, a logical
#' array: where it is `FALSE` the probability is 0.
#'
#' @param axis The axis along which the results add up to 1, or a vector of
#'   axes, counted from 1 with the batch axis included; negative numbers count
#'   from the end.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family activation layers
#' @examplesIf is_keras_available()
#' scores <- log(matrix(c(1, 2, 5), 1))
#' as.array(layer_activation_softmax(scores))
#' @export
layer_activation_softmax <- function(object, axis = -1L, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    axis = as_axis(axis)
  )
  compose(object, outcome, keras_object("layers", "Softmax"), c(args, keywords))
}
