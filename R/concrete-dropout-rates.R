#' Rates that concrete dropout has learnt
#'
#' `concrete_dropout_rates()` reads the rates of all [layer_concrete_dropout()] and
#' [layer_spatial_concrete_dropout()] layers in a model, at any depth; `plot()` draws them.
#'
#' @param model A model or a layer with such layers in it, which has weights.
#' @param x What `concrete_dropout_rates()` returned.
#' @param y Not used.
#' @param ... Not used.
#' @returns A data frame of class `concrete_dropout_rates`, with a row for each rate, in the order
#'   of the model: `layer`, the name of the layer, with a number behind it from the second of a
#'   name on; `channel`, counted from 1, and `NA` where the layer has one rate for all; `rate`.
#'   `plot()` returns a ggplot. Errors have class `lamina_error`.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |>
#'   layer_concrete_dropout(layer_dense(units = 8), name = "hidden", per_channel = TRUE) |>
#'   layer_concrete_dropout(layer_dense(units = 1), name = "output")
#' concrete_dropout_rates(model)
#' plot(concrete_dropout_rates(model))
#' @export
concrete_dropout_rates <- function(model, ...) {
  check_no_dots(..., what = "this function")
  check_weighted(model)
  rates <- with_python(
    core$concrete_dropout_rates(model),
    "The rates of {.val {model$name}} could not be read.",
    call = rlang::current_env()
  )
  rates <- lapply(rates, as.vector)
  frame <- data.frame(
    layer = rep(names(rates), lengths(rates)),
    channel = unlist(lapply(rates, channel_numbers), use.names = FALSE),
    rate = unlist(rates, use.names = FALSE)
  )
  class(frame) <- c("concrete_dropout_rates", class(frame))
  frame
}

channel_numbers <- function(rates) if (length(rates) > 1L) seq_along(rates) else NA_integer_

#' @rdname concrete_dropout_rates
#' @export
plot.concrete_dropout_rates <- function(x, y, ...) {
  check_no_dots(...)
  if (!missing(y)) check_unused_y(y, "It draws all rates: `plot(rates)`.")
  frame <- as.data.frame(x)
  # The first layer stands above the others.
  layers <- rev(unique(frame$layer))
  several <- frame[!is.na(frame$channel), ]
  means <- stats::aggregate(rate ~ layer, frame, mean)
  means <- means[means$layer %in% several$layer, ]
  ggplot2::ggplot(frame, ggplot2::aes(.data$rate, .data$layer)) +
    (if (nrow(means)) {
      ggplot2::geom_errorbar(
        ggplot2::aes(xmin = .data$rate, xmax = .data$rate), means, width = 0.5, linewidth = 1,
        colour = orange
      )
    }) +
    ggplot2::geom_point(
      data = several, alpha = 0.5, size = 1.8, colour = blue,
      position = ggplot2::position_jitter(width = 0, height = 0.15, seed = 1)
    ) +
    ggplot2::geom_point(data = frame[is.na(frame$channel), ], size = 3, colour = blue) +
    ggplot2::scale_y_discrete(limits = layers) +
    ggplot2::expand_limits(x = c(0, 0.5)) +
    ggplot2::labs(
      x = "rate", y = NULL,
      caption = if (nrow(means)) "Points: channels. Line: their mean"
    ) +
    theme_lamina()
}
