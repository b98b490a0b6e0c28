# Why shapes do not fit, in R's terms: each gets the shapes of the operands by name and all
# arguments, and gives a message, a hint and the names of those whose shapes are told, or NULL where
# they do fit.

describe_shapes <- function(shapes) {
  lines <- sprintf("{.arg %s} has the shape %s.", names(shapes), vapply(shapes, format_shape, ""))
  stats::setNames(lines, rep("x", length(lines)))
}

args_in_words <- function(names) {
  words <- sprintf("{.arg %s}", names)
  if (length(words) < 2L) return(words)
  paste(paste(utils::head(words, -1L), collapse = ", "), "and", utils::tail(words, 1L))
}

has_length <- function(shape, axis, length) {
  size <- shape[[if (axis < 0L) length(shape) + axis + 1L else axis]]
  is.na(size) || is.na(length) || size == length
}

# Whole numbers among the arguments, -1 for those that are not known before the model runs.
whole_numbers_of <- function(x) {
  if (is.null(x) || reticulate::is_py_object(x)) return(NULL)
  shape_integers(x)
}

# The length of an axis that Keras counts from 0.
length_along <- function(shape, axis) {
  axis <- axis[[1L]]
  if (axis < length(shape) && axis >= -length(shape)) shape[[axis %% length(shape) + 1L]] else NA
}

in_axis <- function(axis) {
  if (axis[[1L]] == -1L) "the last axis" else sprintf("axis %d", as_r_axes(axis[[1L]]))
}

leave_axis <- function(shape, axis) shape[-(axis[[1L]] %% length(shape) + 1L)]

# Where the channels of a batch are.
channels_in <- function(shape, args) {
  format <- args$data_format %||% keras$config$image_data_format()
  shape[[if (format == "channels_first") 2L else length(shape)]]
}

explain_rank <- function(shapes, name, ranks, axes = NULL) {
  if (length(shapes[[name]]) %in% ranks) return(NULL)
  number <- paste(ranks, collapse = " or ")
  list(
    message = sprintf(
      "{.arg %s} must have %s %s.", name, number, if (number == "1") "axis" else "axes"
    ),
    hint = axes, of = name
  )
}

batch_axes <- paste(
  "The first axis is that of the examples, the last that of the channels, or the second with",
  '{.code data_format = "channels_first"}.'
)

# `input`: the axis of the kernel, counted from the end, that belongs to the channels.
explain_convolution <- function(shapes, args, kernel = "kernel", input = 2L, groups = FALSE) {
  rank <- length(shapes$inputs)
  given <- shapes[[kernel]]
  if (length(given) != rank) {
    return(list(
      message = sprintf("{.arg %s} must have %d axes, as {.arg inputs} has.", kernel, rank),
      hint = "They are those of the window, and two for channels that come in and go out.",
      of = c("inputs", kernel)
    ))
  }
  channels <- channels_in(shapes$inputs, args)
  wanted <- given[[rank - input + 1L]]
  fits <- is.na(channels) || is.na(wanted) || wanted == channels ||
    (groups && wanted > 0L && channels %% wanted == 0L)
  if (fits) {
    if (groups && !is.na(channels) && isTRUE(wanted > 0L)) {
      reason <- explain_groups(channels %/% wanted, given[[rank]], kernel)
      if (!is.null(reason)) return(reason)
    }
    return(if (input == 2L) explain_window(shapes, args, kernel))
  }
  list(
    message = sprintf("{.arg inputs} and {.arg %s} must have channels that fit.", kernel),
    hint = sprintf(
      "{.arg inputs} has %d, {.arg %s} %d, along axis %d.", channels, kernel, wanted,
      rank - input + 1L
    ),
    of = c("inputs", kernel)
  )
}

# Of a kernel that takes some of the channels, each group of these has as many that go out.
explain_groups <- function(n, out, kernel) {
  if (is.na(out) || out %% n == 0L) return(NULL)
  list(
    message = sprintf("{.arg %s} must give as many channels for each group.", kernel),
    hint = sprintf(
      "It takes the channels of {.arg inputs} in %d groups, and gives %d, which is no multiple.",
      n, out
    ),
    of = c("inputs", kernel)
  )
}

