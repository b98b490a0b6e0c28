#' Write a learning rate schedule class in R
#'
#' Defines a new kind of schedule: an R function of the number of the step that returns the
#' learning rate.
#'
#' @inheritParams Layer
#' @param call Function of `step`, a tensor with a whole number: the number of steps so far, 0 for
#'   the first step. It returns the learning rate, a tensor with one number. Keras
#'   traces it: use [op_where()], not `if`. Required, unless `inherit` has it.
#' @param initialize Function of the schedule's settings. It keeps them in `self`.
#' @param ... Further methods and attributes by name.
#'
#' @details
#' In the methods, `self` is the schedule, `super` the class it inherits from and `private` its
#' private members, as in [Layer()]. Settings that are numbers, strings, flags or objects of Keras,
#' such as another schedule, are saved with a model automatically.
#'
#' @returns A function that creates schedules, with the arguments of `initialize`. An optimizer
#'   takes a schedule as its `learning_rate`.
#' @family classes
#' @examplesIf is_keras_available()
#' schedule_warmup <- LearningRateSchedule(
#'   "Warmup",
#'   initialize = function(rate, steps) {
#'     self$rate <- rate
#'     self$steps <- steps
#'   },
#'   call = function(step) {
#'     done <- (op_cast(step, "float32") + 1) / self$steps
#'     self$rate * op_minimum(done, 1)
#'   }
#' )
#' schedule <- schedule_warmup(0.1, steps = 5)
#' vapply(0:6, function(step) as.array(schedule(step)), 0)
#' optimizer_sgd(learning_rate = schedule)
#' @export
# nolint start: object_name_linter.
LearningRateSchedule <- function(classname, call = NULL, initialize = NULL, get_config = NULL, ...,
                                 public = list(), private = list(), inherit = NULL,
                                 parent_env = parent.frame()) {
  # nolint end
  define_class("schedule")
}

#' @rdname LearningRateSchedule
#' @export
new_learning_rate_schedule_class <- LearningRateSchedule
