#' Mean of a function as a metric
#'
#' Turns a function of `y_true` and `y_pred` into a metric: the mean of its values over all data so
#' far, with a name and arguments of your choice. [compile()] also takes such a function itself.
#'
#' @param ... Further arguments of `fn`, by name.
#' @param fn A function of `y_true` and `y_pred` that returns a number for each example, as a
#'   tensor: an R function, a Keras function, or a function of lamina such as [metric_huber()].
#' @param name Name of the metric: a string without `/`. `NULL` makes one up.
#' @param dtype Dtype in which the metric computes: a string such as `"float32"`. `NULL` uses Keras'
#'   default.
#' @returns The metric, a Keras object: a function of `y_true`, `y_pred` and `sample_weight`, with
#'   the methods `update_state()`, `result()` and `reset_state()`. Errors have class `lamina_error`.
#' @family metrics
#' @examplesIf is_keras_available()
#' metric <- metric_mean_wrapper(fn = metric_huber, delta = 2, name = "huber_2")
#' as.array(metric(c(1, 2), c(1, 9)))
#' @export
metric_mean_wrapper <- function(..., fn, name = NULL, dtype = NULL) {
  more <- list(...)
  if (length(more) && !all(nzchar(rlang::names2(more)))) {
    abort_argument("...", "arguments of `fn` by name", more, rlang::current_env())
  }
  check_function(fn)
  given <- stand_for(fn, "metric", "fn", rlang::current_env())
  if (is.null(given)) {
    given <- if (is_r_function(fn)) {
      as_python_comparison(name_function(fn, "fn", rlang::current_env()), "custom_metric")
    } else {
      fn
    }
  }
  args <- c(list(fn = given, name = check_name(name), dtype = check_dtype(dtype)), more)
  call_keras("metrics", "MeanMetricWrapper", args)
}
