# What JAX calls a tree: arrays, in lists within lists where need be. A vector of
# several numbers is an array with one axis, one number has none.
check_tree <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  if (is.list(x) && !is.data.frame(x)) {
    return(lapply(x, check_tree, arg = arg, call = call))
  }
  valid <- (is.numeric(x) || is.logical(x)) && !is.factor(x) && length(x) >= 1L && !anyNA(x)
  if (!valid) {
    abort_argument(arg, "arrays of numbers, in a list where there are several, or NULL", x, call)
  }
  if (is.null(dim(x)) && length(x) > 1L) as.array(x) else x
}
