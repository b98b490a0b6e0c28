# An error of lamina's, in the name of the function that was called, without the
# way through Python.
expect_lamina_error <- function(object, regexp = NULL, class = "argument", from = NULL) {
  class <- paste0("lamina_error_", class)
  cnd <- expect_error(object, class = class)
  # Its own class, not that of the error behind it.
  expect_true(all(inherits(cnd, c(class, "lamina_error"), which = TRUE) > 0))
  if (!is.null(from)) expect_identical(rlang::call_name(cnd$call), from)
  # Once: it takes as long as raising the error. The error behind it is in it.
  text <- conditionMessage(cnd)
  if (!is.null(regexp)) expect_match(text, regexp)
  expect_no_match(text, "Traceback|File \"|py_last_error|\\.py\\b")
  invisible(cnd)
}

# Examples by channels by positions, whatever the layout.
maps_by_position <- function(x, data_format) {
  rank <- length(dim(x))
  if (data_format == "channels_last") x <- aperm(x, c(1, rank, seq_len(rank)[-c(1, rank)]))
  array(x, c(dim(x)[1:2], prod(dim(x)[-(1:2)])))
}

# Each feature map is zero as a whole, or the input's times 1 / (1 - rate): the
# matrix of those that are zero, examples by channels.
expect_whole_maps <- function(output, input, rate, data_format = "channels_last") {
  expect_identical(dim(output), dim(input))
  after <- maps_by_position(output, data_format)
  before <- maps_by_position(input, data_format)
  zero <- apply(after == 0, 1:2, all)
  kept <- apply(abs(after - before / (1 - rate)) < 1e-5 * abs(before), 1:2, all)
  expect_true(all(xor(zero, kept)))
  invisible(zero)
}

# As many as the rate says, and drawn for each example and each channel.
expect_drawn_at_rate <- function(dropped, rate) {
  error <- sqrt(rate * (1 - rate) / length(dropped))
  expect_lt(abs(mean(dropped) - rate), 4 * error)
  expect_gt(nrow(unique(dropped)), 1)
  expect_gt(nrow(unique(t(dropped))), 1)
}

# The settings of a layer or model, without what get_config() adds in R.
settings <- function(object) {
  config <- get_config(object)
  attributes(config) <- attributes(config)["names"]
  config
}

expect_same_layer <- function(layer, expected) {
  expect_identical(class(layer), class(expected))
  expect_equal(settings(layer), settings(expected))
}

# get_config() and from_config() give a layer of the same kind and settings.
expect_config_round_trip <- function(object) {
  again <- from_config(get_config(object))
  expect_identical(class(again), class(object))
  expect_equal(settings(again), settings(object))
}

# `code` leaves the model and Python's random state as they were.
expect_model_unchanged <- function(model, code) {
  state <- function() {
    list(
      layers = vapply(model$layers, reticulate::py_id, ""),
      names = layer_names(model),
      built = model$built,
      shape = if (reticulate::py_has_attr(model, "output_shape")) model$output_shape,
      weights = get_weights(model),
      random = python_random_state()
    )
  }
  before <- state()
  force(code)
  expect_identical(state(), before)
}

# What every layer function promises: settings by name as in Keras, a Sequential
# model, a symbolic tensor and an array with one outcome each.
expect_composes <- function(layer, x, output_shape) {
  expect_identical(dim(as.array(layer(x))), as.integer(output_shape))
  expect_identical(
    tensor_shape(layer(keras_input(dim(x)[-1]))), c(NA, as.integer(output_shape[-1]))
  )
  model <- keras_model_sequential(input_shape = dim(x)[-1])
  expect_true(is_same_object(layer(model), model))
  expect_identical(model_output_shape(model), c(NA, as.integer(output_shape[-1])))
  expect_s3_class(layer(), "keras.src.layers.layer.Layer")
}
