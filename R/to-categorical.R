#' Classes as columns of zeros and ones
#'
#' `to_categorical()` turns the numbers of classes into one column a class, in which an example
#' has 1 in the column of its class and 0 in the others, as [loss_categorical_crossentropy()]
#' takes them. [loss_sparse_categorical_crossentropy()] takes the numbers themselves, and needs
#' less memory.
#'
#' @param x Classes, counted from 0: whole numbers, of any shape, a factor, whose first level is
#'   class 0, or a tensor. An axis of length 1 at the end is dropped.
#' @param num_classes How many classes there are: a whole number of at least 1. `NULL` takes the
#'   number of levels of a factor, else one more than the largest class; a tensor needs it.
#' @param ... Not used.
#' @returns An array with an axis more than `x`, the classes; of a vector a matrix. Of a tensor, a
#'   tensor. Errors have class `lamina_error`.
#' @family data utilities
#' @examples
#' to_categorical(c(0, 2, 1))
#' to_categorical(iris$Species[c(1, 51, 101)])
#' @export
to_categorical <- function(x, num_classes = NULL, ...) {
  check_no_dots(..., what = "this function")
  if (missing(x)) abort_missing("x", classes_expected, rlang::current_env())
  num_classes <- as_whole(num_classes, min = 1, null = TRUE)
  if (is_py_tensor_like(x)) return(tensor_to_categorical(x, num_classes))
  if (is.factor(x)) {
    num_classes <- num_classes %||% nlevels(x)
    x <- as.integer(x) - 1L
  }
  if (is.atomic(x)) x <- plain_values(x, "x", rlang::current_env())
  check_classes(x, num_classes)
  x <- array_like(as.integer(x), x)
  num_classes <- num_classes %||% (max(x) + 1L)
  shape <- dim(x) %||% length(x)
  if (length(shape) > 1L && shape[[length(shape)]] == 1L) shape <- shape[-length(shape)]
  columns <- matrix(0, length(x), num_classes)
  columns[cbind(seq_along(x), as.vector(x) + 1L)] <- 1
  array(columns, c(shape, num_classes))
}

tensor_to_categorical <- function(x, num_classes, call = caller_env()) {
  if (is.null(num_classes)) {
    abort_missing("num_classes", "a whole number of at least 1 where `x` is a tensor", call)
  }
  # What Keras has no column for becomes zeros, without a word.
  values <- known_values(x)
  if (length(values)) check_classes(values, num_classes, call)
  call_keras("utils", "to_categorical", list(x, num_classes = num_classes), call)
}

classes_expected <- "whole numbers of at least 0, a factor or a tensor"

check_classes <- function(x, num_classes, call = caller_env()) {
  hint <- "Classes count from 0."
  check_no_missing(x, "x", call)
  if (!((is.numeric(x) || is.logical(x)) && length(x))) {
    abort_argument("x", classes_expected, x, call, hint = hint)
  }
  wrong <- x[!is.finite(x) | x != trunc(x) | x < 0]
  if (length(wrong)) abort_argument("x", classes_expected, wrong[[1L]], call, hint = hint)
  if (is.null(num_classes)) {
    # There must be one more.
    largest <- .Machine$integer.max - 1L
    if (max(x) <= largest) return()
    abort_argument("x", number_range("whole numbers", 0, largest), max(x), call, hint = hint)
  }
  if (max(x) < num_classes) return()
  abort_lamina(
    c(
      "{.arg x} must be less than {.arg num_classes}, which is {num_classes}, not {max(x)}.",
      i = hint
    ),
    class = "argument", call = call
  )
}
