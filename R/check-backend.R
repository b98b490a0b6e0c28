# Layers that only some backends have. Starts Keras, so it comes after the checks
# that need no Python.
check_backend <- function(fn, needed, call = caller_env()) {
  running <- keras$backend$backend()
  if (running %in% needed) return(invisible(running))
  abort_lamina(
    c(
      "{.fn {fn}} needs the backend {.or {.val {needed}}}, and Keras runs with {.val {running}}.",
      i = "Restart R, then call {.code use_backend(\"{needed[[1L]]}\")} before anything else."
    ),
    class = "backend", call = call
  )
}

check_python_package <- function(package, fn, call = caller_env()) {
  if (reticulate::py_module_available(package)) return(invisible())
  command <- sprintf("%s -m pip install %s", current_python(), package)
  abort_lamina(
    c(
      "{.fn {fn}} needs the Python package {.pkg {package}}, which is not installed.",
      i = "Run {.code {command}}, then restart R."
    ),
    class = "setup", call = call
  )
}

# An object of a Python class, such as a module of PyTorch. Without `class` any.
check_python_object <- function(x, expected, class = NULL, arg = caller_arg(x),
                                call = caller_env()) {
  if (missing(x)) abort_missing(arg, expected, call)
  valid <- reticulate::is_py_object(x) && (is.null(class) || inherits(x, class))
  if (!valid) abort_argument(arg, expected, x, call)
  x
}
