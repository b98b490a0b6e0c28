# An order of axes: each of the whole numbers 1, 2, ..., n once.
check_permutation <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "the whole numbers from 1 on, each once, such as `c(2, 1)`"
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  valid <- length(flat) >= 1L && is_whole(flat) && setequal(flat, seq_along(flat))
  if (!valid) {
    abort_argument(
      arg, expected, x, call,
      hint = if (is.numeric(flat)) "Axis 1 is the first one after the batch axis."
    )
  }
  as.list(as.integer(flat))
}
