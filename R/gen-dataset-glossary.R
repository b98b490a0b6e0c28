# Written by tools/generate from tools/generate/dataset/glossary.toml, by `make generate`.

#' Arguments shared by datasets
#'
#' @param ... Not used.
#' @param path Name of the file in the folder where Keras keeps data sets,
#'   `datasets` in its cache: a string without `/`.
#' @param convert Whether the data become R arrays: `TRUE`, or `FALSE` for
#'   NumPy arrays.
#' @param test_split Share of the examples that are for testing: a number
#'   from 0 to 1.
#' @param seed Seed of the order that the examples are put in: a whole number
#'   of at least 0. `NULL` puts them in another order each time.
#'
#' @name dataset-arguments
#' @keywords internal
NULL
