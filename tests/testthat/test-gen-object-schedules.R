skip_without_keras()

test_cases("object", "schedules")

schedules <- function() {
  list(
    exponential = learning_rate_schedule_exponential_decay(0.1, 10, 0.5),
    inverse = learning_rate_schedule_inverse_time_decay(0.1, 10, 1),
    polynomial = learning_rate_schedule_polynomial_decay(0.1, 20, end_learning_rate = 0),
    piecewise = learning_rate_schedule_piecewise_constant_decay(c(0, 10), c(0.1, 0.05, 0.01)),
    cosine = learning_rate_schedule_cosine_decay(0.1, 20),
    warm = learning_rate_schedule_cosine_decay(0, 10, warmup_target = 0.1, warmup_steps = 10),
    restarts = learning_rate_schedule_cosine_decay_restarts(0.1, 10)
  )
}

test_that("schedules give the rates of their formulas, for one step and for several", {
  expected <- list(
    exponential = 0.1 * c(1, 0.5, 0.25), inverse = 0.1 / 1:3, polynomial = c(0.1, 0.05, 0),
    piecewise = c(0.1, 0.05, 0.01), cosine = c(0.1, 0.05, 0), warm = c(0, 0.1, 0),
    restarts = c(0.1, 0.1, 0.05)
  )
  for (name in names(expected)) {
    schedule <- schedules()[[name]]
    rates <- schedule(c(0, 10, 20))
    expect_identical(dim(rates), 3L, label = name)
    expect_equal(as.numeric(rates), expected[[name]], tolerance = 1e-6, label = name)
    one <- vapply(c(0, 10, 20), function(step) as.numeric(schedule(step)), 0)
    expect_equal(one, expected[[name]], tolerance = 1e-6, label = name)
  }
})

test_that("each schedule sets the learning rate of a training, step by step, and is saved", {
  x <- feature_maps(c(12, 3))
  names <- names(schedules())
  # What a backend has a part in is the same for all: there, one of steps and one of a curve.
  if (is_another_backend()) names <- c("piecewise", "warm")
  for (name in names) {
    model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
    jit <- keras$backend$backend() == "jax" # XLA takes longer than the rest.
    model |> compile(optimizer_sgd(schedules()[[name]]), loss = "mse", jit_compile = jit)
    model |> fit(x, x[, 1], batch_size = 4, epochs = 4, verbose = 0)
    rate <- as.numeric(model$optimizer$learning_rate)
    expect_equal(rate, as.numeric(schedules()[[name]](12)), label = name)
  }
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path)$optimizer
  expect_identical(again$get_config(), model$optimizer$get_config())
  expect_equal(as.numeric(again$learning_rate), rate)
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    learning_rate_schedule_exponential_decay()
    learning_rate_schedule_exponential_decay(-1, 10, 0.5)
    learning_rate_schedule_exponential_decay(0.1, 1.5, 0.5)
    learning_rate_schedule_exponential_decay(0.1, 0, 0.5)
    learning_rate_schedule_exponential_decay(0.1, 10)
    learning_rate_schedule_exponential_decay(0.1, 10, NA)
    learning_rate_schedule_exponential_decay(0.1, 10, 0.5, staircase = "yes")
    learning_rate_schedule_exponential_decay(0.1, 10, 0.5, name = "a/b")
    learning_rate_schedule_inverse_time_decay(0.1, 0, 0.5)
    learning_rate_schedule_inverse_time_decay(0.1, 10, "a")
    learning_rate_schedule_inverse_time_decay(0.1, 10, 1, stair = TRUE)
    learning_rate_schedule_polynomial_decay(0.1, 10, end_learning_rate = NULL)
    learning_rate_schedule_polynomial_decay(0.1, 10, power = -1)
    learning_rate_schedule_polynomial_decay(0.1, 10, cycle = NA)
    learning_rate_schedule_piecewise_constant_decay()
    learning_rate_schedule_piecewise_constant_decay(c(10, 5), c(1, 2, 3))
    learning_rate_schedule_piecewise_constant_decay(1.5, c(1, 2))
    learning_rate_schedule_piecewise_constant_decay(c(5, 10), c(1, 2))
    learning_rate_schedule_piecewise_constant_decay(5, c(1, -2))
    learning_rate_schedule_piecewise_constant_decay(5)
    learning_rate_schedule_cosine_decay(0.1, 10, alpha = -1)
    learning_rate_schedule_cosine_decay(0.1, 10, warmup_target = "high")
    learning_rate_schedule_cosine_decay(0.1, 10, warmup_target = 1, warmup_steps = 1.5)
    learning_rate_schedule_cosine_decay_restarts(0.1, 0)
    learning_rate_schedule_cosine_decay_restarts(0.1, 10, t_mul = 0)
    learning_rate_schedule_cosine_decay_restarts(0.1, 10, m_mul = -1)
  })
  expect_snapshot(schedule <- learning_rate_schedule_cosine_decay(0.1, 10, warmup_steps = 5))
})
