# Needs a backend, whichever.
skip_without_keras()

test_that("the inputs of a tensor are found", {
  a <- keras_input(2)
  b <- keras_input(2)
  sum <- layer_add(list(layer_dense(a, 2), b))
  found <- get_source_inputs(sum)
  expect_length(found, 2L)
  expect_true(is_same_object(found[[1L]], a))
  expect_true(is_same_object(found[[2L]], b))
  expect_snapshot(error = TRUE, {
    get_source_inputs()
    get_source_inputs(1)
  })
  expect_lamina_error(get_source_inputs(keras$ops$ones(2L)), "must be a symbolic tensor")
})
