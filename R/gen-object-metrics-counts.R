# Written by tools/generate from tools/generate/object/metrics-counts.toml, by `make generate`.

#' Area under the curve (AUC) metric
#'
#' How well predictions rank targets of 1 above targets of 0: the area under
#' the ROC curve, which is 1 at best and 0.5 by chance, or under another curve.
#'
#' @param curve Which curve, a string: `"ROC"`, the true positive rate
#'   against the false positive rate; `"PR"`, precision against recall;
#'   `"PRGAIN"`, precision gain against recall gain.
#' @param summation_method How the area between two points of the curve is
#'   computed, a string: `"interpolation"` interpolates, `"minoring"` uses the
#'   lower value, `"majoring"` the higher one.
#' @param thresholds Thresholds to use in place of `num_thresholds` evenly
#'   spaced ones: a vector of numbers from 0 to 1, or `NULL`.
#' @param multi_label Whether the area is computed for each column separately
#'   and then averaged: `TRUE` or `FALSE`.
#' @param num_labels Number of columns, with `multi_label = TRUE`: a whole
#'   number of at least 1. `NULL` takes it from the data.
#' @param label_weights Weights of the columns, with `multi_label = TRUE`: a
#'   vector of numbers of at least 0, one for each column, or `NULL`.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_auc()
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_auc <- function(..., num_thresholds = 200L, curve = "ROC",
                       summation_method = "interpolation", name = NULL, dtype = NULL,
                       thresholds = NULL, multi_label = FALSE, num_labels = NULL,
                       label_weights = NULL, from_logits = FALSE) {
  check_no_dots(..., what = "this function")
  args <- list(
    num_thresholds = as_whole(num_thresholds, min = 2),
    curve = check_choice(curve, c("ROC", "PR", "PRGAIN")),
    summation_method = check_choice(summation_method, c("interpolation", "minoring", "majoring")),
    name = check_name(name),
    dtype = check_dtype(dtype),
    thresholds = as_thresholds(thresholds, several = TRUE),
    multi_label = check_flag(multi_label),
    num_labels = check_of_labels(
      as_whole(num_labels, min = 1, null = TRUE), multi_label, NULL, "num_labels"
    ),
    label_weights = check_of_labels(
      check_numbers(label_weights, min = 0, null = TRUE), multi_label, num_labels, "label_weights"
    ),
    from_logits = check_flag(from_logits)
  )
  call_keras("metrics", "AUC", args)
}

#' Precision metric
#'
#' The share of targets of 1 among the predictions that count as 1.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_precision()
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_precision <- function(..., thresholds = NULL, top_k = NULL, class_id = NULL, name = NULL,
                             dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    thresholds = as_thresholds(thresholds),
    top_k = as_whole(top_k, min = 1, null = TRUE),
    class_id = as_whole(class_id, min = 0, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "Precision", args)
}

#' Recall metric
#'
#' The share of targets of 1 whose prediction counts as 1, also called
#' sensitivity.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_recall()
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_recall <- function(..., thresholds = NULL, top_k = NULL, class_id = NULL, name = NULL,
                          dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    thresholds = as_thresholds(thresholds),
    top_k = as_whole(top_k, min = 1, null = TRUE),
    class_id = as_whole(class_id, min = 0, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "Recall", args)
}

#' True positives metric
#'
#' The number of targets of 1 whose prediction counts as 1.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_true_positives()
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_true_positives <- function(..., thresholds = NULL, name = NULL, dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    thresholds = as_thresholds(thresholds),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "TruePositives", args)
}

#' True negatives metric
#'
#' The number of targets of 0 whose prediction counts as 0.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_true_negatives()
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_true_negatives <- function(..., thresholds = NULL, name = NULL, dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    thresholds = as_thresholds(thresholds),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "TrueNegatives", args)
}

#' False positives metric
#'
#' The number of targets of 0 whose prediction counts as 1.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_false_positives()
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_false_positives <- function(..., thresholds = NULL, name = NULL, dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    thresholds = as_thresholds(thresholds),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "FalsePositives", args)
}

#' False negatives metric
#'
#' The number of targets of 1 whose prediction counts as 0.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_false_negatives()
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_false_negatives <- function(..., thresholds = NULL, name = NULL, dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    thresholds = as_thresholds(thresholds),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "FalseNegatives", args)
}

