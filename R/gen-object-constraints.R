# Written by tools/generate from tools/generate/object/constraints.toml, by `make generate`.

#' Arguments in common: constraints
#'
#' @param axis The axis along which the norm is computed, or a vector of
#'   axes: whole numbers counted from 1, negative ones from the end. 1 is right
#'   for the kernel of [layer_dense()], of shape `(inputs, units)`: the weights
#'   of each unit are one vector. For a 2D convolution, whose kernel has the
#'   shape `(rows, columns, inputs, filters)`, use `c(1, 2, 3)`: those of each
#'   filter.
#'
#' @section Use:
#' Give a constraint to a layer as `kernel_constraint`, `bias_constraint` and
#' the like: the object, the function without parentheses for the defaults, or
#' its name in Keras as a string. Training applies it to the weights after each
#' step; weights that are loaded or set stay as they are until then. A
#' constraint is also a function: `constraint(x)`, with a tensor or an array,
#' returns a tensor of the same shape.
#'
#' @name object-constraints-arguments
#' @keywords internal
NULL

#' Maximum norm constraint
#'
#' Scales the weights of a unit, taken as a vector, down to a maximum norm;
#' shorter vectors stay as they are. It works well with dropout and large
#' learning rates.
#'
#' @param max_value The largest norm: a number of at least 0, usually between
#'   2 and 4.
#' @inheritParams object-constraints-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-constraints-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov
#' (2014). Dropout: a simple way to prevent neural networks from overfitting.
#' Journal of Machine Learning Research 15, 1929-1958.
#' <https://jmlr.org/papers/v15/srivastava14a.html>
#' @family constraints
#' @examplesIf is_keras_available()
#' layer_dense(units = 8, kernel_constraint = constraint_maxnorm(3))
#' as.array(constraint_maxnorm(1)(cbind(c(3, 4), c(0.3, 0.4))))
#' @export
constraint_maxnorm <- function(max_value = 2L, axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    max_value = check_number(max_value, min = 0),
    axis = as_axis(axis)
  )
  call_keras("constraints", "MaxNorm", args)
}

#' Minimum and maximum norm constraint
#'
#' Scales the weights of a unit, taken as a vector, towards a minimum or
#' maximum norm where they are outside these limits: at once, or part of the
#' way at each step.
#'
#' @param min_value The smallest norm: a number of at least 0.
#' @param max_value The largest norm: a number of at least `min_value`.
#' @param rate How much of the way to the limit each step goes: a number from
#'   0 to 1. 1 keeps the limits strictly, 0 changes nothing.
#' @inheritParams object-constraints-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-constraints-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family constraints
#' @examplesIf is_keras_available()
#' layer_dense(units = 8, kernel_constraint = constraint_minmaxnorm(0.5, 2))
#' as.array(constraint_minmaxnorm(1, 2)(cbind(c(3, 4), c(0.3, 0.4))))
#' @export
constraint_minmaxnorm <- function(min_value = 0, max_value = 1, rate = 1, axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    min_value = check_number(min_value, min = 0),
    max_value = check_at_least(max_value, min_value),
    rate = check_number(rate, min = 0, max = 1),
    axis = as_axis(axis)
  )
  call_keras("constraints", "MinMaxNorm", args)
}

#' Non-negative constraint
#'
#' Sets negative weights to 0: for quantities that can only add up, and for
#' models whose output must not fall when an input rises.
#'
#' @inheritParams object-arguments
#'
#' @inheritSection object-constraints-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family constraints
#' @examplesIf is_keras_available()
#' layer_dense(units = 8, kernel_constraint = constraint_nonneg)
#' as.array(constraint_nonneg()(c(-1, 0, 2)))
#' @export
constraint_nonneg <- function(...) {
  check_no_dots(..., what = "this function")
  args <- list()
  call_keras("constraints", "NonNeg", args)
}

#' Unit norm constraint
#'
#' Scales the weights of each unit, taken as a vector, to norm 1, so that only
#' their direction matters.
#'
#' @inheritParams object-constraints-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-constraints-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' T. Salimans, D. P. Kingma (2016). Weight normalization: a simple
#' reparameterization to accelerate training of deep neural networks.
#' <https://arxiv.org/abs/1602.07868>
#' @family constraints
#' @examplesIf is_keras_available()
#' layer_dense(units = 8, kernel_constraint = constraint_unitnorm)
#' as.array(constraint_unitnorm()(cbind(c(3, 4), c(0.3, 0.4))))
#' @export
constraint_unitnorm <- function(axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    axis = as_axis(axis)
  )
  call_keras("constraints", "UnitNorm", args)
}
