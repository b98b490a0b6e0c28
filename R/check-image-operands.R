# Images that operations compute with: that they are images, and that what is asked for fits them.
# What has to know where the channels are, which may be for Python to say, is looked at last,
# together with `data_format`.

# `axes`: those between the images and the channels, of volumes three.
as_image_operand <- function(x, axes = 2L, fractions = FALSE, arg = caller_arg(x),
                             call = caller_env()) {
  force(arg)
  x <- if (fractions) {
    as_fraction_operand(x, arg = arg, call = call)
  } else {
    as_operand(x, arg = arg, call = call)
  }
  shape <- operand_shape(x)
  if (is.null(shape) || length(shape) %in% (axes + 1:2)) return(x)
  what <- if (axes == 3L) "A volume has planes, rows" else "An image has rows"
  abort_lamina(
    c(
      "{.arg {arg}} must have {axes + 1} or {axes + 2} axes.",
      x = "It has the shape {format_shape(shape)}.",
      i = "{what}, columns and channels; several have an axis before them.",
      i = if (length(shape) == axes) {
        "{.code array({arg}, c(dim({arg}), 1))} gives it the axis of a single channel."
      }
    ),
    class = "shape", call = call
  )
}

# One that random numbers are drawn for, as many as it has pixels.
as_drawn_image <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_image_operand(x, arg = arg, call = call)
  check_has_values(x, "layer_random_elastic_transform", arg, call)
}

# Another image of the same shape.
as_compared_image <- function(x, other, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(other)
  force(arg)
  x <- as_image_operand(x, fractions = TRUE, arg = arg, call = call)
  shapes <- stats::setNames(list(sizes_of(other), operand_shape(x)), c(name, arg))
  reason <- if (!any(vapply(shapes, is.null, NA))) explain_same(shapes)
  if (is.null(reason)) return(x)
  abort_lamina(c(reason$message, describe_shapes(shapes)), "shape", call = call)
}

# The number of images, NA where that is not known.
count_of_images <- function(images, axes = 2L) {
  shape <- sizes_of(images)
  if (is.null(shape)) return(NA_integer_)
  if (length(shape) == axes + 1L) 1L else shape[[1L]]
}

# The lengths of the axes of pixels, and the channels.
image_lengths <- function(images, data_format, axes = 2L) {
  shape <- sizes_of(images)
  if (is.null(shape)) return()
  rank <- length(shape)
  is_first <- (data_format %||% keras$config$image_data_format()) == "channels_first"
  list(
    pixels = shape[rank - axes + seq_len(axes) - !is_first],
    channels = shape[[if (is_first) rank - axes else rank]]
  )
}

# What the axes of pixels are made of.
pixel_axes <- function(axes) c(if (axes == 3L) "plane", "row", "column")

check_channels <- function(x, images, channels, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(images)
  x <- check_data_format(x, arg = arg, call = call)
  found <- image_lengths(images, x)$channels
  if (is.null(found) || is.na(found) || found %in% channels) return(x)
  shape <- sizes_of(images)
  format <- x %||% keras$config$image_data_format()
  place <- if (format == "channels_first") "first" else "last"
  abort_lamina(
    c(
      "{.arg {name}} must have {.or {channels}} channels, not {found}.",
      x = "It has the shape {format_shape(shape)}.",
      i = "The channels are the {place} axis of an image; {.arg data_format} says which."
    ),
    class = "shape", call = call
  )
}

# ---- Cut off and added -----------------------------------------------------------------

# Of the lengths before and after and of the result two must be given, along each axis.
check_two_given <- function(given, call) {
  count <- sum(!vapply(given, is.null, NA))
  if (count == 2L) return()
  abort_lamina(
    c(
      paste("Of", args_in_words(names(given)), "two must be given, not {count}."),
      i = "The third follows from the size of the images."
    ),
    class = "argument", call = call
  )
}

check_margins <- function(x, rows, columns, arg, call) {
  x <- check_data_format(x, arg = arg, call = call)
  check_two_given(rows, call)
  check_two_given(columns, call)
  x
}

