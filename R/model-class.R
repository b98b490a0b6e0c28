#' Write a model class in R
#'
#' Defines a new kind of model by R functions: its parts, what it computes, and how it learns. For a
#' model that trains as usual, [keras_model()] is simpler; a class is for models with a training
#' step of their own, such as generative adversarial networks.
#'
#' @inheritParams Layer
#' @param initialize Function of the model's settings and parts. It calls `super$initialize()`
#'   first and keeps its arguments in `self`. A class without it makes functional models,
#'   from `inputs` and `outputs`, as [keras_model()] does.
#' @param call Function of the input (a tensor, or a list of tensors) that returns the output, as in
#'   [Layer()].
#' @param train_step,test_step Functions of `data`, one batch: the tensor `x`, or `list(x, y)`, or
#'   `list(x, y, sample_weight)`. They return a named list of tensors with one number each,
#'   which `fit()` and `evaluate()` report. See *Steps*.
#' @param predict_step Function of `data` that returns the outputs.
#' @param compute_loss Function of `x`, `y`, `y_pred`, `sample_weight` and `training` that returns
#'   the loss, a tensor with one number. Keras' own training step uses it.
#' @param compute_metrics Function of `x`, `y`, `y_pred` and `sample_weight` that updates the
#'   metrics and returns their values, a named list.
#' @param ... Further methods and attributes by name, such as `compile`, `get_config`, and
#'   `metrics`, an [active_property()] that returns a list of the metrics to reset at the
#'   beginning of each epoch.
#'
#' @section Steps:
#' The same step works on all backends: it computes a loss and its gradients with
#' [value_and_gradients()], passes the gradients to an optimizer, `optimizer$apply(gradients,
#' variables)`, updates metrics, and returns their results. `self$compute_loss()` computes the loss
#' given to `compile()`, and `super$train_step(data)` is Keras' own step.
#'
#' Keras traces a step and repeats what it traced. What changes from batch to batch belongs in
#' variables (weights, metrics, seed generators), not in `private`.
#'
#' On JAX, Keras' trainer expects a function of `state` and `data` that returns a list of the
#' logs and the new state. lamina turns a step of `data` alone into one; a step with both
#' arguments is used as it is, and works on JAX only. A step may also be written for one
#' backend, with `tensorflow$GradientTape()` or `loss$backward()`.
#'
#' Two complete scripts are in the folder `examples/` of the source package: `gan.R`, two networks
#' that train against each other, and `variational-autoencoder.R`, which also has a test step.
#'
#' @details
#' In the methods, `self` is the model, `super` the class it inherits from and `private` its
#' private members, as in [Layer()]. Settings that are numbers, strings, flags, or objects of Keras
#' such as models and layers, are saved with the model automatically.
#'
#' @returns A function that creates models, with the arguments of `initialize` and `name`, `dtype`
#'   and `trainable`.
#' @family classes
#' @examplesIf is_keras_available()
#' # A model that is trained to be robust to noise in its input.
#' model_steady <- Model(
#'   "Steady",
#'   initialize = function(units, noise = 0.1) {
#'     super$initialize()
#'     self$dense <- layer_dense(units = units)
#'     self$noise <- noise
#'     self$seeds <- random_seed_generator(1)
#'     self$loss_tracker <- metric_mean(name = "loss")
#'   },
#'   call = function(inputs) self$dense(inputs),
#'   train_step = function(data) {
#'     x <- data[[1]]
#'     y <- data[[2]]
#'     moved <- x + self$noise * random_normal(op_shape(x), seed = self$seeds)
#'     step <- value_and_gradients(
#'       function() self$compute_loss(x, y, self(x)) + self$compute_loss(x, y, self(moved)),
#'       self$trainable_variables
#'     )
#'     self$optimizer$apply(step$gradients, self$trainable_variables)
#'     self$loss_tracker$update_state(step$value)
#'     list(loss = self$loss_tracker$result())
#'   },
#'   metrics = active_property(function() list(self$loss_tracker))
#' )
#' model <- model_steady(units = 1)
#' model |> compile("sgd", loss = "mse")
#' x <- matrix(rnorm(64), ncol = 2)
#' model |> fit(x, x[, 1], epochs = 2, verbose = 0)
#' @export
# nolint start: object_name_linter.
Model <- function(classname, initialize = NULL, call = NULL, train_step = NULL,
                  predict_step = NULL, test_step = NULL, compute_loss = NULL,
                  compute_metrics = NULL, ..., public = list(), private = list(),
                  inherit = NULL, parent_env = parent.frame()) {
  # nolint end
  define_class("model")
}

#' @rdname Model
#' @export
new_model_class <- Model
