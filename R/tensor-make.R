# Tensors and variables made of R's values, what they are, and back.

#' Make tensors of R values, and R values of tensors
#'
#' `op_convert_to_tensor()` and `as_tensor()` make a tensor of the backend, `keras_variable()` one
#' whose values can be changed and trained. `op_cast()` changes the type of a tensor.
#' `op_shape()`, `op_ndim()`, `op_size()`, `op_dtype()` and `op_is_tensor()` say what something
#' is, `op_convert_to_array()` and `op_convert_to_numpy()` copy the values out of it.
#'
#' @section Types:
#' Without `dtype`, fractions get the type of [config_floatx()], R's integers are `"int32"`,
#' truth values `"bool"`. A fraction for a type of whole numbers is an error, as are numbers
#' beyond its limits; `op_cast()` cuts off the fractions. What becomes of `NaN` and of numbers
#' beyond the limits in a tensor differs between backends. A single number has no axes, a
#' vector has one. Tensors of strings are TensorFlow's alone. JAX has types of 64 bits only if that
#' is set up; on PyTorch Keras computes products of matrices and some other operations of
#' `"float64"` in `"float32"`, which is then the type of the result.
#'
#' @param x A tensor or a variable; for the functions that make one, also a number, a vector or an
#'   array of R, or a list of numbers or of lists of the same length.
#' @param dtype The type: `"float32"`, `"float16"`, `"bfloat16"`, `"float64"`, `"int32"` and
#'   the like, `"bool"`, `"string"`. `NULL` takes what fits `x`.
#' @param sparse,ragged Whether a sparse or ragged tensor stays one: `NULL` where the backend
#'   has such tensors, `FALSE` fills it up.
#' @param shape Shape of the result, as in [shape()]. For `as_tensor()`, a single number is
#'   repeated, other values are put into the shape, the last axis fastest; for
#'   `keras_variable()` it is needed where an initializer makes the values.
#' @param initializer The values, or what makes them: a number, an array or a tensor, or an
#'   initializer such as [initializer_zeros()] or `"zeros"`.
#' @param trainable Whether training changes the variable. Whole numbers are not trained unless
#'   it is given.
#' @param autocast Whether the variable is read in the type that a layer computes with.
#' @param aggregation,synchronization How the copies of a variable are kept together where a
#'   model is trained on several devices: `"none"`, `"mean"`, `"sum"` or
#'   `"only_first_replica"`; `"auto"`, `"none"`, `"on_read"` or `"on_write"`.
#' @param name Name of the variable; `NULL` makes one up.
#' @param data,order For `np_array()`: R values, and `"C"` or `"F"`, which axis is the fastest in
#'   memory. It makes an array of NumPy.
#' @param ... Not used.
#' @returns A tensor, a variable, or for
#'   * `op_shape()`: a [shape()]; in what a backend compiles, a list that has tensors in the
#'     place of lengths not known yet
#'   * `op_ndim()`, `op_size()`: a whole number; `op_size()` gives a tensor where it is not known
#'   * `op_dtype()`: a string
#'   * `op_is_tensor()`: `TRUE` for a tensor of the backend, `FALSE` for all else
#'   * `op_convert_to_array()`: an R array; `op_convert_to_numpy()`, `np_array()`: one of NumPy.
#'
#'   Errors have class `lamina_error`.
#' @examplesIf is_keras_available()
#' x <- op_convert_to_tensor(matrix(1:6, 2))
#' x
#' op_shape(x)
#' op_dtype(x)
#' op_cast(x, "float32") / 2
#' as_tensor(0, "int32", shape = c(2, 2))
#' w <- keras_variable(initializer_ones(), shape = 3, name = "w")
#' w$assign(c(1, 2, 3))
#' op_convert_to_array(w)
#' @family tensors
#' @name make-tensors
NULL

#' @rdname make-tensors
#' @export
op_convert_to_tensor <- function(x, dtype = NULL, sparse = NULL, ragged = NULL, ...) {
  check_no_dots(..., what = "this function")
  make_tensor(
    x, check_tensor_dtype(dtype), check_flag(sparse, null = TRUE), check_flag(ragged, null = TRUE)
  )
}

#' @rdname make-tensors
#' @export
op_array <- function(x, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  make_tensor(x, check_tensor_dtype(dtype))
}

