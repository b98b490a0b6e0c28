# Several layers in a list, at least `min` of them; one by itself counts as a list.
check_layers <- function(x, min = 1, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("a list of layers", if (min > 0) ", at least one")
  if (missing(x)) abort_missing(arg, expected, call)
  if (is_layer(x)) return(list(x))
  valid <- is.list(x) && !is.data.frame(x) && !reticulate::is_py_object(x) && length(x) >= min
  if (!valid) abort_argument(arg, expected, x, call)
  other <- Find(Negate(is_layer), x)
  if (!is.null(other)) abort_argument(arg, expected, other, call)
  unname(x)
}
