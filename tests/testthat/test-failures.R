skip_without_keras()

# R functions whose errors have the same text, and a class each.
same_text <- function(class) {
  force(class)
  as_python_function(function() rlang::abort("no way", class = class), "broken")
}

first <- same_text("first")
second <- same_text("second")

python <- reticulate::py_run_string("
def swallow(first, second):
    try:
        first()
    except RuntimeError:
        pass
    second()

def fall_back(first, second):
    try:
        first()
    except RuntimeError:
        second()

def keep(first, second):
    for f in (first, second):
        try:
            f()
        except RuntimeError as error:
            kept = kept if f is second else error
    raise kept

def cause(first, second):
    for f in (first, second):
        try:
            f()
        except RuntimeError as error:
            kept = kept if f is second else error
    raise ValueError('it came of that') from kept

def forget(first, second):
    try:
        second()
    except RuntimeError as error:
        text = str(error)
    raise ValueError(text)

def tell(first, second):
    import traceback
    texts = []
    for f in (first, second):
        try:
            f()
        except RuntimeError as error:
            texts.append(''.join(traceback.format_exception(error)))
    raise ValueError(texts[0])

def threads(first, second):
    # reticulate would import the second on a thread that is not R's.
    import threading, rpytools.thread, time
    errors = {}
    def work(f):
        try:
            f()
        except RuntimeError as error:
            errors[f] = error
    for f in (first, second):
        thread = threading.Thread(target=work, args=(f,), daemon=True)
        thread.start()
        while thread.is_alive():
            time.sleep(0.01)
    raise errors[first]
", local = TRUE)

error_of <- function(run, ..., env = parent.frame()) {
  cnd <- expect_error(
    with_python(python[[run]](...), "outer", call = NULL), class = "lamina_error_python"
  )
  expect_identical(reticulate::py_len(python_held()), 0L)
  cnd$parent
}

python_held <- function() reticulate::py_get_attr(python_module(failures), "_held")

test_that("of two errors in one call the one that has come out is found", {
  expect_s3_class(error_of("swallow", first, second)$parent, "second")
  expect_s3_class(error_of("fall_back", first, second)$parent, "second")
  expect_s3_class(error_of("keep", first, second)$parent, "first")
  expect_s3_class(error_of("cause", first, second)$parent, "first")
})

test_that("an error in another thread is found", {
  expect_s3_class(error_of("threads", first, second)$parent, "first")
  expect_s3_class(error_of("threads", second, first)$parent, "second")
})

# As TensorFlow's runtime does.
test_that("an error is found where Python keeps no more than its text", {
  expect_s3_class(error_of("tell", first, second)$parent, "first")
  expect_s3_class(error_of("tell", second, first)$parent, "second")
})

test_that("an error of Python's with the same text is not taken for one of R's", {
  parent <- error_of("forget", first, second)
  expect_s3_class(parent, "python.builtin.ValueError")
  expect_match(conditionMessage(parent), "no way")
  # Nor one that comes later.
  try(with_python(first(), "outer", call = NULL), silent = TRUE)
  later <- error_of("forget", first, identity)
  expect_null(later$parent)
})

test_that("an error within another is its parent, and one that was dealt with is not", {
  through <- as_python_function(function() {
    with_python(python$swallow(first, second), "in between", call = NULL)
  })
  parent <- error_of("swallow", first, through)
  expect_match(conditionMessage(parent$parent), "in between")
  expect_s3_class(parent$parent$parent$parent, "second")
  dealt_with <- as_python_function(function() {
    try(with_python(first(), "in between", call = NULL), silent = TRUE)
    rlang::abort("no way", class = "third")
  })
  expect_s3_class(error_of("swallow", second, dealt_with)$parent, "third")
})

test_that("an error that no call of lamina's waits for is not held", {
  expect_error(first(), "no way")
  expect_identical(reticulate::py_len(python_held()), 0L)
  fails_within <- function() {
    try(python$swallow(first, second), silent = TRUE)
    expect_identical(reticulate::py_len(python_held()), 2L)
  }
  with_python(fails_within(), "outer", call = NULL)
  expect_identical(reticulate::py_len(python_held()), 0L)
})
