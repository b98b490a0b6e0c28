skip_without_keras()

drop_half <- function(...) layer_spatial_dropout_2d(..., rate = 0.5, seed = 1)

test_that("a Sequential model gets the layer in place and is returned invisibly", {
  model <- keras_model_sequential(input_shape = c(4, 4, 2))
  result <- withVisible(layer_spatial_dropout_2d(model, 0.5, name = "maps"))
  expect_false(result$visible)
  expect_true(is_same_object(result$value, model))
  expect_identical(layer_names(model), "maps")
  expect_s3_class(model$layers[[1]], "lamina.SpatialDropout2D")
})

test_that("models that keras itself made work too, built or not", {
  unbuilt <- keras$Sequential() |> layer_spatial_dropout_2d(0.5) |> layer_flatten()
  expect_length(unbuilt$layers, 2)
  expect_false(unbuilt$built)
  built <- keras$Sequential(list(keras$Input(shape(4, 4, 2)))) |> layer_spatial_dropout_2d(0.5)
  expect_identical(built$output_shape, list(NULL, 4L, 4L, 2L))
})

test_that("a symbolic tensor gives a symbolic tensor, and a functional model of it works", {
  input <- keras_input(c(2, 2, 16))
  output <- input |> layer_spatial_dropout_2d(0.5, seed = 1)
  expect_s3_class(output, "keras.src.backend.common.keras_tensor.KerasTensor")
  expect_identical(tensor_shape(output), c(NA, 2L, 2L, 16L))
  x <- feature_maps(c(4, 2, 2, 16))
  model <- keras_model(input, output)
  expect_identical(predict(model, x, verbose = 0), x)
  expect_whole_maps(as.array(model$`__call__`(backend_tensor(x), training = TRUE)), x, 0.5)
})

test_that("tensors, NumPy arrays and R arrays give the same tensor, visibly", {
  x <- feature_maps(c(4, 2, 2, 16))
  in_training <- function(x) as.array(drop_half()(x, training = TRUE))
  expected <- in_training(x)
  expect_whole_maps(expected, x, 0.5)
  expect_identical(in_training(backend_tensor(x)), expected)
  expect_identical(in_training(numpy()$array(x, dtype = "float32")), expected)
  expect_identical(in_training(numpy()$array(x)), expected)
  result <- withVisible(drop_half(x))
  expect_true(result$visible)
  expect_true(keras$ops$is_tensor(result$value))
  expect_identical(as.array(result$value), x)
})

test_that("whole numbers and truth values are made floats", {
  counts <- array(1:256, c(4, 2, 2, 16))
  expect_equal(as.array(drop_half(counts)), counts)
  expect_whole_maps(as.array(drop_half()(counts, training = TRUE)), counts, 0.5)
  output <- as.array(drop_half()(array(TRUE, c(4, 2, 2, 16)), training = TRUE))
  expect_setequal(output, c(0, 2))
})

test_that("a list of tensors goes to the layer as a list", {
  a <- array(1:4, c(2, 2))
  b <- array(5:8, c(2, 2))
  expect_equal(as.array(layer_add(list(a, b))), a + b)
  expect_equal(as.array(layer_add(list(backend_tensor(a), b))), a + b)
  symbolic <- layer_concatenate(list(keras_input(2), keras_input(3)))
  expect_identical(tensor_shape(symbolic), c(NA, 5L))
})

test_that("NULL and nothing give the layer, which is a function", {
  for (layer in list(drop_half(), drop_half(NULL), layer_spatial_dropout_2d(NULL, 0.5))) {
    expect_s3_class(layer, "keras.src.layers.layer.Layer")
    expect_true(is.function(layer))
  }
  expect_true(withVisible(drop_half())$visible)
})

test_that("a layer may stand in a model twice", {
  layer <- layer_activation(activation = "relu")
  model <- keras_model_sequential(input_shape = 2) |> layer() |> layer()
  expect_length(model$layers, 2)
})

