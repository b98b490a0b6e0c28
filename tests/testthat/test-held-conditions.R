skip_without_keras()

test_that("a warning or message leaves Python before a handler sees it", {
  returned <- FALSE
  outer <- reticulate::py_eval("lambda f, done: (f(), done())", convert = FALSE)
  warn <- as_python_function(function() {
    warning("first")
    message("second")
    warning("third")
  })
  run <- function() {
    returned <<- FALSE
    reticulate::py_call(outer, warn, function() returned <<- TRUE)
  }
  expect_identical(tryCatch(run(), warning = conditionMessage), "first")
  expect_true(returned)
  expect_identical(tryCatch(suppressWarnings(run()), message = conditionMessage), "second\n")
  expect_true(returned)
  seen <- character()
  withCallingHandlers(run(), condition = function(cnd) {
    seen <<- c(seen, conditionMessage(cnd))
    rlang::cnd_muffle(cnd)
  })
  expect_identical(trimws(seen), c("first", "second", "third"))
})

test_that("what an inner function signals is seen by the function that called it, or outside", {
  inner <- as_python_function(function() warning("inner"))
  catches <- as_python_function(function() {
    tryCatch(reticulate::py_call(inner), warning = function(cnd) "caught")
  })
  expect_identical(reticulate::py_to_r(reticulate::py_call(catches)), "caught")
  passes <- as_python_function(function() {
    reticulate::py_call(inner)
    warning("outer")
  })
  expect_identical(
    capture_warnings(reticulate::py_call(passes)), c("inner", "outer")
  )
})

# Handlers further out, and so testthat's, decide what these see.
without_handlers <- function() {
  remember("without_handlers", other_session()$run(function() {
    as_python_function <- getNamespace("lamina")$as_python_function
    f <- as_python_function(function() {
      message("now")
      length(text)
    })
    connection <- textConnection("text", "w", local = TRUE)
    sink(connection, type = "message")
    on.exit(sink(type = "message"))
    count <- function() reticulate::py_to_r(reticulate::py_call(f))
    shown <- c(
      tryCatch(count(), finally = NULL), suppressWarnings(count()), suppressMessages(count())
    )

    cnd <- structure(class = c("warning", "condition"), list(message = "signal", call = NULL))
    g <- as_python_function(function() signalCondition(cnd))
    seen <- 0
    withCallingHandlers(reticulate::py_call(g), warning = function(cnd) seen <<- seen + 1)
    list(shown = shown, seen = seen)
  }))
}

test_that("what no handler further out waits for is shown at once", {
  expect_identical(without_handlers()$shown, c(1L, 2L, 2L))
})

test_that("what is only signalled is seen once", {
  expect_identical(without_handlers()$seen, 1)
})
