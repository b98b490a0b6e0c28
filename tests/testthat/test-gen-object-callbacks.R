skip_without_keras()

test_cases("object", "callbacks")

problem <- easy_problem(16)
model <- small_classifier(metrics = "accuracy", optimizer = keras$optimizers$SGD(0.1))

trained <- function(callbacks, ..., epochs = 3, x = problem$x) {
  fit(
    model, x, problem$y, ..., batch_size = 8, epochs = epochs, verbose = 0, callbacks = callbacks
  )
}

# As if it were not installed, until the test ends.
hide_package <- function(name, frame = parent.frame()) {
  modules <- reticulate::import("sys", convert = FALSE)$modules
  loaded <- modules$get(name)
  modules$`__setitem__`(name, NULL)
  was_loaded <- !is.null(reticulate::py_to_r(loaded))
  withr::defer(
    if (was_loaded) modules$`__setitem__`(name, loaded) else modules$pop(name), frame
  )
}

# What a file of TensorBoard's says of a name, step by step.
events <- function(folder, name) {
  read <- reticulate::import("tensorboard.backend.event_processing.event_accumulator")
  as_array <- reticulate::import("tensorboard.util.tensor_util")$make_ndarray
  found <- read$EventAccumulator(folder, size_guidance = list(tensors = 0L))
  found$Reload()
  noted <- found$Tensors(name)
  data.frame(
    step = vapply(noted, function(event) as.numeric(event$step), 0),
    value = vapply(noted, function(event) as.numeric(as_array(event$tensor_proto)), 0)
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
  hide_package("tensorboard")
  hide_package("orbax.checkpoint")
  weights <- get_weights(model)
  cnd <- expect_lamina_error(
    trained("tensorboard"), "needs Python's tensorboard", class = "setup", from = "fit"
  )
  expect_match(conditionMessage(cnd), "-m pip install tensorboard`")
  expect_identical(get_weights(model), weights)
  cnd <- expect_lamina_error(
    callback_orbax_checkpoint(tempdir()), "orbax-checkpoint, which is not installed",
    class = "setup", from = "callback_orbax_checkpoint"
  )
  expect_match(conditionMessage(cnd), "-m pip install orbax-checkpoint`")
  folder <- withr::local_tempdir()
  dir.create(file.path(folder, "0"))
  expect_lamina_error(load_model(folder), "orbax-checkpoint", "setup", from = "load_model")
  expect_lamina_error(
    load_model_weights(model, folder), "orbax-checkpoint", "setup", from = "load_model_weights"
  )
})

test_that("TensorBoard is told what the training reports, on any backend", {
  folder <- withr::local_tempdir()
  history <- trained(
    callback_tensorboard(folder, histogram_freq = 1, write_images = TRUE, update_freq = "batch"),
    epochs = 2, validation_split = 0.5
  )$metrics
  train <- file.path(folder, "train")
  expect_identical(events(train, "epoch_loss")$step, c(0, 1))
  expect_equal(events(train, "epoch_loss")$value, history$loss, tolerance = 1e-6)
  expect_equal(events(train, "epoch_accuracy")$value, history$accuracy, tolerance = 1e-6)
  expect_equal(events(train, "epoch_learning_rate")$value, c(0.1, 0.1), tolerance = 1e-6)
  expect_equal(
    events(file.path(folder, "validation"), "epoch_loss")$value, history$val_loss, tolerance = 1e-6
  )
  # One batch an epoch.
  expect_equal(events(train, "batch_loss")$value, history$loss, tolerance = 1e-6)
})

test_that("a state that Orbax could not write is told", {
  folder <- withr::local_tempdir()
  withr::local_dir(folder)
  trained(callback_orbax_checkpoint("new", "loss"), epochs = 1)
  expect_identical(dir("new"), "0")
  # As on a disk that is full.
  save <- callback_orbax_checkpoint("failed", "loss")
  # No function of R: Orbax has threads of its own.
  failing <- reticulate::py_run_string("
class Failing:
    def result(self):
        raise OSError('No space left on device')
def failing(*args, failed=Failing(), **kwargs):
    return failed", local = TRUE, convert = FALSE)
  save$checkpointer$save_checkpointables_async <- failing["failing"]
  expect_lamina_error(
    trained(save, epochs = 1), "The model is trained, but", class = "file", from = "fit"
  )
})

test_that("Orbax keeps the last states, and a model of them is the one that was trained", {
  folder <- file.path(withr::local_tempdir(), "states")
  keep <- function(...) callback_orbax_checkpoint(folder, "loss", ...)
  trained(keep(max_to_keep = 2), epochs = 3)
  expect_setequal(dir(folder), c("1", "2"))
  opened <- load_model(folder)
  expect_equal(get_weights(opened), get_weights(model))
  expect_identical(class_name(opened$loss), class_name(model$loss))
  other <- clone_model(model)
  expect_true(is_same_object(load_model_weights(other, folder), other))
  expect_equal(get_weights(other), get_weights(model))
  # A state that is there is not written over, nor thrown away for it.
  weights <- get_weights(model)
  expect_snapshot(error = TRUE, transform = function(text) gsub("'.*states'", "'states'", text), {
    trained(keep(), epochs = 3)
    load_model_weights(small_classifier(), folder, skip_mismatch = TRUE)
  })
  expect_identical(get_weights(model), weights)
  trained(keep(max_to_keep = NULL), epochs = 4, initial_epoch = 4)
  expect_setequal(dir(folder), c("1", "2", "3"))
  expect_equal(get_weights(load_model(folder)), get_weights(model))
  narrow <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
  before <- get_weights(narrow)
  expect_lamina_error(load_model_weights(narrow, folder), "keeps its own", class = "file")
  expect_identical(get_weights(narrow), before)
})
