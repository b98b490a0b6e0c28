# Written by tools/generate from tools/generate/object/losses-overlap.toml, by `make generate`.

#' Dice loss
#'
#' `1 - 2 * sum(y_true * y_pred) / (sum(y_true) + sum(y_pred))`: 0 where
#' targets and predictions cover the same region, 1 where they do not overlap.
#' For the segmentation of images in which the objects are small compared to
#' the background.
#'
#' @param axis The axes that make up one region: a whole number other than 0,
#'   or a vector of them, such as `c(2, 3)` for the images of a batch. Axes
#'   count from 1, the batch axis; negative ones count from the end. `NULL`
#'   treats the whole batch as one region.
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_true` and `y_pred` have the same shape, (examples, ..., classes), with
#' values from 0 to 1. The result is a single loss, or with `axis` one for each
#' position along the other axes.
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @references
#' F. Milletari, N. Navab, S.-A. Ahmadi (2016). V-Net: fully convolutional
#' neural networks for volumetric medical image segmentation.
#' <https://arxiv.org/abs/1606.04797>
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_dice(rbind(c(0, 1), c(1, 0)), rbind(c(0.1, 0.9), c(0.8, 0.4))))
#' @export
loss_dice <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size", name = "dice",
                      axis = NULL, dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      axis = as_axis_tuple(axis)
    )
    return(compare("losses", "dice", y_true, y_pred, args))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    axis = as_axis_tuple(axis),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "Dice", args)
}

#' Tversky loss
#'
#' Like [loss_dice()], to which it is equal with `alpha` and `beta` at 0.5, but
#' with separate weights for what is missed and for what is found wrongly: for
#' objects that are much smaller than the background.
#'
#' @details
#' The loss is `1 - both / (both + alpha * missed + beta * wrong)`, where
#' `both` is the sum of `y_true * y_pred`, `missed` the sum of `y_true * (1 -
#' y_pred)` and `wrong` the sum of `(1 - y_true) * y_pred`. So Keras 3.15
#' computes it, although its documentation describes `alpha` and `beta` the
#' other way round.
#'
#' @param alpha Weight of what is missed (false negatives): a number of at
#'   least 0.
#' @param beta Weight of what is found wrongly (false positives): a number of
#'   at least 0.
#' @param axis The axes that make up one region: a whole number other than 0,
#'   or a vector of them, such as `c(2, 3)` for the images of a batch. Axes
#'   count from 1, the batch axis; negative ones count from the end. `NULL`
#'   treats the whole batch as one region.
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_true` and `y_pred` have the same shape, (examples, ..., classes), with
#' values from 0 to 1. The result is a single loss, or with `axis` one for each
#' position along the other axes.
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @references
#' S. S. M. Salehi, D. Erdogmus, A. Gholipour (2017). Tversky loss function for
#' image segmentation using 3D fully convolutional deep networks.
#' <https://arxiv.org/abs/1706.05721>
#' @family losses
#' @examplesIf is_keras_available()
#' as.array(loss_tversky(
#'   rbind(c(0, 1), c(1, 0)), rbind(c(0.1, 0.9), c(0.8, 0.4)), alpha = 0.7, beta = 0.3
#' ))
#' @export
loss_tversky <- function(y_true, y_pred, ..., alpha = 0.5, beta = 0.5,
                         reduction = "sum_over_batch_size", name = "tversky", axis = NULL,
                         dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      alpha = check_number(alpha, min = 0),
      beta = check_number(beta, min = 0),
      axis = as_axis_tuple(axis)
    )
    return(compare("losses", "tversky", y_true, y_pred, args))
  }
  args <- list(
    alpha = check_number(alpha, min = 0),
    beta = check_number(beta, min = 0),
    reduction = check_reduction(reduction),
    name = check_name(name),
    axis = as_axis_tuple(axis),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "Tversky", args)
}

#' Circle loss
#'
#' Pulls embeddings of the same class together and pushes those of different
#' classes apart, each pair the more strongly, the further it is from where it
#' should be. The predictions are vectors of length 1: end the model with
#' [layer_unit_normalization()]. The targets are class labels.
#'
#' @param ref_labels With data: class labels of `ref_embeddings`, whole
#'   numbers in the shape (other examples). `NULL` uses `y_true`.
#' @param ref_embeddings With data: the embeddings that those in `y_pred` are
#'   compared with, in the shape (other examples, columns). `NULL` uses
#'   `y_pred`.
#' @param remove_diagonal Whether to leave out the comparison of each example
#'   with itself: `TRUE`, or `FALSE` if `ref_embeddings` are other embeddings.
#' @param gamma Scale, that is how strongly pairs are pulled and pushed: a
#'   number greater than 0.
#' @param margin Margin, that is how close to its ideal similarity a pair
#'   must come: a number from 0 to 1.
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_pred` is (examples, columns), `y_true` is (examples): whole numbers. The
#' losses are (examples).
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @references
#' Y. Sun, C. Cheng, Y. Zhang, C. Zhang, L. Zheng, Z. Wang, Y. Wei (2020).
#' Circle loss: a unified perspective of pair similarity optimization.
#' <https://arxiv.org/abs/2002.10857>
#' @family losses
#' @examplesIf is_keras_available()
#' y_pred <- rbind(c(1, 0), c(0.8, 0.6), c(0, 1))
#' as.array(loss_circle(c(0, 0, 1), y_pred))
#' @export
loss_circle <- function(y_true, y_pred, ref_labels = NULL, ref_embeddings = NULL,
                        remove_diagonal = TRUE, gamma = 80L, margin = 0.4, ...,
                        reduction = "sum_over_batch_size", name = "circle", dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred) || !missing(ref_labels) || !missing(ref_embeddings)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    args <- list(
      ref_labels = as_compared_to(ref_labels, whole = TRUE),
      ref_embeddings = as_compared_to(ref_embeddings),
      remove_diagonal = check_flag(remove_diagonal),
      gamma = check_positive(gamma),
      margin = check_number(margin, min = 0, max = 1)
    )
    return(compare("losses", "circle", y_true, y_pred, args))
  }
  args <- list(
    remove_diagonal = check_flag(remove_diagonal),
    gamma = check_positive(gamma),
    margin = check_number(margin, min = 0, max = 1),
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "Circle", args)
}

