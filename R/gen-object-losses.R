# Written by tools/generate from tools/generate/object/losses.toml, by `make generate`.

#' Arguments in common: losses
#'
#' @param y_true Targets: an array, a vector or a tensor; for its shape see
#'   *Shapes*. Without `y_true` and `y_pred` the function returns a loss
#'   object.
#' @param y_pred Predictions: an array, a vector or a tensor.
#' @param ... Not used; arguments after it must be named.
#' @param reduction How the object reduces the losses of a batch, a string:
#'   `"sum_over_batch_size"` or `"mean"`, their mean; `"sum"`, their sum;
#'   `"mean_with_sample_weight"`, their weighted sum divided by the sum of the
#'   weights; `"none"` or `NULL`, no reduction.
#' @param name Name of the object: a string without `/`. `NULL` makes one up.
#' @param dtype Dtype in which the object computes: a string such as
#'   `"float32"` or `"float64"`, or a policy. `NULL` uses Keras' default float
#'   type, which is `"float32"` unless you set it.
#' @param axis The axis along which the loss is computed, such as that of the
#'   classes: a whole number other than 0. Axes count from 1, the batch axis;
#'   negative ones count from the end, so that -1 is the last.
#' @param from_logits Whether `y_pred` holds logits, which may be any
#'   numbers, instead of probabilities from 0 to 1: `TRUE` or `FALSE`. A last
#'   layer without an activation returns logits; computing from them is
#'   numerically more accurate.
#' @param label_smoothing How far targets are moved towards equal
#'   probabilities for all classes: a number from 0, not at all, to 1. A little
#'   smoothing, such as 0.1, keeps a model from becoming overconfident.
#'
#' @section With data:
#' Given `y_true` and `y_pred`, the function computes the loss of each example
#' at once; `reduction`, `name` and `dtype` belong to the object and are then
#' an error. R numbers are converted to the dtype of the tensor they are
#' compared with, or else to Keras' default float type. Missing values are an
#' error, and so are shapes that do not match, which Keras would broadcast.
#' Only a single number is repeated.
#'
#' @section Shapes:
#' `y_true` and `y_pred` have the same shape, (examples, ..., columns), where a
#' last axis of length 1 may be left out. The losses have that shape without
#' the last axis, over which they are averaged.
#'
#' @returns Without data, the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data, a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which the loss is computed. Errors have class `lamina_error`.
#'
#' @name object-losses-arguments
#' @keywords internal
NULL

#' Mean squared error loss
#'
#' The mean of `(y_true - y_pred)^2`: the usual loss for regression. Large
#' errors count most; where some targets are outliers, use [loss_huber()] or
#' [loss_mean_absolute_error()].
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' y_true <- rbind(c(0, 1), c(2, 3))
#' y_pred <- rbind(c(0, 2), c(2, 6))
#' as.array(loss_mean_squared_error(y_true, y_pred))
#' loss <- loss_mean_squared_error()
#' loss(y_true, y_pred)
#' @export
loss_mean_squared_error <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size",
                                    name = "mean_squared_error", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "mean_squared_error", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "MeanSquaredError", args)
}

#' Mean absolute error loss
#'
#' The mean of `abs(y_true - y_pred)`, which pulls predictions towards the
#' median of the targets: outliers count less than with
#' [loss_mean_squared_error()].
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_mean_absolute_error(rbind(c(0, 1), c(2, 3)), rbind(c(0, 2), c(2, 6))))
#' @export
loss_mean_absolute_error <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size",
                                     name = "mean_absolute_error", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "mean_absolute_error", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "MeanAbsoluteError", args)
}

#' Mean absolute percentage error loss
#'
#' The mean of `100 * abs((y_true - y_pred) / y_true)`, in percent: for
#' positive targets of very different size. Targets near 0 give huge losses;
#' Keras divides by at least [config_epsilon()], 1e-7.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_mean_absolute_percentage_error(matrix(c(10, 200)), matrix(c(11, 180))))
#' @export
loss_mean_absolute_percentage_error <- function(y_true, y_pred, ...,
                                                reduction = "sum_over_batch_size",
                                                name = "mean_absolute_percentage_error",
                                                dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "mean_absolute_percentage_error", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "MeanAbsolutePercentageError", args)
}

