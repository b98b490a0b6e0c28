layer <- function(object, rate, seed = NULL) check_object(object)

test_that("arrays, lists of arrays and nothing can be composed with", {
  expect_identical(layer(), "returned")
  expect_identical(layer(NULL), "returned")
  expect_identical(layer(array(1, c(1, 2, 3))), "called")
  expect_identical(layer(matrix(TRUE)), "called")
  expect_identical(layer(list(matrix(1), array(2L, 1))), "called")
})

test_that("what becomes of a layer is decided at one place", {
  expect_identical(outcome_of(), "returned")
  expect_identical(outcome_of(NULL), "returned")
  for (x in list(matrix(1), list(matrix(1), matrix(2)))) expect_identical(outcome_of(x), "called")
  for (x in list("model", 1:3, list(), sum, NA)) expect_identical(outcome_of(x), "refused")
  skip_without_keras()
  expect_identical(outcome_of(keras_model_sequential()), "added")
  tensors <- list(keras_input(2), backend_tensor(1), numpy()$ones(2L))
  for (x in c(tensors, list(tensors))) expect_identical(outcome_of(x), "called")
  functional <- keras_model(tensors[[1]], tensors[[1]])
  for (x in list(functional, layer_flatten())) expect_identical(outcome_of(x), "refused")
})

test_once("anything else cannot be composed with, and what can is said", {
  expect_snapshot(error = TRUE, {
    layer("model", 0.1)
    layer(sum, 0.1)
    layer(data.frame(a = 1), 0.1)
    layer(NA, 0.1)
    layer(1:3, 0.1)
    layer(list(), 0.1)
    layer(list(matrix(1), "a"), 0.1)
    layer(factor("a"), 0.1)
    layer(quote(x), 0.1)
  })
})

test_that("a number alone was meant for the next argument", {
  expect_snapshot(error = TRUE, {
    layer(0.3)
    layer(0.3, seed = 1)
    layer(0.3, 0.1)
  })
})

test_that("a number is not meant for an argument that takes none", {
  flatten <- function(object, data_format = NULL) check_object(object)
  pool <- function(object, pool_size = c(2, 2)) check_object(object)
  expect_snapshot(error = TRUE, {
    flatten(2)
    pool(2)
  })
})

test_that("merging layers take tensors one by one or in a list", {
  a <- matrix(1)
  b <- matrix(2)
  merge <- function(inputs, ...) check_inputs(inputs, list(...))
  expect_null(merge())
  expect_null(merge(NULL))
  expect_identical(merge(a, b), list(a, b))
  expect_identical(merge(list(a, b)), list(a, b))
  expect_identical(merge(list(a), b), list(a, b))
  expect_identical(merge(a), list(a))
  expect_identical(merge(NULL, a, b), list(a, b))
  expect_identical(merge(a, NULL), list(a))
  expect_null(merge(list()))
  both <- list(left = a, right = b)
  expect_identical(merge(!!!both), list(a, b))
  deeper <- function(parts) merge(!!!parts, a)
  expect_identical(deeper(both), list(a, b, a))
  through <- function(...) merge(...)
  from_there <- function(elsewhere) through(!!!elsewhere)
  expect_identical(from_there(both), list(a, b))
  expect_snapshot(error = TRUE, {
    merge("a")
    merge(a, "b")
    merge(list(a, "b"))
    merge(1)
    merge(NULL, 1)
    merge(data.frame(a = 1))
  })
})

test_that("a layer in the place of the object was meant for another argument", {
  skip_without_keras()
  expect_snapshot(error = TRUE, {
    layer_bidirectional(layer_lstm(units = 4))
    layer_rnn(rnn_cell_gru(units = 4))
    layer_dense(layer_flatten())
    layer_dense("relu")
  })
})

test_that("anything but cells is refused, without Python", {
  layer <- function(cell) check_cells(cell, one = TRUE)
  stack <- function(cells) check_cells(cells)
  expect_lamina_error(layer(), "cell.*is missing.*or a list of cells", from = "layer")
  expect_lamina_error(layer(3), "cell.*not 3", from = "layer")
  expect_lamina_error(layer(NULL), "cell.*not NULL", from = "layer")
  expect_lamina_error(layer(list()), "cell.*list of length 0", from = "layer")
  expect_lamina_error(layer(list("gru")), "cell.*not the string \"gru\"", from = "layer")
  expect_lamina_error(layer(data.frame(a = 1)), "cell.*not a data frame", from = "layer")
  expect_lamina_error(stack(), "cells.*is missing.*a list of at least one cell", from = "stack")
  expect_lamina_error(stack(rnn_cell_gru), "cells.*not a function", from = "stack")
})

