# What a function of Keras computes with: tensors, and numbers of R, which become a tensor when
# Python gets them, not before all arguments have been checked. A single number is a scalar, a
# longer vector has one axis.

# Of an operation: truth values stay, whole numbers of R's too, and fractions become numbers of
# Keras' default type. Beside a tensor they follow its dtype. `scalar`: whether Keras takes a number
# of Python's where there is but one. `compared`: whether one that the dtype lacks may be there.
# `kept`: whether the result has the dtype, whatever number is beside it.
as_operand <- function(x, beside = NULL, scalar = TRUE, compared = FALSE, arg = caller_arg(x),
                       call = caller_env(), kept = FALSE) {
  if (missing(x)) abort_missing(arg, operand_expected, call)
  if (inherits(x, tensor_classes)) return(x)
  # The one that is most often given, without what the others need.
  if (scalar && is_plain_number(x)) {
    if (missing(beside) || !reticulate::is_py_object(beside)) return(x)
    whole <- if (is.double(x) && fits_integer(x)) as.integer(x) else x
    if (is.double(whole) && rounds_numbers(beside)) return(in_float64(x))
    if ((compared || kept) && is_beyond_integer(whole)) {
      force(arg)
      return(whole_number_beside(whole, beside, compared, arg, call))
    }
    if (!is.integer(whole) || (whole >= 0L && whole <= 127L)) return(whole)
    force(arg)
    return(whole_number_beside(whole, beside, compared, arg, call))
  }
  force(arg)
  x <- operand_values(x, arg, call, complex = TRUE)
  if (reticulate::is_py_object(x)) return(x)
  dtype <- NULL
  if (is.double(x) && !missing(beside) && reticulate::is_py_object(beside)) {
    if (is_single(x) && scalar) {
      if (!fits_integer(x)) return(x)
      return(whole_number_beside(as.integer(x), beside, compared, arg, call))
    }
    dtype <- dtype_beside(x, beside)
    if (compared && is.null(dtype)) x <- beyond_all(x, beside)
  }
  if (is_single(x) && !is.complex(x)) {
    # Python's own numbers take the dtype of what is beside them.
    if (scalar) return(x)
    if (is.integer(x) && !missing(beside) && reticulate::is_py_object(beside)) {
      dtype <- dtype_beside(as.double(x), beside)
    }
    return(structure(x, class = "keras_operand", dtype = dtype))
  }
  structure(as_plain_array(x), class = "keras_operand", dtype = dtype)
}

is_beyond_integer <- function(x) {
  is.double(x) && is.finite(x) && abs(x) > .Machine$integer.max && x == trunc(x)
}

# Numbers that no element of a tensor of whole ones is like, for what is compared.
beyond_all <- function(x, beside) {
  dtype <- tensor_dtype(beside)
  if (!(dtype %in% setdiff(whole_dtypes, "bool"))) return(x)
  limits <- whole_limits(dtype)
  x[!is.na(x) & x > limits[[2L]]] <- Inf
  x[!is.na(x) & x < limits[[1L]]] <- -Inf
  x
}

# What R has as double, and a wider type than R's integers as a whole number.
in_whole_type <- function(x, beside) {
  dtype <- tensor_dtype(beside)
  if (!(dtype %in% setdiff(whole_dtypes, "bool"))) return(x)
  structure(x, class = "keras_operand", dtype = dtype)
}

rounds_numbers <- function(tensor) {
  inherits(tensor, rounding_classes) && tensor_dtype(tensor) == "float64"
}

in_float64 <- function(x) structure(x, class = "keras_operand", dtype = "float64")

# Keras gives a number the dtype of the tensor beside it, and one that this lacks becomes another.
whole_number_beside <- function(x, beside, compared, arg, call) {
  dtype <- from_r$dtype_without(beside, x)
  if (is.null(dtype)) return(if (is.double(x)) in_whole_type(x, beside) else x)
  # Beside a scalar of whole numbers PyTorch keeps the tensor's dtype. As a fraction the largest
  # whole number is rounded to one that is larger.
  if (compared) return(structure(sign(x) * Inf, class = "keras_operand", dtype = "float32"))
  wider <- if (abs(x) > .Machine$integer.max) "float32" else "int32"
  limits <- format(whole_limits(dtype), scientific = FALSE, trim = TRUE)
  abort_lamina(
    c(
      "{.arg {arg}} must be from {limits[[1L]]} to {limits[[2L]]} beside a tensor of
       {.cls {dtype}}, not {x}.",
      i = "Give the tensor a type that holds it first: {.code op_cast(x, \"{wider}\")}."
    ),
    class = "argument", call = call
  )
}

