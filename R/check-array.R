# Numbers of any shape: a vector, an array or a tensor. A vector keeps its axis,
# also where it is of length 1.
check_array <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is_py_tensor_like(x)) return(x)
  valid <- is.numeric(x) && !is.factor(x) && length(x) >= 1L && !anyNA(x)
  if (!valid) {
    abort_argument(arg, "a vector or an array of numbers, a tensor, or NULL", x, call)
  }
  if (is.null(dim(x))) as.array(x) else x
}

is_py_tensor_like <- function(x) reticulate::is_py_object(x) && is_tensor(x)
