# Written by tools/generate from tools/generate/object/glossary.toml, by `make generate`.

#' Arguments shared by objects
#'
#' @param ... Not used.
#' @param name Name of the object: a string without `/`. `NULL` makes one up.
#' @param dtype Dtype of the computation, such as `"float32"`. `NULL` uses
#'   Keras' default.
#'
#' @name object-arguments
#' @keywords internal
NULL
