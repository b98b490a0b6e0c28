# Written by tools/generate from tools/generate/object/optimizers.toml, by `make generate`.

#' Arguments in common: optimizers
#'
#' @param learning_rate Size of the steps: a number of at least 0; a
#'   schedule, such as [learning_rate_schedule_cosine_decay()]; or an R
#'   function of the number of steps so far, which is called with a tensor:
#'   `function(step) 0.1 / (1 + step)`.
#' @param weight_decay Weight decay: before each step, each weight is reduced
#'   by this fraction of itself, times the learning rate. A number of at least
#'   0; `NULL` applies none.
#' @param clipnorm Largest Euclidean norm of the gradient of a variable: a
#'   larger gradient is scaled down to it. A number of at least 0; 0 and `NULL`
#'   do not clip. Only one of `clipnorm`, `clipvalue` and `global_clipnorm` may
#'   be set.
#' @param clipvalue Largest absolute value in a gradient: values beyond it
#'   are clipped. A number of at least 0; 0 and `NULL` do not clip.
#' @param global_clipnorm Like `clipnorm`, but for the gradients of all
#'   variables together, which keeps their proportions: a number of at least 0;
#'   0 and `NULL` do not clip.
#' @param use_ema Whether to keep an exponential moving average (EMA) of the
#'   weights, which the model gets at the end of training (Polyak averaging):
#'   `TRUE` or `FALSE`.
#' @param ema_momentum Weight of the old average in the new one: a number of
#'   at least 0 and less than 1. It is used with `use_ema = TRUE` only, and
#'   gives a warning otherwise.
#' @param ema_overwrite_frequency Number of steps after which the weights are
#'   replaced by their average, again and again: a whole number of at least 1.
#'   `NULL` replaces them at the end of training only. It is used with `use_ema
#'   = TRUE` only, and gives a warning otherwise.
#' @param loss_scale_factor Number that the loss is multiplied by and the
#'   gradients are divided by, so that small gradients are not lost in
#'   `"float16"`: a number greater than 0. `NULL` does not scale.
#'   [optimizer_loss_scale()] finds the number by itself.
#' @param gradient_accumulation_steps Number of batches whose gradients are
#'   averaged for one step, so that several batches that fit into memory act as
#'   one large batch: a whole number of at least 2. `NULL` makes a step for
#'   each batch. Schedules still count batches.
#' @param name Name of the optimizer: a string without `/`. `NULL` makes one
#'   up.
#' @param beta_1 Decay rate of the moving average of the gradients, that is
#'   the weight of the old average: a number of at least 0 and less than 1.
#' @param beta_2 Decay rate of the moving average of the squared gradients: a
#'   number of at least 0 and less than 1.
#' @param epsilon Small number added to the denominator so that it is not 0:
#'   a number of at least 0.
#' @param amsgrad Whether to divide by the largest average of the squared
#'   gradients so far instead of the current one (AMSGrad): `TRUE` or `FALSE`.
#' @param rho Decay rate of the moving averages of squares: a number of at
#'   least 0 and less than 1.
#' @param initial_accumulator_value Initial value of the sums of squared
#'   gradients: a number of at least 0.
#'
#' @section Use:
#' Give the optimizer to [compile()]. From then on it is `model$optimizer`.
#' `as.numeric(model$optimizer$learning_rate)` is its learning rate, which can
#' be changed if it was created as a number: `model$optimizer$learning_rate <-
#' 1e-4`. `model$optimizer$variables` are its variables, among them
#' `iterations`, the number of steps so far. In a training loop of your own,
#' `optimizer$apply(gradients, variables)` makes a step, see
#' [value_and_gradients()]. An optimizer belongs to one model: create a new one
#' for the next.
#'
#' [save_model()] saves the optimizer with its variables, so that training can
#' continue from there.
#'
#' @name object-optimizers-arguments
#' @keywords internal
NULL

