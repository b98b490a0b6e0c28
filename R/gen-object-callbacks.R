# Written by tools/generate from tools/generate/object/callbacks.toml, by `make generate`.

#' Arguments in common: callbacks
#'
#' @param monitor Name of the reported value that is looked at after each
#'   epoch, such as `"val_loss"` or `"accuracy"`: a string.
#' @param mode Whether smaller values are better, `"min"`, or larger ones,
#'   `"max"`: a string. `"auto"` knows this for the loss and for Keras'
#'   metrics; for other metrics, give it.
#' @param verbose `0` or `FALSE` prints nothing, `1` or `TRUE` a line when
#'   the callback acts; `2` is the same as `1`.
#' @param min_delta How much a value must improve to count as better: a
#'   number of at least 0, in the unit of the monitored value.
#' @param save_freq When to save: `"epoch"` for after each epoch, or a number
#'   of batches, a whole number of at least 1.
#' @param initial_value_threshold With `save_best_only`, the value that the
#'   first saved model must beat: a number. `NULL` saves the first one whatever
#'   its value.
#'
#' @section Use:
#' [fit()], [evaluate()] and [predict()] take callbacks as `callbacks`: one or
#' a list of them, as objects, or where the defaults will do as functions
#' without parentheses or as strings (`"terminate_on_nan"`,
#' `"TerminateOnNaN"`).
#'
#' @section What is monitored:
#' Training reports `"loss"` and each metric given to [compile()] by its name,
#' and the same for the validation data with `val_` in front: `"val_loss"`,
#' `"val_accuracy"`. A model with several outputs puts the name of the output
#' before a metric (`"age_mae"`), and also reports the loss of each output
#' (`"age_loss"`). A name that cannot be reported, such as `"val_loss"` without
#' validation data, is an error before the first epoch; where only training
#' itself can show that a name is never reported, there is a warning at the
#' end.
#'
#' @name object-callbacks-arguments
#' @keywords internal
NULL

#' Stop training early
#'
#' Ends training when the monitored value has not improved for `patience`
#' epochs. Set `restore_best_weights` to keep the weights of the best epoch
#' instead of those of the last one.
#'
#' @param patience Number of epochs without improvement after which training
#'   ends: a whole number of at least 0. 0 and 1 both end it after the first
#'   such epoch.
#' @param baseline A value that must be beaten as well, or else `patience`
#'   runs out: a number, in the unit of the monitored value. `NULL` for none.
#' @param restore_best_weights Whether the model gets back the weights of its
#'   best epoch when training ends: `TRUE` or `FALSE`. They are kept in memory.
#' @param start_from_epoch Number of epochs to wait before values are
#'   compared at all: a whole number of at least 0.
#' @inheritParams object-callbacks-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @inheritSection object-callbacks-arguments What is monitored
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' L. Prechelt (1998). Early stopping, but when? In: Neural networks: tricks of
#' the trade. <https://doi.org/10.1007/3-540-49430-8_3>
#' @family callbacks
#' @seealso [callback_model_checkpoint()], [callback_reduce_lr_on_plateau()]
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' stop <- callback_early_stopping("loss", min_delta = 0.5, patience = 2)
#' x <- matrix(runif(30), ncol = 3)
#' history <- model |> fit(x, rowSums(x), epochs = 20, callbacks = stop, verbose = 0)
#' length(history$metrics$loss)
#' @export
callback_early_stopping <- function(monitor = "val_loss", min_delta = 0L, patience = 0L,
                                    verbose = 0L, mode = "auto", baseline = NULL,
                                    restore_best_weights = FALSE, start_from_epoch = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    monitor = check_string(monitor),
    min_delta = check_number(min_delta, min = 0),
    patience = as_whole(patience, min = 0),
    verbose = as_callback_verbose(verbose),
    mode = check_choice(mode, c("auto", "min", "max")),
    baseline = check_number(baseline, null = TRUE),
    restore_best_weights = check_flag(restore_best_weights),
    start_from_epoch = as_whole(start_from_epoch, min = 0)
  )
  call_keras("callbacks", "EarlyStopping", args)
}

