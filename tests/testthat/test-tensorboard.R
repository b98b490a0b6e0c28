# Needs a backend, whichever.
skip_without_keras()

page <- function(address) {
  request <- reticulate::import("urllib.request")$urlopen(address, timeout = 30)
  withr::defer(request$close())
  request$read()$decode()
}

test_that("TensorBoard shows a folder until it is stopped, on a port of its own", {
  folder <- normalizePath(withr::local_tempdir())
  withr::defer(end_tensorboard(folder))
  withr::local_dir(folder)
  expect_message(address <- tensorboard(reload_interval = 0.5), "shows .* at <?http://127")
  expect_match(address, "^http://127[.]0[.]0[.]1:[0-9]+$")
  expect_match(page(address), "<title>TensorBoard</title>", fixed = TRUE)
  settings <- page(paste0(address, "/data/environment"))
  expect_match(settings, sprintf("\"data_location\": \"%s\"", folder), fixed = TRUE)
  expect_match(settings, "\"purge_orphaned_data\": true, .*\"reload_interval\": 0.5")

  other <- withr::local_tempdir()
  port <- as.numeric(sub(".*:", "", address))
  expect_lamina_error(
    tensorboard(other, port = port), sprintf("did not start.*%d", port), "setup",
    from = "tensorboard"
  )
  expect_message(tensorboard(other, "stop"), "No TensorBoard of")

  process <- session$tensorboards[[folder]]$process
  expect_null(process$poll())
  expect_message(stopped <- tensorboard(folder, action = "stop"), "is stopped")
  expect_null(stopped)
  expect_error(page(address), "refused")
  expect_false(is.null(process$poll()))

  # As when R ends, which no one tells it.
  suppressMessages(tensorboard(folder, port = port))
  process <- session$tensorboards[[folder]]$process
  expect_match(page(address), "<title>TensorBoard</title>", fixed = TRUE)
  process$stdin$close()
  expect_identical(process$wait(timeout = 60), 0L)
})

test_that("another TensorBoard of a folder replaces the first, and is opened in a browser", {
  folder <- normalizePath(withr::local_tempdir())
  withr::defer(end_tensorboard(folder))
  first <- list(poll = function() NULL, kill = function() killed <<- TRUE, wait = function() 0L)
  session$tensorboards[[folder]] <- list(process = first, port = "6000")
  killed <- FALSE
  asked <- NULL
  ours <- start_tensorboard
  utils::assignInNamespace("start_tensorboard", function(folder, options, call) {
    asked <<- options
    "http://localhost:6000"
  }, "lamina")
  withr::defer(utils::assignInNamespace("start_tensorboard", ours, "lamina"))
  opened <- NULL
  withr::local_options(browser = function(url) opened <<- url)
  address <- suppressMessages(tensorboard(
    paste0(folder, "/"), host = "localhost", launch_browser = TRUE, reload_interval = 1e6,
    purge_orphaned_data = FALSE
  ))
  expect_true(killed)
  expect_identical(opened, address)
  expect_identical(asked, c(
    "--logdir", folder, "--host", "localhost", "--port", "6000", "--reload_interval", "1000000",
    "--purge_orphaned_data", "false"
  ))
})

test_that("what cannot be shown is refused", {
  withr::local_dir(withr::local_tempdir())
  expect_snapshot(error = TRUE, {
    tensorboard("nowhere")
    tensorboard(3)
    tensorboard(action = "halt")
    tensorboard(3, action = "stop")
    tensorboard(host = NULL)
    tensorboard(port = 0)
    tensorboard(port = "6006")
    tensorboard(port = 70000)
    tensorboard(launch_browser = NA)
    tensorboard(reload_interval = -1)
    tensorboard(purge_orphaned_data = "yes")
    tensorboard(logdir = "logs")
  })
  local_without_package("tensorboard")
  expect_lamina_error(
    tensorboard(), "needs the Python package tensorboard", "setup", from = "tensorboard"
  )
})
