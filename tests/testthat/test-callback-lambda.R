skip_without_keras()

problem <- easy_problem(8)
model <- small_classifier()

test_that("each hook is called at its time, with as many arguments as it takes", {
  seen <- list()
  note <- function(what, ...) seen[[what]] <<- c(seen[[what]], ...)
  callback <- callback_lambda(
    on_train_begin = function() note("train", "begin"),
    on_train_end = function(logs) note("train", names(logs)),
    on_epoch_begin = function(epoch) note("epoch", epoch),
    on_epoch_end = function(epoch, logs, more = 1) note("epoch", epoch + more),
    on_train_batch_begin = function(...) note("batch", ..1),
    on_batch_end = function(batch, logs = NULL) note("batch", -batch),
    on_test_batch_end = function(batch) note("test", batch),
    on_test_begin = NULL,
    on_predict_end = function(logs) note("predict", "end")
  )
  fit(
    model, problem$x, problem$y, batch_size = 4, epochs = 2, verbose = 0, callbacks = callback,
    validation_split = 0.5
  )
  evaluate(model, problem$x, problem$y, batch_size = 4, verbose = 0, callbacks = callback)
  predict(model, problem$x, verbose = 0, callbacks = callback)
  expect_identical(seen$train, c("begin", "loss", "val_loss"))
  expect_equal(seen$epoch, c(1, 2, 2, 3))
  expect_equal(seen$batch, c(1, -1, 1, -1))
  expect_equal(seen$test, c(1, 1, 1, 2))
  expect_identical(seen$predict, "end")
})

test_that("named numbers that a hook returns are reported, and nothing else", {
  told <- callback_lambda(on_epoch_end = function(epoch, logs) list(double = 2 * logs$loss))
  silent <- callback_lambda(on_epoch_end = function(epoch, logs) list(text = "a", n = 1))
  stop <- callback_early_stopping("double", mode = "min", min_delta = 100)
  history <- fit(
    model, problem$x, problem$y, epochs = 5, verbose = 0, callbacks = list(told, silent, stop)
  )
  expect_equal(history$metrics$double, 2 * history$metrics$loss)
  expect_named(history$metrics, c("loss", "double"), ignore.order = TRUE)
  expect_length(history$epoch, 2)
})

test_that("what a hook leaves behind changes no history", {
  rows <- NULL
  hooks <- list(
    function(epoch, logs) rows <<- rbind(rows, data.frame(epoch = epoch, loss = logs$loss)),
    function(epoch, logs) best <<- list(best = epoch),
    function(epoch, logs) invisible(list(hidden = 1)),
    function(epoch, logs) data.frame(frame = 1),
    function(epoch, logs) list(loss = 9)
  )
  best <- NULL
  callbacks <- lapply(hooks, function(hook) callback_lambda(on_epoch_end = hook))
  callbacks <- c(callbacks, Callback("Leaves", on_epoch_end = hooks[[4]])())
  history <- fit(
    model, problem$x, problem$y, epochs = 2, verbose = 0, callbacks = callbacks
  )
  expect_named(history$metrics, "loss")
  expect_equal(history$metrics$loss, rows$loss)
  expect_false(9 %in% history$metrics$loss)
})

test_that("an error in a hook ends the training, and is its parent", {
  fail <- callback_lambda(on_train_batch_end = function(batch, logs) stop("batch ", batch))
  cnd <- expect_error(
    fit(model, problem$x, problem$y, verbose = 0, callbacks = fail), class = "lamina_error"
  )
  expect_match(
    conditionMessage(cnd$parent), "`on_train_batch_end()` of the callback failed", fixed = TRUE
  )
  expect_identical(conditionMessage(cnd$parent$parent), "batch 1")
})
