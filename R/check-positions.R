# Positions in tensors, counted from 1 or from the end: whether they are there, where that is known.
# What comes out is counted as Keras does.

# Along one axis of `of`, or of all its elements in the order of rows.
as_positions_operand <- function(x, of, axis = NULL, zero_indexed = FALSE, arg = caller_arg(x),
                                 call = caller_env()) {
  positions <- as_positions(x, zero_indexed, arg, call)
  axis <- as_axis(axis, n = 1, null = TRUE, arg = "axis", call = call)
  if (reticulate::is_py_object(positions) || missing(of)) return(positions)
  shape <- shape_of(of)
  if (is.null(shape)) return(positions)
  size <- if (is.null(axis)) prod(shape) else shape[axis %% max(length(shape), 1L) + 1L]
  whole <- sprintf("`%s`", caller_arg(of))
  where <- if (is.null(axis)) whole else sprintf("axis %d of %s", as_r_axes(axis), whole)
  within_size(positions, size, where, zero_indexed, arg, call)
}

# None is negative afterwards: backends differ in what they make of those.
within_size <- function(x, size, where, zero_indexed, arg, call) {
  if (is.na(size)) return(x)
  values <- as.vector(unclass(x))
  beyond <- values[values >= size | values < -size]
  if (length(beyond)) abort_beyond(beyond[[1L]], size, where, zero_indexed, arg, call)
  from_end <- values < 0L
  if (any(from_end)) x[from_end] <- values[from_end] + as.integer(size)
  x
}

abort_beyond <- function(position, size, where, zero_indexed, arg, call) {
  shown <- if (zero_indexed || position < 0) position else position + 1
  counted <- if (zero_indexed) "from 0" else "from 1"
  abort_lamina(
    c(
      "{.arg {arg}} must be positions within {where}, not {format(shown)}.",
      i = "Its length is {size}; positions count {counted}."
    ),
    class = "argument", call = call
  )
}

# Rows of coordinates, one for each of the first axes of what has the shape.
as_coordinates_operand <- function(x, shape, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_positions(x, arg = arg, call = call)
  if (reticulate::is_py_object(x)) {
    check_whole_tensor(x, 2L, "a row of whole numbers for each place", arg, call)
    return(x)
  }
  if (is.null(shape)) return(x)
  x <- with_axis(x)
  if (length(dim(x)) == 1L && length(shape) == 1L) dim(x) <- c(length(x), 1L)
  k <- utils::tail(dim(x), 1L)
  if (length(dim(x)) < 2L || k > length(shape)) {
    abort_lamina(
      c(
        "{.arg {arg}} must have a row for each place, and a column for each axis, at most
         {length(shape)}.",
        x = "It has the shape {format_shape(dim(x))}."
      ),
      class = "shape", call = call
    )
  }
  values <- as.vector(unclass(x))
  # The columns vary slowest.
  column <- rep(seq_len(k), each = length(values) / k)
  sizes <- shape[column]
  beyond <- which(!is.na(sizes) & (values >= sizes | values < -sizes))
  if (length(beyond)) {
    at <- beyond[[1L]]
    where <- sprintf("axis %d", column[[at]])
    abort_beyond(values[[at]], sizes[[at]], where, FALSE, arg, call)
  }
  from_end <- which(values < 0L & !is.na(sizes))
  if (length(from_end)) x[from_end] <- values[from_end] + as.integer(sizes[from_end])
  x
}

# What is put in places: an array, one number as a vector, of the type of what it goes into.
as_updates_operand <- function(x, into = NULL, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_operand(x, beside = into, scalar = FALSE, arg = arg, call = call)
  if (reticulate::is_py_object(x)) return(x)
  if (is.double(into)) storage.mode(x) <- "double"
  with_axis(x)
}

