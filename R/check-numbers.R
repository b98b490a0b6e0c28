# One number, or one for each channel.
check_numbers <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a finite number, or a vector of them"
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- if (is.list(x) && all(lengths(x) == 1L)) unlist(x) else x
  valid <- is.numeric(flat) && !is.factor(flat) && length(flat) >= 1L && all(is.finite(flat))
  if (!valid) abort_argument(arg, expected, x, call)
  if (length(flat) == 1L) as.double(flat) else as.list(as.double(flat))
}
