# The plot of the examples whose classes are most and least certain.

plot_examples <- function(x, truth, measure, images, classes, n) {
  values <- uncertainty(x, measure)
  ranked <- order(values, na.last = NA)
  n <- min(n, length(ranked) %/% 2L + 1L, length(ranked))
  chosen <- unique(c(utils::head(ranked, n), rev(utils::tail(ranked, n))))
  sure <- seq_along(chosen) <= n
  # Short ones: a panel may be an inch wide.
  titles <- sprintf(
    "example %d\n%s: %s", chosen, ifelse(sure, "sure", "unsure"),
    formatC(values[chosen], digits = 2, format = "f")
  )
  panel <- factor(titles, titles)
  bars <- likeliest_classes(x, chosen, truth, classes)
  bars$panel <- panel[bars$place]
  shown <- max(bars$rank)
  columns <- ceiling(n / ceiling(n / most_columns))
  plot <- ggplot2::ggplot(bars) +
    ggplot2::facet_wrap(ggplot2::vars(.data$panel), ncol = columns)
  # Room for the names of the classes, and left of them for the image.
  image <- if (is.null(images)) 0 else 0.95
  left <- image + label_room(bars$class, columns, image)
  if (!is.null(images)) plot <- add_images(plot, images, chosen, panel, shown, -left)
  plot +
    ggplot2::geom_segment(
      ggplot2::aes(
        x = .data$lower, xend = .data$upper, y = -.data$rank, yend = -.data$rank,
        colour = .data$truth
      ),
      linewidth = 1.1, alpha = 0.5, lineend = "round"
    ) +
    ggplot2::geom_point(
      ggplot2::aes(.data$mean, -.data$rank, colour = .data$truth), size = 2
    ) +
    ggplot2::geom_text(
      ggplot2::aes(-0.06, -.data$rank, label = .data$class, colour = .data$truth),
      hjust = 1, size = 3.1, show.legend = FALSE
    ) +
    ggplot2::scale_x_continuous(
      # Little room is left between 0 and 1 beside long names.
      breaks = if (left > 3) 0:1 else c(0, 0.5, 1), labels = as.character,
      limits = c(-left, 1.03)
    ) +
    ggplot2::scale_y_continuous(breaks = NULL, limits = c(-shown - 0.6, -0.4)) +
    ggplot2::scale_colour_manual(
      values = c("the true class" = blue, "another class" = orange, class = blue), name = NULL,
      breaks = c("the true class", "another class", "class"),
      guide = if (is.null(truth)) "none" else "legend"
    ) +
    ggplot2::labs(
      x = "probability: mean of the draws", y = NULL,
      caption = sprintf(
        "Sure and unsure by %s.\nBars: %s of %d draws.", in_words(measure), draw_interval(x)$label,
        x$draws
      )
    ) +
    theme_lamina() +
    ggplot2::theme(
      aspect.ratio = if (!is.null(images)) panel_aspect,
      panel.grid.major.y = ggplot2::element_blank(),
      strip.text = ggplot2::element_text(size = 9)
    )
}

in_words <- function(measure) {
  unit <- measure_units[[measure]]
  paste0(gsub("_", " ", measure), if (nzchar(unit)) sprintf(" (%s)", unit))
}

most_classes <- 5L
most_columns <- 5L

likeliest_classes <- function(x, chosen, truth, classes) {
  probability <- class_probabilities(x)
  interval <- draw_interval(x)
  rows <- lapply(seq_along(chosen), function(place) {
    example <- chosen[[place]]
    best <- utils::head(order(probability[example, ], decreasing = TRUE), most_classes)
    data.frame(
      place = place, rank = seq_along(best), class = shorten(classes[best]),
      mean = probability[example, best], lower = interval$lower[example, best],
      upper = interval$upper[example, best],
      truth = if (is.null(truth)) {
        "class"
      } else {
        ifelse(best - 1L == truth[[example]], "the true class", "another class")
      }
    )
  })
  do.call(rbind, rows)
}

longest_name <- 12L

# At the end, or in the middle where their ends tell names apart.
shorten <- function(names) {
  long <- nchar(names) > longest_name
  kept <- longest_name - 1L
  short <- paste0(substr(names, 1L, kept), "\u2026")
  if (anyDuplicated(ifelse(long, short, names))) {
    last <- kept %/% 2L
    ends <- substr(names, nchar(names) - last + 1L, nchar(names))
    short <- paste0(substr(names, 1L, kept - last), "\u2026", ends)
  }
  ifelse(long, short, names)
}

# What the longest name takes left of 0, in units of the axis: a character takes about
# a hundredth of the width of `n` panels, of which four or less are as wide as their
# height lets them. `image` is the room of the image.
label_room <- function(names, n, image) {
  share <- min(0.65, 0.06 + 0.01 * max(n, 4) * max(nchar(names)))
  max(0.3, (1.03 + image) * share / (1 - share))
}

# Between the outermost quantiles of each class; without them two standard
# deviations around the mean.
draw_interval <- function(x) {
  mean <- class_probabilities(x)
  pairs <- level_pairs(x)
  if (!length(pairs)) {
    sd <- array(x$sd, dim(mean))
    return(list(
      lower = pmax(mean - 2 * sd, 0), upper = pmin(mean + 2 * sd, 1), label = two_deviations
    ))
  }
  ends <- matrix(x$quantiles, nrow = dim(x$quantiles)[[1L]])[pairs[[1L]], , drop = FALSE]
  label <- pair_label(x, pairs[[1L]])
  if (is_binary(x)) {
    first <- 1 - ends[2:1, , drop = FALSE]
    return(list(
      lower = cbind(first[1L, ], ends[1L, ]), upper = cbind(first[2L, ], ends[2L, ]), label = label
    ))
  }
  list(lower = array(ends[1L, ], dim(mean)), upper = array(ends[2L, ], dim(mean)), label = label)
}

# The height of a panel for its width.
panel_aspect <- 0.7

# Each image at the left of its panel, in its own proportions.
add_images <- function(plot, images, chosen, panel, shown, left) {
  room <- c(0.9, shown)
  # How many units of y are as long as one of x.
  unit <- (shown + 0.2) / panel_aspect / (1.03 - left)
  wanted <- room[[1L]] * unit * dim(images)[[2L]] / dim(images)[[3L]]
  size <- room * c(min(1, room[[2L]] / wanted), min(1, wanted / room[[2L]]))
  centre <- c(left + room[[1L]] / 2, -(shown + 1) / 2)
  for (place in seq_along(chosen)) {
    plot <- plot + ggplot2::layer(
      geom = ggplot2::GeomRasterAnn, stat = "identity", position = "identity",
      data = data.frame(panel = panel[[place]]), inherit.aes = FALSE,
      params = list(
        raster = as_raster(images[chosen[[place]], , , , drop = FALSE]),
        xmin = centre[[1L]] - size[[1L]] / 2, xmax = centre[[1L]] + size[[1L]] / 2,
        ymin = centre[[2L]] - size[[2L]] / 2, ymax = centre[[2L]] + size[[2L]] / 2,
        interpolate = FALSE
      )
    )
  }
  plot
}

as_raster <- function(image) {
  image <- array(image, dim(image)[-1L])
  lowest <- min(image)
  scaled <- (image - lowest) / max(max(image) - lowest, .Machine$double.eps)
  grDevices::as.raster(if (dim(image)[[3L]] == 1L) scaled[, , 1L] else scaled)
}
