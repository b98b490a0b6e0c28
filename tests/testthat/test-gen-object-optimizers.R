skip_without_keras()

test_cases("object", "optimizers")

optimizers <- list(
  optimizer_sgd, optimizer_rmsprop, optimizer_adam, optimizer_adam_w, optimizer_adamax,
  optimizer_nadam, optimizer_adagrad, optimizer_adadelta, optimizer_adafactor, optimizer_ftrl,
  optimizer_lamb, optimizer_lion, optimizer_muon, optimizer_schedule_free_adam_w
)

test_that("what all optimizers take reaches Keras", {
  common <- list(
    learning_rate = 1, weight_decay = 0.5, clipnorm = 2, use_ema = TRUE, ema_momentum = 0.5,
    ema_overwrite_frequency = 3, loss_scale_factor = 4, gradient_accumulation_steps = 5
  )
  for (optimizer in optimizers) {
    config <- do.call(optimizer, c(common, list(name = "mine")))$get_config()
    expect_equal(config[names(common)], common)
    expect_identical(config$name, "mine")
    expect_equal(optimizer(clipvalue = 3)$clipvalue, 3)
    expect_equal(optimizer(global_clipnorm = 3)$global_clipnorm, 3)
  }
})

test_that("each optimizer trains, is saved and goes on", {
  set_random_seed(1)
  x <- feature_maps(c(16, 3))
  y <- x[, 1] - x[, 2]
  path <- withr::local_tempfile(fileext = ".keras")
  made <- c(
    lapply(optimizers, function(optimizer) optimizer(0.01)),
    list(
      optimizer_loss_scale(optimizer_sgd(0.01), initial_scale = 8),
      optimizer_multi(list(optimizer_sgd(0.01), "first/.*" = optimizer_adam(0.01)))
    )
  )
  # What a backend has a part in is the same for all of Keras' own: there, one of them.
  if (is_another_backend()) made <- made[c(3L, 15L, 16L)]
  for (optimizer in made) {
    label <- class(optimizer)[[1L]]
    # XLA would take longest.
    model <- keras_model_sequential(input_shape = 3) |>
      layer_dense(4, kernel_initializer = "ones", name = "first") |>
      layer_dense(1, kernel_initializer = "ones")
    model |> compile(optimizer, loss = "mse", jit_compile = keras$backend$backend() == "jax")
    history <- model |> fit(x, y, epochs = 2, batch_size = 8, verbose = 0)
    expect_lt(history$metrics$loss[[2L]], history$metrics$loss[[1L]], label = label)
    save_model(model, path, overwrite = TRUE)
    again <- load_model(path)
    expect_equal(as.numeric(again$optimizer$iterations), 4, label = label)
    expect_identical(again$optimizer$get_config(), optimizer$get_config(), label = label)
    values <- function(model) lapply(model$optimizer$variables, as.array)
    expect_equal(values(again), values(model), label = label)
  }
})

test_that("a learning rate may be set between trainings, and stays", {
  x <- feature_maps(c(8, 3))
  model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
  model |> compile(optimizer_sgd(), loss = "mse")
  model |> fit(x, x[, 1], verbose = 0)
  model$optimizer$learning_rate <- 0
  before <- get_weights(model)
  model |> fit(x, x[, 1], verbose = 0)
  expect_identical(get_weights(model), before)
  expect_equal(as.numeric(model$optimizer$learning_rate), 0)
  model$optimizer$learning_rate <- 1L
  expect_equal(as.numeric(model$optimizer$learning_rate), 1)
  model |> fit(x, x[, 1], verbose = 0)
  expect_false(identical(get_weights(model), before))
  rate <- as.numeric(model$optimizer$learning_rate)
  expect_snapshot(error = TRUE, {
    model$optimizer$learning_rate <- "a"
    model$optimizer$learning_rate <- NA
    model$optimizer$learning_rate <- -1
  })
  expect_equal(as.numeric(model$optimizer$learning_rate), rate)
})

test_that("an optimizer with a schedule says that its learning rate is not a number to set", {
  optimizer <- optimizer_sgd(learning_rate_schedule_cosine_decay(0.1, 10))
  expect_snapshot(error = TRUE, optimizer$learning_rate <- 0.1)
  expect_equal(as.numeric(optimizer$learning_rate), 0.1)
})

