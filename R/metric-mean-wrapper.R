#' Mean of what a function gives
#'
#' A metric of a function of `y_true` and `y_pred`: the mean of its values over all data so far,
#' under a name and with arguments of one's own. [compile()] also takes such a function itself.
#'
#' @param ... Further arguments of `fn`, by name.
#' @param fn A function of `y_true` and `y_pred` that gives a number for each example, as a tensor:
#'   an R function, one of Keras', or a function of lamina such as [metric_huber()].
#' @param name Name of the metric: a string without `/`. `NULL` makes one up.
#' @param dtype Dtype in which the metric counts: a string such as `"float32"`. `NULL` takes Keras'
#'   default.
#' @returns The metric, a Keras object, as those of [metric_mean()].
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
