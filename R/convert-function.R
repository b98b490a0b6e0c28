# Keras reads the signature and the name of a function, and saves the name; an R
# function has a name in an attribute only. `describe` says what failed where the
# function does: it is evaluated only then.
# `check` is handed what the function returns, as a promise.
as_python_function <- function(f, default = "r_function",
                               describe = sprintf("The R function `%s()` failed.", name),
                               check = identity) {
  known <- registered_object(f)
  if (!is.null(known)) return(known)
  name <- function_name(f)
  unnamed <- is.null(name)
  if (unnamed) name <- default
  original <- f
  attributes(f) <- NULL
  run <- function(...) {
    run_callback(check(f(...)), describe, hint = tensor_hint(list(...)))
  }
  from_r$`function`(
    run, name, python_parameters(f),
    describe = function() describe_function(original), unnamed = unnamed
  )
}

# A loss or metric: it is given targets of the shape and type of the predictions, as Keras' own
# give them to themselves.
as_python_comparison <- function(f, default) {
  registered_object(f) %||%
    from_r$comparison(as_python_function(f, default, check = check_compared))
}

# R's own functions know no tensors: its mean() of one is NA, with a warning.
check_compared <- function(value) {
  warnings <- list()
  value <- withCallingHandlers(value, warning = function(cnd) {
    warnings <<- c(warnings, list(cnd))
    tryInvokeRestart("muffleWarning")
  })
  numeric <- (is.numeric(value) || is.logical(value)) && length(value) &&
    !any(is.na(value) & !is.nan(value))
  if (!numeric && !reticulate::is_py_object(value)) {
    abort_lamina(
      c(
        "A loss or metric must return a tensor, not {describe(value)}.",
        i = "Many of R's own functions do not work on tensors: use {.code op_maximum(x, 0)}, not
             {.code pmax(x, 0)}."
      ),
      class = "callback"
    )
  }
  for (cnd in warnings) warning(cnd)
  value
}

# The formals of an R function as Python's parameters.
python_parameters <- function(f) {
  formals <- as.list(formals(args(f)))
  tested <- names(formals) %in% tested_by_missing(body(f))
  unname(Map(python_parameter, names(formals), formals, list(environment(f)), tested))
}

# `tested`: the function asks whether it is missing.
python_parameter <- function(name, default, env, tested) {
  parameter <- list(name = name)
  if (name == "...") return(c(parameter, list(rest = TRUE)))
  if (rlang::is_missing(default)) return(c(parameter, if (tested) list(in_r = TRUE)))
  value <- tryCatch(
    list(eval(default, new.env(parent = as_parent(env)))),
    error = function(cnd) NULL
  )
  simple <- !is.null(value) && (
    is.null(value[[1L]]) || (is.atomic(value[[1L]]) && length(value[[1L]]) == 1L)
  )
  c(parameter, if (simple) list(default = value[[1L]]) else list(in_r = TRUE))
}

# The arguments that a function may do without, though they have no default.
tested_by_missing <- function(expr) {
  if (!is.call(expr)) return(character())
  if (rlang::is_call(expr, "missing", n = 1L, ns = c("", "base"))) {
    return(as.character(expr[[2L]]))
  }
  unlist(lapply(seq_along(expr), function(i) {
    if (!rlang::is_missing(expr[[i]])) tested_by_missing(expr[[i]])
  }))
}

as_parent <- function(env) if (is.null(env)) baseenv() else env

# What to do where a function of R's own was given a tensor, in words that tell nothing of it.
tensor_hint <- function(args) {
  if (!any(vapply(args, inherits, NA, tensor_classes))) return()
  "Tensors are computed with functions such as {.fn op_maximum}, for {.fn pmax}, or
   {.fn op_where}, for {.code if}; many of R's own do not work on them."
}

# Errors of R's own functions, and of a backend that has no values yet. What the user's functions
# and lamina say is meant as it is.
knows_no_tensors <- function(cnd) {
  if (inherits(cnd, "python.builtin.Exception")) {
    return(inherits(cnd, traced_value_errors))
  }
  call <- conditionCall(cnd)
  name <- if (is.call(call)) rlang::call_name(call)
  inherits(cnd, "simpleError") && !is.null(name) &&
    exists(name, asNamespace("stats"), mode = "function")
}

# Runs the user's code for Python. An error in it becomes an exception, behind which with_python()
# finds it again. `describe` is a promise, and `hint`, which is for errors of R's own functions.
run_callback <- function(expr, describe, hint = NULL) {
  tryCatch(
    hold_conditions(with_interrupts(expr), from = 0L),
    error = function(cnd) {
      if (inherits(cnd, "python.builtin.Exception")) {
        cause <- find_failure(cnd)
        cnd <- if (is.null(cause)) tidy_python_error(cnd) else cause
      }
      new_failure(rlang::catch_cnd(
        abort_lamina(
          c("{describe}", i = if (knows_no_tensors(cnd)) hint), class = "callback", parent = cnd
        ),
        classes = "error"
      ))
    }
  )
}