test_that("an R function of the step is a schedule, and is saved", {
  x <- feature_maps(c(8, 3))
  falling <- function(step) 0.1 / (1 + step)
  model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
  model |> compile(optimizer_sgd(falling), loss = "mse")
  rates <- function(model) as.numeric(model$optimizer$learning_rate)
  expect_equal(rates(model), 0.1, tolerance = 1e-6)
  model |> fit(x, x[, 1], batch_size = 2, verbose = 0)
  expect_equal(rates(model), 0.02, tolerance = 1e-6)
  # Each step had its own rate.
  one <- keras_model_sequential(input_shape = 1) |>
    layer_dense(1, use_bias = FALSE, kernel_initializer = "zeros")
  one |> compile(optimizer_sgd(falling), loss = function(y_true, y_pred) keras$ops$sum(y_pred))
  one |> fit(matrix(1, 4), numeric(4), batch_size = 1, verbose = 0)
  expect_equal(c(get_weights(one)[[1L]]), -sum(0.1 / 1:4), tolerance = 1e-6)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path, custom_objects = list(falling = falling))
  expect_equal(rates(again), 0.02, tolerance = 1e-6)
  expect_equal(rates(load_model(path, safe_mode = FALSE)), 0.02, tolerance = 1e-6)
})

test_that("gradients may be applied by hand", {
  variable <- keras$Variable(c(1, 2))
  optimizer <- optimizer_sgd(0.5)
  optimizer$apply_gradients(list(list(keras$ops$convert_to_tensor(c(1, 1)), variable)))
  expect_equal(c(as.array(variable)), c(0.5, 1.5))
  expect_equal(as.numeric(optimizer$variables[[1L]]), 1)
})

test_that("variables are excluded from weight decay by whole names, before the training", {
  x <- feature_maps(c(8, 3))
  model <- keras_model_sequential(input_shape = 3) |>
    layer_dense(1, bias_initializer = "ones", name = "d")
  optimizer <- optimizer_adam_w(1, weight_decay = 0.5)
  optimizer$exclude_from_weight_decay(var_names = "bias")
  # Nor has a letter of it alone.
  other <- optimizer_adam_w(1, weight_decay = 0.5)
  other$exclude_from_weight_decay(var_names = "bias")
  lambda <- keras$Variable(1, name = "lambda")
  bias <- model$layers[[1L]]$bias
  other$build(list(lambda, bias))
  expect_true(other$`_use_weight_decay`(lambda))
  expect_false(other$`_use_weight_decay`(bias))
  model |> compile(optimizer, loss = "mse")
  model |> fit(x, x[, 1], verbose = 0)
  expect_snapshot(error = TRUE, {
    optimizer$exclude_from_weight_decay(var_names = "kernel")
    optimizer_adam_w()$exclude_from_weight_decay(var_names = 1)
  })
})

test_once("what Keras makes no use of gives a warning", {
  expect_snapshot({
    optimizer <- optimizer_sgd(nesterov = TRUE)
    optimizer <- optimizer_adam(ema_momentum = 0.5)
    optimizer <- optimizer_adam(ema_overwrite_frequency = 5)
  })
  expect_no_warning(optimizer_sgd(momentum = 0.5, nesterov = TRUE))
  expect_no_warning(optimizer_adam(use_ema = TRUE, ema_momentum = 0.5))
  expect_no_warning(optimizer_adam(ema_momentum = 0.99))
})

# With an average that takes nothing in, Adam's is divided by 0 or its steps are, others' steps are
# as large as numbers can be, and training with averages ends where it began.
test_once("an average that takes nothing in is refused", {
  decays <- list(
    beta_1 = list(
      optimizer_adam, optimizer_adam_w, optimizer_adamax, optimizer_nadam, optimizer_lamb
    ),
    beta_2 = list(
      optimizer_adam, optimizer_adam_w, optimizer_nadam, optimizer_lamb, optimizer_lion,
      optimizer_schedule_free_adam_w
    ),
    rho = list(optimizer_rmsprop, optimizer_adadelta),
    adam_beta_1 = list(optimizer_muon),
    adam_beta_2 = list(optimizer_muon),
    ema_momentum = optimizers
  )
  for (decay in names(decays)) {
    for (optimizer in decays[[decay]]) {
      expect_lamina_error(
        do.call(optimizer, rlang::set_names(list(1), decay)),
        sprintf("`%s` must be a number from 0 to less than 1, not 1", decay), class = "argument"
      )
    }
  }
  expect_lamina_error(
    optimizer_schedule_free_adam_w(beta_1 = 0), "greater than 0 and at most 1", class = "argument"
  )
})

