# Needs a backend, whichever.

skip_without_keras()

x <- feature_maps(c(2, 3))

# What tests here register goes with them.
local_registry <- function(env = parent.frame()) {
  objects <- registered$objects
  before <- set_custom_objects(clear = FALSE)
  withr::defer({
    set_custom_objects(before)
    registered$objects <- objects
  }, envir = env)
}

layer_times <- function() {
  Layer(
    "Times",
    initialize = function(n) {
      super$initialize()
      self$n <- n
    },
    call = function(inputs) inputs * self$n,
    get_config = function() c(super$get_config(), list(n = self$n))
  )
}

first_prediction <- function(...) predict(load_model(...), x, verbose = 0)

test_that("a class is saved under its package and found there, also by older files", {
  local_registry()
  layer <- layer_times()
  expect_identical(get_registered_name(layer), "R>Times")
  older <- save_model(keras_model_sequential(input_shape = 3) |> layer(n = 3))
  expect_identical(register_keras_serializable(layer, package = "mine"), layer)
  expect_identical(get_registered_name(layer), "mine>Times")
  expect_true(get_registered_object("mine>Times") == get_registered_object("R>Times"))
  file <- save_model(keras_model_sequential(input_shape = 3) |> layer(n = 2))
  expect_equal(first_prediction(file), 2 * x)
  expect_equal(first_prediction(older), 3 * x)

  # In a session where it has no such name.
  set_custom_objects(list())
  expect_error(load_model(file), "mine>Times", class = "lamina_error_file")
  expect_equal(first_prediction(file, custom_objects = list("mine>Times" = layer)), 2 * x)
  register_keras_serializable(layer, "Other", "mine")
  expect_identical(get_registered_name(layer), "mine>Other")
  expect_error(load_model(file), class = "lamina_error_file")
})

test_that("classes of every kind and functions are found without custom_objects", {
  local_registry()
  twice <- function(x) 2 * x
  loss_far <- Loss("Far", call = function(y_true, y_pred) op_max(op_abs(y_true - y_pred), -1))
  metric_sum <- Metric(
    "Total",
    initialize = function(...) {
      super$initialize(...)
      self$total <- self$add_variable(shape(), name = "total")
    },
    update_state = function(y_true, y_pred, sample_weight = NULL) {
      self$total$assign(self$total + op_sum(y_pred))
    },
    result = function() self$total$value
  )
  model_of_one <- Model(
    "One",
    initialize = function(units) {
      super$initialize()
      self$dense <- layer_dense(units = units, kernel_initializer = "ones", activation = twice)
    },
    call = function(inputs) self$dense(inputs)
  )
  bias <- function(y_true, y_pred) op_mean(y_pred - y_true, -1)
  squares <- function(y_true, y_pred) op_mean((y_pred - y_true)^2, -1)
  for (object in list(loss_far, metric_sum, model_of_one)) {
    register_keras_serializable(object, package = "mine")
  }
  register_keras_serializable(twice, package = "mine")
  register_keras_serializable(bias, package = "mine")
  register_keras_serializable(squares, "sq", "mine")
  expect_identical(get_registered_name(twice), "mine>twice")
  expect_identical(get_registered_name(structure(squares, name = "alias")), "mine>sq")

  model <- model_of_one(units = 1)
  model |> compile("sgd", loss_far(), metrics = list(metric_sum(name = "total"), bias, off = bias))
  shown <- evaluate(model, x, rep(0, 2), verbose = 0)
  expect_named(shown, c("loss", "total", "bias", "off"), ignore.order = TRUE)
  file <- expect_silent(save_model(model))
  again <- load_model(file)
  expect_identical(get_registered_name(again$`__class__`), "mine>One")
  expect_equal(evaluate(again, x, rep(0, 2), verbose = 0), shown)
  expect_equal(as.array(again$dense(x)), as.array(model$dense(x)))

  model <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
  model |> compile("sgd", squares)
  again <- load_model(save_model(model))
  expect_identical(get_registered_name(again$loss), "mine>sq")
  evaluated <- lapply(list(again, model), evaluate, x, rep(0, 2), verbose = 0)
  expect_equal(evaluated[[1]], evaluated[[2]])
})

test_that("a function with the name of one of Keras' is none of Keras'", {
  local_registry()
  relu <- function(x) -x
  register_keras_serializable(relu)
  # The package around, or none.
  expect_identical(get_registered_name(relu), "lamina>relu")
  expect_identical(calling_package(globalenv()), "Custom")
  model <- keras_model_sequential(input_shape = 3) |> layer_activation(relu)
  expect_equal(first_prediction(save_model(model)), -x)
})

test_that("classes of Python and R6 are registered, and keep their name", {
  skip_if_not_installed("R6")
  local_registry()
  half <- R6::R6Class(
    "Half", inherit = keras$layers$Layer, public = list(call = function(inputs) inputs / 2)
  )
  register_keras_serializable(half, package = "mine")
  layer <- reticulate::r_to_py(half, convert = TRUE)()
  expect_identical(serialize_keras_object(layer)$registered_name, "mine>Half")
  file <- save_model(keras_model_sequential(input_shape = 3, layers = list(layer)))
  expect_equal(first_prediction(file), x / 2)
  python <- reticulate::py_run_string(
    "import keras\nclass Third(keras.layers.Layer):\n  pass", local = TRUE
  )$Third
  register_keras_serializable(python, package = "mine")
  expect_identical(get_registered_name(python), "mine>Third")
})

