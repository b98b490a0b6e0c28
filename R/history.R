#' Training history
#'
#' [fit()] returns the loss and the metrics of every epoch, for the training data
#' and, if there are any, for the validation data.
#'
#' In training, metrics are averaged over an epoch while the weights change and dropout is
#' active; validation follows, without dropout. So validation can
#' look better than training.
#'
#' Some metrics have several values: `metric_f1_score()` has one
#' for each class, `metric_precision(thresholds = c(0.2, 0.5))` one for each
#' threshold. The plot draws a line for each of them. Classes are counted from 0, as
#' in the targets.
#'
#' Epochs with a loss or metric that is not finite, as when training diverges,
#' are listed by `print()` and marked by crosses in the plot.
#'
#' Ctrl-C stops training after the current step, and leaves the model as it
#' is then. `fit()` returns nothing, but the model keeps the finished epochs:
#' `print()`, `plot()` and `as.data.frame()` work on `model$history`.
#' `tryCatch(fit(...), interrupt = function(cnd) cnd$history)` returns them as well.
#'
#' @param x A history.
#' @param ... Not used.
#' @param y Not used.
#' @param metrics Names of the metrics to show, without `val_`; `NULL` shows all,
#'   the loss first.
#' @param method `"ggplot2"`, or `"base"` for base graphics.
#' @param smooth Whether to draw a smoothed line (loess) instead of one that joins the
#'   epochs, if there are 10 epochs or more.
#' @param theme_bw Whether the panels are white, as in [ggplot2::theme_bw()]; `FALSE`
#'   makes them grey.
#' @returns `plot()`: a ggplot, or for `method = "base"` the data frame, invisibly.
#'   `as.data.frame()`: a data frame with the columns
#'   `epoch` (whole number), `value`, `metric` and `data` (`"training"` or
#'   `"validation"`, both factors). Where a metric has several values, there is a row for each,
#'   identified by a column `class` (or `threshold`, or `element` where the values are a
#'   matrix), a factor that is `NA` for the other metrics. `print()`: the history, invisibly.
#'
#'   The object itself is a list: `history$metrics$val_loss` is a vector with a
#'   number for each epoch, or for a metric with several values a matrix with a row for each epoch;
#'   `history$epoch` are the numbers of the epochs, counted from 1.
#' @family training
#' @inherit fit examples
#' @name training_history
NULL

new_training_history <- function(history, validation_freq) {
  metrics <- history$history
  structure(
    list(
      params = c(as.list(history$params), validation_freq = validation_freq),
      metrics = Map(epoch_values, metrics, names(metrics), list(history)),
      epoch = trained_epochs(history)
    ),
    class = "keras_training_history"
  )
}

# One that has not been in a training has no list of them.
trained_epochs <- function(history) {
  if (inherits(history, "python.builtin.object") && !reticulate::py_has_attr(history, "epoch")) {
    return(integer())
  }
  as.integer(unlist(history$epoch)) + 1L
}

# A number for each epoch; of a metric with several values a row for each epoch.
epoch_values <- function(values, metric, history) {
  size <- lengths(values)
  if (all(size == 1L)) return(as.numeric(unlist(values)))
  names <- value_names(values[[which.max(size)]], metric, history$model)
  each <- seq_len(max(size))
  rows <- t(vapply(values, function(value) as.numeric(value)[each], numeric(max(size))))
  dimnames(rows) <- c(list(NULL), names)
  rows
}

# The results of an evaluation: of a metric with several values each under its name.
name_values <- function(results, model) {
  Map(function(values, metric) {
    if (!is.numeric(values) || length(dim(values)) > 1L) return(values)
    values <- as.vector(values)
    if (length(values) > 1L) names(values) <- value_names(values, metric, model)[[1L]]
    values
  }, results, names(results))
}

# What the values of one metric belong to, under the name of the kind.
value_names <- function(values, metric, model) {
  if (length(dim(values)) > 1L) {
    places <- arrayInd(seq_along(values), dim(values))
    return(list(element = apply(places, 1L, paste, collapse = ",")))
  }
  thresholds <- metric_thresholds(model, metric)
  if (length(thresholds) == length(values)) return(list(threshold = format_each(thresholds)))
  list(class = as.character(seq_along(values) - 1L))
}

# Of the metric that goes by this name in a history, where an output and `val_` may
# stand before its own.
metric_thresholds <- function(model, name) {
  for (metric in all_metrics(model$metrics)) {
    if (endsWith(name, metric$name) && reticulate::py_has_attr(metric, "thresholds")) {
      return(as.numeric(unlist(metric$thresholds)))
    }
  }
}

all_metrics <- function(metrics) {
  inner <- lapply(metrics, function(metric) {
    if (reticulate::py_has_attr(metric, "metrics")) all_metrics(metric$metrics)
  })
  c(as.list(metrics), unlist(inner))
}

format_each <- function(x) vapply(x, format, "", digits = 4L)

# What Keras keeps with the model, of its last training.
kept_history <- function(x) {
  freq <- if (reticulate::py_has_attr(x, "validation_freq")) x$validation_freq else 1L
  new_training_history(x, freq)
}

#' @export
print.keras.src.callbacks.history.History <- function(x, ...) {
  print(kept_history(x), ...)
  invisible(x)
}

#' @export
plot.keras.src.callbacks.history.History <- function(x, y, ...) plot(kept_history(x), ...)

#' @export
as.data.frame.keras.src.callbacks.history.History <- function(x, ...) {
  as.data.frame(kept_history(x), ...)
}