# What may be 1 trains with it.
test_once("a decay of 1 is one where something goes on", {
  x <- feature_maps(c(16, 3))
  for (optimizer in list(
    optimizer_adamax(0.01, beta_2 = 1), optimizer_schedule_free_adam_w(0.01, beta_1 = 1),
    optimizer_sgd(0.001, momentum = 1), optimizer_rmsprop(0.001, momentum = 1),
    optimizer_lion(0.01, beta_1 = 1), optimizer_muon(0.01, momentum = 1)
  )) {
    model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
    model |> compile(optimizer, loss = "mse")
    history <- model |> fit(x, x[, 1], epochs = 3, verbose = 0)
    losses <- history$metrics$loss
    expect_lt(losses[[3L]], losses[[1L]], label = class(optimizer)[[1L]])
  }
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    optimizer_sgd(-0.1)
    optimizer_sgd("fast")
    optimizer_sgd(NULL)
    optimizer_sgd(NA)
    optimizer_sgd(c(0.1, 0.2))
    optimizer_sgd(function() 0.1)
    optimizer_sgd(function(step, more) 0.1)
    optimizer_sgd(learning_rate_schedule_cosine_decay)
    optimizer_sgd(optimizer_adam())
    optimizer_sgd(momentum = 2)
    optimizer_sgd(momentum = 0.5, nesterov = "yes")
    optimizer_sgd(lr = 0.1)
    optimizer_sgd(decay = 0.1)
    optimizer_sgd(momentun = 0.1)
    optimizer_adam(beta_1 = 1.5)
    optimizer_adam(beta_2 = "a")
    optimizer_adam(epsilon = -1)
    optimizer_adam(amsgrad = NA)
    optimizer_adam(weight_decay = -1)
    optimizer_adam(clipnorm = -1)
    optimizer_adam(clipvalue = "a")
    optimizer_adam(global_clipnorm = NA)
    optimizer_adam(clipnorm = 1, clipvalue = 2)
    optimizer_adam(clipnorm = 1, clipvalue = 2, global_clipnorm = 3)
    optimizer_adam(use_ema = 1)
    optimizer_adam(use_ema = TRUE, ema_momentum = 2)
    optimizer_adam(use_ema = TRUE, ema_overwrite_frequency = 1.5)
    optimizer_adam(loss_scale_factor = 0)
    optimizer_adam(gradient_accumulation_steps = 1)
    optimizer_adam(name = "")
    optimizer_adam_w(weight_decay = NULL)
    optimizer_rmsprop(rho = 2)
    optimizer_rmsprop(momentum = -1)
    optimizer_rmsprop(centered = "a")
    optimizer_adagrad(initial_accumulator_value = -1)
    optimizer_adafactor(beta_2_decay = 1)
    optimizer_adafactor(epsilon_1 = -1)
    optimizer_adafactor(epsilon_2 = -1)
    optimizer_adafactor(clip_threshold = 0)
    optimizer_adafactor(relative_step = NULL)
    optimizer_ftrl(learning_rate_power = 1)
    optimizer_ftrl(l1_regularization_strength = -1)
    optimizer_ftrl(l2_regularization_strength = -1)
    optimizer_ftrl(l2_shrinkage_regularization_strength = -1)
    optimizer_ftrl(beta = -1)
    optimizer_lion(beta_1 = 0)
    optimizer_muon(adam_beta_1 = 2)
    optimizer_muon(adam_beta_2 = 2)
    optimizer_muon(exclude_layers = 1)
    optimizer_muon(exclude_embeddings = 1)
    optimizer_muon(muon_a = "a")
    optimizer_muon(muon_b = "b")
    optimizer_muon(muon_c = "c")
    optimizer_muon(adam_lr_ratio = -1)
    optimizer_muon(momentum = 2)
    optimizer_muon(ns_steps = 1.5)
    optimizer_muon(nesterov = 2)
    optimizer_muon(adam_weight_decay = -1)
    optimizer_muon(rms_rate = -1)
    optimizer_schedule_free_adam_w(warmup_steps = -1)
    optimizer_loss_scale()
    optimizer_loss_scale("adam")
    optimizer_loss_scale(optimizer_adam(), initial_scale = 0)
    optimizer_loss_scale(optimizer_adam(), dynamic_growth_steps = 0.5)
    optimizer_loss_scale(optimizer_adam(), clipnorm = 1)
    optimizer_loss_scale(optimizer_adam(), use_ema = TRUE)
    optimizer_multi()
    optimizer_multi(optimizer_adam())
    optimizer_multi(list("a"))
    optimizer_multi(list(a = optimizer_adam()))
    optimizer_multi(list(optimizer_adam(), optimizer_sgd()))
    optimizer_multi(list(optimizer_adam(), a = optimizer_sgd(), a = optimizer_sgd()))
    optimizer_multi(list(optimizer_adam(), "(a" = optimizer_sgd()))
  })
})

