# Written by tools/generate from tools/generate/object/regularizers.toml, by `make generate`.

#' What regularisers share
#'
#' @param l1 Factor of the sum of absolute values: a number of at least 0,
#'   such as 1e-4.
#' @param l2 Factor of the sum of squares: a number of at least 0, such as
#'   1e-4.
#'
#' @section Use:
#' A layer takes a regulariser as `kernel_regularizer`, `bias_regularizer` or
#' `activity_regularizer`: the object, the function without parentheses, which
#' stands for one with the defaults, or its name in Keras as a string. What it
#' computes of the weights is added to the loss that training makes small, and
#' shows in the loss that is reported. It is itself a function of a tensor or
#' an array, `regularizer(x)`, and gives a tensor with one number.
#'
#' @name object-regularizers-arguments
#' @keywords internal
NULL

#' Make weights small, and many of them zero
#'
#' Adds `l1 * sum(abs(x))` to the loss. It draws every weight towards 0 with
#' the same force, so that those which matter little become 0: a way to choose
#' inputs, known from regression as the lasso. [regularizer_l2()] makes weights
#' small without making them 0.
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
#' @family regularisers
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

#' Make weights small
#'
#' Adds `l2 * sum(x^2)` to the loss. It draws large weights towards 0 with more
#' force than small ones, which makes a model with many weights fit noise less:
#' ridge regression, in networks also called weight decay, though with
#' optimizers such as Adam that is something else.
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
#' @family regularisers
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

#' Make weights small by absolute values and by squares
#'
#' Adds `l1 * sum(abs(x)) + l2 * sum(x^2)` to the loss, the elastic net of
#' regression: some weights become 0, and of inputs that go together not one
#' alone is kept, as [regularizer_l1()] would. Without arguments it adds
#' nothing.
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
#' @family regularisers
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

#' Draw the rows or columns of a matrix apart
#'
#' Adds to the loss `factor` times the mean, over all pairs of rows or of
#' columns, of the absolute cosine of the angle between them, so that no two of
#' them say the same. For weights with two axes alone, such as the kernel of
#' [layer_dense()], whose columns are its units.
#'
#' @param factor Factor of the mean: a number of at least 0.
#' @param mode What is drawn apart: `"rows"`, in a kernel the inputs, or
#'   `"columns"`, the units.
#' @inheritParams object-arguments
#'
#' @inheritSection object-regularizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family regularisers
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
