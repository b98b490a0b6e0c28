# A function of R or Python, by itself.
check_function <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("a function", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  if (!is.function(x)) abort_argument(arg, expected, x, call)
  x
}