#' Mean squared logarithmic error loss
#'
#' The mean of `(log(y_true + 1) - log(y_pred + 1))^2`: for targets of at least
#' 0 that vary by factors, such as counts and prices. A prediction that is too
#' low costs more than one that is too high by the same amount. Negative
#' numbers count as 0.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_mean_squared_logarithmic_error(matrix(c(10, 1000)), matrix(c(20, 500))))
#' @export
loss_mean_squared_logarithmic_error <- function(y_true, y_pred, ...,
                                                reduction = "sum_over_batch_size",
                                                name = "mean_squared_logarithmic_error",
                                                dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "mean_squared_logarithmic_error", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "MeanSquaredLogarithmicError", args)
}

#' Huber loss
#'
#' Half of [loss_mean_squared_error()] for differences of up to `delta`, and
#' linear beyond: outliers have less influence on the model, and near the
#' target the loss is still smooth.
#'
#' @details
#' With `e = abs(y_true - y_pred)` the loss is the mean of `e^2 / 2` where `e
#' <= delta`, and of `delta * e - delta^2 / 2` elsewhere.
#'
#' @param delta Difference beyond which the loss is linear: a number greater
#'   than 0, in the unit of the targets.
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @references
#' P. J. Huber (1964). Robust estimation of a location parameter. Annals of
#' Mathematical Statistics 35(1). <https://doi.org/10.1214/aoms/1177703732>
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_huber(matrix(c(0, 0)), matrix(c(0.5, 10)), delta = 1))
#' @export
loss_huber <- function(y_true, y_pred, delta = 1, ..., reduction = "sum_over_batch_size",
                       name = "huber_loss", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      delta = check_positive(delta)
    )
    return(compare("losses", "huber", y_true, y_pred, args))
  }
  args <- list(
    delta = check_positive(delta),
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "Huber", args)
}

#' Log-cosh loss
#'
#' The mean of `log(cosh(y_pred - y_true))`: about half the square of small
#' differences, and the absolute value of large ones minus `log(2)`. Like
#' [loss_huber()], but smooth everywhere and without settings.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_log_cosh(matrix(c(0, 0)), matrix(c(0.5, 10))))
#' @export
loss_log_cosh <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size", name = "log_cosh",
                          dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "log_cosh", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "LogCosh", args)
}

#' Cosine similarity loss
#'
#' Minus the cosine of the angle between targets and predictions, because
#' training minimises losses: -1 where the vectors point the same way, 0 where
#' they are orthogonal, 1 where they are opposite. Their lengths do not count.
#' [metric_cosine_similarity()] has no minus sign.
#'
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_true` and `y_pred` have the same shape, (examples, ..., columns); the
#' losses have that shape without `axis`.
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_cosine_similarity(rbind(c(0, 1), c(1, 1)), rbind(c(1, 0), c(2, 2))))
#' @export
loss_cosine_similarity <- function(y_true, y_pred, axis = -1L, ...,
                                   reduction = "sum_over_batch_size", name = "cosine_similarity",
                                   dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      axis = as_axis(axis, n = 1)
    )
    return(compare("losses", "cosine_similarity", y_true, y_pred, args))
  }
  args <- list(
    axis = as_axis(axis, n = 1),
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "CosineSimilarity", args)
}

#' Poisson loss
#'
#' The mean of `y_pred - y_true * log(y_pred)`, which is the negative
#' log-likelihood of Poisson counts with mean `y_pred`, except for a term that
#' does not depend on `y_pred`. Predictions must be positive: give the last
#' layer `activation = "softplus"` or `"exponential"`.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_poisson(matrix(c(0, 3)), matrix(c(0.5, 2))))
#' @export
loss_poisson <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size", name = "poisson",
                         dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "poisson", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "Poisson", args)
}

#' Kullback-Leibler divergence loss
#'
#' The sum of `y_true * log(y_true / y_pred)` along the last axis: how much
#' information is lost when `y_pred` is used in place of the distribution
#' `y_true`. Both are probabilities that sum to 1 along the last axis; they are
#' clipped to between [config_epsilon()], 1e-7, and 1. It differs from
#' [loss_categorical_crossentropy()] by the entropy of `y_true`, which does not
#' depend on the model.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @references
#' S. Kullback, R. A. Leibler (1951). On information and sufficiency. Annals of
#' Mathematical Statistics 22(1). <https://doi.org/10.1214/aoms/1177729694>
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_kl_divergence(rbind(c(0.5, 0.5)), rbind(c(0.9, 0.1))))
#' @export
loss_kl_divergence <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size",
                               name = "kl_divergence", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "kl_divergence", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "KLDivergence", args)
}
