# Written by tools/generate from tools/generate/object/metrics-classes.toml, by `make generate`.

#' How often predictions are the targets
#'
#' The share of numbers that are exactly equal: for predictions that are
#' classes. In [compile()] the string `"accuracy"` chooses among the accuracies
#' by the shapes.
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

#' How often yes and no are right
#'
#' The share of predictions that are on the side of `threshold` where the
#' targets, 0 and 1, are.
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

#' How often the largest column is the right one
#'
#' The share of examples whose largest prediction is in the column where the
#' target is largest. For numbers of classes take
#' [metric_sparse_categorical_accuracy()].
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

#' How often the largest column is the class
#'
#' The share of examples whose largest prediction is in the column of the class
#' that `y_true` names, counted from 0.
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

#' How often the right column is among the largest
#'
#' The share of examples where the column in which the target is largest is
#' among the `k` largest predictions.
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

#' How often the class is among the largest columns
#'
#' The share of examples where the class that `y_true` names, counted from 0,
#' is among the `k` largest predictions.
#'
#' @param from_sorted_ids Whether `y_pred` holds numbers of classes, the
#'   likeliest first, instead of their predictions: `TRUE` or `FALSE`.
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

#' Cross-entropy of yes and no
#'
#' As [loss_binary_crossentropy()]. Where `axis` is given, the function
#' computes at once.
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

#' Cross-entropy of classes
#'
#' As [loss_categorical_crossentropy()].
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

#' Cross-entropy of class numbers
#'
#' As [loss_sparse_categorical_crossentropy()]; the classes count from 0.
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

#' Focal cross-entropy of yes and no
#'
#' As [loss_binary_focal_crossentropy()]. Keras has no object of it: give
#' [compile()] the function itself.
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

#' Focal cross-entropy of classes
#'
#' As [loss_categorical_focal_crossentropy()]. Keras has no object of it: give
#' [compile()] the function itself.
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

#' Distance of distributions
#'
#' The Kullback-Leibler divergence, as [loss_kl_divergence()].
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

#' Margin of two classes
#'
#' The mean of `max(1 - y_true * y_pred, 0)`, as [loss_hinge()].
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

#' Squared margin of two classes
#'
#' The mean of `max(1 - y_true * y_pred, 0)^2`, as [loss_squared_hinge()].
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

#' Margin of several classes
#'
#' As [loss_categorical_hinge()].
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