test_that("what is registered before Python starts waits for it", {
  local_registry()
  calls <- waiting_registrations$calls
  withr::defer(waiting_registrations$calls <- calls)
  f <- function(x) 3 * x
  wait_for_python(function() register_object(f, "f", "early", NULL))
  expect_null(registered$objects[["early"]])
  expect_identical(get_registered_name(f), "f")
  run_waiting_registrations()
  expect_identical(get_registered_name(f), "early>f")
  expect_identical(waiting_registrations$calls, list())
})

test_that("a class that is registered before Python starts keeps its name", {
  seen <- in_fresh_r(function() {
    library(lamina, warn.conflicts = FALSE)
    layer <- Layer("Early", call = function(inputs) inputs)
    register_keras_serializable(layer, package = "mine")
    started <- reticulate::py_available()
    list(
      started = started, name = get_registered_name(layer),
      saved = serialize_keras_object(layer())$registered_name
    )
  })
  expect_identical(seen, list(started = FALSE, name = "mine>Early", saved = "mine>Early"))
})

test_that("what is registered can be looked at, replaced and put back", {
  local_registry()
  layer <- layer_times()
  before <- set_custom_objects(list("mine>Times" = layer))
  expect_true("R>Times" %in% names(before))
  expect_named(get_custom_objects(), "mine>Times")
  f <- function(x) x
  set_custom_objects(list(f = f), clear = FALSE)
  expect_named(set_custom_objects(), c("mine>Times", "f"), ignore.order = TRUE)
  expect_identical(get_custom_objects(), named_list())
  expect_null(get_registered_object("mine>Times"))
  set_custom_objects(before)
  expect_setequal(names(get_custom_objects()), names(before))
  expect_identical(get_registered_name(activation_relu), "relu")
  expect_identical(get_registered_name(f), "f")
  found <- get_registered_object("mine", custom_objects = list(mine = layer))
  expect_identical(found$`__name__`, "Times")
  found <- get_registered_object("mine", module_objects = list(mine = layer))
  expect_identical(found$`__name__`, "Times")
})

test_that("a scope has names for a while, before those that are registered", {
  twice <- function(x) 2 * x
  bias <- function(y_true, y_pred) op_mean(y_pred - y_true, -1)
  layer <- layer_times()
  model <- keras_model_sequential(input_shape = 3) |> layer(n = 2) |> layer_activation(twice)
  file <- save_model(model)
  layer_other <- Layer(
    "Times",
    initialize = function(n) {
      super$initialize()
      self$n <- n
    },
    call = function(inputs) inputs * self$n * 10,
    get_config = function() c(super$get_config(), list(n = self$n))
  )
  expect_error(load_model(file), "twice", class = "lamina_error_file")
  value <- with_custom_object_scope(list(twice = twice), {
    inner <- with_custom_object_scope(list(Times = layer), first_prediction(file))
    expect_equal(first_prediction(file), 40 * x)
    inner
  })
  expect_equal(value, 4 * x)
  with_custom_object_scope(list(spread = bias, twice = twice), {
    model <- keras_model_sequential(input_shape = 3) |> layer_dense(1, activation = "twice")
    model |> compile("sgd", "mse", metrics = "spread")
  })
  expect_named(evaluate(model, x, rep(0, 2), verbose = 0), c("loss", "spread"))
  # Also where the code fails.
  expect_error(with_custom_object_scope(list(twice = twice), stop("here")), "here")
  expect_error(load_model(file), "twice", class = "lamina_error_file")
  # What is defined inside stays.
  with_custom_object_scope(list(Times = layer), layer_new <- layer_times())
  expect_true(get_registered_object("R>Times") == layer_new(n = 1)$`__class__`)
})

test_that("anything else is refused", {
  skip_without_keras()
  plain <- reticulate::PyClass("Plain", list())
  expect_lamina_error(register_keras_serializable(plain), "a class with `get_config\\(\\)`")
  expect_snapshot(error = TRUE, {
    register_keras_serializable()
    register_keras_serializable("relu")
    register_keras_serializable(layer_dense(units = 1))
    register_keras_serializable(function(x) x)
    register_keras_serializable(Callback("Watch"))
    register_keras_serializable(identity, name = "a>b")
    register_keras_serializable(identity, package = 3)
    register_keras_serializable(identity, clear = TRUE)
    get_registered_name()
    get_registered_name(layer_dense(units = 1))
    get_registered_name("relu")
    get_registered_object(NULL)
    get_registered_object("a", custom_objects = list(a = 1))
    set_custom_objects(list(a = 1))
    set_custom_objects(clear = NA)
    with_custom_object_scope(expr = 1)
    with_custom_object_scope(list(a = 1), 1)
  })
})
