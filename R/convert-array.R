# As R counts: NA where a dimension is not known yet.
tensor_length <- function(x) {
  shape <- tensor_shape(x)
  if (is.null(shape) || anyNA(shape)) {
    if (sys.parent() > 0L) abort_asking(sys.function(sys.parent()), sys.call(sys.parent()))
    return(NA_integer_)
  }
  length <- prod(shape)
  if (length <= .Machine$integer.max) as.integer(length) else length
}

# Plain R data as a NumPy array in the layout and type that Keras works with, so that batches
# are cut out of contiguous memory and nothing is cast twice. `dtype` is that of the input it
# is for; without one, fractions become `floats`, and all else keeps its type.
as_numpy <- function(x, dtype = NULL, floats = keras$config$floatx(), arg = caller_arg(x),
                     call = caller_env()) {
  if (is.character(x)) return(as_string_tensor(x))
  if (is.null(dtype)) {
    dtype <- if (is.double(x)) floats
  } else if (dtype %in% float_dtypes) {
    # NumPy has no bfloat16.
    dtype <- if (dtype == "bfloat16") "float32" else dtype
  } else {
    x <- as_whole_input(x, dtype, arg, call)
    dtype <- if (is.double(x)) "int64"
  }
  if (!is.numeric(x)) return(reticulate::np_array(x, dtype = dtype, order = "C"))
  reticulate::py_call(from_r$in_rows, if (is.null(dim(x))) as.array(x) else x, dtype)
}

# A cast would cut fractions off, and count from the other end of the type. `hint`: what to do about
# the former.
as_whole_input <- function(x, dtype, arg, call, hint = NULL) {
  if (!(dtype %in% whole_dtypes)) return(x)
  x <- as_whole_data(x, arg, call, hint)
  check_held(x, dtype, arg, call, numbers = "whole numbers")
  x
}

# Backends differ in what they make of R's numbers that a type of whole numbers does not hold.
check_held <- function(x, dtype, arg = caller_arg(x), call = caller_env(), numbers = "numbers",
                       hint = NULL) {
  if (!is.numeric(x) || !isTRUE(dtype %in% setdiff(whole_dtypes, "bool"))) return()
  force(arg)
  limits <- whole_limits(dtype)
  values <- as.vector(unclass(x))
  beyond <- values[is.nan(values) | trunc(values) < limits[[1L]] | trunc(values) > limits[[2L]]]
  if (!length(beyond)) return()
  expected <- sprintf("%s from %.0f to %.0f (%s)", numbers, limits[[1L]], limits[[2L]], dtype)
  abort_argument(arg, expected, beyond[[1L]], call, hint = narrower_hint(dtype) %||% hint)
}

# Where a backend has no numbers as wide.
narrower_hint <- function(dtype) {
  kept <- core$kept_dtype(dtype)
  if (kept != dtype) sprintf("`\"%s\"` is `\"%s\"` on this backend.", dtype, kept)
}

# The lowest and the highest number of a type; of truth values those of the widest.
whole_limits <- function(dtype) {
  if (endsWith(dtype, "64")) dtype <- core$kept_dtype(dtype)
  bits <- as.integer(sub("^u?int", "", sub("bool", "64", dtype)))
  unsigned <- startsWith(dtype, "u")
  c(if (unsigned) 0 else -2^(bits - 1L), 2^(bits - !unsigned) - 1)
}

# TensorFlow alone has tensors of strings.
has_string_tensors <- function() keras$backend$backend() == "tensorflow"

# NumPy's strings are unknown to TensorFlow's data pipeline; other backends have none.
as_string_tensor <- function(x) {
  if (!has_string_tensors()) return(x)
  reticulate::import("tensorflow")$constant(if (is.null(dim(x))) as.array(x) else x)
}

as_tensor_of_strings <- function(x, dtype, arg, call) {
  if (!is.null(dtype) && dtype != "string") abort_argument(arg, "numbers", x, call)
  if (!has_string_tensors()) {
    abort_lamina(
      c(
        "{.arg {arg}} must be numbers: only TensorFlow has tensors of strings.",
        i = "Look them up first: {.fn layer_string_lookup} or {.fn layer_text_vectorization}."
      ),
      class = "argument", call = call
    )
  }
  as_string_tensor(x)
}

# What TensorFlow looks up, also on another backend.
as_lookup_tensor <- function(x) {
  if (reticulate::is_py_object(x)) x <- keras$ops$convert_to_numpy(x)
  reticulate::import("tensorflow")$convert_to_tensor(x)
}

#' Tensors as R arrays
#'
#' `as.array()`, `as.matrix()` and `as.numeric()` copy the values of a backend
#' tensor (TensorFlow, JAX, PyTorch) or of a Keras variable into R; `dim()` gives
#' its shape. `as.logical()`, `as.integer()`, `as.vector()`, `is.na()`, `is.nan()`,
#' `is.finite()`, `is.infinite()` and `anyNA()` give R values too.
#'
#' What R's operators and functions of numbers do with tensors is told in [tensors];
#' `if (tensor)` and `&&` need an R value: `if (all(tensor))`.
#'
#' @param x A tensor. Symbolic tensors, made by [keras_input()], have a shape but
#'   no values.
#' @param ... Not used.
#' @returns `as.array()`: an R array with the shape of the tensor. `as.matrix()`:
#'   the same for a tensor of 2 dimensions. `as.numeric()`: the values, first
#'   axis fastest as in R. `dim()`: whole numbers, `NA` for a dimension that is
#'   not known yet.
#' @examplesIf is_keras_available()
#' x <- array(1, c(1, 2, 2, 4))
#' drop <- layer_spatial_dropout_2d(rate = 0.5, seed = 1)
#' y <- drop(x, training = TRUE)
#' dim(y)
#' as.array(y)
#' @name tensor-arrays
NULL

