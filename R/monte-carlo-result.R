# What predict_mc_dropout() returns.

#' The result of Monte Carlo dropout
#'
#' What [predict_mc_dropout()] returns: a list with the elements below, with
#' methods for `print()`, `as.data.frame()` and [`plot()`][plot.mc_dropout].
#'
#' For N examples, T draws and Q quantiles; the dots stand for the shape of the
#' model's output for one example (of a classifier with K classes: K):
#'
#' * `mean`, `sd`: arrays of shape (N, ...).
#' * `quantiles`: an array of shape (Q, N, ...), the levels named as in
#'   [stats::quantile()], or `NULL`.
#' * `entropy`, `expected_entropy`, `mutual_information`, `variation_ratio`: one
#'   number for each example (an array where the output has more dimensions than
#'   the class); `NULL` for regression.
#' * `samples`: all draws, an array of shape (T, N, ...), or `NULL`.
#' * `task`, `draws`, `seed`, `masks`, `layers`: how they were drawn.
#' * `ids`: the numbers of the examples, or `NULL` where their places were taken.
#'
#' @param x A result of [predict_mc_dropout()].
#' @param ... Not used.
#' @returns `print()`: `x`, invisibly. `as.data.frame()`: a data frame with a row for each
#'   example: for a classifier its number, the `class` (from 0) with the highest mean
#'   probability, `probability` and `sd` of that class, and the measures; for a regression the
#'   number, `mean`, `sd` and the quantiles, with a row for each element of the output,
#'   identified by the columns `column` or `axis_2`, `axis_3` and so on (from 1).
#' @family predictions with uncertainty
#' @inherit predict_mc_dropout examples
#' @name mc_dropout
NULL

new_mc_dropout <- function(result, settings) {
  fields <- c(
    mean = "mean", sd = "std", quantiles = "quantiles", rlang::set_names(measure_names),
    samples = "samples"
  )
  x <- lapply(fields, function(name) drop_array(result[[name]]))
  if (!is.null(x$quantiles)) {
    levels <- names(stats::quantile(0, result$quantile_levels))
    dimnames(x$quantiles) <- c(list(levels), rep(list(NULL), length(dim(x$quantiles)) - 1L))
  }
  structure(c(x, task = result$task, settings), class = "mc_dropout")
}

# R's arrays of one dimension behave like vectors almost everywhere.
drop_array <- function(x) if (length(dim(x)) == 1L) as.vector(x) else x

#' @rdname mc_dropout
#' @export
print.mc_dropout <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  count <- NROW(x$mean)
  examples <- number_of(count, "example")
  cat(sprintf("Monte Carlo dropout: %d draws for each of %s\n", x$draws, examples))
  cat(strwrap(sprintf(
    "Drawn by %s; %s.", paste(abbreviate_list(x$layers), collapse = ", "),
    if (x$masks == "per_draw") "in a draw all examples share masks" else "masks for each example"
  ), exdent = 2L), sep = "\n")
  cat("\n")
  missing <- sum(is.na(uncertainty(x)))
  if (missing) cat(sprintf("%s without a finite prediction\n", number_of(missing, "example")))
  if (missing == count) return(invisible(x))
  if (x$task == "classification") print_classes(x, count) else print_values(x)
  if (count > missing + 1L) {
    least <- utils::head(order(uncertainty(x), decreasing = TRUE, na.last = NA), 5L)
    cat(sprintf("Least sure: examples %s\n", paste(least, collapse = ", ")))
  }
  invisible(x)
}

print_classes <- function(x, count) {
  classes <- class_count(x)
  cat(sprintf(
    "%s, in nats (at most log(%d) = %.3f):\n",
    if (is_multi_label(x)) {
      number_of(ncol(x$mean), "label")
    } else {
      sprintf("Classification into %d classes", classes)
    }, classes, log(classes)
  ))
  # As many digits as a hundred draws can tell.
  print_spread(
    x[measure_names[measure_units == "nats"]],
    function(values) formatC(values, digits = 3, format = "f", width = 8)
  )
  split <- x$variation_ratio[is.finite(x$variation_ratio)] > 0
  cat(sprintf(
    "In %d of %d (%s) the draws do not all agree on the class.\n",
    sum(split), length(split), percent(mean(split))
  ))
}