#' Precision at recall metric
#'
#' The best precision among the thresholds at which recall is at least
#' `recall`. Targets are 0 and 1, predictions are probabilities.
#'
#' @param recall The recall that must be reached: a number from 0 to 1.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_precision_at_recall(recall = 0.75)
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_precision_at_recall <- function(..., recall, num_thresholds = 200L, class_id = NULL,
                                       name = NULL, dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    recall = check_number(recall, min = 0, max = 1),
    num_thresholds = as_whole(num_thresholds, min = 2),
    class_id = as_whole(class_id, min = 0, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "PrecisionAtRecall", args)
}

#' Recall at precision metric
#'
#' The best recall among the thresholds at which precision is at least
#' `precision`. Targets are 0 and 1, predictions are probabilities.
#'
#' @param precision The precision that must be reached: a number from 0 to 1.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_recall_at_precision(precision = 0.75)
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_recall_at_precision <- function(..., precision, num_thresholds = 200L, class_id = NULL,
                                       name = NULL, dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    precision = check_number(precision, min = 0, max = 1),
    num_thresholds = as_whole(num_thresholds, min = 2),
    class_id = as_whole(class_id, min = 0, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "RecallAtPrecision", args)
}

#' Sensitivity at specificity metric
#'
#' The best sensitivity (the share of targets of 1 that are found) among the
#' thresholds at which the specificity (the share of targets of 0 that are not)
#' is at least `specificity`. Targets are 0 and 1, predictions are
#' probabilities.
#'
#' @param specificity The specificity that must be reached: a number from 0
#'   to 1.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_sensitivity_at_specificity(specificity = 0.75)
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_sensitivity_at_specificity <- function(..., specificity, num_thresholds = 200L,
                                              class_id = NULL, name = NULL, dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    specificity = check_number(specificity, min = 0, max = 1),
    num_thresholds = as_whole(num_thresholds, min = 2),
    class_id = as_whole(class_id, min = 0, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "SensitivityAtSpecificity", args)
}

#' Specificity at sensitivity metric
#'
#' The best specificity (the share of targets of 0 whose prediction counts
#' as 0) among the thresholds at which the sensitivity (the share of targets of
#' 1 whose prediction counts as 1) is at least `sensitivity`. Targets are 0 and
#' 1, predictions are probabilities.
#'
#' @param sensitivity The sensitivity that must be reached: a number from 0
#'   to 1.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_specificity_at_sensitivity(sensitivity = 0.75)
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_specificity_at_sensitivity <- function(..., sensitivity, num_thresholds = 200L,
                                              class_id = NULL, name = NULL, dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    sensitivity = check_number(sensitivity, min = 0, max = 1),
    num_thresholds = as_whole(num_thresholds, min = 2),
    class_id = as_whole(class_id, min = 0, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "SpecificityAtSensitivity", args)
}

#' F1 score metric
#'
#' The harmonic mean of precision and recall of each class. Targets and
#' predictions have one column per class: (examples, classes).
#'
#' @param threshold Predictions above it count as 1: a number greater than 0
#'   and at most 1. `NULL` counts the largest prediction of each example as 1.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_f1_score()
#' as.array(metric(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.6, 0.4))))
#' @export
metric_f1_score <- function(..., average = NULL, threshold = NULL, name = "f1_score",
                            dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    average = check_choice(average, c("micro", "macro", "weighted"), null = TRUE),
    threshold = check_positive(threshold, max = 1, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "F1Score", args)
}

#' F-beta score metric
#'
#' Like [metric_f1_score()], but recall counts `beta` times as much as
#' precision.
#'
#' @param beta How much recall counts relative to precision: a number greater
#'   than 0.
#' @param threshold Predictions above it count as 1: a number greater than 0
#'   and at most 1. `NULL` counts the largest prediction of each example as 1.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_fbeta_score()
#' as.array(metric(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.6, 0.4))))
#' @export
metric_fbeta_score <- function(..., average = NULL, beta = 1, threshold = NULL,
                               name = "fbeta_score", dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    average = check_choice(average, c("micro", "macro", "weighted"), null = TRUE),
    beta = check_positive(beta),
    threshold = check_positive(threshold, max = 1, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "FBetaScore", args)
}
