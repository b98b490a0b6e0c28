skip_without_keras()

test_cases("operation", "create")
test_compiled_cases("create")

test_that("tensors that say how large a result is hold whole numbers, as many as that takes", {
  expect_identical(dim(op_identity(op_convert_to_tensor(2L))), c(2L, 2L))
  of_them <- "must be whole numbers of at least 0, or a tensor of them"
  expect_lamina_error(op_zeros(op_ones(c(2, 2), dtype = "int32")), paste("`shape`", of_them))
  expect_lamina_error(op_full(op_convert_to_tensor(c(2.5, 1)), 1), paste("`shape`", of_them))
  expect_lamina_error(op_eye(op_convert_to_tensor(c(2L, 2L))), "`N` must be a whole number, or")
  expect_lamina_error(op_identity(op_convert_to_tensor(TRUE)), "`n` must be a whole number, or")
  expect_lamina_error(op_view_as_complex(matrix(0, 2, 3)), "a last axis of length 2", "shape")
})

# JAX ended R.
test_that("more elements than any memory has room for are refused", {
  large <- c(1e9, 1e9, 4)
  room <- "must leave room for all elements"
  expect_lamina_error(op_zeros(large), paste("`shape`", room))
  expect_lamina_error(random_uniform(large), paste("`shape`", room))
  expect_lamina_error(op_tile(1, large), paste("`repeats`", room))
  expect_lamina_error(op_image_resize(array(0, c(4, 4, 3)), 1e9), paste("`size`", room))
  expect_identical(dim(op_zeros(c(0, 1e9, 1e9))), c(0L, 1000000000L, 1000000000L))
})
