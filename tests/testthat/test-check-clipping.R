test_that("limits pass by name, in a vector or a list, all or some", {
  all <- list(rmin = 0.5, rmax = 3, dmax = 5)
  expect_identical(check_clipping(c(rmin = 0.5, rmax = 3, dmax = 5)), all)
  expect_identical(check_clipping(list(rmax = 3L, rmin = 0.5)), list(rmax = 3, rmin = 0.5))
  expect_identical(check_clipping(c(dmax = 0)), list(dmax = 0))
  expect_null(check_clipping(NULL))
})

test_that("anything else is refused", {
  layer <- function(renorm_clipping) check_clipping(renorm_clipping)
  expect_lamina_error(layer(3), "renorm_clipping.*not 3", from = "layer")
  expect_lamina_error(layer(c(max = 3)), "renorm_clipping.*named `rmin`", from = "layer")
  expect_lamina_error(layer(c(rmax = 1, rmin = 2)), "not larger than `rmax`", from = "layer")
  expect_lamina_error(layer(c(dmax = -1)), "renorm_clipping", from = "layer")
  expect_lamina_error(layer(c(rmax = Inf)), "renorm_clipping", from = "layer")
  expect_lamina_error(layer(c(rmax = 1, rmax = 2)), "renorm_clipping", from = "layer")
  expect_lamina_error(layer(list()), "renorm_clipping.*list of length 0", from = "layer")
  expect_lamina_error(layer(list(rmax = "a")), "renorm_clipping.*list of length 1", from = "layer")
})
