#' Make a callback from R functions
#'
#' The functions are called before and after training, each epoch and each batch, also those of
#' an evaluation or a prediction.
#'
#' @param on_epoch_begin,on_epoch_end Functions of `epoch` and `logs`.
#' @param on_train_begin,on_train_end Functions of `logs`, called once per training run.
#' @param on_train_batch_begin,on_train_batch_end Functions of `batch` and `logs`.
#' @param ... The other hooks by name: `on_test_begin`, `on_test_end`, `on_test_batch_begin`,
#'   `on_test_batch_end` for evaluations and the validation, `on_predict_begin`,
#'   `on_predict_end`, `on_predict_batch_begin`, `on_predict_batch_end` for predictions.
#'
#' @details
#' `epoch` and `batch` are counted from 1. `logs` is a named list of the values reported so
#' far, such as `logs$loss`. A function may leave out arguments at the end. If it returns a
#' plain named list of single numbers, those with new names are reported as well: they are in the
#' history, and callbacks after this one can monitor them. Other values, and what an assignment or
#' `invisible()` returns, change nothing. An error in a function ends training, and is the
#' parent of the error of `fit()`.
#'
#' Set `model$stop_training <- TRUE` to end training after the current batch or epoch.
#'
#' @inheritSection object-callbacks-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family callbacks
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse")
#' told <- callback_lambda(
#'   on_train_begin = function() cat("It begins.\n"),
#'   on_epoch_end = function(epoch, logs) {
#'     cat("Epoch", epoch, "is done.\n")
#'     list(root = sqrt(logs$loss))
#'   }
#' )
#' x <- matrix(runif(30), ncol = 3)
#' history <- model |> fit(x, rowSums(x), epochs = 2, callbacks = told, verbose = 0)
#' names(history$metrics)
#' @export
callback_lambda <- function(on_epoch_begin = NULL, on_epoch_end = NULL, on_train_begin = NULL,
                            on_train_end = NULL, on_train_batch_begin = NULL,
                            on_train_batch_end = NULL, ...) {
  hooks <- list(
    on_epoch_begin = on_epoch_begin, on_epoch_end = on_epoch_end,
    on_train_begin = on_train_begin, on_train_end = on_train_end,
    on_train_batch_begin = on_train_batch_begin, on_train_batch_end = on_train_batch_end
  )
  dots <- rlang::list2(...)
  check_dots_names(
    dots, callback_hooks, names(formals()), "this function", rlang::current_env()
  )
  hooks <- drop_nulls(c(hooks, dots))
  call <- rlang::current_env()
  for (name in names(hooks)) check_hook(hooks[[name]], name, call)
  call_keras("callbacks", "LambdaCallback", Map(as_hook, hooks, names(hooks)))
}
