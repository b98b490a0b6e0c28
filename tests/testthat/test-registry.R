skip_without_keras()

test_that("a name is what it means in its module, whichever was asked for before", {
  loss <- keras_object("losses", "MeanSquaredError")
  metric <- keras_object("metrics", "MeanSquaredError")
  expect_identical(loss$`__module__`, keras$losses$MeanSquaredError$`__module__`)
  expect_identical(metric$`__module__`, keras$metrics$MeanSquaredError$`__module__`)
  expect_false(identical(loss, metric))
  expect_identical(keras_object("losses", "MeanSquaredError"), loss)
})

test_that("modules in modules and lamina's own are found, too", {
  schedule <- keras_object("optimizers.schedules", "CosineDecay")
  expect_identical(schedule$`__name__`, "CosineDecay")
  ours <- keras_object("lamina", "SpatialDropout2D")
  expect_match(ours$`__module__`, "^lamina")
  expect_match(keras_object("layers", "SpatialDropout2D")$`__module__`, "^keras[.]")
})

test_that("a class or function is called, and its error is lamina's", {
  sgd <- call_keras("optimizers", "SGD", list(learning_rate = 0.25))
  expect_equal(as.numeric(sgd$learning_rate), 0.25)
  expect_equal(as.array(call_keras("ops", "relu", list(x = array(c(-1, 2), 2)))), array(c(0, 2), 2))
  expect_snapshot(error = TRUE, {
    call_keras("optimizers.schedules", "CosineDecay", list(1, decay_steps = -1L), call = NULL)
  })
})
