# Written by tools/generate from tools/generate/object/metrics.toml, by `make generate`.

#' What metrics share
#'
#' @param y_true Targets: an array, a vector or a tensor. Without `y_true`
#'   and `y_pred` the function makes the object.
#' @param y_pred Predictions: an array, a vector or a tensor.
#' @param ... Not used; arguments behind it are given by name.
#' @param name Name of the metric, under which a history has it: a string
#'   without `/`. `NULL` takes one from the class.
#' @param dtype Dtype in which the metric counts: a string such as
#'   `"float32"`. `NULL` takes Keras' default.
#' @param axis The axis along which is computed: a whole number other than 0.
#'   Axes count from 1, the batch axis; negative ones from the end, so that -1
#'   is the last.
#' @param from_logits Whether `y_pred` holds logits, any numbers, instead of
#'   probabilities from 0 to 1: `TRUE` or `FALSE`.
#' @param label_smoothing How far targets are drawn towards all classes
#'   alike: a number from 0, not at all, to 1.
#' @param threshold Predictions above it count as 1, others as 0: a number.
#' @param thresholds Predictions above it count as 1, others as 0: a number
#'   from 0 to 1, or a vector of them, with a value for each. `NULL` takes 0.5.
#' @param num_thresholds How many thresholds the curve is followed by: a
#'   whole number of at least 2.
#' @param class_id The class that alone counts, a column of the predictions:
#'   a whole number, counted from 0 as labels are. `NULL` takes all.
#' @param top_k How many of the largest predictions of an example count as 1:
#'   a whole number of at least 1. `NULL` goes by the threshold.
#' @param k Among how many of the largest predictions the right class must
#'   be: a whole number of at least 1, and on PyTorch not more than there are
#'   classes.
#' @param num_classes How many classes there are: a whole number of at least
#'   1.
#' @param target_class_ids The classes whose mean is taken: a whole number,
#'   or a vector of them, counted from 0 as labels are.
#' @param ignore_class A number of a class whose examples do not count, such
#'   as 255: a whole number. `NULL` ignores none.
#' @param sparse_y_true Whether targets are numbers of classes, `TRUE`, or
#'   one column a class, `FALSE`.
#' @param sparse_y_pred Whether predictions are numbers of classes, `TRUE`,
#'   or one column a class, `FALSE`.
#' @param average What is made of the classes, as a string: `"micro"` counts
#'   all together, `"macro"` takes the mean, `"weighted"` the mean weighted by
#'   how often they come. `NULL` gives each by itself.
#' @param delta Difference from which the line is straight: a number greater
#'   than 0.
#' @param apply_class_balancing Whether the answers are weighted, 1 by
#'   `alpha` and 0 by `1 - alpha`: `TRUE` or `FALSE`.
#' @param alpha Weight: a number from 0 to 1.
#' @param gamma How little what is easy counts: a number of at least 0.
#'
#' @section Shapes and labels:
#' `y_true` and `y_pred` have the same shape, (examples, ..., columns), where a
#' last axis of length 1 may be left out; a metric of class numbers has them in
#' `y_true` without the axis of the classes, counted from 0. Shapes that do not
#' belong together, labels that no class has and missing values are an error in
#' R: Keras would repeat numbers until they fit, or take the labels for others.
#'
#' @name object-metrics-arguments
#' @keywords internal
NULL

#' Mean of squared differences
#'
#' The mean of `(y_true - y_pred)^2`, in the squared unit of the targets;
#' [metric_root_mean_squared_error()] is in their unit.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Root of the mean of squared differences
#'
#' The square root of the mean of `(y_true - y_pred)^2` of all data so far, in
#' the unit of the targets.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Mean of absolute differences
#'
#' The mean of `abs(y_true - y_pred)`, in the unit of the targets.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Mean of differences in percent of the target
#'
#' The mean of `100 * abs((y_true - y_pred) / y_true)`. Targets near 0 give
#' huge values.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Mean of squared differences of logarithms
#'
#' The mean of `(log(y_true + 1) - log(y_pred + 1))^2`. Negative numbers count
#' as 0.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Huber's measure of differences
#'
#' Half the square of differences of up to `delta`, and a straight line beyond.
#' Keras has no object of it: give [compile()] the function itself, `metrics =
#' metric_huber`.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Logarithms of the hyperbolic cosine of differences
#'
#' The mean of `log(cosh(y_pred - y_true))`, computed at once;
#' [metric_log_cosh_error()] is the object of it.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_log_cosh(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_log_cosh <- function(y_true, y_pred, ...) {
  check_no_dots(..., what = "this function")
  compare("metrics", "log_cosh", y_true, y_pred)
}

#' Logarithms of the hyperbolic cosine of differences, over all data
#'
#' The mean of `log(cosh(y_pred - y_true))`: about half the square of small
#' differences, and the size of large ones less `log(2)`.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Cosine of the angle between targets and predictions
#'
#' 1 where the vectors point the same way, 0 where they are at right angles, -1
#' where they are opposed. [loss_cosine_similarity()] has a minus sign.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Share of the variance that is explained
#'
#' The coefficient of determination: 1 where predictions are right, 0 where the
#' mean of the targets would be as good, less where it would be better.
#'
#' @param class_aggregation What is made of several columns, as a string:
#'   `"uniform_average"`, their mean; `"variance_weighted_average"`, the mean
#'   weighted by the variance of the targets. `NULL` gives each by itself.
#' @param num_regressors For the adjusted value, how many variables predict:
#'   a whole number of at least 0, and 0 for the plain value.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Pearson's correlation
#'
#' How close targets and predictions are to a straight line: from -1 to 1,
#' along `axis`.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Correlation along the diagonal
#'
#' As [metric_pearson_correlation()], but 1 only where predictions are the
#' targets: another mean or scale makes it less.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Poisson likelihood of counts
#'
#' The mean of `y_pred - y_true * log(y_pred)`; predictions are positive.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Mean of values
#'
#' The mean of the values that come, weighted by `sample_weight` where it is
#' given: of a loss or another number in a training of one's own. It is updated
#' with `values`.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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

#' Sum of values
#'
#' The sum of the values that come, weighted by `sample_weight` where it is
#' given. It is updated with `values`.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @returns The metric, a Keras object: for [compile()], and by itself a
#'   function of `y_true`, `y_pred` and `sample_weight`, which goes on from the
#'   data that came before and gives the value so far; so do
#'   `metric$update_state()` and `metric$result()`, and `metric$reset_state()`
#'   starts anew. A function that takes `y_true` and `y_pred` gives the value
#'   of each example as a tensor, where it is called with them. Errors have
#'   class `lamina_error`.
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
