# What some layers and callbacks need that not every Python has: a backend, a package. Starts
# Python, so it comes after the checks that need none.

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
  if (has_python_package(package)) return(invisible())
  command <- sprintf("%s -m pip install %s", current_python(), package)
  abort_lamina(
    c(
      "{.fn {fn}} needs the Python package {.pkg {package}}, which is not installed.",
      i = "Run {.code {command}}, then restart R."
    ),
    class = "setup", call = call
  )
}

# Packages by the names that pip knows, and the modules of those that have another name.
has_python_package <- function(name) {
  module <- if (name %in% names(package_modules)) package_modules[[name]] else gsub("-", "_", name)
  find <- reticulate::import("importlib.util")$find_spec
  # There is an error where the package that the module is in is missing.
  tryCatch(!is.null(find(module)), python.builtin.ModuleNotFoundError = function(cnd) FALSE)
}

package_modules <- c("orbax-checkpoint" = "orbax.checkpoint", pillow = "PIL")
