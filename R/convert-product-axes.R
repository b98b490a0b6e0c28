# The axes along which two tensors are multiplied and summed: one for both, or one for
# each, counted with the batch axis, along which no sum is taken.
as_product_axes <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a whole number other than 0 and 1, or two of them"
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  valid <- length(flat) %in% 1:2 && is_whole(flat) && all(flat != 0 & flat != 1)
  if (!valid) {
    abort_argument(
      arg, expected, x, call,
      hint = "Axes count from 1, the batch axis, which stays; negative ones count from the end."
    )
  }
  axes <- as.integer(flat) - (flat > 0)
  if (length(axes) == 1L) axes else as.list(axes)
}
