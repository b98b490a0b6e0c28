# R values of every class as the plain numbers, truth values and texts that Python has, or
# an error that names what cannot become them.

# Factors stay: what they become depends on where they go.
plain_values <- function(x, arg, call) {
  if (is_matrix_object(x)) return(dense_matrix(x, arg, call))
  check_numbers_class(x, arg, call)
  if (is.raw(x)) return(array_like(as.integer(x), x))
  if (!is.object(x) || is.factor(x) || !is.atomic(x)) return(x)
  if (inherits(x, "integer64")) return(array_like(integer64_numbers(x, arg, call), x))
  array_like(as.vector(unclass(x)), x)
}

array_like <- function(values, x) {
  if (!is.null(dim(x))) dim(values) <- dim(x)
  values
}

# Classes whose values are numbers in R's memory, but say nothing, or something else, without
# their class.
other_classes <- list(
  list(
    is = c("POSIXt", "nanotime", "chron", "dates", "times", "ITime"), what = "times",
    hint = "Count from a suitable time:
      `as.numeric(difftime(%1$s, min(%1$s), units = \"days\"))`."
  ),
  list(
    is = c("Date", "yearmon", "yearqtr"), what = "dates",
    hint = "Count days from a suitable one, such as `as.numeric(%1$s - min(%1$s))`, or use parts:
      `as.POSIXlt(%1$s)$yday`."
  ),
  list(
    is = "difftime", what = "time differences",
    hint = "Specify the unit: `as.numeric(%1$s, units = \"days\")`."
  ),
  list(
    is = "numeric_version", what = "versions",
    hint = "Compare them with a version: `%1$s >= \"1.2\"`."
  ),
  list(is = "dist", what = "distances", hint = "Give `as.matrix(%1$s)`."),
  list(
    is = c("vctrs_rcrd", "Period", "Interval", "Duration"), what = "records", hint = NULL
  )
)

check_numbers_class <- function(x, arg, call) {
  if (!is.object(x) || reticulate::is_py_object(x)) return()
  for (other in other_classes) {
    if (inherits(x, other$is)) abort_not_numbers(x, other$what, other$hint, arg, call)
  }
  if (is.raw(x) && is.null(dim(x)) || isS4(x) && is.atomic(x)) {
    abort_not_numbers(x, "an object", NULL, arg, call)
  }
}

abort_not_numbers <- function(x, what, hint, arg, call) {
  class <- class(x)[[1L]]
  hint <- if (!is.null(hint)) gsub("\\s+", " ", sprintf(hint, arg))
  abort_lamina(
    c(
      "{.arg {arg}} must be numbers, not {what} of class {.cls {class}}.",
      i = if (!is.null(hint)) "{hint}"
    ),
    class = "argument", call = call
  )
}

hint_complex <- "Use separate columns for its parts: `cbind(Re(%1$s), Im(%1$s))`."

# bit64 keeps 64 bits of a whole number in those of a double.
integer64_numbers <- function(x, arg, call) {
  bits <- writeBin(as.double(unclass(x)), raw(), endian = "little")
  halves <- matrix(readBin(bits, "integer", 2L * length(x), endian = "little"), 2L)
  low <- halves[1L, ]
  high <- halves[2L, ]
  # What R reads as NA is the lowest number of 32 bits.
  low <- replace(as.double(low), is.na(low), -2^31)
  low <- low + 2^32 * (low < 0)
  missing <- is.na(high) & low == 0
  values <- replace(as.double(high), is.na(high), -2^31) * 2^32 + low
  beyond <- which(!missing & abs(values) > 2^53)
  if (length(beyond)) {
    abort_lamina(
      c(
        "{.arg {arg}} must be whole numbers of at most 2^53, which R and Keras represent exactly;
         element {beyond[[1L]]} is not.",
        i = "If they are keys, look them up as strings: {.code as.character({arg})}."
      ),
      class = "argument", call = call
    )
  }
  values[missing] <- NA
  if (all(missing | abs(values) <= .Machine$integer.max)) as.integer(values) else values
}

# Matrices and vectors of the package Matrix.
is_matrix_object <- function(x) isS4(x) && inherits(x, c("Matrix", "sparseVector"))

most_numbers <- 2^31 - 1

dense_matrix <- function(x, arg, call) {
  loadNamespace("Matrix")
  if (!inherits(x, "Matrix")) return(as.vector(x))
  if (prod(as.double(dim(x))) > most_numbers) {
    abort_lamina(
      c(
        "{.arg {arg}} must fit in memory as a dense matrix: {format_shape(dim(x))} is too large.",
        i = "Train on some of its rows at a time, or on a {.cls tf.data.Dataset}."
      ),
      class = "argument", call = call
    )
  }
  x <- as.matrix(x)
  array_like(as.vector(x), x)
}
