# What a tensor is, and its shape. Errors tell of both, and so nothing here checks an argument.

# What Keras can compute with: tensors of Keras, of the backend and of NumPy.
is_tensor <- function(x) {
  if (!reticulate::is_py_object(x)) return(FALSE)
  check_session(x)
  (inherits(x, tensor_classes) && !is_foreign(x)) || is_numpy(x) ||
    isTRUE(keras$ops$is_tensor(x))
}

# Dimensions of a tensor or R array as integers, NA where unknown; NULL where
# not even the number of dimensions is known.
tensor_shape <- function(x) {
  if (!reticulate::is_py_object(x)) return(if (is.null(dim(x))) length(x) else dim(x))
  check_session(x)
  sizes <- from_r$known_shape(x)
  if (is.integer(sizes) || is.null(sizes)) sizes else shape_integers(sizes)
}

# The same as a list, in which NULL is unknown, and what JAX has of a length that is not known yet
# stays.
tensor_sizes <- function(x) {
  check_session(x)
  shape <- reticulate::py_get_attr(x, "shape")
  if (is_tensorflow_shape(shape) && is.null(builtins$getattr(shape, "rank"))) return(NULL)
  as.list(builtins$list(shape))
}

tensor_dtype <- function(x) {
  check_session(x)
  from_r$dtype_of(x)
}

# Of a `keras_shape`, or of a shape of Python's. Where a dimension is not known yet, JAX has an
# object.
shape_integers <- function(x) {
  unknown <- function(dim) is.null(dim) || reticulate::is_py_object(dim)
  vapply(unclass(x), function(dim) if (unknown(dim)) NA_integer_ else as.integer(dim), 1L)
}

# NA stands for a dimension that is not known yet.
format_shape <- function(shape) {
  shape <- ifelse(is.na(shape), "NA", as.character(shape))
  sprintf("(%s)", paste(shape, collapse = ", "))
}
