#' Write a constraint class in R
#'
#' Defines a new kind of constraint: an R function that is applied to weights after each training
#' step.
#'
#' @inheritParams Layer
#' @param call Function of a weight, a tensor, that returns its new value, in the same shape.
#'   Required, unless `inherit` has it.
#' @param ... Further methods and attributes by name, such as `initialize`, a function of the
#'   constraint's settings.
#'
#' @details
#' In the methods, `self` is the constraint, `super` the class it inherits from and `private` its
#' private members, as in [Layer()]. Settings that are numbers, strings, flags or objects of Keras
#' are saved with a model automatically.
#'
#' @returns A function that creates constraints, with the arguments of `initialize`.
#' @family classes
#' @examplesIf is_keras_available()
#' constraint_at_most <- Constraint(
#'   "AtMost",
#'   initialize = function(limit = 1) self$limit <- limit,
#'   call = function(w) op_clip(w, -self$limit, self$limit)
#' )
#' constraint_at_most(0.5)(matrix(c(-1, 0, 2), 1))
#'
#' keras_model_sequential(input_shape = 3) |>
#'   layer_dense(2, kernel_constraint = constraint_at_most(0.5))
#' @export
# nolint start: object_name_linter.
Constraint <- function(classname, call = NULL, get_config = NULL, ..., public = list(),
                       private = list(), inherit = NULL, parent_env = parent.frame()) {
  # nolint end
  define_class("constraint")
}