#' Stochastic gradient descent optimizer
#'
#' Moves the weights against the gradient, by `learning_rate` times the
#' gradient; with `momentum`, earlier steps count as well. It needs a
#' well-chosen learning rate and often a schedule; in image recognition it then
#' often generalises better than adaptive methods. [optimizer_adam()] needs
#' less tuning.
#'
#' @param momentum Fraction of the last step that is added to the next one: a
#'   number from 0 to 1, where 1 never slows down.
#' @param nesterov Whether to use Nesterov momentum, which looks ahead to
#'   where the momentum leads: `TRUE` or `FALSE`. Without `momentum` it changes
#'   nothing, and gives a warning.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' I. Sutskever, J. Martens, G. Dahl, G. Hinton (2013). On the importance of
#' initialization and momentum in deep learning.
#' <https://proceedings.mlr.press/v28/sutskever13.html>
#' @family optimizers
#' @examplesIf is_keras_available()
#' set_random_seed(1)
#' x <- matrix(rnorm(200), ncol = 2)
#' y <- x[, 1] - 2 * x[, 2]
#' model <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
#' model |> compile(optimizer_sgd(learning_rate = 0.1, momentum = 0.5), loss = "mse")
#' model |> fit(x, y, epochs = 5, verbose = 0)
#' get_weights(model)[[1]]
#' model$optimizer$learning_rate <- 0.01
#' @export
optimizer_sgd <- function(learning_rate = 0.01, momentum = 0, nesterov = FALSE, weight_decay = NULL,
                          clipnorm = NULL, clipvalue = NULL, global_clipnorm = NULL,
                          use_ema = FALSE, ema_momentum = 0.99, ema_overwrite_frequency = NULL,
                          name = "SGD", ..., loss_scale_factor = NULL,
                          gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    momentum = check_number(momentum, min = 0, max = 1),
    nesterov = check_nesterov(nesterov, momentum),
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
  call_keras("optimizers", "SGD", args)
}

#' RMSprop optimizer
#'
#' Divides the gradient by a moving root mean square of recent gradients, so
#' that all weights move at a similar pace. It is often used for recurrent
#' networks, and is the default of [compile()]. [optimizer_adam()] adds a
#' moving average of the gradients.
#'
#' @param momentum Fraction of the last step that is added to the next one: a
#'   number from 0 to 1.
#' @param centered Whether to divide by the estimated standard deviation of
#'   the gradient instead of its root mean square, which may help but costs
#'   time and memory: `TRUE` or `FALSE`.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' T. Tieleman, G. Hinton (2012). Lecture 6.5: RMSprop. Neural networks for
#' machine learning.
#' <https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf>
#'
#' A. Graves (2013). Generating sequences with recurrent neural networks (the
#' centred variant). <https://arxiv.org/abs/1308.0850>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_rmsprop(learning_rate = 0.01, momentum = 0.5), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_rmsprop <- function(learning_rate = 0.001, rho = 0.9, momentum = 0, epsilon = 1e-07,
                              centered = FALSE, weight_decay = NULL, clipnorm = NULL,
                              clipvalue = NULL, global_clipnorm = NULL, use_ema = FALSE,
                              ema_momentum = 0.99, ema_overwrite_frequency = NULL, name = "rmsprop",
                              ..., loss_scale_factor = NULL, gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    rho = check_fraction(rho),
    momentum = check_number(momentum, min = 0, max = 1),
    epsilon = check_number(epsilon, min = 0),
    centered = check_flag(centered),
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
  call_keras("optimizers", "RMSprop", args)
}

#' Adagrad optimizer
#'
#' Divides the gradient by the root of the sum of its squares so far: weights
#' that are rarely updated take larger steps, and all steps become smaller over
#' time. It suits sparse data, such as words. Where the steps become too small,
#' use [optimizer_adadelta()] or [optimizer_rmsprop()], which forget old
#' gradients.
#'
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' J. Duchi, E. Hazan, Y. Singer (2011). Adaptive subgradient methods for
#' online learning and stochastic optimization.
#' <https://jmlr.org/papers/v12/duchi11a.html>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_adagrad(learning_rate = 0.1), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_adagrad <- function(learning_rate = 0.001, initial_accumulator_value = 0.1,
                              epsilon = 1e-07, weight_decay = NULL, clipnorm = NULL,
                              clipvalue = NULL, global_clipnorm = NULL, use_ema = FALSE,
                              ema_momentum = 0.99, ema_overwrite_frequency = NULL, name = "adagrad",
                              ..., loss_scale_factor = NULL, gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    initial_accumulator_value = check_number(initial_accumulator_value, min = 0),
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
  call_keras("optimizers", "Adagrad", args)
}

