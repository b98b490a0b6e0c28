skip_without_keras()

test_that("a schedule gives the rate of each step, also compiled", {
  halved <- LearningRateSchedule(
    "Halved",
    initialize = function(rate = 1) self$rate <- rate,
    call = function(step) self$rate / 2^keras$ops$cast(step, "float32")
  )
  expect_equal(vapply(0:2, function(step) as.vector(halved(8)(step)), 0), c(8, 4, 2))
  model <- keras_model_sequential(input_shape = 1) |>
    layer_dense(1, use_bias = FALSE, kernel_initializer = "zeros")
  # The gradient is -1 wherever the weight is.
  compile(model, keras$optimizers$SGD(halved(1)), loss = function(y_true, y_pred) -y_pred)
  fit(model, matrix(1, 3, 1), 1:3, batch_size = 1, verbose = 0)
  expect_equal(as.vector(get_weights(model)[[1]]), 1.75)
  expect_equal(as.vector(model$optimizer$learning_rate), 1 / 8)
})

test_that("a schedule builds on one of Keras, and an error names it", {
  slow <- LearningRateSchedule(
    "Slow", inherit = keras$optimizers$schedules$InverseTimeDecay,
    call = function(step) super$call(step) / 10
  )
  plain <- keras$optimizers$schedules$InverseTimeDecay(1, 1L, 1)
  expect_equal(as.vector(slow(1, 1L, 1)(3)), as.vector(plain(3)) / 10)
  wrong <- LearningRateSchedule("WrongRate", call = function(step) stop("no rate"))
  model <- keras_model_sequential(input_shape = 1) |> layer_dense(1)
  cnd <- expect_lamina_error(
    {
      compile(model, keras$optimizers$SGD(wrong()), "mse")
      fit(model, matrix(1, 3, 1), 1:3, verbose = 0)
    },
    class = "python"
  )
  text <- "`call()` of the schedule class WrongRate"
  expect_match(conditionMessage(cnd$parent), text, fixed = TRUE)
})