# Where no window fits in, some backends give a tensor without elements.
explain_window <- function(shapes, args, kernel) {
  if (!identical(args$padding, "valid")) return(NULL)
  moved <- length(shapes$inputs) - 2L
  format <- args$data_format %||% keras$config$image_data_format()
  lengths <- shapes$inputs[seq_len(moved) + if (format == "channels_first") 2L else 1L]
  apart <- rep_len(as.integer(unlist(args$dilation_rate)), moved)
  sizes <- (shapes[[kernel]][seq_len(moved)] - 1L) * apart + 1L
  beyond <- which(sizes > lengths)
  if (!length(beyond)) return(NULL)
  axis <- beyond[[1L]]
  list(
    message = sprintf("{.arg %s} must fit into {.arg inputs}.", kernel),
    hint = sprintf(
      "It takes %d elements along an axis of %d: {.code padding = \"same\"} takes what there is.",
      sizes[[axis]], lengths[[axis]]
    ),
    of = c("inputs", kernel)
  )
}

explain_pairs <- function(shapes, args) {
  shape <- shapes$x
  if (length(shape) && has_length(shape, -1L, 2L)) return(NULL)
  list(message = "{.arg x} must have a last axis of length 2: real and imaginary parts.")
}

explain_separable <- function(shapes, args) {
  reason <- explain_convolution(shapes, args, kernel = "depthwise_kernel")
  if (!is.null(reason)) return(reason)
  deep <- shapes$depthwise_kernel
  point <- shapes$pointwise_kernel
  wanted <- prod(utils::tail(deep, 2L))
  if (length(point) == length(deep) && has_length(point, -2L, wanted)) {
    if (!any(utils::head(point, -2L) != 1L, na.rm = TRUE)) return(NULL)
    return(list(
      message = "{.arg pointwise_kernel} must have a window of one element.",
      hint = "All its axes but the last two have length 1.", of = "pointwise_kernel"
    ))
  }
  list(
    message = "{.arg pointwise_kernel} must take the channels that {.arg depthwise_kernel} gives.",
    hint = sprintf("These are %d; its axis %d must be as long.", wanted, length(deep) - 1L),
    of = c("depthwise_kernel", "pointwise_kernel")
  )
}

explain_same <- function(shapes, args) {
  first <- shapes[[1L]]
  fits <- vapply(shapes, function(shape) {
    length(shape) == length(first) && all(is.na(shape) | is.na(first) | shape == first)
  }, NA)
  if (all(fits)) return(NULL)
  list(
    message = sprintf("%s must have the same shape.", args_in_words(names(shapes))),
    of = names(shapes)
  )
}

explain_classes <- function(shapes, args) {
  output <- shapes$output
  axis <- args$axis %||% -1L
  if (!length(output) || axis >= length(output) || axis < -length(output)) return(NULL)
  wanted <- leave_axis(output, axis)
  target <- shapes$target
  if (length(target) == length(output) && has_length(target, -1L, 1L)) {
    target <- utils::head(target, -1L)
  }
  same <- length(target) == length(wanted) &&
    all(is.na(target) | is.na(wanted) | target == wanted)
  if (same) return(NULL)
  list(
    message = "{.arg target} must have the shape of {.arg output} without the axis of the classes.",
    hint = sprintf("That is %s.", format_shape(wanted)), of = c("target", "output")
  )
}

explain_attention <- function(shapes, args = NULL) {
  for (name in c("query", "key", "value")) {
    reason <- explain_rank(
      shapes, name, 4L, "They are those of examples, positions, heads and features."
    )
    if (!is.null(reason)) return(reason)
  }
  fits <- has_length(shapes$key, 4L, shapes$query[[4L]]) &&
    has_length(shapes$value, 2L, shapes$key[[2L]]) && has_length(shapes$key, 1L, shapes$query[[1L]])
  if (fits) return(NULL)
  list(
    message = "{.arg query}, {.arg key} and {.arg value} must have shapes that fit.",
    hint = "All have as many examples and features, {.arg key} and {.arg value} as many positions.",
    of = c("query", "key", "value")
  )
}

