# Axes are 1-based in R and count the batch axis; Keras counts from 0. Negative
# ones count from the end on both sides.
as_axis <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (null && is.null(x)) return(NULL)
  flat <- if (is.list(x) && all(lengths(x) == 1L)) unlist(x) else x
  if (!(length(flat) >= 1L && is_whole(flat) && all(flat != 0))) {
    abort_argument(
      arg, "a whole number other than 0", x, call,
      hint = "Axes count from 1, the batch axis; negative ones count from the end."
    )
  }
  axis <- as.integer(flat) - (flat > 0)
  if (length(axis) == 1L) axis else as.list(axis)
}
