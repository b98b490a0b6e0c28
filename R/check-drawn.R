# What random numbers are drawn with: shapes and numbers, some of which may be tensors.

# A shape of which all is known, if only when a compiled function runs.
as_drawn_shape <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "whole numbers of at least 0, some of which may be tensors"
  if (missing(x)) abort_missing(arg, expected, call)
  if (inherits(x, tensor_classes)) {
    check_whole_tensor(x, 1L, "whole numbers of at least 0, or a tensor of them", arg, call)
    return(x)
  }
  if (!is.list(x) || !any(vapply(x, reticulate::is_py_object, NA))) {
    return(check_sizes(x, arg = arg, call = call))
  }
  sizes <- lapply(unclass(x), function(size) {
    if (reticulate::is_py_object(size)) return(size)
    if (!(length(size) == 1L && is_whole(size, min = 0))) abort_argument(arg, expected, x, call)
    as.integer(size)
  })
  structure(unname(sizes), class = "keras_shape")
}

# One number, or a tensor. `above`: it has to be greater than another, which is checked before.
check_drawn_number <- function(x, min = -Inf, above = NULL, arg = caller_arg(x),
                               call = caller_env()) {
  force(arg)
  than <- caller_arg(above)
  if (!missing(x) && inherits(x, tensor_classes)) return(x)
  x <- check_number(x, min = min, arg = arg, call = call)
  check_above_drawn(x, above, arg, than, call)
  x
}

as_drawn_whole <- function(x, above = NULL, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  than <- caller_arg(above)
  x <- as_count(x, min = -Inf, arg = arg, call = call)
  if (reticulate::is_py_object(x)) return(x)
  check_above_drawn(x, above, arg, than, call)
  x
}

check_above_drawn <- function(x, above, arg, than, call) {
  if (is.numeric(above) && x <= above) {
    abort_argument(arg, sprintf("greater than `%s`, %s", than, format(above)), x, call)
  }
}

# A type of whole numbers that holds all from `minval` to before `maxval`: backends draw others
# where it does not.
check_range_dtype <- function(x, minval, maxval, arg = caller_arg(x), call = caller_env()) {
  x <- check_whole_dtype(x, arg = arg, call = call)
  limits <- whole_limits(x)
  shown <- format(limits + 0:1, scientific = FALSE, trim = TRUE)
  because <- sprintf(", as `%s` is \"%s\"", arg, x)
  if (is.numeric(minval) && minval < limits[[1L]]) {
    abort_argument("minval", paste0("at least ", shown[[1L]], because), minval, call)
  }
  if (is.numeric(maxval) && maxval - 1 > limits[[2L]]) {
    abort_argument("maxval", paste0("at most ", shown[[2L]], because), maxval, call)
  }
  x
}

# A type of whole numbers that holds the positions of all classes.
check_class_dtype <- function(x, logits, zero_indexed, arg = caller_arg(x), call = caller_env()) {
  x <- check_whole_dtype(x, arg = arg, call = call)
  shape <- sizes_of(logits)
  last <- if (length(shape) == 2L) shape[[2L]] - zero_indexed else NA
  if (is.na(last) || last <= whole_limits(x)[[2L]]) return(x)
  abort_argument(arg, sprintf("a dtype that holds %d, the last class", last), x, call)
}

# Numbers that are broadcast to the shape of what is drawn, or a tensor of them. A single number
# stays one.
check_drawn_parameter <- function(x, shape, dtype = NULL, min = NULL, max = Inf, whole = FALSE,
                                  arg = caller_arg(x), call = caller_env()) {
  what <- if (whole) "whole numbers" else "numbers"
  expected <- paste(
    if (is.null(min)) "numbers greater than 0" else number_range(what, min, max),
    "or a tensor of them", sep = ", "
  )
  if (missing(x)) abort_missing(arg, expected, call)
  force(arg)
  x <- as_operand(x, arg = arg, call = call)
  if (!reticulate::is_py_object(x)) {
    values <- as.vector(unclass(x))
    valid <- is.numeric(values) && length(values) && all(is.finite(values)) &&
      all(if (is.null(min)) values > 0 else values >= min & values <= max) &&
      (!whole || all(values == trunc(values)))
    if (!valid) abort_argument(arg, expected, unclass(x), call)
  }
  check_broadcast_to(operand_shape(x), shape, arg, call)
  if (is.numeric(x) && is_single(x) && !is.object(x)) return(as.double(x))
  if (reticulate::is_py_object(x)) return(x)
  storage.mode(x) <- "double"
  # Python gives them fewer digits, where the backend wants that.
  structure(x, dtype = if (identical(dtype, "float64")) dtype)
}

