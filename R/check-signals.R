# Signals, their frequencies and windows: what Fourier transforms and their like are called with.

python_lists <- paste0("python.builtin.", c("tuple", "list", "dict"))

# Complex numbers, by themselves or as real and imaginary part; real ones have none of the latter.
# `axes`: how many are transformed.
as_complex_operand <- function(x, axes = 1L, arg = caller_arg(x), call = caller_env()) {
  expected <- "complex numbers, or a list of two tensors or arrays, the real and the imaginary part"
  if (missing(x)) abort_missing(arg, expected, call)
  force(arg)
  if (inherits(x, python_lists)) x <- reticulate::py_to_r(x)
  if (!is.list(x) || reticulate::is_py_object(x)) {
    if (!(is.numeric(x) || is.complex(x) || is_py_tensor_like(x))) {
      abort_argument(arg, expected, x, call)
    }
    x <- with_axis(as_operand(x, scalar = FALSE, arg = arg, call = call))
    check_transformed(operand_shape(x), axes, arg, call)
    return(x)
  }
  if (is.data.frame(x) || length(x) != 2L) abort_argument(arg, expected, x, call)
  # Python's dictionaries may come back in another order.
  if (setequal(names(x), c("real", "imaginary"))) x <- x[c("real", "imaginary")]
  args <- element_args(x, arg)
  parts <- list(
    as_float_operand(x[[1L]], beside = x[[2L]], vector = TRUE, arg = args[[1L]], call = call),
    as_float_operand(x[[2L]], beside = x[[1L]], vector = TRUE, arg = args[[2L]], call = call)
  )
  shapes <- stats::setNames(lapply(parts, operand_shape), args)
  reason <- if (!any(vapply(shapes, is.null, NA))) explain_same(shapes)
  if (!is.null(reason)) {
    abort_lamina(c(reason$message, describe_shapes(shapes)), "shape", call = call)
  }
  check_transformed(shapes[[1L]], axes, arg, call)
  parts
}

check_transformed <- function(shape, axes, arg, call) {
  if (is.null(shape) || length(shape) >= axes) return()
  abort_lamina(
    c(
      "{.arg {arg}} must have at least {axes} {cli::qty(axes)}ax{?is/es}.",
      x = "It has the shape {format_shape(shape)}."
    ),
    class = "shape", call = call
  )
}

# Real numbers along the last axis. `fractions`: it is computed with them, whatever is given.
as_signal_operand <- function(x, fractions = TRUE, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  if (!missing(x) && fractions && (is.complex(x) || is_complex_tensor(x))) {
    abort_lamina(
      c(
        "{.arg {arg}} must be real numbers, not complex ones.",
        i = "{.code op_fft()} takes complex ones."
      ),
      class = "argument", call = call
    )
  }
  x <- if (fractions) {
    as_float_operand(x, vector = TRUE, arg = arg, call = call)
  } else {
    with_axis(as_operand(x, scalar = FALSE, arg = arg, call = call))
  }
  check_transformed(operand_shape(x), 1L, arg, call)
  x
}

is_complex_tensor <- function(x) {
  is_py_tensor_like(x) &&
    startsWith(tensor_dtype(x), "complex")
}

# A vector, or a tensor with one axis.
as_vector_operand <- function(x, beside = NULL, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- with_axis(as_operand(x, beside = beside, scalar = FALSE, arg = arg, call = call))
  shape <- shape_of(x)
  if (!is.null(shape) && length(shape) != 1L) {
    abort_lamina(
      c("{.arg {arg}} must have one axis.", x = "It has the shape {format_shape(shape)}."),
      class = "shape", call = call
    )
  }
  x
}

# How long a window is, which Keras may be told by a tensor.
as_window_length <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  if (!missing(x) && inherits(x, tensor_classes)) {
    if (!has_values(x)) abort_argument(arg, "a whole number that is known", x, call)
    x <- as.vector(as.array(x))
  }
  as_whole(x, min = 1, arg = arg, call = call)
}

# How long the last axis is, of both parts where there are two; NA where that is not known.
signal_length <- function(x) {
  if (is.list(x) && length(x) && !reticulate::is_py_object(x)) x <- x[[1L]]
  shape <- if (is.numeric(x) || is.complex(x) || is_py_tensor_like(x)) shape_of(x)
  if (length(shape)) utils::tail(shape, 1L) else NA_integer_
}

# The length of a piece, which must be there.
as_piece_length <- function(x, signals, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  of <- caller_arg(signals)
  x <- as_whole(x, min = 1, arg = arg, call = call)
  if (isTRUE(x > signal_length(signals))) abort_too_short(of, signals, arg, x, call)
  x
}