# PyTorch computes something of shapes that do not fit.
check_attention <- function(value, query, key, call = caller_env()) {
  shapes <- list(query = shape_of(query), key = shape_of(key), value = operand_shape(value))
  reason <- if (all(lengths(shapes) > 0L)) explain_attention(shapes)
  if (is.null(reason)) return(value)
  told <- describe_shapes(shapes[reason$of])
  abort_lamina(c(reason$message, told, i = reason$hint), "shape", call = call)
}

explain_statistics <- function(shapes, args) {
  axis <- args$axis
  shape <- shapes$x
  if (!length(shape) || axis >= length(shape) || axis < -length(shape)) return(NULL)
  size <- shape[[axis %% length(shape) + 1L]]
  for (name in intersect(c("mean", "variance", "offset", "scale"), names(shapes))) {
    if (length(shapes[[name]]) != 1L || !has_length(shapes[[name]], 1L, size)) {
      return(list(
        message = sprintf("{.arg %s} must have one number for each element along the axis.", name),
        hint = sprintf("Axis %d has %d.", as_r_axes(axis), size), of = c("x", name)
      ))
    }
  }
}

explain_square <- function(shapes, args) {
  name <- names(shapes)[[1L]]
  shape <- shapes[[1L]]
  sides <- utils::tail(shape, 2L)
  # Keras takes no length that is known for one that is not.
  is_half_known <- length(sides) == 2L && sum(is.na(sides)) == 1L
  if (length(sides) == 2L && !is_half_known && has_length(shape, -2L, sides[[2L]])) return(NULL)
  list(
    message = sprintf("{.arg %s} must be a square matrix, or several.", name),
    hint = paste0(
      "The last two axes are those of the matrix",
      if (is_half_known) ", of which both lengths are known or none", "."
    ),
    of = name
  )
}

explain_matrix <- function(shapes, args) {
  name <- names(shapes)[[1L]]
  if (length(shapes[[1L]]) >= 2L) return(NULL)
  list(
    message = sprintf("{.arg %s} must be a matrix, or several.", name),
    hint = "The last two axes are those of the matrix.", of = name
  )
}

explain_equations <- function(shapes, args, square = TRUE) {
  reason <- if (square) explain_square(shapes, args) else explain_matrix(shapes, args)
  if (!is.null(reason)) return(reason)
  a <- shapes$a
  b <- shapes$b
  rows <- a[[length(a) - 1L]]
  vectors <- length(b) == length(a) - 1L
  fits <- length(b) >= 1L && (vectors || length(b) >= 2L) &&
    has_length(b, if (vectors) -1L else -2L, rows)
  if (fits) return(NULL)
  list(
    message = "{.arg b} must have as many rows as {.arg a}.",
    hint = "It has one axis less, or as many.", of = c("a", "b")
  )
}

# `split`: of the channels into blocks, of which each becomes one.
explain_blocks <- function(shapes, args, split = FALSE) {
  reason <- explain_rank(shapes, "x", 4L, "They are those of examples, rows, columns and channels.")
  if (!is.null(reason)) return(reason)
  size <- args$block_size
  channels <- channels_in(shapes$x, args)
  if (split) {
    if (is.na(channels) || channels %% size^2 == 0L) return(NULL)
    return(list(message = sprintf(
      "The channels of {.arg x} must be a multiple of %d, the square of {.arg block_size}.", size^2
    )))
  }
  first <- identical(args$data_format %||% keras$config$image_data_format(), "channels_first")
  lengths <- shapes$x[if (first) 3:4 else 2:3]
  if (all(is.na(lengths) | lengths %% size == 0L)) return(NULL)
  list(message = sprintf("Rows and columns of {.arg x} must be multiples of %d.", size))
}

# Images with channels first, of which windows are put side by side.
explain_unfold <- function(shapes, args) {
  explain_rank(shapes, "x", 4L, "They are those of examples, channels, rows and columns.")
}

