#' Plot feature maps, before and after a layer
#'
#' Draws the feature maps of one example as pictures, each above what the layer, if there is
#' one, makes of it. Maps that spatial dropout dropped are crossed out. Maps that were empty
#' before look different from dropped ones.
#'
#' The layer works as in training. Its seed and its weights are restored afterwards, so that
#' plotting does not change a training.
#'
#' @param x Feature maps: an array or tensor of shape (examples, rows, columns,
#'   channels), such as the output of a convolution, or (examples, steps,
#'   channels) for [layer_spatial_dropout_1d()]; with the channels second for a
#'   layer that has `data_format = "channels_first"`, and without a layer where
#'   [config_image_data_format()] says so.
#' @param layer A layer that keeps the shape, such as
#'   `layer_spatial_dropout_2d(rate = 0.3)`; `NULL` draws the maps alone.
#' @param example Which example to draw: a whole number, counted from 1.
#' @param maps How many maps to draw at most: a whole number of at least 1.
#' @param training Whether the layer runs as in training.
#' @param ... Not used.
#' @returns A ggplot.
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' rings <- outer(-8:8, -8:8, function(x, y) sin(sqrt(x^2 + y^2)))
#' x <- array(rep(rings, 8) * rep(1:8, each = 17^2), c(1, 17, 17, 8))
#' plot_feature_maps(x)
#' plot_feature_maps(x, layer_spatial_dropout_2d(rate = 0.4, seed = 3))
#' @export
plot_feature_maps <- function(x, layer = NULL, example = 1, maps = 16, training = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_plotted_layer(layer)
  x <- check_maps(x, layer)
  channels_first <- is_channels_first(layer)
  before <- to_channels_last(x, channels_first)
  example <- as_whole(example, min = 1, max = dim(before)[[1L]])
  maps <- as_whole(maps, min = 1)
  training <- check_flag(training)

  shown <- seq_len(min(maps, dim(before)[[4L]]))
  layout <- map_layout(length(shown), dim(before)[2:3], stages = if (is.null(layer)) 1L else 2L)
  tiles <- map_tiles(before, example, shown, 1L, layout)
  title <- sprintf("%d of %d maps shown", length(shown), dim(before)[[4L]])
  if (is.null(layer)) return(draw_tiles(tiles, layout, title = title))
  after <- draw_maps(
    before, layer, length(dim(x)), channels_first, training, call = rlang::current_env()
  )
  tiles <- rbind(tiles, map_tiles(after$maps, example, shown, 2L, layout))
  dropped <- shown[after$dropped[example, shown]]
  if (is_spatial_dropout(layer)) {
    title <- sprintf("%s, %d of them dropped", title, length(dropped))
  }
  draw_tiles(tiles, layout, dropped, title)
}

check_plotted_layer <- function(x, arg = "layer", call = caller_env()) {
  expected <- "a layer that keeps the shape, such as `layer_spatial_dropout_2d(rate = 0.3)`"
  if (is.null(x) || is_layer(x)) return()
  abort_argument(arg, expected, x, call)
}

is_channels_first <- function(layer) {
  # Nothing can have been set before Keras runs.
  if (is.null(layer)) return(keras_is_loaded() && config_image_data_format() == "channels_first")
  reticulate::py_has_attr(layer, "data_format") && identical(layer$data_format, "channels_first")
}

# Maps are handled as (examples, rows, columns, channels) here; a sequence is an
# image with one row.
check_maps <- function(x, layer, call = caller_env()) {
  expected <- "an array or tensor of 4 dimensions, or 3 for sequences"
  if (missing(x)) abort_missing("x", expected, call)
  if (is_tensor(x) && !is_symbolic(x)) x <- tensor_to_array(x)
  if (!is.numeric(x) || !(length(dim(x)) %in% 3:4)) abort_argument("x", expected, x, call)
  if (!is.null(layer)) check_rank(layer, dim(x), call)
  x
}

to_channels_last <- function(x, channels_first) {
  if (channels_first) x <- aperm(x, c(1L, seq_along(dim(x))[-(1:2)], 2L))
  if (length(dim(x)) == 3L) dim(x) <- append(dim(x), 1L, after = 1L)
  x
}

from_channels_last <- function(x, rank, channels_first) {
  if (rank == 3L) dim(x) <- dim(x)[-2L]
  if (channels_first) x <- aperm(x, c(1L, rank, seq_len(rank)[-c(1L, rank)]))
  x
}

# A column of ones beside the maps tells a map that spatial dropout dropped from
# one that was empty: it is dropped with its map. Other layers might mix it in.
draw_maps <- function(before, layer, rank, channels_first, training, call) {
  size <- dim(before)
  columns <- seq_len(size[[3L]])
  marks <- as.integer(is_spatial_dropout(layer))
  marked <- array(1, size + c(0L, 0L, marks, 0L))
  marked[, , columns, ] <- before

  state <- lapply(layer$variables, function(x) reticulate::py_call(keras$ops$copy, x))
  on.exit(Map(function(variable, value) variable$assign(value), layer$variables, state))
  input <- from_channels_last(marked, rank, channels_first)
  output <- tensor_to_array(call_on_tensor(input, layer, call, list(training = training)))
  if (!identical(dim(output), dim(input))) {
    abort_lamina(
      c(
        "{.arg layer} must keep the shape of {.arg x}.",
        x = "It turns {format_shape(dim(input))} into {format_shape(dim(output))}."
      ),
      class = "shape", call = call
    )
  }
  output <- to_channels_last(output, channels_first)
  list(
    maps = output[, , columns, , drop = FALSE],
    dropped = if (marks) {
      array(output[, 1L, size[[3L]] + 1L, ] == 0, size[c(1L, 4L)])
    } else {
      array(FALSE, size[c(1L, 4L)])
    }
  )
}

