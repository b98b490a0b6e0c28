#' Write a metric class in R
#'
#' Defines a new kind of metric by R functions: the variables that accumulate its state, how each
#' batch updates them, and the value computed from them. A metric that is the mean of an R function
#' over batches need not be a class, see [custom_metric()].
#'
#' @inheritParams Layer
#' @param initialize Function of the metric's settings. It calls `super$initialize()` first,
#'   and creates variables: `self$total <- self$add_variable(shape = shape(), name = "total")`,
#'   which begin at 0 unless there is an `initializer`.
#' @param update_state Function of `y_true`, `y_pred` and `sample_weight` (or `NULL`), tensors,
#'   that updates the variables: `self$total$assign_add(x)`. If `y_true` and `y_pred` hold the same
#'   number of values, `y_true` comes in the shape of `y_pred`.
#' @param result Function without arguments that returns the value: a tensor or variable with one
#'   number, or a named list of them. Both are required, unless `inherit` has them.
#' @param ... Further methods and attributes by name, such as `reset_state`, a function
#'   without arguments. Without it all variables are set to 0 at the beginning of an epoch.
#'
#' @details
#' In the methods, `self` is the metric, `super` the class it inherits from and `private` its
#' private members, as in [Layer()]. State that changes from batch to batch belongs in variables,
#' which are updated by their methods `assign()` and `assign_add()`: Keras traces `update_state`
#' once and repeats what it traced. Assigning a tensor in place of a variable is an error.
#'
#' @returns A function that creates metrics, with the arguments of `initialize` and `name` and
#'   `dtype`. `compile(metrics = )` takes metrics, or this function itself for the defaults.
#' @family classes
#' @examplesIf is_keras_available()
#' metric_largest_error <- Metric(
#'   "LargestError",
#'   initialize = function(...) {
#'     super$initialize(...)
#'     self$largest <- self$add_variable(shape = shape(), name = "largest")
#'   },
#'   update_state = function(y_true, y_pred, sample_weight = NULL) {
#'     error <- max(abs(y_true - y_pred))
#'     self$largest$assign(op_maximum(self$largest, error))
#'   },
#'   result = function() self$largest
#' )
#' metric <- metric_largest_error()
#' metric$update_state(matrix(1:4, 2), matrix(2, 2, 2))
#' as.array(metric$result())
#' @export
# nolint start: object_name_linter.
Metric <- function(classname, initialize = NULL, update_state = NULL, result = NULL, ...,
                   public = list(), private = list(), inherit = NULL,
                   parent_env = parent.frame()) {
  # nolint end
  define_class("metric")
}

#' @rdname Metric
#' @export
new_metric_class <- Metric
