skip_without_keras()

dense_model <- function() {
  keras_model_sequential(input_shape = 2, name = "net") |> layer_dense(3, name = "out")
}

test_that("weights are R arrays, all or those that training changes", {
  model <- dense_model() |> layer_batch_normalization()
  expect_identical(lapply(get_weights(model), dim), list(c(2L, 3L), 3L, 3L, 3L, 3L, 3L))
  expect_length(get_weights(model, trainable = TRUE), 4)
  expect_equal(get_weights(model, trainable = FALSE), list(array(rep(0, 3)), array(rep(1, 3))))
  expect_identical(get_weights(model$layers[[1]]), get_weights(model)[1:2])
  expect_identical(get_weights(layer_flatten()), list())
})

test_that("weights that are set are there, and are used", {
  model <- dense_model()
  kernel <- feature_maps(c(2, 3))
  bias <- array(c(1, 2, 3))
  expect_invisible(set_weights(model, list(kernel, bias)))
  expect_equal(get_weights(model), list(kernel, bias))
  x <- feature_maps(c(4, 2))
  expect_equal(predict(model, x, verbose = 0), sweep(x %*% kernel, 2, bias, "+"))
})

test_that("vectors, whole numbers and tensors are taken as weights", {
  model <- dense_model()
  set_weights(model, list(matrix(1L, 2, 3), 1:3))
  expect_equal(get_weights(model), list(matrix(1, 2, 3), array(c(1, 2, 3))))
  set_weights(model, list(backend_tensor(matrix(2, 2, 3)), c(0, 0, 0)))
  expect_equal(get_weights(model)[[1]], matrix(2, 2, 3))
  # As bit64 keeps them: the bits of a whole number in a double.
  whole <- structure(1:3 * 2^-1074, class = "integer64")
  set_weights(model, list(structure(matrix(0, 2, 3), class = "integer64"), whole))
  expect_equal(get_weights(model), list(matrix(0, 2, 3), array(c(1, 2, 3))))
  days <- structure(1:3, class = "Date")
  expect_lamina_error(set_weights(model, list(matrix(0, 2, 3), days)), "weights\\[\\[2\\]\\]")
})

test_that("weights of a wrong number or shape change nothing", {
  model <- dense_model()
  before <- get_weights(model)
  kernel <- matrix(9, 2, 3)
  expect_snapshot(error = TRUE, {
    set_weights(model, list(kernel))
    set_weights(model, list())
    set_weights(model, list(kernel, 1:4))
    set_weights(model, list(t(kernel), 1:3))
    set_weights(model, list(kernel, matrix(1, 1, 3)))
    set_weights(model, list(kernel, "a"))
    set_weights(model, list(kernel, NULL))
    set_weights(model, list(kernel, c(1, NA, 3)))
    set_weights(model, kernel)
    set_weights(model)
  })
  expect_identical(get_weights(model), before)
})

test_once("bad objects are refused", {
  expect_snapshot(error = TRUE, {
    get_weights()
    get_weights("model")
    get_weights(layer_flatten(), trainable = "yes")
    set_weights(1, list())
    get_config()
    get_config(list())
    from_config(list(rate = 0.5))
    from_config()
  })
})

test_that("a configuration is a list that prints and can be changed", {
  config <- get_config(layer_spatial_dropout_2d(rate = 0.25, seed = 3, name = "maps"))
  expect_s3_class(config, "keras_config")
  printed <- config
  printed$dtype <- NULL
  expect_snapshot(printed)
  config$rate <- 0.5
  config$name <- "others"
  layer <- from_config(config)
  expect_s3_class(layer, "lamina.SpatialDropout2D")
  expect_identical(layer$rate, 0.5)
  expect_identical(layer$name, "others")
  expect_identical(layer$seed, 3L)
})

test_that("a configuration keeps what Keras' own layer forgets", {
  layer <- layer_spatial_dropout_2d(rate = 0.25, dtype = "mixed_float16")
  layer$trainable <- FALSE
  again <- from_config(get_config(layer))
  expect_identical(again$dtype_policy$name, "mixed_float16")
  expect_false(again$trainable)
})

