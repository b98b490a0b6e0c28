#' Compute a value and its gradients
#'
#' Calls a function and differentiates its result, in the way of the backend that runs: for
#' the training step of a [Model()], and for training loops of your own, of which
#' `vignette("training-loops")` tells.
#'
#' @param fn A function without arguments that returns a tensor with one number, such as a
#'   loss, or a list whose first element is such a tensor. It may update variables and metrics.
#' @param variables A list of the variables to differentiate with respect to, such as
#'   `model$trainable_variables`. On JAX it is evaluated before `fn` is called, on TensorFlow and
#'   PyTorch afterwards.
#' @param ... Not used.
#' @returns A list: `value`, the result of `fn`; `gradients`, a list with a tensor for
#'   each variable. For a variable that the result does not depend on it is `NULL`, or zeros on JAX.
#'   `optimizer$apply(gradients, variables)` makes a step with them.
#' @family classes
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
#' x <- matrix(1:6, 3)
#' step <- value_and_gradients(
#'   function() op_mean(model(x)^2), model$trainable_variables
#' )
#' lapply(step$gradients, as.array)
#' optimizer <- optimizer_sgd(0.01)
#' optimizer$apply(step$gradients, model$trainable_variables)
#' @export
value_and_gradients <- function(fn, variables, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  expected <- "a list of variables, such as `model$trainable_variables`"
  check_computing(fn)
  if (missing(variables)) abort_missing("variables", expected, call)
  run <- function() run_callback(fn(), "The function `fn` failed.")
  by <- function() {
    run_callback(check_variables(variables, expected, call), "The variables could not be listed.")
  }
  result <- with_python(
    from_r$value_and_gradients(run, by), "The gradients could not be computed.",
    call = call
  )
  stats::setNames(result, c("value", "gradients"))
}

check_computing <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a function without arguments that returns a number, such as a loss"
  if (missing(x)) abort_missing(arg, expected, call)
  if (is.function(x) && !inherits(x, object_classes)) return(x)
  hint <- "`fn` comes first, then `variables`."
  abort_argument(arg, expected, x, call, hint = hint)
}

check_variables <- function(x, expected, call) {
  listed <- if (is_variable(x)) list(x) else x
  is_list <- is.list(listed) && !reticulate::is_py_object(listed)
  if (!is_list || !all(vapply(listed, is_variable, NA))) {
    abort_argument("variables", expected, x, call)
  }
  listed
}
