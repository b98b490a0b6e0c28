# Written by tools/generate from tools/generate/object/regularizers.toml, by `make generate`.

#' Arguments in common: regularizers
#'
#' @param l1 Factor for the sum of absolute values: a number of at least 0,
#'   such as 1e-4.
#' @param l2 Factor for the sum of squares: a number of at least 0, such as
#'   1e-4.
#'
#' @section Use:
#' Give a regularizer to a layer as `kernel_regularizer`, `bias_regularizer` or
#' `activity_regularizer`: the object, the function without parentheses for the
#' defaults, or its name in Keras as a string. The penalty is added to the loss
#' that training minimises, and is part of the reported loss. A regularizer is
#' also a function: `regularizer(x)`, with a tensor or an array, returns a
#' tensor with one number.
#'
#' @name object-regularizers-arguments
#' @keywords internal
NULL

#' L1 regularizer
#'
#' Adds `l1 * sum(abs(x))` to the loss. It pulls every weight towards 0 with
#' the same force, so that weights that matter little end near 0: a way to
#' select inputs, known from regression as the lasso. [regularizer_l2()] makes
#' weights smaller without pushing them to 0.
#'
#' @inheritParams object-regularizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-regularizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' R. Tibshirani (1996). Regression shrinkage and selection via the lasso.
#' Journal of the Royal Statistical Society B 58, 267-288.
#' <https://doi.org/10.1111/j.2517-6161.1996.tb02080.x>
#' @family regularizers
#' @examplesIf is_keras_available()
#' layer_dense(units = 8, kernel_regularizer = regularizer_l1(1e-4))
#' as.numeric(regularizer_l1(0.5)(c(1, -2, 3)))
#' @export
regularizer_l1 <- function(l1 = 0.01, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    l1 = check_number(l1, min = 0)
  )
  call_keras("regularizers", "L1", args)
}

#' L2 regularizer
#'
#' Adds `l2 * sum(x^2)` to the loss. It pulls large weights towards 0 with more
#' force than small ones, so that a model with many weights fits less noise. In
#' regression this is ridge regression, in neural networks it is also called
#' weight decay, although with optimizers such as Adam the two differ.
#'
#' @inheritParams object-regularizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-regularizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' A. Krogh, J. A. Hertz (1991). A simple weight decay can improve
#' generalization. NeurIPS.
#' <https://proceedings.neurips.cc/paper/1991/hash/8eefcfdf5990e441f0fb6f3fad709e21-Abstract.html>
#' @family regularizers
#' @examplesIf is_keras_available()
#' layer_dense(units = 8, kernel_regularizer = regularizer_l2(1e-4))
#' as.numeric(regularizer_l2(0.5)(c(1, -2, 3)))
#' @export
regularizer_l2 <- function(l2 = 0.01, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    l2 = check_number(l2, min = 0)
  )
  call_keras("regularizers", "L2", args)
}

#' L1 and L2 regularizer
#'
#' Adds `l1 * sum(abs(x)) + l2 * sum(x^2)` to the loss, known from regression
#' as the elastic net: some weights end near 0, but correlated inputs are kept
#' together, where [regularizer_l1()] tends to keep only one of them. With the
#' defaults it adds nothing.
#'
#' @inheritParams object-regularizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-regularizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' H. Zou, T. Hastie (2005). Regularization and variable selection via the
#' elastic net. Journal of the Royal Statistical Society B 67, 301-320.
#' <https://doi.org/10.1111/j.1467-9868.2005.00503.x>
#' @family regularizers
#' @examplesIf is_keras_available()
#' layer_dense(units = 8, kernel_regularizer = regularizer_l1_l2(l1 = 1e-5, l2 = 1e-4))
#' as.numeric(regularizer_l1_l2(l1 = 1, l2 = 0.5)(c(1, -2, 3)))
#' @export
regularizer_l1_l2 <- function(l1 = 0, l2 = 0, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    l1 = check_number(l1, min = 0),
    l2 = check_number(l2, min = 0)
  )
  call_keras("regularizers", "L1L2", args)
}

#' Orthogonal regularizer
#'
#' Adds `factor` times the mean absolute cosine of the angles between all pairs
#' of rows, or of columns, to the loss, so that no two of them are alike. Only
#' for weights with two axes, such as the kernel of [layer_dense()], whose
#' columns are its units.
#'
#' @param factor Factor for the mean: a number of at least 0.
#' @param mode What to make orthogonal: `"rows"`, which in a kernel are the
#'   inputs, or `"columns"`, the units.
#' @inheritParams object-arguments
#'
#' @inheritSection object-regularizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family regularizers
#' @examplesIf is_keras_available()
#' layer_dense(units = 8, kernel_regularizer = regularizer_orthogonal(0.01, mode = "columns"))
#' as.numeric(regularizer_orthogonal(factor = 1)(rbind(c(1, 0), c(1, 1))))
#' @export
regularizer_orthogonal <- function(factor = 0.01, mode = "rows", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    factor = check_number(factor, min = 0),
    mode = check_choice(mode, c("rows", "columns"))
  )
  call_keras("regularizers", "OrthogonalRegularizer", args)
}
