# One text that is not empty.
check_text <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("one text that is not empty", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  if (!(rlang::is_string(x) && nzchar(x))) abort_argument(arg, expected, x, call)
  as.vector(x)
}
