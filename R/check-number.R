# A number within a range, both ends allowed.
check_number <- function(x, min = -Inf, max = Inf, null = FALSE, arg = caller_arg(x),
                         call = caller_env()) {
  delayedAssign("expected", number_range("a number", min, max))
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  valid <- is.numeric(x) && !is.factor(x) && length(x) == 1L && is.finite(x) &&
    x >= min && x <= max
  if (!valid) abort_argument(arg, expected, x, call)
  as.double(x)
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
