test_that("dtypes, policies and NULL pass", {
  for (dtype in c("float32", "bfloat16", "mixed_float16", "int32", "bool")) {
    expect_identical(check_dtype(dtype), dtype)
  }
  expect_identical(check_dtype("int8_from_mixed_bfloat16"), "int8_from_mixed_bfloat16")
  expect_null(check_dtype(NULL))
})

test_that("a layer that computes with fractions takes no whole numbers", {
  for (dtype in c("int32", "uint8", "bool", "string", "int8_from_float32")) {
    expect_error(check_dtype(dtype, floats = TRUE), class = "lamina_error_argument")
  }
  expect_identical(check_dtype("mixed_bfloat16", floats = TRUE), "mixed_bfloat16")
})

test_that("anything else is refused with what exists", {
  layer <- function(dtype) check_dtype(dtype)
  expect_snapshot(error = TRUE, {
    layer("mixed_float61")
    layer("double")
    layer("Float32")
    layer(c("float16", "float32"))
    layer(factor("float32"))
  })
})