#' Adadelta optimizer
#'
#' Like [optimizer_adagrad()], but with moving averages of the squared
#' gradients and of the squared steps, so that steps do not become ever
#' smaller. The method of the paper has no learning rate: `learning_rate = 1`
#' is the same. The small default learns slowly.
#'
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' M. D. Zeiler (2012). ADADELTA: an adaptive learning rate method.
#' <https://arxiv.org/abs/1212.5701>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_adadelta(learning_rate = 1), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_adadelta <- function(learning_rate = 0.001, rho = 0.95, epsilon = 1e-07,
                               weight_decay = NULL, clipnorm = NULL, clipvalue = NULL,
                               global_clipnorm = NULL, use_ema = FALSE, ema_momentum = 0.99,
                               ema_overwrite_frequency = NULL, name = "adadelta", ...,
                               loss_scale_factor = NULL, gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    rho = check_fraction(rho),
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
  call_keras("optimizers", "Adadelta", args)
}

#' Adafactor optimizer
#'
#' Adapts the step of each weight as [optimizer_adam()] does, but for a matrix
#' it stores statistics of the rows and columns only, not of every element. It
#' is for models, such as large language models, for which the state of another
#' optimizer would not fit into memory.
#'
#' @param beta_2_decay How fast the average of the squared gradients becomes
#'   longer: a number of at most 0. At step `t` the weight of the newest
#'   squared gradient is `t^beta_2_decay`.
#' @param epsilon_1 Added to the squared gradients: a number of at least 0.
#' @param epsilon_2 Smallest root mean square of the weights that steps are
#'   scaled by: a number of at least 0.
#' @param clip_threshold Root mean square above which a step is scaled down:
#'   a number greater than 0.
#' @param relative_step Whether the learning rate is limited to `1 /
#'   sqrt(step)`: `TRUE` or `FALSE`. With a schedule it has no effect.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' N. Shazeer, M. Stern (2018). Adafactor: adaptive learning rates with
#' sublinear memory cost. <https://arxiv.org/abs/1804.04235>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_adafactor(learning_rate = 0.01), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_adafactor <- function(learning_rate = 0.001, beta_2_decay = -0.8, epsilon_1 = 1e-30,
                                epsilon_2 = 0.001, clip_threshold = 1, relative_step = TRUE,
                                weight_decay = NULL, clipnorm = NULL, clipvalue = NULL,
                                global_clipnorm = NULL, use_ema = FALSE, ema_momentum = 0.99,
                                ema_overwrite_frequency = NULL, name = "adafactor", ...,
                                loss_scale_factor = NULL, gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    beta_2_decay = check_number(beta_2_decay, max = 0),
    epsilon_1 = check_number(epsilon_1, min = 0),
    epsilon_2 = check_number(epsilon_2, min = 0),
    clip_threshold = check_positive(clip_threshold),
    relative_step = check_flag(relative_step),
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
  call_keras("optimizers", "Adafactor", args)
}

#' FTRL optimizer
#'
#' "Follow the regularized leader": made for predicting clicks, that is for
#' shallow models with very many sparse features, of which its L1 penalty keeps
#' few. For deep networks use [optimizer_adam()].
#'
#' @param learning_rate_power How fast steps become smaller as squared
#'   gradients accumulate: a number of at most 0, where 0 keeps the learning
#'   rate constant.
#' @param l1_regularization_strength Factor for the L1 penalty, which sets
#'   weights to 0: a number of at least 0.
#' @param l2_regularization_strength Factor for the L2 penalty, which
#'   stabilises the solution: a number of at least 0.
#' @param l2_shrinkage_regularization_strength Factor for an L2 penalty on
#'   the size of the weights, like one in the loss: a number of at least 0.
#' @param beta `beta` of the paper, which makes the first steps smaller: a
#'   number of at least 0.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' H. B. McMahan and others (2013). Ad click prediction: a view from the
#' trenches. <https://doi.org/10.1145/2487575.2488200>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_ftrl(0.1, l1_regularization_strength = 0.01), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_ftrl <- function(learning_rate = 0.001, learning_rate_power = -0.5,
                           initial_accumulator_value = 0.1, l1_regularization_strength = 0,
                           l2_regularization_strength = 0, l2_shrinkage_regularization_strength = 0,
                           beta = 0, weight_decay = NULL, clipnorm = NULL, clipvalue = NULL,
                           global_clipnorm = NULL, use_ema = FALSE, ema_momentum = 0.99,
                           ema_overwrite_frequency = NULL, name = "ftrl", ...,
                           loss_scale_factor = NULL, gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    learning_rate_power = check_number(learning_rate_power, max = 0),
    initial_accumulator_value = check_number(initial_accumulator_value, min = 0),
    l1_regularization_strength = check_number(l1_regularization_strength, min = 0),
    l2_regularization_strength = check_number(l2_regularization_strength, min = 0),
    l2_shrinkage_regularization_strength = check_number(
      l2_shrinkage_regularization_strength, min = 0
    ),
    beta = check_number(beta, min = 0),
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
  call_keras("optimizers", "Ftrl", args)
}

