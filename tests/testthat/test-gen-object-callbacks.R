skip_without_keras()

test_cases("object", "callbacks")

problem <- easy_problem(16)
model <- small_classifier(metrics = "accuracy", optimizer = keras$optimizers$SGD(0.1))

trained <- function(callbacks, ..., epochs = 3, x = problem$x) {
  fit(
    model, x, problem$y, ..., batch_size = 8, epochs = epochs, verbose = 0, callbacks = callbacks
  )
}

# The number of the epoch is in the file as Keras has it, from 0.
test_that("a training stops where it gets no better, with its best weights", {
  stop <- callback_early_stopping(
    "loss", min_delta = 100, patience = 1, restore_best_weights = TRUE, start_from_epoch = 0
  )
  weights <- NULL
  keep <- callback_lambda(on_epoch_end = function(epoch) {
    if (epoch == 1) weights <<- get_weights(model)
  })
  expect_identical(length(trained(list(keep, stop))$epoch), 2L)
  expect_equal(get_weights(model), weights)
})

test_that("the learning rate shrinks, or is what a function says of epochs from 0", {
  slower <- callback_reduce_lr_on_plateau("loss", factor = 0.5, patience = 1, min_delta = 100)
  rates <- trained(slower, epochs = 4)$metrics$learning_rate
  expect_equal(rates, c(0.1, 0.1, 0.05, 0.025), tolerance = 1e-6)
  rates <- function(schedule) {
    trained(callback_learning_rate_scheduler(schedule), epochs = 2)$metrics$learning_rate
  }
  expect_equal(rates(function(epoch) 0.1 / (epoch + 1)), c(0.1, 0.05), tolerance = 1e-6)
  expect_equal(rates(function(epoch, lr) lr / 2), c(0.025, 0.0125), tolerance = 1e-6)
  expect_equal(rates(function(...) 1L), c(1, 1))
  tensor <- function(epoch, lr) keras$ops$convert_to_tensor(0.1)
  expect_equal(rates(tensor), c(0.1, 0.1), tolerance = 1e-6)
})

test_that("models and weights are saved under the numbers of epochs from 1", {
  folder <- withr::local_tempdir()
  file <- function(...) file.path(folder, ...)
  whole <- callback_model_checkpoint(file("a", "{epoch:02d}-{val_loss:.1f}.keras"))
  weights <- callback_model_checkpoint(
    file("best.weights.h5"), "accuracy", save_best_only = TRUE, save_weights_only = TRUE
  )
  trained(list(whole, weights), epochs = 2, validation_split = 0.5)
  saved <- dir(file("a"))
  expect_match(saved, "^0[12]-[0-9.]+[.]keras$")
  expect_equal(get_weights(load_model(file("a", saved[[2]]))), get_weights(model))
  expect_true(file.exists(file("best.weights.h5")))
})

test_that("an interrupted training goes on, and the next one starts anew", {
  folder <- file.path(withr::local_tempdir(), "state")
  keep <- callback_backup_and_restore(folder)
  fail <- callback_lambda(on_epoch_begin = function(epoch) if (epoch == 3) stop("no power"))
  expect_lamina_error(trained(list(keep, fail)), "on_epoch_begin\\(\\)", class = "python")
  expect_true(dir.exists(folder))
  expect_identical(unlist(trained(keep)$epoch), 3L)
  expect_false(dir.exists(folder))
  expect_identical(unlist(trained(NULL, epochs = 2)$epoch), 1:2)
})

test_that("the history is a table in a file", {
  log <- withr::local_tempfile(fileext = ".csv")
  history <- trained(callback_csv_logger(log, separator = ";"), epochs = 2)
  table <- read.csv2(log, dec = ".")
  expect_identical(table$epoch, 0:1)
  expect_equal(table$loss, history$metrics$loss, tolerance = 1e-6)
})

test_that("averaged weights are in the model for a validation, and out again", {
  expect_lamina_error(trained(callback_swap_ema_weights), "use_ema")
  averaging <- small_classifier(
    optimizer = keras$optimizers$SGD(0.1, use_ema = TRUE, ema_momentum = 0.5)
  )
  # At its end a training leaves the averages in the model.
  history <- fit(
    averaging, problem$x, problem$y, epochs = 3, verbose = 0,
    callbacks = callback_swap_ema_weights(), validation_data = list(problem$x, problem$y)
  )
  predicted <- predict(averaging, problem$x, verbose = 0)
  expect_equal(
    evaluate(averaging, problem$x, problem$y, verbose = 0)$loss, history$metrics$val_loss[[3]],
    tolerance = 1e-6
  )
  other <- lapply(get_weights(averaging), function(values) values + 1)
  set_weights(averaging, other)
  expect_equal(
    predict(averaging, problem$x, verbose = 0, callbacks = "swap_ema_weights"), predicted,
    tolerance = 1e-5
  )
  expect_equal(get_weights(averaging), other, tolerance = 1e-5)
})

test_that("a lost loss ends the training", {
  spoilt <- small_classifier()
  x <- problem$x
  x[] <- NaN
  ended <- function(callback) {
    fit(spoilt, x, problem$y, batch_size = 4, epochs = 3, verbose = 0, callbacks = callback)
  }
  output <- reticulate::py_capture_output(history <- ended("terminate_on_nan"))
  expect_match(output, "Batch 0")
  expect_length(history$epoch, 1)
  expect_lamina_error(
    ended(callback_terminate_on_nan(raise_error = TRUE)), "NaN or Inf", class = "python"
  )
})

test_that("what is not there is told: a server, a package", {
  away <- callback_remote_monitor("http://localhost:1", send_as_json = TRUE)
  expect_match(
    reticulate::py_capture_output(trained(away, epochs = 1), "stderr"), "localhost:1|^$"
  )
  skip_if(reticulate::py_module_available("tensorboard"))
  expect_lamina_error(trained("tensorboard"), "tensorboard", class = "setup")
  skip_if(reticulate::py_module_available("orbax.checkpoint"))
  expect_lamina_error(callback_orbax_checkpoint(tempdir()), "[Oo]rbax", class = "python")
})
