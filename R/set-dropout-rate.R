# Rates of dropout that are set, by hand or before each epoch.

#' Change the rate of dropout layers
#'
#' `set_dropout_rate()` sets the rate of dropout layers of a model that may be compiled or trained.
#' `callback_dropout_schedule()` does so before each epoch of [fit()].
#'
#' @details
#' The first time, the rate becomes a variable of the model and training is compiled anew, once.
#' After that nothing is compiled when the rate changes, by `layer$rate <- 0.1` either; without it,
#' what was compiled keeps the old rate then. The variable is no weight: a saved model has the rate
#' of that moment as a number, and opens as before.
#'
#' The rate of lamina's spatial dropout, [layer_drop_block_2d()], [layer_drop_path()] and
#' [layer_stochastic_depth()] can be set, and that of [layer_dropout()], [layer_alpha_dropout()] and
#' [layer_gaussian_dropout()], also inside models and wrappers. Recurrent and attention layers have
#' rates of their own, which stay, and concrete dropout learns its rate. A layer whose `rate` is a
#' schedule, see [dropout_schedule_linear()], gives it up, and the count of its steps is none of its
#' weights any more.
#'
#' Where one [fit()] has several of these callbacks, the history has a line for each that has
#' `layers`, with their names behind it, such as `dropout_rate_drop`. Of several for the same layers
#' the last one sets the rate, and the line has that.
#'
#' [predict_mc_dropout()] draws at the rate that was set last.
#'
#' @param model A model made by [keras_model_sequential()], [keras_model()] or a class of models.
#' @param rate The rate: a number from 0 to 1.
#' @param layers Names of layers, a layer, or a list of names and layers. `NULL` means all whose
#'   rate can be set. Of a model or wrapper those inside it are meant.
#' @param schedule A function of the number of epochs done, which is 0 in the first one, that
#'   returns a rate from 0 to 1. Or a schedule made by [dropout_schedule_linear()] and its like,
#'   whose steps are epochs then.
#' @param ... Not used.
#' @returns `set_dropout_rate()`: `model`, invisibly. `callback_dropout_schedule()`: a callback for
#'   [fit()]; the history has the rates as `dropout_rate`. Errors have class `lamina_error`, and
#'   nothing is set then.
#' @references
#' Morerio et al. (2017), Curriculum Dropout, \url{https://arxiv.org/abs/1703.06229}
#' @family dropout layers
#' @seealso [dropout_schedule_linear()] for a rate that changes with each step.
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |>
#'   layer_dense(8, activation = "relu") |>
#'   layer_dropout(0.5) |>
#'   layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' set_dropout_rate(model, 0.2)
#'
#' x <- matrix(runif(90), ncol = 3)
#' less <- callback_dropout_schedule(schedule = function(epoch) 0.5 / 2^epoch)
#' history <- model |> fit(x, rowSums(x), epochs = 3, callbacks = less, verbose = 0)
#' history$metrics$dropout_rate
#' @export
set_dropout_rate <- function(model, rate, layers = NULL, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  check_model(model)
  rate <- check_number(rate, min = 0, max = 1)
  layers <- as_rated_layers(layers)
  with_python(
    core$set_dropout_rate(model, rate, layers),
    "The rate of dropout in {.val {model$name}} could not be set.",
    call = call, diagnose = function(cnd) abort_unrated(cnd, call)
  )
  invisible(model)
}

#' @rdname set_dropout_rate
#' @export
callback_dropout_schedule <- function(layers = NULL, schedule, ...) {
  check_no_dots(..., what = "this function")
  layers <- as_rated_layers(layers)
  core$DropoutSchedule(as_rate_of_epochs(schedule), layers)
}

as_rated_layers <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  each <- if (is_layer(x)) list(x) else if (is.character(x)) as.list(x) else x
  valid <- is.list(each) && length(each) &&
    all(vapply(each, function(one) rlang::is_string(one) || is_layer(one), NA))
  if (!valid) abort_argument(arg, "names of layers, layers, or NULL", x, call)
  unname(each)
}

# For the assignment of a layer's `rate`.
set_rate <- function(layer, value, call = called_function()) {
  rate <- if (has_changing_rate(layer)) {
    as_rate(value, arg = "rate", call = call)
  } else {
    check_number(value, min = 0, max = 1, arg = "rate", call = call)
  }
  with_python(
    reticulate::py_set_attr(layer, "rate", rate),
    "The {.field rate} of the layer {.val {layer$name}} could not be set.",
    call = call, diagnose = function(cnd) abort_unrated(cnd, call, arg = "rate")
  )
  layer
}

# What Python has found in the layers, for `diagnose` of with_python().
abort_unrated <- function(cnd, call, arg = "layers") {
  if (!inherits(cnd, "lamina.LayersError")) return()
  found <- reticulate::py_to_r(reticulate::py_str(attr(cnd, "py_object")))
  abort_lamina("{.arg {arg}}: {found}", class = "argument", call = call)
}

# What a schedule has given in fit(), or the error of the R function that it is, for the same.
abort_no_rate <- function(cnd, call) {
  if (!inherits(cnd, "lamina.RateError")) return()
  error <- attr(cnd, "py_object")
  failure <- find_failure(cnd)
  came <- if (is.numeric(error$came)) signif(error$came, 6) else error$came
  problem <- if (is.null(failure)) "must be between 0 and 1, not {came}," else "has failed"
  abort_lamina(
    c(
      paste(
        "{.arg rate} of the layer {.val {error$layer}}", problem,
        "after {error$step} step{?s} of training."
      ),
      i = "Training has stopped before this step, and the model keeps the weights it had."
    ),
    class = "argument", call = call, parent = failure
  )
}

# A schedule, or a function of Python that checks what one of R returns.
as_rate_of_epochs <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a function of the epoch or a schedule"
  if (missing(x)) abort_missing(arg, expected, call)
  if (is_schedule(x)) return(x)
  if (!is_r_function(x)) abort_argument(arg, expected, x, call)
  check_call_of(x, "the epoch", arg = arg, call = call)
  run <- function(epoch) {
    run_callback(check_rate_of_epoch(x(epoch), epoch), sprintf("The function `%s` failed.", arg))
  }
  from_r$`function`(run, arg, list(list(name = "epoch")))
}

check_rate_of_epoch <- function(x, epoch) {
  valid <- is_finite_numeric(x) && length(x) == 1L && x >= 0 && x <= 1
  if (valid) return(as.double(x))
  abort_lamina(
    "It must return a number between 0 and 1, not {describe(x)}, for {.arg epoch} {epoch}.",
    class = "argument"
  )
}
