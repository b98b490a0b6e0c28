# Written by tools/generate from tools/generate/layer/normalization.toml, by `make generate`.

#' Arguments in common: normalisation layers
#'
#' @param epsilon Added to the variance before dividing: a number of at least
#'   0.
#' @param center Whether to add the trainable offset `beta`: `TRUE` or
#'   `FALSE`.
#' @param scale Whether to multiply by the trainable factor `gamma`: `TRUE`
#'   or `FALSE`. Before a dense layer or a convolution it can be left out,
#'   because their weights can do the same.
#' @param beta_initializer Initial values of `beta`: the name of an
#'   initializer, a function or a Keras object.
#' @param gamma_initializer Initial values of `gamma`: the name of an
#'   initializer, a function or a Keras object.
#' @param beta_regularizer Penalty on `beta`, added to the loss: a name such
#'   as `"l2"`, a function or a Keras object. `NULL` adds none.
#' @param gamma_regularizer Penalty on `gamma`, added to the loss: a name
#'   such as `"l2"`, a function or a Keras object. `NULL` adds none.
#' @param beta_constraint Projection of `beta` after each update: a name such
#'   as `"non_neg"`, a function or a Keras object. `NULL` leaves it as it is.
#' @param gamma_constraint Projection of `gamma` after each update: a name
#'   such as `"non_neg"`, a function or a Keras object. `NULL` leaves it as it
#'   is.
#'
#' @name layer-normalization-arguments
#' @keywords internal
NULL

#' Normalise over the batch
#'
#' Shifts and scales each channel to mean 0 and variance 1, then by a trainable
#' offset and factor. In training the mean and variance are those of the batch,
#' and running averages of them are kept; at inference the running averages are
#' used. Batches should have some dozens of examples: with small ones use
#' [layer_group_normalization()] or `renorm = TRUE`, for sequences
#' [layer_layer_normalization()].
#'
#' @details
#' A layer with `trainable = FALSE` uses its running averages in training too,
#' and leaves them as they are.
#'
#' Batch renormalisation (`renorm = TRUE`) makes training and inference alike:
#' in training the normalised value is multiplied by `r` and `d` is added,
#' which turn the mean and standard deviation of the batch into running
#' averages, kept for this alone. The gradient treats `r` and `d` as constants.
#'
#' @param axis The axis of the channels, each of which is normalised
#'   separately, counted from 1, the batch axis, which is not allowed; negative
#'   numbers count from the end. After a convolution with `data_format =
#'   "channels_first"`, use 2.
#' @param momentum Share of the old running average that is kept in an
#'   update: a number between 0 and 1.
#' @param moving_mean_initializer Initial values of the running average of
#'   the mean: the name of an initializer, a function or a Keras object.
#' @param moving_variance_initializer Initial values of the running average
#'   of the variance: the name of an initializer, a function or a Keras object.
#' @param synchronized Whether devices that train together share the
#'   statistics of a batch: `TRUE` or `FALSE`. TensorFlow only.
#' @param renorm Whether to correct the statistics of the batch by running
#'   averages in training: `TRUE` or `FALSE`.
#' @param renorm_clipping Limits of the correction with `renorm = TRUE`, by
#'   name: `r` is kept between `rmin` and `rmax`, `d` between `-dmax` and
#'   `dmax`. Numbers of at least 0, such as `c(rmin = 1 / 3, rmax = 3, dmax =
#'   5)`, or some of them; a limit that is not given, and `NULL`, do not limit.
#' @param renorm_momentum Share that is kept in an update of the running
#'   averages of the correction: a number between 0 and 1. Near 1 they lag
#'   behind, with smaller numbers they are noisy.
#' @inheritParams layer-normalization-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' S. Ioffe, C. Szegedy (2015). Batch normalization: accelerating deep network
#' training by reducing internal covariate shift.
#' <https://arxiv.org/abs/1502.03167>
#'
#' S. Ioffe (2017). Batch renormalization: towards reducing minibatch
#' dependence in batch-normalized models. <https://arxiv.org/abs/1702.03275>
#' @family normalisation layers
#' @examplesIf is_keras_available()
#' normalise <- layer_batch_normalization()
#' x <- matrix(c(1, 2, 3, 10, 20, 30), nrow = 3)
#' round(as.array(normalise(x, training = TRUE)), 2)
#' @export
layer_batch_normalization <- function(object, axis = -1L, momentum = 0.99, epsilon = 0.001,
                                      center = TRUE, scale = TRUE, beta_initializer = "zeros",
                                      gamma_initializer = "ones", moving_mean_initializer = "zeros",
                                      moving_variance_initializer = "ones", beta_regularizer = NULL,
                                      gamma_regularizer = NULL, beta_constraint = NULL,
                                      gamma_constraint = NULL, synchronized = FALSE, renorm = FALSE,
                                      renorm_clipping = NULL, renorm_momentum = 0.99, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    axis = as_axis(axis, n = 1, batch = FALSE),
    momentum = check_number(momentum, min = 0, max = 1),
    epsilon = check_number(epsilon, min = 0),
    center = check_flag(center),
    scale = check_flag(scale),
    beta_initializer = check_initializer(beta_initializer),
    gamma_initializer = check_initializer(gamma_initializer),
    moving_mean_initializer = check_initializer(moving_mean_initializer),
    moving_variance_initializer = check_initializer(moving_variance_initializer),
    beta_regularizer = check_regularizer(beta_regularizer),
    gamma_regularizer = check_regularizer(gamma_regularizer),
    beta_constraint = check_constraint(beta_constraint),
    gamma_constraint = check_constraint(gamma_constraint),
    synchronized = check_flag(synchronized),
    renorm = check_flag(renorm),
    renorm_clipping = check_clipping(renorm_clipping),
    renorm_momentum = check_number(renorm_momentum, min = 0, max = 1)
  )
  compose(object, outcome, keras_object("layers", "BatchNormalization"), c(args, keywords))
}

