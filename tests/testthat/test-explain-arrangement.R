skip_without_keras()

x <- backend_tensor(matrix(1:12 + 0, 3))
v <- backend_tensor(array(1:5 + 0))

test_that("elements that cannot be arranged so are told of in the shapes that there are", {
  expect_snapshot(error = TRUE, {
    op_reshape(x, c(5, 2))
    op_reshape(x, c(-1, 5))
    op_broadcast_to(x, c(2, 4))
    op_broadcast_to(x, 4)
    op_full(c(2, 2), v)
    op_full_like(x, v)
    op_squeeze(x, 1)
    op_repeat(x, c(1, 2), axis = 1)
    op_repeat(x, c(1, 2))
    op_moveaxis(x, 1, 4)
    op_diagonal(x, axis1 = 1, axis2 = -2)
    op_diag(op_zeros(c(2, 2, 2)))
    op_tril(v)
    op_vander(x)
    op_meshgrid(v, x)
  })
})

test_that("parts that do not fit are told of", {
  expect_snapshot(error = TRUE, {
    op_split(x, 3, axis = 2)
    op_split(x, c(2, 9), axis = 1)
    op_hsplit(x, 3)
    op_vsplit(x, 2)
    op_stack(list(x, v))
    op_hstack(list(x, v))
    op_vstack(list(x, v))
    op_dstack(list(x, v))
    op_append(x, v, axis = 1)
  })
})

test_that("places and elements along an axis are told of", {
  expect_snapshot(error = TRUE, {
    op_top_k(x, 9)
    op_argpartition(x, 9)
    op_argpartition(x, 9, axis = 1)
    op_take_along_axis(x, op_cast(v, "int32"), axis = 1)
    op_scatter(rbind(c(1, 2)), c(1, 2), c(3, 3))
    op_select(list(x > 1), list(v))
    op_average(x, weights = v)
    op_average(x, axis = 1, weights = v)
    op_bincount(x)
    op_clip(x, 3, 1)
    op_quantile(x, 2)
  })
})

test_that("what fits is not blamed", {
  two <- list(x = c(3L, 4L))
  expect_null(explain_reshape(two, list(newshape = list(-1L, 6L))))
  expect_null(explain_reshape(list(x = c(NA, 4L)), list(newshape = list(7L))))
  expect_null(explain_target(two, list(shape = c(2L, 3L, 4L))))
  expect_null(explain_target(list(x = 1L), list(shape = c(2L, 3L))))
  expect_null(explain_parts(two, list(indices_or_sections = 3L, axis = 0L)))
  expect_null(explain_parts(two, list(indices_or_sections = list(1L, 3L), axis = 1L)))
  expect_null(explain_squeeze(list(x = c(3L, 1L)), list(axis = 1L)))
  expect_null(explain_repeats(two, list(repeats = 7L, axis = 0L)))
  expect_null(explain_within(two, list(k = 4L)))
  expect_null(explain_scatter(
    list(indices = c(5L, 1L), values = c(5L, 3L)), list(shape = c(9L, 3L))
  ))
  expect_null(explain_weights(list(x = c(3L, 4L), weights = 4L), list(axis = 1L)))
  expect_null(explain_along(list(x = c(3L, 4L), indices = c(1L, 4L)), list(axis = 0L)))
  expect_null(explain_plane(two, list(axis1 = 0L, axis2 = 1L)))
})

test_that("axes of products and norms are told of", {
  three <- backend_tensor(array(0, c(2, 2, 2)))
  expect_snapshot(error = TRUE, {
    op_einsum("ij,jk->ik", x, x)
    op_einsum("ij,j->i", x, three)
    op_inner(x, v)
    op_tensordot(x, x, 2)
    op_tensordot(x, three, list(2, 1))
    op_cross(x, v)
    op_cross(v, v)
    op_norm(x, ord = "fro", axis = 1)
    op_norm(x, ord = 3)
    op_norm(three, ord = 2)
    op_polar(x, v)
    op_ctc_loss(x, x, 1, 1)
  })
})

test_that("operands of other ranks, and what does not fit into blocks, are told", {
  x <- matrix(0, 2, 2)
  expect_lamina_error(op_cdist(1, x), "`x` must have at least 2 axes here", "shape")
  expect_lamina_error(op_tensordot(x, 1, axes = 2), "`x2` must have at least 1 axis here", "shape")
  expect_lamina_error(
    op_in_top_k(c(0, 1, 1), x, 1), "a class for each row of `predictions`", "shape"
  )
  expect_lamina_error(op_in_top_k(1L, c(0, 1), 1), "`predictions` must have 2 axes", "shape")
  expect_lamina_error(op_cross(c(1, 2, 3), c(1, 2, 3), axisb = 3), "an axis of `x2`, not 3")
  expect_lamina_error(op_depth_to_space(array(0, c(1, 2, 2, 3)), 2), "a multiple of 4", "shape")
  expect_lamina_error(op_space_to_depth(array(0, c(1, 3, 2, 1)), 2), "multiples of 2", "shape")
  expect_lamina_error(op_unfold(x, 2), "examples, channels, rows and columns", "shape")
  expect_lamina_error(op_fold(x, 2, 1), "`x` must have 3 axes", "shape")
  expect_lamina_error(op_fold(array(0, c(1, 3, 4)), 2, 2), "Axis 2 of `x`", "shape")
  expect_lamina_error(op_fold(array(0, c(1, 4, 4)), 2, 2), "have the 1 windows", "shape")
  expect_lamina_error(op_unravel_index(1, NA), "`shape` must be")
  expect_lamina_error(
    op_sparse_categorical_crossentropy(0L, op_convert_to_tensor(1)), "an axis of `output`, not -1"
  )
})
