# A classifier of 4 numbers with batch normalisation before its dropout.
mc_classifier <- function(rate = 0.5, units = 3, activation = "softmax", seed = 1) {
  set_random_seed(seed)
  model <- keras_model_sequential(input_shape = 4, name = "net") |>
    layer_dense(16, activation = "relu", name = "hidden") |>
    layer_batch_normalization(name = "norm") |>
    layer_dropout(rate, name = "drop") |>
    layer_dense(units, activation = activation, name = "out")
  norm <- model$get_layer("norm")
  set_weights(norm, list(rep(2, 16), rep(0.5, 16), rep(0.3, 16), rep(4, 16)))
  model
}

mc_data <- function(n = 6) withr::with_seed(1, matrix(rnorm(4 * n), ncol = 4))

draw <- function(model, x = mc_data(), ..., seed = 1, verbose = 0) {
  predict_mc_dropout(model, x, ..., seed = seed, verbose = verbose)
}

# Results as predict_mc_dropout() makes them, without a model.
mc_result <- function(mean, ..., task = "classification") {
  structure(
    c(list(mean = mean, ...), task = task, list(draws = 20L, masks = "per_example", layers = "d")),
    class = "mc_dropout"
  )
}

classified <- function(n = 40) {
  probability <- withr::with_seed(1, {
    p <- matrix(runif(3 * n)^3, ncol = 3)
    p / rowSums(p)
  })
  entropy <- -rowSums(probability * log(probability))
  mc_result(
    probability, sd = probability / 10, entropy = entropy, expected_entropy = entropy / 2,
    mutual_information = entropy / 2, variation_ratio = round(entropy, 1)
  )
}

best_class <- function(x) max.col(x$mean) - 1L

layer_data <- function(plot, geom) {
  layers <- Filter(function(layer) inherits(layer$geom, geom), plot$layers)
  lapply(layers, function(layer) {
    if (inherits(layer$data, "waiver")) plot$data else layer$data
  })
}
