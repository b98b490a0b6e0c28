# A mean or a variance: one number, which stays one, or an array of them.
check_statistic <- function(x, min = -Inf, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is_py_tensor_like(x)) return(x)
  flat <- flatten_scalars(x)
  if (!(is_finite_numeric(flat) && all(flat >= min))) {
    each <- number_range("a finite number", min, Inf)
    abort_argument(arg, paste0(each, ", a vector or array of them, or NULL"), x, call)
  }
  if (length(flat) == 1L && is.null(dim(flat))) as.double(flat) else as.array(flat)
}
