skip_without_keras()

values <- function(x) as.vector(as.array(x))

test_that("a condition chooses, element by element", {
  x <- rbind(c(0, 5, 0), c(7, 0, 9))
  expect_equal(as.array(op_where(x > 6, x, -1)), ifelse(x > 6, x, -1))
  expect_equal(values(op_where(c(TRUE, FALSE), backend_tensor(array(1:2)), 0)), c(1, 0))
  expect_identical(dim(op_where(keras_input(3) > 0, keras_input(3), 0)), c(NA, 3L))
  run <- compiled(function(x) op_where(x > 6, x, -1))
  expect_equal(as.array(run(backend_tensor(x))), ifelse(x > 6, x, -1))
})

test_that("what is not 0 is found by R's positions, a row for each", {
  x <- rbind(c(0, 5, 0), c(7, 0, 9))
  found <- rbind(c(1, 2), c(2, 1), c(2, 3))
  expect_equal(as.array(op_nonzero(x)), found)
  expect_equal(as.array(op_where(x > 0)), found)
  expect_equal(as.array(op_nonzero(backend_tensor(x)))[, 2], found[, 2])
  expect_equal(as.array(op_nonzero(c(0, 1, 1))), cbind(2:3))
})

test_that("a part is taken as `[` does", {
  x <- array(1:24, c(2, 3, 4))
  tensor <- backend_tensor(x)
  expect_equal(as.array(op_get_item(x, 2)), x[2, , ])
  expect_equal(as.array(op_get_item(tensor, list(2, c(1, 3)))), x[2, c(1, 3), ])
  expect_equal(as.array(op_get_item(tensor, list(all_dims(), -1))), x[, , 4])
  expect_equal(values(op_get_item(tensor, list(1, 2, 3))), x[1, 2, 3])
  expect_identical(dim(op_get_item(keras_input(c(3, 4)), list(all_dims(), 2))), c(NA, 3L))
  run <- compiled(function(x) op_get_item(x, list(2, 3)))
  expect_equal(values(run(tensor)), x[2, 3, ])
})

test_that("what occurs is found, with positions from 1", {
  x <- c(3, 1, 2, 1, 3)
  expect_equal(values(op_unique(x)), c(1, 2, 3))
  all <- op_unique(x, return_index = TRUE, return_inverse = TRUE, return_counts = TRUE)
  expect_named(all, c("values", "index", "inverse", "counts"))
  expect_equal(values(all$index), c(2, 3, 1))
  expect_equal(values(all$inverse), match(x, 1:3))
  expect_equal(values(all$counts), c(2, 1, 2))
  rows <- rbind(c(1, 0), c(0, 1), c(1, 0))
  expect_equal(as.array(op_unique(rows, axis = 1)), rbind(c(0, 1), c(1, 0)))
  expect_equal(values(op_unique(x, size = 5, fill_value = 0)), c(1, 2, 3, 0, 0))
  expect_named(op_unique(x, return_counts = TRUE), c("values", "counts"))
})

test_that("what cannot be found is refused", {
  expect_snapshot(error = TRUE, {
    op_where(TRUE, 1)
    op_where("a", 1, 2)
    op_where(c(TRUE, FALSE), 1:3, 2)
    op_nonzero(keras_input(3))
    op_get_item(1:3, 4)
    op_get_item(1:3, 0)
    op_get_item(1:3)
    op_get_item(1:3, data.frame(a = 1))
    op_unique(1:3, axis = 0)
    op_unique(1:3, size = 0)
    op_unique(1:3, return_counts = NA)
  })
})

test_that("a 0 in a tensor of positions is refused, and no position where it comes later", {
  zero <- backend_tensor(array(c(1L, 0L)), "int32")
  for (call in expression(
    op_take(c(10, 20, 30), zero), op_segment_sum(c(1, 2), zero),
    op_scatter_update(c(1, 2, 3), backend_tensor(matrix(0L), "int32"), 9),
    op_one_hot(zero, 3)
  )) {
    expect_lamina_error(eval(call), "must not have a 0")
  }
  skip_if(keras$backend$backend() == "torch", "PyTorch refuses what is no class")
  codes <- keras_input(2, dtype = "int32")
  model <- keras_model(codes, op_one_hot(codes, 3))
  expect_equal(
    predict(model, matrix(c(1L, 0L), 1), verbose = 0), array(c(1, 0, 0, 0, 0, 0), c(1, 2, 3))
  )
})

test_that("the axis of classes is one of the result", {
  codes <- keras_input(2, dtype = "int32")
  for (classes in list(matrix(1:4, 2), op_array(matrix(1:4, 2)), codes)) {
    expect_lamina_error(
      op_one_hot(classes, 5, axis = 4), "`axis` must be .* result, which has 3 dimensions, not 4"
    )
    expect_lamina_error(op_multi_hot(classes, 5, axis = -3), "which has 2 dimensions, not -3")
    expect_identical(length(dim(op_one_hot(classes, 5, axis = 3))), 3L)
  }
})
