#' Normalise over the batch
#'
#' Shifts and scales each channel to mean 0 and variance 1, then by a trainable
#' offset and factor. In training the mean and variance are those of the batch,
#' and running averages of them are kept; at inference the running averages are
#' used.
#'
#' @inheritParams layer_dense
#' @param axis The axis to normalise each entry of, the channels, counted from
#'   1 with the batch axis included; negative counts from the end. With
#'   `data_format = "channels_first"` in the convolution before it, use 2.
#' @param momentum Share of the old running average that is kept in an update: a
#'   number between 0 and 1.
#' @param epsilon Added to the variance before dividing: a number of at least 0.
#' @param center Whether to add the trainable offset `beta`.
#' @param scale Whether to multiply by the trainable factor `gamma`.
#' @param
#' beta_initializer,gamma_initializer,moving_mean_initializer,moving_variance_initializer
#'   How the weights start: the name of an initialiser, a function or a Keras
#'   object.
#' @param beta_regularizer,gamma_regularizer Penalty on the weights, added to
#'   the loss: a name such as `"l2"`, a function or a Keras object. `NULL` adds
#'   none.
#' @param beta_constraint,gamma_constraint Projection of the weights after each
#'   update: a name, a function or a Keras object. `NULL` leaves them.
#' @param synchronized Whether devices that train together share the statistics
#'   of a batch: `TRUE` or `FALSE`. TensorFlow only.
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' S. Ioffe, C. Szegedy (2015). Batch normalization: accelerating deep network
#' training by reducing internal covariate shift.
#' <https://arxiv.org/abs/1502.03167>
#' @family normalisation layers
#' @examplesIf is_keras_available()
#' normalise <- layer_batch_normalization()
#' x <- matrix(c(1, 2, 3, 10, 20, 30), nrow = 3)
#' round(as.array(normalise(x, training = TRUE)), 2)
#' @export
layer_batch_normalization <- function(object, axis = -1L, momentum = 0.99, epsilon = 0.001,
                                      center = TRUE, scale = TRUE, beta_initializer = "zeros",
                                      gamma_initializer = "ones",
                                      moving_mean_initializer = "zeros",
                                      moving_variance_initializer = "ones",
                                      beta_regularizer = NULL, gamma_regularizer = NULL,
                                      beta_constraint = NULL, gamma_constraint = NULL,
                                      synchronized = FALSE, ...) {
  check_object(object)
  args <- list(
    axis = as_axis(axis),
    momentum = check_number(momentum, min = 0, max = 1),
    epsilon = check_number(epsilon, min = 0),
    center = check_flag(center),
    scale = check_flag(scale),
    beta_initializer = check_identifier(beta_initializer),
    gamma_initializer = check_identifier(gamma_initializer),
    moving_mean_initializer = check_identifier(moving_mean_initializer),
    moving_variance_initializer = check_identifier(moving_variance_initializer),
    beta_regularizer = check_identifier(beta_regularizer),
    gamma_regularizer = check_identifier(gamma_regularizer),
    beta_constraint = check_identifier(beta_constraint),
    gamma_constraint = check_identifier(gamma_constraint),
    synchronized = check_flag(synchronized)
  )
  compose(object, layer_class("BatchNormalization"), c(args, check_dots(...)))
}
