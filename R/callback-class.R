# The names of one @param stand on one line.
# nolint start: line_length_linter, object_name_linter.
#' Write a callback class in R
#'
#' Defines a new kind of callback by R functions, which [fit()], [evaluate()] and [predict()]
#' call as they run: to watch a model while it trains, to log, to change settings, to stop.
#'
#' @inheritParams Layer
#' @param on_epoch_begin,on_epoch_end Functions of `epoch`, counted from 1, and `logs`, called
#'   around each epoch of `fit()`.
#' @param on_train_begin,on_train_end,on_test_begin,on_test_end,on_predict_begin,on_predict_end
#'   Functions of `logs`, called around a training, an evaluation (also in each epoch of `fit()`
#'   with validation data) and a prediction.
#' @param
#'   on_train_batch_begin,on_train_batch_end,on_test_batch_begin,on_test_batch_end,on_predict_batch_begin,on_predict_batch_end
#'   Functions of `batch`, counted from 1 in each epoch, and `logs`, called around each step.
#' @param ... Further methods and attributes by name, such as `initialize`, a function of the
#'   callback's settings.
#'
#' @details
#' In the methods, `self` is the callback, `super` the class it inherits from and `private` its
#' private members, as in [Layer()]. `self$model` is the model, and `self$params` a named list:
#' `epochs`, `steps` (`NULL` if it is not known) and `verbose`. `self$model$stop_training <- TRUE`
#' ends training after the current step or epoch.
#'
#' `logs` is a named list of numbers, the loss and the metrics so far; in functions called at the
#' beginning of something it is empty or `NULL`. At the end of an epoch the names of validation
#' results begin with `val_`. A plain named list of single numbers that a function returns is added
#' to the logs, but for names that are there already; at the end of an epoch it is also added to the
#' history. Other values are not, nor is what an assignment or `invisible()` returns. A function may
#' leave out arguments at the end.
#' Epochs and batches are also counted from 1 when R code calls a hook,
#' `self$on_epoch_end(epoch)`.
#'
#' An error in a function stops training; it names the function and the callback, and the model
#' stays as it was after the last step.
#'
#' @returns A function that creates callbacks, with the arguments of `initialize`.
#' @family classes
#' @examplesIf is_keras_available()
#' callback_stop_at <- Callback(
#'   "StopAt",
#'   initialize = function(loss) self$loss <- loss,
#'   on_epoch_end = function(epoch, logs) {
#'     if (logs$loss < self$loss) {
#'       message("Good enough in epoch ", epoch)
#'       self$model$stop_training <- TRUE
#'     }
#'   }
#' )
#' x <- matrix(seq(-1, 1, length.out = 64))
#' model <- keras_model_sequential(input_shape = 1) |> layer_dense(1)
#' model |> compile("adam", loss = "mse")
#' model |> fit(x, 2 * x, epochs = 3, verbose = 0, callbacks = callback_stop_at(100))
#' @export
Callback <- function(classname, on_epoch_begin = NULL, on_epoch_end = NULL, on_train_begin = NULL,
                     on_train_end = NULL, on_train_batch_begin = NULL, on_train_batch_end = NULL,
                     on_test_begin = NULL, on_test_end = NULL, on_test_batch_begin = NULL,
                     on_test_batch_end = NULL, on_predict_begin = NULL, on_predict_end = NULL,
                     on_predict_batch_begin = NULL, on_predict_batch_end = NULL, ...,
                     public = list(), private = list(), inherit = NULL,
                     parent_env = parent.frame()) {
  # nolint end
  define_class("callback")
}

#' @rdname Callback
#' @export
new_callback_class <- Callback
