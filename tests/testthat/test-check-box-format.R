test_that("Keras' formats and NULL pass", {
  for (format in box_formats) expect_identical(check_box_format(format), format)
  expect_null(check_box_format(NULL))
})

test_that("anything else is refused, in the name of the layer", {
  layer <- function(bounding_box_format) check_box_format(bounding_box_format)
  expect_lamina_error(
    layer("xyxz"), "`bounding_box_format` must be.*Did you mean \"xyxy\"", from = "layer"
  )
  expect_lamina_error(layer(4), "`bounding_box_format` must be")
  expect_lamina_error(layer(c("xyxy", "xywh")), "`bounding_box_format` must be")
})
