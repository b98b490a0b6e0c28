# Needs a backend, whichever.

skip_without_keras()

twice <- function(x) x * 2
twos <- function(shape, dtype = NULL) 2 * keras$ops$ones(shape, dtype = dtype)
x <- feature_maps(c(2, 3))

saved <- function(layer, env = parent.frame()) {
  path <- withr::local_tempfile(fileext = ".keras", .local_envir = env)
  save_model(keras_model_sequential(input_shape = 3) |> layer(), path)
  path
}

first_prediction <- function(...) predict(load_model(...), x, verbose = 0)

test_that("what is not known is asked for in terms of R", {
  lambda <- saved(function(object) layer_lambda(object, twice))
  activation <- saved(function(object) layer_dense(object, 1, activation = twice))
  initializer <- saved(function(object) layer_dense(object, 1, kernel_initializer = twos))
  missing_class <- saved(Layer("Forgotten", call = function(inputs) inputs))
  registered <- reticulate::import("keras", convert = FALSE)$saving$get_custom_objects()
  registered$pop("R>Forgotten")
  add_other <- reticulate::py_run_string(
    "def add(model):
    import keras
    @keras.saving.register_keras_serializable('elsewhere')
    class Other(keras.layers.Layer):
        pass
    model.add(Other())
    keras.saving.get_custom_objects().pop('elsewhere>Other')
    return model",
    local = TRUE
  )$add
  elsewhere <- saved(add_other)
  expect_snapshot(error = TRUE, {
    load_model(lambda)
    load_model(activation)
    load_model(initializer)
    load_model(missing_class)
    load_model(elsewhere)
    from_config(get_config(load_model(lambda, custom_objects = list(twice = twice))))
  })
})

test_that("functions are given by name, and saved under it again", {
  path <- saved(function(object) layer_lambda(object, twice))
  objects <- list(twice = function(x) x * 2)
  model <- load_model(path, custom_objects = objects)
  expect_equal(predict(model, x, verbose = 0), 2 * x)
  again <- withr::local_tempfile(fileext = ".keras")
  save_model(model, again)
  expect_equal(first_prediction(again, custom_objects = objects), 2 * x)
  named <- structure(twice, name = "twice")
  expect_equal(first_prediction(path, custom_objects = named), 2 * x)
  expect_equal(first_prediction(path, custom_objects = list(named)), 2 * x)
  in_keras3 <- structure(twice, py_function_name = "twice")
  expect_equal(first_prediction(path, custom_objects = list(in_keras3)), 2 * x)
  other_name <- structure(twice, name = "other")
  expect_equal(first_prediction(path, custom_objects = list(twice = other_name)), 2 * x)
  python <- reticulate::dict(twice = as_python_function(twice))
  expect_equal(first_prediction(path, custom_objects = python), 2 * x)
})

test_that("a class is found by its own name, before one of the same name", {
  times <- function(n) Layer("Times", call = function(inputs) inputs * n)
  double <- times(2)
  path <- saved(double)
  triple <- times(3)
  expect_equal(first_prediction(path), 3 * x)
  for (objects in list(double, list(double), list(Times = double))) {
    expect_equal(first_prediction(path, custom_objects = objects), 2 * x)
  }
  expect_equal(first_prediction(path, custom_objects = triple), 3 * x)
})

test_that("anything else is refused", {
  # Also what holds nothing that could be wrong by itself.
  for (none in list(character(), numeric(), keras$layers)) {
    expect_lamina_error(as_custom_objects(none), "a named list of classes and functions, or NULL")
  }
  path <- saved(function(object) layer_dense(object, 1))
  expect_snapshot(error = TRUE, {
    load_model(path, custom_objects = list(twice))
    load_model(path, custom_objects = list(twice = 3))
    load_model(path, custom_objects = "twice")
    load_model(path, custom_objects = list(twice = twice, twice = twos))
    from_config(get_config(layer_dense(units = 1)), custom_objects = list(1))
  })
})