test_that("a configuration keeps what Keras leaves out of those of losses and metrics", {
  skip_without_keras()
  huber <- loss_huber(delta = 0.5)
  expect_identical(huber$get_config()$delta, 0.5)
  again <- from_config(get_config(loss_huber(delta = 0.5)))
  expect_identical(again$get_config()$delta, 0.5)
  expect_equal(as.array(again(c(0, 0), c(2, 2))), as.array(huber(c(0, 0), c(2, 2))))
  metric <- metric_cosine_similarity(axis = 1)
  expect_identical(metric[["get_config"]]()$axis, 0L)
  expect_identical(from_config(get_config(metric))$get_config()$axis, 0L)
  sparse <- loss_sparse_categorical_crossentropy(axis = 2, dtype = "float16")
  expect_identical(get_config(sparse)[c("axis", "dtype")], list(axis = 1L, dtype = "float16"))
  # What is the default Keras need not be told.
  if (keras_is_before("3.16")) expect_null(loss_huber()$get_config()$delta)
})

test_that("a layer from a configuration draws the same masks", {
  layer <- layer_spatial_dropout_2d(rate = 0.5, seed = 3)
  again <- from_config(get_config(layer))
  x <- feature_maps(c(4, 2, 2, 16))
  expect_identical(as.array(again(x, training = TRUE)), as.array(layer(x, training = TRUE)))
})

test_that("models go through their configuration", {
  model <- small_convnet()
  expect_config_round_trip(model)
  again <- from_config(get_config(model))
  expect_s3_class(again$layers[[2]], "lamina.SpatialDropout2D")
  set_weights(again, get_weights(model))
  expect_equal(predict(again, images(), verbose = 0), predict(model, images(), verbose = 0))

  input <- keras_input(c(4, 4, 2), name = "a")
  functional <- keras_model(
    input, list(layer_spatial_dropout_2d(input, 0.5), layer_flatten(input)), name = "f"
  )
  expect_config_round_trip(functional)
  expect_config_round_trip(keras_model_sequential(name = "empty"))
})

test_that("a configuration that makes no layer is an error", {
  config <- get_config(layer_spatial_dropout_2d(rate = 0.25))
  config$rate <- 7
  expect_lamina_error(from_config(config), class = "python", from = "from_config")
})

test_that("custom objects are found by name", {
  python <- reticulate::py_run_string(paste(
    "import keras", "class Doubling(keras.layers.Layer):", "    def call(self, inputs):",
    "        return inputs * 2",
    sep = "\n"
  ), local = TRUE)
  model <- keras_model_sequential(input_shape = 2)
  model$add(python$Doubling(name = "double"))
  again <- from_config(get_config(model), custom_objects = list(Doubling = python$Doubling))
  expect_equal(predict(again, matrix(1, 1, 2), verbose = 0), matrix(2, 1, 2))
})

test_that("a whole number that is changed is what it was for Python, a float or none", {
  config <- get_config(layer_conv_2d(filters = 2, kernel_size = 3))
  config$filters <- 4
  config$kernel_size <- c(2, 2)
  kernel <- from_config(config)(array(1, c(1, 5, 5, 1)))
  expect_identical(dim(kernel), c(1L, 4L, 4L, 4L))
  config <- get_config(layer_spatial_dropout_2d(rate = 0.5))
  config$rate <- 0
  config$seed <- 3
  expect_identical(get_config(from_config(config))[c("rate", "seed")], list(rate = 0, seed = 3L))
  config <- get_config(keras_model_sequential(input_shape = 3) |> layer_dense(2))
  config$layers[[2]]$config$units <- 4
  expect_identical(from_config(config)$output_shape, list(NULL, 4L))
})

test_that("a configuration is data that survives a file", {
  through_file <- function(x) {
    path <- withr::local_tempfile(fileext = ".rds")
    saveRDS(x, path)
    readRDS(path)
  }
  layer_plus <- Layer("PlusInFile", call = function(inputs) inputs + 1)
  layer <- layer_spatial_dropout_2d(rate = 0.25, seed = 3, name = "maps")
  for (object in list(layer, small_convnet(), layer_plus(name = "plus"), layer_dense(units = 2))) {
    config <- get_config(object)
    again <- through_file(config)
    expect_identical(capture.output(print(again)), capture.output(print(config)))
    expect_same_layer(from_config(again), object)
  }
  python <- reticulate::py_run_string(paste(
    "import keras", "class Own(keras.layers.Layer):", "    pass", sep = "\n"
  ), local = TRUE)
  config <- through_file(get_config(python$Own(name = "own")))
  config$name <- "other"
  expect_snapshot(error = TRUE, from_config(config))
  again <- from_config(config, custom_objects = list(Own = python$Own))
  expect_identical(again$name, "other")
})