# ---- Drawing -------------------------------------------------------------------

# All shown maps are on one canvas: bands of maps, in each the maps before above the
# maps after, in their own proportions. As many in a band as make them largest on a
# page of 7 by 5 inches, where title and legend take some room.
map_layout <- function(count, size, stages) {
  width <- min(1, max(0.25, size[[2L]] / size[[1L]]))
  height <- min(1, max(0.25, size[[1L]] / size[[2L]]))
  step <- c(width + 0.12, height + 0.1)
  band <- stages * step[[2L]] + 0.3
  per_band <- seq_len(count)
  bands <- ceiling(count / per_band)
  inches <- pmin(5.4 / (per_band * step[[1L]]), 4.4 / (bands * band))
  # A gap at the end has to be worth it.
  best <- which.max(inches * ifelse(bands * per_band == count, 1, 0.85))
  list(
    count = count, per_band = per_band[[best]], stages = stages, width = width, height = height,
    step = step, band = band, inches = inches[[best]]
  )
}

map_tiles <- function(maps, example, shown, stage, layout) {
  rows <- dim(maps)[[2L]]
  columns <- dim(maps)[[3L]]
  pixels <- expand.grid(row = seq_len(rows), column = seq_len(columns), map = shown)
  corner <- map_corner(pixels$map, stage, layout)
  data.frame(
    x = corner$x + (pixels$column - 0.5) / columns * layout$width,
    y = corner$y - (pixels$row - 0.5) / rows * layout$height,
    value = as.vector(maps[example, , , shown]),
    width = layout$width / columns,
    height = layout$height / rows
  )
}

# The upper left corner of a map on the canvas. Stage 1 is before the layer, 2 after.
map_corner <- function(map, stage, layout) {
  band <- (map - 1L) %/% layout$per_band
  place <- (map - 1L) %% layout$per_band
  data.frame(
    x = place * layout$step[[1L]],
    y = -band * layout$band - (stage - 1L) * layout$step[[2L]]
  )
}

draw_tiles <- function(tiles, layout, dropped = integer(), title) {
  shown <- seq_len(layout$count)
  above <- map_corner(shown, 1L, layout)
  all <- do.call(rbind, lapply(seq_len(layout$stages), function(stage) {
    map_corner(shown, stage, layout)
  }))
  crosses <- map_corner(dropped, 2L, layout)
  ggplot2::ggplot() +
    ggplot2::geom_tile(
      ggplot2::aes(
        .data$x, .data$y, width = .data$width, height = .data$height,
        fill = .data$value, colour = .data$value
      ),
      data = tiles, linewidth = 0.3
    ) +
    frames(all, layout, "grey70", 0.3) +
    frames(crosses, layout, orange, 0.8) +
    cross(crosses, layout, 0, 1) +
    cross(crosses, layout, 1, 0) +
    ggplot2::geom_text(
      ggplot2::aes(.data$x + layout$width / 2, .data$y, label = shown), data = above,
      size = 3, vjust = -0.5
    ) +
    (if (layout$stages > 1L) stage_names(layout)) +
    ggplot2::scale_fill_gradientn(
      colours = grDevices::hcl.colors(64, "Viridis"), name = "value",
      aesthetics = c("fill", "colour")
    ) +
    ggplot2::coord_equal(clip = "off") +
    # Half an inch for the names of the stages.
    ggplot2::scale_x_continuous(expand = ggplot2::expansion(
      add = c(if (layout$stages > 1L) 0.5 / layout$inches else 0.1, 0.1)
    )) +
    ggplot2::labs(title = title) +
    ggplot2::theme_void(base_size = 12) +
    ggplot2::theme(
      plot.background = ggplot2::element_rect(fill = "white", colour = NA),
      plot.margin = ggplot2::margin(8, 8, 8, 8),
      plot.title = ggplot2::element_text(size = 12, margin = ggplot2::margin(b = 6))
    )
}

# Left of each band.
stage_names <- function(layout) {
  first <- seq(1L, layout$count, by = layout$per_band)
  names <- rbind(
    data.frame(map_corner(first, 1L, layout), label = "before"),
    data.frame(map_corner(first, 2L, layout), label = "after")
  )
  ggplot2::geom_text(
    ggplot2::aes(
      .data$x - 0.06 / layout$inches, .data$y - layout$height / 2, label = .data$label
    ),
    data = names, size = 3.4, hjust = 1
  )
}

frames <- function(corners, layout, colour, linewidth) {
  ggplot2::geom_rect(
    ggplot2::aes(
      xmin = .data$x, xmax = .data$x + layout$width, ymin = .data$y - layout$height,
      ymax = .data$y
    ),
    data = corners, fill = NA, colour = colour, linewidth = linewidth
  )
}

cross <- function(corners, layout, from, to) {
  ggplot2::geom_segment(
    ggplot2::aes(
      x = .data$x, xend = .data$x + layout$width,
      y = .data$y - from * layout$height, yend = .data$y - to * layout$height
    ),
    data = corners, colour = orange, linewidth = 0.8
  )
}
