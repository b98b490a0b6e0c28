# Needs a backend, whichever.

sequences <- list(1, c(2, 3), c(4, 5, 6))

test_that("sequences get one length", {
  expect_identical(pad_sequences(sequences), rbind(c(0L, 0L, 1L), c(0L, 2L, 3L), 4:6))
  expect_identical(
    pad_sequences(sequences, padding = "post", value = -1),
    rbind(c(1L, -1L, -1L), c(2L, 3L, -1L), 4:6)
  )
  expect_identical(pad_sequences(sequences, maxlen = 2), rbind(0:1, 2:3, 5:6))
  expect_identical(
    pad_sequences(sequences, maxlen = 2, truncating = "post"), rbind(0:1, 2:3, 4:5)
  )
  expect_identical(dim(pad_sequences(sequences, maxlen = 5)), c(3L, 5L))
  expect_identical(
    pad_sequences(list(NULL, integer(), list(1, 2))), rbind(c(0L, 0L), c(0L, 0L), 1:2)
  )
  expect_identical(
    pad_sequences(list(NULL, matrix(1:4, 2))), array(c(0L, 1L, 0L, 2L, 0L, 3L, 0L, 4L), c(2, 2, 2))
  )
  expect_identical(pad_sequences(list(c(0.5, 1), 2), dtype = "float32"), rbind(c(0.5, 1), c(0, 2)))
  expect_identical(pad_sequences(list("a", c("b", "c")), dtype = "object"),
    rbind(c("", "a"), c("b", "c")))
})

test_that("it is what Keras computes, also of steps that are vectors", {
  skip_without_keras()
  expect_equal(
    pad_sequences(sequences, maxlen = 2, padding = "post", value = 9),
    keras$utils$pad_sequences(lapply(sequences, as.list), 2L, padding = "post", value = 9)
  )
  # What a data set of Python's gives.
  texts <- reticulate::py_eval(
    "__import__('numpy').array([[1], [2, 3]], dtype=object)", convert = FALSE
  )
  expect_identical(pad_sequences(texts), rbind(0:1, 2:3))
  arrays <- list(array(1:12, c(3, 2, 2)), array(1:4, c(1, 2, 2)))
  expect_equal(pad_sequences(arrays, maxlen = 2), keras$utils$pad_sequences(arrays, 2L))
})

test_that("what cannot be padded is refused", {
  expect_snapshot(error = TRUE, {
    pad_sequences()
    pad_sequences(1:3)
    pad_sequences(list())
    pad_sequences(list(1, "a"))
    pad_sequences(list(1, factor(character())))
    pad_sequences(list(1, c(2, NA)))
    pad_sequences(list(1, 2.5))
    pad_sequences(sequences, value = 0.5)
    pad_sequences(sequences, value = "a")
    pad_sequences(list(1, 300), dtype = "uint8")
    pad_sequences(list(matrix(1, 2, 2), matrix(1, 2, 3)))
    pad_sequences(sequences, maxlen = 0)
    pad_sequences(sequences, dtype = "int33")
    pad_sequences(sequences, padding = "left")
  })
})
