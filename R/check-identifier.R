# Activations, initialisers, regularisers and constraints: by name, as an R
# function, or as a Keras object.
check_identifier <- function(x, null = TRUE, arg = caller_arg(x), call = caller_env()) {
  expected <- sprintf(
    "a name, a function or a Keras object%s", if (null) ", or NULL" else ""
  )
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  named <- rlang::is_string(x) && nzchar(x)
  config <- is.list(x) && !is.data.frame(x) && !is.null(names(x))
  if (named || config || is.function(x) || reticulate::is_py_object(x)) return(x)
  abort_argument(arg, expected, x, call)
}
