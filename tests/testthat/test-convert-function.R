skip_without_keras()

test_that("an R function is called from Python, under its name where it has one", {
  named <- structure(function(x) x + 1, name = "plus_one")
  for (f in list(as_python_function(named), as_python_function(function(x) x + 1))) {
    expect_identical(reticulate::py_to_r(reticulate::py_call(f, 1)), 2)
  }
  expect_identical(as_python_function(named)$`__name__`, "plus_one")
  expect_identical(as_python_function(identity)$`__name__`, "r_function")
  expect_identical(as_python_function(identity, "loss")$`__name__`, "loss")
})

test_that("Python sees the signature", {
  signature <- function(f) {
    reticulate::py_str(reticulate::import("inspect")$signature(as_python_function(f)))
  }
  expect_identical(signature(function(x, training = FALSE) x), "(x, training=False)")
  expect_identical(signature(function(x, lambda = "a", ...) x), "(x, lambda_='a', *args, **kwargs)")
  expect_identical(signature(function(x, y) if (missing(y)) x[, 1] else y), "(x, y=None)")
  expect_identical(signature(function(x, n = length(letters) + 1:3) x), "(x, n=None)")
  expect_identical(signature(function(x = 1, y) x), "(x=1.0, y=None)")
})

test_that("the arguments and defaults of R hold", {
  f <- function(x, n = 2 * length(x), lambda = 3, ...) c(x, n, lambda, ..., use.names = FALSE)
  run <- as_python_function(f)
  call <- function(...) reticulate::py_to_r(reticulate::py_call(run, ...))
  expect_equal(call(1), c(1, 2, 3))
  expect_equal(call(1, 5, extra = 7), c(1, 5, 3, 7))
})

test_that("an error is found again by with_python()", {
  f <- as_python_function(function(x) rlang::abort("inner", class = "mine"), "broken")
  cnd <- expect_error(
    with_python(reticulate::py_call(f, 1), "outer", call = NULL), class = "lamina_error_python"
  )
  expect_match(conditionMessage(cnd$parent), "R function `broken\\(\\)` failed")
  expect_s3_class(cnd$parent$parent, "mine")
  # One that Python has dealt with is not blamed for the next.
  try(reticulate::py_call(f, 1), silent = TRUE)
  cnd <- expect_error(
    with_python(reticulate::py_eval("1 / 0"), "outer", call = NULL), class = "lamina_error_python"
  )
  expect_match(conditionMessage(cnd$parent), "ZeroDivisionError")
})

# A jump through Python's frames breaks Python: R then crashes sooner or later.
test_that("an argument that is tested by missing() may be left out", {
  f <- function(x, y) if (base::missing(y)) x else x + y
  expect_equal(reticulate::py_to_r(reticulate::py_call(as_python_function(f), 1)), 1)
})

test_that("an error of Python's in the function is told as briefly as elsewhere", {
  f <- as_python_function(function(x) reticulate::py_eval("1 / 0"), "divide")
  cnd <- expect_lamina_error(
    with_python(reticulate::py_call(f, 1), "outer", call = NULL), class = "python"
  )
  expect_identical(conditionMessage(cnd$parent$parent), "ZeroDivisionError: division by zero")
  # Through another function: each is named, and the first error is at the end.
  g <- as_python_function(function(x) reticulate::py_call(f, x), "outer")
  cnd <- expect_lamina_error(
    with_python(reticulate::py_call(g, 1), "outer", call = NULL), class = "python"
  )
  expect_match(conditionMessage(cnd$parent), "`outer()` failed", fixed = TRUE)
  expect_match(conditionMessage(cnd$parent$parent), "`divide()` failed", fixed = TRUE)
  expect_s3_class(cnd$parent$parent$parent, "python.builtin.ZeroDivisionError")
})

test_that("where a function of R fails on a tensor, the error says what to do", {
  tensor <- keras$ops$ones(c(2L, 2L))
  told <- function(f) {
    run <- function() with_python(as_python_function(f)(tensor), "Failed.", call = NULL)
    cnd <- expect_error(run(), class = "lamina_error_python")
    grepl("op_maximum", conditionMessage(cnd$parent))
  }
  for (f in list(\(x) crossprod(x), \(x) stats::var(x), \(x) if (x) 1)) {
    expect_true(told(f))
  }
  # What lamina refuses itself says what to use.
  expect_error(
    with_python(as_python_function(\(x) rowSums(x))(tensor), "Failed.", call = NULL),
    "op_sum", class = "lamina_error_python"
  )
  expect_false(told(function(x) stop("mine")))
  expect_false(told(function(x) keras$ops$matmul(x, keras$ops$ones(c(7L, 8L)))))
})