#' @rdname training_history
#' @export
print.keras_training_history <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  epochs <- length(x$epoch)
  if (!epochs) {
    cat("Training history: no epoch was finished.\n")
    return(invisible(x))
  }
  cat(sprintf("Training history: %s\n", number_of(epochs, "epoch")))
  frame <- as.data.frame(x)
  last <- frame[frame$epoch %in% max(x$epoch), ]
  rows <- do.call(rbind, lapply(levels(frame$metric), function(metric) {
    last_values(last[last$metric == metric, ], metric)
  }))
  cat("Last epoch:", sprintf("  %s  %s", format(rows$name), rows$values), sep = "\n")
  for (line in not_finite(frame)) cat(line, "\n", sep = "")
  validation <- frame[frame$metric == "loss" & frame$data == "validation", ]
  validation <- validation[is.finite(validation$value), ]
  if (nrow(validation)) {
    best <- validation$epoch[which.min(validation$value)]
    cat(sprintf("Lowest validation loss: epoch %d\n", best))
  }
  invisible(x)
}

# More values than these are shown by where they lie.
most_values <- 12L

# The rows of one metric in one epoch: a line for each of its values.
last_values <- function(last, metric) {
  if (!nrow(last)) return(NULL)
  value <- value_labels(last)
  count <- length(unique(value))
  if (count > most_values) {
    shown <- vapply(split(last$value, last$data, drop = TRUE), function(values) {
      ends <- four(range(values))
      sprintf("%s to %s, median %s", ends[[1L]], ends[[2L]], four(stats::median(values)))
    }, "")
    return(data.frame(
      name = sprintf("%s, %d values", metric, count),
      values = paste(names(shown), shown, collapse = "  ")
    ))
  }
  shown <- tapply(
    paste(last$data, four(last$value)), factor(value, unique(value)), paste, collapse = "  "
  )
  data.frame(
    name = if (count == 1L) metric else sprintf("%s, %s", metric, names(shown)),
    values = as.vector(shown)
  )
}

four <- function(values) {
  sub("[.]$", "", trimws(formatC(values, digits = 4, format = "fg", flag = "#")))
}

# Which of a metric's values each row is: "class 0"; "" where there is one.
value_labels <- function(frame) {
  labels <- rep("", nrow(frame))
  for (kind in intersect(value_kinds, names(frame))) {
    of_kind <- !is.na(frame[[kind]])
    labels[of_kind] <- paste(kind, frame[[kind]][of_kind])
  }
  labels
}

value_kinds <- c("class", "threshold", "element")

# What became NaN or infinite, and when: a sentence for each kind of data.
not_finite <- function(frame) {
  parts <- split(frame, list(frame$data, frame$metric), drop = TRUE)
  lines <- vapply(parts, function(part) {
    lost <- !is.finite(part$value)
    if (!any(lost)) return(NA_character_)
    epochs <- unique(part$epoch)
    bad <- unique(part$epoch[lost])
    when <- if (identical(bad, utils::tail(epochs, length(bad)))) {
      sprintf("from epoch %d on", bad[[1L]])
    } else {
      sprintf("in %d of %d epochs, first in epoch %d", length(bad), length(epochs), bad[[1L]])
    }
    values <- paste(unique(format(part$value[lost])), collapse = " and ")
    sprintf("The %s %s is %s %s.", part$data[[1L]], part$metric[[1L]], values, when)
  }, "")
  unname(lines[!is.na(lines)])
}

#' @rdname training_history
#' @export
as.data.frame.keras_training_history <- function(x, ...) {
  check_no_dots(..., also = data_frame_arguments)
  columns <- x$metrics[lengths(x$metrics) > 0L]
  frames <- unname(Map(metric_frame, columns, names(columns), list(x)))
  kinds <- intersect(value_kinds, unlist(lapply(frames, names)))
  empty <- data.frame(
    epoch = integer(), value = numeric(), metric = character(), data = character()
  )
  empty[kinds] <- rep(list(character()), length(kinds))
  frame <- do.call(rbind, c(list(empty), lapply(frames, function(frame) {
    frame[setdiff(kinds, names(frame))] <- NA_character_
    frame
  })))
  frame$metric <- factor(frame$metric, levels = metric_order(unique(frame$metric)))
  frame$data <- factor(frame$data, levels = c("training", "validation"))
  frame[kinds] <- lapply(frame[kinds], function(names) factor(names, unique(names[!is.na(names)])))
  frame
}

metric_frame <- function(values, name, x) {
  validation <- startsWith(name, "val_")
  several <- is.matrix(values)
  frame <- data.frame(
    epoch = rep(recorded_epochs(x, NROW(values), validation), each = NCOL(values)),
    value = if (several) as.vector(t(values)) else values,
    metric = sub("^val_", "", name), data = if (validation) "validation" else "training"
  )
  if (several) frame[[names(dimnames(values))[[2L]]]] <- rep(colnames(values), nrow(values))
  frame
}

# Epochs that are not known are NA.
recorded_epochs <- function(x, count, validation) {
  epochs <- if (validation) x$epoch[x$epoch %% x$params$validation_freq == 0L] else x$epoch
  if (length(epochs) == count) epochs else rep(NA_integer_, count)
}

# The loss, those of the outputs, the metrics, and what was set for the training.
metric_order <- function(metrics) {
  rank <- ifelse(metrics == "loss", 1L, ifelse(endsWith(metrics, "_loss"), 2L, 3L))
  metrics[order(replace(rank, metrics %in% c("learning_rate", "lr"), 4L))]
}