#' @rdname tensor-arrays
#' @export
as.array.keras.src.backend.common.variables.Variable <- function(x, ...) {
  check_no_dots(...)
  tensor_to_array(x)
}

#' @export
as.matrix.keras.src.backend.common.variables.Variable <- function(x, ...) {
  check_no_dots(...)
  as.matrix(tensor_to_array(x))
}

#' @export
as.double.keras.src.backend.common.variables.Variable <- function(x, ...) {
  check_no_dots(...)
  values <- as.double(tensor_to_array(x))
  check_one_of_sprintf(values)
  values
}

#' @export
dim.keras.src.backend.common.variables.Variable <- function(x) tensor_shape(x)

#' @rdname tensor-arrays
#' @export
as.array.tensorflow.python.types.core.Tensor <- function(x, ...) {
  check_no_dots(...)
  tensor_to_array(x)
}

#' @export
as.matrix.tensorflow.python.types.core.Tensor <- function(x, ...) {
  check_no_dots(...)
  as.matrix(tensor_to_array(x))
}

#' @export
as.double.tensorflow.python.types.core.Tensor <- function(x, ...) {
  check_no_dots(...)
  values <- as.double(tensor_to_array(x))
  check_one_of_sprintf(values)
  values
}

#' @export
dim.tensorflow.python.types.core.Tensor <- function(x) tensor_shape(x)

#' @rdname tensor-arrays
#' @export
as.array.torch.Tensor <- function(x, ...) {
  check_no_dots(...)
  tensor_to_array(x)
}

#' @export
as.matrix.torch.Tensor <- function(x, ...) {
  check_no_dots(...)
  as.matrix(tensor_to_array(x))
}

#' @export
as.double.torch.Tensor <- function(x, ...) {
  check_no_dots(...)
  values <- as.double(tensor_to_array(x))
  check_one_of_sprintf(values)
  values
}

#' @export
dim.torch.Tensor <- function(x) tensor_shape(x)

#' @rdname tensor-arrays
#' @export
as.array.jaxlib._jax.ArrayImpl <- function(x, ...) {
  check_no_dots(...)
  tensor_to_array(x)
}

#' @export
as.matrix.jaxlib._jax.ArrayImpl <- function(x, ...) {
  check_no_dots(...)
  as.matrix(tensor_to_array(x))
}

#' @export
as.double.jaxlib._jax.ArrayImpl <- function(x, ...) {
  check_no_dots(...)
  values <- as.double(tensor_to_array(x))
  check_one_of_sprintf(values)
  values
}

#' @export
dim.jaxlib._jax.ArrayImpl <- function(x) tensor_shape(x)

#' @rdname tensor-arrays
#' @export
as.array.jaxlib._jax.Array <- function(x, ...) {
  check_no_dots(...)
  tensor_to_array(x)
}

#' @export
as.matrix.jaxlib._jax.Array <- function(x, ...) {
  check_no_dots(...)
  as.matrix(tensor_to_array(x))
}

#' @export
as.double.jaxlib._jax.Array <- function(x, ...) {
  check_no_dots(...)
  values <- as.double(tensor_to_array(x))
  check_one_of_sprintf(values)
  values
}

#' @export
dim.jaxlib._jax.Array <- function(x) tensor_shape(x)

#' @export
dim.jax._src.core.Tracer <- function(x) tensor_shape(x)

#' @export
dim.keras.src.backend.common.keras_tensor.KerasTensor <- function(x) tensor_shape(x)

#' @rdname tensor-arrays
#' @export
as.array.keras.src.backend.common.keras_tensor.KerasTensor <- function(x, ...) {
  check_no_dots(...)
  abort_symbolic(x)
}

#' @export
as.matrix.keras.src.backend.common.keras_tensor.KerasTensor <- function(x, ...) {
  check_no_dots(...)
  abort_symbolic(x)
}

#' @export
as.double.keras.src.backend.common.keras_tensor.KerasTensor <- function(x, ...) {
  check_no_dots(...)
  abort_symbolic(x)
}

abort_symbolic <- function(x, call = caller_env()) {
  check_session(x)
  abort_lamina(
    c(
      "{.arg x} must be a tensor with values, not the symbolic tensor {.val {x$name}}.",
      i = "To get values, predict: {.code predict(keras_model(inputs, x), data)}."
    ),
    class = "argument", call = call
  )
}

# NumPy has no bfloat16 of its own, and R no type narrower than double.
tensor_to_array <- function(x) {
  dtype <- tensor_dtype(x)
  if (identical(dtype, "string")) return(string_array(x))
  if (identical(dtype, "bfloat16")) {
    # PyTorch takes no array of it.
    x <- if (is_numpy(x)) x$astype("float32") else keras$ops$cast(x, "float32")
  }
  values <- from_r$values_of(x)
  if (is.null(dim(values))) as.array(values) else values
}

# The values of a tensor as R's array, NULL where it has none yet.
known_values <- function(x) {
  if (!is_symbolic(x)) tryCatch(tensor_to_array(x), error = function(cnd) NULL)
}

# TensorFlow's strings are bytes in Python; what is not UTF-8 becomes a question mark.
string_array <- function(x) {
  numpy <- reticulate::import("numpy", convert = FALSE)
  strings <- numpy$char$decode(numpy$asarray(x)$astype("S"), "utf-8", "replace")
  as.array(reticulate::py_to_r(strings))
}
