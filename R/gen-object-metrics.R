# Written by tools/generate from tools/generate/object/metrics.toml, by `make generate`.

#' Arguments in common: metrics
#'
#' @param y_true Targets: an array, a vector or a tensor. Without `y_true`
#'   and `y_pred` the function returns a metric object.
#' @param y_pred Predictions: an array, a vector or a tensor.
#' @param ... Not used; arguments after it must be named.
#' @param name Name of the metric, under which it is reported: a string
#'   without `/`. `NULL` derives one from the class.
#' @param dtype Dtype in which the metric computes: a string such as
#'   `"float32"`. `NULL` uses Keras' default.
#' @param axis The axis along which the metric is computed: a whole number
#'   other than 0. Axes count from 1, the batch axis; negative ones count from
#'   the end, so that -1 is the last.
#' @param from_logits Whether `y_pred` holds logits, which may be any
#'   numbers, instead of probabilities from 0 to 1: `TRUE` or `FALSE`.
#' @param label_smoothing How far targets are moved towards equal
#'   probabilities for all classes: a number from 0, not at all, to 1.
#' @param threshold Predictions above it count as 1, others as 0: a number.
#' @param thresholds Predictions above it count as 1, others as 0: a number
#'   from 0 to 1, or a vector of them, for a value at each. `NULL` uses 0.5.
#' @param num_thresholds Number of thresholds at which the curve is computed:
#'   a whole number of at least 2.
#' @param class_id The only class to count, a column of the predictions: a
#'   whole number of at least 0, counted from 0 like class labels. `NULL`
#'   counts all classes.
#' @param top_k How many of the largest predictions of an example count as 1:
#'   a whole number of at least 1. `NULL` uses the threshold alone.
#' @param k Number of largest predictions among which the right class must
#'   be: a whole number of at least 1, and on PyTorch at most the number of
#'   classes.
#' @param num_classes Number of classes: a whole number of at least 1.
#' @param target_class_ids The classes to average over: a whole number, or a
#'   vector of them, counted from 0 like class labels, and smaller than
#'   `num_classes`.
#' @param ignore_class Label of a class whose examples are ignored, such as
#'   255: a whole number. `NULL` ignores none.
#' @param sparse_y_true Whether targets are class labels, `TRUE`, or have one
#'   column per class, `FALSE`.
#' @param sparse_y_pred Whether predictions are class labels, `TRUE`, or have
#'   one column per class, `FALSE`.
#' @param average How classes are combined, a string: `"micro"` counts all of
#'   them together, `"macro"` takes the mean over classes, `"weighted"` the
#'   mean weighted by how often each class occurs. `NULL` returns a value for
#'   each class.
#' @param delta Difference beyond which the metric is linear: a number
#'   greater than 0, in the unit of the targets.
#' @param apply_class_balancing Whether the classes are weighted, 1 by
#'   `alpha` and 0 by `1 - alpha`: `TRUE` or `FALSE`.
#' @param alpha Weight: a number from 0 to 1.
#' @param gamma Focusing parameter: a number of at least 0. The larger it is,
#'   the less easy examples count.
#'
#' @section Shapes and labels:
#' `y_true` and `y_pred` have the same shape, (examples, ..., columns), where a
#' last axis of length 1 may be left out. For metrics of class labels, `y_true`
#' holds labels counted from 0 and lacks the axis of the classes. Shapes that
#' do not match, labels without a class and missing values are an error in R:
#' Keras would broadcast the numbers, or read the labels as others.
#'
#' @returns Without data, the metric, a Keras object: for [compile()], and
#'   itself a function of `y_true`, `y_pred` and `sample_weight`, which adds
#'   the data to those of earlier calls and returns the value so far.
#'   `metric$update_state()` and `metric$result()` do these two steps
#'   separately, and `metric$reset_state()` starts again. With data (where the
#'   function has the arguments `y_true` and `y_pred`), a tensor with the value
#'   of each example. Errors have class `lamina_error`.
#'
#' @name object-metrics-arguments
#' @keywords internal
NULL

#' Mean squared error metric
#'
#' The mean of `(y_true - y_pred)^2`, in the squared unit of the targets;
#' [metric_root_mean_squared_error()] is in their unit.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_mean_squared_error(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_mean_squared_error <- function(y_true, y_pred, ..., name = "mean_squared_error",
                                      dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "mean_squared_error", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "MeanSquaredError", args)
}

#' Root mean squared error metric
#'
#' The square root of the mean of `(y_true - y_pred)^2` over all data so far,
#' in the unit of the targets.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_root_mean_squared_error()
#' as.array(metric(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_root_mean_squared_error <- function(..., name = "root_mean_squared_error", dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "RootMeanSquaredError", args)
}

#' Mean absolute error metric
#'
#' The mean of `abs(y_true - y_pred)`, in the unit of the targets.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_mean_absolute_error(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_mean_absolute_error <- function(y_true, y_pred, ..., name = "mean_absolute_error",
                                       dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "mean_absolute_error", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "MeanAbsoluteError", args)
}

#' Mean absolute percentage error metric
#'
#' The mean of `100 * abs((y_true - y_pred) / y_true)`, in percent. Targets
#' near 0 give huge values.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_mean_absolute_percentage_error(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_mean_absolute_percentage_error <- function(y_true, y_pred, ...,
                                                  name = "mean_absolute_percentage_error",
                                                  dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "mean_absolute_percentage_error", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "MeanAbsolutePercentageError", args)
}