check_cropped <- function(x, images, rows, columns, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(images)
  x <- check_margins(x, rows, columns, arg, call)
  pixels <- image_lengths(images, x)$pixels
  for (i in seq_along(pixels)) {
    cropping <- list(rows, columns)[[i]]
    given <- unlist(cropping)
    has_target <- !is.null(cropping[[3L]])
    what <- pixel_axes(2L)[[i]]
    if (is.na(pixels[[i]]) && !has_target) {
      abort_lamina(
        "{.arg {names(cropping)[[3L]]}} must be given where the number of {what}s is not known.",
        class = "argument", call = call
      )
    }
    # What is left must be something.
    least <- sum(given) + !has_target
    if (is.na(pixels[[i]]) || least <= pixels[[i]]) next
    abort_lamina(
      c(
        "{.arg {names(given)}} must fit {.arg {name}}.",
        x = "They need at least {least} {what}s, and there
          {cli::qty(pixels[[i]])}{?is/are} {pixels[[i]]}."
      ),
      class = "shape", call = call
    )
  }
  x
}

check_padded <- function(x, images, rows, columns, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(images)
  x <- check_margins(x, rows, columns, arg, call)
  pixels <- image_lengths(images, x)$pixels
  for (i in seq_along(pixels)) {
    given <- unlist(list(rows, columns)[[i]])
    target <- list(rows, columns)[[i]][[3L]]
    if (is.null(target) || is.na(pixels[[i]]) || pixels[[i]] + given[[1L]] <= target) next
    what <- pixel_axes(2L)[[i]]
    abort_lamina(
      c(
        "{.arg {names(given)[[2L]]}} must be at least {pixels[[i]] + given[[1L]]}, not {target}.",
        x = "{.arg {name}} has {pixels[[i]]} {what}{cli::qty(pixels[[i]])}{?s}, and
          {.arg {names(given)[[1L]]}} adds {given[[1L]]}."
      ),
      class = "shape", call = call
    )
  }
  x
}

# ---- Windows ---------------------------------------------------------------------------

# The size of patches: of images one number or two, of volumes three.
as_patch_size <- function(x, axes = 2:3, arg = caller_arg(x), call = caller_env()) {
  several <- paste(c("two", "three")[axes - 1L], collapse = " or ")
  expected <- sprintf("a whole number of at least 1, or %s of them", several)
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- flatten_scalars(x)
  if (!(length(flat) %in% c(1L, axes) && is_whole(flat, min = 1))) {
    abort_argument(arg, expected, x, call)
  }
  as.list(rep_len(as.integer(flat), if (length(flat) == 1L) axes[[1L]] else length(flat)))
}

# What is said for each axis of the patches.
as_patch_steps <- function(x, size, axes = 2:3, null = FALSE, arg = caller_arg(x),
                           call = caller_env()) {
  if (null && is.null(x)) return(NULL)
  n <- length(as_patch_size(size, axes, "size", call))
  steps <- as_wholes(x, n = n, min = 1, null = null, arg = arg, call = call)
  if (length(steps) == 1L) rep(list(unlist(steps)), n) else steps
}

as_patched_operand <- function(x, size, arg = caller_arg(x), call = caller_env()) {
  axes <- if (!missing(size) && length(size) == 3L) 3L else 2L
  as_image_operand(x, axes, arg = arg, call = call)
}

check_patched <- function(x, images, size, dilation_rate, padding, axes = 2:3,
                          arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(images)
  x <- check_data_format(x, arg = arg, call = call)
  size <- unlist(as_patch_size(size, axes, "size", call))
  rate <- unlist(as_patch_steps(dilation_rate, size, axes, arg = "dilation_rate", call = call))
  if (padding == "same") return(x)
  check_place_for(x, images, (size - 1L) * rate + 1L, "size", "A patch", name, call)
}

