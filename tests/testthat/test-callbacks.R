skip_without_keras()

problem <- easy_problem(8)

test_that("R functions see epochs and batches counted from 1, and may take fewer arguments", {
  model <- small_classifier()
  seen <- list()
  note <- function(what, value) seen[[what]] <<- c(seen[[what]], value)
  callback <- keras$callbacks$LambdaCallback(
    on_train_begin = function() note("train", 1),
    on_epoch_begin = function(epoch) note("begin", epoch),
    on_epoch_end = function(epoch, logs) note("loss", c(epoch, logs$loss)),
    on_train_batch_end = function(batch, ...) note("batch", batch)
  )
  before <- reticulate::py_id(callback$on_epoch_end)
  history <- fit(
    model, problem$x, problem$y, epochs = 3, initial_epoch = 2, batch_size = 4, verbose = 0,
    callbacks = callback
  )
  expect_equal(seen$train, 1)
  expect_equal(seen$begin, 2:3)
  expect_equal(seen$loss, as.vector(rbind(2:3, history$metrics$loss)), tolerance = 1e-6)
  expect_equal(seen$batch, c(1, 2, 1, 2))
  expect_identical(reticulate::py_id(callback$on_epoch_end), before)
})

test_that("a schedule of learning rates takes the epoch, counted from 0, or also the rate", {
  model <- small_classifier()
  makers <- list(callback_learning_rate_scheduler, keras$callbacks$LearningRateScheduler)
  for (make in makers) {
    rates <- function(schedule) {
      fit(
        model, problem$x, problem$y, epochs = 3, initial_epoch = 2, verbose = 0,
        callbacks = make(schedule)
      )$metrics$learning_rate
    }
    expect_equal(rates(function(epoch) 0.1 / epoch), c(0.1, 0.05), tolerance = 1e-6)
    expect_equal(rates(function(epoch, lr) lr / 2), c(0.025, 0.0125), tolerance = 1e-6)
  }
})

test_that("a schedule must return a learning rate", {
  model <- small_classifier()
  for (rate in list("low", -1, NA, c(1, 2), NULL)) {
    cnd <- expect_lamina_error(
      fit(
        model, problem$x, problem$y, verbose = 0,
        callbacks = callback_learning_rate_scheduler(function(epoch) rate)
      ),
      "The training failed", class = "python", from = "fit"
    )
    expect_match(conditionMessage(cnd$parent$parent), "a number of at least 0, not")
  }
})

test_that("averages are swapped where an optimizer takes them", {
  callbacks <- callback_swap_ema_weights()
  model <- small_classifier()
  expect_snapshot(error = TRUE, fit(model, problem$x, problem$y, callbacks = callbacks))
  compile(model, optimizer_sgd(use_ema = TRUE), "sparse_categorical_crossentropy")
  expect_no_error(fit(model, problem$x, problem$y, callbacks = callbacks, verbose = 0))
})

test_that("callbacks set the learning rate of an optimizer that has no schedule", {
  model <- small_classifier()
  callbacks <- list(
    callback_learning_rate_scheduler(function(epoch, rate) rate / 2),
    callback_reduce_lr_on_plateau("loss")
  )
  expect_no_error(fit(model, problem$x, problem$y, callbacks = callbacks, verbose = 0))
  compile(
    model, optimizer_sgd(learning_rate_schedule_cosine_decay(0.1, 10)),
    "sparse_categorical_crossentropy"
  )
  for (callback in callbacks) {
    expect_lamina_error(
      fit(model, problem$x, problem$y, callbacks = callback, verbose = 0),
      "takes its learning rate from a schedule", from = "fit"
    )
  }
})

