# One of a few texts; NULL where Keras then decides.
check_choice <- function(x, choices, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (null && is.null(x)) return(NULL)
  known <- is.character(x) && length(x) == 1L && x %in% choices
  if (known) return(as.vector(x))
  quoted <- encodeString(choices, quote = "\"")
  last <- length(quoted)
  expected <- paste(
    c(if (last > 1L) paste(quoted[-last], collapse = ", "), quoted[[last]]),
    collapse = " or "
  )
  meant <- if (rlang::is_string(x)) nearest(x, choices)
  hint <- if (!is.null(meant)) sprintf("Did you mean \"%s\"?", meant)
  abort_argument(arg, expected, x, call, hint = hint)
}

check_data_format <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, c("channels_last", "channels_first"), null = TRUE, arg = arg, call = call)
}

check_padding <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, c("valid", "same"), arg = arg, call = call)
}
