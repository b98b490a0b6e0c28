# What a function of Keras computes with: a tensor, or numbers of R, which become a tensor of
# Keras' default type when Python gets them, not before all arguments have been checked. A vector
# has one axis.
as_operand <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  expected <- "a tensor, or a vector or an array of numbers"
  if (missing(x)) abort_missing(arg, expected, call)
  if (reticulate::is_py_object(x)) {
    is_variable <- inherits(x, tensor_classes)
    if (!is_variable && !is_tensor(x)) abort_argument(arg, expected, x, call)
    return(x)
  }
  x <- plain_values(x, arg, call)
  valid <- (is.numeric(x) || is.logical(x)) && !is.factor(x)
  if (!valid) abort_argument(arg, expected, x, call)
  check_no_missing(x, arg, call)
  dim <- dim(x) %||% length(x)
  structure(array(as.double(x), dim), class = "keras_operand")
}

#' @exportS3Method reticulate::r_to_py keras_operand
r_to_py.keras_operand <- function(x, convert = FALSE) {
  keras$ops$convert_to_tensor(as_numpy(unclass(x)))
}