#' @rdname make-tensors
#' @export
as_tensor <- function(x, dtype = NULL, ..., shape = NULL) {
  check_no_dots(..., what = "this function")
  tensor <- make_tensor(x, check_tensor_dtype(dtype))
  if (is.null(shape)) return(tensor)
  shape <- as_shape(shape)
  whole <- op_size(tensor)
  into <- if (identical(whole, 1L)) "broadcast_to" else "reshape"
  with_python(
    keras_object("ops", into)(tensor, shape),
    "{.arg x} of shape {format(op_shape(tensor))} does not fit {.arg shape}, {format(shape)}.",
    call = environment(), class = "shape"
  )
}

#' @rdname make-tensors
#' @export
op_cast <- function(x, dtype, ...) {
  check_no_dots(..., what = "this function")
  if (missing(dtype)) abort_missing("dtype", "a dtype such as \"float32\"", environment())
  dtype <- check_tensor_dtype(dtype)
  x <- as_array_operand(x)
  if (!reticulate::is_py_object(x)) check_held(x, dtype, hint = saturating)
  call_operation("cast", list(x = of_fractions(x, dtype), dtype = dtype), mended = TRUE)
}

#' @rdname make-tensors
#' @export
keras_variable <- function(initializer, shape = NULL, dtype = NULL, trainable = TRUE,
                           autocast = TRUE, aggregation = "none", synchronization = "auto",
                           name = NULL, ...) {
  check_no_dots(..., what = "this function")
  if (missing(initializer)) {
    abort_missing("initializer", "values, or an initializer", environment())
  }
  args <- list(
    initializer = as_variable_values(initializer, check_tensor_dtype(dtype)),
    shape = as_shape(shape, null = TRUE), dtype = dtype, trainable = check_flag(trainable),
    autocast = check_flag(autocast),
    aggregation = check_choice(aggregation, c("none", "mean", "sum", "only_first_replica")),
    synchronization = check_choice(synchronization, c("auto", "none", "on_read", "on_write")),
    name = check_string(name, null = TRUE)
  )
  if (is.function(args$initializer) || rlang::is_string(args$initializer)) {
    if (is.null(shape)) {
      abort_missing("shape", "the shape of what the initializer makes", environment())
    }
  }
  if (missing(trainable) && holds_whole(args$initializer, dtype)) args$trainable <- FALSE
  with_python(
    do.call(keras$Variable, drop_nulls(args)),
    "The variable could not be made.", call = environment()
  )
}

#' @rdname make-tensors
#' @export
op_shape <- function(x, ...) {
  check_no_dots(..., what = "this function")
  x <- as_array_operand(x)
  if (!reticulate::is_py_object(x)) return(as_shape(as.list(dim(x) %||% integer())))
  sizes <- reticulate::py_to_r(call_operation("shape", list(x = x)))
  as_shape(as.list(sizes), later = TRUE)
}

#' @rdname make-tensors
#' @export
op_ndim <- function(x, ...) {
  check_no_dots(..., what = "this function")
  x <- as_array_operand(x)
  if (reticulate::is_py_object(x)) length(tensor_shape(x)) else length(dim(x))
}

#' @rdname make-tensors
#' @export
op_size <- function(x, ...) {
  check_no_dots(..., what = "this function")
  x <- as_array_operand(x)
  if (!reticulate::is_py_object(x)) return(length(x))
  size <- tensor_length(x)
  if (is.na(size)) call_operation("size", list(x = x)) else size
}

#' @rdname make-tensors
#' @export
op_dtype <- function(x, ...) {
  check_no_dots(..., what = "this function")
  x <- as_array_operand(x)
  if (!reticulate::is_py_object(x)) x <- reticulate::r_to_py(x)
  tensor_dtype(x)
}

#' @rdname make-tensors
#' @export
op_is_tensor <- function(x, ...) {
  check_no_dots(..., what = "this function")
  if (missing(x)) abort_missing("x", "a value of any kind", environment())
  if (!reticulate::is_py_object(x) || reticulate::py_is_null_xptr(x)) return(FALSE)
  # Of variables the backends think differently.
  !inherits(x, keras_classes[["Variable"]]) && isTRUE(keras$ops$is_tensor(x))
}

#' @rdname make-tensors
#' @export
op_convert_to_array <- function(x, ...) {
  check_no_dots(..., what = "this function")
  x <- as_array_operand(x)
  if (!reticulate::is_py_object(x)) return(as.array(unclass(x)))
  as.array(concrete_values(x, sys.call()))
}

#' @rdname make-tensors
#' @export
op_convert_to_numpy <- function(x, ...) {
  check_no_dots(..., what = "this function")
  x <- as_array_operand(x)
  if (is_symbolic(x)) abort_symbolic(x)
  with_python(convert_to_numpy(x), "The values could not be copied.", call = environment())
}