test_that("a class of callbacks written in R counts from 1 too", {
  model <- small_classifier()
  seen <- numeric()
  counts <- reticulate::PyClass("Counts", list(
    on_epoch_begin = function(self, epoch, logs = NULL) seen <<- c(seen, epoch),
    on_test_batch_begin = function(self, batch) seen <<- c(seen, -batch),
    on_predict_batch_end = function(self, batch, logs) seen <<- c(seen, 10 * batch)
  ), inherit = keras$callbacks$Callback)
  callback <- counts()
  fit(
    model, problem$x, problem$y, epochs = 2, verbose = 0, callbacks = list(callback),
    validation_data = list(problem$x, problem$y)
  )
  predict(model, problem$x, verbose = 0, callbacks = callback)
  expect_equal(seen, c(1, -1, 2, -1, 10))
})

test_that("an error of R's in a callback keeps its class, and the model is whole", {
  model <- small_classifier()
  fail <- function() stop(errorCondition("Out of ink.", class = "of_the_user", data = 7))
  class_of <- reticulate::PyClass("Fails", list(
    on_train_batch_end = function(self, batch, logs = NULL) fail()
  ), inherit = keras$callbacks$Callback)
  failing <- list(
    on_epoch_end = keras$callbacks$LambdaCallback(on_epoch_end = function(epoch, logs) fail()),
    on_train_batch_end = class_of(),
    on_epoch_begin = callback_lambda(on_epoch_begin = function(epoch) fail()),
    schedule = keras$callbacks$LearningRateScheduler(function(epoch) fail()),
    schedule = callback_learning_rate_scheduler(function(epoch, lr) fail())
  )
  for (i in seq_along(failing)) {
    cnd <- expect_lamina_error(
      fit(model, problem$x, problem$y, verbose = 0, callbacks = failing[[i]]),
      "The training failed", class = "python", from = "fit"
    )
    expect_s3_class(cnd$parent, "lamina_error_callback")
    expect_match(conditionMessage(cnd$parent), names(failing)[[i]], fixed = TRUE)
    expect_identical(cnd$parent$parent$data, 7)
    expect_s3_class(cnd$parent$parent, "of_the_user")
  }
  cnd <- expect_lamina_error(
    predict(model, problem$x, verbose = 0, callbacks = keras$callbacks$LambdaCallback(
      on_predict_end = function(logs) sqrt("a")
    )),
    class = "python", from = "predict"
  )
  expect_match(conditionMessage(cnd$parent), "`on_predict_end()` of the callback", fixed = TRUE)
  expect_match(conditionMessage(cnd$parent$parent), "non-numeric argument")
  # Nothing is left behind.
  expect_length(fit(model, problem$x, problem$y, epochs = 2, verbose = 0)$epoch, 2)
})

test_that("callbacks come as objects, functions, classes and names, one or several", {
  kinds <- function(x) vapply(as_callbacks(x), class_name, "", USE.NAMES = FALSE)
  nan <- "TerminateOnNaN"
  expect_identical(kinds(callback_terminate_on_nan()), nan)
  expect_identical(kinds(callback_terminate_on_nan), nan)
  expect_identical(kinds(keras$callbacks$TerminateOnNaN), nan)
  expect_identical(
    kinds(c("terminate_on_nan", "EarlyStopping", "swap_ema_weights")),
    c(nan, "EarlyStopping", "SwapEMAWeights")
  )
  expect_identical(
    kinds(list(a = "terminate_on_nan", callback_early_stopping, keras$callbacks$History())),
    c(nan, "EarlyStopping", "History")
  )
  of_r6 <- R6::R6Class("Own", inherit = keras$callbacks$Callback)
  expect_identical(kinds(of_r6), "Own")
  model <- small_classifier()
  x <- problem$x
  y <- problem$y
  expect_snapshot(error = TRUE, {
    fit(model, x, y, callbacks = "terminate")
    fit(model, x, y, callbacks = c("terminate_on_nan", "progress"))
    fit(model, x, y, callbacks = "csv_logger")
    fit(model, x, y, callbacks = list(callback_model_checkpoint))
    fit(model, x, y, callbacks = keras$callbacks$CSVLogger)
    fit(model, x, y, callbacks = layer_dense)
    fit(model, x, y, callbacks = mean)
    evaluate(model, x, y, callbacks = NA)
    predict(model, x, callbacks = list(NULL))
  })
})

