skip_without_keras()

test_that("what is frozen or unfrozen after a training needs compile()", {
  problem <- easy_problem(32)
  model <- keras_model_sequential(input_shape = 4) |>
    layer_dense(3, name = "base") |>
    layer_dense(2, activation = "softmax", name = "head")
  base <- model$get_layer("base")
  base$trainable <- FALSE
  ready <- function(optimizer = "sgd") {
    compile(model, optimizer, "crossentropy", run_eagerly = TRUE)
  }
  train <- function() fit(model, problem$x, problem$y, verbose = 0)
  ready()
  train()
  weights <- get_weights(base)
  base$trainable <- TRUE
  expect_snapshot(error = TRUE, fit(model, problem$x, problem$y, verbose = 0))
  expect_lamina_error(
    model$train_on_batch(problem$x, problem$y), "Not trained before: \"base\"", class = "compile"
  )
  ready()
  train()
  expect_false(identical(get_weights(base), weights))
  base$trainable <- FALSE
  expect_snapshot(error = TRUE, fit(model, problem$x, problem$y, verbose = 0))
  optimizer <- keras$optimizers$SGD()
  ready(optimizer)
  train()
  base$trainable <- TRUE
  ready(optimizer)
  expect_snapshot(error = TRUE, fit(model, problem$x, problem$y, verbose = 0))

  ready()
  base$trainable <- FALSE
  ready()
  unfreezing <- keras$callbacks$LambdaCallback(
    on_epoch_begin = function(epoch, logs) base$trainable <- TRUE
  )
  expect_snapshot(error = TRUE, {
    fit(model, problem$x, problem$y, verbose = 0, callbacks = unfreezing)
  })
})