#' Reduce the learning rate on a plateau
#'
#' Multiplies the learning rate by `factor` when the monitored value has not
#' improved for `patience` epochs: near a minimum, steps that are too large
#' jump over it. The learning rate is reported as `"learning_rate"`. It must be
#' a number in the optimizer, not a schedule.
#'
#' @param factor Factor for the learning rate: a number of at least 0 and
#'   less than 1.
#' @param patience Number of epochs without improvement after which the
#'   learning rate is reduced: a whole number of at least 0.
#' @param cooldown Number of epochs to wait after a reduction before counting
#'   again: a whole number of at least 0.
#' @param min_lr The smallest learning rate: a number of at least 0.
#' @param ... Not used.
#' @inheritParams object-callbacks-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @inheritSection object-callbacks-arguments What is monitored
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @seealso [callback_learning_rate_scheduler()], [callback_early_stopping()]
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' slower <- callback_reduce_lr_on_plateau("loss", factor = 0.5, patience = 1, min_delta = 1)
#' x <- matrix(runif(30), ncol = 3)
#' history <- model |> fit(x, rowSums(x), epochs = 6, callbacks = slower, verbose = 0)
#' history$metrics$learning_rate
#' @export
callback_reduce_lr_on_plateau <- function(monitor = "val_loss", factor = 0.1, patience = 10L,
                                          verbose = 0L, mode = "auto", min_delta = 1e-04,
                                          cooldown = 0L, min_lr = 0, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    monitor = check_string(monitor),
    factor = check_fraction(factor),
    patience = as_whole(patience, min = 0),
    verbose = as_callback_verbose(verbose),
    mode = check_choice(mode, c("auto", "min", "max")),
    min_delta = check_number(min_delta, min = 0),
    cooldown = as_whole(cooldown, min = 0),
    min_lr = check_number(min_lr, min = 0)
  )
  call_keras("callbacks", "ReduceLROnPlateau", args)
}

#' Set the learning rate of each epoch
#'
#' Asks an R function for the learning rate before each epoch. For a learning
#' rate that changes with each step, give the optimizer a schedule as its
#' `learning_rate` instead.
#'
#' @param schedule A function of the epoch and of the current learning rate,
#'   both numbers, that returns the learning rate of the epoch, a number of at
#'   least 0; the second argument may be left out. Here epochs are counted from
#'   0, as in keras3 and as schedules of an optimizer count steps; the hooks of
#'   callbacks see them counted from 1.
#' @param verbose `0` or `FALSE` prints nothing, `1` or `TRUE` a line with
#'   the learning rate of each epoch; `2` is the same as `1`.
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @seealso [callback_reduce_lr_on_plateau()]
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' halve <- callback_learning_rate_scheduler(function(epoch, lr) if (epoch < 2) lr else lr / 2)
#' x <- matrix(runif(30), ncol = 3)
#' history <- model |> fit(x, rowSums(x), epochs = 4, callbacks = halve, verbose = 0)
#' history$metrics$learning_rate
#' @export
callback_learning_rate_scheduler <- function(schedule, verbose = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    schedule = as_epoch_schedule(schedule),
    verbose = as_callback_verbose(verbose)
  )
  call_keras("callbacks", "LearningRateScheduler", args)
}

#' Save the model during training
#'
#' Writes the model, or only its weights, to a file after each epoch or after a
#' number of batches: each time, or only when it is the best so far. The folder
#' is created if it does not exist. Unless the name of the file contains
#' `{epoch}` or the like, the file is overwritten.
#'
#' @param filepath Path of the file. It ends in `.keras` (or `.h5`), or with
#'   `save_weights_only` in `.weights.h5`. It may contain the number of the
#'   epoch, counted from 1, and reported values, in Python's format:
#'   `"{epoch:02d}-{val_loss:.2f}.keras"`; with `save_freq` in batches also
#'   `{batch}`.
#' @param verbose `0` or `FALSE` prints nothing, `1` or `TRUE` a line each
#'   time the model is saved, or is not because another was better; `2` is the
#'   same as `1`.
#' @param save_best_only Whether the model is saved only when the monitored
#'   value is the best so far: `TRUE` or `FALSE`.
#' @param save_weights_only Whether only the weights and the state of the
#'   optimizer are saved, without the architecture: `TRUE` or `FALSE`.
#' @inheritParams object-callbacks-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @inheritSection object-callbacks-arguments What is monitored
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @seealso [callback_backup_and_restore()], [load_model()]
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' folder <- tempfile()
#' save <- callback_model_checkpoint(file.path(folder, "{epoch:02d}-{loss:.1f}.keras"))
#' x <- matrix(runif(30), ncol = 3)
#' model |> fit(x, rowSums(x), epochs = 2, callbacks = save, verbose = 0)
#' dir(folder)
#' @export
callback_model_checkpoint <- function(filepath, monitor = "val_loss", verbose = 0L,
                                      save_best_only = FALSE, save_weights_only = FALSE,
                                      mode = "auto", save_freq = "epoch",
                                      initial_value_threshold = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    filepath = check_checkpoint_path(filepath, save_weights_only),
    monitor = check_string(monitor),
    verbose = as_callback_verbose(verbose),
    save_best_only = check_flag(save_best_only),
    save_weights_only = check_flag(save_weights_only),
    mode = check_choice(mode, c("auto", "min", "max")),
    save_freq = as_save_freq(save_freq),
    initial_value_threshold = check_number(initial_value_threshold, null = TRUE)
  )
  call_keras("callbacks", "ModelCheckpoint", args)
}

