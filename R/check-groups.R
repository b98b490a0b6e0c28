# The number of groups that channels are split into; -1 for one each.
as_groups <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a whole number of at least 1, or -1"
  if (missing(x)) abort_missing(arg, expected, call)
  valid <- length(x) == 1L && is_whole(x, min = -1) && x != 0
  if (!valid) abort_argument(arg, expected, x, call)
  as.integer(x)
}
