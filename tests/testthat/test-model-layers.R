skip_without_keras()

three_layers <- function() {
  keras_model_sequential(input_shape = 4, name = "three") |>
    layer_dense(3, name = "first") |>
    layer_dropout(0.5, name = "drop") |>
    layer_dense(2, name = "last")
}

test_that("layers are found by name and by place", {
  model <- three_layers()
  expect_true(is_same_object(get_layer(model, "drop"), model$layers[[2]]))
  expect_true(is_same_object(get_layer(model, index = 1), model$layers[[1]]))
  expect_true(is_same_object(get_layer(model, index = -1), model$layers[[3]]))
  expect_true(is_same_object(get_layer(model, NULL, 3L), model$layers[[3]]))
  inputs <- keras_input(4, name = "x")
  functional <- keras_model(inputs, model(inputs) |> layer_dense(1, name = "end"))
  expect_identical(get_layer(functional, index = 1)$name, "x")
  expect_true(is_same_object(get_layer(functional, "three"), model))
  expect_snapshot(error = TRUE, get_layer(functional, "drop"))
})

test_once("layers that are not there are refused", {
  model <- three_layers()
  expect_snapshot(error = TRUE, {
    get_layer(model, "frist")
    get_layer(model, "something else")
    get_layer(model)
    get_layer(model, "first", 1)
    get_layer(model, 2)
    get_layer(model, index = 0)
    get_layer(model, index = 4)
    get_layer(model, index = -4)
    get_layer(model, index = 1.5)
    get_layer(model, index = NA)
    get_layer(model, index = "1")
    get_layer(model, c("first", "drop"))
    get_layer(model, NA)
    get_layer(keras_model_sequential(), index = 1)
    get_layer("first", model)
    get_layer()
    get_layer(model, "first", indx = 2)
    get_layer(keras_model_sequential(name = "empty"), "first")
  })
})

test_that("the last layer is taken off, and the model is as if it had never been there", {
  model <- three_layers()
  compile(model, "sgd", "mse", run_eagerly = TRUE)
  x <- feature_maps(c(3, 4))
  fit(model, x, matrix(0, 3, 2), verbose = 0)
  wide <- predict(model, x, verbose = 0)
  expect_identical(dim(wide), c(3L, 2L))
  last <- model$layers[[3]]
  popped <- withVisible(pop_layer(model))
  expect_true(is_same_object(popped$value, last))
  expect_false(popped$visible)
  expect_identical(layer_names(model), c("first", "drop"))
  expect_identical(model_output_shape(model), c(NA, 3L))
  expect_length(get_weights(model), 2)
  narrow <- predict(model, x, verbose = 0)
  expect_identical(dim(narrow), c(3L, 3L))
  weights <- get_weights(model)
  expect_equal(narrow, sweep(x %*% weights[[1]], 2, weights[[2]], "+"), tolerance = 1e-5)
  expect_lamina_error(
    fit(model, x, matrix(0, 3, 3), verbose = 0), "Call `compile\\(\\)` again", class = "compile"
  )
  compile(model, "sgd", "mse", run_eagerly = TRUE)
  fit(model, x, matrix(0, 3, 3), verbose = 0)
  layer_dense(model, 5, name = "last")
  expect_identical(model_output_shape(model), c(NA, 5L))
})

test_that("a model is built later, and may lose all its layers", {
  model <- three_layers()
  pop_layer(model, rebuild = FALSE)
  expect_false(model$built)
  expect_identical(dim(as.array(model(matrix(1, 2, 4)))), c(2L, 3L))
  model <- keras_model_sequential(layers = list(layer_dense(units = 2)))
  pop_layer(model)
  expect_length(model$layers, 0)
  inputs <- keras_input(2)
  functional <- keras_model(inputs, layer_dense(inputs, 1))
  expect_snapshot(error = TRUE, {
    pop_layer(model)
    pop_layer(functional)
    pop_layer(three_layers(), rebuild = NA)
    pop_layer(1)
    pop_layer()
    pop_layer(three_layers(), TRUE, 1)
  })
})