#' Save checkpoints with Orbax
#'
#' Writes the model, its weights and the state of the optimizer to Orbax
#' checkpoints, in the background while training goes on. It needs the Python
#' package orbax-checkpoint, whichever backend the model trains on. Where one
#' file is enough, use [callback_model_checkpoint()].
#'
#' @details
#' Each checkpoint is a folder named by its number: that of the epoch, counted
#' from 0, or with `save_freq` in batches that of the step. [load_model()]
#' opens the last checkpoint in `directory`; [load_model_weights()] reads it
#' into an existing model whose layers have the same names. Keras' own
#' `load_model()` (3.15) gives a Sequential model new random weights instead,
#' without a warning.
#'
#' A folder belongs to one training: one that already holds checkpoints is
#' refused, unless `initial_epoch` of [fit()] comes after them.
#'
#' @param directory Path of the folder, which is created if it does not
#'   exist.
#' @param verbose `0`, `1`, `2`, `TRUE` or `FALSE`: Keras 3.15 prints
#'   nothing, whichever it is.
#' @param save_best_only Whether a checkpoint is saved only when the
#'   monitored value is the best so far: `TRUE` or `FALSE`.
#' @param max_to_keep How many of the latest checkpoints are kept: a whole
#'   number of at least 1. `NULL` keeps all.
#' @param save_on_background Whether training goes on while a checkpoint is
#'   written: `TRUE` or `FALSE`.
#' @param save_weights_only Whether the weights are saved alone, without the
#'   model and the state of the optimizer: `TRUE` or `FALSE`.
#' @inheritParams object-callbacks-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @inheritSection object-callbacks-arguments What is monitored
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @seealso [callback_backup_and_restore()]
#' @examplesIf is_keras_available() && reticulate::py_module_available("orbax.checkpoint")
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' folder <- tempfile()
#' save <- callback_orbax_checkpoint(folder, monitor = "loss", max_to_keep = 2)
#' x <- matrix(runif(30), ncol = 3)
#' model |> fit(x, rowSums(x), epochs = 3, callbacks = save, verbose = 0)
#' dir(folder)
#' again <- load_model(folder)
#' identical(get_weights(again), get_weights(model))
#' @export
callback_orbax_checkpoint <- function(directory, monitor = "val_loss", verbose = 0L,
                                      save_best_only = FALSE, mode = "auto", save_freq = "epoch",
                                      initial_value_threshold = NULL, max_to_keep = 1L,
                                      save_on_background = TRUE, save_weights_only = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    directory = check_orbax_path(directory),
    monitor = check_string(monitor),
    verbose = as_callback_verbose(verbose),
    save_best_only = check_flag(save_best_only),
    mode = check_choice(mode, c("auto", "min", "max")),
    save_freq = as_save_freq(save_freq),
    initial_value_threshold = check_number(initial_value_threshold, null = TRUE),
    max_to_keep = as_whole(max_to_keep, min = 1, null = TRUE),
    save_on_background = check_flag(save_on_background),
    save_weights_only = check_flag(save_weights_only)
  )
  check_python_package("orbax-checkpoint", "callback_orbax_checkpoint")
  call_keras("callbacks", "OrbaxCheckpoint", args)
}

