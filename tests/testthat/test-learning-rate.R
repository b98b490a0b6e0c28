# Needs a backend, whichever.
skip_without_keras()

test_that("a schedule is a function of the step in R", {
  schedule <- learning_rate_schedule_polynomial_decay(1, 4, end_learning_rate = 0)
  expect_equal(as.numeric(schedule(1)), 0.75)
  expect_equal(as.numeric(schedule(step = 1L)), 0.75)
  expect_equal(as.numeric(schedule(0.5)), 0.875)
  expect_equal(as.numeric(schedule(0:4)), c(1, 0.75, 0.5, 0.25, 0))
  expect_equal(as.numeric(schedule(keras$ops$convert_to_tensor(2L))), 0.5)
  expect_snapshot(error = TRUE, {
    schedule()
    schedule("a")
    schedule(-1)
    schedule(NA)
    schedule(c(0, Inf))
    schedule(1, 2)
  })
})

test_that("a schedule of Python's is called as one of R's", {
  schedule <- keras$optimizers$schedules$CosineDecay(0, 8L, warmup_target = 1, warmup_steps = 2L)
  expect_equal(as.numeric(schedule(c(1, 2, 6, 10))), c(0.5, 1, 0.5, 0), tolerance = 1e-6)
})

test_that("a schedule is drawn over its steps", {
  schedule <- learning_rate_schedule_polynomial_decay(1, 4, end_learning_rate = 0)
  plot <- plot(schedule, steps = 5)
  expect_equal(plot$data, data.frame(step = 0:4, rate = c(1, 0.75, 0.5, 0.25, 0)))
  many <- plot(schedule, steps = 10000)$data
  expect_lte(nrow(many), 500)
  expect_identical(range(many$step), c(0, 9999))
  expect_snapshot(error = TRUE, {
    plot(schedule, steps = 0)
    plot(schedule, step = 5)
    plot(schedule, 5)
  })
})
