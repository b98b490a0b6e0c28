# The words or whole numbers that a look-up layer knows: a vector of them, or the
# path of a file with one a line. Keras takes a text for a path.
check_vocabulary <- function(x, whole = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  flat <- flatten_scalars(x)
  if (rlang::is_string(flat) && file.exists(flat)) return(normalizePath(flat))
  valid <- length(flat) >= 1L && !anyNA(flat) &&
    if (whole) is_whole(c(flat)) else is.character(flat)
  if (!valid) {
    what <- if (whole) "whole numbers" else "texts"
    abort_argument(
      arg, sprintf("a vector of %s, the path of a file with one a line, or NULL", what), x, call,
      hint = if (rlang::is_string(flat)) {
        sprintf("There is no file %s.", encodeString(flat, quote = "\""))
      }
    )
  }
  as.list(if (whole) as.integer(flat) else as.character(flat))
}
