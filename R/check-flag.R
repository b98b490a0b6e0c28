check_flag <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("TRUE or FALSE", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  if (!(is.logical(x) && length(x) == 1L && !is.na(x))) abort_argument(arg, expected, x, call)
  as.vector(x)
}

# A flag that Keras may also decide by itself.
check_auto_flag <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (identical(as.vector(x), "auto")) return("auto")
  valid <- is.logical(x) && length(x) == 1L && !is.na(x)
  if (!valid) abort_argument(arg, "TRUE, FALSE or \"auto\"", x, call)
  as.vector(x)
}
