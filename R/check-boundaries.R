# Numbers in ascending order, between which bins lie.
check_boundaries <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- is.numeric(flat) && !is.factor(flat) && length(flat) >= 1L && !anyNA(flat) &&
    !is.unsorted(flat)
  if (!valid) abort_argument(arg, "a vector of numbers in ascending order, or NULL", x, call)
  as.list(as.double(flat))
}
