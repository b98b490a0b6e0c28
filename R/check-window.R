# What frames of a signal are multiplied by: a name, one of `choices` where Keras
# knows no more, or the numbers themselves; NULL for nothing.
check_window <- function(x, choices = NULL, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is_py_tensor_like(x)) return(x)
  named <- rlang::is_string(x) && nzchar(x) && (is.null(choices) || x %in% choices)
  if (named) return(as.vector(x))
  numbers <- is_finite_numeric(x) && length(dim(x)) <= 1L
  if (numbers) return(as.array(as.double(x)))
  quoted <- if (is.null(choices)) "the name of a window" else encodeString(choices, quote = "\"")
  meant <- if (rlang::is_string(x) && !is.null(choices)) nearest(x, choices)
  abort_argument(
    arg, paste0(paste(quoted, collapse = ", "), ", a vector of numbers, or NULL"), x, call,
    hint = if (!is.null(meant)) sprintf("Did you mean \"%s\"?", meant)
  )
}
