# The table that an embedding starts from, by itself or as the one element of a
# list, which is how Keras hands weights out.
check_embeddings <- function(x, rows, columns, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  table <- if (is_tensor_list(x) && length(x) == 1L) x[[1L]] else x
  if (reticulate::is_py_object(table)) return(table)
  valid <- is.numeric(table) && is.matrix(table) && !anyNA(table) &&
    all(dim(table) == c(rows, columns))
  if (!valid) {
    expected <- sprintf(
      "a matrix of numbers with %s rows and %s columns, a tensor, or NULL",
      format(rows), format(columns)
    )
    abort_argument(arg, expected, x, call)
  }
  table
}
