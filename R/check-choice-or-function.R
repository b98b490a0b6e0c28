# One of a few texts, or a function in their place; NULL for neither.
check_choice_or_function <- function(x, choices, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is.function(x)) return(x)
  if (rlang::is_string(x) && x %in% choices) return(as.vector(x))
  quoted <- encodeString(choices, quote = "\"")
  meant <- if (rlang::is_string(x)) nearest(x, choices)
  abort_argument(
    arg, paste0(paste(quoted, collapse = ", "), ", a function or NULL"), x, call,
    hint = if (!is.null(meant)) sprintf("Did you mean \"%s\"?", meant)
  )
}
