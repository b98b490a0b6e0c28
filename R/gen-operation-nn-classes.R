# Written by tools/generate from tools/generate/operation/nn-classes.toml, by `make generate`.

#' Classes as zeros and ones
#'
#' `op_one_hot()` turns each class into a vector with a 1 at its place,
#' `op_multi_hot()` all classes of an example into one vector.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_one_hot(x, num_classes)` | a vector of each class |
#' | `op_multi_hot(inputs, num_classes)` | one vector of all classes |
#'
#' Classes of `op_one_hot()` count from 1, as R's factors do, unless
#' `zero_indexed` is `TRUE`; those of `op_multi_hot()` count from 0, as in
#' keras3. A class that is not there is an error where numbers of R are given;
#' in a tensor it gives zeros alone, or an error on PyTorch.
#'
#' @param x Classes: whole numbers, a tensor or an array.
#' @param num_classes Number of classes: a whole number of at least 1.
#' @param axis The axis of the classes in the result, counted from 1;
#'   negative counts from the end.
#' @param sparse Whether the result is a sparse tensor, which PyTorch does
#'   not have: `TRUE` or `FALSE`.
#' @param inputs Classes, counted from 0: a vector of whole numbers, or a
#'   matrix with a row for each example, a tensor or an array.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family neural network operations
#' @examplesIf is_keras_available()
#' op_one_hot(c(1, 3), 3)
#' op_multi_hot(c(0, 2), 3)
#' @name op-encoding
NULL

#' @rdname op-encoding
#' @export
op_one_hot <- function(x, num_classes, axis = -1L, dtype = NULL, sparse = FALSE,
                       zero_indexed = FALSE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(zero_indexed)
  args <- list(
    x = as_class_operand(x, num_classes, zero_indexed),
    num_classes = as_whole(num_classes, min = 1),
    axis = as_axis(axis, n = 1),
    dtype = check_dtype(dtype),
    sparse = check_flag(sparse)
  )
  call_operation("one_hot", args, mended = TRUE)
}

#' @rdname op-encoding
#' @export
op_multi_hot <- function(inputs, num_classes, axis = -1L, dtype = NULL, sparse = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = as_class_operand(inputs, num_classes),
    num_classes = as_whole(num_classes, min = 1),
    axis = as_axis(axis, n = 1),
    dtype = check_dtype(dtype),
    sparse = check_flag(sparse)
  )
  call_operation("multi_hot", args, mended = TRUE)
}

#' Cross-entropies and other comparisons
#'
#' Compare targets with predictions, example by example.
#' [loss_categorical_crossentropy()] and its like are for the `loss` of a
#' model.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_binary_crossentropy(target, output)` | of each probability of a yes |
#' | `op_categorical_crossentropy(target, output)` | of probabilities of classes, with probabilities as targets |
#' | `op_sparse_categorical_crossentropy(target, output)` | of probabilities of classes, with classes as targets |
#' | `op_psnr(x1, x2, max_val)` | peak signal-to-noise ratio in decibels, larger for signals that are more alike |
#'
#' Classes of `op_sparse_categorical_crossentropy()` count from 0, as in keras3
#' and as the losses of a model do. One that is not there is an error where
#' numbers of R are given, as Keras would count it as a perfect prediction on
#' JAX.
#'
#' @param target What is true: a tensor or an array; of
#'   `op_sparse_categorical_crossentropy()` classes, counted from 0, without an
#'   axis for them.
#' @param output What is predicted: probabilities, or logits, a tensor or an
#'   array.
#' @param from_logits Whether `output` is logits, numbers of any size, rather
#'   than probabilities: `TRUE` or `FALSE`.
#' @param axis The axis of the classes, counted from 1; negative counts from
#'   the end.
#' @param x1 A signal: a tensor or an array.
#' @param x2 Another of the same shape.
#' @param max_val The largest value that a signal can have, such as 1 or 255:
#'   a number greater than 0.
#' @inheritParams operation-arguments
#'
#' @returns A tensor: a number for each example, of
#'   `op_binary_crossentropy()` for each element, of `op_psnr()` one number.
#'   Errors have class `lamina_error`.
#' @family neural network operations
#' @seealso [loss_categorical_crossentropy()]
#' @examplesIf is_keras_available()
#' output <- matrix(c(0.7, 0.2, 0.2, 0.5, 0.1, 0.3), 2)
#' op_categorical_crossentropy(op_one_hot(c(1, 2), 3), output)
#' op_sparse_categorical_crossentropy(c(0, 1), output)
#' op_psnr(c(0, 0.5), c(0, 0.6), max_val = 1)
#' @name op-crossentropy
NULL

#' @rdname op-crossentropy
#' @export
op_binary_crossentropy <- function(target, output, from_logits = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    target = as_fraction_operand(target, beside = output),
    output = as_fraction_operand(output),
    from_logits = check_flag(from_logits)
  )
  call_operation("binary_crossentropy", args, fit = "same")
}

#' @rdname op-crossentropy
#' @export
op_categorical_crossentropy <- function(target, output, from_logits = FALSE, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    target = as_fraction_operand(target, beside = output),
    output = as_fraction_operand(output),
    from_logits = check_flag(from_logits),
    axis = as_axis(axis, n = 1)
  )
  call_operation("categorical_crossentropy", args, fit = "same", mended = TRUE)
}

#' @rdname op-crossentropy
#' @export
op_sparse_categorical_crossentropy <- function(target, output, from_logits = FALSE, axis = -1L,
                                               ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    target = as_class_operand(target, classes_in(output, axis)),
    output = as_fraction_operand(output),
    from_logits = check_flag(from_logits),
    axis = as_axis(axis, n = 1)
  )
  call_operation("sparse_categorical_crossentropy", args, fit = "classes", mended = TRUE)
}

#' @rdname op-crossentropy
#' @export
op_psnr <- function(x1, x2, max_val, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_float_operand(x1, beside = x2),
    x2 = as_float_operand(x2, beside = x1),
    max_val = check_positive(max_val)
  )
  call_operation("psnr", args, fit = "same")
}
