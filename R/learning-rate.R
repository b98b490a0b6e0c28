# Learning rates: schedules as functions of R, drawn, and what an optimizer has in `learning_rate`.

# In R a schedule takes steps as R has them, several at once, too. Keras calls Python's own.
register_schedule_calls <- function() {
  register_method("py_to_r_wrapper", schedule_class, schedule_in_r, asNamespace("reticulate"))
}

# They go before those of all objects. `callable` is what reticulate calls the object.
schedule_in_r <- function(x) {
  if (!is.function(x)) return(x)
  body(x) <- as.call(list(rates_at, quote(callable), quote(step)))
  x
}

rates_at <- function(schedule, step) {
  check_process()
  check_session(schedule)
  call <- sys.call(-1L)
  if (missing(step)) abort_missing("step", expected_steps, call)
  if (!reticulate::is_py_object(step)) step <- as_steps(step, call)
  with_python(
    core$schedules$learning_rates(schedule, step), "The schedule could not be computed.",
    call = call
  )
}

expected_steps <- "numbers of at least 0, the steps so far"

as_steps <- function(step, call) {
  if (!is_finite_numeric(step) || any(step < 0)) abort_argument("step", expected_steps, step, call)
  step <- if (is_whole(as.vector(step))) as.integer(step) else as.double(step)
  if (length(step) == 1L) step else as.list(step)
}

#' Plot a learning rate schedule
#'
#' Draws the learning rate at each step.
#'
#' @param x A schedule, such as [learning_rate_schedule_cosine_decay()] makes.
#' @param y Not used.
#' @param ... Not used.
#' @param steps Number of steps (batches) to draw, from the first one on: a whole number of at least
#'   1. Of many steps only some hundred are drawn.
#' @returns A ggplot.
#' @family learning rate schedules
#' @examplesIf is_keras_available()
#' plot(learning_rate_schedule_cosine_decay(0.1, decay_steps = 100), steps = 150)
#' @usage NULL
#' @name plot_learning_rate_schedule
#' @export
plot.keras.src.optimizers.schedules.learning_rate_schedule.LearningRateSchedule <- # nolint: object_length_linter, line_length_linter.
  function(x, y, ..., steps = 1000) {
    check_no_dots(...)
    if (!missing(y)) check_unused_y(y, "Name the number of steps: `plot(schedule, steps = 5)`.")
    steps <- as_whole(steps, min = 1)
    frame <- data.frame(step = unique(round(seq(0, steps - 1, length.out = min(steps, 500)))))
    frame$rate <- as.numeric(x(frame$step))
    ggplot2::ggplot(frame, ggplot2::aes(.data$step, .data$rate)) +
      ggplot2::geom_line(colour = blue, linewidth = 0.8) +
      ggplot2::expand_limits(y = 0) +
      ggplot2::labs(x = "Step", y = "Learning rate") +
      theme_lamina()
  }

# ---- What an optimizer has -----------------------------------------------------

set_learning_rate <- function(optimizer, value, call = called_function()) {
  rate <- as_learning_rate(value, arg = "learning_rate", call = call)
  text <- c(
    "The {.field learning_rate} of this optimizer cannot be set to {describe(value)}.",
    i = "It was created with a schedule: set another schedule, or create the optimizer with a
         number."
  )
  with_python(
    reticulate::py_set_attr(optimizer, "learning_rate", rate), text,
    call = call, diagnose = function(cnd) abort_lamina(text, class = "python", call = call)
  )
  optimizer
}

# Keras would take one string for its letters, and hear of no variable that it knows already.
with_excluded_names <- function(optimizer, exclude) {
  function(var_list = NULL, var_names = NULL) {
    if (isTRUE(optimizer$built)) {
      abort_lamina(
        "Variables must be excluded from weight decay before the first training step.",
        class = "argument", call = rlang::current_env()
      )
    }
    exclude(var_list = var_list, var_names = check_strings(var_names, null = TRUE))
    invisible(optimizer)
  }
}
