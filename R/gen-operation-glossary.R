# Written by tools/generate from tools/generate/operation/glossary.toml, by `make generate`.

#' Arguments shared by operations
#'
#' @param ... Not used.
#' @param axis The axis, counted from 1, or a vector of axes; negative ones
#'   count from the end. `NULL` uses all.
#' @param keepdims Whether to keep the reduced axes, with length 1: `TRUE` or
#'   `FALSE`.
#'
#' @name operation-arguments
#' @keywords internal
NULL
