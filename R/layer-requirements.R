# What some layers need that not every Python has: a backend, a package. Starts Python, so it
# comes after the checks that need none.

check_backend <- function(fn, needed, call = caller_env()) {
  running <- keras$backend$backend()
  if (running %in% needed) return(invisible(running))
  abort_lamina(
    c(
      "{.fn {fn}} needs the backend {.or {.val {needed}}}, but Keras runs with {.val {running}}.",
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
