# Callbacks of a training: what may come, and the R functions in them, which Keras calls with
# epochs and batches counted from 0.

as_callbacks <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  callbacks <- if (is.list(x) && !reticulate::is_py_object(x)) x else list(x)
  callbacks <- lapply(callbacks, function(callback) {
    (if (is_r_function(callback)) stand_for(callback, "callback", arg, call)) %||% callback
  })
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

# What Keras loads in the first epoch only, by the names in R/kinds.R.
callback_packages <- list(
  TensorBoard = c("tensorboard", "tensorflow"), RemoteMonitor = "requests"
)

check_callback_packages <- function(callback, arg, call, packages = callback_packages) {
  for (name in intersect(names(packages), keras_names(callback))) {
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
  told <- list(
    object, method, r_hooks = r_hooks(args$callbacks),
    takes = as.list(method_formals(object[[method]]))
  )
  do.call(from_r$run_method, c(told, args))
}

r_hooks <- function(callbacks) {
  if (is.null(callbacks)) return(list())
  lapply(from_r$hooks_of_r(callbacks), function(hook) {
    names <- r_formals(hook)
    takes <- if (!("..." %in% names)) length(names)
    list(callback = hook$callback, name = hook$name, takes = takes)
  })
}
