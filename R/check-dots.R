# The `...` of functions and methods: what else they take, and that they take nothing else.

# What code for Keras 2 gives to optimizers, and what takes its place.
older_optimizer_arguments <- c(
  decay = "Keras 3 has schedules: `learning_rate = learning_rate_schedule_inverse_time_decay()`.",
  jit_compile = "It is an argument of `compile()`.",
  lr = "It is called `learning_rate`."
)

# The same for methods such as fit().
in_data_set <- "In Keras 3 it belongs to a data set: `keras$utils$PyDataset`."
older_method_arguments <- c(
  class_mode = "The loss and the metrics determine it.",
  max_queue_size = in_data_set,
  reset_state = "`adapt()` always starts afresh.",
  sample_weight_mode = "Keras 3 infers it from the shape of `sample_weight`.",
  show_metrics = "The option `keras.verbose` sets what is shown.",
  target_tensors = "Pass the targets to `fit()` as `y`.",
  use_multiprocessing = in_data_set,
  workers = in_data_set
)

# The `...` of a function that takes nothing in it: all that comes is an error. `also`:
# names that are taken nevertheless, as those that R's own functions hand on; `older`: what
# replaces an argument that older code gives, by its name.
check_no_dots <- function(..., also = NULL, older = NULL, what = "this method",
                          call = caller_env(), fn = rlang::caller_fn()) {
  if (...length()) {
    check_dots_names(rlang::list2(...), also, names(formals(fn)), what, call, older)
  }
}

# The arguments of the object have no say where a function computes at once.
check_not_given <- function(..., call = caller_env()) {
  given <- names(Filter(isTRUE, list(...)))
  if (!length(given)) return()
  name <- rlang::call_name(rlang::frame_call(call))
  abort_lamina(
    c(
      "{.arg {given}} {?is an argument/are arguments} of the object; with {.arg y_true} and
       {.arg y_pred} the function computes at once.",
      i = "Create the object and call it: {.code {name}({given[[1L]]} = )(y_true, y_pred)}."
    ),
    class = "argument", call = call
  )
}

# R hands these on where an object is printed among others.
print_arguments <- setdiff(names(formals(print.default)), c("x", "..."))
format_arguments <- setdiff(names(formals(format.default)), c("x", "..."))

data_frame_arguments <- c("row.names", "optional", "stringsAsFactors")

drop_unset <- function(dots, names) {
  unset <- vapply(dots, function(value) is.null(value) || isFALSE(value), NA)
  dots[!(unset & rlang::names2(dots) %in% names)]
}

# The `...` of a method such as fit(): what Keras' own method takes beside it,
# which may be that of a class of the user's.
check_method_dots <- function(..., method, call = caller_env(), fn = rlang::caller_fn()) {
  # A comma at the end is none too many.
  dots <- rlang::list2(...)
  if (!length(dots)) return(dots)
  known <- method_formals(method)
  of_keras <- is_of_keras(method)
  if (!("..." %in% known) || of_keras) {
    dots <- drop_unset(dots, setdiff(names(older_method_arguments), known))
    formals <- if (of_keras) names(formals(fn)) else known
    check_dots_names(dots, known, formals, "this method", call, older_method_arguments)
  }
  dots
}

# Where its own methods have `...`, they take nothing in it that is for users.
is_of_keras <- function(method) {
  reticulate::is_py_object(method) && startsWith(method$`__module__` %||% "", "keras.")
}

check_dots_names <- function(dots, known, formals, what, call, older = NULL) {
  if (!length(dots)) return(invisible())
  formals <- setdiff(formals, "...")
  names <- rlang::names2(dots)
  if (!all(nzchar(names))) {
    came <- describe(dots[[which(!nzchar(names))[[1L]]]])
    abort_lamina(
      c(
        "{.arg ...} must contain named arguments only, not {came} without a name.",
        i = if (length(formals)) {
          "The {cli::qty(formals)}argument{?s} {?is/are} {.arg {formals}}."
        } else {
          "The function has no arguments."
        }
      ),
      class = "argument", call = call
    )
  }
  unknown <- setdiff(names, known)
  if (length(unknown)) {
    instead <- if (unknown[[1L]] %in% names(older)) older[[unknown[[1L]]]]
    meant <- if (is.null(instead)) nearest(unknown[[1L]], union(formals, known))
    abort_lamina(
      c(
        "{.arg {unknown[[1L]]}} is not an argument of {what}.",
        i = if (!is.null(meant)) "Did you mean {.arg {meant}}?",
        i = if (!is.null(instead)) "{instead}"
      ),
      class = "argument", call = call
    )
  }
}

# The `...` of a merging layer: tensors without, keywords with a name.
split_dots <- function(...) {
  dots <- rlang::list2(...)
  named <- if (is.null(names(dots))) rep(FALSE, length(dots)) else nzchar(names(dots))
  list(tensors = unname(dots[!named]), keywords = dots[named])
}

# The names of the arguments of a method. Python knows of one that is written in R only that it
# takes anything.
method_formals <- function(method) {
  of_r <- if (reticulate::is_py_object(method)) from_r$function_of_r(method)
  if (is.null(of_r)) names(formals(method)) else r_formals(of_r)
}

# `of_r`: what `function_of_r()` in r_functions.py tells.
r_formals <- function(of_r) {
  # Of a method reticulate makes a function of the object and of what it takes.
  f <- if (of_r$is_method) environment(of_r$`function`)$f else of_r$`function`
  if (!is.function(f)) return("...")
  names <- names(formals(args(f)))
  if (of_r$is_method && !identical(names[1L], "...")) names[-1L] else names
}
