# Why elements cannot be arranged so, as explain-shapes.R says of shapes: new shapes, parts, places
# along an axis.

explain_reshape <- function(shapes, args) {
  wanted <- whole_numbers_of(args$newshape)
  there <- prod(shapes$x)
  if (anyNA(wanted) || is.na(there)) return(NULL)
  fixed <- prod(wanted[wanted != -1L])
  open <- any(wanted == -1L)
  if (if (open) fixed > 0 && there %% fixed == 0 else fixed == there) return(NULL)
  list(
    message = "{.arg newshape} must have room for the elements of {.arg x}, no more and no less.",
    hint = if (open) {
      sprintf("It has %s, which are no multiple of %s.", there, fixed)
    } else {
      sprintf("It has %s; {.code %s} holds %s.", there, format_shape(wanted), fixed)
    }
  )
}

# What is repeated to have a shape that is given.
explain_target <- function(shapes, args, target = whole_numbers_of(args$shape), of = "x") {
  if (is.null(target) || is.null(explain_repeated(shapes[[of]], target))) return(NULL)
  list(
    message = sprintf("{.arg %s} must fit into the shape {.code %s}.", of, format_shape(target)),
    hint = paste(
      "Counted from the last axis, its axes must be as long, or of length 1: those of length 1",
      "and those that are missing are repeated."
    ),
    of = of
  )
}

# The first axis, counted from the end, along which what is repeated does not fit.
explain_repeated <- function(shape, target) {
  if (length(shape) > length(target)) return(length(target) + 1L)
  for (i in seq_along(shape)) {
    sizes <- c(rev(shape)[[i]], rev(target)[[i]])
    if (!anyNA(sizes) && !(sizes[[1L]] %in% c(1L, sizes[[2L]]))) return(i)
  }
}

explain_parts <- function(shapes, args, axis = args$axis %||% 0L) {
  size <- length_along(shapes$x, axis)
  parts <- whole_numbers_of(args$indices_or_sections)
  if (is.na(size) || is.null(parts)) return(explain_at_least(shapes, axis[[1L]] + 1L))
  if (length(parts) > 1L) {
    if (all(parts <= size) && !is.unsorted(parts)) return(NULL)
    return(list(
      message = sprintf(
        "{.arg indices_or_sections} must be positions along %s of {.arg x}, in their order.",
        in_axis(axis)
      ),
      hint = sprintf("Its length is %d.", size), of = "x"
    ))
  }
  if (parts > 0L && size %% parts == 0L) return(NULL)
  list(
    message = sprintf(
      "{.arg indices_or_sections} must divide the length of %s of {.arg x}, which is %d, not %d.",
      in_axis(axis), size, parts
    ),
    hint = "{.fn op_array_split} makes parts of different lengths.", of = "x"
  )
}

explain_squeeze <- function(shapes, args) {
  for (axis in whole_numbers_of(args$axis)) {
    size <- length_along(shapes$x, axis)
    if (is.na(size) || size == 1L) next
    return(list(
      message = "{.arg axis} must be axes of length 1, which can be dropped.",
      hint = sprintf("The length of %s is %d.", in_axis(axis), size)
    ))
  }
}

# Python gets several numbers as an array.
explain_repeats <- function(shapes, args) {
  size <- if (is.null(args$axis)) prod(shapes$x) else length_along(shapes$x, args$axis)
  n <- if (reticulate::is_py_object(args$repeats)) length(reticulate::py_to_r(args$repeats)) else 1L
  if (is.na(size) || n %in% c(1L, size)) return(NULL)
  of <- if (is.null(args$axis)) "" else sprintf(" along %s", in_axis(args$axis))
  list(
    message = sprintf("{.arg repeats} must be one number, or one for each element%s.", of),
    hint = sprintf("There are %d, not %d.", size, n), of = "x"
  )
}

# `k` of the elements along an axis.
explain_within <- function(shapes, args) {
  size <- length_along(shapes[[1L]], args$axis %||% -1L)
  if (is.na(size) || reticulate::is_py_object(args$k) || args$k <= size) return(NULL)
  list(
    message = sprintf(
      "{.arg k} must be at most %d, the length of %s of {.arg %s}.", size,
      in_axis(args$axis %||% -1L), names(shapes)[[1L]]
    ),
    of = names(shapes)[[1L]]
  )
}

# A position along an axis, counted from 0 here.
explain_kth <- function(shapes, args) {
  size <- length_along(shapes[[1L]], args$axis)
  kth <- args$kth
  known <- !is.na(size) && !reticulate::is_py_object(kth)
  if (!known || (kth < size && kth >= -size)) return(NULL)
  list(
    message = sprintf(
      "{.arg kth} must be a position along %s of {.arg x}, whose length is %d.",
      in_axis(args$axis), size
    ),
    of = names(shapes)[[1L]]
  )
}

