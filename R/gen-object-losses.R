# Written by tools/generate from tools/generate/object/losses.toml, by `make generate`.

#' What losses share
#'
#' @param y_true Targets: an array, a vector or a tensor, in the shape that
#'   is told under Shapes. Without `y_true` and `y_pred` the function makes the
#'   object.
#' @param y_pred Predictions: an array, a vector or a tensor.
#' @param ... Not used; arguments behind it are given by name.
#' @param reduction What the object makes of the losses of a batch, as a
#'   string: `"sum_over_batch_size"` or `"mean"`, their mean; `"sum"`, their
#'   sum; `"mean_with_sample_weight"`, their sum divided by that of the
#'   weights; `"none"` or `NULL`, the losses as they are.
#' @param name Name of the object: a string without `/`. `NULL` makes one up.
#' @param dtype Dtype in which the object computes: a string such as
#'   `"float32"` or `"float64"`, or a policy. `NULL` takes Keras' default for
#'   fractions, as a rule `"float32"`.
#' @param axis The axis along which the loss is computed, that of the
#'   classes: a whole number other than 0. Axes count from 1, the batch axis;
#'   negative ones from the end, so that -1 is the last.
#' @param from_logits Whether `y_pred` holds logits, any numbers, instead of
#'   probabilities from 0 to 1: `TRUE` or `FALSE`. Where the last layer has no
#'   activation they are logits, which is exacter.
#' @param label_smoothing How far targets are drawn towards all classes
#'   alike: a number from 0, not at all, to 1. A little, such as 0.1, keeps a
#'   model from being too sure.
#'
#' @section With data:
#' Given `y_true` and `y_pred`, the function computes at once, and gives the
#' loss of each example; `reduction`, `name` and `dtype` are of the object, and
#' an error then. R's numbers take the dtype of the tensor beside them, else
#' Keras' default for fractions. Missing values are an error, and so are shapes
#' that do not belong together: Keras would repeat numbers until they fit. A
#' single number stands for an array of it.
#'
#' @section Shapes:
#' `y_true` and `y_pred` have the same shape, (examples, ..., columns), where a
#' last axis of length 1 may be left out; the losses have that shape without
#' its last axis, of which the mean is taken.
#'
#' @name object-losses-arguments
#' @keywords internal
NULL

#' Square differences
#'
#' The mean of `(y_true - y_pred)^2`: the usual loss of a regression. Large
#' errors count most; where some targets are outliers, take [loss_huber()] or
#' [loss_mean_absolute_error()].
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @returns Without data the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which it is computed. Errors have class `lamina_error`.
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

#' Absolute differences
#'
#' The mean of `abs(y_true - y_pred)`, which draws predictions to the median of
#' the targets: outliers count less than for [loss_mean_squared_error()].
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @returns Without data the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which it is computed. Errors have class `lamina_error`.
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

#' Differences in percent of the target
#'
#' The mean of `100 * abs((y_true - y_pred) / y_true)`: for positive targets of
#' very different size. Targets near 0 give huge losses; Keras divides by at
#' least 1e-7.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @returns Without data the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which it is computed. Errors have class `lamina_error`.
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

#' Square differences of logarithms
#'
#' The mean of `(log(y_true + 1) - log(y_pred + 1))^2`: for targets of at least
#' 0 that grow by factors, such as counts and prices. A prediction that is too
#' low costs more than one that is as much too high. Negative numbers count as
#' 0.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @returns Without data the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which it is computed. Errors have class `lamina_error`.
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

#' Square small differences, and take large ones as they are
#'
#' As half of [loss_mean_squared_error()] for differences of up to `delta`, and
#' in a straight line beyond: outliers draw the model less, and near the target
#' it still settles smoothly.
#'
#' @details
#' With `e = abs(y_true - y_pred)` the loss is the mean of `e^2 / 2` where `e
#' <= delta`, and of `delta * e - delta^2 / 2` elsewhere.
#'
#' @param delta Difference from which the line is straight: a number greater
#'   than 0, in the unit of the targets.
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @returns Without data the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which it is computed. Errors have class `lamina_error`.
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

#' Logarithms of the hyperbolic cosine of differences
#'
#' The mean of `log(cosh(y_pred - y_true))`: about half the square of small
#' differences, and the size of large ones less `log(2)`. As [loss_huber()],
#' but smooth all over, and with nothing to set.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @returns Without data the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which it is computed. Errors have class `lamina_error`.
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

#' Angle between targets and predictions
#'
#' The cosine of the angle between the vectors, with a minus sign, for training
#' makes losses small: -1 where they point the same way, 0 where they are at
#' right angles, 1 where they are opposed. Their lengths do not count.
#' [metric_cosine_similarity()] has no minus sign.
#'
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_true` and `y_pred` have the same shape, (examples, ..., columns); the
#' losses have that shape without `axis`.
#'
#' @inheritSection object-losses-arguments With data
#' @returns Without data the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which it is computed. Errors have class `lamina_error`.
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

#' Poisson likelihood of counts
#'
#' The mean of `y_pred - y_true * log(y_pred)`, the negative log-likelihood of
#' counts whose mean is `y_pred`, but for what depends on the counts alone.
#' Predictions must be positive: let the last layer end in `activation =
#' "softplus"` or `"exponential"`.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @returns Without data the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which it is computed. Errors have class `lamina_error`.
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

#' Distance of distributions
#'
#' The Kullback-Leibler divergence, the sum of `y_true * log(y_true / y_pred)`:
#' how much is lost where `y_pred` stands for the distribution `y_true`. Both
#' are probabilities that sum to 1 along the last axis; they are taken as at
#' least 1e-7 and at most 1. For targets of one class each take
#' [loss_categorical_crossentropy()], which differs by a constant.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @returns Without data the loss, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`. With data a
#'   tensor with the loss of each example, in the shape of `y_pred` without the
#'   axis along which it is computed. Errors have class `lamina_error`.
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
