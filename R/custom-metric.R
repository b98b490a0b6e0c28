#' Name a loss or metric function
#'
#' [compile()] takes R functions as losses and metrics, and reports a metric under the name of
#' its variable. `custom_metric()` gives the function a name of your choice.
#'
#' @param name The name, a string.
#' @param metric_fn An R function of `y_true` and `y_pred`, tensors (of the same shape if they
#'   hold the same number of values), that returns a tensor: a number for each example, or one for
#'   the batch.
#' @param ... Not used.
#' @returns The function, with its name as an attribute.
#' @family classes
#' @examplesIf is_keras_available()
#' metric_bias <- custom_metric("bias", function(y_true, y_pred) {
#'   op_mean(y_pred - y_true, axis = -1)
#' })
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse", metrics = metric_bias)
#' @export
custom_metric <- function(name, metric_fn, ...) {
  check_no_dots(..., what = "this function")
  if (missing(name)) abort_missing("name", "a string", rlang::current_env())
  name <- check_string(name)
  if (missing(metric_fn)) {
    abort_missing("metric_fn", "a function of `y_true` and `y_pred`", rlang::current_env())
  }
  check_function(metric_fn)
  set_function_name(metric_fn, name)
}
