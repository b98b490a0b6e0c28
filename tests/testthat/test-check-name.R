test_that("one text passes, and so does NULL", {
  expect_identical(check_name("drop_maps"), "drop_maps")
  expect_identical(check_name(c(a = "b")), "b")
  expect_null(check_name(NULL))
})

test_that("anything else is refused", {
  layer <- function(name) check_name(name)
  expect_snapshot(error = TRUE, {
    layer("block/drop")
    layer(character())
    layer(NA)
    layer(NA_character_)
    layer(factor("a"))
    layer(list("a"))
  })
})
