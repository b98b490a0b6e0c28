# Written by tools/generate from tools/generate/object/callbacks.toml, by `make generate`.

#' What callbacks share
#'
#' @param monitor What is looked at after each epoch: the name of what the
#'   training reports, such as `"val_loss"` or `"accuracy"`.
#' @param mode Whether less is better, `"min"`, or more, `"max"`. `"auto"`
#'   knows it of the loss and of Keras' metrics; of others you must say it.
#' @param verbose `0` prints nothing; `1` prints a line when the callback
#'   acts.
#' @param min_delta How much better a value must be to count as better: a
#'   number of at least 0, in the unit of what is monitored.
#' @param save_freq `"epoch"` saves after each epoch; a whole number of at
#'   least 1 after each so many batches.
#' @param initial_value_threshold With `save_best_only`, what the first saved
#'   model must be better than: a number. `NULL` saves the first one whatever
#'   it is.
#'
#' @section Use:
#' [fit()], [evaluate()] and [predict()] take callbacks as `callbacks`: one or
#' a list of them, as objects; as functions without parentheses, or by their
#' names (`"terminate_on_nan"`, `"TerminateOnNaN"`), where the defaults will
#' do.
#'
#' @section What is monitored:
#' A training reports `"loss"` and each metric of [compile()] by its name, and
#' both of the validation data with `val_` in front: `"val_loss"`,
#' `"val_accuracy"`. A model with several outputs puts the name of the output
#' before a metric (`"age_mae"`), and reports the losses of the outputs
#' (`"age_loss"`). What no training can report, such as `"val_loss"` without
#' validation data, is an error before the first epoch; what only shows then is
#' a warning at the end.
#'
#' @name object-callbacks-arguments
#' @keywords internal
NULL

#' Stop when it gets no better
#'
#' Ends a training when what is monitored has not become better for `patience`
#' epochs. Set `restore_best_weights` to keep the model of the best epoch,
#' instead of the last one.
#'
#' @param patience Epochs without a better value after which the training
#'   ends: a whole number. With 0 it ends after the first such epoch.
#' @param baseline What a value must also be better than to count: a number.
#'   `NULL` for none.
#' @param restore_best_weights Whether the model gets back the weights of its
#'   best epoch. They are held in memory.
#' @param start_from_epoch How many epochs go by before anything is compared:
#'   a whole number.
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

#' Learn slower when it gets no better
#'
#' Multiplies the learning rate by `factor` when what is monitored has not
#' become better for `patience` epochs: near a minimum, steps that are too
#' large jump over it. The rate is reported as `"learning_rate"`. The optimizer
#' must have a number as its rate, no schedule.
#'
#' @param factor What the rate is multiplied by: a number from 0 to less than
#'   1.
#' @param patience Epochs without a better value before the rate is reduced:
#'   a whole number.
#' @param cooldown Epochs that are not counted after the rate has been
#'   reduced: a whole number.
#' @param min_lr The smallest rate: a number of at least 0.
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
#' Asks a function of yours for the learning rate before each epoch. For a rate
#' that changes with each step of the training take a schedule as the
#' optimizer's `learning_rate` instead.
#'
#' @param schedule A function of the epoch and of the rate so far, a number,
#'   that returns the rate of the epoch, a number; the second argument may be
#'   left out. Epochs are counted from 0 here, as in keras3, though hooks of
#'   other callbacks see them counted from 1.
#' @inheritParams object-callbacks-arguments
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

#' Save the model while it trains
#'
#' Writes the model, or its weights alone, to a file after each epoch or after
#' so many batches; all or only when it is the best so far. The folder is made
#' where it does not exist. Without `{epoch}` or the like in its name the file
#' is written over.
#'
#' @param filepath Path of the file. It ends in `.keras` (or `.h5`), with
#'   `save_weights_only` in `.weights.h5`. It may have the number of the epoch
#'   in it, counted from 1, and what is reported, as Python formats them:
#'   `"{epoch:02d}-{val_loss:.2f}.keras"`; with `save_freq` in batches also
#'   `{batch}`.
#' @param save_best_only Whether a model is saved only when what is monitored
#'   is better than ever before.
#' @param save_weights_only Whether the weights, and the state of the
#'   optimizer, are saved without the model.
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