check_broadcast_to <- function(shape, onto, arg, call) {
  if (is.null(shape) || inherits(onto, tensor_classes)) return()
  onto <- as_drawn_shape(onto, arg = "shape", call = call)
  sizes <- vapply(onto, function(size) if (is.integer(size)) size else NA_integer_, 1L)
  last <- utils::tail(sizes, length(shape))
  fits <- length(shape) <= length(sizes) &&
    all(is.na(last) | is.na(shape) | shape == last | shape == 1L)
  if (fits) return()
  abort_lamina(
    c(
      "{.arg {arg}} must have a shape that can be broadcast to {.arg shape}.",
      x = "{.arg {arg}} has the shape {format_shape(shape)}; {.arg shape} is {format_shape(sizes)}."
    ),
    class = "shape", call = call
  )
}

# Rows of log-probabilities.
as_logits_operand <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_fraction_operand(x, arg = arg, call = call)
  check_has_values(x, "layer_lambda", arg, call)
  shape <- shape_of(x)
  if (!is.null(shape) && (length(shape) != 2L || shape[[2L]] %in% 0L)) {
    abort_lamina(
      c(
        "{.arg {arg}} must have 2 dimensions: rows, and at least 1 class.",
        x = "It has the shape {format_shape(shape)}."
      ),
      class = "shape", call = call
    )
  }
  if (reticulate::is_py_object(x)) return(x)
  values <- unclass(x)
  wrong <- values[is.nan(values) | values == Inf]
  if (length(wrong)) abort_argument(arg, "numbers or -Inf", wrong[[1L]], call)
  without <- which(rowSums(values > -Inf) == 0)
  if (length(without)) {
    abort_lamina(
      "{.arg {arg}} must have a class in each row that can be drawn; row {without[[1L]]} is all
       -Inf.",
      class = "argument", call = call
    )
  }
  x
}

# Random numbers are drawn for values, as Keras has it. `layer`: what does so in a model.
check_has_values <- function(x, layer, arg, call) {
  if (!(reticulate::is_py_object(x) && is_symbolic(x))) return(x)
  abort_lamina(
    c(
      "{.arg {arg}} must be a tensor with values, not a symbolic one.",
      i = "In a model use {.fn {layer}}."
    ),
    class = "argument", call = call
  )
}

as_dropped_operand <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  check_has_values(as_fraction_operand(x, arg = arg, call = call), "layer_dropout", arg, call)
}

as_shuffled_operand <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_operand(x, scalar = FALSE, arg = arg, call = call)
  check_has_values(x, "layer_lambda", arg, call)
}

# PyTorch takes a negative axis for another one.
as_axis_from_start <- function(x, of, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  axis <- as_axis_of(x, of, arg = arg, call = call, name = caller_arg(of))
  rank <- length(shape_of(of))
  if (axis < 0 && rank) axis + rank else axis
}

# Broadcast to what is dropped from; NA where an axis is as long as there, which Keras counts from
# the first.
as_noise_shape <- function(x, inputs, arg = caller_arg(x), call = caller_env()) {
  of <- caller_arg(inputs)
  shape <- as_shape(x, null = TRUE, arg = arg, call = call)
  known <- shape_of(inputs)
  if (is.null(shape) || is.null(known)) return(shape)
  sizes <- shape_integers(shape)
  last <- utils::tail(known, length(sizes))
  fits <- length(sizes) == length(known) || (length(sizes) < length(known) && !anyNA(sizes))
  if (!(fits && all(is.na(sizes) | is.na(last) | sizes == 1L | sizes == last))) {
    expected <- sprintf(
      "as many whole numbers as `%s`, %s, has axes, each the same, 1 or NA", of, format_shape(known)
    )
    abort_argument(arg, expected, x, call)
  }
  shape
}
