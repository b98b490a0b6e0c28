test_that("the module is loaded when something of it is first asked for, once", {
  loads <- 0
  module <- lazy_module(function() {
    loads <<- loads + 1
    list(pi = 3.14, e = 2.72)
  })
  expect_identical(loads, 0)
  expect_output(print(module), "not loaded yet")
  expect_identical(loads, 0)
  expect_identical(module$pi, 3.14)
  expect_identical(module[["e"]], 2.72)
  expect_identical(names(module), c("pi", "e"))
  expect_identical(loads, 1)
})

test_that("a load that fails is tried again", {
  works <- FALSE
  module <- lazy_module(function() if (works) list(a = 1) else stop("not yet"))
  expect_error(module$a, "not yet")
  works <- TRUE
  expect_identical(module$a, 1)
})

test_that("functions are looked up once where they are to be kept, values each time", {
  lookups <- 0
  here <- environment()
  makeActiveBinding("f", function() {
    lookups <<- lookups + 1
    identity
  }, here)
  value <- 1
  kept <- lazy_module(function() here, keep = TRUE)
  expect_identical(kept$f(3), 3)
  expect_identical(kept$f(3), 3)
  expect_identical(lookups, 1)
  expect_identical(kept$value, 1)
  value <- 2
  expect_identical(kept$value, 2)
  fresh <- lazy_module(function() here)
  fresh$f(3)
  fresh$f(3)
  expect_identical(lookups, 3)
})

test_that("an import in Python is handed on as the module itself", {
  skip_without_keras()
  expect_true(is_same_object(reticulate::r_to_py(keras), reticulate::import("keras")))
  expect_true("ops" %in% names(keras))
  expect_true("layers" %in% utils::.DollarNames(keras, ""))
  expect_output(print(keras), "Module(keras", fixed = TRUE)
})

test_that("a name that the module does not have is an error", {
  skip_without_keras()
  expect_error(keras$no_such_thing, "no_such_thing")
})
