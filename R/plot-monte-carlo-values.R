# The plot of a regression: bars, or bands along a variable.

plot_values <- function(x, targets, along, is_band, call) {
  frame <- value_frame(x)
  columns <- setdiff(names(frame), c("example", "mean", "sd", dimnames(x$quantiles)[[1L]]))
  if (length(columns) > 1L || (length(columns) && max(frame[[columns]]) > 12L)) {
    abort_argument(
      "x", "a result with at most 12 numbers for each example", x$mean, call,
      hint = "`as.data.frame()` returns all of them, to plot them yourself."
    )
  }
  frame$target <- targets %||% NA_real_
  frame$along <- (along %||% seq_len(NROW(x$mean)))[frame$example]
  frame <- frame[is.finite(frame$mean), ]
  if (!nrow(frame)) abort_argument("x", "a result with finite predictions", x$mean, call)
  edges <- range_edges(x, frame)
  ggplot2::ggplot(frame, ggplot2::aes(.data$along, .data$mean)) +
    (if (is_band) draw_bands(frame, edges, columns) else draw_ranges(frame, edges)) +
    (if (!is.null(targets)) {
      ggplot2::geom_point(
        ggplot2::aes(y = .data$target), na.rm = TRUE, shape = if (is_band) 19 else 1,
        size = if (is_band || nrow(frame) > 200L) 1 else 1.6, alpha = if (is_band) 0.6 else 1
      )
    }) +
    # Nothing lies between two examples.
    (if (is.null(along)) ggplot2::scale_x_continuous(breaks = whole_breaks)) +
    (if (length(columns)) {
      ggplot2::facet_wrap(
        ggplot2::vars(column_label(.data$column)), scales = "free_y",
        ncol = panel_columns(max(frame$column))
      )
    }) +
    ggplot2::labs(
      x = if (is.null(along)) "example" else NULL,
      y = if (is.null(targets)) "prediction" else sprintf(
        "prediction (%s), truth (%s)", if (is_band) "line" else "blue",
        if (is_band) "points" else "circles"
      ),
      caption = range_caption(x, frame$target, edges, if (is_band) "Bands" else "Bars")
    ) +
    theme_lamina()
}

column_label <- function(column) {
  labels <- paste("column", column)
  factor(labels, unique(labels[order(column)]))
}

# Where several examples stand at one place, it has their average.
draw_bands <- function(frame, edges, columns) {
  average <- function(values) stats::aggregate(values, frame[c("along", columns)], mean)
  ribbons <- lapply(edges, function(edge) {
    ggplot2::geom_ribbon(
      ggplot2::aes(.data$along, ymin = .data$lower, ymax = .data$upper),
      average(data.frame(edge[c("lower", "upper")])),
      inherit.aes = FALSE, fill = blue, alpha = 0.22
    )
  })
  c(ribbons, ggplot2::geom_line(data = average(frame["mean"]), colour = blue, linewidth = 0.8))
}

# Examples that have nothing to do with each other: none is joined to the next.
draw_ranges <- function(frame, edges) {
  # Thinner where there are many.
  size <- min(1, sqrt(40 / length(unique(frame$along))))
  bars <- Map(function(edge, width) {
    ggplot2::geom_linerange(
      ggplot2::aes(.data$along, ymin = .data$lower, ymax = .data$upper),
      data.frame(frame, edge[c("lower", "upper")]),
      inherit.aes = FALSE, colour = blue, alpha = 0.45, linewidth = width * size
    )
  }, edges, c(0.9, 2.2)[seq_along(edges)])
  c(bars, ggplot2::geom_point(colour = blue, size = 0.5 + 1.7 * size))
}

# Between the outermost quantiles and the next two; without them two standard
# deviations around the mean.
range_edges <- function(x, frame) {
  pairs <- utils::head(level_pairs(x), 2L)
  if (!length(pairs)) {
    return(list(list(
      lower = frame$mean - 2 * frame$sd, upper = frame$mean + 2 * frame$sd, label = two_deviations
    )))
  }
  lapply(pairs, function(pair) {
    ends <- dimnames(x$quantiles)[[1L]][pair]
    list(lower = frame[[ends[[1L]]]], upper = frame[[ends[[2L]]]], label = pair_label(x, pair))
  })
}

# Draws differ by what the network has not learnt. How far values lie from their mean,
# they do not know: where the truth is there, it is counted.
range_caption <- function(x, target, edges, what) {
  labels <- vapply(edges, function(edge) edge$label, "")
  share <- mean(target >= edges[[1L]]$lower & target <= edges[[1L]]$upper, na.rm = TRUE)
  paste(
    c(
      sprintf("%s: %s of %d draws.", what, paste(labels, collapse = " and "), x$draws),
      "They show how unsure the network is, not the noise in the data.",
      if (is.finite(share)) {
        sprintf("%s of the true values lie within %s.", percent(share), labels[[1L]])
      }
    ),
    collapse = "\n"
  )
}
