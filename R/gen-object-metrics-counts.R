# Written by tools/generate from tools/generate/object/metrics-counts.toml, by `make generate`.

#' Area under a curve
#'
#' How well predictions order what is 1 before what is 0: the area under the
#' ROC curve, 1 at best and 0.5 by chance, or under another.
#'
#' @param curve Which curve, as a string: `"ROC"`, hits against false alarms;
#'   `"PR"`, precision against recall; `"PRGAIN"`, their gains.
#' @param summation_method How steps of the curve are summed, as a string:
#'   `"interpolation"` between points, `"minoring"` below, `"majoring"` above.
#' @param thresholds Thresholds to take in place of `num_thresholds` even
#'   ones: a vector of numbers from 0 to 1, or `NULL`.
#' @param multi_label Whether each column has a curve of its own, whose areas
#'   are averaged: `TRUE` or `FALSE`.
#' @param num_labels How many columns there are, with `multi_label = TRUE`: a
#'   whole number. `NULL` takes it from the data.
#' @param label_weights Weights of the columns: a vector of numbers of at
#'   least 0, or `NULL`.
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
    num_labels = as_whole(num_labels, min = 1, null = TRUE),
    label_weights = check_numbers(label_weights, min = 0, null = TRUE),
    from_logits = check_flag(from_logits)
  )
  call_keras("metrics", "AUC", args)
}

#' How many that are called 1 are so
#'
#' The share of predictions counted as 1 whose target is 1.
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

#' How many that are 1 are found
#'
#' The share of targets 1 whose prediction counts as 1.
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

#' Number of 1 that are called 1
#'
#' How many targets 1 have a prediction that counts as 1.
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

#' Number of 0 that are called 0
#'
#' How many targets 0 have a prediction that counts as 0.
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

#' Number of 0 that are called 1
#'
#' How many targets 0 have a prediction that counts as 1.
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

#' Number of 1 that are called 0
#'
#' How many targets 1 have a prediction that counts as 0.
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

#' Best precision at a recall
#'
#' The best precision of all thresholds that reach the recall. Targets are 0
#' and 1, predictions probabilities.
#'
#' @param recall The recall that must be reached: a number from 0 to 1.
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

#' Best recall at a precision
#'
#' The best recall of all thresholds that reach the precision. Targets are 0
#' and 1, predictions probabilities.
#'
#' @param precision The precision that must be reached: a number from 0 to 1.
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

#' Best sensitivity at a specificity
#'
#' The largest share of 1 that is found, of all thresholds that reach the
#' specificity, the share of 0 that is left out. Targets are 0 and 1,
#' predictions probabilities.
#'
#' @param specificity The specificity that must be reached: a number from 0
#'   to 1.
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

#' Best specificity at a sensitivity
#'
#' The largest share of 0 that is left out, of all thresholds that reach the
#' sensitivity, the share of 1 that is found. Targets are 0 and 1, predictions
#' probabilities.
#'
#' @param sensitivity The sensitivity that must be reached: a number from 0
#'   to 1.
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

#' Mean of precision and recall
#'
#' The harmonic mean of precision and recall of each class, with one column a
#' class: (examples, classes).
#'
#' @param threshold Predictions above it count as 1: a number greater than 0
#'   and up to 1. `NULL` takes the largest of an example.
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
#' metric <- metric_f1_score()
#' as.array(metric(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.6, 0.4))))
#' @export
metric_f1_score <- function(..., average = NULL, threshold = NULL, name = "f1_score",
                            dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    average = check_choice(average, c("micro", "macro", "weighted"), null = TRUE),
    threshold = check_number(threshold, min = 0, max = 1, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "F1Score", args)
}

#' Weighted mean of precision and recall
#'
#' As [metric_f1_score()], where recall counts `beta` times as much as
#' precision.
#'
#' @param beta How much recall counts beside precision: a number greater than
#'   0.
#' @param threshold Predictions above it count as 1: a number greater than 0
#'   and up to 1. `NULL` takes the largest of an example.
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
#' metric <- metric_fbeta_score()
#' as.array(metric(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.6, 0.4))))
#' @export
metric_fbeta_score <- function(..., average = NULL, beta = 1, threshold = NULL,
                               name = "fbeta_score", dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    average = check_choice(average, c("micro", "macro", "weighted"), null = TRUE),
    beta = check_positive(beta),
    threshold = check_number(threshold, min = 0, max = 1, null = TRUE),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "FBetaScore", args)
}
