skip_without_keras()

values <- matrix(c(1, 2, 3, 4, 5, 6), 2)

test_that("R's values become tensors of their type, or of another", {
  type <- function(...) op_dtype(op_convert_to_tensor(...))
  expect_identical(type(values), "float32")
  expect_identical(type(1:3), "int32")
  expect_identical(type(TRUE), "bool")
  expect_identical(type(2.5), "float32")
  expect_identical(type(c(1i, 2)), "complex64")
  for (dtype in c("float16", "bfloat16", "float32", "int32", "uint8", "int16", "bool")) {
    for (x in list(values, 1, 1:3, backend_tensor(values))) {
      made <- op_convert_to_tensor(x, dtype)
      expect_true(op_is_tensor(made))
      expect_identical(op_dtype(made), dtype)
      expect_identical(op_dtype(op_cast(x, dtype)), dtype)
    }
  }
  expect_identical(as.array(op_convert_to_tensor(values, "int32")), matrix(1:6, 2))
  expect_equal(as.array(op_convert_to_tensor(list(c(1, 2), c(3, 4)))), rbind(1:2, 3:4) + 0)
  expect_equal(as.array(as_tensor(1:6, shape = c(3, 2))), rbind(1:2, 3:4, 5:6))
  expect_equal(as.array(as_tensor(7, "int32", shape = c(1, 2))), matrix(7L, 1, 2))
  expect_equal(as.array(as_tensor(values)), values)
  expect_identical(op_dtype(op_cast(backend_tensor(c(1.7, -1.7)), "int32")), "int32")
})

test_that("fractions in float64 are as exact as R's", {
  skip_if(keras$backend$backend() == "jax", "it has no float64 unless that is set up")
  x <- c(0.1, 0.2)
  wide <- op_convert_to_tensor(x, "float64")
  zeros <- op_zeros(2, "float64")
  for (made in list(
    wide, as_tensor(as.list(x), "float64"), op_cast(x, "float64"), op_add(zeros, x), zeros + x,
    op_stack(list(wide, x))[2], keras_variable(x, dtype = "float64")
  )) {
    expect_identical(as.vector(as.array(made)), x)
  }
  for (made in list(op_cast(0.1, "float64"), zeros + 0.1, op_where(zeros == 0, 0.1, zeros))) {
    expect_identical(unique(as.vector(as.array(made))), 0.1)
  }
  large <- 2^40 + 1
  expect_identical(as.vector(as.array(op_convert_to_tensor(c(large, 1), "int64"))), c(large, 1))
})

test_that("tensors say what they are", {
  expect_identical(op_shape(values), shape(2, 3))
  expect_identical(op_shape(backend_tensor(values)), shape(2, 3))
  expect_identical(op_shape(keras_input(3)), shape(NA, 3))
  expect_identical(op_shape(backend_tensor(1)), shape())
  expect_identical(op_ndim(backend_tensor(values)), 2L)
  expect_identical(op_ndim(keras_input(c(NA, 3))), 3L)
  expect_identical(c(op_ndim(1), op_ndim(1:3)), 0:1)
  expect_identical(op_size(backend_tensor(values)), 6L)
  expect_identical(op_size(values), 6L)
  expect_identical(op_dtype(keras_input(3, dtype = "int32")), "int32")
  expect_true(op_is_tensor(backend_tensor(1)))
  for (x in list(1, values, "a", NULL, keras, keras_variable(1))) expect_false(op_is_tensor(x))
  # Lengths that are not known yet are tensors where they will be.
  sums <- layer_lambda(keras_input(c(NA, 3)), function(x) {
    keras$ops$cast(keras$ops$ones_like(x), "float32") * keras$ops$cast(op_size(x), "float32")
  })
  expect_identical(dim(sums), c(NA, NA, 3L))
})

