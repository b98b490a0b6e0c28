# Written by tools/generate from tools/generate/object/schedules.toml, by `make generate`.

#' Arguments in common: learning rate schedules
#'
#' @param initial_learning_rate Learning rate of the first step: a number of
#'   at least 0.
#' @param decay_steps Number of steps (batches) that the decay takes: a whole
#'   number of at least 1. An epoch has `ceiling(examples / batch_size)` steps.
#' @param decay_rate How much the learning rate decays in `decay_steps`
#'   steps: a number of at least 0.
#' @param staircase Whether the learning rate is constant for `decay_steps`
#'   steps at a time, and then drops at once: `TRUE` or `FALSE`.
#' @param alpha Smallest learning rate, as a fraction of the one at the start
#'   of the decay: a number of at least 0.
#' @param name Name of the schedule: a string without `/`.
#'
#' @section Use:
#' Give the schedule to an optimizer as its `learning_rate`. Steps are batches,
#' counted from 0 over all epochs. In R a schedule is also a function of one or
#' more steps: `as.numeric(schedule(0:9))` are the first ten learning rates.
#' `plot(schedule, steps = 1000)` draws it. It is saved with the model.
#'
#' @name object-schedules-arguments
#' @keywords internal
NULL

#' Exponential decay of the learning rate
#'
#' The learning rate at a step is `initial_learning_rate * decay_rate^(step /
#' decay_steps)`: it falls by the same factor every `decay_steps` steps,
#' without end. [learning_rate_schedule_inverse_time_decay()] slows down.
#'
#' @param decay_rate Factor for the learning rate every `decay_steps` steps:
#'   a number of at least 0, less than 1 for a decay.
#' @inheritParams object-schedules-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-schedules-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family learning rate schedules
#' @examplesIf is_keras_available()
#' schedule <- learning_rate_schedule_exponential_decay(0.1, decay_steps = 100, decay_rate = 0.5)
#' as.numeric(schedule(c(0, 100, 200)))
#' plot(schedule, steps = 500)
#' @export
learning_rate_schedule_exponential_decay <- function(initial_learning_rate, decay_steps, decay_rate,
                                                     staircase = FALSE, name = "ExponentialDecay",
                                                     ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    initial_learning_rate = check_number(initial_learning_rate, min = 0),
    decay_steps = as_whole(decay_steps, min = 1),
    decay_rate = check_number(decay_rate, min = 0),
    staircase = check_flag(staircase),
    name = check_name(name)
  )
  call_keras("optimizers.schedules", "ExponentialDecay", args)
}

#' Inverse time decay of the learning rate
#'
#' The learning rate at a step is `initial_learning_rate / (1 + decay_rate *
#' step / decay_steps)`: it falls fast at first and then more and more slowly.
#'
#' @param decay_steps Number of steps (batches) after which `decay_rate` is
#'   added to the denominator: a number greater than 0.
#' @param decay_rate What is added to the denominator every `decay_steps`
#'   steps: a number of at least 0.
#' @inheritParams object-schedules-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-schedules-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family learning rate schedules
#' @examplesIf is_keras_available()
#' schedule <- learning_rate_schedule_inverse_time_decay(0.1, decay_steps = 100, decay_rate = 1)
#' as.numeric(schedule(c(0, 100, 200)))
#' plot(schedule, steps = 500)
#' @export
learning_rate_schedule_inverse_time_decay <- function(initial_learning_rate, decay_steps,
                                                      decay_rate, staircase = FALSE,
                                                      name = "InverseTimeDecay", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    initial_learning_rate = check_number(initial_learning_rate, min = 0),
    decay_steps = check_positive(decay_steps),
    decay_rate = check_number(decay_rate, min = 0),
    staircase = check_flag(staircase),
    name = check_name(name)
  )
  call_keras("optimizers.schedules", "InverseTimeDecay", args)
}

#' Polynomial decay of the learning rate
#'
#' The learning rate falls from `initial_learning_rate` to `end_learning_rate`
#' in `decay_steps` steps, as a power of the share of steps that are left, and
#' then stays there. With the default power it falls along a straight line.
#'
#' @param end_learning_rate Learning rate at the end: a number of at least 0.
#' @param power Power of the polynomial: a number of at least 0. 1 is a
#'   straight line; with larger powers the learning rate falls faster at first.
#' @param cycle Whether the learning rate jumps up whenever it has reached
#'   `end_learning_rate`, less high each time, and falls again for
#'   `decay_steps` steps, instead of staying there: `TRUE` or `FALSE`.
#' @inheritParams object-schedules-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-schedules-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family learning rate schedules
#' @examplesIf is_keras_available()
#' schedule <- learning_rate_schedule_polynomial_decay(0.1, decay_steps = 100)
#' as.numeric(schedule(c(0, 50, 100, 200)))
#' plot(schedule, steps = 200)
#' @export
learning_rate_schedule_polynomial_decay <- function(initial_learning_rate, decay_steps,
                                                    end_learning_rate = 1e-04, power = 1,
                                                    cycle = FALSE, name = "PolynomialDecay", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    initial_learning_rate = check_number(initial_learning_rate, min = 0),
    decay_steps = as_whole(decay_steps, min = 1),
    end_learning_rate = check_number(end_learning_rate, min = 0),
    power = check_number(power, min = 0),
    cycle = check_flag(cycle),
    name = check_name(name)
  )
  call_keras("optimizers.schedules", "PolynomialDecay", args)
}

