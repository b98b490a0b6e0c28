# Axes are 1-based in R and count the batch axis; Keras counts from 0. Negative
# ones count from the end on both sides. `n`: how many there must be; `batch`:
# whether the batch axis can be one.
as_axis <- function(x, n = NULL, null = FALSE, batch = TRUE, arg = caller_arg(x),
                    call = caller_env()) {
  expected <- paste0("a whole number other than 0", if (!batch) " and 1")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  counted <- if (is.null(n)) length(flat) >= 1L else length(flat) == n
  if (!(counted && is_whole(flat) && all(flat != 0) && (batch || all(flat != 1)))) {
    abort_argument(
      arg, expected, x, call,
      hint = "Axes count from 1, the batch axis; negative ones count from the end."
    )
  }
  axis <- as.integer(flat) - (flat > 0)
  if (length(axis) == 1L) axis else as.list(axis)
}