test_that("values are copied out of tensors", {
  for (x in list(backend_tensor(values), keras_variable(values), values)) {
    expect_equal(op_convert_to_array(x), values)
    copy <- op_convert_to_numpy(x)
    expect_s3_class(copy, "numpy.ndarray")
    expect_equal(reticulate::py_to_r(copy), values)
  }
  expect_identical(op_convert_to_array(backend_tensor(2, "int32")), array(2L))
  expect_equal(reticulate::py_to_r(np_array(values, "float32", order = "F")), values)
})

test_that("variables hold values, or what an initializer makes", {
  w <- keras_variable(values, name = "w")
  expect_identical(list(w$name, op_dtype(w), w$trainable), list("w", "float32", TRUE))
  w$assign(values * 2)
  expect_equal(as.array(w), values * 2)
  expect_identical(op_dtype(keras_variable(1:3)), "int32")
  expect_identical(op_dtype(keras_variable(1:3, dtype = "float16")), "float16")
  expect_false(keras_variable(0, trainable = FALSE)$trainable)
  expect_false(keras_variable(1:3)$trainable)
  expect_equal(as.numeric(keras_variable(2)), 2)
  expect_equal(as.array(keras_variable(backend_tensor(values))), values)
  makers <- list(
    "ones", initializer_ones, initializer_ones(),
    function(shape, dtype = NULL, ...) keras$ops$ones(shape, dtype = dtype)
  )
  for (maker in makers) {
    expect_equal(as.array(keras_variable(maker, shape = c(2, 3))), matrix(1, 2, 3))
  }
})

test_that("what cannot be made is refused", {
  if (has_string_tensors()) {
    expect_identical(as.vector(as.array(op_convert_to_tensor(c("a", "b")))), c("a", "b"))
  } else {
    expect_lamina_error(op_convert_to_tensor("a"), "TensorFlow", from = "op_convert_to_tensor")
  }
  expect_snapshot(error = TRUE, {
    op_convert_to_tensor()
    op_convert_to_tensor(1.5, "int32")
    op_convert_to_tensor(c(1, 300), "uint8")
    op_convert_to_tensor(c(1, NA))
    op_convert_to_tensor(1, "int33")
    op_convert_to_tensor(1, sparse = 1)
    op_convert_to_tensor("a", "int32")
    op_convert_to_tensor(factor("a"))
    op_convert_to_tensor(list(1L, NA))
    op_convert_to_tensor(list(list(1, 2), list(3, NA)))
    np_array(c(1L, NA))
    op_cast(1)
    op_cast(c(1, NaN), "int32")
    op_cast(-300.5, "uint8")
    op_shape("a")
    op_is_tensor()
    op_convert_to_array(keras_input(3, name = "x"))
    op_convert_to_numpy(keras_input(3, name = "x"))
    np_array()
    np_array(1, order = "A")
    keras_variable()
    keras_variable("zeros")
    keras_variable("zeroes", shape = 2)
    keras_variable(1, trainable = NA)
    keras_variable(1, aggregation = "all")
    keras_variable(0.5, dtype = "int32")
  })
  unfit <- function() as_tensor(1:6, shape = c(4, 2))
  expect_lamina_error(unfit(), "shape\\(6\\) does not fit", class = "shape")
})

test_that("op_array() makes a tensor of a type", {
  expect_identical(op_dtype(op_array(c(1, 2))), "float32")
  expect_identical(op_dtype(op_array(c(1, 2), "int32")), "int32")
  expect_identical(as.array(op_array(matrix(1:4, 2))), matrix(1:4, 2))
})

