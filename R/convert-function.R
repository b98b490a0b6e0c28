# Keras names functions after `__name__`, in a saved model too; an R function has
# a name in an attribute only.
as_python_function <- function(f, default = "r_function") {
  name <- attr(f, "name", exact = TRUE)
  attributes(f) <- NULL
  f <- reticulate::py_func(f)
  reticulate::py_set_attr(f, "__name__", if (is.null(name)) default else name)
  f
}
