test_that("a table passes by itself and as the one element of a list", {
  table <- matrix(1:6, 3)
  expect_identical(check_embeddings(table, 3, 2), table)
  expect_identical(check_embeddings(list(table), 3L, 2L), table)
  expect_null(check_embeddings(NULL, 3, 2))
})

test_that("Python objects pass for Keras to look at", {
  skip_without_keras()
  table <- backend_tensor(matrix(0, 3, 2))
  expect_true(is_same_object(check_embeddings(table, 3, 2), table))
  expect_true(is_same_object(check_embeddings(list(table), 3, 2), table))
})

test_that("anything else is refused in the name of the caller", {
  embed <- function(weights) check_embeddings(weights, 3, 2)
  wrong <- list(
    matrix(0, 2, 3), array(0, c(3, 2, 1)), 1:6, matrix("a", 3, 2), matrix(NA_real_, 3, 2),
    list(matrix(0, 3, 2), matrix(0, 3, 2)), list(), list(NULL), data.frame(a = 1:3, b = 1:3), "a"
  )
  for (weights in wrong) {
    expect_lamina_error(
      embed(weights), "`weights` must be a matrix of numbers with 3 rows and 2 columns",
      from = "embed"
    )
  }
})
