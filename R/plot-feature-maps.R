#' Plot feature maps before and after a layer
#'
#' Draws the feature maps of one example as pictures, each above what the layer
#' makes of it. Maps that spatial dropout dropped are crossed out. Maps that were
#' empty before are told from dropped ones.
#'
#' The layer works as in training. Its seed and its weights are put back to where
#' they were afterwards, so that looking does not change a training.
#'
#' @param x Feature maps: an array or tensor of shape (examples, rows, columns,
#'   channels), such as the output of a convolution, or (examples, steps,
#'   channels) for [layer_spatial_dropout_1d()]; with the channels second for a
#'   layer that has `data_format = "channels_first"`.
#' @param layer A layer that keeps the shape, such as
#'   `layer_spatial_dropout_2d(rate = 0.3)`.
#' @param example Which example to draw: a whole number, counted from 1.
#' @param maps How many maps to draw at most: a whole number of at least 1.
#' @param training Whether the layer runs as in training.
#' @returns A ggplot.
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' rings <- outer(-8:8, -8:8, function(x, y) sin(sqrt(x^2 + y^2)))
#' x <- array(rep(rings, 8) * rep(1:8, each = 17^2), c(1, 17, 17, 8))
#' plot_feature_maps(x, layer_spatial_dropout_2d(rate = 0.4, seed = 3))
#' @export
plot_feature_maps <- function(x, layer, example = 1, maps = 16, training = TRUE) {
  check_plotted_layer(layer)
  x <- check_maps(x, layer)
  channels_first <- is_channels_first(layer)
  before <- to_channels_last(x, channels_first)
  example <- as_whole(example, min = 1, max = dim(before)[[1L]])
  maps <- as_whole(maps, min = 1)
  training <- check_flag(training)

  after <- draw_maps(
    before, layer, length(dim(x)), channels_first, training, call = rlang::current_env()
  )
  shown <- seq_len(min(maps, dim(before)[[4L]]))
  tiles <- rbind(
    map_tiles(before, example, shown, "before"),
    map_tiles(after$maps, example, shown, "after")
  )
  draw_tiles(tiles, after$dropped[example, shown], channels = dim(before)[[4L]])
}

check_plotted_layer <- function(x, arg = "layer", call = caller_env()) {
  expected <- "a layer that keeps the shape, such as `layer_spatial_dropout_2d(rate = 0.3)`"
  if (missing(x)) abort_missing(arg, expected, call)
  if (!inherits(x, "keras.src.layers.layer.Layer")) abort_argument(arg, expected, x, call)
}

is_channels_first <- function(layer) {
  reticulate::py_has_attr(layer, "data_format") && identical(layer$data_format, "channels_first")
}

