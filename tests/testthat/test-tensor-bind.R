skip_without_keras()

m <- backend_tensor(matrix(1:6 + 0, 2))
column <- backend_tensor(array(c(7, 8)))
row <- backend_tensor(array(c(7, 8, 9)))

test_that("columns and rows are joined as R's are", {
  expect_equal(as.array(cbind(m, m)), cbind(as.array(m), as.array(m)))
  expect_equal(as.array(rbind(m, m)), rbind(as.array(m), as.array(m)))
  expect_equal(as.array(cbind(m, column, 1)), unname(cbind(as.array(m), c(7, 8), 1)))
  expect_equal(as.array(cbind(2, m)), unname(cbind(2, as.array(m))))
  expect_equal(as.array(rbind(row, c(1, 2, 3), 0)), unname(rbind(7:9, 1:3, 0)))
  expect_equal(as.array(rbind(NULL, matrix(0, 1, 3), m)), rbind(0, as.array(m)))
  expect_equal(as.array(cbind(column)), matrix(c(7, 8)))
  number <- keras$ops$sum(column)
  expect_equal(as.array(cbind(number, number)), matrix(15, 1, 2))
})

test_that("numbers take the type of the tensor", {
  whole <- keras$ops$cast(m, "int32")
  expect_identical(dtype_of(cbind(whole, 1)), "int32")
})

test_that("columns of a symbolic tensor are joined", {
  input <- keras_input(3)
  output <- cbind(input, input, 1)
  expect_identical(dim(output), c(NA, 7L))
  expect_equal(keras_model(input, output)$predict_on_batch(as.array(m)),
               unname(cbind(as.array(m), as.array(m), 1)))
})

test_that("what has not as many rows or columns is told", {
  expect_snapshot(error = TRUE, {
    cbind(m, row)
    rbind(m, column)
    cbind(m, backend_tensor(array(0, c(2, 2, 2))))
    cbind(m, "a")
  })
})

test_that("a logarithm may have a tensor as its base", {
  expect_equal(as.numeric(log(column, base = column)), c(1, 1))
  expect_identical(dim(log(keras_input(2), base = keras_input(2))), c(NA, 2L))
})
