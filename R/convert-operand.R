# What a function of Keras computes with: tensors, and numbers of R, which become a tensor when
# Python gets them, not before all arguments have been checked. A single number is a scalar, a
# longer vector has one axis.

# Of an operation: truth values stay, whole numbers of R's too, and fractions become numbers of
# Keras' default type. Beside a tensor they follow its dtype. `scalar`: whether Keras takes a number
# of Python's where there is but one.
as_operand <- function(x, beside = NULL, scalar = TRUE, arg = caller_arg(x),
                       call = caller_env()) {
  if (missing(x)) abort_missing(arg, operand_expected, call)
  if (inherits(x, tensor_classes)) return(x)
  # The one that is most often given, without what the others need.
  if (scalar && is_plain_number(x)) {
    is_beside <- is.double(x) && !missing(beside) && reticulate::is_py_object(beside)
    return(if (is_beside && fits_integer(x)) as.integer(x) else x)
  }
  force(arg)
  x <- operand_values(x, arg, call, complex = TRUE)
  if (reticulate::is_py_object(x)) return(x)
  dtype <- NULL
  if (is.double(x) && !missing(beside) && reticulate::is_py_object(beside)) {
    if (is_single(x) && scalar) return(if (fits_integer(x)) as.integer(x) else x)
    dtype <- dtype_beside(x, beside)
  }
  if (is_single(x) && !is.complex(x)) {
    # Python's own numbers take the dtype of what is beside them.
    return(if (scalar) x else structure(x, class = "keras_operand", dtype = dtype))
  }
  structure(as_plain_array(x), class = "keras_operand", dtype = dtype)
}

# Of a function that computes with fractions, whatever it is given.
as_float_operand <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, operand_expected, call)
  if (inherits(x, tensor_classes)) return(x)
  force(arg)
  x <- operand_values(x, arg, call)
  if (reticulate::is_py_object(x)) return(x)
  storage.mode(x) <- "double"
  structure(as_plain_array(x), class = "keras_operand")
}

# A tensor, or R's values as they become one.
as_array_operand <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, operand_expected, call)
  force(arg)
  if (inherits(x, tensor_classes)) {
    check_session(x)
    return(x)
  }
  values <- operand_values(x, arg, call, complex = TRUE)
  if (reticulate::is_py_object(values)) return(values)
  structure(if (is_single(values)) values else as_plain_array(values), class = "keras_operand")
}

operand_expected <- "a tensor, or a vector or an array of numbers"

operand_values <- function(x, arg, call, complex = FALSE) {
  if (reticulate::is_py_object(x)) {
    if (!is_tensor(x)) abort_argument(arg, operand_expected, x, call)
    return(x)
  }
  if (is.complex(x) && complex) {
    if (anyNA(x)) abort_argument(arg, operand_expected, x, call)
    return(x)
  }
  x <- plain_values(x, arg, call)
  valid <- (is.numeric(x) || is.logical(x)) && !is.factor(x)
  if (!valid) abort_argument(arg, operand_expected, x, call)
  check_no_missing(x, arg, call)
  x
}

is_plain_number <- function(x) {
  is.numeric(x) && length(x) == 1L && !is.object(x) && is.null(attributes(x)) && !is.na(x)
}

is_single <- function(x) length(x) == 1L && is.null(dim(x))

# Of those that R has as double: whole, and not the zero with a sign.
fits_integer <- function(x) {
  all(is.finite(x) & x == trunc(x) & abs(x) <= .Machine$integer.max & (x != 0 | 1 / x > 0))
}

as_plain_array <- function(x) array(as.vector(x), dim(x) %||% length(x))

# What an array of doubles becomes beside a tensor.
dtype_beside <- function(x, tensor) {
  dtype <- keras$backend$standardize_dtype(tensor$dtype)
  if (dtype %in% float_dtypes) return(dtype)
  if (!(dtype %in% setdiff(whole_dtypes, "bool")) || !fits_integer(x)) return(NULL)
  limits <- whole_limits(dtype)
  if (all(x >= limits[[1L]] & x <= limits[[2L]])) dtype
}

#' @exportS3Method reticulate::r_to_py keras_operand
r_to_py.keras_operand <- function(x, convert = FALSE) {
  dtype <- attr(x, "dtype")
  values <- unclass(x)
  attr(values, "dtype") <- NULL
  if (is.complex(values)) dtype <- complex_dtypes[[keras$config$floatx()]]
  # Without dimensions it is a scalar.
  keras$ops$convert_to_tensor(if (is.null(dim(values))) values else as_numpy(values), dtype = dtype)
}

complex_dtypes <- list(
  bfloat16 = "complex64", float16 = "complex64", float32 = "complex64", float64 = "complex128"
)

# Whole numbers, of which R may have some as double.
as_whole_operand <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, whole_operand_expected, call)
  if (inherits(x, tensor_classes)) return(x)
  force(arg)
  x <- operand_values(x, arg, call)
  if (reticulate::is_py_object(x)) return(x)
  if (!(length(x) && is_whole(as.vector(x)))) abort_argument(arg, whole_operand_expected, x, call)
  storage.mode(x) <- "integer"
  if (is_single(x)) x else structure(as_plain_array(x), class = "keras_operand")
}

whole_operand_expected <- "a tensor, or whole numbers"

# Numbers within limits, which a tensor is not looked at for.
check_between_operand <- function(x, min, max, arg = caller_arg(x), call = caller_env()) {
  x <- as_operand(x, arg = arg, call = call)
  if (!reticulate::is_py_object(x) && !all(x >= min & x <= max)) {
    expected <- sprintf("numbers from %s to %s, or a tensor of them", min, max)
    abort_argument(arg, expected, unclass(x), call)
  }
  x
}

# One that is computed in another dtype.
cast_operand <- function(x, dtype, arg = caller_arg(x), call = caller_env()) {
  x <- as_operand(x, arg = arg, call = call)
  dtype <- check_dtype(dtype, arg = "dtype", call = call)
  if (is.null(dtype)) x else keras_object("ops", "cast")(x, dtype)
}

# Several operands, as a list or as the first axis of a tensor or an array. R's numbers among them
# take the dtype of the first tensor.
as_operand_list <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a list of tensors or of arrays of numbers, or a tensor"
  if (missing(x)) abort_missing(arg, expected, call)
  if (!is.list(x) || reticulate::is_py_object(x) || is.data.frame(x)) {
    return(as_operand(x, arg = arg, call = call))
  }
  if (!length(x)) abort_argument(arg, expected, x, call)
  tensors <- Filter(reticulate::is_py_object, x)
  beside <- if (length(tensors)) tensors[[1L]]
  unname(Map(
    function(x, arg) as_operand(x, beside, scalar = FALSE, arg = arg, call = call),
    x, element_args(x, arg)
  ))
}