#' Resume an interrupted training
#'
#' Keeps the state of a training run in a folder. If the run was interrupted,
#' by an error or the end of the session, the same call of [fit()] continues
#' after the last epoch that was saved. When training is complete, the folder
#' is deleted.
#'
#' @details
#' The model must be built and compiled, and `fit()` called, as before. Use a
#' folder for one training run only: it is deleted with everything in it.
#'
#' The state includes that of the random numbers: dropout and the order of the
#' examples are what they would have been without the interruption, so the
#' weights are, too, for arrays as data. R's own random numbers, [sample()] and
#' the like, are not part of it, a generator begins from its start, and so does
#' what other callbacks have counted, such as [callback_early_stopping()]. With
#' a number as `save_freq` an interrupted epoch begins again, with the weights
#' of the last backup. A folder that is not in this machine's file system, such
#' as `"gs://bucket/backup"`, keeps no random numbers: they are drawn anew.
#'
#' What is saved takes the place of the last backup when all of it is written.
#' Where a file is damaged all the same, `fit()` names it, and leaves the model
#' as it was.
#'
#' @param backup_dir Path of the folder, which is created if it does not
#'   exist.
#' @param double_checkpoint Whether the backup before the last is kept too,
#'   in case the last one is incomplete: `TRUE` or `FALSE`.
#' @param delete_checkpoint Whether the folder is deleted at the end of
#'   training: `TRUE` or `FALSE`.
#' @inheritParams object-callbacks-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @seealso [callback_model_checkpoint()]
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' keep <- callback_backup_and_restore(tempfile())
#' fail <- callback_lambda(on_epoch_begin = function(epoch) if (epoch == 3) stop("no power"))
#' x <- matrix(runif(30), ncol = 3)
#' try(model |> fit(x, rowSums(x), epochs = 5, callbacks = list(keep, fail), verbose = 0))
#' history <- model |> fit(x, rowSums(x), epochs = 5, callbacks = keep, verbose = 0)
#' history$epoch
#' @export
callback_backup_and_restore <- function(backup_dir, save_freq = "epoch", double_checkpoint = FALSE,
                                        delete_checkpoint = TRUE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    backup_dir = check_folder(backup_dir),
    save_freq = as_save_freq(save_freq),
    double_checkpoint = check_flag(double_checkpoint),
    delete_checkpoint = check_flag(delete_checkpoint)
  )
  call_keras("callbacks", "BackupAndRestore", args)
}

#' Log the history to a CSV file
#'
#' Adds a row to a file after each epoch, with all reported values. The column
#' `epoch` counts from 0, because Keras writes the file.
#'
#' @param filename Path of the file, in a folder that exists.
#' @param separator The separator between columns: a string of one character,
#'   such as `","`.
#' @param append Whether rows are added to a file that exists: `TRUE` or
#'   `FALSE`, which overwrites it.
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @seealso [training_history], which [fit()] returns
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' log <- tempfile(fileext = ".csv")
#' x <- matrix(runif(30), ncol = 3)
#' model |> fit(x, rowSums(x), epochs = 2, callbacks = callback_csv_logger(log), verbose = 0)
#' read.csv(log)
#' @export
callback_csv_logger <- function(filename, separator = ",", append = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    filename = check_log_path(filename),
    separator = check_separator(separator),
    append = check_flag(append)
  )
  call_keras("callbacks", "CSVLogger", args)
}

#' Send logs to a server
#'
#' Posts the reported values as JSON to a web server after each epoch. It needs
#' the Python package requests. If the server does not answer, Python gives a
#' warning and training goes on.
#'
#' @param root Address of the server, such as `"http://localhost:9000"`.
#' @param path Path on the server, which is added to the address: a string.
#' @param field Name of the form field that holds the JSON: a string.
#' @param headers Further headers of the request: a named list or vector of
#'   strings, or `NULL`.
#' @param send_as_json Whether the request is the JSON itself, `TRUE`, or a
#'   form with it, `FALSE`.
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @examplesIf is_keras_available()
#' callback_remote_monitor("http://localhost:8080", path = "/training")
#' @export
callback_remote_monitor <- function(root = "http://localhost:9000", path = "/publish/epoch/end/",
                                    field = "data", headers = NULL, send_as_json = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    root = check_url(root),
    path = check_string(path),
    field = check_string(field),
    headers = as_headers(headers),
    send_as_json = check_flag(send_as_json)
  )
  call_keras("callbacks", "RemoteMonitor", args)
}

