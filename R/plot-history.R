#' @rdname training_history
#' @export
plot.keras_training_history <- function(x, y, ..., metrics = NULL, method = c("ggplot2", "base"),
                                        smooth = getOption("keras.plot.history.smooth", FALSE),
                                        theme_bw = getOption("keras.plot.history.theme_bw", TRUE)) {
  check_no_dots(...)
  if (!missing(y)) check_unused_y(y)
  method <- if (missing(method)) "ggplot2" else check_choice(method, c("ggplot2", "base"))
  smooth <- check_flag(smooth)
  theme_bw <- check_flag(theme_bw)
  frame <- as.data.frame(x)
  if (!nrow(frame)) abort_no_epoch()
  if (!is.null(metrics)) {
    for (metric in metrics) check_choice(metric, levels(frame$metric), arg = "metrics")
    frame <- droplevels(frame[frame$metric %in% metrics, ])
  }
  frame$of <- value_labels(frame)
  frame$of <- factor(frame$of, unique(frame$of))
  if (method == "base") return(invisible(plot_history_base(frame, smooth)))
  theme <- if (theme_bw) ggplot2::theme_bw else ggplot2::theme_grey
  plot_history(frame, smooth) + theme_lamina(theme)
}

abort_no_epoch <- function(call = caller_env()) {
  abort_lamina(
    "There is nothing to plot: no epoch was finished.", class = "argument", call = call
  )
}

instead_of_y <- "Use `metrics` to choose what to plot: `plot(history, metrics = \"loss\")`."

check_unused_y <- function(y, hint = instead_of_y, call = caller_env()) {
  if (!is.null(y)) abort_argument("y", "left out", y, call, hint = hint)
}

plot_history <- function(frame, smooth) {
  epochs <- length(unique(frame$epoch))
  # A line for each class: the colour says which, then.
  of <- setdiff(levels(frame$of), "")
  frame$colour <- if (length(of)) frame$of else frame$data
  lost <- frame[!is.finite(frame$value), ]
  # Lines are interrupted there.
  frame$value[!is.finite(frame$value)] <- NA
  kinds <- length(unique(frame$data))
  columns <- panel_columns(nlevels(frame$metric))
  short <- ceiling(nlevels(frame$metric) / columns) >= 3L
  ggplot2::ggplot(
    frame,
    ggplot2::aes(
      .data$epoch, .data$value, colour = .data$colour, linetype = .data$data,
      group = interaction(.data$data, .data$of)
    )
  ) +
    (if (epochs > 1L) history_line(smooth && epochs >= fewest_smoothed)) +
    (if (epochs <= 30L) ggplot2::geom_point(size = 1.6, na.rm = TRUE)) +
    (if (nrow(lost)) {
      ggplot2::geom_point(
        ggplot2::aes(y = -Inf), lost, shape = 4, size = 2.4, stroke = 1, show.legend = FALSE
      )
    }) +
    ggplot2::geom_blank(
      ggplot2::aes(y = .data$value), constant_limits(frame), inherit.aes = FALSE
    ) +
    ggplot2::facet_wrap(
      ggplot2::vars(.data$metric), scales = "free_y", ncol = columns
    ) +
    ggplot2::coord_cartesian(clip = "off") +
    ggplot2::scale_x_continuous(breaks = whole_breaks) +
    # Points are as large as they are, and labels as high.
    ggplot2::scale_y_continuous(
      breaks = if (short) few_breaks else ggplot2::waiver(),
      expand = ggplot2::expansion(if (short) 0.12 else 0.05)
    ) +
    ggplot2::scale_colour_manual(
      values = line_colours(of), breaks = if (length(of)) some_of(of) else levels(frame$data)
    ) +
    ggplot2::scale_linetype_manual(
      values = c(training = "solid", validation = "longdash"),
      guide = if (length(of) && kinds < 2L) "none" else "legend"
    ) +
    ggplot2::labs(
      x = "epoch", y = NULL, colour = NULL, linetype = NULL,
      caption = if (nrow(lost)) "Crosses: not a finite number"
    )
}

fewest_smoothed <- 10L

history_line <- function(smooth) {
  if (!smooth) return(ggplot2::geom_line(linewidth = 0.7, na.rm = TRUE))
  ggplot2::geom_smooth(
    formula = y ~ x, method = "loess", se = FALSE, linewidth = 0.7, na.rm = TRUE
  )
}

