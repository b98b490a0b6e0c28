test_that("one length stays one, several become a tuple", {
  expect_identical(check_ngrams(2), 2L)
  expect_null(check_ngrams(NULL))
  several <- check_ngrams(c(1, 3))
  expect_s3_class(several, "keras_shape")
  expect_identical(as.integer(several), c(1L, 3L))
  expect_identical(check_ngrams(list(1L, 3L)), several)
})

test_that("anything else is refused", {
  layer <- function(ngrams) check_ngrams(ngrams)
  for (bad in list(0, 1.5, c(1, 0), "2", NA, list(), TRUE)) {
    expect_lamina_error(layer(bad), "`ngrams` must be whole numbers of at least 1", from = "layer")
  }
})
