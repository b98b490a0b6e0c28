# Keras' methods for one batch, such as `model$train_on_batch(x, y)`: they take R's data as fit()
# does.
batch_methods <- c("train_on_batch", "test_on_batch", "predict_on_batch")

with_r_data <- function(model, name) {
  run <- function(args, call) {
    with_python(
      do.call(from_r$run_method, c(list(model, name), args)),
      "The batch could not be computed.",
      call = call,
      diagnose = function(cnd) {
        abort_codes(cnd, call)
        abort_trainable(cnd, call)
      }
    )
  }
  if (name == "predict_on_batch") {
    return(function(x) {
      hold_interrupts()
      run(list(x = as_prediction_data(x, model_ends(model))), sys.call())
    })
  }
  function(x, y = NULL, sample_weight = NULL, class_weight = NULL, return_dict = FALSE) {
    hold_interrupts()
    ends <- model_ends(model)
    weights <- if (name == "train_on_batch") {
      list(class_weight = as_class_weight(class_weight, ends))
    }
    data <- as_training_data(x, y, sample_weight, ends)
    run(c(data, weights, list(return_dict = check_flag(return_dict))), sys.call())
  }
}
