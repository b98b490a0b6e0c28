# Axes that Keras counts from 1 without the batch axis, so that they are the same
# in R; negative ones count from the end.
as_inner_axes <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- "a whole number other than 0, or a vector of them"
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  if (!(length(flat) >= 1L && is_whole(flat) && all(flat != 0))) {
    abort_argument(
      arg, expected, x, call,
      hint = "Axes count from 1, the one behind the batch axis; negative ones count from the end."
    )
  }
  if (length(flat) == 1L) as.integer(flat) else as.list(as.integer(flat))
}
