check_flag <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (!(is.logical(x) && length(x) == 1L && !is.na(x))) {
    abort_argument(arg, "TRUE or FALSE", x, call)
  }
  as.vector(x)
}