# Whether all of a window has a place in the images.
check_place_for <- function(data_format, images, window, arg, what, name, call) {
  axes <- length(window)
  pixels <- image_lengths(images, data_format, axes)$pixels
  beyond <- which(!is.na(pixels) & window > pixels)
  if (!length(beyond)) return(data_format)
  at <- beyond[[1L]]
  abort_lamina(
    c(
      "{.arg {arg}} must fit {.arg {name}}.",
      x = "{what} takes {window[[at]]} {pixel_axes(axes)[[at]]}s, and there
        {cli::qty(pixels[[at]])}{?is/are} {pixels[[at]]}."
    ),
    class = "shape", call = call
  )
}

check_filtered <- function(x, images, size, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(images)
  window <- rep(size, 2L)
  size <- caller_arg(size)
  x <- check_data_format(x, arg = arg, call = call)
  check_place_for(x, images, window, size, "The filter", name, call)
}

# What differences are taken of.
check_with_edges <- function(x, images, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(images)
  x <- check_data_format(x, arg = arg, call = call)
  pixels <- image_lengths(images, x)$pixels
  if (!any(pixels < 2L, na.rm = TRUE)) return(x)
  shape <- sizes_of(images)
  abort_lamina(
    c(
      "{.arg {name}} must have at least 2 rows and 2 columns.",
      x = "It has the shape {format_shape(shape)}."
    ),
    class = "shape", call = call
  )
}

# A number of rows or columns that has a middle.
as_odd <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_whole(x, min = 1, arg = arg, call = call)
  if (x %% 2L == 0L) abort_argument(arg, "an odd number", x, call)
  x
}

# A number greater than 0 for rows and columns, or one for each.
check_spread <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a number greater than 0, or two of them"
  flat <- flatten_scalars(x)
  valid <- is_finite_numeric(flat) && length(flat) %in% 1:2 && all(flat > 0)
  if (!valid) abort_argument(arg, expected, x, call)
  as.list(rep_len(as.double(flat), 2L))
}

# ---- Where pixels go -------------------------------------------------------------------

as_transform_operand <- function(x, images, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_float_operand(x, arg = arg, call = call)
  x <- check_for_each_image(x, images, 8L, "8 numbers, or a matrix with 8 columns", arg, call)
  check_all_finite(x, arg, call)
}

# Those of a tensor are not looked at.
check_all_finite <- function(x, arg, call) {
  if (reticulate::is_py_object(x) || all(is.finite(x))) return(x)
  wrong <- Filter(Negate(is.finite), as.vector(unclass(x)))[[1L]]
  abort_argument(arg, "finite numbers", wrong, call)
}

# x and y of four points.
as_points_operand <- function(x, images, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_float_operand(x, arg = arg, call = call)
  expected <- "a matrix with 4 rows and the columns x and y, or an array"
  x <- check_for_each_image(x, images, c(4L, 2L), expected, arg, call)
  check_all_finite(x, arg, call)
  if (!reticulate::is_py_object(x)) check_apart(unclass(x), arg, call)
  x
}

# Where three points are on a line there is no way to have all others between them.
check_apart <- function(x, arg, call) {
  if (length(dim(x)) == 2L) dim(x) <- c(1L, dim(x))
  sets <- lapply(seq_len(dim(x)[[1L]]), function(i) matrix(x[i, , ], 4L))
  for (points in sets) {
    for (left_out in 1:4) {
      corners <- points[-left_out, ]
      sides <- corners[2:3, ] - rep(corners[1L, ], each = 2L)
      if (abs(det(sides)) > 1e-6 * max(abs(sides), 1e-6)^2) next
      abort_lamina(
        "{.arg {arg}} must be four points, no three of which are on a line.",
        class = "argument", call = call
      )
    }
  }
}

# Numbers of a shape, the same for all images or others for each.
check_for_each_image <- function(x, images, wanted, expected, arg, call) {
  name <- caller_arg(images)
  shape <- operand_shape(x)
  if (is.null(shape)) return(x)
  rank <- length(wanted)
  own <- utils::tail(shape, rank)
  count <- count_of_images(images)
  fits <- length(shape) %in% (rank + 0:1) && all(is.na(own) | own == wanted) &&
    (length(shape) == rank || is.na(count) || shape[[1L]] %in% c(NA, 1L, count))
  if (fits) return(x)
  abort_lamina(
    c(
      "{.arg {arg}} must be {expected}, the first axis of which is that of the images.",
      describe_shapes(stats::setNames(list(shape, sizes_of(images)), c(arg, name)))
    ),
    class = "shape", call = call
  )
}

