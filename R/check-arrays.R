# A list of arrays, such as the weights of a layer, or NULL.
check_arrays <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  numbers <- function(x) {
    is_py_tensor_like(x) || (is.numeric(x) && !is.factor(x) && length(x) >= 1L && !anyNA(x))
  }
  valid <- is.list(x) && !is.data.frame(x) && all(vapply(x, numbers, NA))
  if (!valid) abort_argument(arg, "a list of arrays or tensors, or NULL", x, call)
  unname(lapply(x, check_array))
}