#' Connectionist temporal classification (CTC) loss
#'
#' For sequences of symbols whose position in the input is not known, as in
#' speech and handwriting. For each step the model returns the logits of the
#' symbols; the loss is minus the logarithm of the total probability of all
#' alignments that give the target sequence. Symbol 0 is the blank, with which
#' shorter targets are also padded.
#'
#' @inheritParams object-losses-arguments
#'
#' @section Shapes:
#' `y_pred` is (examples, steps, symbols), `y_true` is (examples, length):
#' whole numbers from 1 to the number of symbols minus 1, and 0 at the end of
#' shorter targets. The losses are (examples).
#'
#' @inheritSection object-losses-arguments With data
#' @inherit object-losses-arguments return
#' @references
#' A. Graves, S. Fernández, F. Gomez, J. Schmidhuber (2006). Connectionist
#' temporal classification: labelling unsegmented sequence data with recurrent
#' neural networks. ICML. <https://doi.org/10.1145/1143844.1143891>
#' @family losses
#' @examplesIf is_keras_available()
#' set.seed(1)
#' y_pred <- array(rnorm(2 * 5 * 4), c(2, 5, 4))
#' as.array(loss_ctc(rbind(c(1, 2), c(3, 0)), y_pred))
#' @export
loss_ctc <- function(y_true, y_pred, ..., reduction = "sum_over_batch_size", name = "ctc",
                     dtype = NULL) {
  check_no_dots(..., what = "this function")
  if (!missing(y_true) || !missing(y_pred)) {
    check_not_given(reduction = !missing(reduction), name = !missing(name), dtype = !missing(dtype))
    return(compare("losses", "ctc", y_true, y_pred))
  }
  args <- list(
    reduction = check_reduction(reduction),
    name = check_name(name),
    dtype = check_dtype(dtype, floats = TRUE)
  )
  call_keras("losses", "CTC", args)
}