#' Save the state of a training with Orbax
#'
#' Writes weights and the state of the optimizer into folders of Orbax, beside
#' the training, which goes on meanwhile. It needs Python's package
#' orbax-checkpoint. Take [callback_model_checkpoint()] where one file is
#' enough.
#'
#' @param directory Path of the folder.
#' @param save_best_only Whether the state is saved only when what is
#'   monitored is better than ever before.
#' @param max_to_keep How many states are kept, the last ones: a whole
#'   number; `NULL` keeps all.
#' @param save_on_background Whether the training goes on while a state is
#'   written.
#' @param save_weights_only Whether the weights are saved without the state
#'   of the optimizer.
#' @inheritParams object-callbacks-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @inheritSection object-callbacks-arguments What is monitored
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @examplesIf reticulate::py_module_available("orbax.checkpoint")
#' callback_orbax_checkpoint(tempfile())
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
  call_keras("callbacks", "OrbaxCheckpoint", args)
}

#' Go on with a training that was interrupted
#'
#' Keeps the state of a training in a folder. Where the training was
#' interrupted, by an error or the end of the session, the same call of [fit()]
#' goes on behind the last epoch that was saved. When it is through, the folder
#' is deleted.
#'
#' @details
#' The model must be built, compiled and called as before. A folder belongs to
#' one training alone: it is deleted with all that is in it.
#'
#' @param backup_dir Path of the folder, which is made where it does not
#'   exist.
#' @param double_checkpoint Whether the state before the last is kept too,
#'   for a last one that was not written to its end.
#' @param delete_checkpoint Whether the folder is deleted at the end of the
#'   training.
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

#' Write the history to a table
#'
#' Adds a line to a file after each epoch, with all that is reported. The
#' column `epoch` counts from 0, for the file is Keras' own.
#'
#' @param filename Path of the file, in a folder that exists.
#' @param separator What stands between the columns: one character.
#' @param append Whether lines are added to a file that exists; `FALSE`
#'   writes it anew.
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

#' Send what is reported to a server
#'
#' Posts what is reported, as JSON, to a web server after each epoch. It needs
#' Python's package requests. Where the server does not answer, there is a
#' warning of Python's, and the training goes on.
#'
#' @param root Address of the server, such as `"http://localhost:9000"`.
#' @param path What is added to the address.
#' @param field Name of the field of the form that holds the JSON.
#' @param headers Further headers of the request: a named list or vector of
#'   strings, or `NULL`.
#' @param send_as_json Whether the JSON itself is sent, instead of a form
#'   with it.
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

#' Validate with averaged weights
#'
#' Puts the moving averages of the weights into the model while it is
#' validated, evaluated or predicts, and takes them out again. The optimizer
#' must keep averages: `use_ema = TRUE`.
#'
#' @param swap_on_epoch Whether the averages are in the model at the end of
#'   each epoch, so that a [callback_model_checkpoint()] behind this callback
#'   saves them.
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

#' Write what TensorBoard shows
#'
#' Writes what is reported, and if you like histograms of the weights, into a
#' folder that TensorBoard shows in a browser: `tensorboard --logdir=logs`. It
#' needs Python's packages tensorboard and tensorflow, on whatever backend the
#' model trains.
#'
#' @param log_dir Path of the folder, which is made where it does not exist.
#' @param histogram_freq Histograms of the weights are written after each so
#'   many epochs; `0` writes none.
#' @param write_graph Whether the graph of the model is written.
#' @param write_images Whether weights are written as images, too.
#' @param write_steps_per_second Whether the speed is written.
#' @param update_freq `"epoch"` writes after each epoch, `"batch"` after each
#'   batch, a whole number of at least 1 after each so many batches.
#' @param profile_batch Number of the batch whose time is analysed, or of the
#'   first and the last; `0` for none. Not on PyTorch.
#' @param embeddings_freq Embeddings are written after each so many epochs;
#'   `0` writes none.
#' @param embeddings_metadata File with the labels of the embeddings, or a
#'   named list of files, the names those of layers; `NULL` for none.
#' @inheritParams object-arguments
#'
#' @inheritSection object-callbacks-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @examplesIf is_keras_available()
#' callback_tensorboard(log_dir = tempfile())
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

#' Stop when the loss is lost
#'
#' Ends a training in the batch in which the loss has become `NaN` or infinite:
#' nothing would come of it any more. A smaller learning rate, or `clipnorm` of
#' the optimizer, often helps.
#'
#' @param raise_error Whether the training ends with an error.
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
