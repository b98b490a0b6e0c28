# Tensors in the console: what they are, and their values as R prints an array, of long axes the
# ends alone. The same on each backend, but for its name.

register_tensor_prints <- function() {
  register_method("print", tensor_classes, print_tensor)
  register_method("str", tensor_classes, str_tensor, asNamespace("utils"))
}

print_tensor <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat(printed_lines(x), sep = "\n")
  invisible(x)
}

printed_lines <- function(x) {
  check_session(x)
  values <- printed_values(x)
  c(tensor_header(x, has_none = is.null(values)), if (!is.null(values)) format_values(values))
}

str_tensor <- function(object, ...) {
  check_session(object)
  values <- first_values(object)
  cat(" ", tensor_header(object, is.null(values)), if (length(values)) " ", sep = "")
  if (length(values)) cat(format(values, digits = 3L, trim = TRUE))
  cat(if (isTRUE(length(object) > length(values)) && length(values)) " ...", "\n", sep = "")
}

# Such as `<JAX tensor (2, 3), float32>`.
tensor_header <- function(x, has_none = FALSE) {
  shape <- tensor_shape(x)
  about <- c(
    if (is.null(shape)) "of unknown shape" else format_shape(shape),
    tensor_dtype(x),
    if (is_variable(x) && !x$trainable) "not trained",
    if (!is_symbolic(x)) tensor_place(x),
    if (has_none && !is_symbolic(x)) "no values while it is compiled"
  )
  sprintf("<%s %s>", tensor_kind(x), paste(about, collapse = ", "))
}

tensor_kind <- function(x) {
  if (is_symbolic(x)) return(sprintf("symbolic tensor \"%s\"", x$name))
  if (is_variable(x)) return(sprintf("variable \"%s\"", x$name))
  paste(framework_of(x), "tensor")
}

# Where it lies, if not with the processor.
tensor_place <- function(x) {
  device <- core$device_of(x)
  if (!is.null(device)) paste("on", device)
}

# ---- Values --------------------------------------------------------------------

# How many of an axis are shown at each end where it is longer; of all but the first two axes
# one.
shown_rows <- 4L
shown_columns <- 3L
shown_elements <- 20L

# An array of values, with attribute `places`: of each axis, which they are; NULL where
# there are none.
printed_values <- function(x) {
  shape <- tensor_shape(x)
  if (is_symbolic(x) || is.null(shape) || anyNA(shape)) return(NULL)
  places <- lapply(seq_along(shape), function(axis) {
    of_many <- c(shown_rows, shown_columns, rep(1L, length(shape)))[[axis]]
    ends_of(shape[[axis]], if (length(shape) == 1L) shown_elements else of_many)
  })
  tryCatch(
    structure(tensor_to_array(parts_at(x, places, shape)), places = places, shape = shape),
    error = function(cnd) NULL
  )
}

ends_of <- function(length, ends) {
  if (length <= 2L * ends + 1L) return(seq_len(length))
  c(seq_len(ends), seq.int(length - ends + 1L, length))
}

parts_at <- function(x, places, shape) {
  whole <- lengths(places) == shape
  if (all(whole)) return(x)
  codes <- ifelse(whole, index_codes[["whole"]], index_codes[["given"]])
  take_subset(x, list(spec = codes, given = lapply(places[!whole], as.array)), drop = FALSE)
}

# Without copying all of them: R's first five are among the first five of each axis.
first_values <- function(x) {
  shape <- tensor_shape(x)
  if (is_symbolic(x) || anyNA(shape)) return(NULL)
  places <- lapply(shape, function(length) seq_len(min(length, 5L)))
  first <- tryCatch(tensor_to_array(parts_at(x, places, shape)), error = function(cnd) NULL)
  utils::head(as.vector(first), 5L)
}

format_values <- function(values) {
  shape <- attr(values, "shape")
  places <- attr(values, "places")
  plain <- array(as.vector(values), dim(values) %||% length(values))
  if (!length(plain)) return("no elements")
  if (length(shape) < 2L) return(format_vector(as.vector(plain), places, shape))
  if (all(lengths(places) == shape)) return(utils::capture.output(print(plain)))
  # Formatted together, since a gap is a text.
  texts <- array(format(plain, digits = 7L), dim(plain))
  for (axis in seq_along(shape)) texts <- with_gap(texts, axis, places[[axis]], shape[[axis]])
  utils::capture.output(print(noquote(texts), right = TRUE))
}

format_vector <- function(values, places, shape) {
  if (!length(shape) || length(values) == shape) return(utils::capture.output(print(values)))
  half <- seq_len(shown_elements)
  texts <- format(values, digits = 7L, trim = TRUE)
  strwrap(paste(c("[1]", texts[half], "...", texts[-half]), collapse = " "), exdent = 4L)
}

# Names of an axis, and dots between the ends of a row or a column.
with_gap <- function(texts, axis, places, length) {
  if (axis > 2L) length <- length(places)
  pattern <- switch(min(axis, 3L), "[%d,]", "[,%d]", "%d")
  names <- sprintf(pattern, places)
  kept <- as.list(rep(TRUE, length(dim(texts))))
  if (length(places) < length) {
    half <- length(places) / 2
    kept[[axis]] <- c(seq_len(half), half, half + seq_len(half))
    names <- append(names, "...", half)
  }
  dimnames <- dimnames(texts) %||% vector("list", length(dim(texts)))
  dimnames(texts) <- NULL
  texts <- do.call(`[`, c(list(texts), kept, drop = FALSE))
  if (length(places) < length) {
    gap <- as.list(rep(TRUE, length(dim(texts))))
    gap[[axis]] <- half + 1
    texts <- do.call(`[<-`, c(list(texts), gap, value = "..."))
  }
  dimnames[[axis]] <- names
  dimnames(texts) <- dimnames
  texts
}