#' LAMB optimizer
#'
#' Like [optimizer_adam()], but the steps of each variable are scaled to the
#' size of its weights, so that training is stable with large batches of
#' thousands of examples.
#'
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' Y. You and others (2019). Large batch optimization for deep learning:
#' training BERT in 76 minutes. <https://arxiv.org/abs/1904.00962>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_lamb(learning_rate = 0.01), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_lamb <- function(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-07,
                           weight_decay = NULL, clipnorm = NULL, clipvalue = NULL,
                           global_clipnorm = NULL, use_ema = FALSE, ema_momentum = 0.99,
                           ema_overwrite_frequency = NULL, loss_scale_factor = NULL,
                           gradient_accumulation_steps = NULL, name = "lamb", ...) {
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
    loss_scale_factor = check_positive(loss_scale_factor, null = TRUE),
    gradient_accumulation_steps = as_whole(gradient_accumulation_steps, min = 2, null = TRUE),
    name = check_name(name)
  )
  call_keras("optimizers", "Lamb", args)
}

#' Lion optimizer
#'
#' Moves each weight by the same amount, `learning_rate`, in the direction
#' given by the sign of a moving average of the gradients. It stores half as
#' much as [optimizer_adam()]. Use a learning rate 3 to 10 times smaller than
#' for Adam, and a weight decay larger by the same factor.
#'
#' @param beta_1 Weight of the moving average in the direction of a step,
#'   against that of the current gradient: a number greater than 0 and at most
#'   1.
#' @param beta_2 Decay rate of the moving average of the gradients: a number
#'   of at least 0 and less than 1.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' X. Chen and others (2023). Symbolic discovery of optimization algorithms.
#' <https://arxiv.org/abs/2302.06675>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer_lion(learning_rate = 1e-4, weight_decay = 0.1), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_lion <- function(learning_rate = 0.001, beta_1 = 0.9, beta_2 = 0.99, weight_decay = NULL,
                           clipnorm = NULL, clipvalue = NULL, global_clipnorm = NULL,
                           use_ema = FALSE, ema_momentum = 0.99, ema_overwrite_frequency = NULL,
                           name = "lion", ..., loss_scale_factor = NULL,
                           gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    beta_1 = check_positive(beta_1, max = 1),
    beta_2 = check_fraction(beta_2),
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
  call_keras("optimizers", "Lion", args)
}