# Where a slice begins: a position for each axis, some of which may be tensors. `sizes`: the shape
# of the slice.
as_start_positions <- function(x, of, sizes, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(of)
  expected <- "a position for each axis, counted from 1, or a tensor of them"
  force(arg)
  if (missing(x)) abort_missing(arg, expected, call)
  shape <- shape_of(of)
  if (inherits(x, tensor_classes)) {
    check_for_each_axis(x, shape, expected, arg, call)
    return(as_positions(x, arg = arg, call = call))
  }
  if (!is.list(x) && !is.numeric(x)) abort_argument(arg, expected, x, call)
  if (!is.null(shape) && length(x) != length(shape)) {
    expected <- sprintf("positions, one for each of the %d axes", length(shape))
    abort_argument(arg, expected, as.list(x), call)
  }
  starts <- if (is.list(x)) {
    lapply(unname(x), as_position, arg = arg, call = call)
  } else {
    as.list(unclass(as_positions(as.vector(x), arg = arg, call = call)))
  }
  if (missing(sizes) || (!is.numeric(sizes) && !is.list(sizes))) sizes <- NULL
  lapply(seq_along(starts), function(i) {
    start <- starts[[i]]
    if (reticulate::is_py_object(start) || is.null(shape) || is.na(shape[[i]])) return(start)
    start <- within_size(start, shape[[i]], sprintf("axis %d of `%s`", i, name), FALSE, arg, call)
    size <- if (i <= length(sizes)) sizes[[i]]
    if (is.numeric(size) && !is.na(size) && size > 0 && start + size > shape[[i]]) {
      abort_lamina(
        c(
          "The slice must end within axis {i} of {.arg {name}}.",
          x = "From {start + 1} on there {?is/are} {shape[[i]] - start}, not {size}."
        ),
        class = "shape", call = call
      )
    }
    as.integer(start)
  })
}

# The shape of a slice; NA and -1 stand for the rest of an axis, which PyTorch does not know.
as_slice_shape <- function(x, of, starts, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, "whole numbers, one for each axis", call)
  force(arg)
  shape <- shape_of(of)
  if (inherits(x, tensor_classes)) {
    check_for_each_axis(x, shape, "whole numbers, one for each axis", arg, call)
    return(x)
  }
  sizes <- as_drawn_shape_or_rest(x, arg, call)
  if (!is.null(shape) && length(shape) != length(sizes)) {
    expected <- sprintf("whole numbers, one for each of the %d axes", length(shape))
    abort_argument(arg, expected, x, call)
  }
  starts <- if (!inherits(starts, tensor_classes)) as.list(starts)
  resolved <- lapply(seq_along(sizes), function(i) {
    size <- sizes[[i]]
    if (!is.null(size)) return(size)
    start <- if (i <= length(starts)) starts[[i]]
    known <- is.numeric(start) && !is.null(shape) && !is.na(shape[[i]])
    if (!known) return(-1L)
    as.integer(if (start > 0) shape[[i]] - start + 1 else -start)
  })
  structure(resolved, class = "keras_shape")
}

check_for_each_axis <- function(x, shape, expected, arg, call) {
  check_whole_tensor(x, 1L, expected, arg, call)
  length <- tensor_shape(x)
  if (!is.null(shape) && !is.na(length) && length != length(shape)) {
    abort_argument(arg, expected, x, call, hint = sprintf("There are %d axes.", length(shape)))
  }
}

# NULL for the rest of an axis.
as_drawn_shape_or_rest <- function(x, arg, call) {
  if (is.list(x) && any(vapply(x, reticulate::is_py_object, NA))) {
    return(lapply(unclass(x), function(size) {
      if (reticulate::is_py_object(size)) size else as_whole(size, min = 0, arg = arg, call = call)
    }))
  }
  unclass(as_shape(x, arg = arg, call = call))
}

# ---- Segments ------------------------------------------------------------------------

# The segment that each element belongs to, counted from 1.
as_segment_operand <- function(x, data, num_segments = NULL, arg = caller_arg(x),
                               call = caller_env()) {
  name <- caller_arg(data)
  expected <- "whole numbers of at least 1, or a tensor of them"
  if (missing(x)) abort_missing(arg, expected, call)
  force(arg)
  count <- if (is.numeric(num_segments) && length(num_segments) == 1L) num_segments
  given <- x
  x <- as_positions(x, arg = arg, call = call)
  shape <- sizes_of(data)
  if (!is.null(shape) && !length(shape) && !is.numeric(data)) {
    abort_lamina("{.arg {name}} must have at least one axis.", "shape", call = call)
  }
  if (reticulate::is_py_object(x)) {
    return(check_segment_tensor(x, given, shape, count, name, arg, call))
  }
  x <- with_axis(x)
  values <- as.vector(unclass(x))
  if (any(values < 0)) abort_argument(arg, expected, values[values < 0][[1L]], call)
  check_segment_numbers(values, count, arg, call)
  check_segment_shape(dim(x), shape, name, arg, call)
  x
}

# `given`: what counts from 1.
check_segment_tensor <- function(x, given, shape, count, name, arg, call) {
  if (!(tensor_dtype(x) %in% setdiff(whole_dtypes, "bool"))) {
    abort_lamina(
      c(
        "{.arg {arg}} must be whole numbers, not a tensor of {.cls {tensor_dtype(x)}}.",
        i = "Cast it: {.code op_cast({arg}, \"int32\")}."
      ),
      class = "argument", call = call
    )
  }
  check_segment_shape(shape_of(x), shape, name, arg, call)
  if (!is.null(count) && has_values(given)) {
    check_segment_numbers(as.vector(given) - 1L, count, arg, call)
  }
  x
}

