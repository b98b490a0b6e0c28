# Written by tools/generate from tools/generate/object/metrics-overlap.toml, by `make generate`.

#' Intersection over union (IoU) metric
#'
#' The mean intersection over union of the given classes: the number of values
#' (such as pixels) for which both target and prediction are the class, divided
#' by the number for which either is. Class labels count from 0.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_iou(num_classes = 2, target_class_ids = 1)
#' as.array(metric(c(0, 1, 1), c(0, 1, 0)))
#' @export
metric_iou <- function(..., num_classes, target_class_ids, name = NULL, dtype = NULL,
                       ignore_class = NULL, sparse_y_true = TRUE, sparse_y_pred = TRUE,
                       axis = -1L) {
  check_no_dots(..., what = "this function")
  args <- list(
    num_classes = as_whole(num_classes, min = 1),
    target_class_ids = as_class_ids(target_class_ids, of = num_classes),
    name = check_name(name),
    dtype = check_dtype(dtype),
    ignore_class = as_whole(ignore_class, null = TRUE),
    sparse_y_true = check_flag(sparse_y_true),
    sparse_y_pred = check_flag(sparse_y_pred),
    axis = as_axis(axis, n = 1)
  )
  call_keras("metrics", "IoU", args)
}

#' Mean intersection over union (IoU) metric
#'
#' The mean intersection over union of all classes, see [metric_iou()].
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_mean_iou(num_classes = 2)
#' as.array(metric(c(0, 1, 1), c(0, 1, 0)))
#' @export
metric_mean_iou <- function(..., num_classes, name = NULL, dtype = NULL, ignore_class = NULL,
                            sparse_y_true = TRUE, sparse_y_pred = TRUE, axis = -1L) {
  check_no_dots(..., what = "this function")
  args <- list(
    num_classes = as_whole(num_classes, min = 1),
    name = check_name(name),
    dtype = check_dtype(dtype),
    ignore_class = as_whole(ignore_class, null = TRUE),
    sparse_y_true = check_flag(sparse_y_true),
    sparse_y_pred = check_flag(sparse_y_pred),
    axis = as_axis(axis, n = 1)
  )
  call_keras("metrics", "MeanIoU", args)
}

#' Binary intersection over union (IoU) metric
#'
#' The mean intersection over union of the classes 0 and 1, or of one of them,
#' see [metric_iou()]. Predictions are probabilities.
#'
#' @param target_class_ids The classes to average over: 0, 1, or both.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_binary_iou()
#' as.array(metric(c(0, 1, 1), c(0.1, 0.4, 0.8)))
#' @export
metric_binary_iou <- function(..., target_class_ids = list(0L, 1L), threshold = 0.5, name = NULL,
                              dtype = NULL) {
  check_no_dots(..., what = "this function")
  args <- list(
    target_class_ids = as_class_ids(target_class_ids, of = 2),
    threshold = check_number(threshold),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "BinaryIoU", args)
}

#' One-hot intersection over union (IoU) metric
#'
#' [metric_iou()] for targets with one column per class.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_one_hot_iou(num_classes = 2, target_class_ids = 1)
#' as.array(metric(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.6, 0.4))))
#' @export
metric_one_hot_iou <- function(..., num_classes, target_class_ids, name = NULL, dtype = NULL,
                               ignore_class = NULL, sparse_y_pred = FALSE, axis = -1L) {
  check_no_dots(..., what = "this function")
  args <- list(
    num_classes = as_whole(num_classes, min = 1),
    target_class_ids = as_class_ids(target_class_ids, of = num_classes),
    name = check_name(name),
    dtype = check_dtype(dtype),
    ignore_class = as_whole(ignore_class, null = TRUE),
    sparse_y_pred = check_flag(sparse_y_pred),
    axis = as_axis(axis, n = 1)
  )
  call_keras("metrics", "OneHotIoU", args)
}

#' One-hot mean intersection over union (IoU) metric
#'
#' [metric_mean_iou()] for targets with one column per class.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_one_hot_mean_iou(num_classes = 2)
#' as.array(metric(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.6, 0.4))))
#' @export
metric_one_hot_mean_iou <- function(..., num_classes, name = NULL, dtype = NULL,
                                    ignore_class = NULL, sparse_y_pred = FALSE, axis = -1L) {
  check_no_dots(..., what = "this function")
  args <- list(
    num_classes = as_whole(num_classes, min = 1),
    name = check_name(name),
    dtype = check_dtype(dtype),
    ignore_class = as_whole(ignore_class, null = TRUE),
    sparse_y_pred = check_flag(sparse_y_pred),
    axis = as_axis(axis, n = 1)
  )
  call_keras("metrics", "OneHotMeanIoU", args)
}
