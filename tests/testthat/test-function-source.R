# Needs no backend.

k <- 3

test_that("a function that needs packages alone is made again from its text", {
  f <- function(x, n = 0.1 + 1L, ...) {
    # What the comment says is lost.
    y <- vapply(x, function(a) a * n, 1)
    for (i in 1:2) y <- y + stats::setNames(pi, "pi")
    round(y, digits = 3)
  }
  source <- function_source(f)
  again <- make_function(source)
  expect_identical(again(1:3), f(1:3))
  expect_identical(again(1:3, 0.123456789012345678), f(1:3, 0.123456789012345678))
  # Nothing of the session is in reach, and the source is still there.
  expect_identical(environmentName(parent.env(environment(again))), "base")
  expect_identical(function_source(again), source)
})

test_that("it is known from which package a function has a name", {
  f <- function(x) keras$ops$relu(setNames(x, x))
  expect_identical(function_source(f)$from, list(keras = "lamina", setNames = "stats"))
})

test_that("one that needs what no package exports has no source", {
  expect_null(function_source(function(x) x * k))
  expect_null(function_source(function(x) inner(x)))
  expect_null(function_source(function(x) as_whole(x)))
  expect_null(function_source(function(x, n = k) x * n))
  expect_null(function_source(function(x) lapply(x, function(y) y * k)))
  expect_null(function_source(function(x) k <<- x))
  hidden <- eval(bquote(function(x) x + .(new.env())))
  expect_null(function_source(hidden))
  sum <- function(...) 7
  expect_null(function_source(function(x) sum(x)))
})

test_that("functions are told apart by their code, and by what is around it", {
  key <- function(f) describe_function(f)$key
  times <- function(n) function(x) x * n
  two <- times(2)
  expect_identical(key(two), key(two))
  expect_false(key(two) == key(times(2)))
  expect_identical(key(function(x) x * 2), key(function(x) x   * 2))
  own <- function(n) {
    force(n)
    function(x) {
      n <- n * 1
      x + n
    }
  }
  expect_false(key(own(2)) == key(own(10)))
  expect_false(key(function(x) x * 0.1) == key(function(x) x * (0.3 - 0.2)))
})

test_that("a name that is defined where a function was written makes it one of that place", {
  h <- function(x) x
  `h<-` <- function(x, value) x
  mean.shape <- function(x, ...) 1
  for (f in list(
    function(x) {
      k <- k * 1
      x + k
    },
    function(x) {
      f <- function() {
        k <- 1
        k
      }
      x * k + f()
    },
    function(x) lapply(x, "h"), function(x, h) h(x), function(x) vapply(x, h, 1),
    function(x) {
      h(x) <- 1
      x
    },
    function(x) mean(x)
  )) {
    expect_null(function_source(f))
  }
})

test_that("nor is there a source of what finds variables without their names", {
  for (f in list(
    function(x) x * get(paste0("k")), function(x) base::get("m") * x,
    function(x) do.call(paste0("h"), list(x)), function(x) parent.env(environment())$m * x,
    function(x) eval(parse(text = "m")) * x, function(x) sys.function()(x),
    function(x) assign("m", x), function(x) lapply(x, get), function(x) rlang::eval_tidy(x),
    function(x) sapply("m", "get")
  )) {
    expect_null(function_source(f))
  }
})

test_that("what is a function's own, or a package's, does it no harm", {
  for (own in list(
    function(k) k * 2, function(x) vapply(x, function(k) k * 2, 1), function(x) x$k,
    function(x, f = mean) f(x), function(x) keras$ops$pad(x, mode = "constant"),
    function(x) {
      names(x) <- "a"
      x
    }
  )) {
    again <- make_function(function_source(own))
    expect_identical(body(again), body(own), ignore_srcref = TRUE)
  }
  # As a text, too.
  by_text <- function(x) sapply(x, "rnorm")
  expect_identical(function_source(by_text)$from, list(rnorm = "stats"))
})
