# One finite number or several: `n` of them where that is given.
check_numbers <- function(x, n = NULL, min = -Inf, null = FALSE, arg = caller_arg(x),
                          call = caller_env()) {
  expected <- if (is.null(n)) {
    "a finite number, or a vector of them"
  } else {
    sprintf("%s, or %d of them", number_range("a number", min, Inf), n)
  }
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && (is.null(n) || length(flat) %in% c(1L, n)) &&
    all(flat >= min)
  if (!valid) abort_argument(arg, expected, x, call)
  if (length(flat) == 1L) as.double(flat) else as.list(as.double(flat))
}

# A list of single values is the same as a vector of them.
flatten_scalars <- function(x) {
  if (is.list(x) && !is.data.frame(x) && all(lengths(x) == 1L)) unlist(x) else x
}

is_finite_numeric <- function(x) {
  is.numeric(x) && !is.factor(x) && length(x) >= 1L && all(is.finite(x))
}
