# Written by tools/generate from tools/generate/operation/elementwise.toml, by `make generate`.

#' Sines, cosines and their inverses
#'
#' Trigonometric and hyperbolic functions of each element. Angles are in
#' radians.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_sin(x)` | sine |
#' | `op_arctan2(x1, x2)` | angle of the point (`x2`, `x1`), from -pi to pi |
#'
#' @param x1 Numerators: the second coordinate of points.
#' @param x2 Denominators: the first coordinate of points.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on numbers
#' @examplesIf is_keras_available()
#' op_sin(c(0, pi / 2))
#' op_arctan2(c(1, -1), c(1, 1)) |> as.array()
#' op_tanh(keras_input(3))
#' @name op-trigonometric
NULL

#' @rdname op-trigonometric
#' @export
op_sin <- function(x, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x)
  )
  call_operation("sin", args)
}

#' @rdname op-trigonometric
#' @export
op_arctan2 <- function(x1, x2, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1)
  )
  call_operation("arctan2", args, fit = "broadcast")
}
