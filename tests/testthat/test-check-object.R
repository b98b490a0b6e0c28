layer <- function(object, rate, seed = NULL) check_object(object)
accepts <- function(x) identical(layer(x, 0.1), NULL)

test_that("arrays, lists of arrays and nothing can be composed with", {
  expect_true(accepts())
  expect_true(accepts(NULL))
  expect_true(accepts(array(1, c(1, 2, 3))))
  expect_true(accepts(matrix(TRUE)))
  expect_true(accepts(list(matrix(1), array(2L, 1))))
})

test_that("anything else is refused with what it may be", {
  expect_snapshot(error = TRUE, {
    layer("model", 0.1)
    layer(sum, 0.1)
    layer(data.frame(a = 1), 0.1)
    layer(NA, 0.1)
    layer(1:3, 0.1)
    layer(list(), 0.1)
    layer(list(matrix(1), "a"), 0.1)
    layer(factor("a"), 0.1)
    layer(quote(x), 0.1)
  })
})

test_that("a number alone was meant for the next argument", {
  expect_snapshot(error = TRUE, {
    layer(0.3)
    layer(0.3, seed = 1)
    layer(0.3, 0.1)
  })
})

test_that("a number is not meant for an argument that takes none", {
  flatten <- function(object, data_format = NULL) check_object(object)
  pool <- function(object, pool_size = c(2, 2)) check_object(object)
  expect_snapshot(error = TRUE, {
    flatten(2)
    pool(2)
  })
})

test_that("merging layers take tensors one by one or in a list", {
  a <- matrix(1)
  b <- matrix(2)
  merge <- function(inputs, ...) check_inputs(inputs, list(...))
  expect_null(merge())
  expect_null(merge(NULL))
  expect_identical(merge(a, b), list(a, b))
  expect_identical(merge(list(a, b)), list(a, b))
  expect_identical(merge(list(a), b), list(a, b))
  expect_identical(merge(a), list(a))
  expect_identical(merge(NULL, a, b), list(a, b))
  expect_identical(merge(a, NULL), list(a))
  expect_null(merge(list()))
  both <- list(left = a, right = b)
  expect_identical(merge(!!!both), list(a, b))
  deeper <- function(parts) merge(!!!parts, a)
  expect_identical(deeper(both), list(a, b, a))
  through <- function(...) merge(...)
  from_there <- function(elsewhere) through(!!!elsewhere)
  expect_identical(from_there(both), list(a, b))
  expect_snapshot(error = TRUE, {
    merge("a")
    merge(a, "b")
    merge(list(a, "b"))
    merge(1)
    merge(NULL, 1)
    merge(data.frame(a = 1))
  })
})

test_that("a layer in the place of the object was meant for another argument", {
  skip_without_keras()
  expect_snapshot(error = TRUE, {
    layer_bidirectional(layer_lstm(units = 4))
    layer_rnn(rnn_cell_gru(units = 4))
    layer_dense(layer_flatten())
    layer_dense("relu")
  })
})
