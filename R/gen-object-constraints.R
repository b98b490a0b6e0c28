# Written by tools/generate from tools/generate/object/constraints.toml, by `make generate`.

#' What constraints share
#'
#' @param axis The axis along which the length is taken, or a vector of axes:
#'   whole numbers counted from 1, negative from the end. 1 is right for the
#'   kernel of [layer_dense()], of shape `(inputs, units)`: the weights of each
#'   unit are one vector. For a convolution, whose kernel has the shape `(rows,
#'   columns, inputs, filters)`, it is `c(1, 2, 3)`: those of each filter.
#'
#' @section Use:
#' A layer takes a constraint as `kernel_constraint`, `bias_constraint` and the
#' like: the object, the function without parentheses, which stands for one
#' with the defaults, or its name in Keras as a string. Training applies it to
#' the weights after each step; weights that are loaded or set stay as they are
#' until then. It is itself a function of a tensor or an array,
#' `constraint(x)`, and gives a tensor of the same shape.
#'
#' @name object-constraints-arguments
#' @keywords internal
NULL

#' Keep weights from growing long
#'
#' Where the weights of a unit, taken as a vector, are longer than a limit,
#' they are scaled down to it; shorter ones stay. It goes well with dropout and
#' large learning rates.
#'
#' @param max_value The largest length: a number of at least 0, as a rule
#'   between 2 and 4.
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

#' Keep the length of weights within limits
#'
#' Where the weights of a unit, taken as a vector, are shorter than one limit
#' or longer than another, they are scaled towards it: at once, or a part of
#' the way at each step.
#'
#' @param min_value The smallest length: a number of at least 0.
#' @param max_value The largest length: a number of at least `min_value`.
#' @param rate Part of the way to the limit that each step goes: a number
#'   between 0 and 1. 1 keeps the limits strictly, 0 changes nothing.
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

#' Keep weights from being negative
#'
#' Sets negative weights to 0: for quantities that only add up, and for a model
#' whose output must not fall when an input rises.
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

#' Keep the length of weights at 1
#'
#' Scales the weights of each unit, taken as a vector, to the length 1, so that
#' its output tells of directions alone.
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
