# What a layer is composed with, and other objects of Keras.

composable <- paste(
  "a Sequential model, a tensor, an array with dimensions, a list of tensors or arrays, or NULL"
)

hint_dimensions <- "Give the vector dimensions, the first for the examples: `array(x, dim = )`."

is_flat_numeric <- function(x) (is.numeric(x) || is.logical(x)) && is.null(dim(x))

# What becomes of a new layer with `x`: it is "returned", "added" to a model, "called" on tensors or
# "refused".
outcome_of <- function(x) {
  if (missing(x) || is.null(x)) return("returned")
  if (is_sequential(x)) return("added")
  if (is_tensor_like(x)) "called" else "refused"
}

# Other checks return what they were given; this one what becomes of the layer, for compose().
check_object <- function(x, arg = caller_arg(x), call = caller_env(), fn = rlang::caller_fn()) {
  outcome <- outcome_of(x)
  if (outcome == "refused") abort_not_composable(x, arg, call, fn)
  outcome
}

# `fn` is the layer function: a bare number in the place of `object` was most likely meant for its
# next argument, where that takes numbers.
abort_not_composable <- function(x, arg, call, fn) {
  number <- is.numeric(x) && is.null(dim(x)) && length(x) == 1L
  meant <- names(formals(fn))[[2L]]
  takes_numbers <- meant != "..." && !is.null(formals(fn)[[2L]])
  if (number && takes_numbers && eval(call("missing", as.name(meant)), call)) {
    abort_argument(
      arg, composable, x, call,
      hint = sprintf("`%1$s` is missing: did you mean `%1$s = %2$s`?", meant, format(x))
    )
  }
  hint <- if (is_layer(x) && !is_model(x)) {
    if (meant %in% c("layer", "cell")) {
      sprintf("A layer comes after `object`: did you mean `%s = `?", meant)
    } else {
      "Call the layer on a tensor, and pass its output."
    }
  } else if (number && takes_numbers) {
    sprintf(
      "The arguments of the layer come after `object`: did you mean `%s = %s`?", meant, format(x)
    )
  } else if (is_model(x)) {
    "Only a Sequential model can be extended. Build on the model's output, `model$output`, instead."
  } else if (is.numeric(x) && is.null(dim(x))) {
    hint_dimensions
  } else if (rlang::is_string(x)) {
    "Pass the arguments of the layer after `object`, or by name."
  }
  abort_argument(arg, composable, x, call, hint = hint)
}

is_tensor_like <- function(x) {
  if (reticulate::is_py_object(x)) return(is_tensor(x))
  if (is.data.frame(x) || is.factor(x)) return(FALSE)
  if (is.list(x)) return(length(x) > 0L && all(vapply(unclass(x), is_tensor_like, NA)))
  (is.numeric(x) || is.logical(x) || is.character(x) || is.raw(x) || is_matrix_object(x)) &&
    !is.null(dim(x))
}

# The inputs of a merging layer: tensors one by one, or in one list, NULL for none.
check_inputs <- function(inputs, more, call = caller_env()) {
  if (missing(inputs)) {
    inputs <- NULL
  } else {
    spliced <- spliced_inputs(call)
    inputs <- if (is.null(spliced)) inputs else rlang::eval_tidy(spliced)
  }
  if (!is_tensor_list(inputs) || is.data.frame(inputs)) inputs <- list(inputs)
  inputs <- unname(drop_nulls(c(inputs, more)))
  if (!length(inputs)) return(NULL)
  other <- Find(Negate(is_tensor_like), inputs)
  if (!is.null(other)) {
    abort_argument(
      "inputs", "a list of tensors or arrays, or NULL", other, call,
      hint = if (is_sequential(other)) hint_one_tensor
    )
  }
  inputs
}

# Of what check_inputs() returns.
outcome_of_inputs <- function(inputs) if (is.null(inputs)) "returned" else "called"

