# Rates of dropout that change while a model is trained.

#' Rates of dropout that change in training
#'
#' A schedule in place of the number `rate` of a layer of lamina's that drops: spatial dropout such
#' as [layer_spatial_dropout_2d()], blocks such as [layer_drop_block_2d()], [layer_drop_path()] and
#' [layer_stochastic_depth()]. The rate then depends on the number of steps, that is of batches,
#' which the layer was trained with. One that is called several times a batch, as within
#' [layer_time_distributed()] or at two places of a model, counts each call.
#'
#' @details
#' The layer counts its steps in a variable among its weights, so training goes on from a file with
#' the rate that it had; weights saved with `rate` a number leave the count as it is. The rate is
#' computed in the compiled step: nothing is compiled anew when it changes. `layer$rate` is the rate
#' of the next step; [predict_mc_dropout()] draws at it. Spatial dropout in a model that is opened
#' in Keras without lamina has this rate as a number.
#' Within the branch of a [layer_stochastic_depth()] a layer counts the steps in which it is
#' computed.
#'
#' `rate` may also be an R function of the number of steps made so far, such as
#' `function(step) 0.5 / (1 + step)`, written with `op_*()` functions and operators: it is traced,
#' as a function for `learning_rate` is. [fit()] looks at its rates before each step, and stops
#' before one that is no number from 0 to 1, with the weights kept. In a loop of your own the layer
#' gives NaN there. A saved model asks for it as for other R functions, see [load_model()].
#'
#' With `final_rate = 0` the linear schedule is annealed dropout; with `initial_rate = 0` it begins
#' without dropout, as curriculum dropout does. `dropout_schedule_piecewise(1000, c(0.1, 0))` is
#' early dropout, `dropout_schedule_piecewise(1000, c(0, 0.1))` late dropout.
#'
#' @param initial_rate The rate at first: a number from 0 to 1.
#' @param final_rate The rate at the end: a number from 0 to 1.
#' @param steps How many steps the way from one to the other takes: a whole number of at least 1.
#' @param begin The step at which the rate begins to change: a whole number of at least 0.
#' @param boundaries The steps from which the next rate holds, in increasing order: whole numbers of
#'   at least 1.
#' @param rates The rates, numbers from 0 to 1: one more than there are boundaries.
#' @param ... Not used.
#' @returns A schedule, an object of lamina's Python core. `plot()` draws it. Errors have class
#'   `lamina_error`.
#' @references
#' Morerio et al. (2017), Curriculum Dropout, \url{https://arxiv.org/abs/1703.06229}
#'
#' Liu et al. (2023), Dropout Reduces Underfitting, \url{https://arxiv.org/abs/2303.01500}
#' @family dropout layers
#' @seealso [set_dropout_rate()] and [callback_dropout_schedule()] for rates that are set between
#'   steps or epochs.
#' @examplesIf is_keras_available()
#' rate <- dropout_schedule_linear(0.5, 0, steps = 1000)
#' plot(rate, steps = 1200)
#' model <- keras_model_sequential(input_shape = c(8, 8, 3)) |>
#'   layer_spatial_dropout_2d(rate)
#' @export
dropout_schedule_linear <- function(initial_rate, final_rate, steps, begin = 0, ...) {
  check_no_dots(..., what = "this function")
  args <- way_args(initial_rate, final_rate, steps, begin)
  do.call(core$LinearRate, args)
}

#' @rdname dropout_schedule_linear
#' @export
dropout_schedule_cosine <- function(initial_rate, final_rate, steps, begin = 0, ...) {
  check_no_dots(..., what = "this function")
  args <- way_args(initial_rate, final_rate, steps, begin)
  do.call(core$CosineRate, args)
}

#' @rdname dropout_schedule_linear
#' @export
dropout_schedule_piecewise <- function(boundaries, rates, ...) {
  check_no_dots(..., what = "this function")
  boundaries <- as_whole_list(boundaries, min = 1)
  if (is.unsorted(unlist(boundaries), strictly = TRUE)) {
    abort_argument("boundaries", "in increasing order", unlist(boundaries), rlang::current_env())
  }
  expected <- sprintf("%d numbers from 0 to 1, one more than `boundaries`", length(boundaries) + 1L)
  is_rates <- is_finite_numeric(rates) && length(rates) == length(boundaries) + 1L &&
    all(rates >= 0 & rates <= 1)
  if (!is_rates) abort_argument("rates", expected, rates, rlang::current_env())
  core$PiecewiseRate(boundaries, as.list(as.double(rates)))
}

way_args <- function(initial_rate, final_rate, steps, begin, call = caller_env()) {
  list(
    initial_rate = check_number(initial_rate, min = 0, max = 1, call = call),
    final_rate = check_number(final_rate, min = 0, max = 1, call = call),
    steps = as_whole(steps, min = 1, call = call), begin = as_whole(begin, min = 0, call = call)
  )
}

# A number; a schedule; or a function of R, of the number of steps.
as_rate <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a number between 0 and 1, a schedule or a function of the step"
  if (missing(x)) abort_missing(arg, expected, call)
  is_rate <- is_finite_numeric(x) && length(x) == 1L && x >= 0 && x <= 1
  if (is_rate) return(as.double(x))
  if (is_schedule(x)) return(x)
  if (!is_r_function(x)) abort_argument(arg, expected, x, call)
  example <- "function(step) 0.5 / (1 + step)"
  as_schedule(x, arg, call, example, between = "callback_dropout_schedule")
}
