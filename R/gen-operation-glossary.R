# Written by tools/generate from tools/generate/operation/glossary.toml, by `make generate`.

#' Arguments shared by operations
#'
#' @param ... Not used.
#' @param axis The axis, counted from 1, or a vector of axes; negative counts
#'   from the end. `NULL` takes all.
#' @param keepdims Whether the axes that were reduced stay, with length 1:
#'   `TRUE` or `FALSE`.
#'
#' @name operation-arguments
#' @keywords internal
NULL