# Whether pieces stand around their place, for which signals are reflected at their ends.
check_centered <- function(x, signals, fft_length, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  of <- caller_arg(signals)
  x <- check_flag(x, arg = arg, call = call)
  size <- signal_length(signals)
  if (!x && isTRUE(size < fft_length)) abort_too_short(of, signals, "fft_length", fft_length, call)
  half <- fft_length %/% 2
  if (x && isTRUE(size <= half)) {
    abort_lamina(
      c(
        "{.arg {of}} must be longer than {half}, half of {.arg fft_length}, along its last axis.",
        x = "It has the shape {format_shape(shape_of(signals))}.",
        i = "With {.code {arg} = TRUE} it is reflected at its ends."
      ),
      class = "shape", call = call
    )
  }
  x
}

abort_too_short <- function(of, signals, arg, length, call) {
  abort_lamina(
    c(
      "{.arg {of}} must be at least as long as {.arg {arg}}, which is {length}, along its last
       axis.",
      x = "It has the shape {format_shape(shape_of(signals))}."
    ),
    class = "shape", call = call
  )
}

# What pieces are multiplied by.
check_piece_window <- function(x, length, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  of <- caller_arg(length)
  x <- check_window(x, c("hann", "hamming"), arg = arg, call = call)
  if (is.null(x) || is.character(x)) return(x)
  shape <- shape_of(x)
  if (!is.null(shape) && !(length(shape) == 1L && (is.na(shape) || shape == length))) {
    abort_lamina(
      c(
        "{.arg {arg}} must be a vector of {length} numbers, as {.arg {of}} says.",
        x = "It has the shape {format_shape(shape)}."
      ),
      class = "shape", call = call
    )
  }
  x
}

# What pieces were multiplied by: nothing can be told of places where all windows are 0.
check_overlapping_window <- function(x, length, stride, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  of <- caller_arg(stride)
  x <- check_piece_window(x, length, arg, call)
  if (reticulate::is_py_object(x)) return(x)
  values <- if (is.null(x)) rep(1, length) else if (is.character(x)) {
    named_window(x, length)
  } else {
    as.vector(x)
  }
  covered <- unique((which(values != 0) - 1L) %% stride)
  if (length(covered) < stride) {
    abort_lamina(
      c(
        "{.arg {of}} must be so small that pieces overlap.",
        x = "With {.code {of} = {stride}} {stride - length(covered)} of {stride} values
             {?is/are} in no piece, or where the window is 0."
      ),
      class = "argument", call = call
    )
  }
  x
}

# As long as they begin anew where they end.
named_window <- function(name, length) {
  if (length == 1L) return(1)
  lowest <- c(hann = 0.5, hamming = 0.54)[[name]]
  lowest - (1 - lowest) * cospi(2 * seq(0, length - 1) / length)
}

# Frequencies of pieces: as many as the length says, and in a model of a known number of pieces.
as_pieces_operand <- function(x, fft_length, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_complex_operand(x, axes = 2L, arg = arg, call = call)
  given <- if (is.list(x) && !reticulate::is_py_object(x)) x[[1L]] else x
  shape <- operand_shape(given)
  if (is.null(shape)) return(x)
  fft_length <- as_whole(fft_length, min = 1, arg = "fft_length", call = call)
  size <- fft_length %/% 2L + 1L
  if (!has_length(shape, -1L, size)) {
    abort_lamina(
      c(
        "{.arg {arg}} must have {size} frequencies along its last axis, half of {.arg fft_length}
         and one.",
        x = "It has the shape {format_shape(shape)}."
      ),
      class = "shape", call = call
    )
  }
  if (is_symbolic(given) && is.na(shape[[length(shape) - 1L]])) {
    abort_lamina(
      c(
        "{.arg {arg}} must have a known number of pieces, along its last axis but one.",
        x = "It has the shape {format_shape(shape)}."
      ),
      class = "shape", call = call
    )
  }
  x
}

# The length of signals that their frequencies do not tell.
as_inverse_length <- function(x, frequencies, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  of <- caller_arg(frequencies)
  x <- as_whole(x, min = 1, null = TRUE, arg = arg, call = call)
  if (is.null(x) && isTRUE(signal_length(frequencies) == 1L)) {
    abort_lamina(
      "{.arg {arg}} must be given where {.arg {of}} has one frequency.", class = "argument",
      call = call
    )
  }
  x
}