#' Mean squared logarithmic error metric
#'
#' The mean of `(log(y_true + 1) - log(y_pred + 1))^2`. Negative numbers count
#' as 0.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_mean_squared_logarithmic_error(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_mean_squared_logarithmic_error <- function(y_true, y_pred, ...,
                                                  name = "mean_squared_logarithmic_error",
                                                  dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "mean_squared_logarithmic_error", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "MeanSquaredLogarithmicError", args)
}

#' Huber metric
#'
#' Half the square of differences of up to `delta`, and linear beyond. Keras
#' has no object for it: give [compile()] the function itself, `metrics =
#' metric_huber`.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_huber(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_huber <- function(y_true, y_pred, delta = 1, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    delta = check_positive(delta)
  )
  compare("metrics", "huber", y_true, y_pred, args)
}

#' Log-cosh metric
#'
#' The mean of `log(cosh(y_pred - y_true))`, computed at once;
#' [metric_log_cosh_error()] makes the metric object.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_log_cosh(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_log_cosh <- function(y_true, y_pred, ...) {
  check_no_dots(..., what = "this function")
  compare("metrics", "log_cosh", y_true, y_pred)
}

#' Log-cosh error metric
#'
#' The mean of `log(cosh(y_pred - y_true))`: about half the square of small
#' differences, and the absolute value of large ones minus `log(2)`.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_log_cosh_error()
#' as.array(metric(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_log_cosh_error <- function(..., name = "logcosh", dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "LogCoshError", args)
}

#' Cosine similarity metric
#'
#' The cosine of the angle between targets and predictions: 1 where the vectors
#' point the same way, 0 where they are orthogonal, -1 where they are opposite.
#' [loss_cosine_similarity()] has a minus sign.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_cosine_similarity()
#' as.array(metric(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_cosine_similarity <- function(..., name = "cosine_similarity", dtype = NULL, axis = -1L) {
  check_no_dots(..., what = "this function")
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype),
    axis = as_axis(axis, n = 1)
  )
  call_keras("metrics", "CosineSimilarity", args)
}

#' R-squared metric
#'
#' The coefficient of determination, the share of the variance that predictions
#' explain: 1 where they are exact, 0 where they are as good as the mean of the
#' targets, negative where they are worse.
#'
#' @param class_aggregation How several columns are combined, a string:
#'   `"uniform_average"`, their mean; `"variance_weighted_average"`, the mean
#'   weighted by the variance of the targets. `NULL` returns a value for each
#'   column.
#' @param num_regressors Number of predictors, for the adjusted R-squared: a
#'   whole number of at least 0, where 0 does not adjust.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_r2_score()
#' as.array(metric(rbind(1, 2, 4), rbind(1, 2, 3)))
#' @export
metric_r2_score <- function(..., class_aggregation = "uniform_average", num_regressors = 0L,
                            name = "r2_score", dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    class_aggregation = check_choice(
      class_aggregation, c("uniform_average", "variance_weighted_average"), null = TRUE
    ),
    num_regressors = as_whole(num_regressors, min = 0),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "R2Score", args)
}

#' Pearson correlation metric
#'
#' Pearson's correlation of targets and predictions along `axis`: a number from
#' -1 to 1.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_pearson_correlation(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_pearson_correlation <- function(y_true, y_pred, axis = -1L, ...,
                                       name = "pearson_correlation", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    args <- list(
      axis = as_axis(axis, n = 1)
    )
    return(compare("metrics", "pearson_correlation", y_true, y_pred, args))
  }
  args <- list(
    axis = as_axis(axis, n = 1),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "PearsonCorrelation", args)
}

#' Concordance correlation metric
#'
#' Like [metric_pearson_correlation()], but 1 only where predictions are equal
#' to the targets: a different mean or scale makes it smaller.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_concordance_correlation(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_concordance_correlation <- function(y_true, y_pred, axis = -1L, ...,
                                           name = "concordance_correlation", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    args <- list(
      axis = as_axis(axis, n = 1)
    )
    return(compare("metrics", "concordance_correlation", y_true, y_pred, args))
  }
  args <- list(
    axis = as_axis(axis, n = 1),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "ConcordanceCorrelation", args)
}

#' Poisson metric
#'
#' The mean of `y_pred - y_true * log(y_pred)`, as in [loss_poisson()].
#' Predictions must be positive.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_poisson(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_poisson <- function(y_true, y_pred, ..., name = "poisson", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "poisson", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "Poisson", args)
}

#' Mean metric
#'
#' The mean of the values it is updated with, weighted by `sample_weight` if
#' given: for the loss or another number in a training step or loop of your
#' own.
#'
#' @inheritParams object-metrics-arguments
#'
#' @returns The metric, a Keras object, itself a function of `values`, an
#'   array or a tensor, and `sample_weight`, which adds the values to those of
#'   earlier calls and returns the mean so far. `metric$update_state()` and
#'   `metric$result()` do these two steps separately, and
#'   `metric$reset_state()` starts again. Errors have class `lamina_error`.
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_mean()
#' as.array(metric(c(1, 2, 4)))
#' @export
metric_mean <- function(..., name = "mean", dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "Mean", args)
}

#' Sum metric
#'
#' The sum of the values it is updated with, weighted by `sample_weight` if
#' given.
#'
#' @inheritParams object-metrics-arguments
#'
#' @returns The metric, a Keras object, itself a function of `values`, an
#'   array or a tensor, and `sample_weight`, which adds the values to those of
#'   earlier calls and returns the sum so far. `metric$update_state()` and
#'   `metric$result()` do these two steps separately, and
#'   `metric$reset_state()` starts again. Errors have class `lamina_error`.
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_sum()
#' as.array(metric(c(1, 2, 4)))
#' @export
metric_sum <- function(..., name = "sum", dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "Sum", args)
}