# Of a function that computes with fractions, whatever it is given. `vector`: a single number is a
# vector.
as_float_operand <- function(x, beside = NULL, vector = FALSE, arg = caller_arg(x),
                             call = caller_env()) {
  if (missing(x)) abort_missing(arg, operand_expected, call)
  force(arg)
  x <- operand_values(x, arg, call)
  if (reticulate::is_py_object(x)) return(x)
  storage.mode(x) <- "double"
  dtype <- if (!missing(beside) && is_py_tensor_like(beside)) fraction_dtype_of(beside)
  x <- if (is_single(x) && !vector) as.vector(x) else as_plain_array(x)
  structure(x, class = "keras_operand", dtype = dtype)
}

# Of whole numbers in a tensor, too, which backends refuse or compute with as such: 1 + 255 is 0.
as_fraction_operand <- function(x, vector = FALSE, beside = NULL, arg = caller_arg(x),
                                call = caller_env()) {
  if (missing(x)) abort_missing(arg, operand_expected, call)
  force(arg)
  x <- as_float_operand(x, beside = beside, vector = vector, arg = arg, call = call)
  if (!inherits(x, tensor_classes) || !(tensor_dtype(x) %in% whole_dtypes)) return(x)
  dtype <- if (!missing(beside) && is_py_tensor_like(beside)) fraction_dtype_of(beside)
  keras_object("ops", "cast")(x, dtype %||% keras_object("config", "floatx")())
}

fraction_dtype_of <- function(tensor) {
  dtype <- tensor_dtype(tensor)
  if (dtype %in% float_dtypes) dtype
}

# Classes, counted from 0 or from 1, of which there are so many; those of a tensor are not looked
# at.
as_class_operand <- function(x, classes, zero_indexed = TRUE, arg = caller_arg(x),
                             call = caller_env()) {
  zero_indexed <- check_flag(zero_indexed, arg = "zero_indexed", call = call)
  first <- if (zero_indexed) 0L else 1L
  known <- !missing(classes) && is.numeric(classes) && length(classes) == 1L &&
    is_whole(classes, min = 1)
  last <- if (known) classes + first - 1L else Inf
  expected <- function() {
    range <- if (known) c("from", first, "to", last) else c("of at least", first)
    sprintf("whole numbers %s, or a tensor of them", paste(range, collapse = " "))
  }
  if (missing(x)) abort_missing(arg, expected(), call)
  force(arg)
  x <- operand_values(x, arg, call)
  if (reticulate::is_py_object(x)) return(if (zero_indexed) x else tensor_from_zero(x, arg, call))
  valid <- is.numeric(x) && length(x) && is_whole(as.vector(x), min = first) && all(x <= last)
  if (!valid) {
    abort_argument(arg, expected(), x, call, hint = sprintf("Classes count from %d here.", first))
  }
  x[] <- as.integer(x) - first
  storage.mode(x) <- "integer"
  structure(if (is_single(x)) as.vector(x) else as_plain_array(x), class = "keras_operand")
}

# Positions and classes that count from 1, in a tensor.
tensor_from_zero <- function(x, arg, call) {
  positions <- core$count_from_zero(x)
  if (!is.null(positions)) return(positions)
  abort_lamina(
    "{.arg {arg}} must not have a 0: what it counts begins with 1.", "argument", call = call
  )
}

# How many classes scores are of, NULL where that is not known.
classes_in <- function(x, axis = -1L) {
  if (missing(x)) return()
  shape <- if (is.numeric(x) || is_py_tensor_like(x)) shape_of(x)
  rank <- length(shape)
  if (!rank || !(length(axis) == 1L && is_whole(axis)) || axis == 0 || abs(axis) > rank) return()
  size <- shape[[if (axis > 0) axis else rank + axis + 1L]]
  if (!is.na(size)) size
}