#' Piecewise constant learning rate
#'
#' The learning rate is the first of `values` up to and including the first
#' step in `boundaries`, then the second, and so on.
#'
#' @param boundaries The last step of each piece except the last one: whole
#'   numbers of at least 0 in ascending order.
#' @param values The learning rate of each piece: numbers of at least 0, one
#'   more than in `boundaries`.
#' @inheritParams object-schedules-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-schedules-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family learning rate schedules
#' @examplesIf is_keras_available()
#' schedule <- learning_rate_schedule_piecewise_constant_decay(c(100, 200), c(0.1, 0.01, 0.001))
#' as.numeric(schedule(c(0, 100, 101, 201)))
#' plot(schedule, steps = 300)
#' @export
learning_rate_schedule_piecewise_constant_decay <- function(boundaries, values,
                                                            name = "PiecewiseConstant", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    boundaries = as_boundaries(boundaries),
    values = as_stretches(values, boundaries),
    name = check_name(name)
  )
  call_keras("optimizers.schedules", "PiecewiseConstantDecay", args)
}

#' Cosine decay of the learning rate
#'
#' The learning rate falls along half a cosine, slowly, then faster, then
#' slowly again, in `decay_steps` steps, and then stays there. With
#' `warmup_target` it first rises linearly from `initial_learning_rate`, which
#' may then be 0, to `warmup_target`, and falls from there: most large models
#' are trained this way.
#'
#' @param warmup_target Learning rate at the end of the warmup: a number of
#'   at least 0. `NULL` does without a warmup.
#' @param warmup_steps Number of steps of the warmup, before the
#'   `decay_steps` of the decay: a whole number of at least 0. It is used with
#'   `warmup_target` only, and gives a warning otherwise.
#' @inheritParams object-schedules-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-schedules-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' I. Loshchilov, F. Hutter (2016). SGDR: stochastic gradient descent with warm
#' restarts. <https://arxiv.org/abs/1608.03983>
#' @family learning rate schedules
#' @examplesIf is_keras_available()
#' schedule <- learning_rate_schedule_cosine_decay(
#'   0, decay_steps = 900, warmup_target = 0.1, warmup_steps = 100
#' )
#' as.numeric(schedule(c(0, 50, 100, 1000)))
#' plot(schedule, steps = 1100)
#' @export
learning_rate_schedule_cosine_decay <- function(initial_learning_rate, decay_steps, alpha = 0,
                                                name = "CosineDecay", warmup_target = NULL,
                                                warmup_steps = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    initial_learning_rate = check_number(initial_learning_rate, min = 0),
    decay_steps = as_whole(decay_steps, min = 1),
    alpha = check_number(alpha, min = 0),
    name = check_name(name),
    warmup_target = check_number(warmup_target, min = 0, null = TRUE),
    warmup_steps = check_warmup(warmup_steps, warmup_target)
  )
  call_keras("optimizers.schedules", "CosineDecay", args)
}

#' Cosine decay of the learning rate with restarts
#'
#' The learning rate falls as with [learning_rate_schedule_cosine_decay()],
#' then starts again at the top, by default taking twice as long each time. The
#' weights at the end of each decay can be kept as an ensemble.
#'
#' @param first_decay_steps Number of steps of the first decay: a whole
#'   number of at least 1.
#' @param t_mul Factor from the length of one decay to the length of the
#'   next: a number greater than 0. If it is less than 1, the decays end at
#'   step `first_decay_steps / (1 - t_mul)`, after which the learning rate is
#'   `NaN`.
#' @param m_mul Factor from the learning rate at the start of one decay to
#'   that at the start of the next: a number of at least 0.
#' @inheritParams object-schedules-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-schedules-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' I. Loshchilov, F. Hutter (2016). SGDR: stochastic gradient descent with warm
#' restarts. <https://arxiv.org/abs/1608.03983>
#' @family learning rate schedules
#' @examplesIf is_keras_available()
#' schedule <- learning_rate_schedule_cosine_decay_restarts(0.1, first_decay_steps = 100)
#' as.numeric(schedule(c(0, 50, 100, 200, 300)))
#' plot(schedule, steps = 700)
#' @export
learning_rate_schedule_cosine_decay_restarts <- function(initial_learning_rate, first_decay_steps,
                                                         t_mul = 2, m_mul = 1, alpha = 0,
                                                         name = "SGDRDecay", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    initial_learning_rate = check_number(initial_learning_rate, min = 0),
    first_decay_steps = as_whole(first_decay_steps, min = 1),
    t_mul = check_positive(t_mul),
    m_mul = check_number(m_mul, min = 0),
    alpha = check_number(alpha, min = 0),
    name = check_name(name)
  )
  call_keras("optimizers.schedules", "CosineDecayRestarts", args)
}
