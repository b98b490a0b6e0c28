# How weights are stored with fewer bits: an object of Keras' own.
check_quantization <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x) || is_named_list(x)) return(x)
  abort_argument(arg, "an object of `keras$quantizers`, or NULL", x, call)
}

is_named_list <- function(x) is.list(x) && !is.data.frame(x) && !is.null(names(x))
