test_that("the one value and NULL leave nothing to pass on", {
  expect_null(check_fixed("string", "string"))
  expect_null(check_fixed(NULL, "string"))
})

test_that("another value is refused", {
  layer <- function(vocabulary_dtype) check_fixed(vocabulary_dtype, "string")
  expect_lamina_error(layer("int64"), "`vocabulary_dtype` must be \"string\"", from = "layer")
})
