skip_without_keras()

test_that("a layer takes the same objects as a layer function", {
  layer <- layer_spatial_dropout_2d(rate = 0.5, seed = 1, name = "maps")
  model <- keras_model_sequential(input_shape = c(2, 2, 16)) |> layer()
  expect_true(is_same_object(model$layers[[1]], layer))
  expect_s3_class(
    keras_input(c(2, 2, 16)) |> layer(), "keras.src.backend.common.keras_tensor.KerasTensor"
  )
  x <- feature_maps(c(4, 2, 2, 16))
  expect_identical(as.array(x |> layer()), x)
  expect_identical(as.array(layer(inputs = x)), x)
})

test_that("a layer that is called refuses what a layer function refuses", {
  layer <- layer_spatial_dropout_2d(rate = 0.5, name = "maps")
  model <- keras_model_sequential(input_shape = c(2, 2, 16), name = "net") |> layer()
  input <- keras_input(c(2, 2, 16))
  functional <- keras_model(input, layer(input))
  expect_lamina_error(layer(functional), "`object`.*model\\$output")
  expect_lamina_error(layer(layer_flatten()), "`object`.*Flatten layer")
  expect_lamina_error(layer(list()), "`object`")
  expect_lamina_error(layer("a"), "4 dimensions", class = "shape")
  expect_lamina_error(layer(data.frame(a = 1)), "`object`")
  expect_lamina_error(layer_dense(units = 1)(c(1, 2, 3)), "`object`.*array\\(x, dim = \\)")
  expect_lamina_error(layer_dense(units = 1)(3), "`object`.*array\\(x, dim = \\)")
  expect_lamina_error(layer(mean), "`object`")
  expect_lamina_error(layer(array(1, 1:3)), "4 dimensions", class = "shape")
  same_name <- layer_spatial_dropout_2d(rate = 0.5, name = "maps")
  expect_model_unchanged(model, {
    expect_lamina_error(same_name(model), "`name`")
  })
})

test_that("a layer that cannot be called says so without a traceback", {
  layer <- layer_dense(units = 2, name = "out")
  layer(matrix(1, 1, 3))
  cnd <- expect_lamina_error(
    layer(matrix(1, 1, 4)), "\"out\" could not be called", class = "python"
  )
  expect_s3_class(cnd$parent, "python.builtin.ValueError")
  expect_lamina_error(layer(matrix(1, 1, 3), no_such_argument = 1), class = "python")
})

test_that("a layer is called on the numbers that R data stand for, or not at all", {
  x <- matrix(c(1, 2, 3, 4), 2)
  double_it <- layer_rescaling(scale = 2)
  for (data in list(
    integer64(x), structure(as.raw(x), dim = dim(x)), structure(x, class = c("own", "matrix"))
  )) {
    expect_equal(as.array(double_it(data)), 2 * x)
    expect_equal(as.array(layer_rescaling(data, scale = 2)), 2 * x)
    expect_equal(as.array(layer_add(list(data, x))), 2 * x)
  }
  skip_if_not_installed("Matrix")
  sparse <- methods::as(x, "CsparseMatrix")
  expect_equal(as.array(double_it(sparse)), 2 * x)
  expect_equal(as.array(layer_rescaling(sparse, scale = 2)), 2 * x)
})

test_that("a layer is not called on what is no number without its class", {
  double_it <- layer_rescaling(scale = 2)
  x <- matrix(c(1, 2, 3, 4), 2)
  values <- not_numbers()
  for (name in c("Date", "POSIXct", "POSIXlt", "difftime", "numeric_version")) {
    expect_lamina_error(double_it(values[[name]]), "`object` must be numbers")
    expect_lamina_error(layer_add()(list(x, values[[name]])), "must be")
  }
  expect_lamina_error(double_it(integer64(matrix(2^53 + 2))), "at most 2\\^53")
  space <- layer_feature_space(features = list(day = "float"))
  expect_lamina_error(space(data.frame(day = values$Date)), "`object\\$day` must be numbers")
})