#' Normalise groups of channels
#'
#' Splits the channels of each example into groups, and shifts and scales each
#' group, at all positions together, to mean 0 and variance 1, then each
#' channel by a trainable offset and factor. The other examples do not count,
#' so it works as well with batches of one or two, as large images require,
#' where [layer_batch_normalization()] does not; and training and inference are
#' the same.
#'
#' @param groups Number of groups: a whole number of at least 1 that divides
#'   the number of channels; the default, 32, needs 32, 64, ... of them. 1
#'   normalises all channels together, -1 each by itself (instance
#'   normalisation).
#' @param axis The axis of the channels, counted from 1, the batch axis,
#'   which is not allowed; negative numbers count from the end.
#' @inheritParams layer-normalization-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' Y. Wu, K. He (2018). Group normalization. <https://arxiv.org/abs/1803.08494>
#'
#' D. Ulyanov, A. Vedaldi, V. Lempitsky (2016). Instance normalization: the
#' missing ingredient for fast stylization. <https://arxiv.org/abs/1607.08022>;
#' on `groups = -1`.
#' @family normalisation layers
#' @examplesIf is_keras_available()
#' x <- matrix(c(1, 3, 10, 30), 1)
#' round(as.array(layer_group_normalization(x, groups = 2)), 2)
#' @export
layer_group_normalization <- function(object, groups = 32L, axis = -1L, epsilon = 0.001,
                                      center = TRUE, scale = TRUE, beta_initializer = "zeros",
                                      gamma_initializer = "ones", beta_regularizer = NULL,
                                      gamma_regularizer = NULL, beta_constraint = NULL,
                                      gamma_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    groups = as_groups(groups),
    axis = as_axis(axis, n = 1, batch = FALSE),
    epsilon = check_number(epsilon, min = 0),
    center = check_flag(center),
    scale = check_flag(scale),
    beta_initializer = check_initializer(beta_initializer),
    gamma_initializer = check_initializer(gamma_initializer),
    beta_regularizer = check_regularizer(beta_regularizer),
    gamma_regularizer = check_regularizer(gamma_regularizer),
    beta_constraint = check_constraint(beta_constraint),
    gamma_constraint = check_constraint(gamma_constraint)
  )
  compose(object, outcome, keras_object("layers", "GroupNormalization"), c(args, keywords))
}

#' Normalise each example separately
#'
#' Shifts and scales the features of each example, and in a sequence those of
#' each step, to mean 0 and variance 1, then each feature by a trainable offset
#' and factor. The other examples do not count, so it suits recurrent layers,
#' transformers and small batches, and training and inference are the same.
#' [layer_rms_normalization()] leaves the mean as it is and is quicker.
#'
#' @param axis The axis to take mean and variance along, or a vector of axes,
#'   counted from 1, the batch axis, which is not allowed; negative numbers
#'   count from the end. `beta` and `gamma` have the lengths of these axes.
#' @inheritParams layer-normalization-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape. Along `axis` the lengths must be
#' known.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' J. L. Ba, J. R. Kiros, G. E. Hinton (2016). Layer normalization.
#' <https://arxiv.org/abs/1607.06450>
#' @family normalisation layers
#' @examplesIf is_keras_available()
#' x <- matrix(c(1, 10, 2, 20, 3, 30), 2)
#' round(as.array(layer_layer_normalization(x)), 2)
#' @export
layer_layer_normalization <- function(object, axis = -1L, epsilon = 0.001, center = TRUE,
                                      scale = TRUE, beta_initializer = "zeros",
                                      gamma_initializer = "ones", beta_regularizer = NULL,
                                      gamma_regularizer = NULL, beta_constraint = NULL,
                                      gamma_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    axis = as_axis(axis, batch = FALSE),
    epsilon = check_number(epsilon, min = 0),
    center = check_flag(center),
    scale = check_flag(scale),
    beta_initializer = check_initializer(beta_initializer),
    gamma_initializer = check_initializer(gamma_initializer),
    beta_regularizer = check_regularizer(beta_regularizer),
    gamma_regularizer = check_regularizer(gamma_regularizer),
    beta_constraint = check_constraint(beta_constraint),
    gamma_constraint = check_constraint(gamma_constraint)
  )
  compose(object, outcome, keras_object("layers", "LayerNormalization"), c(args, keywords))
}

