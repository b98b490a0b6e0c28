# Multiples of 1/8 without zero: they and their doubles are exact in every float
# type, and a zero in the output was made by the layer.
feature_maps <- function(shape, seed = 1) {
  values <- c(-16:-1, 1:16) / 8
  withr::with_seed(seed, array(sample(values, prod(shape), replace = TRUE), shape))
}

# The shapes of 8 examples with 16 channels, every axis of another length.
maps_shape <- function(rank, data_format) {
  spatial <- c(3, 4, 5)[seq_len(rank)]
  if (data_format == "channels_first") c(8, 16, spatial) else c(8, spatial, 16)
}

# Two classes that one feature tells apart.
easy_problem <- function(n = 64) {
  withr::with_seed(1, {
    x <- matrix(rnorm(n * 4), ncol = 4)
    list(x = x, y = as.integer(x[, 1] > 0))
  })
}

# TensorFlow takes longer to trace so small a model than to train it step by step.
small_classifier <- function(..., optimizer = keras$optimizers$Adam(0.1),
                             run_eagerly = keras$backend$backend() == "tensorflow") {
  set_random_seed(1)
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(2, activation = "softmax")
  compile(
    model, optimizer, loss = "sparse_categorical_crossentropy", run_eagerly = run_eagerly, ...
  )
}

# A model with spatial dropout that takes images of 6 by 6 pixels.
small_convnet <- function(rate = 0.25, name = "net") {
  set_random_seed(1)
  keras_model_sequential(input_shape = c(6, 6, 1), name = name) |>
    layer_conv_2d(4, 3, name = "conv") |>
    layer_spatial_dropout_2d(rate, seed = 1, name = "drop_maps") |>
    layer_flatten(name = "flat") |>
    layer_dense(2, name = "out")
}

images <- function(n = 3) feature_maps(c(n, 6, 6, 1), seed = 2)

# Whole numbers as the package bit64 keeps them: 64 bits in those of a double.
integer64 <- function(x) {
  values <- as.vector(x)
  # 32 bits each, the lower ones first; R writes -2^31 as NA.
  halves <- rbind(values %% 2^32, floor(values / 2^32) %% 2^32)
  halves <- ifelse(halves >= 2^31, halves - 2^32, halves)
  bits <- writeBin(as.integer(replace(halves, halves == -2^31, NA)), raw(), endian = "little")
  doubles <- readBin(bits, "double", length(values), endian = "little")
  structure(doubles, dim = dim(x), class = "integer64")
}

# Values of classes that are no numbers, two of each.
not_numbers <- function() {
  days <- as.Date("2024-02-28") + 0:1
  times <- as.POSIXct(days)
  list(
    Date = days, POSIXct = times, POSIXlt = as.POSIXlt(times), difftime = days - days[[1]],
    numeric_version = numeric_version(c("1.2", "3.4")), complex = c(1i, 2), text = c("a", "b"),
    factor = factor(c("a", "b")), list = list(1, 2), bigz = structure(as.raw(1:2), class = "bigz")
  )
}
