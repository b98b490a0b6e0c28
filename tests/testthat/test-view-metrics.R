skip_without_keras()

problem <- easy_problem(8)

train <- function(...) {
  fit(
    small_classifier(), problem$x, problem$y, validation_data = list(problem$x, problem$y), ...
  )
}

replace_ours <- function(name, value, frame) {
  ours <- get(name, asNamespace("lamina"))
  withr::defer(utils::assignInNamespace(name, ours, "lamina"), envir = frame)
  utils::assignInNamespace(name, value, "lamina")
}

# A stand-in for the device on screen, which keeps what is drawn on it. Each drawing takes
# `seconds`, each epoch one.
local_screen <- function(seconds = 0, draw = identity, frame = parent.frame()) {
  screen <- new.env()
  screen$seconds <- 0
  make <- callback_view
  keep <- function(history) {
    screen$drawn <- c(screen$drawn, list(history))
    screen$seconds <- screen$seconds + seconds
    draw(history)
  }
  replace_ours("has_screen", function() TRUE, frame)
  clock <- function() screen$seconds
  replace_ours("callback_view", function(...) make(..., draw = keep, clock = clock), frame)
  screen$pass <- callback_lambda(
    on_epoch_begin = function(epoch) screen$seconds <- screen$seconds + 1
  )
  screen
}

epochs_drawn <- function(screen) lapply(screen$drawn, `[[`, "epoch")

test_that("each epoch is drawn as it ends, with all that it reports", {
  screen <- local_screen()
  history <- train(
    epochs = 4, initial_epoch = 2, validation_freq = 2, view_metrics = TRUE, verbose = 0,
    callbacks = callback_lambda(on_epoch_end = function(epoch, logs) list(twice = 2 * epoch))
  )
  expect_identical(epochs_drawn(screen), list(2L, 2:3, 2:4))
  expect_equal(as.data.frame(screen$drawn[[3L]]), as.data.frame(history))
  expect_s3_class(plot(screen$drawn[[1L]]), "ggplot")
})

test_once("drawing takes a tenth of the time at most, and the last epoch is drawn", {
  screen <- local_screen(seconds = 0.5)
  train(epochs = 8, view_metrics = TRUE, verbose = 0, callbacks = screen$pass)
  expect_identical(epochs_drawn(screen), list(1L, 1:6, 1:8))
})

test_once("a drawing that fails ends the drawings, not the training", {
  screen <- local_screen(draw = function(history) stop("figure margins too large"))
  expect_warning(
    history <- train(epochs = 3, view_metrics = TRUE, verbose = 0), class = "lamina_warning_plot"
  )
  expect_length(screen$drawn, 1L)
  expect_length(history$epoch, 3L)
})

test_once("nothing is drawn where nobody looks", {
  drawn <- function(...) {
    screen <- local_screen()
    train(...)
    length(screen$drawn)
  }
  expect_identical(drawn(epochs = 2, verbose = 2), 2L)
  expect_identical(drawn(epochs = 1, verbose = 2), 0L)
  expect_identical(drawn(epochs = 2, verbose = 0), 0L)
  expect_identical(drawn(epochs = 2, verbose = 2, view_metrics = FALSE), 0L)
  expect_identical(drawn(epochs = 2, verbose = 2, view_metrics = NULL), 0L)
  withr::local_options(keras.view_metrics = FALSE)
  expect_identical(drawn(epochs = 2, verbose = 2), 0L)
})

test_once("without a screen nothing is drawn", {
  # A document, or a script.
  rlang::local_interactive(FALSE)
  expect_false(has_screen())
  folder <- withr::local_tempdir()
  withr::local_dir(folder)
  expect_no_warning(train(epochs = 2, verbose = 2))
  expect_snapshot({
    history <- train(epochs = 2, view_metrics = TRUE, verbose = 0)
  })
  expect_snapshot(error = TRUE, train(view_metrics = "yes"))
  expect_length(dir(folder), 0L)
})

test_once("a history is drawn on a device that is open", {
  path <- withr::local_tempfile(fileext = ".pdf")
  grDevices::pdf(path)
  withr::defer(grDevices::dev.off())
  expect_no_error(draw_metrics(full_history))
})