# The list in `layer_add(!!!list)`, which `...` alone takes apart.
spliced_inputs <- function(call) {
  quo <- eval(quote(rlang::enquo0(inputs)), call)
  expr <- rlang::quo_get_expr(quo)
  for (i in 1:3) {
    if (!rlang::is_call(expr, "!", n = 1L)) return(NULL)
    expr <- expr[[2L]]
  }
  rlang::quo_set_expr(quo, expr)
}

hint_one_tensor <- "A Sequential model passes on a single tensor. Start from `keras_input()`."

is_tensor_list <- function(x) is.list(x) && !reticulate::is_py_object(x)

# A Keras layer, also one of a class of the user's.
check_layer <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("a layer, such as `layer_dense(units = 1)`", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  check_session(x)
  if (!is_layer(x)) abort_argument(arg, expected, x, call)
  x
}

# Several layers in a list, at least `min` of them; one by itself counts as a list.
check_layers <- function(x, min = 1, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("a list of layers", if (min > 0) ", at least one")
  if (missing(x)) abort_missing(arg, expected, call)
  if (is_layer(x)) x <- list(x)
  valid <- is.list(x) && !is.data.frame(x) && !reticulate::is_py_object(x) && length(x) >= min
  if (!valid) abort_argument(arg, expected, x, call)
  for (layer in x) check_session(layer)
  other <- Find(Negate(is_layer), x)
  if (!is.null(other)) abort_argument(arg, expected, other, call)
  unname(x)
}

check_model <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a Keras model"
  if (missing(x)) abort_missing(arg, expected, call)
  check_session(x)
  if (!is_model(x)) abort_argument(arg, expected, x, call)
}

check_weighted <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a Keras model or layer"
  if (missing(x)) abort_missing(arg, expected, call)
  check_session(x)
  if (!is_layer(x)) abort_argument(arg, expected, x, call)
}

# The cells of a recurrent layer, which compute one step: a list of them, `one`
# also by itself. A class of the user's need not be a layer.
check_cells <- function(x, one = FALSE, arg = caller_arg(x), call = caller_env()) {
  cell <- "cell, such as `rnn_cell_gru(units = 1)`"
  expected <- sprintf(if (one) "a %s, or a list of cells" else "a list of at least one %s", cell)
  if (missing(x)) abort_missing(arg, expected, call)
  if (one && is_cell(x)) return(x)
  listed <- is.list(x) && !is.data.frame(x) && length(x) >= 1L
  if (listed && all(vapply(x, is_cell, NA))) return(unname(x))
  came <- if (listed) Find(Negate(is_cell), x) else x
  abort_argument(
    arg, expected, came, call,
    hint = if (is_recurrent_layer(came)) {
      "A recurrent layer computes all steps; cells come from `rnn_cell_gru()` and its kin."
    }
  )
}

is_cell <- function(x) {
  check_session(x)
  reticulate::is_py_object(x) && !is_recurrent_layer(x) && reticulate::py_has_attr(x, "call") &&
    reticulate::py_has_attr(x, "state_size")
}

# How weights are stored with fewer bits: an object of Keras' own.
check_quantization <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x) || is_named_list(x)) return(x)
  abort_argument(arg, "an object of `keras$quantizers`, or NULL", x, call)
}

is_named_list <- function(x) is.list(x) && !is.data.frame(x) && !is.null(names(x))

# An object of a Python class, such as a module of PyTorch. Without `class` any.
check_python_object <- function(x, expected, class = NULL, arg = caller_arg(x),
                                call = caller_env()) {
  if (missing(x)) abort_missing(arg, expected, call)
  valid <- reticulate::is_py_object(x) && (is.null(class) || inherits(x, class))
  if (!valid) abort_argument(arg, expected, x, call)
  x
}

check_environment <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (!is.environment(x)) abort_argument(arg, "an environment", x, call)
  x
}

drop_nulls <- function(x) x[!vapply(x, is.null, NA)]