test_that("lengths that are known only when a model runs are lengths of other tensors", {
  # Of JAX's lengths and TensorFlow's tensors.
  uses <- list(
    shape = function(x, n, m) op_zeros(shape(n, m, 2)),
    reshape = function(x, n, m) op_reshape(x, shape(n, m * 2)),
    tile = function(x, n, m) op_tile(op_zeros(c(1, 1, 2)), shape(n, m, 1)),
    full = function(x, n, m) op_full(list(n, m + 1), 0.5),
    arange = function(x, n, m) op_zeros(shape(n, 1)) + op_cast(op_arange(m), "float32"),
    from_zero = function(x, n, m) {
      op_zeros(shape(n, 1)) + op_cast(op_arange(0, m, include_end = FALSE), "float32")
    },
    eye = function(x, n, m) op_matmul(op_eye(m), x),
    repeated = function(x, n, m) op_repeat(x[, 1:1, ], m, axis = 2),
    drawn = function(x, n, m) random_uniform(shape(n, m), seed = 1),
    number = function(x, n, m) op_zeros(shape(n, 1)) + op_cast(m, "float32"),
    of_tensors = function(x, n, m) op_zeros(shape(op_shape(x)[1:2], shape(x)[-(1:2)], 4))
  )
  layer <- Layer("Lengths", call = function(x) {
    sizes <- op_shape(x)
    lapply(uses, function(use) use(x, sizes[[1]], sizes[[2]]))
  })
  input <- keras_input(shape(NA, 2))
  model <- keras_model(input, layer()(input))
  outputs <- predict(model, array(1, c(3, 4, 2)), verbose = 0)[names(uses)]
  expect_identical(lapply(outputs, dim), list(
    shape = c(3L, 4L, 2L), reshape = c(3L, 8L), tile = c(3L, 4L, 2L), full = c(3L, 5L),
    arange = c(3L, 4L), from_zero = c(3L, 4L), eye = c(3L, 4L, 2L), repeated = c(3L, 4L, 2L),
    drawn = c(3L, 4L), number = c(3L, 1L), of_tensors = c(3L, 4L, 2L, 4L)
  ))
  expect_identical(outputs$arange[1, ], c(1, 2, 3, 4))
  expect_identical(outputs$from_zero[1, ], c(0, 1, 2, 3))
  expect_identical(outputs$number[, 1], c(4, 4, 4))
})

test_that("a tensor with one whole number is a length of a shape", {
  expect_identical(shape(op_array(3L), 2), shape(3, 2))
  expect_identical(shape(op_array(3L)), shape(3))
  expect_identical(shape(op_array(3.5)), shape())
  expect_identical(shape(5, op_ones(c(2, 3)), 4), shape(5, 2, 3, 4))
  expect_identical(op_shape(keras_input(shape(NA, 3))), shape(NA, NA, 3))
})

test_that("numbers that a tensor would not hold are refused", {
  expect_snapshot(error = TRUE, {
    op_full(2, 1.5, dtype = "int32")
    op_full_like(1:2, 1.5)
  })
  # JAX has no 64 bits.
  big <- c(3e9, 5)
  make <- list(
    function() op_convert_to_tensor(big, dtype = "int64"), function() op_cast(big, "int64"),
    function() keras_variable(big, dtype = "int64")
  )
  for (each in make) {
    if (core$kept_dtype("int64") == "int64") {
      expect_identical(as.vector(as.array(each())), big)
    } else {
      narrow <- "to 2147483647 \\(int64\\), not 3e\\+09.*`\"int64\"` is `\"int32\"` on this backend"
      expect_lamina_error(each(), narrow)
    }
  }
})

test_that("a dtype that PyTorch lacks is refused there", {
  if (keras$backend$backend() != "torch") {
    expect_identical(as.vector(op_saturate_cast(c(-1, 2), "uint64")), c(0, 2))
  } else {
    refused <- function(expr) {
      expect_error(expr, "`dtype` must be a dtype that PyTorch has", class = "lamina_error")
    }
    refused(op_array(1:2, "uint64"))
    refused(op_cast(1:2, "uint64"))
    refused(op_zeros(2, "uint64"))
    refused(op_prod(1:2, dtype = "uint64"))
    refused(random_integer(2, 0, 3, dtype = "uint64"))
    refused(layer_dense(units = 2, dtype = "uint64"))
  }
})
