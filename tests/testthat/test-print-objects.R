skip_without_keras()

test_that("objects show what they are and how they are set", {
  schedule <- keras$optimizers$schedules$ExponentialDecay(0.125, 100L, 0.5)
  expect_snapshot({
    keras$optimizers$Adam(learning_rate = 0.25, name = "adam")
    keras$optimizers$SGD(schedule, momentum = 0.5, name = "sgd")
    schedule
    keras$losses$CategoricalCrossentropy(from_logits = TRUE)
    keras$metrics$TopKCategoricalAccuracy(k = 3L)
    keras$callbacks$EarlyStopping(patience = 3L)
    keras$callbacks$LearningRateScheduler(function(epoch, lr) lr)
    keras$callbacks$LambdaCallback(on_epoch_end = function(epoch, logs) NULL)
    keras$initializers$Constant(2)
    keras$regularizers$L1L2(0.25, 0.5)
    keras$constraints$MaxNorm(2)
    keras$random$SeedGenerator(1L, name = "seeds")
  })
})

test_that("initializers, regularizers and constraints show their settings", {
  expect_snapshot({
    initializer_ones()
    initializer_variance_scaling(2, "fan_out", seed = 3)
    initializer_random_normal(seed = keras$random$SeedGenerator(3L))
    regularizer_l1_l2(l1 = 0.5)
    regularizer_orthogonal(0.25, mode = "columns")
    constraint_nonneg()
    constraint_minmaxnorm(0.5, 2, axis = c(1, 2, -1))
  })
  expect_identical(format(constraint_maxnorm(axis = 2))[[2]], "  max_value = 2, axis = 2")
})

test_that("losses and metrics show what Keras leaves out of their configuration", {
  expect_match(format(loss_huber(delta = 0.5)), "delta = 0.5", all = FALSE, fixed = TRUE)
  expect_match(format(metric_cosine_similarity(axis = 1)), "axis = 1", all = FALSE, fixed = TRUE)
})

test_that("no object of Keras shows where it lies in memory", {
  made <- function(module, ...) {
    names <- setdiff(names(module), c(...))
    for (name in grep("^[A-Z]", names, value = TRUE)) {
      object <- tryCatch(module[[name]](), error = function(cnd) NULL)
      if (!reticulate::is_py_object(object)) next
      expect_false(any(grepl(" at 0x", format(object))), label = name)
      expect_match(format(object)[[1]], "^<[A-Za-z0-9_]+ [a-z]+", label = name)
    }
  }
  made(keras$optimizers, "LossScaleOptimizer")
  made(keras$losses)
  made(keras$callbacks)
  made(keras$initializers)
  made(keras$regularizers)
  made(keras$constraints)
  made(keras$metrics)
})

test_that("a metric, and an optimizer that has been at work, show that", {
  model <- small_classifier(metrics = "accuracy")
  data <- easy_problem(8)
  fit(model, data$x, data$y, epochs = 2, verbose = 0)
  expect_match(format(model$optimizer), "2 steps so far", all = FALSE)
  expect_identical(format(model$metrics[[1]])[[1]], "<Mean metric \"loss\">")
})

test_that("printing gives the object back, invisibly", {
  loss <- keras$losses$MeanSquaredError()
  utils::capture.output(printed <- withVisible(print(loss)))
  expect_false(printed$visible)
  expect_true(is_same_object(printed$value, loss))
})

test_that("completion of compile() offers its own arguments", {
  skip_if_not("package:lamina" %in% search())
  offered <- utils::getFromNamespace("functionArgs", "utils")("compile", "")
  expect_true(all(c("object=", "optimizer=", "loss=", "metrics=") %in% offered))
  expect_false(any(c("e=", "env=", "srcref=") %in% offered))
})
