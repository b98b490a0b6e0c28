# Written by tools/generate from tools/generate/object/metrics-classes.toml, by `make generate`.

#' Accuracy metric
#'
#' The share of predictions that are equal to the targets: for predictions that
#' are class labels. In [compile()] the string `"accuracy"` chooses the
#' accuracy that fits the shapes of the outputs and targets.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_accuracy()
#' as.array(metric(rbind(c(1, 2), c(0, 4)), rbind(c(2, 2), c(1, 9))))
#' @export
metric_accuracy <- function(name = "accuracy", dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "Accuracy", args)
}

#' Binary accuracy metric
#'
#' The share of predictions that are on the right side of `threshold`: above it
#' for target 1, otherwise for target 0.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_binary_accuracy(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))))
#' @export
metric_binary_accuracy <- function(y_true, y_pred, threshold = 0.5, ..., name = "binary_accuracy",
                                   dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    args <- list(
      threshold = check_number(threshold)
    )
    return(compare("metrics", "binary_accuracy", y_true, y_pred, args))
  }
  args <- list(
    threshold = check_number(threshold),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "BinaryAccuracy", args)
}

#' Categorical accuracy metric
#'
#' The share of examples whose largest prediction is in the column where the
#' target is largest. For class labels use
#' [metric_sparse_categorical_accuracy()].
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_categorical_accuracy(
#'   rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))
#' ))
#' @export
metric_categorical_accuracy <- function(y_true, y_pred, ..., name = "categorical_accuracy",
                                        dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "categorical_accuracy", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "CategoricalAccuracy", args)
}

#' Sparse categorical accuracy metric
#'
#' The share of examples whose largest prediction is in the column of the class
#' given by `y_true`, a label counted from 0.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_sparse_categorical_accuracy(c(1L, 0L), rbind(c(0.2, 0.8), c(0.4, 0.6))))
#' @export
metric_sparse_categorical_accuracy <- function(y_true, y_pred, ...,
                                               name = "sparse_categorical_accuracy", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "sparse_categorical_accuracy", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "SparseCategoricalAccuracy", args)
}

#' Top-k categorical accuracy metric
#'
#' The share of examples for which the column where the target is largest is
#' among the `k` largest predictions.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_top_k_categorical_accuracy(
#'   rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6)), k = 1
#' ))
#' @export
metric_top_k_categorical_accuracy <- function(y_true, y_pred, k = 5L, ...,
                                              name = "top_k_categorical_accuracy", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    args <- list(
      k = as_whole(k, min = 1)
    )
    return(compare("metrics", "top_k_categorical_accuracy", y_true, y_pred, args))
  }
  args <- list(
    k = as_whole(k, min = 1),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "TopKCategoricalAccuracy", args)
}

#' Sparse top-k categorical accuracy metric
#'
#' The share of examples for which the class given by `y_true`, a label counted
#' from 0, is among the `k` largest predictions.
#'
#' @param from_sorted_ids Whether `y_pred` holds class labels, the most
#'   likely first, instead of a prediction for each class: `TRUE` or `FALSE`.
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_sparse_top_k_categorical_accuracy(
#'   c(1L, 0L), rbind(c(0.2, 0.8), c(0.4, 0.6)), k = 1
#' ))
#' @export
metric_sparse_top_k_categorical_accuracy <- function(y_true, y_pred, k = 5L, ...,
                                                     name = "sparse_top_k_categorical_accuracy",
                                                     dtype = NULL, from_sorted_ids = FALSE) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    args <- list(
      k = as_whole(k, min = 1),
      from_sorted_ids = check_flag(from_sorted_ids)
    )
    return(compare("metrics", "sparse_top_k_categorical_accuracy", y_true, y_pred, args))
  }
  args <- list(
    k = as_whole(k, min = 1),
    name = check_name(name),
    dtype = check_dtype(dtype),
    from_sorted_ids = check_flag(from_sorted_ids)
  )
  call_keras("metrics", "SparseTopKCategoricalAccuracy", args)
}

#' Binary cross-entropy metric
#'
#' The binary cross-entropy, see [loss_binary_crossentropy()]. `axis` is used
#' with data only: Keras' metric object has none.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_binary_crossentropy(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))))
#' @export
metric_binary_crossentropy <- function(y_true, y_pred, from_logits = FALSE, label_smoothing = 0,
                                       axis = -1L, ..., name = "binary_crossentropy",
                                       dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred) || !missing(axis)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    args <- list(
      from_logits = check_flag(from_logits),
      label_smoothing = check_number(label_smoothing, min = 0, max = 1),
      axis = as_axis(axis, n = 1)
    )
    return(compare("metrics", "binary_crossentropy", y_true, y_pred, args))
  }
  args <- list(
    from_logits = check_flag(from_logits),
    label_smoothing = check_number(label_smoothing, min = 0, max = 1),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "BinaryCrossentropy", args)
}

