#' Plot how sure predictions are
#'
#' Pictures of a result of [predict_mc_dropout()]. Which there are:
#'
#' * `"retention"`, for a classifier whose true classes are given: the accuracy
#'   against the share of the predictions that are kept, when the least sure are
#'   set aside. Where the uncertainty tells mistakes, the curve rises to the left.
#'   The dashed line is what setting aside at random gives, the dotted one what an
#'   oracle would reach that sets mistakes aside first. Ties are broken at random:
#'   the expected accuracy is drawn.
#' * `"examples"`, for a classifier: the most and the least certain examples, with
#'   the mean probabilities of their likeliest classes and a bar from the lowest to
#'   the highest of the quantiles.
#' * `"ranges"`, for a regression: for each example a point at the mean, with a bar
#'   from the lowest to the highest of the quantiles and a thicker one between the next
#'   two, and the true value where it is given.
#' * `"band"`, for a regression along one variable (`along`): the same as a line with
#'   bands. Examples that stand at the same place are averaged.
#'
#' The draws say how unsure the network is of its mean, and nothing of the noise in the
#' data: of the true values many lie outside of a 95 % band where there is noise, or
#' where the network has learnt something else. Where they are given, the caption says
#' how many lie within.
#'
#' Where the quantiles do not lie on both sides of the median, bars and bands are
#' two standard deviations around the mean. An example without a finite prediction
#' counts as wrong and least sure in the first picture, and is left out of the others.
#'
#' @param x A result of [predict_mc_dropout()].
#' @param y The truth, or `NULL`: for a classifier whole numbers from 0, as `fit()`
#'   takes them (or logical values where there are two), or a matrix with a column
#'   for each class; for a regression
#'   numbers in the shape of `x$mean`.
#' @param ... Nothing: whatever is given here is an error.
#' @param type `"retention"`, `"examples"`, `"ranges"` or `"band"`. `NULL` takes the one
#'   that fits: for a classifier the first where `y` is given, otherwise the second;
#'   for a regression the last where `along` is given, otherwise the third.
#' @param measure What the examples are ordered by: `"entropy"`,
#'   `"mutual_information"`, `"expected_entropy"` or `"variation_ratio"`.
#'   `"retention"` draws a curve for each that is named, by default the first two.
#' @param images For `"examples"`: the images, an array of shape (examples, rows,
#'   columns), (examples, rows, columns, 1) or (examples, rows, columns, 3), drawn
#'   beside the probabilities; `NULL` for none.
#' @param classes For `"examples"`: the names of the classes, from class 0 on;
#'   `NULL` shows their numbers.
#' @param n For `"examples"`: how many of the most and of the least certain to draw.
#' @param along For `"band"` and `"ranges"`: numbers, one for each example, to draw along,
#'   such as the only input of the model or the time, in any order; `NULL` draws the
#'   examples one beside the other.
#' @returns A ggplot.
#' @family predictions with uncertainty
#' @inherit predict_mc_dropout examples
#' @export
plot.mc_dropout <- function(x, y = NULL, ..., type = NULL, measure = NULL, images = NULL,
                            classes = NULL, n = 4, along = NULL) {
  check_no_dots(..., older = truth_names)
  is_classifier <- x$task == "classification"
  types <- if (is_classifier) c("retention", "examples") else c("band", "ranges")
  without <- if (is_classifier) is.null(y) else is.null(along)
  type <- check_choice(type, types, null = TRUE) %||% types[[without + 1L]]
  if (!is_classifier) {
    along <- check_along(along, x, type)
    return(plot_values(x, check_targets(y, x), along, type == "band", rlang::current_env()))
  }
  truth <- check_truth(y, x)
  for (name in measure) check_choice(name, measure_names, arg = "measure")
  if (type == "retention") {
    if (is.null(truth)) abort_missing("y", "the true classes", rlang::current_env())
    if (length(truth) < 2L) {
      abort_argument("x", "a result of at least 2 examples", x$mean, rlang::current_env())
    }
    return(plot_retention(x, truth, measure %||% c("entropy", "mutual_information")))
  }
  check_one_class_each(x)
  plot_examples(
    x, truth, (measure %||% "entropy")[[1L]], check_images(images, x),
    check_class_names(classes, x), as_whole(n, min = 1)
  )
}

