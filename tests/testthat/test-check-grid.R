test_that("one whole number stands for rows and columns", {
  expect_identical(check_grid(8), list(8L, 8L))
  expect_identical(check_grid(c(2, 3L)), list(2L, 3L))
  expect_identical(check_grid(list(2, 3)), list(2L, 3L))
})

test_that("anything else is refused, in the name of the layer", {
  layer <- function(tile_grid_size) check_grid(tile_grid_size)
  expected <- "`tile_grid_size` must be a whole number of at least 1, or 2 of them"
  expect_lamina_error(layer(0), expected, from = "layer")
  expect_lamina_error(layer(c(2, 2.5)), expected)
  expect_lamina_error(layer(c(1, 2, 3)), expected)
  expect_lamina_error(layer(NULL), expected)
  expect_lamina_error(layer(), "tile_grid_size")
})
