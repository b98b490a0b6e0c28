test_that("numbers of any shape pass, a vector with its axis", {
  expect_identical(check_array(3), as.array(3))
  expect_identical(check_array(matrix(1:4, 2)), matrix(1:4, 2))
  expect_null(check_array(NULL))
})

test_once("anything but numbers without a gap is refused", {
  layer <- function(mean) check_array(mean)
  for (bad in list("1", NA, c(1, NA), numeric(), factor(1), TRUE, list(1), data.frame(a = 1))) {
    expect_lamina_error(
      layer(bad), "`mean` must be a vector or an array of numbers, a tensor, or NULL",
      from = "layer"
    )
  }
})

test_that("arrays pass in a list without names, vectors with their axis", {
  arrays <- list(a = matrix(1:4, 2), b = 3)
  expect_identical(check_arrays(arrays), list(matrix(1:4, 2), as.array(3)))
  expect_identical(check_arrays(list()), list())
  expect_null(check_arrays(NULL))
})

test_that("tensors pass as they are", {
  skip_without_keras()
  x <- backend_tensor(matrix(1:4, 2))
  expect_identical(check_arrays(list(x)), list(x))
})

test_that("anything but a list of arrays is refused", {
  layer <- function(weights) check_arrays(weights)
  expect_lamina_error(layer(matrix(1, 1, 1)), "weights.*a list of arrays", from = "layer")
  expect_lamina_error(layer(list("a")), "weights.*a list of arrays", from = "layer")
  expect_lamina_error(layer(list(NULL)), "weights.*a list of arrays", from = "layer")
  expect_lamina_error(layer(list(c(1, NA))), "weights.*a list of arrays", from = "layer")
  expect_lamina_error(layer(data.frame(a = 1)), "weights.*not a data frame", from = "layer")
})

test_that("one mean or variance stays one, others become an array", {
  expect_identical(check_statistic(3L), 3)
  expect_identical(check_statistic(c(1, 2)), array(c(1, 2)))
  expect_identical(check_statistic(list(1, 2)), array(c(1, 2)))
  expect_identical(check_statistic(matrix(1:4, 2)), matrix(1:4, 2))
  expect_null(check_statistic(NULL))
})

test_that("anything but a mean or variance is refused", {
  layer <- function(variance) check_statistic(variance, min = 0)
  for (bad in list(c(1, -1), NA_real_, Inf, "1", numeric(), TRUE)) {
    expect_lamina_error(
      layer(bad), "`variance` must be a finite number of at least 0, a vector", from = "layer"
    )
  }
})

test_that("a table passes by itself and as the one element of a list", {
  table <- matrix(1:6, 3)
  expect_identical(check_embeddings(table, 3, 2), table)
  expect_identical(check_embeddings(list(table), 3L, 2L), table)
  expect_null(check_embeddings(NULL, 3, 2))
})

test_that("tables of Python pass for Keras to look at", {
  skip_without_keras()
  table <- backend_tensor(matrix(0, 3, 2))
  expect_true(is_same_object(check_embeddings(table, 3, 2), table))
  expect_true(is_same_object(check_embeddings(list(table), 3, 2), table))
})

test_that("anything but a table is refused in the name of the caller", {
  embed <- function(weights) check_embeddings(weights, 3, 2)
  wrong <- list(
    matrix(0, 2, 3), array(0, c(3, 2, 1)), 1:6, matrix("a", 3, 2), matrix(NA_real_, 3, 2),
    list(matrix(0, 3, 2), matrix(0, 3, 2)), list(), list(NULL), data.frame(a = 1:3, b = 1:3), "a"
  )
  for (weights in wrong) {
    expect_lamina_error(
      embed(weights), "`weights` must be a matrix of numbers with 3 rows and 2 columns",
      from = "embed"
    )
  }
})

test_that("a window's name or numbers pass", {
  expect_identical(check_window("hann", c("hann", "hamming")), "hann")
  expect_identical(check_window("blackman"), "blackman")
  expect_identical(check_window(c(0L, 1L)), array(c(0, 1)))
  expect_null(check_window(NULL))
})

test_that("anything but a window is refused, and what was meant is guessed", {
  layer <- function(window) check_window(window, c("hann", "hamming"))
  cnd <- expect_lamina_error(layer("han"), "\"hann\", \"hamming\", a vector of numbers, or NULL")
  expect_match(conditionMessage(cnd), "Did you mean \"hann\"?", fixed = TRUE)
  expect_lamina_error(layer(matrix(1, 2, 2)), "array of shape", from = "layer")
  expect_lamina_error(layer(c(1, NA)), "vector of length 2")
  any <- function(window) check_window(window)
  expect_lamina_error(any(""), "the name of a window")
})

test_that("a tree of arrays passes, and vectors become arrays", {
  expect_identical(
    check_tree(list(a = c(1, 2), b = list(matrix(1, 1, 1), 3))),
    list(a = array(c(1, 2)), b = list(matrix(1, 1, 1), 3))
  )
  expect_null(check_tree(NULL))
})

test_that("anything but a tree of arrays is refused", {
  layer <- function(params) check_tree(params)
  for (bad in list("a", list(1, "a"), NA, list(a = numeric()), data.frame(a = 1))) {
    expect_lamina_error(layer(bad), "`params` must be arrays of numbers", from = "layer")
  }
})

test_that("a vocabulary is texts or whole numbers, or the path of a file with them", {
  expect_identical(check_vocabulary(c(a = "x", b = "y")), list("x", "y"))
  expect_identical(check_vocabulary(list("x", "y")), list("x", "y"))
  expect_identical(check_vocabulary(c(3, 7), whole = TRUE), list(3L, 7L))
  expect_identical(check_vocabulary("word"), list("word"))
  expect_null(check_vocabulary(NULL))
  file <- withr::local_tempfile(lines = c("x", "y"))
  expect_identical(check_vocabulary(file), normalizePath(file))
  expect_identical(check_vocabulary(file, whole = TRUE), normalizePath(file))
})

test_once("anything but a vocabulary is refused", {
  texts <- function(vocabulary) check_vocabulary(vocabulary)
  whole <- function(vocabulary) check_vocabulary(vocabulary, whole = TRUE)
  for (bad in list(1, c("a", NA), character(), factor("a"), TRUE, mean)) {
    expect_lamina_error(
      texts(bad), "`vocabulary` must be a vector of strings, the path of a file", from = "texts"
    )
  }
  for (bad in list("1", c(1, NA), 1.5, integer(), factor(1), TRUE)) {
    expect_lamina_error(
      whole(bad), "`vocabulary` must be a vector of whole numbers, the path", from = "whole"
    )
  }
  expect_lamina_error(whole("none.txt"), "There is no file \"none.txt\"", from = "whole")
})

test_that("a missing value is found in arrays, texts and lists of them", {
  layer <- function(data) check_complete(data)
  for (x in list(NULL, c(1, NaN), letters, list(a = 1:2, list("a")), mean, factor("a"))) {
    expect_no_error(layer(x))
  }
  expect_snapshot(error = TRUE, {
    layer(c(1, NA))
    layer(c("a", NA))
    layer(list(1, list(b = c(TRUE, NA))))
    layer(data.frame(a = 1:2, b = c("x", NA)))
  })
})
