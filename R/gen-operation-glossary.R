# Written by tools/generate from tools/generate/operation/glossary.toml, by `make generate`.

#' Arguments shared by operations
#'
#' @param ... Not used.
#' @param x A tensor, or an R vector or array of numbers, which becomes one.
#'   `NA` is an error.
#' @param x1 A tensor, or an R number, vector or array, which takes the dtype
#'   of the tensor beside it. Shapes that differ are broadcast.
#' @param x2 The second operand: numbers, an array or a tensor, as `x1`.
#' @param axis The axis, counted from 1, or a vector of axes; negative counts
#'   from the end. `NULL` uses all.
#' @param keepdims Whether the axes that were reduced stay, with length 1:
#'   `TRUE` or `FALSE`.
#' @param dtype The dtype of the result, such as `"float32"`, `"int32"` or
#'   `"bool"`. `NULL` leaves it to Keras.
#' @param zero_indexed Whether positions count from 0 as in Python, not from
#'   1: `TRUE` or `FALSE`.
#' @param seed Seed of the random numbers: a whole number of at least 0, a
#'   [random_seed_generator()], which gives others at each call, or `NULL` for
#'   Keras' own generator.
#' @param shape Shape of the result: whole numbers, as in `c(2, 3)` or
#'   `shape(2, 3)`.
#'
#' @name operation-arguments
#' @keywords internal
NULL
