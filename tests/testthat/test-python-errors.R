test_that("a Python message keeps what it says and loses the wrapping", {
  wrapped <- paste(
    "\033[1mException encountered when calling Dense.call().\033[0m", "",
    "\033[1mShapes do not match.\033[0m", "",
    "Arguments received by Dense.call():", "  x=1",
    sep = "\n"
  )
  expect_identical(python_message(wrapped), "Shapes do not match.")
  trace <- paste(
    "Traceback (most recent call last):", "  File \"x.py\", line 1, in <module>", "It broke.",
    "Run `reticulate::py_last_error()` for details.",
    sep = "\n"
  )
  expect_identical(python_message(trace), "It broke.")
  expect_identical(python_message("Arguments received by Dense.call():\n  x=1"), "")
  from_tensorflow <- paste(
    "{{function_node __wrapped__Find_device_/job:localhost/device:CPU:0}} Not there.",
    "[Op:Find] name: "
  )
  expect_identical(python_message(from_tensorflow), "Not there.")
})

test_that("an exception that says nothing has the message of the one behind it", {
  skip_without_keras()
  code <- "
try:
  raise ValueError('the reason')
except ValueError:
  raise RuntimeError('Arguments received by Dense.call():')
"
  train <- function() {
    with_python(reticulate::py_run_string(code), "Failed.", call = rlang::current_env())
  }
  cnd <- expect_lamina_error(train(), "Failed", class = "python")
  expect_identical(conditionMessage(cnd$parent), "RuntimeError: the reason")
})

test_that("a Python exception becomes a lamina error with the exception as parent", {
  skip_without_keras()
  train <- function(times) {
    with_python(
      reticulate::py_run_string("raise ValueError('the rates {differ}')"),
      "Training failed {times} times.",
      call = rlang::current_env()
    )
  }
  cnd <- expect_lamina_error(train(2), "failed 2 times", class = "python", from = "train")
  expect_identical(conditionMessage(cnd$parent), "ValueError: the rates {differ}")
  expect_s3_class(cnd$parent, "python.builtin.ValueError")
  expect_snapshot(train(2), error = TRUE)
})

# A jump through Python's frames breaks Python.
test_that("what a function of R signals in Python waits until Python has returned", {
  skip_without_keras()
  returned <- FALSE
  outer <- reticulate::py_eval("lambda f, done: (f(), done())", convert = FALSE)
  run <- function(f) {
    done <- function() returned <<- TRUE
    with_python(reticulate::py_call(outer, f, done), "Failed.", call = NULL)
  }
  expect_identical(tryCatch(run(function() message("mine")), message = conditionMessage), "mine\n")
  expect_true(returned)
  # One that the function itself catches is not kept from it.
  inner <- function() tryCatch(run(function() warning("inner")), warning = conditionMessage)
  value <- NULL
  run(function() value <<- inner())
  expect_identical(value, "inner")
})

test_that("a diagnosis goes before the general message", {
  skip_without_keras()
  train <- function(rate) {
    with_python(
      reticulate::py_run_string("raise ValueError('no')"), "General.",
      call = rlang::current_env(),
      diagnose = function(cnd) abort_missing("rate", "a number", rlang::current_env())
    )
  }
  expect_error(train(), "`rate` is missing", class = "lamina_error_argument")
})

test_that("R errors pass with_python() as they are", {
  cnd <- expect_error(with_python(stop("mine"), "General.", call = NULL), "mine")
  expect_false(inherits(cnd, "lamina_error"))
})
