# Written by tools/generate from tools/generate/object/losses-classes.toml, by `make generate`.

#' Sparse categorical cross-entropy loss
#'
#' Minus the logarithm of the probability that the model gives to the right
#' class: the usual loss for classification into several classes. The targets
#' are class labels, counted from 0: for a factor, `as.integer(factor) - 1`.
#' For targets with one column per class, of `0` and `1` or of probabilities,
#' use [loss_categorical_crossentropy()].
#'
#' @param ignore_class Label of a class whose examples are ignored, such as
#'   255 for pixels without a label, or -1: a whole number. `NULL` ignores
#'   none.
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_pred` is (examples, ..., classes); `y_true` has that shape without the
#' axis of the classes, or with length 1 there. Its values are whole numbers
#' from 0 to the number of classes minus 1; others are an error. The losses
#' have the shape of `y_pred` without the axis of the classes.
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' y_pred <- rbind(c(0.1, 0.8, 0.1), c(0.5, 0.25, 0.25))
#' as.array(loss_sparse_categorical_crossentropy(c(1, 0), y_pred))
#' loss_sparse_categorical_crossentropy(from_logits = TRUE)
#' @export
loss_sparse_categorical_crossentropy <- function(y_true, y_pred, from_logits = FALSE,
                                                 ignore_class = NULL, axis = -1L, ...,
                                                 reduction = "sum_over_batch_size",
                                                 name = "sparse_categorical_crossentropy",
                                                 dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      from_logits = check_flag(from_logits),
      ignore_class = as_whole(ignore_class, null = TRUE),
      axis = as_axis(axis, n = 1)
    )
    return(compare("losses", "sparse_categorical_crossentropy", y_true, y_pred, args))
  }
  args <- list(
    from_logits = check_flag(from_logits),
    ignore_class = as_whole(ignore_class, null = TRUE),
    axis = as_axis(axis, n = 1),
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "SparseCategoricalCrossentropy", args)
}

#' Categorical cross-entropy loss
#'
#' The sum of `-y_true * log(y_pred)` over the classes, for targets with one
#' column per class. For targets that are class labels use
#' [loss_sparse_categorical_crossentropy()], for two classes
#' [loss_binary_crossentropy()].
#'
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_true` and `y_pred` have the same shape, (examples, ..., classes); the
#' losses have that shape without `axis`.
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' y_true <- rbind(c(0, 1, 0), c(1, 0, 0))
#' y_pred <- rbind(c(0.1, 0.8, 0.1), c(0.5, 0.25, 0.25))
#' as.array(loss_categorical_crossentropy(y_true, y_pred, label_smoothing = 0.1))
#' @export
loss_categorical_crossentropy <- function(y_true, y_pred, from_logits = FALSE, label_smoothing = 0,
                                          axis = -1L, ..., reduction = "sum_over_batch_size",
                                          name = "categorical_crossentropy", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      from_logits = check_flag(from_logits),
      label_smoothing = check_number(label_smoothing, min = 0, max = 1),
      axis = as_axis(axis, n = 1)
    )
    return(compare("losses", "categorical_crossentropy", y_true, y_pred, args))
  }
  args <- list(
    from_logits = check_flag(from_logits),
    label_smoothing = check_number(label_smoothing, min = 0, max = 1),
    axis = as_axis(axis, n = 1),
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "CategoricalCrossentropy", args)
}

#' Binary cross-entropy loss
#'
#' Minus the logarithm of the probability that the model gives to the right
#' answer, 0 or 1, averaged over the columns: one column for two classes,
#' several for labels that do not exclude each other.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_binary_crossentropy(matrix(c(0, 1)), matrix(c(0.2, 0.9))))
#' loss_binary_crossentropy(from_logits = TRUE)
#' @export
loss_binary_crossentropy <- function(y_true, y_pred, from_logits = FALSE, label_smoothing = 0,
                                     axis = -1L, ..., reduction = "sum_over_batch_size",
                                     name = "binary_crossentropy", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      from_logits = check_flag(from_logits),
      label_smoothing = check_number(label_smoothing, min = 0, max = 1),
      axis = as_axis(axis, n = 1)
    )
    return(compare("losses", "binary_crossentropy", y_true, y_pred, args))
  }
  args <- list(
    from_logits = check_flag(from_logits),
    label_smoothing = check_number(label_smoothing, min = 0, max = 1),
    axis = as_axis(axis, n = 1),
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "BinaryCrossentropy", args)
}