# Windows side by side, which become images.
explain_fold <- function(shapes, args) {
  reason <- explain_rank(
    shapes, "x", 3L, "They are those of examples, elements of a window, and windows."
  )
  if (!is.null(reason)) return(reason)
  both <- function(x) rep_len(as.integer(unlist(x)), 2L)
  kernel <- both(args$kernel_size)
  if (!is.na(shapes$x[[2L]]) && shapes$x[[2L]] %% prod(kernel)) {
    return(list(message = sprintf(
      "Axis 2 of {.arg x} must be a multiple of %d, the elements of a window.", prod(kernel)
    )))
  }
  reach <- both(args$dilation) * (kernel - 1L) + 1L
  room <- both(args$output_size) + 2L * both(args$padding) - reach
  windows <- prod(pmax(room %/% both(args$stride) + 1L, 0L))
  if (has_length(shapes$x, 3L, windows)) return(NULL)
  list(message = sprintf(
    "Axis 3 of {.arg x} must have the %d windows that images of this size have.", windows
  ))
}

# A batch of signals, images or volumes, which some backends take without the axis of the examples.
as_batch_operand <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_float_operand(x, arg = arg, call = call)
  shape <- operand_shape(x)
  if (!is.null(shape) && !(length(shape) %in% 3:5)) {
    reason <- explain_rank(stats::setNames(list(shape), arg), arg, 3:5, batch_axes)
    abort_lamina(
      c(reason$message, x = "It has the shape {format_shape(shape)}.", i = reason$hint), "shape",
      call = call
    )
  }
  x
}

explain_broadcast <- function(shapes, args) {
  for (i in seq_len(max(lengths(shapes)))) {
    sizes <- vapply(shapes, function(shape) rev(c(1L, shape))[min(i, length(shape) + 1L)], 1L)
    sizes <- unique(sizes[!is.na(sizes) & sizes != 1L])
    if (length(sizes) > 1L) {
      return(list(
        message = sprintf("%s must have shapes that fit.", args_in_words(names(shapes))),
        hint = paste(
          "Counted from the last axis, axes must be of the same length, or one of length 1:",
          "those of length 1 and those that are missing are repeated."
        )
      ))
    }
  }
}

# `promote`: what becomes of the shape of one that lacks the axis.
explain_concatenation <- function(shapes, args, promote = identity) {
  shapes <- lapply(shapes, promote)
  wanted <- if (length(unique(lengths(shapes))) > 1L) {
    "as many axes as each other"
  } else {
    "the same shape but for the axis"
  }
  list(message = sprintf("%s must have %s.", args_in_words(names(shapes)), wanted))
}

explain_product <- function(shapes, args) {
  if (any(lengths(shapes[1:2]) == 0L)) {
    message <- sprintf("%s must have at least one axis each.", args_in_words(names(shapes)[1:2]))
    return(list(message = message))
  }
  is_vector <- length(shapes[[2L]]) == 1L
  inner <- c(rev(shapes[[1L]])[[1L]], if (is_vector) shapes[[2L]] else rev(shapes[[2L]])[[2L]])
  if (anyNA(inner) || inner[[1L]] == inner[[2L]]) return(NULL)
  list(
    message = sprintf(
      "The last axis of {.arg %s} must be as long as the %s of {.arg %s}.", names(shapes)[[1L]],
      if (is_vector) "only one" else "second to last", names(shapes)[[2L]]
    ),
    hint = sprintf("Their lengths are %d and %d.", inner[[1L]], inner[[2L]])
  )
}

# The letters of the axes must stand for one length each.
explain_subscripts <- function(shapes, args) {
  terms <- strsplit(sub("->.*", "", gsub(" ", "", args[[1L]])), ",", fixed = TRUE)[[1L]]
  if (any(grepl(".", terms, fixed = TRUE))) return(NULL)
  wrong <- nchar(terms) != lengths(shapes)
  if (any(wrong)) {
    k <- which(wrong)[[1L]]
    return(list(
      message = sprintf(
        "{.arg %s} must have %d {cli::qty(%d)}{?axis/axes}, as {.val %s} in {.arg subscripts}.",
        names(shapes)[[k]], nchar(terms[[k]]), nchar(terms[[k]]), terms[[k]]
      ),
      of = names(shapes)[[k]]
    ))
  }
  letters <- strsplit(paste(terms, collapse = ""), "")[[1L]]
  sizes <- tapply(unlist(shapes), factor(letters, unique(letters)), function(n) {
    unique(n[!is.na(n) & n != 1L])
  }, simplify = FALSE)
  k <- which(lengths(sizes) > 1L)
  if (!length(k)) return(NULL)
  list(
    message = sprintf("{.val %s} in {.arg subscripts} must stand for axes of one length.",
                      names(sizes)[[k[[1L]]]]),
    hint = sprintf("Here it stands for %s.", paste(sizes[[k[[1L]]]], collapse = " and "))
  )
}

