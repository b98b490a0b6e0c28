# A network that is trained with lamina's functions comes to the numbers of the same program in
# Python: losses, metrics and weights.
skip_without_keras()

program <- "
def train(x, y, shuffle):
    import keras
    import numpy as np

    keras.utils.set_random_seed(3)
    model = keras.Sequential([
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(4, 3, activation='relu'),
        keras.layers.Dropout(0.2),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation='softmax'),
    ])
    rate = keras.optimizers.schedules.CosineDecay(0.01, 12)
    model.compile(
        optimizer=keras.optimizers.Adam(rate, clipnorm=0.1),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[
            keras.metrics.SparseCategoricalAccuracy(name='accuracy'),
            keras.metrics.SparseTopKCategoricalAccuracy(k=3, name='top_3'),
        ],
    )
    history = model.fit(
        np.asarray(x), np.asarray(y), batch_size=32, epochs=3, validation_split=0.25, verbose=0,
        shuffle=shuffle,
        callbacks=[keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)],
    )
    return history.history, model.get_weights()
"

# Scanned digits that come with scikit-learn.
digits <- function(n = 128) {
  data <- reticulate::import("sklearn.datasets")$load_digits()
  x <- array(data$images / 16, c(dim(data$images), 1))
  list(x = x[seq_len(n), , , , drop = FALSE], y = as.integer(data$target)[seq_len(n)])
}

test_that("digits are learnt with the losses, metrics and weights of the program in Python", {
  skip_if_not(reticulate::py_module_available("sklearn"), "scikit-learn")
  data <- digits()
  # On TensorFlow Keras repeats the order of the first epoch, and lamina does not.
  shuffle <- keras$backend$backend() != "tensorflow"
  of_python <- reticulate::py_run_string(program, local = TRUE)$train(data$x, data$y, shuffle)
  set_random_seed(3)
  model <- keras_model_sequential(input_shape = c(8, 8, 1)) |>
    layer_conv_2d(4, 3, activation = "relu") |>
    layer_dropout(0.2) |>
    layer_flatten() |>
    layer_dense(10, activation = "softmax")
  rate <- learning_rate_schedule_cosine_decay(0.01, decay_steps = 12)
  model |> compile(
    optimizer_adam(rate, clipnorm = 0.1), loss = loss_sparse_categorical_crossentropy(),
    metrics = list(
      metric_sparse_categorical_accuracy(name = "accuracy"),
      metric_sparse_top_k_categorical_accuracy(k = 3, name = "top_3")
    )
  )
  history <- model |> fit(
    data$x, data$y, batch_size = 32, epochs = 3, validation_split = 0.25, verbose = 0,
    shuffle = shuffle,
    callbacks = callback_early_stopping(patience = 2, restore_best_weights = TRUE)
  )
  names <- names(of_python[[1L]])
  expect_setequal(names(history$metrics), names)
  for (name in names) {
    expect_equal(history$metrics[[name]], unlist(of_python[[1L]][[name]]), tolerance = 1e-5)
  }
  expect_equal(get_weights(model), of_python[[2L]], tolerance = 1e-5)
  expect_lt(history$metrics$loss[[3L]], history$metrics$loss[[1L]])
})
