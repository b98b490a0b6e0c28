#' Write a loss class in R
#'
#' Makes a new kind of loss: an R function of targets and predictions, and settings that it
#' keeps. A loss without settings need not be a class: [compile()] takes an R function, too.
#'
#' @inheritParams Layer
#' @param call Function of `y_true` and `y_pred`, tensors, that returns the loss of each
#'   example, or of each of its parts: a tensor without the last axis of `y_pred`. It may
#'   also return a single number. Where both hold as many numbers, `y_true` comes in the
#'   shape of `y_pred`. Keras weighs and averages what it returns.
#' @param ... Further methods and attributes by name, such as `initialize`, a function of
#'   the settings that calls `super$initialize()` where it takes `name` and its like, and
#'   `get_config`.
#'
#' @details
#' In the methods `self` is the loss, `super` the class it builds on and `private` what is
#' private, as in [Layer()]. Settings that are numbers, strings, flags or objects of Keras are
#' saved with a model by themselves.
#'
#' @returns A function that makes losses, with the arguments of `initialize`, and `name`,
#'   `reduction` (`"sum_over_batch_size"`, `"sum"`, `"mean"`, `"mean_with_sample_weight"` or
#'   `"none"`) and `dtype`. `compile(loss = )` takes a loss, or this function itself where
#'   nothing need be set. A loss is a function of `y_true`, `y_pred` and perhaps `sample_weight`.
#' @family classes
#' @examplesIf is_keras_available()
#' loss_asymmetric <- Loss(
#'   "Asymmetric",
#'   initialize = function(above = 1, below = 3) {
#'     self$above <- above
#'     self$below <- below
#'   },
#'   call = function(y_true, y_pred) {
#'     difference <- y_pred - y_true
#'     off <- keras$ops$maximum(self$above * difference, -self$below * difference)
#'     keras$ops$mean(off, axis = -1L)
#'   }
#' )
#' loss_asymmetric(below = 2)(matrix(1:4, 2), matrix(2, 2, 2))
#'
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = loss_asymmetric(below = 2))
#' @export
# nolint start: object_name_linter.
Loss <- function(classname, call = NULL, ..., public = list(), private = list(), inherit = NULL,
                 parent_env = parent.frame()) {
  # nolint end
  define_class("loss")
}

#' @rdname Loss
#' @export
new_loss_class <- Loss