# What the truth is called elsewhere.
truth_names <- c(
  truth = "The truth is `y`.", y_true = "The truth is `y`.", target = "The truth is `y`.",
  targets = "The truth is `y`.", labels = "The truth is `y`."
)

# ---- Checks --------------------------------------------------------------------

# Class numbers from 0, in the shape of the measures.
check_truth <- function(y, x, call = caller_env()) {
  if (is.null(y)) return(NULL)
  check_model_data(y, targets = TRUE, arg = "y", call = call)
  if (reticulate::is_py_object(y)) y <- tensor_to_array(y)
  classes <- if (is_multi_label(x)) 2L else class_count(x)
  if (is.logical(y) && classes == 2L) y <- y + 0L
  places <- length(x$entropy)
  columns <- utils::tail(dim(y), 1L)
  is_matrix <- length(y) == places * classes && identical(columns, as.integer(classes))
  if (is_matrix && !is_multi_label(x)) {
    y <- max.col(matrix(y, ncol = classes), ties.method = "first") - 1L
  }
  if (length(y) != places || !is_whole(as.vector(y), min = 0, max = classes - 1)) {
    abort_argument(
      "y", sprintf(
        "%d whole numbers from 0 to %d, or a matrix of %d rows and %d columns",
        places, classes - 1L, places, classes
      ), y, call
    )
  }
  as.vector(y)
}

check_targets <- function(y, x, call = caller_env()) {
  if (is.null(y)) return(NULL)
  if (reticulate::is_py_object(y)) y <- tensor_to_array(y)
  if (!is.numeric(y) || length(y) != length(x$mean)) {
    abort_argument(
      "y", sprintf("%s, as many as the predictions have", number_of(length(x$mean), "number")), y,
      call
    )
  }
  as.vector(y)
}

check_along <- function(along, x, type, call = caller_env()) {
  count <- NROW(x$mean)
  if (is.null(along)) {
    if (type != "band") return(NULL)
    abort_missing(
      "along", "what a band is drawn along, a number for each example", call,
      hint = "Without it `type = \"ranges\"` draws each example by itself."
    )
  }
  if (reticulate::is_py_object(along)) along <- tensor_to_array(along)
  valid <- (is.numeric(along) || inherits(along, c("Date", "POSIXct"))) &&
    length(along) == count && !anyNA(along)
  if (!valid) {
    abort_argument("along", sprintf("%d numbers, one for each example", count), along, call)
  }
  if (is.null(dim(along))) along else as.vector(along)
}

check_one_class_each <- function(x, call = caller_env()) {
  if (!is.null(dim(x$entropy))) {
    abort_argument(
      "x", "a result with one class for each example", x$mean, call,
      hint = if (is_multi_label(x)) {
        "Its labels have one each: with the truth as `y` the accuracy can be drawn."
      } else {
        "Its output has more dimensions: `as.data.frame()` gives them all."
      }
    )
  }
  if (all(is.na(x$entropy))) abort_argument("x", "a result with finite predictions", x$mean, call)
}

check_images <- function(images, x, call = caller_env()) {
  if (is.null(images)) return(NULL)
  if (reticulate::is_py_object(images) && is_tensor(images)) images <- tensor_to_array(images)
  size <- dim(images)
  valid <- is.numeric(images) && length(size) %in% 3:4 && size[[1L]] == NROW(x$mean) &&
    (length(size) == 3L || size[[4L]] %in% c(1L, 3L))
  if (!valid) {
    abort_argument(
      "images", sprintf(
        "an array of shape (%1$d, rows, columns) or (%1$d, rows, columns, 1 or 3)", NROW(x$mean)
      ), images, call
    )
  }
  array(images, c(size[1:3], if (length(size) == 3L) 1L else size[[4L]]))
}

