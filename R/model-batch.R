#' Train, test and predict on one batch
#'
#' `train_on_batch()` makes one training step with the given data, `test_on_batch()` computes the
#' loss and the metrics on them, `predict_on_batch()` the outputs. They are for training loops of
#' your own; [fit()], [evaluate()] and [predict()] go through data batch by batch.
#'
#' The metrics of `train_on_batch()` and `test_on_batch()` accumulate from call to call, and so
#' does the loss, which is the mean over the calls. `model$reset_metrics()` resets them.
#'
#' @inheritParams fit
#' @param x Input data of one batch: an array with the examples along its first axis, a data
#'   frame, or a tensor; for several inputs a list of them, by name or in the order in which the
#'   inputs were declared. See *Data* in [fit()].
#' @param ... Not used.
#' @returns `train_on_batch()` and `test_on_batch()`: the loss, a number, or with metrics
#'   a named list of numbers, the loss first. `predict_on_batch()`: an array with the examples
#'   along its first axis, or a list of arrays for several outputs.
#' @family training
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
#' model |> compile("sgd", loss = "mse", metrics = "mae")
#' x <- matrix(c(1, 2, 3, 4, 5, 6), nrow = 2)
#' y <- c(0, 1)
#' for (step in 1:3) {
#'   model$reset_metrics()
#'   print(train_on_batch(model, x, y)$loss)
#' }
#' test_on_batch(model, x, y)
#' predict_on_batch(model, x)
#' @name on-batch
NULL

#' @rdname on-batch
#' @export
train_on_batch <- function(object, x, y = NULL, sample_weight = NULL, class_weight = NULL, ...) {
  check_no_dots(..., what = "this function")
  check_model(object)
  hold_interrupts()
  call <- rlang::current_env()
  if (missing(x)) abort_missing("x", data_expected, call)
  ends <- model_ends(object)
  class_weight <- as_class_weight(class_weight, ends)
  data <- as_training_data(x, y, sample_weight, ends)
  args <- c(data, list(class_weight = class_weight, return_dict = TRUE))
  loss_alone(run_batch(object, "train_on_batch", args, call), object)
}

#' @rdname on-batch
#' @export
test_on_batch <- function(object, x, y = NULL, sample_weight = NULL, ...) {
  check_no_dots(..., what = "this function")
  check_model(object)
  hold_interrupts()
  call <- rlang::current_env()
  if (missing(x)) abort_missing("x", data_expected, call)
  data <- as_training_data(x, y, sample_weight, model_ends(object))
  loss_alone(run_batch(object, "test_on_batch", c(data, list(return_dict = TRUE)), call), object)
}

#' @rdname on-batch
#' @export
predict_on_batch <- function(object, x, ...) {
  check_no_dots(..., what = "this function")
  check_model(object)
  hold_interrupts()
  data <- as_prediction_data(x, model_ends(object))
  run_batch(object, "predict_on_batch", list(x = data), rlang::current_env())
}

run_batch <- function(model, name, args, call) {
  with_python(
    do.call(from_r$run_method, c(list(model, name), args)),
    "The batch could not be computed.",
    call = call,
    diagnose = function(cnd) {
      abort_codes(cnd, call)
      abort_no_rate(cnd, call)
      abort_uncompiled(cnd, call)
      abort_trainable(cnd, call)
    }
  )
}

# The loss first; where there are no metrics, it alone.
loss_alone <- function(result, model) {
  if (!is.list(result) || !("loss" %in% names(result))) return(result)
  result <- name_values(result[c("loss", setdiff(names(result), "loss"))], model)
  if (length(result) == 1L) result[[1L]] else result
}

# Keras' own methods, such as `model$train_on_batch(x, y)`: they take R's data as fit() does.
batch_methods <- c("train_on_batch", "test_on_batch", "predict_on_batch")

with_r_data <- function(model, name) {
  if (name == "predict_on_batch") {
    return(function(x) {
      hold_interrupts()
      data <- as_prediction_data(x, model_ends(model))
      run_batch(model, name, list(x = data), sys.call())
    })
  }
  function(x, y = NULL, sample_weight = NULL, class_weight = NULL, return_dict = FALSE) {
    hold_interrupts()
    ends <- model_ends(model)
    weights <- if (name == "train_on_batch") {
      list(class_weight = as_class_weight(class_weight, ends))
    }
    data <- as_training_data(x, y, sample_weight, ends)
    flags <- list(return_dict = check_flag(return_dict))
    run_batch(model, name, c(data, weights, flags), sys.call())
  }
}