test_that("cells pass, one or several, and lose their names", {
  skip_without_keras()
  cell <- keras$layers$GRUCell(2L)
  expect_identical(check_cells(cell, one = TRUE), cell)
  expect_identical(check_cells(list(cell, cell)), list(cell, cell))
  expect_identical(check_cells(list(a = cell), one = TRUE), list(cell))
})

test_that("a cell of a class of the user's need not be a layer", {
  skip_without_keras()
  own <- reticulate::py_eval("type('Own', (), {'state_size': 1, 'call': lambda *args: args})()")
  expect_identical(check_cells(own, one = TRUE), own)
})

test_that("a layer is not a cell", {
  skip_without_keras()
  layer <- function(cell) check_cells(cell, one = TRUE)
  stack <- function(cells) check_cells(cells)
  expect_lamina_error(layer(keras$layers$Dense(1L)), "cell.*Dense layer", from = "layer")
  expect_lamina_error(layer(keras$layers$GRU(1L)), "cell.*GRU layer.*rnn_cell_gru", from = "layer")
  expect_lamina_error(stack(keras$layers$GRUCell(1L)), "cells.*GRUCell layer", from = "stack")
  both <- list(keras$layers$GRUCell(1L), keras$layers$Dense(1L))
  expect_lamina_error(stack(both), "cells.*Dense layer", from = "stack")
})

skip_without_keras()

test_that("a layer passes, and NULL where it may", {
  flatten <- layer_flatten()
  expect_true(is_same_object(check_layer(flatten), flatten))
  expect_null(check_layer(NULL, null = TRUE))
  wrapper <- function(layer) check_layer(layer)
  for (bad in list(NULL, 3, "flatten", layer_flatten, list(flatten))) {
    expect_lamina_error(wrapper(bad), "`layer` must be a layer, such as", from = "wrapper")
  }
  expect_lamina_error(wrapper(), "`layer` is missing: it must be a layer", from = "wrapper")
})

test_that("layers pass, one without a list too", {
  one <- layer_flatten()
  expect_identical(
    lapply(check_layers(list(a = one)), reticulate::py_id), list(reticulate::py_id(one))
  )
  expect_length(check_layers(one), 1)
})

test_that("anything but layers is refused", {
  layer <- function(layers) check_layers(layers)
  expect_lamina_error(layer(), "`layers` is missing", from = "layer")
  expect_lamina_error(layer(list()), "a list of length 0")
  expect_lamina_error(layer(list(layer_flatten(), 3)), "not 3", from = "layer")
  expect_lamina_error(layer("flatten"), "the string \"flatten\"")
})

test_that("an object of a Python class passes, another is refused", {
  layer <- function(module, class = NULL) check_python_object(module, "a module", class)
  flatten <- layer_flatten()
  expect_true(is_same_object(layer(flatten), flatten))
  expect_true(is_same_object(layer(flatten, "keras.src.layers.layer.Layer"), flatten))
  expect_lamina_error(layer(), "`module` is missing", from = "layer")
  expect_lamina_error(layer(1), "`module` must be a module, not 1", from = "layer")
  expect_lamina_error(layer(flatten, "keras.src.losses.loss.Loss"), "not a Flatten layer")
})

test_that("how weights are quantised is for Keras' own objects and their configurations to say", {
  config <- list(class_name = "AbsMaxQuantizer", config = list(axis = -1L))
  expect_identical(check_quantization(config), config)
  expect_null(check_quantization(NULL))
  quantizer <- keras$quantizers$AbsMaxQuantizer(axis = -1L)
  expect_true(is_same_object(check_quantization(quantizer), quantizer))
  layer <- function(quantization_config) check_quantization(quantization_config)
  for (bad in list("int8", 8, TRUE, list(1), data.frame(a = 1), mean)) {
    expect_lamina_error(
      layer(bad), "`quantization_config` must be an object of `keras\\$quantizers`", from = "layer"
    )
  }
})