#' Binary focal cross-entropy loss
#'
#' [loss_binary_crossentropy()] multiplied by `(1 - p)^gamma`, where `p` is the
#' probability that the model gives to the right answer: examples that are easy
#' to classify count little. It is used where one of the classes is rare.
#'
#' @param apply_class_balancing Whether the classes are weighted, 1 by
#'   `alpha` and 0 by `1 - alpha`: `TRUE` or `FALSE`.
#' @param alpha Weight of class 1, used with `apply_class_balancing = TRUE`:
#'   a number from 0 to 1.
#' @param gamma Focusing parameter: a number of at least 0. The larger it is,
#'   the less easy examples count; with 0 all examples count alike.
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @references
#' T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár (2017). Focal loss for
#' dense object detection. <https://arxiv.org/abs/1708.02002>
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_binary_focal_crossentropy(matrix(c(0, 1)), matrix(c(0.2, 0.6))))
#' @export
loss_binary_focal_crossentropy <- function(y_true, y_pred, apply_class_balancing = FALSE,
                                           alpha = 0.25, gamma = 2, from_logits = FALSE,
                                           label_smoothing = 0, axis = -1L, ...,
                                           reduction = "sum_over_batch_size",
                                           name = "binary_focal_crossentropy", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      apply_class_balancing = check_flag(apply_class_balancing),
      alpha = check_number(alpha, min = 0, max = 1),
      gamma = check_number(gamma, min = 0),
      from_logits = check_flag(from_logits),
      label_smoothing = check_number(label_smoothing, min = 0, max = 1),
      axis = as_axis(axis, n = 1)
    )
    return(compare("losses", "binary_focal_crossentropy", y_true, y_pred, args))
  }
  args <- list(
    apply_class_balancing = check_flag(apply_class_balancing),
    alpha = check_number(alpha, min = 0, max = 1),
    gamma = check_number(gamma, min = 0),
    from_logits = check_flag(from_logits),
    label_smoothing = check_number(label_smoothing, min = 0, max = 1),
    axis = as_axis(axis, n = 1),
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "BinaryFocalCrossentropy", args)
}

