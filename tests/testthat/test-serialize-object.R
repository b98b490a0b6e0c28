skip_without_keras()

# There and back, also by way of what jsonlite would make of it.
again <- function(x, ...) deserialize_keras_object(serialize_keras_object(x), ...)

test_that("objects come back as they were", {
  objects <- list(
    layer_conv_1d(filters = 2, kernel_size = 3, kernel_regularizer = regularizer_l2(1)),
    layer_spatial_dropout_2d(rate = 0.3, seed = 4), layer_reshape(target_shape = 4),
    optimizer_adam(learning_rate = 1, clipnorm = 2),
    optimizer_sgd(learning_rate_schedule_cosine_decay(0.1, 10)),
    loss_huber(delta = 2), metric_auc(num_thresholds = 7), initializer_constant(3),
    constraint_maxnorm(2), regularizer_l1_l2(1, 0.5)
  )
  for (object in objects) {
    config <- serialize_keras_object(object)
    made <- deserialize_keras_object(config)
    expect_identical(class(made), class(object))
    expect_identical(serialize_keras_object(made), config)
    # Without what R notes beside it, as where it was read from JSON.
    plain <- config_list(config)
    expect_equal(config_list(serialize_keras_object(deserialize_keras_object(plain))), plain)
  }
})

test_that("what Keras leaves out is described, and code of Python is made where that is safe", {
  expect_equal(serialize_keras_object(loss_huber(delta = 2))$config$delta, 2)
  double <- reticulate::py_eval("lambda x: 2 * x", convert = FALSE)
  config <- serialize_keras_object(keras$layers$Lambda(double))
  cnd <- expect_lamina_error(deserialize_keras_object(config), class = "python")
  expect_match(conditionMessage(cnd$parent), "safe_mode")
  layer <- deserialize_keras_object(config, safe_mode = FALSE)
  expect_equal(as.numeric(layer(matrix(3))), 6)
})

test_that("models come back compiled, with new weights and lamina's layers", {
  model <- keras_model_sequential(input_shape = c(4, 3)) |>
    layer_spatial_dropout_1d(0.5) |>
    layer_dense(2)
  model |> compile("adam", "mse", metrics = "mae")
  made <- again(model)
  expect_true(is_made_here(made))
  expect_identical(made$layers[[1]]$`__class__`$`__module__`, "lamina")
  expect_identical(made$optimizer$`__class__`$`__name__`, "Adam")
  expect_identical(get_config(made)[[1]], get_config(model)[[1]])
  file <- withr::local_tempfile(fileext = ".rds")
  saveRDS(serialize_keras_object(model), file)
  expect_identical(deserialize_keras_object(readRDS(file))$count_params(), model$count_params())
})

test_that("what a user writes is taken as meant", {
  adam <- deserialize_keras_object(list(
    module = "keras.optimizers", class_name = "Adam", config = list(learning_rate = 1, beta_1 = 0)
  ))
  expect_equal(as.numeric(adam$learning_rate), 1)
  dense <- serialize_keras_object(layer_dense(units = 2))
  dense$config$units <- 5
  dense$config$name <- "mine"
  made <- deserialize_keras_object(dense)
  expect_identical(made$units, 5L)
  expect_identical(made$name, "mine")
  expect_identical(deserialize_keras_object(list(dense, "relu", 2))[[1]]$units, 5L)
})

test_that("functions and plain values are described", {
  twice <- function(x) 2 * x
  expect_identical(serialize_keras_object(twice)$config, "twice")
  expect_equal(as.numeric(again(twice, custom_objects = list(twice = twice))(3)), 6)
  expect_identical(serialize_keras_object(activation_relu)$config, "relu")
  expect_identical(again(activation_relu)$`__name__`, "relu")
  expect_identical(serialize_keras_object("a"), "a")
  expect_null(serialize_keras_object(NULL))
  matrix <- matrix(c(1, 2, 3, 4), 2)
  expect_equal(again(matrix), matrix)
  expect_equal(as.array(again(op_abs(matrix))), matrix)
  described <- serialize_keras_object(list(a = layer_dense(units = 1), b = 2))
  expect_identical(described$a$class_name, "Dense")
  layer <- layer_dense(units = 1, activation = twice)
  made <- again(layer, custom_objects = list(twice = twice))
  expect_equal(as.numeric(made$activation(3)), 6)
  cell <- layer_gru(
    units = 1, activation = structure(function(x) 2 * x, name = "mine"),
    recurrent_activation = structure(function(x) 3 * x, name = "mine")
  )
  config <- serialize_keras_object(cell)$config
  expect_false(identical(config$activation$config, config$recurrent_activation$config))
})

test_that("objects of classes of R are described, too", {
  loss <- Loss(
    "Above",
    initialize = function(by = 1) {
      super$initialize()
      self$by <- by
    },
    call = function(y_true, y_pred) op_maximum(y_pred - y_true - self$by, 0)
  )
  config <- serialize_keras_object(loss(by = 2))
  expect_identical(config$registered_name, "R.loss>Above")
  expect_equal(deserialize_keras_object(config)$by, 2)
})

test_that("a description is printed short, and is a list of plain values", {
  config <- serialize_keras_object(layer_dense(units = 1, name = "dense"))
  expect_snapshot(print(config))
  expect_identical(class(config[1]), "list")
})

test_once("anything else is refused", {
  twice <- function(x) 2 * x
  activated <- serialize_keras_object(layer_dense(units = 1, activation = twice))
  unknown <- list(
    module = "mine", class_name = "Mine", config = list(), registered_name = "me>Mine"
  )
  expect_snapshot(error = TRUE, {
    serialize_keras_object()
    serialize_keras_object(Layer("Mine"))
    serialize_keras_object(keras$layers$Dense)
    serialize_keras_object(callback_terminate_on_nan())
    serialize_keras_object(globalenv())
    deserialize_keras_object()
    deserialize_keras_object(get_config(layer_dense(units = 1)))
    deserialize_keras_object(mean)
    deserialize_keras_object(activated)
    deserialize_keras_object(unknown)
    deserialize_keras_object(list(), safe_mode = NA)
    deserialize_keras_object(list(), custom_objects = 1)
  })
})
