# Needs no backend.

test_that("vectors, lists and single dimensions are shapes", {
  expected <- structure(list(28L, 28L, 1L), class = "keras_shape")
  expect_identical(shape(28, 28, 1), expected)
  expect_identical(shape(c(28, 28, 1)), expected)
  expect_identical(shape(list(28L, 28, 1)), expected)
  expect_identical(shape(expected), expected)
  expect_identical(as_shape(c(28, 28, 1)), expected)
})

test_that("NA, NULL and -1 are dimensions that are not known", {
  expected <- structure(list(NULL, 3L), class = "keras_shape")
  expect_identical(shape(NA, 3), expected)
  expect_identical(shape(NULL, 3), expected)
  expect_identical(shape(-1, 3), expected)
  expect_identical(as.integer(shape(NA, 3)), c(NA, 3L))
  expect_identical(unclass(as_shape(c(NA, 3), unknown = -1L)), list(-1L, 3L))
})

test_that("lists of dimensions that are not known keep their place", {
  expect_identical(as.integer(shape(list(NULL, 2L), 3)), c(NA, 2L, 3L))
})

test_that("a function may tell the shape of several outputs", {
  one <- list(NULL, 3L)
  expect_identical(as_output_shape(one, "f()"), shape(NA, 3))
  expect_identical(as_output_shape(c(one, 4), "f()"), shape(NA, 3, 4))
  expect_identical(as_output_shape(list(one[1], 4), "f()"), shape(NA, 4))
  expect_identical(as_output_shape(list(one, c(NA, 4)), "f()"), list(shape(NA, 3), shape(NA, 4)))
  expect_identical(
    as_output_shape(list(a = one, b = shape(NA)), "f()"), list(a = shape(NA, 3), b = shape(NA))
  )
  expect_identical(
    as_output_shape(list(shape(NA, 3), shape(NA)), "f()"), list(shape(NA, 3), shape(NA))
  )
  expect_identical(as_output_shape(list(batch = NULL, n = 3), "f()"), shape(NA, 3))
  expect_error(as_output_shape("a", "f()"), "`f()` must be", fixed = TRUE)
})

test_that("the shape of an array is taken, a shape without dimensions is one", {
  expect_identical(as.integer(shape(array(0, c(2, 5)))), c(2L, 5L))
  expect_identical(as.integer(shape()), integer())
  expect_identical(as.integer(shape(1, 2, )), 1:2)
})

test_that("a shape prints its dimensions", {
  expect_snapshot({
    shape(NA, 28, 1)
    shape()
    format(shape(3, NULL))
  })
})

test_that("shapes are compared as wholes", {
  expect_true(shape(28, NA, 1) == shape(28, NULL, 1))
  expect_true(shape(28, 28) == c(28, 28))
  expect_true(list(28L, NULL) == shape(28, NA))
  expect_true(shape() == NULL)
  expect_false(shape(28, 28) == shape(28, 28, 1))
  expect_false(shape(NA, 3) == shape(2, 3))
  expect_true(shape(NA, 3) != c(2, 3))
  expect_false(c(2, 3) != shape(2, 3))
  expect_error(shape(2) == "a", class = "lamina_error_argument")
})

test_that("the dimensions of a shape are numbers", {
  expect_identical(prod(shape(28, 28, 2)), 1568)
  expect_identical(max(shape(3, 5, 4)), 5L)
  expect_identical(min(shape(3, 5), 2), 2)
  expect_identical(range(shape(3, 5, 4)), c(3L, 5L))
  expect_identical(sum(shape(3, 5)), 8L)
  expect_identical(prod(shape(NA, 3)), NA_real_)
  expect_identical(prod(shape(NA, 3), na.rm = TRUE), 3)
  expect_identical(as.numeric(shape(NA, 3)), c(NA, 3))
  expect_error(all(shape(1, 2)), class = "lamina_error_argument")
})

test_that("a part of a shape is a shape, and one is taken apart", {
  expect_identical(shape(28, NA, 1)[-1], shape(NA, 1))
  expect_identical(rev(shape(28, NA, 1)), shape(1, NA, 28))
  expect_identical(utils::head(shape(28, 2), 1), shape(28))
  expect_identical(shape(28, 2)[[2]], 2L)
  changed <- shape(28, 2)
  changed[[1]] <- 3L
  expect_identical(changed, shape(3, 2))
  # As in zeallot.
  other <- new.env()
  eval(quote(destructure <- function(x) UseMethod("destructure")), other)
  register_destructure(other)
  method <- other$.__S3MethodsTable__.[["destructure.keras_shape"]]
  expect_identical(method(shape(NA, 3)), list(NULL, 3L))
})

test_that("what a shape is formatted as makes it again", {
  for (x in list(shape(), shape(28), shape(NA, 28, 1))) {
    expect_identical(eval(parse(text = format(x))), x)
  }
})

test_that("a shape of anything else is refused", {
  layer <- function(input_shape) as_shape(input_shape)
  expect_snapshot(error = TRUE, {
    layer()
    layer(NULL)
    layer("28")
    layer(c(28, 2.5))
    layer(-2)
    layer(NaN)
    layer(Inf)
    layer(sum)
    layer(data.frame(a = 1))
    layer(list(1, "a"))
    layer(TRUE)
    shape("a")
  })
})
