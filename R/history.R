#' The history of a training
#'
#' [fit()] returns the loss and the metrics of every epoch, of the training data
#' and, where there were some, of the validation data.
#'
#' In training, metrics are averaged over an epoch while the weights change, with
#' dropout at work; validation comes after, without dropout. So validation can
#' look better than training.
#'
#' @param x A history.
#' @param ... Not used.
#' @param y Not used.
#' @param metrics Names of the metrics to show, without `val_`; `NULL` shows all.
#' @returns `plot()`: a ggplot. `as.data.frame()`: a data frame with the columns
#'   `epoch` (whole number), `value`, `metric` and `data` (`"training"` or
#'   `"validation"`, both factors). `print()`: the history, invisibly.
#'
#'   The object itself is a list: `history$metrics$val_loss` is a vector with a
#'   number for each epoch, `history$epoch` their numbers, counted from 1.
#' @family training
#' @inherit fit examples
#' @name training_history
NULL

new_training_history <- function(history, validation_freq) {
  structure(
    list(
      params = c(history$params, validation_freq = validation_freq),
      metrics = lapply(history$history, function(values) as.numeric(unlist(values))),
      epoch = as.integer(unlist(history$epoch)) + 1L
    ),
    class = "keras_training_history"
  )
}

#' @rdname training_history
#' @export
print.keras_training_history <- function(x, ...) {
  epochs <- length(x$epoch)
  if (!epochs) {
    cat("Training history: no epoch was finished.\n")
    return(invisible(x))
  }
  cat(sprintf("Training history: %d epoch%s\n", epochs, if (epochs == 1L) "" else "s"))
  frame <- as.data.frame(x)
  last <- frame[frame$epoch == max(frame$epoch), ]
  lines <- lapply(levels(frame$metric), function(metric) {
    shown <- last[last$metric == metric & !is.na(last$value), ]
    sprintf("  %s  %s", format(metric, width = max(nchar(levels(frame$metric)))), paste(
      sprintf("%s %s", shown$data, formatC(shown$value, digits = 4, format = "fg", flag = "#")),
      collapse = "  "
    ))
  })
  cat("Last epoch:", unlist(lines), sep = "\n")
  validation <- frame[frame$metric == "loss" & frame$data == "validation", ]
  if (nrow(validation)) {
    best <- validation$epoch[which.min(validation$value)]
    cat(sprintf("Lowest validation loss: epoch %d\n", best))
  }
  invisible(x)
}

#' @rdname training_history
#' @export
as.data.frame.keras_training_history <- function(x, ...) {
  columns <- x$metrics[lengths(x$metrics) > 0L]
  names <- as.character(names(columns))
  validation <- startsWith(names, "val_")
  metric <- sub("^val_", "", names)
  validated <- x$epoch[x$epoch %% x$params$validation_freq == 0L]
  frames <- Map(function(values, metric, validation) {
    data.frame(
      epoch = if (validation) validated else x$epoch, value = values, metric = metric,
      data = if (validation) "validation" else "training"
    )
  }, columns, metric, validation)
  empty <- data.frame(
    epoch = integer(), value = numeric(), metric = character(), data = character()
  )
  frame <- do.call(rbind, c(list(empty), unname(frames)))
  frame$metric <- factor(frame$metric, levels = unique(metric))
  frame$data <- factor(frame$data, levels = c("training", "validation"))
  frame
}

#' @rdname training_history
#' @export
plot.keras_training_history <- function(x, y, ..., metrics = NULL) {
  frame <- as.data.frame(x)
  if (!is.null(metrics)) {
    for (metric in metrics) check_choice(metric, levels(frame$metric), arg = "metrics")
    frame <- frame[frame$metric %in% metrics, ]
  }
  several <- length(unique(frame$epoch)) > 1L
  ggplot2::ggplot(
    frame,
    ggplot2::aes(.data$epoch, .data$value, colour = .data$data, linetype = .data$data)
  ) +
    (if (several) ggplot2::geom_line(linewidth = 0.7)) +
    (if (length(unique(frame$epoch)) <= 30L) ggplot2::geom_point(size = 1.6)) +
    ggplot2::facet_wrap(ggplot2::vars(.data$metric), ncol = 1, scales = "free_y") +
    ggplot2::scale_x_continuous(breaks = whole_breaks) +
    ggplot2::scale_colour_manual(values = c(training = blue, validation = orange)) +
    ggplot2::scale_linetype_manual(values = c(training = "solid", validation = "longdash")) +
    ggplot2::labs(x = "epoch", y = NULL, colour = NULL, linetype = NULL) +
    theme_lamina()
}

whole_breaks <- function(limits) {
  breaks <- unique(round(pretty(limits)))
  breaks[breaks >= 1]
}