# Maps are handled as (examples, rows, columns, channels) here; a sequence is an
# image with one row.
check_maps <- function(x, layer, call = caller_env()) {
  expected <- "an array or tensor of 4 dimensions, or 3 for sequences"
  if (missing(x)) abort_missing("x", expected, call)
  if (is_tensor(x) && !is_symbolic(x)) x <- tensor_to_array(x)
  if (!is.numeric(x) || !(length(dim(x)) %in% 3:4)) abort_argument("x", expected, x, call)
  check_rank(layer, dim(x), call)
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

is_symbolic <- function(x) inherits(x, "keras.src.backend.common.keras_tensor.KerasTensor")

# A column of ones beside the maps tells a map that spatial dropout dropped from
# one that was empty: it is dropped with its map. Other layers might mix it in.
draw_maps <- function(before, layer, rank, channels_first, training, call) {
  size <- dim(before)
  columns <- seq_len(size[[3L]])
  marks <- as.integer(is_spatial_dropout(layer))
  marked <- array(1, size + c(0L, 0L, marks, 0L))
  marked[, , columns, ] <- before

  state <- lapply(layer$variables, keras$ops$convert_to_numpy)
  on.exit(Map(function(variable, value) variable$assign(value), layer$variables, state))
  input <- from_channels_last(marked, rank, channels_first)
  output <- tensor_to_array(call_on_tensor(input, layer, call, list(training = training)))
  if (!identical(dim(output), dim(input))) {
    abort_lamina(
      c(
        "{.arg layer} must keep the shape of {.arg x}.",
        x = "It makes {format_shape(dim(output))} of {format_shape(dim(input))}."
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

is_spatial_dropout <- function(layer) {
  inherits(layer, "keras.src.layers.regularization.spatial_dropout.BaseSpatialDropout")
}

# Pixels of all shown maps on one canvas: bands of maps, in each the maps before
# above the maps after. One map is one unit wide and high.
maps_per_band <- 8L

map_tiles <- function(maps, example, shown, stage) {
  rows <- dim(maps)[[2L]]
  columns <- dim(maps)[[3L]]
  pixels <- expand.grid(row = seq_len(rows), column = seq_len(columns), map = shown)
  corner <- map_corner(pixels$map, stage)
  data.frame(
    x = corner$x + (pixels$column - 0.5) / columns,
    y = corner$y - (pixels$row - 0.5) / rows,
    value = as.vector(maps[example, , , shown]),
    width = 1 / columns,
    height = 1 / rows
  )
}

# The upper left corner of a map on the canvas.
map_corner <- function(map, stage) {
  band <- (map - 1L) %/% maps_per_band
  place <- (map - 1L) %% maps_per_band
  data.frame(x = place * 1.12, y = -band * 2.55 - (stage == "after") * 1.1)
}

draw_tiles <- function(tiles, dropped, channels) {
  shown <- seq_along(dropped)
  before <- map_corner(shown, "before")
  after <- map_corner(shown, "after")
  crosses <- after[dropped, ]
  bands <- unique(before$y)
  stages <- data.frame(
    x = -0.12, y = c(bands - 0.5, bands - 1.6),
    label = rep(c("before", "after"), each = length(bands))
  )
  ggplot2::ggplot() +
    ggplot2::geom_tile(
      ggplot2::aes(
        .data$x, .data$y, width = .data$width, height = .data$height,
        fill = .data$value, colour = .data$value
      ),
      data = tiles, linewidth = 0.1
    ) +
    frames(rbind(before, after), "grey70", 0.3) +
    frames(crosses, orange, 0.8) +
    cross(crosses, 0, 1) +
    cross(crosses, 1, 0) +
    ggplot2::geom_text(
      ggplot2::aes(.data$x + 0.5, .data$y + 0.12, label = shown), data = before, size = 3
    ) +
    ggplot2::geom_text(
      ggplot2::aes(.data$x, .data$y, label = .data$label), data = stages, size = 3.4, hjust = 1
    ) +
    ggplot2::scale_fill_gradientn(
      colours = grDevices::hcl.colors(64, "Viridis"), name = "value",
      aesthetics = c("fill", "colour")
    ) +
    ggplot2::coord_equal(clip = "off") +
    ggplot2::scale_x_continuous(expand = ggplot2::expansion(add = c(0.95, 0.1))) +
    ggplot2::labs(
      title = sprintf(
        "%d of %d maps shown, %d of them dropped", length(shown), channels, sum(dropped)
      )
    ) +
    ggplot2::theme_void(base_size = 12) +
    ggplot2::theme(
      plot.background = ggplot2::element_rect(fill = "white", colour = NA),
      plot.margin = ggplot2::margin(8, 8, 8, 8),
      plot.title = ggplot2::element_text(size = 12, margin = ggplot2::margin(b = 6))
    )
}

frames <- function(corners, colour, linewidth) {
  ggplot2::geom_rect(
    ggplot2::aes(
      xmin = .data$x, xmax = .data$x + 1, ymin = .data$y - 1, ymax = .data$y
    ),
    data = corners, fill = NA, colour = colour, linewidth = linewidth
  )
}

cross <- function(corners, from, to) {
  ggplot2::geom_segment(
    ggplot2::aes(x = .data$x, xend = .data$x + 1, y = .data$y - from, yend = .data$y - to),
    data = corners, colour = orange, linewidth = 0.8
  )
}