#' Categorical cross-entropy metric
#'
#' The cross-entropy of targets with one column per class, see
#' [loss_categorical_crossentropy()].
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_categorical_crossentropy(
#'   rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))
#' ))
#' @export
metric_categorical_crossentropy <- function(y_true, y_pred, from_logits = FALSE,
                                            label_smoothing = 0, axis = -1L, ...,
                                            name = "categorical_crossentropy", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    args <- list(
      from_logits = check_flag(from_logits),
      label_smoothing = check_number(label_smoothing, min = 0, max = 1),
      axis = as_axis(axis, n = 1)
    )
    return(compare("metrics", "categorical_crossentropy", y_true, y_pred, args))
  }
  args <- list(
    from_logits = check_flag(from_logits),
    label_smoothing = check_number(label_smoothing, min = 0, max = 1),
    axis = as_axis(axis, n = 1),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "CategoricalCrossentropy", args)
}

#' Sparse categorical cross-entropy metric
#'
#' The cross-entropy of targets that are class labels, counted from 0, see
#' [loss_sparse_categorical_crossentropy()].
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_sparse_categorical_crossentropy(c(1L, 0L), rbind(c(0.2, 0.8), c(0.4, 0.6))))
#' @export
metric_sparse_categorical_crossentropy <- function(y_true, y_pred, from_logits = FALSE,
                                                   ignore_class = NULL, axis = -1L, ...,
                                                   name = "sparse_categorical_crossentropy",
                                                   dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    args <- list(
      from_logits = check_flag(from_logits),
      ignore_class = as_whole(ignore_class, null = TRUE),
      axis = as_axis(axis, n = 1)
    )
    return(compare("metrics", "sparse_categorical_crossentropy", y_true, y_pred, args))
  }
  args <- list(
    from_logits = check_flag(from_logits),
    ignore_class = as_whole(ignore_class, null = TRUE),
    axis = as_axis(axis, n = 1),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "SparseCategoricalCrossentropy", args)
}

#' Binary focal cross-entropy metric
#'
#' The binary focal cross-entropy, see [loss_binary_focal_crossentropy()].
#' Keras has no object for it: give [compile()] the function itself.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_binary_focal_crossentropy(
#'   rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))
#' ))
#' @export
metric_binary_focal_crossentropy <- function(y_true, y_pred, apply_class_balancing = FALSE,
                                             alpha = 0.25, gamma = 2, from_logits = FALSE,
                                             label_smoothing = 0, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    apply_class_balancing = check_flag(apply_class_balancing),
    alpha = check_number(alpha, min = 0, max = 1),
    gamma = check_number(gamma, min = 0),
    from_logits = check_flag(from_logits),
    label_smoothing = check_number(label_smoothing, min = 0, max = 1),
    axis = as_axis(axis, n = 1)
  )
  compare("metrics", "binary_focal_crossentropy", y_true, y_pred, args)
}

#' Categorical focal cross-entropy metric
#'
#' The categorical focal cross-entropy, see
#' [loss_categorical_focal_crossentropy()]. Keras has no object for it: give
#' [compile()] the function itself.
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_categorical_focal_crossentropy(
#'   rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))
#' ))
#' @export
metric_categorical_focal_crossentropy <- function(y_true, y_pred, alpha = 0.25, gamma = 2,
                                                  from_logits = FALSE, label_smoothing = 0,
                                                  axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    alpha = check_number(alpha, min = 0, max = 1),
    gamma = check_number(gamma, min = 0),
    from_logits = check_flag(from_logits),
    label_smoothing = check_number(label_smoothing, min = 0, max = 1),
    axis = as_axis(axis, n = 1)
  )
  compare("metrics", "categorical_focal_crossentropy", y_true, y_pred, args)
}

#' Kullback-Leibler divergence metric
#'
#' The Kullback-Leibler divergence, see [loss_kl_divergence()].
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_kl_divergence(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))))
#' @export
metric_kl_divergence <- function(y_true, y_pred, ..., name = "kl_divergence", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "kl_divergence", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "KLDivergence", args)
}

#' Hinge metric
#'
#' The mean of `max(1 - y_true * y_pred, 0)`, see [loss_hinge()].
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_hinge(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))))
#' @export
metric_hinge <- function(y_true, y_pred, ..., name = "hinge", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "hinge", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "Hinge", args)
}

#' Squared hinge metric
#'
#' The mean of `max(1 - y_true * y_pred, 0)^2`, see [loss_squared_hinge()].
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_squared_hinge(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))))
#' @export
metric_squared_hinge <- function(y_true, y_pred, ..., name = "squared_hinge", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "squared_hinge", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "SquaredHinge", args)
}

#' Categorical hinge metric
#'
#' The hinge loss for several classes, see [loss_categorical_hinge()].
#'
#' @inheritParams object-metrics-arguments
#'
#' @inheritSection object-metrics-arguments Shapes and labels
#' @inherit object-metrics-arguments return
#' @family metrics
#' @examplesIf is_keras_available()
#' as.array(metric_categorical_hinge(rbind(c(0, 1), c(1, 0)), rbind(c(0.2, 0.8), c(0.4, 0.6))))
#' @export
metric_categorical_hinge <- function(y_true, y_pred, ..., name = "categorical_hinge",
                                     dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(name = !missing(name), dtype = !missing(dtype))
    return(compare("metrics", "categorical_hinge", y_true, y_pred))
  }
  args <- list(
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  call_keras("metrics", "CategoricalHinge", args)
}
