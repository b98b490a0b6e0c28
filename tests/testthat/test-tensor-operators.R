skip_without_keras()

values <- matrix(c(1, 2, 3, 4, 5, 6), 2)
tensor <- backend_tensor(values)
variable <- keras$Variable(values, dtype = "float32")
symbolic <- keras_input(batch_shape = c(2, 3), name = "x")

operators <- list(
  `+`, `-`, `*`, `/`, `^`, `%%`, `%/%`, `==`, `!=`, `<`, `<=`, `>`, `>=`, `&`, `|`
)

test_that("operators make tensors of tensors and R's numbers", {
  other <- matrix(c(2, 3, 1, 4, -2, 6), 2)
  for (f in operators) {
    for (x in list(tensor, variable)) {
      for (y in list(other, 2, 3L, TRUE, backend_tensor(other))) {
        right <- if (reticulate::is_py_object(y)) other else y
        expect_equal(as.array(f(x, y)), f(values, right), tolerance = 1e-5, label = deparse(f))
        expect_equal(as.array(f(y, x)), f(right, values), tolerance = 1e-5, label = deparse(f))
      }
    }
    expect_s3_class(f(symbolic, 2), symbolic_class)
    expect_s3_class(f(other, symbolic), symbolic_class)
    expect_s3_class(f(symbolic, tensor), symbolic_class)
  }
  for (x in list(tensor, variable)) {
    expect_equal(as.array(-x), -values)
    expect_equal(as.array(+x), values)
    expect_identical(as.array(!(x > 3)), !(values > 3))
  }
  computed <- keras_model(symbolic, -(2 - symbolic) / 4 + !(symbolic > 2))
  expect_equal(as.array(computed(tensor)), -(2 - values) / 4 + !(values > 2))
})

test_that("numbers of R follow the type of the tensor beside them", {
  for (dtype in c("float16", "bfloat16", "int32", "uint8")) {
    x <- keras$ops$cast(tensor, dtype)
    for (y in list(2, c(1, 2, 3), values)) {
      expect_identical(dtype_of(x + y), dtype)
      expect_identical(dtype_of(y * x), dtype)
    }
  }
  whole <- keras$ops$cast(tensor, "int32")
  expect_equal(as.array(whole + 0.5), values + 0.5)
  expect_equal(as.array(whole / 2L), values / 2)
  expect_equal(as.array(whole^-1), values^-1, tolerance = 1e-6)
  expect_equal(as.array(whole^c(-1, 2, 0)), t(t(values)^c(-1, 2, 0)), tolerance = 1e-6)
})

test_that("tensors are repeated from the last axis on, and what does not fit is an error", {
  expect_equal(as.array(tensor + c(10, 20, 30)), values + rep(c(10, 20, 30), each = 2))
  expect_equal(as.array(backend_tensor(array(c(1, 2), c(2, 1))) * tensor), values * c(1, 2))
  expect_snapshot(error = TRUE, {
    tensor + c(1, 2)
    matrix(1, 3, 2) * tensor
    symbolic == c(1, 2)
    tensor + NULL
    tensor %*% tensor
    tensor %*% 2
  })
  expect_snapshot(error = TRUE, {
    tensor - "a"
    "a" == tensor
    tensor * list(1, 2)
  })
  # As Python has it.
  two <- numpy()$float32(2)
  expect_equal(reticulate::py_to_r(two - two), 0)
  expect_equal(reticulate::py_to_r(-two), -2)
})

test_that("%*% multiplies matrices", {
  right <- matrix(c(1, -1, 2, 0, 3, 1), 3)
  for (x in list(tensor, variable)) {
    expect_equal(as.array(x %*% right), values %*% right)
    expect_equal(as.array(t(right) %*% t(x)), t(right) %*% t(values))
    expect_equal(as.array(x %*% backend_tensor(right)), values %*% right)
    expect_equal(as.vector(as.array(x %*% c(1, 2, 3))), as.vector(values %*% c(1, 2, 3)))
  }
  expect_identical(dim(symbolic %*% right), c(2L, 2L))
  # What is no tensor is R's own.
  expect_identical(1:3 %*% 1:3, base::`%*%`(1:3, 1:3))
  expect_error(matrix(1, 2, 2) %*% matrix(1, 3, 3), "non-conformable")
})

test_that("what another package has for tensors of its own stays, and takes ours", {
  # As the R package tensorflow has it: a class before those of Python.
  registerS3method("+", "some.tensor", function(e1, e2) "theirs", envir = baseenv())
  registerS3method("[", "some.tensor", function(x, ...) "theirs", envir = baseenv())
  sum_theirs <- function(..., na.rm) "theirs" # nolint: object_name_linter.
  registerS3method("sum", "some.tensor", sum_theirs, envir = baseenv())
  theirs <- structure(tensor, class = c("some.tensor", class(tensor)))
  expect_identical(theirs[1, ], "theirs")
  expect_identical(theirs + theirs, "theirs")
  expect_identical(sum(theirs), "theirs")
  expect_equal(as.array(theirs * 2), values * 2)
  expect_equal(as.array(theirs - tensor), values * 0)
  expect_equal(as.array(exp(theirs)), exp(values), tolerance = 1e-5)
  # Objects that are not of Python.
  registerS3method("Ops", "some_tensor", function(e1, e2) "of R", envir = baseenv())
  alien <- structure(list(), class = c("some_tensor", "R7"))
  expect_identical(alien + 1, "of R")
})