# What moves along all axes of examples but the first and the last: one whole number for all of
# these, or one for each.
as_window <- function(x, inputs, min = 1, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  rank <- if (is.numeric(inputs) || is_py_tensor_like(inputs)) length(shape_of(inputs)) else 0L
  several <- if (rank > 2L) sprintf(", or %d of them", rank - 2L) else ", or one for each axis"
  expected <- paste0(number_range("a whole number", min, Inf), several)
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  counted <- length(flat) == 1L || (if (rank > 2L) length(flat) == rank - 2L else length(flat) > 1L)
  if (!(counted && is_whole(flat, min))) abort_argument(arg, expected, x, call)
  if (length(flat) == 1L) as.integer(flat) else as_shape(as.list(as.integer(flat)))
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
  if (inherits(x, later_classes)) return(x)
  if (reticulate::is_py_object(x)) {
    if (!is_tensor(x)) abort_argument(arg, operand_expected, x, call)
    return(x)
  }
  if (is.complex(x) && complex) {
    check_no_missing(x, arg, call)
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

# A number is a scalar, other than to shape_of(), which takes it for a vector of R's.
operand_shape <- function(x) {
  if (reticulate::is_py_object(x)) return(tensor_shape(x))
  if (is_single(x)) integer() else dim(x) %||% length(x)
}

is_single <- function(x) length(x) == 1L && is.null(dim(x))

# Of those that R has as double: whole, and not the zero with a sign.
fits_integer <- function(x) {
  all(is.finite(x) & x == trunc(x) & abs(x) <= .Machine$integer.max & (x != 0 | 1 / x > 0))
}

as_plain_array <- function(x) array(as.vector(x), dim(x) %||% length(x))

# What an array of doubles becomes beside a tensor.
dtype_beside <- function(x, tensor) {
  dtype <- tensor_dtype(tensor)
  if (dtype %in% float_dtypes) return(dtype)
  if (!(dtype %in% setdiff(whole_dtypes, "bool")) || !fits_integer(x)) return(NULL)
  limits <- whole_limits(dtype)
  if (all(x >= limits[[1L]] & x <= limits[[2L]])) dtype
}

# Without dimensions it is a scalar.
#' @exportS3Method reticulate::r_to_py keras_operand
r_to_py.keras_operand <- function(x, convert = FALSE) {
  dtype <- attr(x, "dtype")
  attributes(x) <- if (!is.null(dim(x))) list(dim = dim(x))
  reticulate::py_call(from_r$operand, x, dtype)
}

# Whole numbers, of which R may have some as double. `vector`: a single one has an axis, too.
as_whole_operand <- function(x, beside = NULL, vector = FALSE, arg = caller_arg(x),
                             call = caller_env()) {
  if (missing(x)) abort_missing(arg, whole_operand_expected, call)
  force(arg)
  x <- operand_values(x, arg, call)
  if (reticulate::is_py_object(x)) return(x)
  if (!(length(x) && is_whole(as.vector(x)))) abort_argument(arg, whole_operand_expected, x, call)
  storage.mode(x) <- "integer"
  if (!is_single(x) || vector) return(structure(as_plain_array(x), class = "keras_operand"))
  if (missing(beside) || !reticulate::is_py_object(beside)) return(x)
  whole_number_beside(x, beside, compared = FALSE, arg, call)
}

whole_operand_expected <- "a tensor, or whole numbers"

# Numbers within limits, which a tensor is not looked at for.
check_between_operand <- function(x, min, max, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_operand(x, arg = arg, call = call)
  if (!reticulate::is_py_object(x) && !all(x >= min & x <= max)) {
    expected <- sprintf("numbers from %s to %s, or a tensor of them", min, max)
    abort_argument(arg, expected, unclass(x), call)
  }
  x
}

# The upper one of two limits; those of tensors are not compared.
as_upper_operand <- function(x, lower, beside, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  than <- caller_arg(lower)
  x <- as_operand(x, beside = beside, arg = arg, call = call, kept = TRUE)
  if (is_plain_number(x) && is_plain_number(lower) && x < lower) {
    abort_argument(arg, sprintf("at least `%s`, which is %s", than, format(lower)), x, call)
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
  each_as_operand(x, first_tensor(x), arg, call)
}

# Several operands in a list, none of which depends on the others.
as_operands <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a list of tensors or arrays, at least one"
  if (missing(x)) abort_missing(arg, expected, call)
  valid <- is.list(x) && !is.data.frame(x) && !reticulate::is_py_object(x) && length(x)
  if (!valid) abort_argument(arg, expected, x, call)
  each_as_operand(x, NULL, arg, call)
}

each_as_operand <- function(x, beside, arg, call) {
  convert <- function(x, arg) as_operand(x, beside, scalar = FALSE, arg = arg, call = call)
  unname(Map(convert, x, element_args(x, arg)))
}

first_tensor <- function(x) Find(reticulate::is_py_object, x)

# A single number as a vector.
with_axis <- function(x) {
  if (reticulate::is_py_object(x) || !is_single(x)) return(x)
  structure(array(as.vector(x), 1L), class = "keras_operand", dtype = attr(x, "dtype"))
}
