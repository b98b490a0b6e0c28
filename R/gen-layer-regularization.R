# Written by tools/generate from tools/generate/layer/regularization.toml, by `make generate`.

#' Drop single elements
#'
#' Sets elements to zero at random during training, each with probability
#' `rate`, and multiplies the others by `1 / (1 - rate)`. At inference the
#' input comes back unchanged. Use it between dense layers; between
#' convolutions [layer_spatial_dropout_2d()] regularises better.
#'
#' @param rate Fraction of the elements to drop: a number between 0 and 1,
#'   both allowed.
#' @param noise_shape Shape of the mask with the batch axis, 1 along axes
#'   that share one draw and `NA` for the input's own size: `c(NA, 1, 64)`
#'   drops the same features at every step of a sequence. `NULL` draws for each
#'   element.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov
#' (2014). Dropout: a simple way to prevent neural networks from overfitting.
#' Journal of Machine Learning Research 15.
#' <https://jmlr.org/papers/v15/srivastava14a.html>
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' drop <- layer_dropout(rate = 0.5, seed = 1)
#' as.array(drop(matrix(1, 2, 5), training = TRUE))
#' @export
layer_dropout <- function(object, rate, noise_shape = NULL, seed = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    rate = check_number(rate, min = 0, max = 1),
    noise_shape = as_shape(noise_shape, null = TRUE),
    seed = as_seed(seed)
  )
  compose(object, outcome, keras_object("layers", "Dropout"), c(args, keywords))
}

#' Drop single elements of a self-normalising network
#'
#' Dropout for networks with the activation `"selu"`, which keep mean 0 and
#' variance 1 from layer to layer by themselves: an element is set not to 0
#' but, with probability `rate`, to the value that large negative inputs take
#' there, and then all are shifted and scaled, so that mean and variance stay.
#' It acts in training only; with other activations use [layer_dropout()].
#'
#' @param rate Fraction of the elements to drop: a number from 0 to less
#'   than 1. With 1 nothing would be left to scale.
#' @param noise_shape Shape of the mask with the batch axis, 1 along axes
#'   that share one draw and `NA` for the input's own size: `c(NA, 1, 64)`
#'   drops the same features at every step of a sequence. `NULL` draws for each
#'   element.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter (2017).
#' Self-normalizing neural networks. <https://arxiv.org/abs/1706.02515>
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' drop <- layer_alpha_dropout(rate = 0.5, seed = 1)
#' round(as.array(drop(matrix(0, 2, 5), training = TRUE)), 2)
#' @export
layer_alpha_dropout <- function(object, rate, noise_shape = NULL, seed = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    rate = check_fraction(rate),
    noise_shape = as_shape(noise_shape, null = TRUE),
    seed = as_seed(seed)
  )
  compose(object, outcome, keras_object("layers", "AlphaDropout"), c(args, keywords))
}

#' Multiply by noise
#'
#' Multiplies each element during training by a normal random number of mean 1
#' and standard deviation `sqrt(rate / (1 - rate))`, which is the mean and
#' standard deviation of the factors in [layer_dropout()] of the same rate; no
#' element is lost altogether. At inference the input comes back unchanged.
#'
#' @param rate Rate of the dropout that the noise is as strong as: a number
#'   from 0 to less than 1. With 1 the noise would be infinite.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov
#' (2014). Dropout: a simple way to prevent neural networks from overfitting.
#' Journal of Machine Learning Research 15, section 10.
#' <https://jmlr.org/papers/v15/srivastava14a.html>
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' noise <- layer_gaussian_dropout(rate = 0.2, seed = 1)
#' round(as.array(noise(matrix(1, 2, 5), training = TRUE)), 2)
#' @export
layer_gaussian_dropout <- function(object, rate, seed = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    rate = check_fraction(rate),
    seed = as_seed(seed)
  )
  compose(object, outcome, keras_object("layers", "GaussianDropout"), c(args, keywords))
}

#' Add noise
#'
#' Adds to each element during training a normal random number of mean 0, so
#' that the model does not rely on exact values; as the first layer it makes
#' new examples from the existing ones. At inference the input comes back
#' unchanged. [layer_gaussian_dropout()] multiplies, so that large values get
#' more noise.
#'
#' @param stddev Standard deviation of the noise, in the unit of the input: a
#'   number between 0 and 1, so scale the input first.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' C. M. Bishop (1995). Training with noise is equivalent to Tikhonov
#' regularization. Neural Computation 7(1).
#' <https://doi.org/10.1162/neco.1995.7.1.108>
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' noise <- layer_gaussian_noise(stddev = 0.1, seed = 1)
#' round(as.array(noise(matrix(1, 2, 5), training = TRUE)), 2)
#' @export
layer_gaussian_noise <- function(object, stddev, seed = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    stddev = check_number(stddev, min = 0, max = 1),
    seed = as_seed(seed)
  )
  compose(object, outcome, keras_object("layers", "GaussianNoise"), c(args, keywords))
}

#' Penalise large values
#'
#' Returns its input as it is and adds `l1` times the sum of its absolute
#' values and `l2` times the sum of its squares to the loss, over the whole
#' batch. `l1` makes many values 0, as in a sparse autoencoder; `l2` keeps them
#' small. Most layers do the same with their `activity_regularizer`.
#'
#' @param l1 Factor for the absolute values: a number of at least 0.
#' @param l2 Factor for the squares: a number of at least 0.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `autocast`, `input_shape`, `batch_input_shape`. Any other
#'   name is an error: `l1` and `l2` stand for `activity_regularizer` here.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' penalty <- layer_activity_regularization(l1 = 0.5, l2 = 1)
#' as.array(penalty(matrix(c(-1, 3), 1)))
#' as.array(penalty$losses[[1]])
#' @export
layer_activity_regularization <- function(object, l1 = 0, l2 = 0, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(..., without = "activity_regularizer")
  args <- list(
    l1 = check_number(l1, min = 0),
    l2 = check_number(l2, min = 0)
  )
  compose(object, outcome, keras_object("layers", "ActivityRegularization"), c(args, keywords))
}
