# Callbacks of a training: what may come, and the R functions in them, which Keras calls with
# epochs and batches counted from 0.

as_callbacks <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  callbacks <- if (is.list(x) && !reticulate::is_py_object(x)) x else list(x)
  for (callback in callbacks) {
    if (!is_callback(callback)) {
      abort_argument(
        arg, "a Keras callback or a list of them", callback, call,
        hint = "They are in `keras$callbacks`: `keras$callbacks$EarlyStopping(patience = 3L)`."
      )
    }
    check_callback_packages(callback, arg, call)
  }
  unname(callbacks)
}

# What Keras loads in the first epoch only.
callback_packages <- list(
  TensorBoard = c("tensorboard", "tensorflow"), RemoteMonitor = "requests"
)

check_callback_packages <- function(callback, arg, call, packages = callback_packages) {
  for (name in names(packages)) {
    if (!any(endsWith(class(callback), paste0(".", name)))) next
    needed <- packages[[name]]
    missing <- needed[!vapply(needed, has_python_package, NA)]
    if (length(missing)) {
      abort_lamina(
        c(
          "{.arg {arg}}: {name} needs Python's {.pkg {missing}}.",
          i = "Run {.code {install_command(missing)}}, then restart R."
        ),
        class = "setup", call = call
      )
    }
  }
}

has_python_package <- function(name) {
  !is.null(reticulate::import("importlib.util")$find_spec(name))
}

install_command <- function(packages) {
  sprintf("%s -m pip install %s", current_python(), paste(packages, collapse = " "))
}

run_method <- function(object, method, args) {
  do.call(from_r$run_method, c(list(object, method, r_hooks = r_hooks(args$callbacks)), args))
}

r_hooks <- function(callbacks) {
  if (is.null(callbacks)) return(list())
  lapply(from_r$hooks_of_r(callbacks), function(hook) {
    # Of a method reticulate makes a function of the object and of what it takes.
    f <- if (hook$is_method) environment(hook$`function`)$f else hook$`function`
    names <- if (is.function(f)) names(formals(args(f))) else "..."
    takes <- if (!("..." %in% names)) length(names) - hook$is_method
    list(callback = hook$callback, name = hook$name, takes = takes)
  })
}
