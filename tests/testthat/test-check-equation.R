test_that("equations with and without an ellipsis pass", {
  for (equation in c("ab,bc->ac", "abc,cd->abd", "...x,xy->...y", "ab...,bc->ac...", "aB,Bc->ac")) {
    expect_identical(check_equation(equation), equation)
  }
  expect_identical(check_equation(c(e = "ab,bc->ac")), "ab,bc->ac")
})

test_that("anything else is refused in the name of the caller", {
  einsum <- function(equation) check_equation(equation)
  wrong <- list(
    "", "ab", "ab,bc", "ab->ac", "ab,bc->", "ab,bc,cd->ad", "..ab,bc->..ac", "...b,bc->c",
    "b,bc->...c", "a...,ab->b...", "ab,bc->ac...", "a1,1c->ac", c("ab,bc->ac", "ab,bc->ac"), NA,
    NA_character_, NULL, 1
  )
  for (equation in wrong) {
    expect_lamina_error(einsum(equation), "`equation` must be an equation", from = "einsum")
  }
  expect_lamina_error(einsum("ab, bc -> ac"), "must not contain spaces", from = "einsum")
  expect_lamina_error(einsum(), "`equation` is missing", from = "einsum")
})
