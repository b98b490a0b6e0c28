#' Write a loss class in R
#'
#' Defines a new kind of loss: an R function of targets and predictions, with settings. A loss
#' without settings need not be a class: [compile()] also takes an R function.
#'
#' @inheritParams Layer
#' @param call Function of `y_true` and `y_pred`, tensors, that returns the loss of each
#'   example, or of each of its parts: a tensor without the last axis of `y_pred`. It may
#'   also return a single number. If both hold the same number of values, `y_true` comes in the
#'   shape of `y_pred`. Keras applies weights to the result and averages it. Required, unless
#'   `inherit` has it.
#' @param ... Further methods and attributes by name, such as `get_config` and `initialize`, a
#'   function of the settings that must call `super$initialize()` if it has arguments such as `name`
#'   itself.
#'
#' @details
#' In the methods, `self` is the loss, `super` the class it inherits from and `private` its
#' private members, as in [Layer()]. Settings that are numbers, strings, flags or objects of Keras
#' are saved with a model automatically.
#'
#' @returns A function that creates losses, with the arguments of `initialize` and `name`,
#'   `reduction` (`"sum_over_batch_size"`, `"sum"`, `"mean"`, `"mean_with_sample_weight"` or
#'   `"none"`) and `dtype`. `compile(loss = )` takes a loss, or this function itself for the
#'   defaults. A loss is a function of `y_true`, `y_pred` and optionally `sample_weight`.
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
#'     off <- op_maximum(self$above * difference, -self$below * difference)
#'     op_mean(off, axis = -1)
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
