# Written by tools/generate from tools/generate/object/optimizers-adam.toml, by `make generate`.

#' Adam optimizer
#'
#' Moves along a moving average of the gradients, divided by the root of a
#' moving average of their squares, so that each weight has a step size of its
#' own. It needs little tuning and is the usual first choice. With weight decay
#' use [optimizer_adam_w()].
#'
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' D. P. Kingma, J. Ba (2014). Adam: a method for stochastic optimization.
#' <https://arxiv.org/abs/1412.6980>
#'
#' S. J. Reddi, S. Kale, S. Kumar (2018). On the convergence of Adam and beyond
#' (AMSGrad). <https://openreview.net/forum?id=ryQu7f-RZ>
#' @family optimizers
#' @examplesIf is_keras_available()
#' set_random_seed(1)
#' x <- matrix(rnorm(200), ncol = 2)
#' y <- x[, 1] - 2 * x[, 2]
#' model <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
#' schedule <- learning_rate_schedule_cosine_decay(0.3, decay_steps = 20)
#' model |> compile(optimizer_adam(learning_rate = schedule, clipnorm = 1), loss = "mse")
#' model |> fit(x, y, epochs = 5, verbose = 0)
#' get_weights(model)[[1]]
#' @export
optimizer_adam <- function(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-07,
                           amsgrad = FALSE, weight_decay = NULL, clipnorm = NULL, clipvalue = NULL,
                           global_clipnorm = NULL, use_ema = FALSE, ema_momentum = 0.99,
                           ema_overwrite_frequency = NULL, name = "adam", ...,
                           loss_scale_factor = NULL, gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    beta_1 = check_fraction(beta_1),
    beta_2 = check_fraction(beta_2),
    epsilon = check_number(epsilon, min = 0),
    amsgrad = check_flag(amsgrad),
    weight_decay = check_number(weight_decay, min = 0, null = TRUE),
    clipnorm = check_number(clipnorm, min = 0, null = TRUE),
    clipvalue = check_number(clipvalue, min = 0, null = TRUE),
    global_clipnorm = check_one_clipping(global_clipnorm, clipnorm, clipvalue),
    use_ema = check_flag(use_ema),
    ema_momentum = check_average(ema_momentum, use_ema),
    ema_overwrite_frequency = check_overwriting(ema_overwrite_frequency, use_ema),
    name = check_name(name),
    loss_scale_factor = check_positive(loss_scale_factor, null = TRUE),
    gradient_accumulation_steps = as_whole(gradient_accumulation_steps, min = 2, null = TRUE)
  )
  call_keras("optimizers", "Adam", args)
}

#' AdamW optimizer
#'
#' [optimizer_adam()] with weight decay: each weight is also reduced a little
#' in every step. That is not the same as an L2 penalty in the loss, whose
#' gradient Adam would rescale. Most transformers are trained with it.
#'
#' @param weight_decay Weight decay: before each step, each weight is reduced
#'   by this fraction of itself, times the learning rate. A number of at
#'   least 0. To exclude variables by parts of their names, call
#'   `optimizer$exclude_from_weight_decay(var_names = c("bias", "gamma"))`
#'   before training.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' I. Loshchilov, F. Hutter (2017). Decoupled weight decay regularization.
#' <https://arxiv.org/abs/1711.05101>
#' @family optimizers
#' @examplesIf is_keras_available()
#' optimizer <- optimizer_adam_w(learning_rate = 0.001, weight_decay = 0.01)
#' optimizer$exclude_from_weight_decay(var_names = "bias")
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer, loss = "mse")
#' @export
optimizer_adam_w <- function(learning_rate = 0.001, weight_decay = 0.004, beta_1 = 0.9,
                             beta_2 = 0.999, epsilon = 1e-07, amsgrad = FALSE, clipnorm = NULL,
                             clipvalue = NULL, global_clipnorm = NULL, use_ema = FALSE,
                             ema_momentum = 0.99, ema_overwrite_frequency = NULL, name = "adamw",
                             ..., loss_scale_factor = NULL, gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    weight_decay = check_number(weight_decay, min = 0),
    beta_1 = check_fraction(beta_1),
    beta_2 = check_fraction(beta_2),
    epsilon = check_number(epsilon, min = 0),
    amsgrad = check_flag(amsgrad),
    clipnorm = check_number(clipnorm, min = 0, null = TRUE),
    clipvalue = check_number(clipvalue, min = 0, null = TRUE),
    global_clipnorm = check_one_clipping(global_clipnorm, clipnorm, clipvalue),
    use_ema = check_flag(use_ema),
    ema_momentum = check_average(ema_momentum, use_ema),
    ema_overwrite_frequency = check_overwriting(ema_overwrite_frequency, use_ema),
    name = check_name(name),
    loss_scale_factor = check_positive(loss_scale_factor, null = TRUE),
    gradient_accumulation_steps = as_whole(gradient_accumulation_steps, min = 2, null = TRUE)
  )
  call_keras("optimizers", "AdamW", args)
}