#' Categorical focal cross-entropy loss
#'
#' [loss_categorical_crossentropy()] with each term multiplied by `alpha * (1 -
#' p)^gamma`, where `p` is the predicted probability of the class: examples
#' that are easy to classify count little.
#'
#' @param alpha Weight: a number, or a vector with one number for each class.
#' @param gamma Focusing parameter: a number of at least 0. The larger it is,
#'   the less easy examples count; with 0 all examples count alike.
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_true` and `y_pred` have the same shape, (examples, ..., classes); the
#' losses have that shape without `axis`.
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @references
#' T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár (2017). Focal loss for
#' dense object detection. <https://arxiv.org/abs/1708.02002>
#' @family losses
#' @examplesIf is_keras_available()
#' y_true <- rbind(c(0, 1, 0), c(1, 0, 0))
#' y_pred <- rbind(c(0.1, 0.8, 0.1), c(0.5, 0.25, 0.25))
#' as.array(loss_categorical_focal_crossentropy(y_true, y_pred))
#' @export
loss_categorical_focal_crossentropy <- function(y_true, y_pred, alpha = 0.25, gamma = 2,
                                                from_logits = FALSE, label_smoothing = 0,
                                                axis = -1L, ..., reduction = "sum_over_batch_size",
                                                name = "categorical_focal_crossentropy",
                                                dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      alpha = check_numbers(alpha),
      gamma = check_number(gamma, min = 0),
      from_logits = check_flag(from_logits),
      label_smoothing = check_number(label_smoothing, min = 0, max = 1),
      axis = as_axis(axis, n = 1)
    )
    return(compare("losses", "categorical_focal_crossentropy", y_true, y_pred, args))
  }
  args <- list(
    alpha = check_numbers(alpha),
    gamma = check_number(gamma, min = 0),
    from_logits = check_flag(from_logits),
    label_smoothing = check_number(label_smoothing, min = 0, max = 1),
    axis = as_axis(axis, n = 1),
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "CategoricalFocalCrossentropy", args)
}

#' Categorical generalized cross-entropy loss
#'
#' `(1 - p^q) / q`, where `p` is the probability that the model gives to the
#' class of the label: for labels some of which are wrong. It lies between the
#' cross-entropy (`q` near 0) and the absolute error (`q` near 1). The targets
#' are class labels, counted from 0; the predictions are probabilities.
#'
#' @param q How robust the loss is to wrong labels: a number greater than 0
#'   and less than 1. The larger it is, the less they count.
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_pred` is (examples, classes), `y_true` is (examples): whole numbers from
#' 0 to the number of classes minus 1; others are an error. The losses are
#' (examples).
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @references
#' Z. Zhang, M. R. Sabuncu (2018). Generalized cross entropy loss for training
#' deep neural networks with noisy labels. <https://arxiv.org/abs/1805.07836>
#' @family losses
#' @examplesIf is_keras_available()
#' y_pred <- rbind(c(0.1, 0.8, 0.1), c(0.5, 0.25, 0.25))
#' as.array(loss_categorical_generalized_cross_entropy(c(1, 2), y_pred))
#' @export
loss_categorical_generalized_cross_entropy <- function(
    y_true, y_pred, q = 0.5, ..., reduction = "sum_over_batch_size",
    name = "categorical_generalized_cross_entropy", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      q = check_between(q, 0, 1)
    )
    return(compare("losses", "categorical_generalized_cross_entropy", y_true, y_pred, args))
  }
  args <- list(
    q = check_between(q, 0, 1),
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "CategoricalGeneralizedCrossEntropy", args)
}

#' Hinge loss
#'
#' The mean of `max(1 - y_true * y_pred, 0)`, the loss of a support vector
#' machine. The targets are -1 and 1; where all of them are 0 or 1, Keras
#' treats 0 as -1. The last layer has no activation, or `"tanh"`.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @references
#' C. Cortes, V. Vapnik (1995). Support-vector networks. Machine Learning 20.
#' <https://doi.org/10.1007/BF00994018>
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_hinge(matrix(c(-1, 1)), matrix(c(0.5, 0.5))))
#' @export
loss_hinge <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size", name = "hinge",
                       dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "hinge", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "Hinge", args)
}

#' Squared hinge loss
#'
#' The mean of `max(1 - y_true * y_pred, 0)^2`: like [loss_hinge()], but large
#' errors count more. The targets are -1 and 1; where all of them are 0 or 1,
#' Keras treats 0 as -1.
#'
#' @inheritParams object-losses-arguments
#'
#' @inheritSection object-losses-arguments With data
#' @inheritSection object-losses-arguments Shapes
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_squared_hinge(matrix(c(-1, 1)), matrix(c(0.5, 0.5))))
#' @export
loss_squared_hinge <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size",
                               name = "squared_hinge", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "squared_hinge", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "SquaredHinge", args)
}

#' Categorical hinge loss
#'
#' `max(neg - pos + 1, 0)`, where `pos` is the prediction for the right class
#' and `neg` the largest prediction for another class: the loss of a support
#' vector machine for several classes. The targets have one column per class,
#' of 0 and 1.
#'
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_true` and `y_pred` have the same shape, (examples, ..., classes); the
#' losses have that shape without its last axis.
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_categorical_hinge(rbind(c(0, 1), c(1, 0)), rbind(c(0.6, 0.4), c(2, 0.5))))
#' @export
loss_categorical_hinge <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size",
                                   name = "categorical_hinge", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "categorical_hinge", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "CategoricalHinge", args)
}