#' Muon optimizer
#'
#' Orthogonalises the steps of weight matrices, so that all directions are
#' learnt at a similar pace. All other variables are updated by
#' [optimizer_adam_w()]: biases, kernels of convolutions, embeddings, and those
#' that `exclude_layers` matches, which should include the output layer.
#'
#' @details
#' The defaults are those of R's keras3. Keras itself has changed three of them
#' since it scales the steps by `rms_rate`: `weight_decay` to 0.004,
#' `adam_lr_ratio` to 1 and `ns_steps` to 5.
#'
#' @param adam_beta_1 `beta_1` of [optimizer_adam_w()]: a number of at least
#'   0 and less than 1.
#' @param adam_beta_2 `beta_2` of [optimizer_adam_w()]: a number of at least
#'   0 and less than 1.
#' @param epsilon `epsilon` of [optimizer_adam_w()]: a number of at least 0.
#' @param weight_decay Weight decay of matrices: before each step, each
#'   weight is reduced by this fraction of itself, times the learning rate. A
#'   number of at least 0; `NULL` applies none. For the other variables see
#'   `adam_weight_decay`.
#' @param exclude_layers Regular expressions: variables whose path, such as
#'   `"outputs/kernel"`, matches one of them are updated by AdamW. A character
#'   vector or a list of strings; `NULL` for none.
#' @param exclude_embeddings Whether variables with `embedding` in their path
#'   are updated by AdamW: `TRUE` or `FALSE`.
#' @param muon_a First coefficient of the polynomial that orthogonalises a
#'   matrix: a number.
#' @param muon_b Second coefficient of the polynomial: a number.
#' @param muon_c Third coefficient of the polynomial: a number.
#' @param adam_lr_ratio Learning rate of AdamW, as a multiple of
#'   `learning_rate`: a number of at least 0.
#' @param momentum Decay rate of the running sum of the gradients of a
#'   matrix: a number from 0 to 1.
#' @param ns_steps How many times the polynomial is applied: a whole number
#'   of at least 1.
#' @param nesterov Whether to use Nesterov momentum, which looks ahead to
#'   where the momentum leads: `TRUE` or `FALSE`.
#' @param adam_weight_decay `weight_decay` of [optimizer_adam_w()]: a number
#'   of at least 0. `NULL` applies none.
#' @param rms_rate Size of the steps: those of a matrix are multiplied by
#'   this number and by the square root of its longer side, so that a learning
#'   rate means the same as for AdamW. A number of at least 0; `NULL` does not
#'   scale, which is what keras3's defaults were made for.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' K. Jordan and others (2024). Muon: an optimizer for hidden layers in neural
#' networks. <https://kellerjordan.github.io/posts/muon/>
#'
#' J. Liu and others (2025). Muon is scalable for LLM training.
#' <https://arxiv.org/abs/2502.16982>
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |>
#'   layer_dense(8, activation = "relu") |>
#'   layer_dense(1, name = "outputs")
#' model |> compile(optimizer_muon(learning_rate = 0.01, exclude_layers = "outputs"), loss = "mse")
#' as.numeric(model$optimizer$learning_rate)
#' @export
optimizer_muon <- function(learning_rate = 0.001, adam_beta_1 = 0.9, adam_beta_2 = 0.999,
                           epsilon = 1e-07, weight_decay = 0.1, clipnorm = NULL, clipvalue = NULL,
                           global_clipnorm = NULL, use_ema = FALSE, ema_momentum = 0.99,
                           ema_overwrite_frequency = NULL, loss_scale_factor = NULL,
                           gradient_accumulation_steps = NULL, name = "muon", exclude_layers = NULL,
                           exclude_embeddings = TRUE, muon_a = 3.4445, muon_b = -4.775,
                           muon_c = 2.0315, adam_lr_ratio = 0.1, momentum = 0.95, ns_steps = 6L,
                           nesterov = TRUE, adam_weight_decay = 0.004, rms_rate = 0.2, ...) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    learning_rate = as_learning_rate(learning_rate),
    adam_beta_1 = check_fraction(adam_beta_1),
    adam_beta_2 = check_fraction(adam_beta_2),
    epsilon = check_number(epsilon, min = 0),
    weight_decay = check_number(weight_decay, min = 0, null = TRUE),
    clipnorm = check_number(clipnorm, min = 0, null = TRUE),
    clipvalue = check_number(clipvalue, min = 0, null = TRUE),
    global_clipnorm = check_one_clipping(global_clipnorm, clipnorm, clipvalue),
    use_ema = check_flag(use_ema),
    ema_momentum = check_average(ema_momentum, use_ema),
    ema_overwrite_frequency = check_overwriting(ema_overwrite_frequency, use_ema),
    loss_scale_factor = check_positive(loss_scale_factor, null = TRUE),
    gradient_accumulation_steps = as_whole(gradient_accumulation_steps, min = 2, null = TRUE),
    name = check_name(name),
    exclude_layers = check_strings(exclude_layers, null = TRUE),
    exclude_embeddings = check_flag(exclude_embeddings),
    muon_a = check_number(muon_a),
    muon_b = check_number(muon_b),
    muon_c = check_number(muon_c),
    adam_lr_ratio = check_number(adam_lr_ratio, min = 0),
    momentum = check_number(momentum, min = 0, max = 1),
    ns_steps = as_whole(ns_steps, min = 1),
    nesterov = check_flag(nesterov),
    adam_weight_decay = check_number(adam_weight_decay, min = 0, null = TRUE),
    rms_rate = check_number(rms_rate, min = 0, null = TRUE)
  )
  call_keras("optimizers", "Muon", args)
}