check_class_names <- function(classes, x, call = caller_env()) {
  count <- class_count(x)
  if (is.null(classes)) return(as.character(seq_len(count) - 1L))
  if (!is.character(classes) || length(classes) != count || anyNA(classes)) {
    abort_argument("classes", sprintf("%d names, or NULL", count), classes, call)
  }
  classes
}

# ---- Accuracy against the share kept -------------------------------------------

plot_retention <- function(x, truth, measures) {
  # What is not finite is wrong, and least sure.
  right <- predicted_classes(x) == truth & !is.na(as.vector(x$entropy))
  curves <- do.call(rbind, lapply(measures, function(measure) {
    values <- replace(as.vector(x[[measure]]), is.na(as.vector(x$entropy)), Inf)
    data.frame(retention(values, right), measure = gsub("_", " ", measure))
  }))
  curves$measure <- factor(curves$measure, unique(curves$measure))
  oracle <- retention(as.numeric(!right), right)
  ggplot2::ggplot(curves, ggplot2::aes(.data$kept, .data$accuracy)) +
    ggplot2::geom_hline(yintercept = mean(right), linetype = "dashed", colour = "grey50") +
    ggplot2::geom_line(data = oracle, linetype = "dotted", colour = "grey30") +
    ggplot2::geom_line(ggplot2::aes(colour = .data$measure), linewidth = 0.8) +
    ggplot2::scale_x_reverse(labels = percent_labels, expand = ggplot2::expansion(0.025)) +
    ggplot2::scale_y_continuous(labels = percent_labels) +
    ggplot2::scale_colour_manual(values = c(blue, orange, green, "#CC79A7")) +
    ggplot2::labs(
      x = "share of the predictions kept, the least sure set aside", y = "accuracy of what is kept",
      colour = "set aside by",
      caption = sprintf(
        "All %d: %s right.\nDashed: set aside at random. Dotted: mistakes set aside first.",
        length(right), percent(mean(right))
      )
    ) +
    theme_lamina()
}

predicted_classes <- function(x) {
  if (is_multi_label(x)) return(as.vector(x$mean >= 0.5) + 0L)
  probability <- class_probabilities(x)
  flat <- matrix(probability, ncol = utils::tail(dim(probability), 1L))
  max.col(flat, ties.method = "first") - 1L
}

# The fewest predictions whose accuracy is drawn, of many: of fewer it is noise.
fewest_kept <- 10L

# The expected accuracy of the k surest, where those that are equally sure come in
# any order.
retention <- function(uncertainty, right) {
  expected <- stats::ave(as.numeric(right), uncertainty)
  accuracy <- cumsum(expected[order(uncertainty)]) / seq_along(right)
  shown <- seq(min(fewest_kept, length(right) %/% 2L), length(right))
  data.frame(kept = shown / length(right), accuracy = accuracy[shown])
}

percent_labels <- function(x) ifelse(is.na(x), NA, paste0(format(100 * x, trim = TRUE), " %"))

# ---- Most and least certain examples -------------------------------------------

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
  paste0(gsub("_", " ", measure), if (measure != "variation_ratio") " (nats)")
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

two_deviations <- "two standard deviations"

# The places of the quantiles that lie around the median, the widest pair first.
level_pairs <- function(x) {
  names <- dimnames(x$quantiles)[[1L]]
  levels <- as.numeric(sub("%", "", names, fixed = TRUE))
  below <- which(levels < 50)
  above <- rev(which(levels > 50))
  lapply(seq_len(min(length(below), length(above))), function(i) c(below[[i]], above[[i]]))
}

pair_label <- function(x, pair) {
  paste(dimnames(x$quantiles)[[1L]][pair], collapse = " to ")
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

# ---- Regression ----------------------------------------------------------------

plot_values <- function(x, targets, along, is_band, call) {
  frame <- value_frame(x)
  columns <- setdiff(names(frame), c("example", "mean", "sd", dimnames(x$quantiles)[[1L]]))
  if (length(columns) > 1L || (length(columns) && max(frame[[columns]]) > 12L)) {
    abort_argument(
      "x", "a result with at most 12 numbers for each example", x$mean, call,
      hint = "`as.data.frame()` gives all for a plot of your own."
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