#' Normalise each example by its root mean square
#'
#' Divides the features of each example, and in a sequence those of each step,
#' by the root of the mean of their squares, then multiplies each feature by a
#' trainable factor. It is [layer_layer_normalization()] without the mean and
#' the offset: quicker, about as good, and usual in large language models.
#' [layer_unit_normalization()] has no factor and divides by the root of the
#' sum.
#'
#' @param axis The axis to take the mean along, or a vector of axes, counted
#'   from 1, the batch axis, which is not allowed; negative numbers count from
#'   the end.
#' @param epsilon Added to the mean of the squares before dividing: a number
#'   of at least 0.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape. Along `axis` the lengths must be
#' known.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' B. Zhang, R. Sennrich (2019). Root mean square layer normalization.
#' <https://arxiv.org/abs/1910.07467>
#' @family normalisation layers
#' @examplesIf is_keras_available()
#' as.array(layer_rms_normalization(matrix(c(1, 7), 1)))
#' @export
layer_rms_normalization <- function(object, axis = -1L, epsilon = 1e-06, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    axis = as_axis(axis, batch = FALSE),
    epsilon = check_number(epsilon, min = 0)
  )
  compose(object, outcome, keras_object("layers", "RMSNormalization"), c(args, keywords))
}

#' Scale each example to length 1
#'
#' Divides the features of each example, and in a sequence those of each step,
#' by the root of the sum of their squares, so that only their direction
#' counts: embeddings can then be compared by [layer_dot()]. It has no weights.
#'
#' @param axis The axis along which the squares add up to 1, or a vector of
#'   axes, counted from 1 with the batch axis included; negative numbers count
#'   from the end.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family normalisation layers
#' @examplesIf is_keras_available()
#' as.array(layer_unit_normalization(matrix(c(3, 4), 1)))
#' @export
layer_unit_normalization <- function(object, axis = -1L, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    axis = as_axis(axis)
  )
  compose(object, outcome, keras_object("layers", "UnitNormalization"), c(args, keywords))
}

#' Limit the spectral norm of a layer's weights
#'
#' Wraps a layer and divides its weights, at each step of training, by their
#' spectral norm, the largest factor by which they lengthen any input: the
#' output of the layer then cannot change much faster than its input. It
#' steadies the discriminator of a generative adversarial network. At inference
#' the weights stay as training left them.
#'
#' @details
#' The norm is estimated by power iteration, which goes on from the estimate of
#' the step before, so that one iteration is enough where the weights change
#' slowly. Weights that are all 0 are left as they are.
#'
#' @param layer The layer whose weights are divided: one with a `kernel`,
#'   such as `layer_dense(units = 8)`, or with `embeddings`.
#' @param power_iterations Iterations at each step: a whole number of at
#'   least 1. More estimate the norm better and take longer.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output are those of the wrapped layer.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' T. Miyato, T. Kataoka, M. Koyama, Y. Yoshida (2018). Spectral normalization
#' for generative adversarial networks. <https://arxiv.org/abs/1802.05957>
#' @family normalisation layers
#' @examplesIf is_keras_available()
#' stretch <- initializer_constant(4)
#' dense <- layer_dense(units = 1, kernel_initializer = stretch)
#' normalised <- layer_spectral_normalization(layer = dense)
#' x <- matrix(c(3, 4), 1)
#' as.array(normalised(x))
#' as.array(normalised(x, training = TRUE))
#' @export
layer_spectral_normalization <- function(object, layer, power_iterations = 1L, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    layer = check_layer(layer),
    power_iterations = as_whole(power_iterations, min = 1)
  )
  compose(object, outcome, keras_object("layers", "SpectralNormalization"), c(args, keywords))
}
