composable <- paste(
  "a Sequential model, a tensor, an array with dimensions, a list of tensors or arrays, or NULL"
)

# What a layer can be composed with. `fn` is the layer function: a bare number
# in the place of `object` was most likely meant for its next argument, where
# that takes numbers.
check_object <- function(x, arg = caller_arg(x), call = caller_env(), fn = rlang::caller_fn()) {
  if (missing(x) || is.null(x) || is_composable(x)) return(invisible())
  number <- is.numeric(x) && is.null(dim(x)) && length(x) == 1L
  meant <- names(formals(fn))[[2L]]
  takes_numbers <- meant != "..." && !is.null(formals(fn)[[2L]])
  if (number && takes_numbers && eval(call("missing", as.name(meant)), call)) {
    abort_argument(
      arg, composable, x, call,
      hint = sprintf("`%1$s` is missing: did you mean `%1$s = %2$s`?", meant, format(x))
    )
  }
  hint <- if (number && takes_numbers) {
    sprintf("The arguments of the layer come after `object`: `%s = %s`?", meant, format(x))
  } else if (inherits(x, "keras.src.models.model.Model")) {
    "Only a Sequential model can grow. Build on the model's output, `model$output`, instead."
  } else if (is.numeric(x) && is.null(dim(x))) {
    "Give the vector dimensions, the first for the examples: `array(x, dim = )`."
  }
  abort_argument(arg, composable, x, call, hint = hint)
}

is_composable <- function(x) {
  if (reticulate::is_py_object(x)) return(is_sequential(x) || is_tensor(x))
  is_tensor_like(x)
}

is_tensor_like <- function(x) {
  if (reticulate::is_py_object(x)) return(is_tensor(x))
  if (is.data.frame(x) || is.factor(x)) return(FALSE)
  if (is.list(x)) return(length(x) > 0L && all(vapply(x, is_tensor_like, NA)))
  (is.numeric(x) || is.logical(x) || is.character(x)) && !is.null(dim(x))
}

# The inputs of a merging layer: tensors one by one, or in one list.
check_inputs <- function(inputs, more, call = caller_env()) {
  if (missing(inputs)) return(if (length(more)) abort_argument("inputs", composable, NULL, call))
  if (is.null(inputs) && !length(more)) return(NULL)
  all <- if (length(more)) c(if (is_tensor_list(inputs)) inputs else list(inputs), more) else inputs
  if (is_tensor_list(all)) all <- unname(all)
  if (!is_composable(all)) {
    came <- if (length(more)) Find(Negate(is_tensor_like), all) else inputs
    abort_argument("inputs", "a list of tensors or arrays, or NULL", came, call)
  }
  all
}

is_tensor_list <- function(x) is.list(x) && !reticulate::is_py_object(x)
