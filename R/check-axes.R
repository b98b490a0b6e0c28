# Axes as R and as Keras count them, and whether an input has them.

# Axes are 1-based in R and count the batch axis; Keras counts from 0. Negative
# ones count from the end on both sides. `n`: how many there must be; `batch`:
# whether the batch axis can be one.
as_axis <- function(x, n = NULL, null = FALSE, batch = TRUE, arg = caller_arg(x),
                    call = caller_env()) {
  expected <- paste0("a whole number other than 0", if (!batch) " and 1")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  counted <- if (is.null(n)) length(flat) >= 1L else length(flat) == n
  if (!(counted && is_whole(flat) && all(flat != 0) && (batch || all(flat != 1)))) {
    abort_argument(
      arg, expected, x, call,
      hint = "Axes count from 1, the batch axis; negative ones count from the end."
    )
  }
  if (anyDuplicated(flat)) {
    twice <- flat[[anyDuplicated(flat)]]
    abort_lamina(
      "{.arg {arg}} must be different axes; {twice} is there twice.", class = "argument",
      call = call
    )
  }
  axis <- as.integer(flat) - (flat > 0)
  if (length(axis) == 1L) axis else as.list(axis)
}

# The same, several as Python's tuple, where Keras takes no list; NULL for all.
as_axis_tuple <- function(x, arg = caller_arg(x), call = caller_env()) {
  axis <- as_axis(x, null = TRUE, arg = arg, call = call)
  # Not by as_shape(), which takes -1 for what is not known.
  if (is.list(axis)) structure(axis, class = "keras_shape") else axis
}

# Axes that Keras counts from 1 without the batch axis, so that they are the same
# in R; negative ones count from the end.
as_inner_axes <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- "a whole number other than 0, or a vector of them"
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  if (!(length(flat) >= 1L && is_whole(flat) && all(flat != 0))) {
    abort_argument(
      arg, expected, x, call,
      hint = "Axes count from 1, the one after the batch axis; negative ones count from the end."
    )
  }
  if (length(flat) == 1L) as.integer(flat) else as.list(as.integer(flat))
}

# Axes that share weights, none of them the batch axis, counted with it. Keras
# takes a negative one for the axis before the one that is meant.
as_shared_axes <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  if (!(length(flat) >= 1L && is_whole(flat, min = 2))) {
    abort_argument(
      arg, "a whole number of at least 2, a vector of them, or NULL", x, call,
      hint = "Axes count from 1, the batch axis, which cannot have weights of its own."
    )
  }
  as.list(as.integer(flat) - 1L)
}

# The axes along which two tensors are multiplied and summed: one for both, or one for
# each, counted with the batch axis, along which no sum is taken.
as_product_axes <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a whole number other than 0 and 1, or two of them"
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  valid <- length(flat) %in% 1:2 && is_whole(flat) && all(flat != 0 & flat != 1)
  if (!valid) {
    abort_argument(
      arg, expected, x, call,
      hint = "Axes count from 1, the batch axis, which cannot be one; negative count from the end."
    )
  }
  axes <- as.integer(flat) - (flat > 0)
  if (length(axes) == 1L) axes else as.list(axes)
}

# One axis of a tensor or an array, which has been checked before: that it is there, too.
as_axis_of <- function(x, of, arg = caller_arg(x), call = caller_env(), name = caller_arg(of)) {
  force(arg)
  force(name)
  axis <- as_axis(x, n = 1, arg = arg, call = call)
  rank <- length(shape_of(of))
  if (rank && (axis >= rank || axis < -rank)) {
    abort_lamina(
      c(
        "{.arg {arg}} must be an axis of {.arg {name}}, not {format(as_r_axes(axis))}.",
        i = "It has {rank} dimension{?s}; axes count from 1, the batch axis."
      ),
      class = "argument", call = call
    )
  }
  axis
}

# None where not even the number of axes is known.
shape_of <- function(x) {
  if (reticulate::is_py_object(x)) tensor_shape(x) else dim(x) %||% length(x)
}

# An axis that can be split into halves.
as_even_axis <- function(x, of, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  axis <- as_axis_of(x, of, arg, call, caller_arg(of))
  shape <- shape_of(of)
  size <- if (length(shape)) shape[[axis %% length(shape) + 1L]] else NA
  if (!is.na(size) && size %% 2L) {
    abort_lamina(
      c(
        "{.arg {arg}} must be an axis of even length, which can be split into halves.",
        x = "Axis {as_r_axes(axis)} has the length {size}."
      ),
      class = "argument", call = call
    )
  }
  axis
}

