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
