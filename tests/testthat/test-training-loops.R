# The code of vignettes/training-loops.Rmd, on the backend that runs.

skip_without_keras()
skip_if_not(reticulate::py_module_available("sklearn"))

loop <- new.env(parent = globalenv())
local({
  chunks <- code_chunks(readLines(source_folder("vignettes/training-loops.Rmd")))
  run <- function(...) for (label in c(...)) run_chunk(chunks, label, loop)
  run("data", "network", "batches", "loop", keras$backend$backend())
  loop$any <- function() run("any")
})
# Fewer digits than there.
loop$train <- loop$train[1:256]
loop$validate <- loop$validate[1:64]

test_that("a loop written for this backend does what fit() does", {
  other <- clone_model(loop$model)
  set_weights(other, get_weights(loop$model))
  before <- get_weights(loop$model)
  loss <- loop$train_epoch(loop$in_batches(loop$train))

  other |> compile(optimizer_adam(learning_rate = 2e-3), loop$compute_loss)
  history <- other |> fit(
    loop$images[loop$train, , , , drop = FALSE], loop$labels[loop$train],
    batch_size = 64, epochs = 1, shuffle = FALSE, verbose = 0
  )
  expect_equal(loss, history$metrics$loss[[1]], tolerance = 1e-4)
  # Trained weights, and the means of batch normalisation.
  after <- get_weights(loop$model)
  expect_equal(after, get_weights(other), tolerance = 1e-3)
  for (i in seq_along(after)) expect_false(isTRUE(all.equal(after[[i]], before[[i]])))
  # The same draws of dropout.
  seeds <- function(model) model$layers[[2]]$seed_generator$state
  expect_identical(as.array(seeds(loop$model)), as.array(seeds(other)))
  expect_identical(as.integer(as.array(loop$optimizer$iterations)), 4L)
  # 256 digits have been counted.
  expect_identical(as.numeric(loop$accuracy$variables[[2]]), 256)
})

test_that("epochs of the loop are told one by one, and learn", {
  history <- loop$run(2)
  expect_identical(history$epoch, rep(1:2, each = 4))
  expect_named(history, c("epoch", "data", "measure", "value"))
  values <- split(history$value, history[c("measure", "data")])
  expect_lt(values$loss.training[[2]], values$loss.training[[1]])
  expect_gt(values$accuracy.validation[[2]], 0.3)
})

test_that("the step for any backend moves the weights", {
  before <- get_weights(loop$model)
  loop$any()
  expect_identical(as.integer(as.array(loop$optimizer$iterations)), 13L)
  moved <- Map(function(a, b) !isTRUE(all.equal(a, b)), before, get_weights(loop$model))
  expect_true(all(unlist(moved)))
})
