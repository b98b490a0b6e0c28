test_that("arrays pass, in lists within lists too, and vectors become arrays", {
  expect_identical(
    check_tree(list(a = c(1, 2), b = list(matrix(1, 1, 1), 3))),
    list(a = array(c(1, 2)), b = list(matrix(1, 1, 1), 3))
  )
  expect_null(check_tree(NULL))
})

test_that("anything else is refused", {
  layer <- function(params) check_tree(params)
  for (bad in list("a", list(1, "a"), NA, list(a = numeric()), data.frame(a = 1))) {
    expect_lamina_error(layer(bad), "`params` must be arrays of numbers", from = "layer")
  }
})