print_values <- function(x) {
  size <- prod(dim(x$mean)[-1L])
  many <- if (size > 1) sprintf(", %d values for each example", size)
  cat("Regression", many, ":\n", sep = "")
  print_spread(
    x[c("mean", "sd")],
    function(values) formatC(signif(values, 3L), digits = 3, format = "fg", width = 8)
  )
}

# Where the values of each measure lie.
print_spread <- function(measures, format) {
  spread <- function(values) stats::quantile(values[is.finite(values)], names = FALSE)
  shown <- format(t(vapply(measures, spread, numeric(5L))))
  dimnames(shown) <- list(
    gsub("_", " ", names(measures)), c("lowest", "25 %", "median", "75 %", "highest")
  )
  print(noquote(shown), right = TRUE)
}

#' @rdname mc_dropout
#' @export
as.data.frame.mc_dropout <- function(x, ...) {
  check_no_dots(..., also = data_frame_arguments)
  if (x$task == "regression") return(value_frame(x))
  probability <- class_probabilities(x)
  columns <- length(dim(probability))
  flat <- matrix(probability, ncol = dim(probability)[[columns]])
  best <- max.col(flat, ties.method = "first")
  # With two classes in one column the spread of both is the same.
  sd <- if (length(x$sd) == length(x$entropy)) {
    as.vector(x$sd)
  } else {
    matrix(x$sd, ncol = ncol(flat))[cbind(seq_along(best), best)]
  }
  data.frame(
    place_columns(dim(probability)[-columns], if (is_multi_label(x)) "label"),
    class = best - 1L, probability = flat[cbind(seq_along(best), best)], sd = sd,
    lapply(x[measure_names], as.vector)
  )
}

# What a classifier's draws say, with its unit; "" for a share.
measure_units <- c(
  entropy = "nats", expected_entropy = "nats", mutual_information = "nats", variation_ratio = ""
)

measure_names <- names(measure_units)

value_frame <- function(x) {
  frame <- data.frame(
    place_columns(dim(x$mean) %||% length(x$mean), "column"),
    mean = as.vector(x$mean), sd = as.vector(x$sd)
  )
  if (!is.null(x$quantiles)) {
    quantiles <- t(matrix(x$quantiles, nrow = dim(x$quantiles)[[1L]]))
    colnames(quantiles) <- dimnames(x$quantiles)[[1L]]
    frame <- cbind(frame, quantiles)
  }
  frame
}

# Which example, and which place in its output, each element of an array is.
place_columns <- function(shape, second = NULL) {
  shape <- if (length(shape) == 2L && shape[[2L]] == 1L) shape[[1L]] else shape
  places <- as.data.frame(arrayInd(seq_len(prod(shape)), shape))
  more <- length(shape) - 1L
  names(places) <- c("example", if (more == 1L && !is.null(second)) {
    second
  } else if (more) {
    paste0("axis_", seq_len(more) + 1L)
  })
  places
}

# ---- What it says --------------------------------------------------------------

# Several labels, each true or not, have measures in the shape of the output.
is_multi_label <- function(x) {
  x$task == "classification" && length(dim(x$entropy)) > 1L &&
    identical(dim(x$entropy), dim(x$mean))
}

is_binary <- function(x) length(x$mean) == length(x$entropy)

class_count <- function(x) if (is_binary(x)) 2L else utils::tail(dim(x$mean), 1L)

# With an axis for the classes at the end.
class_probabilities <- function(x) {
  if (!is_binary(x)) return(x$mean)
  places <- dim(x$entropy) %||% length(x$entropy)
  array(c(1 - x$mean, x$mean), c(places, 2L))
}

# One number for each example, the higher the less sure.
uncertainty <- function(x, measure = if (x$task == "classification") "entropy" else "sd") {
  values <- x[[measure]]
  if (is.null(dim(values))) values else rowMeans(matrix(values, nrow = dim(values)[[1L]]))
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

number_of <- function(n, what) sprintf("%d %s%s", n, what, if (n == 1L) "" else "s")

percent <- function(share) sprintf("%.3g %%", 100 * share)

abbreviate_list <- function(x, most = 6L) {
  if (length(x) <= most) x else c(x[seq_len(most - 1L)], sprintf("%d more", length(x) - most + 1L))
}
