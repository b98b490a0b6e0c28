# Callbacks of a training: what may come, and the R functions in them, which Keras calls with
# epochs and batches counted from 0.

as_callbacks <- function(x, model = NULL, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  if (is.null(x)) return(NULL)
  several <- is.character(x) || (is.list(x) && !reticulate::is_py_object(x))
  callbacks <- unname(if (several) as.list(x) else list(x))
  one <- !several || rlang::is_string(x)
  args <- if (one) arg else sprintf("%s[[%d]]", arg, seq_along(callbacks))
  callbacks <- Map(as_callback, callbacks, args, list(arg), list(call), USE.NAMES = FALSE)
  for (callback in callbacks) {
    check_averages(callback, model, arg, call)
    check_rate_is_free(callback, model, arg, call)
  }
  callbacks
}

# One of them: an object, its class, the function that makes it, or the name of these. `whole`:
# the argument that it came in.
as_callback <- function(x, arg, whole, call) {
  callback <- if (is_callback(x)) {
    x
  } else if (rlang::is_string(x)) {
    callback_of_name(x, arg, call)
  } else if (is_r_class(x)) {
    as_object_of_class(x, "callback", whole, call)
  } else if (is_callback_class(x)) {
    if (inherits(x, "R6ClassGenerator")) x <- reticulate::r_to_py(x)
    with_python(
      x(),
      c(
        "The callback class in {.arg {arg}} could not be called without arguments.",
        i = "Call it with them, and pass the object."
      ),
      call = call
    )
  } else if (is_r_function(x)) {
    stand_for(x, "callback", arg, call)
  }
  if (!is_callback(callback)) {
    abort_argument(
      whole, "a callback, its name, or a list of them", x, call,
      hint = "Such as `callback_early_stopping(patience = 3)`, or \"terminate_on_nan\"."
    )
  }
  check_callback_packages(callback, whole, call)
  callback
}

is_callback_class <- function(x) {
  inherits(x, "R6ClassGenerator") ||
    (reticulate::is_py_object(x) && inherits(x, "python.builtin.type") &&
       builtins$issubclass(x, keras$callbacks$Callback))
}

# The name of the function, `"early_stopping"`, or of Keras' class.
callback_of_name <- function(x, arg, call) {
  classes <- counterparts$callbacks
  names <- sub("^callback_", "", names(classes))
  place <- match(TRUE, x == classes | x == names)
  if (is.na(place)) {
    abort_argument(
      arg, "the name of a callback", x, call,
      hint = hint_nearest(x, c(names, classes)) %||%
        sprintf("The names are %s.", toString(encodeString(names, quote = "\"")))
    )
  }
  stand_for(get(names(classes)[[place]], topenv()), "callback", arg, call)
}

# ---- What they watch -----------------------------------------------------------

# What Python has found before the training, for `diagnose` of with_python().
abort_monitor <- function(cnd, call) {
  if (!inherits(cnd, "lamina.MonitorError")) return()
  error <- attr(cnd, "py_object")
  callback <- error$callback
  monitor <- error$monitor
  known <- as.character(error$known)
  meant <- nearest(monitor, known)
  message <- switch(error$kind,
    validation = c(
      "{callback} monitors {.val {monitor}}, which needs validation data.",
      i = "Give {.arg validation_data} or {.arg validation_split}, or monitor one of
           {.val {known}}."
    ),
    direction = c(
      "{callback} cannot tell whether {.val {monitor}} is better when it is larger or smaller.",
      i = "Set {.code mode = \"min\"} or {.code mode = \"max\"}."
    ),
    name = c(
      "{callback} monitors {.val {monitor}}, which the training does not report.", hint_known(meant)
    ),
    path = c(
      "{callback} saves to a path with {.val {monitor}}, which the training does not report.",
      hint_known(meant)
    )
  )
  abort_lamina(message, class = "argument", call = call)
}

# What Python has found of a backup that cannot be read, for `diagnose` of with_python().
abort_backup <- function(cnd, call) {
  if (!inherits(cnd, "lamina.BackupError")) return()
  error <- attr(cnd, "py_object")
  abort_lamina(
    c(
      "{.fn callback_backup_and_restore} cannot go on: the file {.file {error$path}} is damaged.",
      i = switch(error$kind,
        weights = "Remove its folder to begin anew.",
        "Remove it to go on from the weights beside it, or its folder to begin anew."
      )
    ),
    class = "file", call = call
  )
}

hint_known <- function(meant) {
  c(i = if (is.null(meant)) "It reports {.val {known}}." else "Did you mean {.val {meant}}?")
}

# What was found in the training alone.
warn_unmonitored <- function(history, call) {
  if (!reticulate::py_has_attr(history, "unmonitored")) return()
  for (note in history$unmonitored) {
    callback <- note$callback
    monitor <- note$monitor
    known <- as.character(note$known)
    meant <- nearest(monitor, known)
    cli::cli_warn(
      c(
        "{callback} did not act: it monitors {.val {monitor}}, which the training has not
         reported.",
        hint_known(meant)
      ),
      call = call
    )
  }
}

# ---- What they need ------------------------------------------------------------

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

# Averages of the weights, which the optimizer keeps.
check_averages <- function(callback, model, arg, call) {
  if (!is_averages_callback(callback) || is.null(model)) return()
  optimizer <- model$optimizer
  if (is.null(optimizer)) return()
  optimizer <- that_makes_the_steps(optimizer)
  if (!reticulate::py_has_attr(optimizer, "use_ema") || !isFALSE(optimizer$use_ema)) return()
  if (reticulate::py_has_attr(optimizer, "optimizers")) return()
  abort_lamina(
    c(
      "{.arg {arg}}: SwapEMAWeights needs an optimizer that averages the weights.",
      i = "Compile the model with one that is made with {.code use_ema = TRUE}."
    ),
    class = "argument", call = call
  )
}

# A schedule says the rate of each step, and no callback sets another.
check_rate_is_free <- function(callback, model, arg, call) {
  optimizer <- if (is_rate_callback(callback)) model$optimizer
  if (is.null(optimizer)) return()
  if (!is.list(that_makes_the_steps(optimizer)$get_config()$learning_rate)) return()
  abort_lamina(
    c(
      "{.arg {arg}}: the model's optimizer takes its learning rate from a schedule, which
       {keras_names(callback)[[1L]]} cannot change.",
      i = "Compile the model with an optimizer that is made with a number."
    ),
    class = "argument", call = call
  )
}

# The optimizer in one that scales the loss.
that_makes_the_steps <- function(optimizer) {
  if (!reticulate::py_has_attr(optimizer, "inner_optimizer")) return(optimizer)
  optimizer$inner_optimizer
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
    run <- function(...) {
      run_callback(hook_result(hook$name, hook$`function`(...)), hook_failed(hook$name))
    }
    list(
      callback = hook$callback, name = hook$name, takes = takes, run = run,
      is_method = hook$is_method
    )
  })
}

# `expr`: the call of a hook. A schedule returns the rate itself.
hook_result <- function(name, expr) {
  if (name %in% callback_hooks) reported(withVisible(expr)) else expr
}
