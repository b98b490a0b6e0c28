#' Plot how sure predictions are
#'
#' Plots of a result of [predict_mc_dropout()], of these types:
#'
#' * `"retention"`, for a classifier whose true classes are given: the accuracy
#'   against the share of the predictions that are kept, when the least sure are
#'   set aside. Where the uncertainty reveals mistakes, the curve rises to the left. The dashed
#'   line is what setting aside at random gives, the dotted one what an oracle that sets
#'   mistakes aside first would reach. Ties are broken at random: the expected accuracy is drawn.
#' * `"examples"`, for a classifier: the most and the least certain examples, with
#'   the mean probabilities of their likeliest classes and a bar from the lowest to
#'   the highest of the quantiles.
#' * `"ranges"`, for a regression: for each example a point at the mean, with a bar
#'   from the lowest to the highest of the quantiles and a thicker one between the next
#'   two, and the true value where it is given.
#' * `"band"`, for a regression along one variable (`along`): the same as a line with
#'   bands. Examples that stand at the same place are averaged.
#'
#' The draws say how unsure the network is of its mean, and nothing about the noise in the data:
#' many of the true values lie outside a 95 % band where there is noise, or where the network
#' has learnt something else. If they are given, the caption says how many lie within.
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
#' @param type `"retention"`, `"examples"`, `"ranges"` or `"band"`. `NULL` uses the one
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
#'   such as the only input of the model or the time, in any order; `NULL` draws the examples
#'   side by side.
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
  truth = "The true values go into `y`.", y_true = "The true values go into `y`.",
  target = "The true values go into `y`.",
  targets = "The true values go into `y`.", labels = "The true values go into `y`."
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
      "along", "the values to draw the band along, one number for each example", call,
      hint = "Without it `type = \"ranges\"` draws each example separately."
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
        "Each label has its own class: with the true values as `y` the accuracy can be plotted."
      } else {
        "Its output has more dimensions: `as.data.frame()` returns all of them."
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
