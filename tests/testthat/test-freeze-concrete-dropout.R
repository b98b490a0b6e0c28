skip_without_keras()

test_that("the copy predicts the same, and drops at the rates that were learnt", {
  model <- keras_model_sequential(input_shape = c(5, 5, 2), name = "net") |>
    layer_spatial_concrete_dropout(
      layer_conv_2d(filters = 2, kernel_size = 2), init_min = 0.3, init_max = 0.3, name = "maps"
    ) |>
    layer_flatten() |>
    layer_dropout(0.5) |>
    layer_concrete_dropout(layer_dense(units = 2), per_channel = TRUE, name = "output")
  frozen <- freeze_concrete_dropout(model)
  expect_identical(frozen$name, "net")
  expect_true(is_made_here(frozen))
  x <- feature_maps(c(4, 5, 5, 2))
  expect_identical(predict(frozen, x, verbose = 0), predict(model, x, verbose = 0))
  maps <- get_layer(frozen, "maps")$layers
  expect_s3_class(maps[[1]], "lamina.SpatialDropout2D")
  expect_equal(maps[[1]]$rate, 0.3, tolerance = 1e-6)
  output <- get_layer(frozen, "output")$layers
  expect_equal(output[[1]]$rate, 0.1, tolerance = 1e-6)
  expect_length(frozen$losses, 0)
})

test_once("what cannot be frozen is refused", {
  plain <- keras_model_sequential(input_shape = 3, name = "net") |> layer_dropout(0.5)
  expect_snapshot(error = TRUE, {
    freeze_concrete_dropout()
    freeze_concrete_dropout(layer_dense(units = 1))
    freeze_concrete_dropout(plain)
    freeze_concrete_dropout(plain, 1)
  })
})