#' Evaluate with averaged weights
#'
#' Swaps the moving averages of the weights into the model for validation,
#' evaluation and prediction, and swaps them back afterwards. The optimizer
#' must keep averages: `use_ema = TRUE`.
#'
#' @param swap_on_epoch Whether the averages are in the model at the end of
#'   each epoch, so that a [callback_model_checkpoint()] after this callback
#'   saves them: `TRUE` or `FALSE`.
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' B. T. Polyak, A. B. Juditsky (1992). Acceleration of stochastic
#' approximation by averaging. SIAM Journal on Control and Optimization 30.
#' <https://doi.org/10.1137/0330046>
#' @family callbacks
#' @examplesIf is_keras_available()
#' callback_swap_ema_weights(swap_on_epoch = TRUE)
#' @export
callback_swap_ema_weights <- function(swap_on_epoch = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    swap_on_epoch = check_flag(swap_on_epoch)
  )
  call_keras("callbacks", "SwapEMAWeights", args)
}

#' Write logs for TensorBoard
#'
#' Writes the reported values, and optionally histograms of the weights, to a
#' folder that TensorBoard shows in a browser: `tensorboard --logdir=logs`. It
#' needs the Python packages tensorboard and tensorflow, whichever backend the
#' model trains on: TensorFlow writes the files.
#'
#' @details
#' The folder `train` holds what is reported about the training, `validation`
#' what is reported about the validation data: after each epoch `epoch_loss`
#' and each metric likewise, against epochs counted from 0, and
#' `epoch_learning_rate`.
#'
#' @param log_dir Path of the folder, which is created if it does not exist.
#' @param histogram_freq Number of epochs between histograms of the weights:
#'   a whole number of at least 0, where `0` writes none.
#' @param write_graph Whether the graph of the model is written: `TRUE` or
#'   `FALSE`.
#' @param write_images Whether weights are also written as images: `TRUE` or
#'   `FALSE`.
#' @param write_steps_per_second Whether the number of steps per second is
#'   written: `TRUE` or `FALSE`.
#' @param update_freq When to write: `"epoch"` for after each epoch,
#'   `"batch"` for after each batch, or a number of batches, a whole number of
#'   at least 1.
#' @param profile_batch Number of the batch to profile, counted from 1: a
#'   whole number of at least 0, where `0` profiles none; or a vector with the
#'   first and the last. Not on PyTorch.
#' @param embeddings_freq Number of epochs between writes of the embeddings:
#'   a whole number of at least 0, where `0` writes none.
#' @param embeddings_metadata Path of a file with the labels of the
#'   embeddings, or a list of paths named by layer; `NULL` for none.
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @seealso [callback_csv_logger()]
#' @examplesIf all(vapply(c("tensorboard", "tensorflow"), reticulate::py_module_available, NA))
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' folder <- tempfile()
#' x <- matrix(runif(30), ncol = 3)
#' model |> fit(x, rowSums(x), epochs = 2, callbacks = callback_tensorboard(folder), verbose = 0)
#' dir(folder, recursive = TRUE)
#' @export
callback_tensorboard <- function(log_dir = "logs", histogram_freq = 0L, write_graph = TRUE,
                                 write_images = FALSE, write_steps_per_second = FALSE,
                                 update_freq = "epoch", profile_batch = 0L, embeddings_freq = 0L,
                                 embeddings_metadata = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    log_dir = check_folder(log_dir),
    histogram_freq = as_whole(histogram_freq, min = 0),
    write_graph = check_flag(write_graph),
    write_images = check_flag(write_images),
    write_steps_per_second = check_flag(write_steps_per_second),
    update_freq = as_update_freq(update_freq),
    profile_batch = as_profile_batch(profile_batch),
    embeddings_freq = as_whole(embeddings_freq, min = 0),
    embeddings_metadata = check_metadata_files(embeddings_metadata)
  )
  call_keras("callbacks", "TensorBoard", args)
}

#' Stop training when the loss is not finite
#'
#' Ends training at the batch in which the loss becomes `NaN` or infinite, from
#' which a model does not recover. A smaller learning rate, or `clipnorm` in
#' the optimizer, often helps.
#'
#' @param raise_error Whether training ends with an error: `TRUE` or `FALSE`.
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @seealso [callback_early_stopping()]
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' x <- matrix(c(1, NaN, 3), 1)
#' model |> fit(x, 1, epochs = 5, callbacks = callback_terminate_on_nan, verbose = 0)
#' model$history
#' @export
callback_terminate_on_nan <- function(raise_error = FALSE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    raise_error = check_flag(raise_error)
  )
  call_keras("callbacks", "TerminateOnNaN", args)
}
