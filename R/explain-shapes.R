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

# Where the channels of a batch are.
channels_in <- function(shape, args) {
  format <- args$data_format %||% keras$config$image_data_format()
  shape[[if (format == "channels_first") 2L else length(shape)]]
}

explain_rank <- function(shapes, name, ranks, axes) {
  if (length(shapes[[name]]) %in% ranks) return(NULL)
  list(
    message = sprintf("{.arg %s} must have %s axes.", name, paste(ranks, collapse = " or ")),
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
  if (is.na(channels) || is.na(wanted)) return(NULL)
  if (wanted == channels || (groups && wanted > 0L && channels %% wanted == 0L)) return(NULL)
  list(
    message = sprintf("{.arg inputs} and {.arg %s} must have channels that fit.", kernel),
    hint = sprintf(
      "{.arg inputs} has %d, {.arg %s} %d, along axis %d.", channels, kernel, wanted,
      rank - input + 1L
    ),
    of = c("inputs", kernel)
  )
}

explain_separable <- function(shapes, args) {
  reason <- explain_convolution(shapes, args, kernel = "depthwise_kernel")
  if (!is.null(reason)) return(reason)
  deep <- shapes$depthwise_kernel
  point <- shapes$pointwise_kernel
  wanted <- prod(utils::tail(deep, 2L))
  if (length(point) == length(deep) && has_length(point, -2L, wanted)) return(NULL)
  list(
    message = "{.arg pointwise_kernel} must take the channels that {.arg depthwise_kernel} gives.",
    hint = sprintf("These are %d; its axis %d must be as long.", wanted, length(deep) - 1L),
    of = c("depthwise_kernel", "pointwise_kernel")
  )
}

explain_same <- function(shapes, args) {
  shapes <- shapes[1:2]
  if (length(shapes[[1L]]) == length(shapes[[2L]]) &&
        all(is.na(shapes[[1L]]) | is.na(shapes[[2L]]) | shapes[[1L]] == shapes[[2L]])) {
    return(NULL)
  }
  list(
    message = sprintf("%s must have the same shape.", args_in_words(names(shapes))),
    of = names(shapes)
  )
}

explain_classes <- function(shapes, args) {
  output <- shapes$output
  axis <- args$axis %||% -1L
  if (!length(output) || axis >= length(output) || axis < -length(output)) return(NULL)
  wanted <- output[-(axis %% length(output) + 1L)]
  target <- shapes$target
  if (length(target) == length(output) && has_length(target, -1L, 1L)) target <- utils::head(target, -1L)
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
  if (length(shape) >= 2L && has_length(shape, -2L, utils::tail(shape, 1L))) return(NULL)
  list(
    message = sprintf("{.arg %s} must be a square matrix, or several.", name),
    hint = "The last two axes are those of the matrix.", of = name
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

explain_blocks <- function(shapes, args) {
  explain_rank(shapes, "x", 4L, "They are those of examples, rows, columns and channels.")
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

explain_concatenation <- function(shapes, args) {
  wanted <- if (length(unique(lengths(shapes))) > 1L) {
    "as many axes as each other"
  } else {
    "the same shape but for the axis"
  }
  list(message = sprintf("%s must have %s.", args_in_words(names(shapes)), wanted))
}

explain_product <- function(shapes, args) {
  if (any(lengths(shapes[1:2]) == 0L)) {
    return(list(message = "{.arg x1} and {.arg x2} must have at least one axis each."))
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

# By the `fit` of a description.
explanations <- list(
  attention = explain_attention,
  blocks = explain_blocks,
  broadcast = explain_broadcast,
  classes = explain_classes,
  concatenate = explain_concatenation,
  conv = function(shapes, args) explain_convolution(shapes, args, groups = TRUE),
  depthwise = explain_convolution,
  equations = explain_equations,
  least_squares = function(shapes, args) explain_equations(shapes, args, square = FALSE),
  matmul = explain_product,
  matrix = explain_matrix,
  same = explain_same,
  separable = explain_separable,
  square = explain_square,
  statistics = explain_statistics,
  transposed = function(shapes, args) explain_convolution(shapes, args, input = 1L)
)