test_that("what is never reported is told before the training, or at its end", {
  model <- small_classifier(metrics = list("accuracy", own = function(y_true, y_pred) y_pred[, 1]))
  weights <- get_weights(model)
  fitted <- function(...) fit(model, problem$x, problem$y, verbose = 0, callbacks = list(...))
  expect_snapshot(error = TRUE, {
    fitted(callback_early_stopping())
    fitted(callback_early_stopping("acc"))
    fitted(callback_reduce_lr_on_plateau("elephants"))
    fitted(callback_early_stopping("own"))
    fitted(callback_model_checkpoint("{epoch}-{val_loss}.keras"))
  })
  expect_identical(get_weights(model), weights)
  told <- callback_lambda(on_epoch_end = function() NULL)
  expect_snapshot(history <- fitted(told, callback_early_stopping("aken", mode = "min")))
  expect_length(history$epoch, 1)
})

test_that("a training of no epoch has an empty history", {
  model <- small_classifier()
  weights <- get_weights(model)
  history <- fit(model, problem$x, problem$y, epochs = 0, verbose = 0)
  expect_s3_class(history, "keras_training_history")
  expect_identical(nrow(as.data.frame(history)), 0L)
  expect_identical(get_weights(model), weights)
})

test_that("a package that a callback needs is asked for before the first epoch", {
  callback <- keras$callbacks$RemoteMonitor()
  check <- function(needed) {
    check_callback_packages(
      callback, "callbacks", rlang::current_env(), list(RemoteMonitor = needed)
    )
  }
  expect_null(check("numpy"))
  cnd <- expect_lamina_error(
    check(c("no_such_a", "numpy", "no_such_b")),
    "RemoteMonitor needs Python's no_such_a\\s+and\\s+no_such_b", "setup", "check"
  )
  expect_match(conditionMessage(cnd), "-m pip install no_such_a no_such_b", fixed = TRUE)
  callback <- keras$callbacks$EarlyStopping()
  expect_null(check("no_such_a"))
  # Those that Keras loads late.
  for (name in names(callback_packages)) expect_true(name %in% names(keras$callbacks))
})

test_that("a schedule of steps is no function of the epoch", {
  expect_snapshot(error = TRUE, {
    callback_learning_rate_scheduler(learning_rate_schedule_exponential_decay(0.1, 10, 0.5))
  })
})

test_that("a training that was interrupted goes on as it would have gone", {
  learn <- function(folder, ...) {
    set_random_seed(1)
    model <- keras_model_sequential(input_shape = 3) |>
      layer_dense(8) |>
      layer_dropout(0.5) |>
      layer_dense(1)
    model |> compile("adam", loss = "mse")
    callbacks <- list(callback_backup_and_restore(folder), ...)
    x <- matrix(seq(-1, 1, length.out = 60), 20)
    model |> fit(x, rowSums(x), epochs = 4, batch_size = 8, callbacks = callbacks, verbose = 0)
    get_weights(model)
  }
  folder <- withr::local_tempdir()
  expected <- learn(file.path(folder, "straight"))
  fail <- callback_lambda(on_epoch_begin = function(epoch) if (epoch == 3) stop("no power"))
  expect_error(learn(file.path(folder, "interrupted"), fail), "no power")
  expect_identical(learn(file.path(folder, "interrupted")), expected)
  # Damaged, it is named.
  expect_error(learn(folder, fail), "no power")
  told <- c(random_states.json = "Remove it to go on from the weights", latest.weights.h5 = "anew")
  for (name in names(told)) {
    file <- file.path(folder, name)
    writeLines("[", file)
    cnd <- expect_lamina_error(learn(folder), told[[name]], "file", "fit")
    expect_match(conditionMessage(cnd), sprintf("the file '.*%s' is damaged", name))
    unlink(file)
  }
})
