skip_without_keras()

problem <- easy_problem(8)

note_all <- function(hooks, seen) {
  parts <- lapply(hooks, function(hook) {
    if (grepl("epoch|batch", hook)) {
      function(index, logs) seen$all <- c(seen$all, paste(hook, index))
    } else {
      function(logs) seen$all <- c(seen$all, hook)
    }
  })
  do.call(Callback, c(list("NotesAll"), stats::setNames(parts, hooks)))
}

test_that("each hook is called, with epochs and batches counted from 1", {
  hooks <- setdiff(names(formals(Callback)), c(
    "classname", "...", "public", "private", "inherit", "parent_env"
  ))
  expect_length(hooks, 14)
  seen <- list2env(list(all = character()))
  callback <- note_all(hooks, seen)()
  model <- small_classifier()
  fit(
    model, problem$x, problem$y,
    epochs = 2, batch_size = 4, validation_data = problem, verbose = 0, callbacks = callback
  )
  once <- function(prefix, epoch) {
    c(
      paste("on_epoch_begin", epoch),
      "on_train_batch_begin 1", "on_train_batch_end 1", "on_train_batch_begin 2",
      "on_train_batch_end 2", "on_test_begin", "on_test_batch_begin 1", "on_test_batch_end 1",
      "on_test_batch_begin 2", "on_test_batch_end 2", "on_test_end", paste("on_epoch_end", epoch)
    )
  }
  # TensorFlow, where it does not compile, and the others begin a batch before they look for data.
  expect_identical(seen$all, c("on_train_begin", once("", 1), once("", 2), "on_train_end"))
  seen$all <- character()
  predict(model, problem$x, callbacks = list(callback), verbose = 0)
  expect_identical(seen$all, c(
    "on_predict_begin", "on_predict_batch_begin 1", "on_predict_batch_end 1", "on_predict_end"
  ))
})

test_that("a callback sees the model, the settings and the logs, and adds to them", {
  callback_watch <- Callback(
    "Watch",
    initialize = function(limit, scale = 2) {
      self$limit <- limit
      self$scale <- scale
    },
    private = list(losses = NULL),
    on_train_begin = function() {
      private$params <- self$params
    },
    on_epoch_begin = function(epoch) private$begun <- epoch,
    on_epoch_end = function(epoch, logs) {
      private$losses <- c(private$losses, logs$loss)
      if (epoch == self$limit) self$model$stop_training <- TRUE
      list(scaled = logs$loss * self$scale)
    },
    losses = active_property(function() private$losses),
    told = function() private$params
  )
  callback <- callback_watch(2)
  model <- small_classifier()
  history <- fit(
    model, problem$x, problem$y, epochs = 5, verbose = 0, callbacks = list(callback)
  )
  expect_length(callback$losses, 2)
  expect_equal(history$metrics$loss, callback$losses)
  expect_equal(history$metrics$scaled, 2 * callback$losses)
  expect_identical(callback$told()$epochs, 5L)
  expect_named(callback$told(), c("verbose", "epochs", "steps"), ignore.order = TRUE)
})

test_that("a callback builds on one of R and of Keras, whose hooks count as R does", {
  seen <- NULL
  base <- Callback("CountsOn", on_epoch_end = function(epoch, logs) seen <<- c(seen, epoch))
  derived <- Callback("CountsUp", inherit = base, on_epoch_end = function(epoch, logs) {
    super$on_epoch_end(epoch, logs)
    seen <<- c(seen, -epoch)
  })
  rates <- NULL
  schedule <- function(epoch, rate) {
    rates <<- c(rates, epoch)
    rate
  }
  of_keras <- Callback(
    "Scheduler", inherit = keras$callbacks$LearningRateScheduler,
    on_epoch_begin = function(epoch, logs = NULL) super$on_epoch_begin(epoch, logs)
  )
  callbacks <- list(derived(), of_keras(schedule))
  fit(
    small_classifier(), problem$x, problem$y, epochs = 2, verbose = 0, callbacks = callbacks
  )
  expect_identical(as.numeric(seen), c(1, -1, 2, -2))
  # Keras' own counts from 0.
  expect_identical(as.numeric(rates), c(0, 1))
})

test_that("a hook that R calls counts as R does", {
  seen <- NULL
  note <- function(index, logs) seen <<- c(seen, index)
  noting <- Callback(
    "Noting",
    on_epoch_begin = function(epoch, logs) self$on_epoch_end(epoch, logs),
    on_epoch_end = note, on_train_batch_end = note
  )()
  noting$on_epoch_begin(3, list())
  noting$on_epoch_end(4)
  noting$on_train_batch_end(5)
  callback_lambda(on_epoch_end = note)$on_epoch_end(6, list())
  rates <- Callback("Rates", inherit = keras$callbacks$LearningRateScheduler)
  rates <- rates(function(epoch, rate) {
    note(epoch)
    rate
  })
  rates$set_model(small_classifier())
  rates$on_epoch_begin(8)
  # Keras' own, as it is.
  own <- keras$callbacks$LambdaCallback(on_epoch_end = reticulate::py_eval("lambda e, logs: e"))
  expect_identical(as.numeric(c(seen, own$on_epoch_end(8, NULL))), c(3:7, 8) + 0)
})

test_that("an error in a hook stops the training and leaves the model whole", {
  stops <- Callback("Stops", on_train_batch_end = function(batch, logs) {
    if (batch == 2) rlang::abort("enough", class = "mine")
  })
  model <- small_classifier()
  before <- get_weights(model)
  cnd <- expect_lamina_error(
    fit(model, problem$x, problem$y, batch_size = 2, verbose = 0, callbacks = stops()),
    class = "python", from = "fit"
  )
  text <- "`on_train_batch_end()` of the callback class Stops"
  expect_match(conditionMessage(cnd$parent), text, fixed = TRUE)
  expect_s3_class(cnd$parent$parent, "mine")
  after <- get_weights(model)
  expect_true(all(is.finite(unlist(after))))
  expect_false(identical(before, after))
  expect_identical(dim(predict(model, problem$x, verbose = 0)), c(8L, 2L))
})
