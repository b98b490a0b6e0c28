# Needs no backend.

test_that("lamina has all that R's keras3 exports, by reference/keras3-1.5.csv", {
  table <- utils::read.csv(
    file.path(source_folder("reference"), "keras3-1.5.csv"), na.strings = character()
  )
  expect_gt(nrow(table), 1000)
  expect_identical(setdiff(table$fun, getNamespaceExports("lamina")), character())
})
