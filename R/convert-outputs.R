# What compile() is told of a model with several outputs: by name, or in the order in which
# they were declared, which Keras sorts by name.

# Of each output its own; one for all stays one. `fill`: what stands for those left out.
as_output_settings <- function(x, ends, arg = caller_arg(x), call = caller_env(), fill = NULL) {
  side <- ends$outputs
  if (is.null(side) || is.null(x) || !is_tensor_list(x)) return(x)
  several <- length(side$slots) > 1L
  if (!several && !is_named_list(x)) return(x)
  values <- spread(x, side, arg, call, all = FALSE)
  values[vapply(values, is.null, NA)] <- list(fill)
  pack(values, side)
}

# The losses and their weights together: Keras wants them in one form.
as_output_losses <- function(loss, weights, ends, call = caller_env()) {
  n <- length(ends$outputs$slots)
  if (n == 1L && is_tensor_list(loss) && length(loss) > 1L && !is_named_list(loss)) {
    abort_argument("loss", "one loss, for the one output of the model", loss, call)
  }
  loss <- as_output_settings(loss, ends, "loss", call)
  if (n == 1L && is_tensor_list(weights) && !is_tensor_list(loss)) {
    if (length(weights) != 1L) {
      abort_argument("loss_weights", "one number, for the one output of the model", weights, call)
    }
    as_output_settings(weights, ends, "loss_weights", call)
  }
  if (n < 2L || !is_tensor_list(weights)) return(list(loss = loss, loss_weights = weights))
  if (!is_tensor_list(loss)) loss <- pack(rep(list(loss), n), ends$outputs)
  has_loss <- !vapply(loss, is.null, NA)
  # In order, they may be those of the outputs that have a loss.
  if (is.null(names(weights)) && length(weights) == sum(has_loss)) {
    weights <- replace(rep(list(1), n), has_loss, weights)
  }
  weights <- as_output_settings(weights, ends, "loss_weights", call, fill = 1)
  weights[!has_loss] <- list(NULL)
  list(loss = loss, loss_weights = weights)
}

# One output may have many metrics, and a name in their list is that of a metric.
as_output_metrics <- function(x, ends, arg = caller_arg(x), call = caller_env()) {
  if (length(ends$outputs$slots) < 2L) return(x)
  as_output_settings(x, ends, arg, call)
}

# What is known of the outputs is asked for only where something depends on it.
output_ends <- function(model, loss, weights, ...) {
  several <- function(x) is_tensor_list(x) || length(x) > 1L || !is.null(names(x))
  if (several(loss) || several(weights) || length(drop_nulls(list(...)))) model_ends(model)
}