# As many parts as an axis is long.
explain_unstacked <- function(shapes, args) {
  size <- length_along(shapes[[1L]], args$axis)
  if (is.null(args$num) || is.na(size) || args$num == size) return(NULL)
  list(
    message = sprintf(
      "{.arg num} must be %d, the length of %s of {.arg x}, not %d.", size, in_axis(args$axis),
      args$num
    ),
    of = names(shapes)[[1L]]
  )
}

# The matrices that two axes make.
explain_plane <- function(shapes, args) {
  axes <- c(args$axis1, args$axis2) %% length(shapes[[1L]])
  if (axes[[1L]] != axes[[2L]]) return(NULL)
  list(message = "{.arg axis1} and {.arg axis2} must differ.")
}

explain_at_least <- function(shapes, rank) {
  if (length(shapes[[1L]]) >= rank) return(NULL)
  list(
    message = sprintf(
      "{.arg %s} must have at least %d axes.", names(shapes)[[1L]], rank
    ),
    of = names(shapes)[[1L]]
  )
}

explain_along <- function(shapes, args) {
  both <- shapes[c("x", "indices")]
  if (length(both$x) != length(both$indices)) {
    return(list(
      message = "{.arg indices} must have as many axes as {.arg x}.", of = names(both)
    ))
  }
  axis <- args$axis %||% return(NULL)
  rest <- lapply(both, leave_axis, axis)
  if (is.null(explain_broadcast(rest, args))) return(NULL)
  list(
    message = sprintf(
      "{.arg x} and {.arg indices} must have the same shape but for %s.", in_axis(axis)
    ),
    hint = "Axes of length 1 are repeated.", of = names(both)
  )
}

# A row of coordinates for each of what is put there.
explain_scatter <- function(shapes, args) {
  places <- utils::head(shapes$indices, -1L)
  wanted <- c(places, utils::tail(whole_numbers_of(args$shape), -utils::tail(shapes$indices, 1L)))
  if (anyNA(wanted) || identical(as.integer(wanted), as.integer(shapes$values))) return(NULL)
  list(
    message = sprintf("{.arg values} must have the shape {.code %s}.", format_shape(wanted)),
    hint = "One for each row of {.arg indices}, with the axes that those do not name.",
    of = c("indices", "values")
  )
}

# Weights of all elements, or of those along the axis.
explain_weights <- function(shapes, args) {
  if (identical(shapes$x, shapes$weights)) return(NULL)
  if (is.null(args$axis)) return(explain_same(shapes[c("x", "weights")], args))
  size <- length_along(shapes$x, args$axis)
  if (length(shapes$weights) == 1L && has_length(shapes$weights, 1L, size)) return(NULL)
  list(
    message = sprintf(
      "{.arg weights} must have the shape of {.arg x}, or one for each along %s.",
      in_axis(args$axis)
    ),
    of = c("x", "weights")
  )
}

explain_select <- function(shapes, args) {
  explain_broadcast(shapes[lengths(shapes) > 0L], args)
}

# What is counted, and how much each counts.
explain_counted <- function(shapes, args) {
  reason <- explain_whole(shapes, args)
  if (!is.null(reason) || is.null(shapes$weights)) return(reason)
  explain_same(shapes[c("x", "weights")])
}

explain_whole <- function(shapes, args) {
  name <- names(shapes)[[1L]]
  x <- args[[name]]
  if (!reticulate::is_py_object(x)) return(NULL)
  dtype <- tensor_dtype(x)
  if (dtype %in% whole_dtypes) return(NULL)
  list(
    message = sprintf("{.arg %s} must be whole numbers, not of the type %s.", name, dtype),
    hint = sprintf('{.code op_cast(%s, "int32")} makes such of them.', name), of = name
  )
}

# Classes, and the scores of each of these.
explain_top_k <- function(shapes, args) {
  reason <- explain_whole(shapes, args)
  if (!is.null(reason)) return(reason)
  rows <- "A row for each example, a column for each class."
  reason <- explain_rank(shapes, "predictions", 2L, rows)
  if (is.null(reason)) reason <- explain_rank(shapes, "targets", 1L)
  if (!is.null(reason)) return(reason)
  if (has_length(shapes$targets, 1L, shapes$predictions[[1L]])) return(NULL)
  list(message = "{.arg targets} must have a class for each row of {.arg predictions}.")
}