test_that("names of optimizers that fit no weight are told once, as soon as there are weights", {
  multi <- function(...) optimizer_multi(list(optimizer_sgd(), ...))
  model <- keras_model_sequential(input_shape = 3, name = "net") |> layer_dense(1, name = "out")
  expect_snapshot({
    compile(model, multi("out/.*" = optimizer_sgd(), "outt/.*" = optimizer_sgd()), "mse")
    compile(model, multi(out = optimizer_sgd()), "mse")
  })
  expect_silent(fit(model, feature_maps(c(8, 3)), 1:8, verbose = 0))
  expect_silent(compile(model, multi("net/out/kernel" = optimizer_sgd()), "mse"))
  later <- keras_model_sequential() |> layer_dense(1, name = "out")
  expect_silent(compile(later, multi("ou/.*" = optimizer_sgd()), "mse"))
  expect_warning(
    fit(later, feature_maps(c(8, 3)), 1:8, verbose = 0), "\"ou/.*\" is not used",
    class = "lamina_warning_unused"
  )
  expect_silent(fit(later, feature_maps(c(8, 3)), 1:8, verbose = 0))
})

test_that("a schedule that takes the place of a learning rate or of another is used", {
  x <- feature_maps(c(8, 3))
  none <- function(step) 0 * step
  for (optimizer in list(optimizer_sgd(0.1), optimizer_loss_scale(optimizer_sgd(0.1)))) {
    model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
    model |> compile(optimizer, loss = "mse")
    moves <- function(rate, train = fit, ...) {
      scaled <- reticulate::py_has_attr(optimizer, "inner_optimizer")
      inner <- if (scaled) optimizer$inner_optimizer else optimizer
      if (!is.null(rate)) inner$learning_rate <- rate
      before <- get_weights(model)
      train(model, x, x[, 1], ...)
      !identical(before, get_weights(model))
    }
    expect_true(moves(NULL, verbose = 0))
    expect_false(moves(none, verbose = 0))
    expect_true(moves(function(step) 0.1 + 0 * step, verbose = 0))
    expect_false(moves(none, train_on_batch))
    # In the middle of a training, from its next step on.
    moves(function(step) 0.1 + 0 * step, verbose = 0)
    ends <- list()
    stops <- callback_lambda(
      on_epoch_begin = function(epoch, logs) {
        scaled <- reticulate::py_has_attr(optimizer, "inner_optimizer")
        inner <- if (scaled) optimizer$inner_optimizer else optimizer
        if (epoch == 2) inner$learning_rate <- learning_rate_schedule_exponential_decay(0, 1, 1)
      },
      on_epoch_end = function(epoch, logs) ends[[epoch]] <<- get_weights(model)
    )
    expect_true(moves(NULL, epochs = 2, callbacks = stops, verbose = 0))
    expect_identical(ends[[2L]], ends[[1L]])
  }
})