test_that("missing values are refused, what is not a number passes", {
  layer <- layer_spatial_dropout_2d(rate = 0.5)
  x <- array(c(1, NA, NaN, 4), c(1, 2, 2, 1))
  expect_lamina_error(layer(x), "`object` must have no missing values")
  expect_lamina_error(layer(array(NA_integer_, c(1, 2, 2, 1))), "NA")
  expect_lamina_error(layer_spatial_dropout_2d(x, 0.5), "NA", from = "layer_spatial_dropout_2d")
  expect_lamina_error(layer_flatten(array(c(TRUE, NA), c(1, 2))), "NA", from = "layer_flatten")
  x[2] <- 2
  expect_identical(as.array(layer(x))[3], NaN)
  expect_lamina_error(layer_add(matrix(1), matrix(NA)), "`inputs` must", from = "layer_add")
  expect_lamina_error(layer_add()(list(matrix(1), list(matrix(NA)))), "`object` must")
  sequences <- list(array(1, c(1, 2, 3)), array(NA_real_, c(1, 2, 3)))
  expect_lamina_error(layer_attention(sequences), "NA", from = "layer_attention")
  gru <- layer_gru(units = 1)
  expect_lamina_error(gru(array(1, 1:3), mask = matrix(NA, 1, 2)), "`mask` must")
})

test_that("a layer that does not fit leaves the model as it was, and usable", {
  model <- keras_model_sequential(input_shape = c(2, 3), name = "net") |>
    layer_flatten(name = "flat") |>
    layer_dense(2, name = "out")
  x <- feature_maps(c(4, 2, 3))
  before <- as.array(model(x))
  expect_model_unchanged(model, {
    expect_lamina_error(layer_conv_2d(model, 2, 3), class = "python", from = "layer_conv_2d")
    expect_lamina_error(layer_reshape(model, 7), class = "python", from = "layer_reshape")
    expect_lamina_error(layer_dense(model, 2, name = "out"), "`name`", from = "layer_dense")
  })
  expect_identical(as.array(model(x)), before)
  model |> layer_dense(1)
  expect_identical(dim(model(x)), c(4L, 1L))
})

test_that("a list is refused by a layer of one tensor, without the numbers in it", {
  two <- list(array(1, c(1, 2, 3)), array(1, c(1, 2, 3)))
  expect_lamina_error(
    layer_spatial_dropout_1d(two, 0.5),
    "`object` must be a single tensor, .* not a list of length 2",
    from = "layer_spatial_dropout_1d"
  )
})

test_that("a layer of several tensors is not added to a model that hands on one", {
  model <- keras_model_sequential(input_shape = c(2, 3))
  expect_model_unchanged(model, expect_lamina_error(
    layer_multi_head_attention(model, num_heads = 1, key_dim = 1),
    "`inputs` must be a list of tensors, or one tensor.*keras_input"
  ))
})

test_that("errors in what is piped in stay what they are", {
  expect_error(layer_dense(stop("from upstream"), 2), "from upstream")
  expect_error(layer_spatial_dropout_2d(no_such_model, 0.2), "no_such_model")
})

test_that("the error names sibling layers only where lamina has them", {
  expect_identical(
    rank_sibling(layer_spatial_dropout_1d(rate = 0.1), 5L), "layer_spatial_dropout_3d"
  )
  expect_null(rank_sibling(layer_spatial_dropout_1d(rate = 0.1), 2L))
  expect_null(rank_sibling(layer_flatten(), 4L))
  no_such <- sprintf("layer_conv_%dd", 3)
  if (!(no_such %in% getNamespaceExports("lamina"))) {
    expect_null(rank_sibling(layer_conv_2d(filters = 1, kernel_size = 1), 5L))
  }
})

test_that("a layer that is in the model already and does not fit again is not left in it", {
  layer <- layer_dense(units = 3)
  layer(matrix(1, 1, 2))
  model <- layer(keras_model_sequential(input_shape = 2))
  expect_model_unchanged(model, expect_lamina_error(layer(model), "could not be added", "python"))
  expect_identical(dim(as.array(model(matrix(1, 1, 2)))), c(1L, 3L))
})

test_that("a model is called on data in the forms that predict() takes", {
  input <- list(z = keras_input(1, name = "z"), a = keras_input(1, name = "a"))
  model <- keras_model(input, layer_subtract(unname(input)))
  for (x in list(
    list(5:6, 1:2), list(a = 1:2, z = integer64(5:6)), data.frame(y = 0, a = 1:2, z = 5:6)
  )) {
    expect_equal(as.vector(as.array(model(x))), c(4, 4))
  }
  expect_lamina_error(model(data.frame(a = 1:2)), "\"z\" is missing", from = "model")
  expect_lamina_error(model(matrix(1:4, 2)), "a list of 2", from = "model")
})