# The axes of weights that count as inputs, or as outputs: Keras takes both, or looks at neither.
as_fan_axes <- function(x, other, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  than <- caller_arg(other)
  if (is.null(x) != is.null(other)) {
    abort_lamina(
      c(
        "{.arg {arg}} must be given together with {.arg {than}}.",
        x = "{.arg {if (is.null(x)) arg else than}} is NULL."
      ),
      class = "argument", call = call
    )
  }
  axes <- as_axis(x, null = TRUE, arg = arg, call = call)
  if (!is.null(axes)) as.list(axes)
}

# An order of axes: each of the whole numbers 1, 2, ..., n once.
check_permutation <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "the whole numbers from 1 on, each of them once, such as `c(2, 1)`"
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  valid <- length(flat) >= 1L && is_whole(flat) && setequal(flat, seq_along(flat))
  if (!valid) {
    abort_argument(
      arg, expected, x, call,
      hint = if (is.numeric(flat)) "Axis 1 is the first one after the batch axis."
    )
  }
  as.list(as.integer(flat))
}

# The setting of a layer of Keras that holds axes, which count from 0 there and from 1
# in R, with the batch axis.
axis_settings <- c(
  PReLU = "shared_axes",
  Softmax = "axis",
  Concatenate = "axis",
  Dot = "axes",
  BatchNormalization = "axis",
  GroupNormalization = "axis",
  LayerNormalization = "axis",
  RMSNormalization = "axis",
  UnitNormalization = "axis",
  Normalization = "axis"
)

# Those that keep nothing for each example, nor sum over them.
axes_behind_batch <- c(
  "Dot", "BatchNormalization", "GroupNormalization", "LayerNormalization", "RMSNormalization",
  "Normalization"
)

axis_setting <- function(layer) {
  setting <- axis_settings[intersect(keras_names(layer), names(axis_settings))]
  if (length(setting)) unname(setting)
}

as_r_axes <- function(axes) {
  one <- function(axis) axis + (axis >= 0L)
  if (is.list(axes)) lapply(axes, one) else one(axes)
}

# Keras finds out late or never that its input lacks an axis, and counts it from 0; an axis that is
# counted from the end turns out to be that of the batch when the input is known.
# `ranks`: of each input, a promise.
check_axes <- function(layer, ranks, call) {
  setting <- axis_setting(layer)
  if (is.null(setting)) return()
  axes <- unlist(layer[[setting]])
  # What every input has needs no look at it.
  if (all(axes %in% c(0L, -1L))) return()
  # A dot product has an axis for each of its two inputs.
  if (setting != "axes" || length(ranks) != 2L) ranks <- ranks[seq_along(ranks) == 1L]
  is_batch <- which(axes == -ranks)
  if (length(is_batch) && any(axes_behind_batch %in% keras_names(layer))) {
    axis <- rep_len(axes, max(is_batch))[[is_batch[[1L]]]]
    abort_lamina(
      c(
        "{.arg {setting}} must be {cli::qty(length(axes))}{?an axis/axes} after the batch axis,
         not {axis}.",
        i = "The input of {.val {layer$name}} has {-axis} dimension{?s}: axis {axis} is the first,
             that of the batch."
      ),
      class = "argument", call = call
    )
  }
  beyond <- which(axes >= ranks | axes < -ranks)
  if (!length(beyond)) return()
  axis <- as_r_axes(rep_len(axes, max(beyond))[[beyond[[1L]]]])
  rank <- rep_len(ranks, max(beyond))[[beyond[[1L]]]]
  abort_lamina(
    c(
      "{.arg {setting}} must be {cli::qty(length(axes))}{?an axis/axes} that the input of
       {.val {layer$name}} has, not {axis}.",
      i = "The input has {rank} dimension{?s}; axes count from 1, the batch axis."
    ),
    class = "argument", call = call
  )
}

# All axes in another order, as Keras counts them; NULL for the reverse.
as_axis_order <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  valid <- length(flat) && is_whole(flat) && setequal(abs(flat), seq_along(flat)) && all(flat > 0)
  if (!valid) {
    abort_argument(
      arg, "the axes 1, 2, ... in another order, such as `c(2, 1)`, or NULL", x, call
    )
  }
  as.list(as.integer(flat) - 1L)
}

# Two axes, which make a plane.
as_axis_pair <- function(x, arg = caller_arg(x), call = caller_env()) {
  axes <- as_axis(x, n = 2, arg = arg, call = call)
  structure(axes, class = "keras_shape")
}