#' Loss scaling optimizer
#'
#' Multiplies the loss by a large number and divides the gradients by it, so
#' that small gradients are not lost in `"float16"`. The number is doubled
#' after a given number of steps in which all gradients were finite; it is
#' halved, and the step skipped, when one was not. [compile()] wraps the
#' optimizer in it automatically if the dtype of the model is
#' `"mixed_float16"`.
#'
#' @param inner_optimizer The optimizer that makes the steps: an object such
#'   as one that [optimizer_adam()] returns.
#' @param initial_scale The initial factor for the loss: a number greater
#'   than 0.
#' @param dynamic_growth_steps Number of steps with finite gradients after
#'   which the factor is doubled: a whole number of at least 1.
#' @param weight_decay `NULL`: set it on `inner_optimizer`.
#' @param clipnorm `NULL`: set it on `inner_optimizer`.
#' @param clipvalue `NULL`: set it on `inner_optimizer`.
#' @param global_clipnorm `NULL`: set it on `inner_optimizer`.
#' @param use_ema `NULL`: set it on `inner_optimizer`.
#' @param ema_momentum `NULL`: set it on `inner_optimizer`.
#' @param ema_overwrite_frequency `NULL`: set it on `inner_optimizer`.
#' @param loss_scale_factor `NULL`: this optimizer finds the factor itself.
#' @param gradient_accumulation_steps `NULL`: set it on `inner_optimizer`.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @references
#' P. Micikevicius and others (2017). Mixed precision training.
#' <https://arxiv.org/abs/1710.03740>
#' @family optimizers
#' @examplesIf is_keras_available()
#' optimizer <- optimizer_loss_scale(optimizer_adam(0.01), initial_scale = 1024)
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
#' model |> compile(optimizer, loss = "mse")
#' @export
optimizer_loss_scale <- function(inner_optimizer, initial_scale = 32768,
                                 dynamic_growth_steps = 2000L, ..., name = NULL,
                                 weight_decay = NULL, clipnorm = NULL, clipvalue = NULL,
                                 global_clipnorm = NULL, use_ema = NULL, ema_momentum = NULL,
                                 ema_overwrite_frequency = NULL, loss_scale_factor = NULL,
                                 gradient_accumulation_steps = NULL) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  check_on_inner(weight_decay)
  check_on_inner(clipnorm)
  check_on_inner(clipvalue)
  check_on_inner(global_clipnorm)
  check_on_inner(use_ema, FALSE)
  check_on_inner(ema_momentum, 0.99)
  check_on_inner(ema_overwrite_frequency)
  check_on_inner(loss_scale_factor)
  check_on_inner(gradient_accumulation_steps)
  args <- list(
    inner_optimizer = check_inner_optimizer(inner_optimizer),
    initial_scale = check_positive(initial_scale),
    dynamic_growth_steps = as_whole(dynamic_growth_steps, min = 1),
    name = check_name(name)
  )
  call_keras("optimizers", "LossScaleOptimizer", args)
}

#' Several optimizers for one model
#'
#' Assigns each variable of a model to one of several optimizers, by the
#' variable's path, such as `"dense/kernel"`: a layer may learn more slowly
#' than the others, as a pretrained part should, or with another method. keras3
#' does not have it.
#'
#' @details
#' It has no `learning_rate` of its own: the optimizers in
#' `optimizer$optimizers` have one each. A name that matches no variable gives
#' a warning, in [compile()], or in [fit()] if the model has no weights before.
#'
#' @param optimizer_map A list of optimizers: others have names that are
#'   regular expressions, which must match the whole path of a variable, or its
#'   end after a `/`; one has no name and updates all variables that no name
#'   matches: `list(optimizer_adam(), "encoder/.*" = optimizer_adam(1e-5))`. Or
#'   a `keras$optimizers$OptimizerMap`.
#' @param loss_scale_factor Number that the loss is multiplied by and the
#'   gradients are divided by: it replaces those of the optimizers in the list.
#'   A number greater than 0, or `NULL`.
#' @inheritParams object-optimizers-arguments
#' @inheritParams object-arguments
#'
#' @inheritSection object-optimizers-arguments Use
#' @returns The Keras object. Errors have class `lamina_error`.
#' @family optimizers
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |>
#'   layer_dense(8, activation = "relu", name = "first") |>
#'   layer_dense(1)
#' optimizers <- list(optimizer_adam(0.01), "first/.*" = optimizer_sgd(1e-4))
#' model |> compile(optimizer_multi(optimizers), loss = "mse")
#' @export
optimizer_multi <- function(optimizer_map, loss_scale_factor = NULL, name = NULL, ...) {
  check_no_dots(..., what = "this function", older = older_optimizer_arguments)
  args <- list(
    optimizer_map = as_optimizer_map(optimizer_map),
    loss_scale_factor = check_positive(loss_scale_factor, null = TRUE),
    name = check_name(name)
  )
  call_keras("optimizers", "MultiOptimizer", args)
}