check_segment_numbers <- function(values, count, arg, call) {
  if (is.null(count) || !any(values >= count)) return()
  abort_argument(arg, sprintf("at most `num_segments`, %s", format(count)), max(values) + 1, call)
}

check_segment_shape <- function(own, shape, name, arg, call) {
  if (is.null(own) || is.null(shape)) return()
  if (length(own) != 1L) {
    abort_lamina(
      c("{.arg {arg}} must have one axis.", x = "It has the shape {format_shape(own)}."),
      class = "shape", call = call
    )
  }
  along <- if (length(shape)) shape[[1L]] else 1L
  if (anyNA(c(own, along)) || own == along) return()
  abort_lamina(
    c(
      "{.arg {arg}} must have an element for each along the first axis of {.arg {name}}.",
      x = "There are {own}, and {along} along the axis."
    ),
    class = "shape", call = call
  )
}

# Backends count them in different ways where nobody says how many there are.
as_segment_count <- function(x, segment_ids, arg = caller_arg(x), call = caller_env()) {
  x <- as_whole(x, min = 1, null = TRUE, arg = arg, call = call)
  if (!is.null(x) || missing(segment_ids)) return(x)
  if (is.numeric(segment_ids) && length(segment_ids)) return(as.integer(max(segment_ids)))
  if (inherits(segment_ids, tensor_classes) && has_values(segment_ids)) {
    return(as.integer(max(as.array(segment_ids))))
  }
  NULL
}

# It only says that less has to be done; TensorFlow takes it or the number of segments.
check_segments_sorted <- function(x, segment_ids, num_segments, arg = caller_arg(x),
                                  call = caller_env()) {
  force(arg)
  x <- check_flag(x, arg = arg, call = call)
  if (x && is.numeric(segment_ids) && is.unsorted(segment_ids)) {
    abort_lamina(
      "{.arg {arg}} must be FALSE: {.arg segment_ids} is not in ascending order.",
      class = "argument", call = call
    )
  }
  x && is.null(as_segment_count(num_segments, segment_ids, call = call))
}

# ---- Places in order -----------------------------------------------------------------

# A vector in ascending order.
as_sorted_operand <- function(x, beside, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_vector_operand(x, beside, arg, call)
  if (!reticulate::is_py_object(x) && is.unsorted(as.vector(unclass(x)))) {
    abort_lamina(
      "{.arg {arg}} must be numbers in ascending order.", class = "argument", call = call
    )
  }
  x
}

# TensorFlow has to know them while it compiles: a NumPy array.
as_bins <- function(x, beside, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_sorted_operand(x, beside, arg = arg, call = call)
  if (reticulate::is_py_object(x)) x else structure(as_plain_array(x), class = "keras_bins")
}

#' @exportS3Method reticulate::r_to_py keras_bins
r_to_py.keras_bins <- function(x, convert = FALSE) as_numpy(unclass(x))

# Counted from 0: what is counted, or classes.
as_count_operand <- function(x, below = Inf, arg = caller_arg(x), call = caller_env()) {
  limits <- if (is.finite(below)) sprintf("from 0 to %d", below - 1L) else "of at least 0"
  expected <- sprintf("whole numbers %s, or a tensor of them", limits)
  if (missing(x)) abort_missing(arg, expected, call)
  force(arg)
  x <- as_whole_operand(x, arg = arg, call = call)
  if (reticulate::is_py_object(x)) return(x)
  values <- as.vector(unclass(x))
  wrong <- values[values < 0 | values >= below]
  if (length(wrong)) abort_argument(arg, expected, wrong[[1L]], call)
  with_axis(x)
}

# Python's tuple, as shapes become one.
as_bin_range <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "two numbers, the smaller first, or NULL"
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && length(flat) == 2L && flat[[1L]] < flat[[2L]]
  if (!valid) abort_argument(arg, expected, x, call)
  structure(as.list(as.double(flat)), class = "keras_shape")
}

# Of scores, which are checked later.
classes_of <- function(x) {
  shape <- sizes_of(x)
  if (length(shape) != 2L || is.na(shape[[2L]])) Inf else shape[[2L]]
}

# The shape of what may be none at all.
sizes_of <- function(x) {
  if (missing(x)) return()
  if (is.numeric(x) || is.logical(x) || inherits(x, tensor_classes)) shape_of(x)
}
