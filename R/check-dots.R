# What every Keras layer takes beside its own arguments.
layer_keywords <- c(
  "name", "dtype", "trainable", "activity_regularizer", "autocast", "input_shape", "input_dim",
  "batch_input_shape"
)

# What code for Keras 2 gives to layers, and what takes its place. Nothing is lost where it
# is NULL or FALSE.
older_layer_arguments <- c(
  adjustment = "Keras 3 has no batch renormalisation.",
  batch_size = "It needs `input_shape`, too; or set both with `batch_input_shape`.",
  causal = "Set it in the call: `layer(list(query, value), use_causal_mask = TRUE)`.",
  fused = "Keras 3 chooses the fastest implementation itself: leave it out.",
  renorm = "Keras 3 has no batch renormalisation.",
  renorm_clipping = "Keras 3 has no batch renormalisation.",
  renorm_momentum = "Keras 3 has no batch renormalisation.",
  time_major = "Keras 3 expects the examples along the first axis: swap the first two axes.",
  virtual_batch_size = "Keras 3 does not have it: use smaller batches.",
  weights = "Set them after the layer has been built: `set_weights(layer, weights)`."
)

# The same for optimizers.
older_optimizer_arguments <- c(
  decay = "Keras 3 has schedules: `learning_rate = learning_rate_schedule_inverse_time_decay()`.",
  jit_compile = "It is an argument of `compile()`.",
  lr = "Its name is `learning_rate`."
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
      "{.arg {given}} {?is an argument/are arguments} of the object, and {.arg y_true} and
       {.arg y_pred} are data to compute with at once.",
      i = "Create the object and call it: {.code {name}({given[[1L]]} = )(y_true, y_pred)}."
    ),
    class = "argument", call = call
  )
}

# R hands these on where an object is printed among others.
print_arguments <- setdiff(names(formals(print.default)), c("x", "..."))
format_arguments <- setdiff(names(formals(format.default)), c("x", "..."))

data_frame_arguments <- c("row.names", "optional", "stringsAsFactors")

# The `...` of a layer function: Keras' own keyword arguments, checked. `also`: one
# that this layer still takes, from older code; `without`: one that it does not take;
# `renamed`: formals by the names that they had in older code.
check_dots <- function(..., also = NULL, without = NULL, renamed = NULL, call = caller_env(),
                       fn = rlang::caller_fn()) {
  dots <- rlang::list2(...)
  if (!length(dots)) return(dots)
  dots <- rename_dots(dots, renamed, call)
  check_keywords(dots, also, without, names(formals(fn)), call)
}

check_keywords <- function(dots, also, without, formals, call) {
  known <- setdiff(c(layer_keywords, also), without)
  dots <- drop_unset(dots, setdiff(names(older_layer_arguments), known))
  if (any(c("input_shape", "input_dim") %in% names(dots))) known <- c(known, "batch_size")
  check_dots_names(dots, known, formals, "this layer", call, older_layer_arguments)
  checks <- list(
    name = check_name, dtype = check_dtype, trainable = check_flag, autocast = check_flag,
    input_shape = function(...) as_shape(..., null = TRUE),
    input_dim = function(...) as_whole(..., min = 1, null = TRUE),
    batch_input_shape = check_batch_shape,
    batch_size = function(...) as_whole(..., min = 1, null = TRUE)
  )
  for (name in intersect(names(dots), names(checks))) {
    dots[name] <- list(checks[[name]](dots[[name]], arg = name, call = call))
  }
  dots[names(dots) %in% also] <- whole_as_integers(dots[names(dots) %in% also])
  # Keras has no use for it, and warns.
  dots$input_length <- NULL
  as_input_keywords(dots)
}

# The shape with the batch, also where it was given in two parts; a layer of Keras knows
# only the one without.
as_input_keywords <- function(dots) {
  if (is.null(dots$batch_input_shape) && !is.null(dots$batch_size)) {
    example <- dots$input_shape %||% as_shape(dots$input_dim)
    dots$batch_input_shape <- as_shape(c(dots$batch_size, shape_integers(example)))
  }
  if (!is.null(dots$batch_input_shape)) {
    dots$input_dim <- NULL
    dots$input_shape <- as_shape(unclass(dots$batch_input_shape)[-1L])
    if (is.null(dots$batch_input_shape[[1L]])) dots$batch_input_shape <- NULL
  }
  dots$batch_size <- NULL
  dots
}

check_batch_shape <- function(x, arg, call) {
  shape <- as_shape(x, null = TRUE, arg = arg, call = call)
  if (!is.null(x) && !length(shape)) {
    abort_argument(arg, "a shape with the examples first, such as c(NA, 28, 28)", x, call)
  }
  shape
}

# Under its older name an argument takes the place of the formal, whose check follows.
rename_dots <- function(dots, renamed, frame) {
  for (old in intersect(names(dots), names(renamed))) {
    new <- renamed[[old]]
    if (!eval(call("missing", as.name(new)), frame)) {
      abort_lamina(
        "{.arg {old}} is the older name of {.arg {new}}: use only one of them.",
        class = "argument", call = frame
      )
    }
    assign(new, dots[[old]], envir = frame)
    dots[[old]] <- NULL
  }
  dots
}

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
          "There are none."
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
