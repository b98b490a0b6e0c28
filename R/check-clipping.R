# The limits of batch renormalisation's corrections, by name.
check_clipping <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  limits <- c("rmin", "rmax", "dmax")
  valid <- is_finite_numeric(flat) && !is.null(names(flat)) && all(names(flat) %in% limits) &&
    !anyDuplicated(names(flat)) && all(flat >= 0) &&
    !is.unsorted(flat[intersect(limits[1:2], names(flat))])
  if (!valid) {
    abort_argument(
      arg, "numbers of at least 0 named `rmin`, `rmax` and `dmax`, or some of them, or NULL",
      x, call,
      hint = "`rmin` is not larger than `rmax`: `c(rmin = 1 / 3, rmax = 3, dmax = 5)`."
    )
  }
  as.list(vapply(flat, as.double, 0))
}
