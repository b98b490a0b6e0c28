skip_without_keras()

test_that("a Sequential model with an input shape is built while it grows", {
  for (input_shape in list(c(8, 8, 1), list(8L, 8L, 1L), shape(8, 8, 1))) {
    model <- keras_model_sequential(input_shape = input_shape) |> layer_flatten()
    expect_s3_class(model, "keras.src.models.sequential.Sequential")
    expect_identical(model$output_shape, list(NULL, 64L))
  }
})

test_that("a Sequential model without one is built by its first data", {
  model <- keras_model_sequential() |> layer_dense(3)
  expect_false(model$built)
  expect_identical(dim(predict(model, matrix(1, 2, 4), verbose = 0)), c(2L, 3L))
  expect_true(model$built)
})

test_that("unknown dimensions are taken as such", {
  model <- keras_model_sequential(input_shape = c(NA, 3)) |> layer_spatial_dropout_1d(0.1)
  expect_identical(model$output_shape, list(NULL, NULL, 3L))
  expect_identical(tensor_shape(keras_input(shape(NULL, 3))), c(NA, NA, 3L))
})

test_that("models take layers to start with, from dots or a list", {
  first <- layer_dense(units = 4, name = "first")
  second <- layer_dense(units = 2, name = "second")
  model <- keras_model_sequential(3, "net", first, layers = second, trainable = FALSE)
  expect_setequal(layer_names(model), c("first", "second"))
  expect_identical(model$name, "net")
  expect_false(model$trainable)
  listed <- keras_model_sequential(layers = list(first, second))
  expect_identical(layer_names(listed), c("first", "second"))
})

test_that("an input may be the first of the layers", {
  start <- function(...) list(keras_input(4, name = "start"), layer_dense(units = 2), ...)
  for (model in list(keras_model_sequential(layers = start()), keras_model_sequential(start()))) {
    expect_identical(model$input_shape, list(NULL, 4L))
    expect_identical(model$inputs[[1]]$name, "start")
    expect_length(model$layers, 1L)
  }
  expect_lamina_error(
    keras_model_sequential(input_shape = 3, layers = start()), "input is given twice",
    from = "keras_model_sequential"
  )
  expect_lamina_error(
    keras_model_sequential(layers = rev(start())), "must be a list of layers, not a KerasTensor"
  )
  computed <- start()[[1]] |> layer_dense(2)
  expect_lamina_error(
    keras_model_sequential(layers = list(computed)), "could not be created", class = "python"
  )
})

test_that("dtype, batch size and name reach the input", {
  model <- keras_model_sequential(
    input_shape = 4, input_dtype = "int32", input_batch_size = 2, input_name = "words"
  )
  input <- get_config(model)$layers[[1]]$config
  expect_identical(input$dtype, "int32")
  expect_equal(unlist(input$batch_shape), c(2, 4))
  expect_identical(input$name, "words")
  fixed <- keras_model_sequential(input_batch_shape = c(5, 4)) |> layer_dense(1)
  expect_identical(fixed$output_shape, list(5L, 1L))
})

test_that("what an input takes reaches it from the dots of a Sequential model, too", {
  model <- keras_model_sequential(input_shape = c(10, 16), batch_size = 32, dtype = "float16")
  input <- get_config(model)$layers[[1]]$config
  expect_equal(unlist(input$batch_shape), c(32, 10, 16))
  expect_identical(input$dtype, "float16")
  expect_identical(
    keras_model_sequential(batch_input_shape = c(5, 4), layer_dense(units = 1))$output_shape,
    list(5L, 1L)
  )
  layers <- list(layer_dense(units = 4), layer_dense(units = 2))
  expect_length(keras_model_sequential(layers, name = "net")$layers, 2)
  expect_snapshot(error = TRUE, {
    keras_model_sequential(input_shape = 4, bach_size = 3)
    keras_model_sequential(input_shape = 4, dtype = "int32", input_dtype = "int32")
    keras_model_sequential(input_shape = 4, batch_size = 0)
  })
})

test_that("arguments of an input stand in the order of keras3", {
  expect_identical(
    names(formals(keras_input)),
    c(
      "shape", "batch_size", "dtype", "sparse", "ragged", "batch_shape", "name", "tensor",
      "optional", "..."
    )
  )
})

test_that("an input is a symbolic tensor", {
  input <- keras_input(c(8, 8, 3), batch_size = 4, dtype = "float16", name = "pixels")
  expect_s3_class(input, "keras.src.backend.common.keras_tensor.KerasTensor")
  expect_identical(tensor_shape(input), c(4L, 8L, 8L, 3L))
  expect_identical(input$dtype, "float16")
  expect_identical(input$name, "pixels")
  expect_identical(tensor_shape(keras_input(batch_shape = c(NA, 5))), c(NA, 5L))
  expect_identical(tensor_shape(keras_input(integer())), NA_integer_)
})

test_that("a functional model has branches, several inputs and outputs", {
  a <- keras_input(3, name = "a")
  b <- keras_input(3, name = "b")
  sum <- layer_add(a, b)
  both <- layer_concatenate(a, b)
  model <- keras_model(list(a = a, b = b), list(sum = sum, both = both), name = "f")
  expect_s3_class(model, "keras.src.models.functional.Functional")
  expect_identical(model$name, "f")
  x <- matrix(1:6, 2)
  output <- predict(model, list(a = x, b = x * 10), verbose = 0)
  expect_setequal(names(output), c("sum", "both"))
  expect_equal(output$sum, x * 11)
  expect_equal(output$both, cbind(x, x * 10))
})

test_that("spatial dropout works inside a functional model that is trained and used", {
  input <- keras_input(c(2, 2, 16))
  model <- keras_model(input, layer_spatial_dropout_2d(input, 0.5, seed = 1))
  x <- feature_maps(c(4, 2, 2, 16))
  expect_identical(predict(model, x, verbose = 0), x)
  expect_whole_maps(as.array(model(backend_tensor(x), training = TRUE)), x, 0.5)
})

test_once("bad arguments are refused", {
  input <- keras_input(3, name = "a")
  layer <- layer_flatten(name = "flat")
  expect_snapshot(error = TRUE, {
    keras_model_sequential(input_shape = "28")
    keras_model_sequential(input_shape = c(28, 2.5))
    keras_model_sequential(name = "a/b")
    keras_model_sequential(name = 1)
    keras_model_sequential(layers = list("dense"))
    keras_model_sequential(NULL, NULL, 3)
    keras_model_sequential(input_shape = 3, input_batch_size = 0)
    keras_model_sequential(input_shape = 3, input_dtype = "float23")
    keras_model_sequential(trainable = NA)
    keras_input()
    keras_input("a")
    keras_input(3, batch_size = 1.5)
    keras_input(3, name = "")
    keras_input(3, NULL, "float32", NULL, "words")
    keras_input(3, sparse = 1)
    keras_model_sequential(input_shape = 3, ragged = NA)
    keras_model_sequential(input_shape = 3, input_sparse = "no")
    keras_model()
    keras_model(input)
    keras_model(input, "a")
    keras_model(matrix(1), input)
    keras_model(input, layer)
    keras_model(list(input, 1), input)
    keras_model(input, input, nme = "a")
  })
})

test_that("what Keras refuses names the function that was called", {
  a <- keras_input(3)
  b <- keras_input(3)
  expect_lamina_error(keras_model(a, layer_dense(b, 1)), class = "python", from = "keras_model")
})