explain_inner <- function(shapes, args) {
  last <- vapply(shapes[1:2], function(shape) if (length(shape)) rev(shape)[[1L]] else 1L, 1L)
  if (anyNA(last) || last[[1L]] == last[[2L]]) return(NULL)
  list(
    message = sprintf(
      "The last axes of %s must be of the same length.", args_in_words(names(shapes))
    ),
    hint = sprintf("Their lengths are %d and %d.", last[[1L]], last[[2L]])
  )
}

# Vectors along one axis each, the last where no other is named.
explain_cross <- function(shapes, args) {
  axes <- list(args$axis %||% args$axisa %||% -1L, args$axis %||% args$axisb %||% -1L)
  sizes <- mapply(length_along, shapes[1:2], axes)
  if (anyNA(sizes)) return(NULL)
  wrong <- which(!(sizes %in% 2:3))
  if (!length(wrong)) return(explain_broadcast(Map(leave_axis, shapes[1:2], axes), args))
  k <- wrong[[1L]]
  list(
    message = sprintf("{.arg %s} must have 2 or 3 numbers along %s, not %d.", names(shapes)[[k]],
                      in_axis(axes[[k]]), sizes[[k]]),
    of = names(shapes)[[k]]
  )
}

explain_norm <- function(shapes, args) {
  axes <- whole_numbers_of(args$axis) %||% seq_along(shapes$x)
  of_matrices <- is.character(args$ord)
  if (length(axes) == 2L || (length(axes) == 1L && !of_matrices)) {
    known <- length(axes) == 1L || of_matrices || is.null(args$ord) ||
      args$ord %in% c(1, 2, -1, -2, Inf, -Inf)
    if (known) return(NULL)
    return(list(
      message = "{.arg ord} of a matrix must be 1, 2, -1, -2, Inf, -Inf, \"fro\" or \"nuc\"."
    ))
  }
  list(
    message = if (of_matrices) {
      paste(
        "{.arg ord} must be a number or NULL where there is one axis:",
        "{.val {args$ord}} is of matrices."
      )
    } else {
      "{.arg axis} must be one axis or two where {.arg ord} is given."
    }
  )
}

explain_sequences <- function(shapes, args) {
  explain_rank(shapes, "target", 2L, "They are those of examples and labels.") %||%
    explain_rank(shapes, "output", 3L, "They are those of examples, steps and classes.")
}

# `axes`: how many at the end of one and the beginning of the other, or which.
explain_tensordot <- function(shapes, args) {
  axes <- args$axes
  pairs <- if (is.numeric(axes)) {
    list(seq_len(axes) - 1L - axes, seq_len(axes) - 1L)
  } else {
    lapply(axes, whole_numbers_of)
  }
  if (length(pairs) != 2L || length(pairs[[1L]]) != length(pairs[[2L]])) return(NULL)
  for (i in seq_along(pairs[[1L]])) {
    sizes <- mapply(function(shape, of) length_along(shape, of[[i]]), shapes[1:2], pairs)
    if (anyNA(sizes) || sizes[[1L]] == sizes[[2L]]) next
    shown <- Map(function(shape, of) as_r_axes(of[[i]] %% length(shape)), shapes[1:2], pairs)
    return(list(
      message = sprintf("Axis %d of {.arg %s} must be as long as axis %d of {.arg %s}.",
                        shown[[1L]], names(shapes)[[1L]], shown[[2L]], names(shapes)[[2L]]),
      hint = sprintf("Their lengths are %d and %d.", sizes[[1L]], sizes[[2L]])
    ))
  }
}
