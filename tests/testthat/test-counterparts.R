# Needs a backend, whichever.

skip_without_keras()

test_that("a function of lamina in place of an object is what Keras has in its place", {
  layer <- layer_dense(
    units = 2, kernel_initializer = initializer_ones, bias_initializer = initializer_he_normal
  )
  config <- get_config(layer)
  expect_identical(config$kernel_initializer$class_name, "Ones")
  expect_identical(config$kernel_initializer$module, "keras.initializers")
  expect_identical(config$bias_initializer$class_name, "HeNormal")
  expect_s3_class(layer$kernel_initializer, class(initializer_ones())[[1]])
})

test_that("a copy of it under another name is the same function", {
  mine <- initializer_zeros
  layer <- layer_dense(units = 2, kernel_initializer = mine)
  expect_identical(get_config(layer)$kernel_initializer$class_name, "Zeros")
})

test_that("a class may build on the function that makes objects of another", {
  doubled <- Layer("Doubled", inherit = layer_dense, call = function(inputs) {
    super$call(inputs) * 2
  })
  layer <- doubled(units = 3, kernel_initializer = "ones")
  expect_equal(as.array(layer(op_ones(c(1, 2)))), matrix(4, 1, 3))
  for (built in list(
    Layer("A", inherit = layer_spatial_dropout_2d)(rate = 0.3),
    Callback("B", inherit = callback_early_stopping)(patience = 1),
    Metric("C", inherit = metric_mean)(), Loss("D", inherit = loss_huber)(delta = 2)
  )) {
    parent <- sub("^.*[.]", "", class(built)[[2L]])
    expect_true(parent %in% c("SpatialDropout2D", "EarlyStopping", "Mean", "Huber"), info = parent)
  }
  expect_snapshot(error = TRUE, {
    Layer("E", inherit = loss_huber)
    Layer("F", inherit = mean)
  })
})

test_that("a function that stands for another kind is refused", {
  expect_snapshot(error = TRUE, {
    layer_dense(units = 2, kernel_regularizer = initializer_ones)
    layer_dense(units = 2, activation = initializer_he_normal)
  })
})

test_that("every function has a counterpart that Keras has", {
  for (module in names(counterparts)) {
    for (name in names(counterparts[[module]])) {
      f <- get(name, asNamespace("lamina"))
      expected <- list(module = module, keras = counterparts[[module]][[name]], name = name)
      expect_identical(counterpart_of(f), expected)
      expect_true(is.function(keras_object(module, expected$keras)), label = name)
    }
  }
  expect_null(counterpart_of(function(x) x))
  expect_null(counterpart_of(mean))
  expect_null(counterpart_of(layer_dense))
})
