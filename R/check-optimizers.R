# What optimizers and learning rate schedules are given.

# A number; a schedule; a function of R, of the number of steps; or a function of Python.
as_learning_rate <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a number of at least 0, a learning rate schedule or a function of the step"
  if (missing(x)) abort_missing(arg, expected, call)
  if (is.numeric(x) && !is.factor(x) && length(x) == 1L && is.finite(x) && x >= 0) {
    return(as.double(x))
  }
  if (is_schedule(x)) return(x)
  if (is_r_function(x)) return(as_schedule(x, arg, call))
  # Keras calls it without arguments.
  if (reticulate::is_py_object(x) && is.function(x) && kind_of(x) == "Python object") return(x)
  abort_argument(arg, expected, x, call)
}

# A function without arguments is called once where training is compiled, and keeps its value.
as_schedule <- function(f, arg, call, example = "function(step) 0.1 / (1 + step)",
                        between = "callback_learning_rate_scheduler") {
  if (!is.primitive(f) && !length(formals(f))) {
    abort_lamina(
      c(
        "{.arg {arg}} must be a function of the step, such as {.code {example}}, not one without
         arguments.",
        i = "It would be called only once, when training is compiled. To set the rate from R before
             each epoch, use {.fn {between}}."
      ),
      class = "argument", call = call
    )
  }
  check_call_of(f, "the step", arg = arg, call = call)
  if (is.environment(call)) {
    came <- written_argument(arg, call)
    f <- name_by_expr(f, came$expr, came$frame)
  }
  core$schedules$FunctionSchedule(as_python_function(f, arg, check = check_scheduled))
}

# Python would take TRUE and, as reticulate makes TRUE of it, NA for the number 1.
check_scheduled <- function(value) {
  if (!is.logical(value)) return(value)
  abort_lamina("It must return a number or a tensor, not {describe(value)}.", class = "callback")
}

# Several strings in a vector or a list, which may be one.
check_strings <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("non-empty strings", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- is.character(flat) && length(flat) && !anyNA(flat) && all(nzchar(flat))
  if (!valid) abort_argument(arg, expected, x, call)
  as.list(unname(flat))
}

# ---- Optimizers ----------------------------------------------------------------

# The last of three ways to clip gradients, of which there may be one.
check_one_clipping <- function(x, clipnorm, clipvalue, arg = caller_arg(x), call = caller_env()) {
  number <- check_number(x, min = 0, null = TRUE, arg = arg, call = call)
  set <- c(
    clipnorm = !is.null(clipnorm), clipvalue = !is.null(clipvalue),
    global_clipnorm = !is.null(number)
  )
  if (sum(set) > 1L) {
    abort_lamina(
      "Only one of {.arg clipnorm}, {.arg clipvalue} and {.arg global_clipnorm} may be set, not
       {.arg {names(set)[set]}} together.",
      class = "argument", call = call
    )
  }
  number
}

check_average <- function(x, use_ema, arg = caller_arg(x), call = caller_env()) {
  number <- check_fraction(x, arg = arg, call = call)
  if (number != 0.99) warn_unused(arg, "use_ema = TRUE", isTRUE(use_ema), call)
  number
}

check_overwriting <- function(x, use_ema, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  force(arg)
  x <- as_whole(x, min = 1, null = TRUE, arg = arg, call = call)
  warn_unused(arg, "use_ema = TRUE", isTRUE(use_ema), call)
  x
}

check_nesterov <- function(x, momentum, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- check_flag(x, arg = arg, call = call)
  if (x) warn_unused(arg, "momentum", momentum > 0, call)
  x
}

# Keras takes what it then makes no use of.
warn_unused <- function(arg, without, used, call) {
  if (used) return()
  cli::cli_warn(
    "{.arg {arg}} changes nothing without {.code {without}}.",
    class = c("lamina_warning_unused", "lamina_warning"), call = call
  )
}

check_inner_optimizer <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "an optimizer, such as `optimizer_adam()`"
  if (missing(x)) abort_missing(arg, expected, call)
  if (!is_optimizer(x)) abort_argument(arg, expected, x, call)
  x
}

# What belongs to the optimizer within, `unset` being what Keras takes for nothing.
check_on_inner <- function(x, unset = NULL, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || identical(x, unset)) return(NULL)
  abort_argument(
    arg, "NULL", x, call,
    hint = sprintf("Set it on the inner optimizer: `optimizer_adam(%s = )`.", arg)
  )
}

# One optimizer without a name, and others by the paths of their variables.
as_optimizer_map <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a list of optimizers, one without a name and others named by regular expressions"
  if (missing(x)) abort_missing(arg, expected, call)
  if (is_optimizer_map(x)) return(x)
  if (!is.list(x) || reticulate::is_py_object(x)) abort_argument(arg, expected, x, call)
  names <- rlang::names2(x)
  for (i in seq_along(x)) {
    check_inner_optimizer(x[[i]], arg = element_args(x, arg)[[i]], call = call)
  }
  if (sum(!nzchar(names)) != 1L || anyDuplicated(names)) {
    unnamed <- sum(!nzchar(names))
    abort_lamina(
      c(
        "{.arg {arg}} must contain one optimizer without a name, and others with different names.",
        x = if (unnamed != 1L) "{unnamed} {?has/have} no name." else "A name occurs twice."
      ),
      class = "argument", call = call
    )
  }
  # In front of the path of a variable stands the name of the model, until that is loaded from a
  # file.
  others <- x[nzchar(names)]
  for (name in names(others)) check_python_pattern(name, arg, call)
  names(others) <- sprintf("(?:.*/)?(?:%s)", names(others))
  map <- list(x[[which(!nzchar(names))]], if (length(others)) others)
  call_keras("optimizers", "OptimizerMap", map, call)
}

# Keras would look at it in the first step only.
check_python_pattern <- function(x, arg, call) {
  re <- reticulate::import("re")
  tryCatch(re$compile(x), python.builtin.Exception = function(cnd) {
    abort_lamina(
      "{.arg {arg}} must have names that are regular expressions, not {.val {x}}.",
      class = "argument", call = call
    )
  })
}

# ---- Schedules -----------------------------------------------------------------

check_warmup <- function(x, target, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_whole(x, min = 0, arg = arg, call = call)
  if (x > 0L) warn_unused(arg, "warmup_target", !is.null(target), call)
  x
}

# The last steps of stretches, and what each stretch has.
as_boundaries <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "whole numbers of at least 0 in ascending order"
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  valid <- length(flat) && is_whole(flat, min = 0) && !is.unsorted(flat, strictly = TRUE)
  if (!valid) abort_argument(arg, expected, x, call)
  as.list(as.integer(flat))
}

as_stretches <- function(x, boundaries, arg = caller_arg(x), call = caller_env()) {
  n <- length(boundaries) + 1L
  expected <- sprintf("%d numbers of at least 0, one more than in `boundaries`", n)
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && length(flat) == n && all(flat >= 0)
  if (!valid) abort_argument(arg, expected, x, call)
  as.list(as.double(flat))
}
