# Axes that Keras counts from 1 without the batch axis, so that they are the same
# in R; negative ones count from the end. `n`: as many of them, or one for all.
as_inner_axes <- function(x, n = NULL, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  several <- if (is.null(n)) ", or a vector of them" else sprintf(", or %d of them", n)
  expected <- paste0("a whole number other than 0", several)
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- if (is.list(x) && !is.data.frame(x) && all(lengths(x) == 1L)) unlist(x) else x
  counted <- length(flat) >= 1L && (is.null(n) || length(flat) %in% c(1L, n))
  if (!(counted && is_whole(flat) && all(flat != 0))) {
    abort_argument(
      arg, expected, x, call,
      hint = "Axes count from 1, the one behind the batch axis; negative ones count from the end."
    )
  }
  if (length(flat) == 1L) as.integer(flat) else as.list(as.integer(flat))
}
