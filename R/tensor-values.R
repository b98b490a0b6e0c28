# R's functions of vectors, given a tensor. Those that ask for values get them where there are
# some; all others say what to call in their place: R's own would fail in words that tell
# nothing, or take the tensor for something else.

# What another package has registered for a class stays.
register_method <- function(generic, classes, method, envir = baseenv()) {
  for (class in classes) {
    if (is.null(utils::getS3method(generic, class, optional = TRUE, envir = envir))) {
      registerS3method(generic, class, method, envir = envir)
    }
  }
}

register_tensor_methods <- function() {
  for (generic in c("as.logical", "as.integer", "is.na", "is.nan", "is.finite", "is.infinite",
                    "anyNA")) {
    register_method(generic, tensor_classes, apply_to_values)
  }
  register_method("as.vector", tensor_classes, tensor_vector)
  register_method("Summary", tensor_classes, summarise_tensor)
  refused <- c(
    "Math", "Complex", "mean", "rev", "sort", "unique", "t", "rep", "diff", "as.list"
  )
  for (generic in refused) register_method(generic, tensor_classes, refuse_tensor)
  for (generic in c("median", "quantile")) {
    register_method(generic, tensor_classes, refuse_tensor, asNamespace("stats"))
  }
  for (generic in c("head", "tail")) {
    register_method(generic, tensor_classes, refuse_tensor, asNamespace("utils"))
  }
  for (generic in c("as.array", "as.matrix", "as.double")) {
    register_method(generic, "jax._src.core.Tracer", apply_to_values)
  }
}

apply_to_values <- function(x, ...) {
  generic <- get(".Generic")
  values <- concrete_values(x, as_call_of(generic, sys.call()))
  get(generic, envir = baseenv())(values, ...)
}

tensor_vector <- function(x, mode = "any") {
  call <- as_call_of("as.vector", sys.call())
  if (mode == "list") abort_not_for_tensors("as.list", x, call)
  as.vector(concrete_values(x, call), mode)
}

# A truth of all elements is no tensor: it is asked for where R decides.
summarise_tensor <- function(..., na.rm = FALSE) { # nolint: object_name_linter.
  generic <- get(".Generic")
  call <- as_call_of(generic, sys.call())
  if (!(generic %in% c("all", "any"))) abort_not_for_tensors(generic, ..1, call)
  values <- lapply(list(...), function(x) {
    if (inherits(x, tensor_classes)) as.logical(concrete_values(x, call)) else x
  })
  do.call(generic, c(values, list(na.rm = na.rm)))
}

refuse_tensor <- function(x, ...) {
  generic <- get(".Generic")
  abort_not_for_tensors(generic, x, as_call_of(generic, sys.call()))
}

# Keras' name of what R calls by another, and what Keras has under the same name.
ops_by_function <- c(
  acos = "arccos", acosh = "arccosh", asin = "arcsin", asinh = "arcsinh", atan = "arctan",
  atanh = "arctanh", ceiling = "ceil", rev = "flip", t = "transpose", rep = "repeat",
  Re = "real", Im = "imag", Conj = "conj", Arg = "angle", Mod = "abs", as.list = "unstack",
  as.logical = "cast", as.integer = "cast", is.na = "isnan", is.nan = "isnan",
  is.finite = "isfinite", is.infinite = "isinf"
)
same_ops <- c(
  "abs", "all", "any", "cos", "cosh", "cumprod", "cumsum", "diff", "exp", "expm1", "floor", "log",
  "log10", "log1p", "log2", "max", "mean", "median", "min", "prod", "quantile", "round", "sign",
  "sin", "sinh", "sort", "sqrt", "sum", "tan", "tanh", "trunc"
)
ops_by_function[same_ops] <- same_ops

abort_not_for_tensors <- function(generic, x, call) {
  check_session(x)
  op <- keras_op(generic)
  abort_lamina(
    c(
      "{.fn {generic}} takes no tensors.",
      i = if (!is.null(op)) "With a tensor as the result: {.code keras$ops${op}()}.",
      i = if (has_values(x)) "With the values in R: {.code {generic}(as.array(x))}."
    ),
    class = "argument", call = call
  )
}

keras_op <- function(generic) {
  if (generic %in% names(ops_by_function)) ops_by_function[[generic]]
}

# A copy in R, or an error where the tensor stands for values that come later.
concrete_values <- function(x, call) {
  check_session(x)
  if (is_symbolic(x)) abort_symbolic(x, call)
  tryCatch(tensor_to_array(x), python.builtin.Exception = function(cnd) {
    op <- keras_op(as.character(call[[1L]])[[1L]])
    abort_lamina(
      c(
        "{.arg x} must be a tensor with values, and has none while a model is compiled.",
        i = if (!is.null(op)) "Stay with tensors: {.code keras$ops${op}()}."
      ),
      class = "argument", call = call
    )
  })
}

has_values <- function(x) {
  !is_symbolic(x) && !inherits(tryCatch(tensor_to_array(x), error = identity), "error")
}

# R calls a method under its own name.
as_call_of <- function(generic, call) {
  call[[1L]] <- as.name(generic)
  call
}
