# Times creating a layer, an optimizer, a loss and a metric from R beside the same call in Python,
# operations on a tensor beside the same operation there and in keras3, where that is installed, a
# long pipe of layers beside building the same model at once in Python, and the first and the second
# call of predict_mc_dropout() on a fresh model beside predict(); all in turn, in one process.
#
#   KERAS_BACKEND=jax Rscript tools/bench-layers.R [results.csv]

library(lamina)
source("tools/bench-common.R")

turns <- 31
calls_a_turn <- 20L
pipe_turns <- 5
pipe_length <- 400L
# Each turn has a model of its own, and compiles it.
draws <- 50L
examples <- 256L
draw_seconds <- 60
draw_turns <- c(least = 5, most = 25)

backend <- keras$backend$backend()
invisible(layer_spatial_dropout_2d(rate = 0.3)) # loads lamina's Python half
python <- reticulate::py_run_string("
import gc
import time
import keras
import lamina

def seconds_of(make, calls):
    start = time.perf_counter()
    for _ in range(calls):
        make()
    return time.perf_counter() - start

def seconds_of_spatial_dropout(calls):
    return seconds_of(lambda: lamina.SpatialDropout2D(rate=0.3), calls)

def seconds_of_dense(calls):
    return seconds_of(lambda: keras.layers.Dense(units=8), calls)

def seconds_of_adam(calls):
    return seconds_of(lambda: keras.optimizers.Adam(learning_rate=0.001), calls)

def seconds_of_loss(calls):
    return seconds_of(keras.losses.SparseCategoricalCrossentropy, calls)

def seconds_of_metric(calls):
    return seconds_of(keras.metrics.SparseCategoricalAccuracy, calls)

x = keras.ops.reshape(keras.ops.arange(12.0), (3, 4))

def seconds_of_add(calls):
    return seconds_of(lambda: keras.ops.add(x, 1.0), calls)

def seconds_of_sum(calls):
    return seconds_of(lambda: keras.ops.sum(x, axis=0), calls)

def seconds_of_row(calls):
    return seconds_of(lambda: x[0], calls)

def layer(index):
    if index % 2:
        return lamina.SpatialDropout1D(rate=0.1)
    return keras.layers.Dense(units=8)

def seconds_of_building(n):
    gc.collect()  # what was built before is not this model's to tidy up
    start = time.perf_counter()
    model = keras.Sequential([keras.Input((4, 8)), *map(layer, range(n))])
    assert model.output_shape == (None, 4, 8) and len(model.layers) == n
    return time.perf_counter() - start
")

pipe <- function(n) {
  model <- keras_model_sequential(input_shape = c(4, 8))
  for (index in seq_len(n)) {
    if (index %% 2) layer_dense(model, units = 8) else layer_spatial_dropout_1d(model, rate = 0.1)
  }
  stopifnot(identical(model$output_shape[-1], list(4L, 8L)), length(model$layers) == n)
}

take_turns <- function(turns, r, other) {
  r() # warms up, as does the next
  other()
  times <- replicate(turns, if (stats::runif(1) < 0.5) {
    c(r = r(), other = other())
  } else {
    rev(c(other = other(), r = r()))
  })
  as.data.frame(t(times))
}

# The network of python/benchmarks/monte_carlo.py whose dropout is late.
late_network <- function() {
  model <- keras_model_sequential(input_shape = c(32, 32, 3))
  for (filters in c(16, 32, 64, 64)) {
    layer_conv_2d(model, filters, 3, padding = "same", activation = "relu")
    layer_batch_normalization(model)
    layer_max_pooling_2d(model)
  }
  model |>
    layer_flatten() |>
    layer_dropout(0.5) |>
    layer_dense(10, activation = "softmax")
}

# The prediction is compiled before; of the draws the first call compiles.
draws_of_a_fresh_model <- function(x) {
  model <- late_network()
  predict(model, x, verbose = 0)
  python$gc$collect()
  predicts <- function() seconds_in_r(predict(model, x, verbose = 0))
  draw <- function() {
    seconds_in_r(predict_mc_dropout(model, x, samples = draws, seed = 1, verbose = 0))
  }
  first <- draw()
  if (stats::runif(1) < 0.5) {
    c(first = first, lamina = draw(), predict = predicts())
  } else {
    c(first = first, predict = predicts(), lamina = draw())
  }
}

take_draw_turns <- function() {
  x <- array(stats::rnorm(examples * 32 * 32 * 3), c(examples, 32, 32, 3))
  draws_of_a_fresh_model(x) # warms up
  times <- list()
  end <- as.numeric(Sys.time()) + draw_seconds
  while (
    length(times) < draw_turns[["least"]] ||
      length(times) < draw_turns[["most"]] && as.numeric(Sys.time()) < end
  ) {
    turn <- draws_of_a_fresh_model(x)
    times <- c(times, list(turn[c("first", "lamina", "predict")]))
  }
  as.data.frame(do.call(rbind, times))
}

spread <- function(mode, measure, values, size = "") {
  row <- row_of("R", mode, measure, values, backend, size)
  rows <<- rbind(rows, row)
  say_row(row)
}
rows <- NULL

cat("==> R:", R.version.string, "on", backend, "\n")
layers <- list(
  "layer_spatial_dropout_2d()" = list(
    r = function() layer_spatial_dropout_2d(rate = 0.3),
    python = python$seconds_of_spatial_dropout
  ),
  "layer_dense()" = list(
    r = function() layer_dense(units = 8),
    python = python$seconds_of_dense
  ),
  "optimizer_adam()" = list(
    r = function() optimizer_adam(learning_rate = 0.001),
    python = python$seconds_of_adam
  ),
  "loss_sparse_categorical_crossentropy()" = list(
    r = function() loss_sparse_categorical_crossentropy(),
    python = python$seconds_of_loss
  ),
  "metric_sparse_categorical_accuracy()" = list(
    r = function() metric_sparse_categorical_accuracy(),
    python = python$seconds_of_metric
  )
)
for (name in names(layers)) {
  layer <- layers[[name]]
  seconds <- take_turns(
    turns,
    function() seconds_in_r(for (call in seq_len(calls_a_turn)) layer$r()),
    function() layer$python(calls_a_turn)
  )
  ms <- 1000 * seconds / calls_a_turn
  spread(name, "R ms", ms$r)
  spread(name, "Python ms", ms$other)
  spread(name, "R/(1.3 Python + 0.5 ms)", ms$r / (1.3 * ms$other + 0.5))
}

x <- python$x
has_keras3 <- nzchar(system.file(package = "keras3"))
operations <- list(
  "op_add(x, 1)" = list(
    r = function() op_add(x, 1), python = python$seconds_of_add,
    keras3 = function() keras3::op_add(x, 1)
  ),
  "x + 1" = list(r = function() x + 1, python = python$seconds_of_add),
  "op_sum(x, axis = 1)" = list(
    r = function() op_sum(x, axis = 1), python = python$seconds_of_sum,
    keras3 = function() keras3::op_sum(x, axis = 1)
  ),
  "x[1, ]" = list(r = function() x[1, ], python = python$seconds_of_row)
)
for (name in names(operations)) {
  operation <- operations[[name]]
  seconds <- take_turns(
    turns,
    function() seconds_in_r(for (call in seq_len(10L * calls_a_turn)) operation$r()),
    function() operation$python(10L * calls_a_turn)
  )
  ms <- 100 * seconds / calls_a_turn
  spread(name, "R ms", ms$r)
  spread(name, "Python ms", ms$other)
  spread(name, "R/(Python + 0.1 ms)", ms$r / (ms$other + 0.1))
  if (has_keras3 && !is.null(operation$keras3)) {
    seconds <- take_turns(
      turns,
      function() seconds_in_r(for (call in seq_len(10L * calls_a_turn)) operation$r()),
      function() seconds_in_r(for (call in seq_len(10L * calls_a_turn)) operation$keras3())
    )
    spread(name, "keras3 ms", 100 * seconds$other / calls_a_turn)
    spread(name, "R/keras3", seconds$r / seconds$other)
  }
}

seconds <- take_turns(
  pipe_turns,
  function() {
    gc()
    python$gc$collect()
    seconds_in_r(pipe(pipe_length))
  },
  function() python$seconds_of_building(pipe_length)
)
spread(paste(pipe_length, "layers piped in R"), "R/once", seconds$r / seconds$other)

seconds <- take_draw_turns()
mode <- sprintf("late, %d draws, from R", draws)
size <- sprintf("%d examples", examples)
spread(mode, "lamina/predict", seconds$lamina / seconds$predict, size)
spread(mode, "first/predict", seconds$first / seconds$predict, size)
spread(mode, "predict seconds", seconds$predict, size)

write_rows(rows)
