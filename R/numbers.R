# What counts as a number, one or several, and how a range of them is said.

is_finite_numeric <- function(x) {
  is.numeric(x) && !is.factor(x) && length(x) >= 1L && all(is.finite(x))
}

is_whole <- function(x, min = -Inf, max = Inf) {
  limit <- .Machine$integer.max
  is.numeric(x) && !is.factor(x) && is.null(dim(x)) && all(is.finite(x)) && all(x == trunc(x)) &&
    all(x >= max(min, -limit)) && all(x <= min(max, limit))
}

# A list of single values is the same as a vector of them.
flatten_scalars <- function(x) {
  if (is.list(x) && !is.data.frame(x) && all(lengths(x) == 1L)) unlist(x) else x
}

number_range <- function(what, min, max) {
  if (is.finite(min) && is.finite(max)) {
    sprintf("%s between %s and %s", what, format(min), format(max))
  } else if (is.finite(min)) {
    sprintf("%s of at least %s", what, format(min))
  } else if (is.finite(max)) {
    sprintf("%s of at most %s", what, format(max))
  } else {
    what
  }
}
