skip_without_keras()

# In another session, which sends SIGINT to itself from a thread: at many moments, each with what
# came of it. A whole epoch is one step, so that the weights tell how many were done.
interrupted_runs <- function() {
  remember("interrupted_runs", other_session()$run(function() {
    library(lamina)
    reticulate::py_run_string(paste(
      "import os, signal, threading",
      "def interrupt_later(seconds):",
      "    kill = lambda: os.kill(os.getpid(), signal.SIGINT)",
      "    threading.Timer(seconds, kill).start()",
      sep = "\n"
    ))
    x <- matrix(seq(-1, 1, length.out = 40), 10)
    y <- x %*% matrix(1:8 / 8, 4)
    model <- keras_model_sequential(input_shape = 4) |>
      layer_dense(3) |> layer_batch_normalization() |> layer_dense(2)
    loss <- function(y_true, y_pred) {
      keras$ops$mean(keras$ops$square(keras$ops$subtract(y_true, y_pred)))
    }
    compile(
      model, keras$optimizers$SGD(0.01), loss = loss,
      run_eagerly = keras$backend$backend() == "tensorflow"
    )
    start <- get_weights(model)
    callback <- keras$callbacks$LambdaCallback(on_train_batch_end = function(batch, logs) sqrt(2))
    train <- function(epochs) {
      fit(model, x, y, epochs = epochs, shuffle = FALSE, verbose = 0, callbacks = callback)
    }
    train(1)
    drops <- keras_model_sequential(input_shape = 4) |> layer_dropout(0.5) |> layer_dense(2)
    predict_mc_dropout(drops, x, samples = 2, verbose = 0)
    # Looked up once: Ctrl-C in R's own way to Python is an error of reticulate.
    train_on_batch <- model$train_on_batch
    runs <- list(
      fit = function() train(3000),
      train_on_batch = function() repeat train_on_batch(x, y),
      evaluate = function() repeat evaluate(model, x, y, verbose = 0),
      predict = function() repeat predict(model, x, verbose = 0),
      predict_mc_dropout = function() repeat predict_mc_dropout(drops, x, samples = 2, verbose = 0)
    )
    try_once <- function(run, seconds) {
      set_weights(model, start)
      model$optimizer$iterations$assign(0L)
      run_interrupted <- function() {
        reticulate::py$interrupt_later(seconds)
        run()
      }
      cnd <- tryCatch(run_interrupted(), interrupt = identity, error = identity)
      kept <- if (inherits(cnd$history, "keras_training_history")) as.data.frame(model$history)
      weights <- get_weights(model)
      steps <- as.integer(as.array(model$optimizer$iterations))
      set_weights(model, start)
      if (steps > 0) train(steps)
      list(
        class = class(cnd), steps = steps, history = cnd$history, kept = kept,
        difference = max(abs(unlist(weights) - unlist(get_weights(model))))
      )
    }
    seconds <- c(0.004, 0.03, 0.08, 0.13, 0.2, 0.27)
    results <- lapply(runs, function(run) lapply(seconds, function(s) try_once(run, s)))
    # Nothing is left behind.
    after <- tryCatch(
      {
        tools::pskill(Sys.getpid(), tools::SIGINT)
        Sys.sleep(5)
      },
      interrupt = class
    )
    list(results = results, after = after)
  }))
}

test_that("a model that is interrupted is as after its last whole step", {
  for (run in unlist(interrupted_runs()$results, recursive = FALSE)) {
    expect_true("interrupt" %in% run$class)
    expect_lt(run$difference, 1e-5)
  }
})

test_that("an interrupted training has the history so far", {
  runs <- interrupted_runs()$results$fit
  for (run in runs) {
    # The last step's epoch may not have come to its end.
    expect_true((run$steps - length(run$history$epoch)) %in% 0:1)
    # It may have come before fit() had begun.
    if (!is.null(run$history)) expect_identical(run$kept, as.data.frame(run$history))
  }
  expect_gt(max(vapply(runs, function(run) NROW(run$kept), 1L)), 0)
  expect_identical(interrupted_runs()$after, c("interrupt", "condition"))
})

test_that("a save that is interrupted in R code leaves what was there, and nothing else", {
  seen <- other_session()$run(function() {
    library(lamina)
    is_slow <- FALSE
    layer_slow <- Layer("Slow", call = function(inputs) inputs, get_config = function() {
      if (is_slow) {
        tools::pskill(Sys.getpid(), tools::SIGINT)
        Sys.sleep(5)
      }
      super$get_config()
    })
    model <- keras_model_sequential(input_shape = 2) |> layer_slow()
    path <- file.path(tempfile("saved"), "net.keras")
    dir.create(dirname(path))
    save_model(model, path)
    before <- tools::md5sum(path)
    is_slow <- TRUE
    cnd <- tryCatch(
      save_model(model, path, overwrite = TRUE), interrupt = identity, error = identity
    )
    files <- list.files(dirname(path), all.files = TRUE, no.. = TRUE)
    list(class = class(cnd), files = files, is_same = identical(tools::md5sum(path), before))
  })
  expect_identical(seen$class, c("interrupt", "condition"))
  expect_identical(seen$files, "net.keras")
  expect_true(seen$is_same)
})
