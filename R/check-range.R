# What is drawn from: a number, whose meaning the layer gives, or the lower and
# the upper end.
check_range <- function(x, min = -Inf, max = Inf, null = FALSE, arg = caller_arg(x),
                        call = caller_env()) {
  expected <- paste0(number_range("a number", min, max), ", or two of them, the smaller first")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && length(flat) %in% 1:2 && !is.unsorted(flat) &&
    all(flat >= min & flat <= max)
  if (!valid) abort_argument(arg, expected, x, call)
  if (length(flat) == 1L) as.double(flat) else as.list(as.double(flat))
}

# The smallest and the largest value that an image can hold. Whole numbers stay
# whole, as in Keras' own default.
check_value_range <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "two numbers, the smaller first, such as `c(0, 255)`"
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && length(flat) == 2L && flat[[1L]] < flat[[2L]]
  if (!valid) abort_argument(arg, expected, x, call)
  as.list(if (is_whole(flat)) as.integer(flat) else as.double(flat))
}