#' Adamax optimizer
#'
#' Like [optimizer_adam()], but divides by a decaying maximum of the gradients
#' instead of a mean of squares. It may do better where gradients are rare and
#' large, such as those of embeddings.
#'
#' @param beta_2 Decay rate of the maximum of the gradients: a number from 0
#'   to 1, where 1 keeps the largest so far.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' D. P. Kingma, J. Ba (2014). Adam: a method for stochastic optimization,
#' section 7.1. <https://arxiv.org/abs/1412.6980>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_adamax(learning_rate = 0.002), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_adamax <- function(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-07,
                             weight_decay = NULL, clipnorm = NULL, clipvalue = NULL,
                             global_clipnorm = NULL, use_ema = FALSE, ema_momentum = 0.99,
                             ema_overwrite_frequency = NULL, name = "adamax", ...,
                             loss_scale_factor = NULL, gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    beta_1 = check_fraction(beta_1),
    beta_2 = check_number(beta_2, min = 0, max = 1),
    epsilon = check_number(epsilon, min = 0),
    weight_decay = check_number(weight_decay, min = 0, null = TRUE),
    clipnorm = check_number(clipnorm, min = 0, null = TRUE),
    clipvalue = check_number(clipvalue, min = 0, null = TRUE),
    global_clipnorm = check_one_clipping(global_clipnorm, clipnorm, clipvalue),
    use_ema = check_flag(use_ema),
    ema_momentum = check_average(ema_momentum, use_ema),
    ema_overwrite_frequency = check_overwriting(ema_overwrite_frequency, use_ema),
    name = check_name(name),
    loss_scale_factor = check_positive(loss_scale_factor, null = TRUE),
    gradient_accumulation_steps = as_whole(gradient_accumulation_steps, min = 2, null = TRUE)
  )
  call_keras("optimizers", "Adamax", args)
}

#' Nadam optimizer
#'
#' [optimizer_adam()] with Nesterov momentum, which looks ahead to where the
#' momentum leads.
#'
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' T. Dozat (2016). Incorporating Nesterov momentum into Adam.
#' <https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_nadam(learning_rate = 0.002), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_nadam <- function(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-07,
                            weight_decay = NULL, clipnorm = NULL, clipvalue = NULL,
                            global_clipnorm = NULL, use_ema = FALSE, ema_momentum = 0.99,
                            ema_overwrite_frequency = NULL, name = "nadam", ...,
                            loss_scale_factor = NULL, gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    beta_1 = check_fraction(beta_1),
    beta_2 = check_fraction(beta_2),
    epsilon = check_number(epsilon, min = 0),
    weight_decay = check_number(weight_decay, min = 0, null = TRUE),
    clipnorm = check_number(clipnorm, min = 0, null = TRUE),
    clipvalue = check_number(clipvalue, min = 0, null = TRUE),
    global_clipnorm = check_one_clipping(global_clipnorm, clipnorm, clipvalue),
    use_ema = check_flag(use_ema),
    ema_momentum = check_average(ema_momentum, use_ema),
    ema_overwrite_frequency = check_overwriting(ema_overwrite_frequency, use_ema),
    name = check_name(name),
    loss_scale_factor = check_positive(loss_scale_factor, null = TRUE),
    gradient_accumulation_steps = as_whole(gradient_accumulation_steps, min = 2, null = TRUE)
  )
  call_keras("optimizers", "Nadam", args)
}

#' Schedule-free AdamW optimizer
#'
#' [optimizer_adam_w()] with an average of the weights along the way, which has
#' the effect of a decaying learning rate without the length of training having
#' to be known in advance. `learning_rate` should be a number, and somewhat
#' larger than for AdamW. keras3 does not have it.
#'
#' @param beta_1 Where gradients are computed, between the weights of the
#'   latest step, 0, and their average, 1: a number greater than 0 and at most
#'   1.
#' @param warmup_steps Number of steps over which the learning rate rises to
#'   its value: a whole number of at least 0.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' A. Defazio and others (2024). The road less scheduled.
#' <https://arxiv.org/abs/2405.15682>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_schedule_free_adam_w(warmup_steps = 10), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_schedule_free_adam_w <- function(learning_rate = 0.0025, beta_1 = 0.9, beta_2 = 0.999,
                                           epsilon = 1e-08, warmup_steps = 0L, weight_decay = NULL,
                                           clipnorm = NULL, clipvalue = NULL,
                                           global_clipnorm = NULL, use_ema = FALSE,
                                           ema_momentum = 0.99, ema_overwrite_frequency = NULL,
                                           loss_scale_factor = NULL,
                                           gradient_accumulation_steps = NULL, name = NULL, ...) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    beta_1 = check_positive(beta_1, max = 1),
    beta_2 = check_fraction(beta_2),
    epsilon = check_number(epsilon, min = 0),
    warmup_steps = as_whole(warmup_steps, min = 0),
    weight_decay = check_number(weight_decay, min = 0, null = TRUE),
    clipnorm = check_number(clipnorm, min = 0, null = TRUE),
    clipvalue = check_number(clipvalue, min = 0, null = TRUE),
    global_clipnorm = check_one_clipping(global_clipnorm, clipnorm, clipvalue),
    use_ema = check_flag(use_ema),
    ema_momentum = check_average(ema_momentum, use_ema),
    ema_overwrite_frequency = check_overwriting(ema_overwrite_frequency, use_ema),
    loss_scale_factor = check_positive(loss_scale_factor, null = TRUE),
    gradient_accumulation_steps = as_whole(gradient_accumulation_steps, min = 2, null = TRUE),
    name = check_name(name)
  )
  call_keras("optimizers", "ScheduleFreeAdamW", args)
}
