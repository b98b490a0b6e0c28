skip_without_keras()

tensor <- function(x, dtype) keras$ops$cast(backend_tensor(x), dtype)
operand <- function(...) keras$ops$convert_to_tensor(as_operand(...))

test_that("R's numbers keep their type, fractions being of Keras' default type", {
  expect_identical(dtype_of(operand(c(1, 2))), "float32")
  expect_identical(dtype_of(operand(1:2)), "int32")
  expect_identical(dtype_of(operand(c(TRUE, FALSE))), "bool")
  expect_identical(dtype_of(operand(c(1i, 2))), "complex64")
  expect_lamina_error(
    as_operand(c(1i, NA)), "must have no missing values; 1 of 2 are NA", "argument"
  )
  expect_identical(dtype_of(operand(1)), "float32")
  expect_identical(dim(operand(matrix(1:6, 2))), c(2L, 3L))
  expect_identical(dim(operand(5)), integer())
  expect_identical(dim(operand(array(5))), 1L)
  expect_identical(as.numeric(operand(NaN)), NaN)
})

test_that("beside a tensor they follow its dtype", {
  sum_of <- function(x, dtype) {
    beside <- tensor(array(c(1, 2)), dtype)
    dtype_of(keras$ops$add(beside, as_operand(x, beside = beside)))
  }
  for (dtype in c("float32", "float16", "bfloat16", "int32", "uint8")) {
    for (x in list(2, 2L, c(3, 4), c(3L, 4L))) {
      # Whole numbers of R's are 32 bits wide.
      if (dtype != "uint8" || is.double(x)) expect_identical(sum_of(x, dtype), dtype)
    }
  }
  expect_identical(sum_of(c(3L, 4L), "float16"), "float16")
  whole <- tensor(array(c(1, 2)), "int8")
  alone <- keras$ops$convert_to_tensor(as_operand(2, beside = whole, scalar = FALSE))
  expect_identical(list(dtype_of(alone), dim(alone)), list("int8", integer()))
  expect_identical(sum_of(0.5, "int32"), "float32")
  expect_identical(sum_of(c(0.5, 1), "int32"), "float32")
  expect_identical(sum_of(c(300, 1), "uint8"), "float32")
  expect_identical(1 / as_operand(-0, beside = tensor(1, "int32")), -Inf)
})

test_that("what is no number is refused", {
  f <- function(x) as_operand(x)
  expect_snapshot(error = TRUE, {
    f()
    f("a")
    f(c(1, NA))
    f(c(1L, NA))
    f(factor("a"))
    f(list(1))
    f(NULL)
    as_float_operand(1i)
  })
})