# A panel for what does not change would be fitted around it, as if it was small and of
# either sign: it begins at 0 instead, with room above.
constant_limits <- function(frame) {
  limits <- lapply(split(frame, frame$metric), function(panel) {
    values <- panel$value[is.finite(panel$value)]
    if (!length(values)) values <- 0
    if (diff(range(values)) > 1e-6 * max(abs(values))) return(NULL)
    end <- if (values[[1L]] == 0) 1 else 1.25 * values[[1L]]
    data.frame(metric = panel$metric[[1L]], value = c(0, end))
  })
  do.call(rbind, c(list(frame[0L, c("metric", "value")]), unname(limits)))
}

panel_columns <- function(panels) if (panels <= 3L) 1L else if (panels <= 8L) 2L else 3L

line_colours <- function(of) {
  if (!length(of)) return(c(training = blue, validation = orange))
  values <- c(blue, orange, green, "#CC79A7", "#56B4E9", "#E69F00", "grey50")
  if (length(of) > length(values)) values <- grDevices::hcl.colors(length(of), "Viridis")
  # What has one value alone is black.
  c(stats::setNames(values[seq_along(of)], of), stats::setNames("black", ""))
}

# A legend has no room for all.
some_of <- function(labels, most = most_values) {
  labels[unique(round(seq(1, length(labels), length.out = min(length(labels), most))))]
}

# Two or three: with one alone there is no scale.
few_breaks <- function(limits) {
  for (n in 2:8) {
    breaks <- pretty(limits, n)
    breaks <- breaks[breaks >= limits[[1L]] & breaks <= limits[[2L]]]
    if (length(breaks) >= 2L) break
  }
  breaks[seq(1L, length(breaks), by = ceiling(length(breaks) / 3))]
}

whole_breaks <- function(limits) {
  breaks <- unique(round(pretty(limits)))
  breaks[breaks >= 1]
}

# ---- By R's own graphics -------------------------------------------------------

plot_history_base <- function(frame, smooth) {
  metrics <- levels(frame$metric)
  columns <- panel_columns(length(metrics))
  before <- graphics::par(
    mfrow = c(ceiling(length(metrics) / columns), columns), mar = c(3, 3, 2, 1),
    mgp = c(1.8, 0.6, 0)
  )
  on.exit(graphics::par(before))
  for (metric in metrics) plot_panel_base(frame[frame$metric == metric, ], metric, smooth)
  frame[setdiff(names(frame), "of")]
}

plot_panel_base <- function(panel, metric, smooth) {
  limits <- c(panel$value[is.finite(panel$value)], constant_limits(droplevels(panel))$value)
  graphics::plot(
    range(panel$epoch), range(limits), type = "n", xlab = "epoch", ylab = "", xaxt = "n"
  )
  graphics::title(metric, adj = 0)
  graphics::axis(1, whole_breaks(range(panel$epoch)))
  lines <- split(panel, list(panel$of, panel$data), drop = TRUE)
  of <- setdiff(unique(as.character(panel$of)), "")
  colours <- line_colours(of)
  for (line in lines) {
    style <- list(
      col = colours[[as.character(if (length(of)) line$of[[1L]] else line$data[[1L]])]],
      lty = if (line$data[[1L]] == "training") "solid" else "longdash"
    )
    shown <- is.finite(line$value)
    many <- sum(shown) >= fewest_smoothed
    if (smooth && many) {
      line$value[shown] <- stats::fitted(stats::loess(value ~ epoch, line[shown, ]))
    }
    line$value[!shown] <- NA
    do.call(graphics::lines, c(list(line$epoch, line$value, type = if (many) "l" else "o"), style))
    if (any(!shown)) {
      bottom <- graphics::par("usr")[[3L]]
      graphics::points(
        line$epoch[!shown], rep(bottom, sum(!shown)), pch = 4, col = style$col, xpd = TRUE
      )
    }
  }
  shown <- if (length(of)) some_of(of, 3L) else levels(droplevels(panel$data))
  # Above the panel, where no line is.
  graphics::legend(
    "bottomright", shown, horiz = TRUE, inset = c(0, 1), xpd = TRUE, bty = "n",
    col = colours[shown], lty = ifelse(shown == "validation", "longdash", "solid")
  )
}
