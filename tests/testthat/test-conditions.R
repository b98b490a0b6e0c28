test_that("an error has two classes, the call and braces filled in", {
  model_fit <- function(epochs) {
    abort_lamina("{.arg epochs} is {epochs}.", class = "argument", call = rlang::current_env())
  }
  cnd <- expect_error(model_fit(3), class = "lamina_error_argument")
  expect_s3_class(cnd, "lamina_error")
  expect_identical(rlang::call_name(cnd$call), "model_fit")
  expect_match(conditionMessage(cnd), "`epochs` is 3.", fixed = TRUE)
})

test_that("braces in what came are shown, not interpreted", {
  layer <- function(name) check_flag(name)
  expect_snapshot(error = TRUE, {
    layer("{stop('no')}")
    layer("a \"quoted\" text\nof two lines")
  })
})

test_that("what came is described in a few words", {
  expect_snapshot({
    describe(NULL)
    describe(NA)
    describe(NaN)
    describe(-Inf)
    describe(0.1 + 0.2)
    describe(1e-20)
    describe(3L)
    describe("text")
    describe(c(1.5, 2))
    describe(1:3)
    describe(letters)
    describe(c(TRUE, NA))
    describe(list(1, 2))
    describe(data.frame())
    describe(factor("a"))
    describe(sum)
    describe(array(1, c(2, 3)))
    describe(array("a", 1))
    describe(as.raw(1))
    describe(1i)
    describe(quote(a))
    describe(new.env())
  })
})

test_that("a shape shows what is not known as NA", {
  expect_identical(format_shape(c(NA, 28L)), "(NA, 28)")
  expect_identical(format_shape(integer()), "()")
})

test_that("the nearest choice is named only where it is near", {
  choices <- c("channels_last", "channels_first")
  expect_identical(nearest("channel_fist", choices), "channels_first")
  expect_identical(nearest("CHANNELS_LAST", choices), "channels_last")
  expect_null(nearest("elsewhere", choices))
  expect_null(nearest("a", character()))
  expect_identical(nearest("rleu", c("celu", "elu", "relu")), "relu")
  expect_identical(nearest("mag", c("log", "magnitude", "imag")), "magnitude")
  expect_identical(nearest("normal", c("random_normal", "uniform")), "random_normal")
})

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

test_that("Python objects are described by class and shape", {
  skip_without_keras()
  expect_snapshot({
    describe(keras_model_sequential())
    describe(keras_input(c(NA, 3)))
    describe(layer_flatten())
    describe(layer_lstm(units = 1))
    describe(layer_unit_normalization())
    describe(numpy()$zeros(reticulate::tuple(2L, 3L)))
  })
})