# The places along each axis of `inputs`.
as_places_operand <- function(x, inputs, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(inputs)
  force(arg)
  x <- as_float_operand(x, arg = arg, call = call)
  shapes <- list(operand_shape(x), sizes_of(inputs))
  if (any(vapply(shapes, is.null, NA))) return(x)
  shape <- shapes[[1L]]
  rank <- length(shapes[[2L]])
  if (length(shape) >= 2L && shape[[1L]] %in% c(NA, rank)) return(x)
  abort_lamina(
    c(
      "{.arg {arg}} must be a matrix or an array with a row for each axis of {.arg {name}}.",
      describe_shapes(stats::setNames(shapes, c(arg, name))),
      i = if (length(shape) == 1L && shape == rank) "A single place is {.code cbind({arg})}."
    ),
    class = "shape", call = call
  )
}

# Factors and shifts, one for each of some axes.
as_axes_operand <- function(x, positive = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- sprintf(
    "%s, one for each of `spatial_dims`, or a tensor of them",
    if (positive) "numbers greater than 0" else "numbers"
  )
  if (missing(x)) abort_missing(arg, expected, call)
  force(arg)
  x <- as_float_operand(x, vector = TRUE, arg = arg, call = call)
  if (!reticulate::is_py_object(x) && (!all(is.finite(x)) || (positive && any(x <= 0)))) {
    abort_argument(arg, expected, as.vector(unclass(x)), call)
  }
  x
}

as_scaled_shape <- function(x, images, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(images)
  force(arg)
  x <- check_sizes(x, arg = arg, call = call)
  rank <- length(sizes_of(images))
  if (rank && length(x) != rank) {
    expected <- sprintf("a length for each of the %d axes of `%s`", rank, name)
    abort_argument(arg, expected, shape_integers(x), call)
  }
  x
}

# The axes that change: only there the shape may be another.
as_scaled_axes <- function(x, images, output_shape, scale, translation, arg = caller_arg(x),
                           call = caller_env()) {
  force(arg)
  axes <- as.list(as_axis(x, arg = arg, call = call))
  shape <- sizes_of(images)
  rank <- length(shape)
  check_axes_of(axes, shape, arg, "images", call)
  at <- unlist(axes) %% max(rank, 1L) + 1L
  for (other in list(scale = scale, translation = translation)) {
    # As vectors, which they have been found to be.
    if (!identical(sizes_of(other), length(axes)) && !anyNA(sizes_of(other))) {
      abort_argument(
        arg, "as many axes as there are numbers in `scale` and in `translation`", x, call
      )
    }
  }
  wanted <- shape_integers(check_sizes(output_shape, arg = "output_shape", call = call))
  kept <- setdiff(seq_len(rank), at)
  differ <- kept[!is.na(shape[kept]) & shape[kept] != wanted[kept]]
  if (length(differ)) {
    axis <- differ[[1L]]
    abort_lamina(
      c(
        "{.arg output_shape} must be as the shape of {.arg images} along axis {axis}.",
        x = "The lengths are {wanted[[axis]]} and {shape[[axis]]}.",
        i = "{.arg {arg}} says along which axes it may be another one."
      ),
      class = "shape", call = call
    )
  }
  structure(axes, class = "keras_shape")
}

# Keras takes one of two.
check_not_both <- function(x, other, arg = caller_arg(x), call = caller_env()) {
  name <- caller_arg(other)
  force(arg)
  x <- check_flag(x, arg = arg, call = call)
  if (x && isTRUE(other)) {
    abort_lamina(
      "{.arg {arg}} must be FALSE where {.arg {name}} is TRUE.", class = "argument", call = call
    )
  }
  x
}
