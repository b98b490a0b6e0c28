skip_without_keras()

test_that("as.array() gives values and shape of every kind of tensor", {
  x <- feature_maps(c(2, 3, 4))
  expect_identical(as.array(backend_tensor(x)), x)
  expect_identical(as.array(keras$Variable(x)), x)
  for (dtype in c("float16", "bfloat16")) {
    expect_identical(as.array(backend_tensor(x, dtype)), x)
  }
  expect_equal(as.array(backend_tensor(array(1:6, 2:3), "int32")), array(1:6, 2:3))
  flags <- array(c(TRUE, FALSE))
  expect_identical(as.array(backend_tensor(flags, "bool")), flags)
  expect_equal(as.vector(as.array(backend_tensor(2))), 2)
})

test_that("texts of TensorFlow become texts of R", {
  skip_if_not(reticulate::py_module_available("tensorflow"), "TensorFlow is installed")
  constant <- reticulate::import("tensorflow")$constant
  texts <- array(c("a", "", "\u00e9", "bc", "d e", "f"), c(1, 2, 3))
  expect_identical(as.array(constant(texts)), texts)
  expect_identical(as.array(constant("a")), array("a"))
  latin <- constant(reticulate::py_eval("b'caf\\xe9'", convert = FALSE))
  expect_identical(as.array(latin), array("caf\ufffd"))
})

test_that("tensors have R's dimensions, and become matrices and vectors", {
  x <- feature_maps(c(2, 3))
  for (tensor in list(backend_tensor(x), keras$Variable(x))) {
    expect_identical(dim(tensor), c(2L, 3L))
    expect_identical(as.matrix(tensor), x)
    expect_identical(as.numeric(tensor), as.numeric(x))
  }
  expect_identical(dim(keras_input(c(NA, 3))), c(NA, NA, 3L))
})

test_that("a tensor that gradients flow through has values too", {
  dense <- layer_dense(units = 2, kernel_initializer = "ones")
  expect_equal(as.array(dense(matrix(1, 1, 3))), matrix(3, 1, 2))
})

test_that("a symbolic tensor has no values", {
  expect_snapshot(as.array(keras_input(3, name = "pixels")), error = TRUE)
  expect_lamina_error(as.numeric(keras_input(3)), "with values")
  expect_lamina_error(as.matrix(keras_input(3)), "with values")
})

test_that("R data becomes NumPy data of the type that an input has, in C order", {
  x <- matrix(as.numeric(1:6), 2)
  data <- as_numpy(x)
  expect_s3_class(data, "numpy.ndarray")
  expect_identical(reticulate::py_to_r(data$dtype$name), "float32")
  expect_true(reticulate::py_to_r(data$flags$c_contiguous))
  expect_identical(reticulate::py_to_r(data), x)
  dtype_name <- function(...) reticulate::py_to_r(as_numpy(...)$dtype$name)
  expect_identical(dtype_name(1:2), "int32")
  expect_identical(dtype_name(1:2, "float16"), "float16")
  expect_identical(dtype_name(TRUE, "float64"), "float64")
  expect_identical(dtype_name(1.5, "bfloat16"), "float32")
  expect_identical(dtype_name(c(1, 2), "int64"), "int32")
  expect_identical(dtype_name(TRUE), "bool")
})

test_that("whole numbers for an input of whole numbers are exact, or refused", {
  # float32 would make 16777216 of it, and a cast to int32 -1294967296 of the other.
  expect_equal(reticulate::py_to_r(as_numpy(c(16777217, 1), "int32")), array(c(16777217, 1)))
  big <- c(3e9, 1)
  # JAX has no 64 bits unless it is told so.
  if (core$kept_dtype("int64") == "int64") {
    expect_equal(reticulate::py_to_r(as_numpy(big, "int64")), array(big))
  } else {
    expect_lamina_error(as_numpy(big, "int64"), "from -2147483648 to 2147483647")
  }
  x <- c(0, 300)
  expect_snapshot(error = TRUE, {
    as_numpy(x + 0.5, "int32", arg = "x", call = NULL)
    as_numpy(x * 1e7, "int32", arg = "x", call = NULL)
    as_numpy(x, "uint8", arg = "x", call = NULL)
    as_numpy(-x, "uint32", arg = "x", call = NULL)
    as_numpy(NaN, "int64", arg = "x", call = NULL)
  })
})

test_that("tensors have dim(), and become matrices and vectors", {
  x <- matrix(1:6 / 8, 2)
  tensor <- backend_tensor(x)
  expect_identical(dim(tensor), c(2L, 3L))
  expect_identical(as.matrix(tensor), x)
  expect_identical(as.numeric(tensor), as.numeric(x))
  expect_identical(dim(keras_input(c(NA, 3))), c(NA, NA, 3L))
  expect_identical(dim(layer_dense(x, 4)), c(2L, 4L))
})

test_that("large arrays come over, and back, without a changed number", {
  x <- array(seq_len(41 * 160 * 161), c(41, 160, 161))
  expect_identical(as.array(op_cast(as_tensor(x, "int32"), "int32")), x)
  fractions <- x / 4
  fractions[c(1, 1000)] <- c(NaN, -Inf)
  data <- as_numpy(fractions)
  expect_identical(as.character(data$dtype), "float32")
  expect_true(reticulate::py_to_r(data$flags$c_contiguous))
  expect_identical(reticulate::py_to_r(data), fractions)
  expect_identical(as.array(as_tensor(fractions)), fractions)

  input <- keras_input(c(160, 161))
  model <- keras_model(input, list(layer_identity(input), layer_flatten(input)))
  found <- predict(model, fractions, verbose = 0)
  expect_identical(found[[1]], fractions)
  rows <- aperm(fractions, c(1, 3, 2))
  expect_identical(found[[2]], matrix(rows, 41))
})