# A tensor as an array that stays in Python.
convert_to_numpy <- function(x) {
  reticulate::import("keras", convert = FALSE)$ops$convert_to_numpy(x)
}

#' @rdname make-tensors
#' @export
np_array <- function(data, dtype = NULL, order = "C", ...) {
  check_no_dots(..., what = "this function")
  if (missing(data)) abort_missing("data", "R values", environment())
  if (!is.double(data)) check_complete(data)
  reticulate::np_array(data, dtype, check_choice(order, c("C", "F")))
}

# ---- How ---------------------------------------------------------------------------

check_tensor_dtype <- function(x, arg = "dtype", call = caller_env()) {
  x <- check_choice(
    x, c(float_dtypes, whole_dtypes, "string", "complex64", "complex128"), null = TRUE, arg = arg,
    call = call
  )
  check_has_dtype(x, arg, call)
}

# Columns of numbers or truth values as a matrix.
numbers_of_columns <- function(x, arg, call) {
  counted <- vapply(x, function(column) {
    (is.numeric(column) || is.logical(column)) && !is.object(column) && is.null(dim(column))
  }, NA)
  if (!length(x) || !all(counted)) {
    others <- names(x)[!counted]
    abort_argument(
      arg, "a data frame of numbers, where it is one", x, call,
      hint = if (length(others)) sprintf("The column `%s` has none.", others[[1L]])
    )
  }
  unname(as.matrix(x))
}

make_tensor <- function(x, dtype, sparse = NULL, ragged = NULL, arg = caller_arg(x),
                        call = caller_env()) {
  if (missing(x)) abort_missing(arg, operand_expected, call)
  force(arg)
  if (is.character(x)) return(as_tensor_of_strings(x, dtype, arg, call))
  if (is.data.frame(x)) x <- numbers_of_columns(x, arg, call)
  if (!is.list(x) || reticulate::is_py_object(x)) {
    x <- as_values_of(x, dtype, arg, call)
  } else {
    check_complete(x, arg, call)
  }
  args <- drop_nulls(list(x = x, dtype = dtype, sparse = sparse, ragged = ragged))
  call_operation("convert_to_tensor", args, call = call)
}

# What Python makes a tensor of that type of.
as_values_of <- function(x, dtype, arg, call) {
  x <- as_array_operand(x, arg, call)
  if (reticulate::is_py_object(x) || is.null(dtype)) return(x)
  if (!(dtype %in% setdiff(whole_dtypes, "bool"))) return(of_fractions(x, dtype))
  values <- as_whole_input(array(as.vector(x), dim(x) %||% length(x)), dtype, arg, call)
  if (is.null(dim(x))) as.vector(values) else as_numpy(values, dtype, arg = arg, call = call)
}

# Without a way through the default type, which may hold less.
of_fractions <- function(x, dtype) {
  if (!reticulate::is_py_object(x) && isTRUE(dtype %in% float_dtypes)) attr(x, "dtype") <- dtype
  x
}

saturating <- "`op_saturate_cast()` takes the nearest that there is."

# What a tensor is filled with.
as_filled_operand <- function(x, dtype, beside = NULL, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  tensor <- if (is.null(dtype)) beside
  x <- as_operand(x, beside = tensor, arg = arg, call = call, kept = TRUE)
  if (is_py_tensor_like(tensor)) dtype <- tensor_dtype(tensor)
  if (is.integer(tensor)) dtype <- "int32"
  # It is checked as an argument of its own.
  if (rlang::is_string(dtype)) {
    check_held(x, dtype, arg, call, hint = saturating)
    if (isTRUE(dtype %in% setdiff(whole_dtypes, "bool")) && !reticulate::is_py_object(x)) {
      as_whole_data(as.vector(unclass(x)), arg, call)
    }
  }
  x
}

# What no gradient can change.
holds_whole <- function(values, dtype) {
  if (is.null(dtype) && !is.function(values) && !rlang::is_string(values)) dtype <- op_dtype(values)
  !is.null(dtype) && dtype %in% c(whole_dtypes, "string")
}

as_variable_values <- function(x, dtype, call = caller_env()) {
  makes_values <- is.function(x) || rlang::is_string(x)
  if (makes_values) return(check_initializer(x, "initializer", call))
  values <- as_values_of(x, dtype, "initializer", call)
  if (is.double(values) && is_single(values)) as.double(values) else values
}
