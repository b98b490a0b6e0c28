# Needs a backend, whichever.

skip_without_keras()

twice <- function(x) x * 2
name_of <- function(layer) layer$activation$`__name__`

test_that("a function has the name of its variable, wherever it was handed on", {
  dense <- function(act, ...) layer_dense(units = 1, activation = act)
  on <- function(...) layer_dense(units = 1, ...)
  parts <- list(half = function(x) x / 2)
  own <- list2env(list(third = function(x) x / 3))
  expect_identical(name_of(layer_dense(units = 1, activation = twice)), "twice")
  expect_identical(name_of(layer_dense(units = 1, activation = (twice))), "twice")
  expect_identical(name_of(dense(twice)), "twice")
  expect_identical(name_of(on(activation = twice)), "twice")
  expect_identical(name_of(dense(parts$half)), "half")
  expect_identical(name_of(dense(parts[["half"]])), "half")
  expect_identical(name_of(dense(own$third)), "third")
  expect_identical(name_of(dense(rlang::as_list)), "as_list")
  expect_identical(name_of(lapply(parts, function(f) dense(f))[[1]]), "f")
  activation <- twice
  expect_identical(name_of(on(activation = activation)), "activation")
  handed_on <- function(activation) on(activation = activation)
  expect_identical(name_of(handed_on(twice)), "twice")
  within <- function() {
    act <- function(x) x
    dense(act)
  }
  expect_identical(name_of(within()), "act")
})

test_that("an attribute goes before the variable, keras3's too", {
  expect_identical(
    name_of(layer_dense(units = 1, activation = structure(twice, name = "other"))), "other"
  )
  expect_identical(
    name_of(layer_dense(units = 1, activation = structure(twice, py_function_name = "its"))), "its"
  )
})

test_that("a function of R's own keeps no name", {
  expect_identical(name_of(layer_dense(units = 1, activation = exp)), "exp")
  expect_null(attributes(exp))
})

test_that("what came without a name is named after its layer and argument", {
  act <- function(x) x
  expect_identical(
    name_of(layer_dense(units = 1, activation = function(x) x, name = "out")), "out_activation"
  )
  expect_identical(
    name_of(do.call(layer_dense, list(units = 1, activation = act, name = "a"))), "a_activation"
  )
  lambda <- layer_lambda(f = function(x) x, output_shape = function(shape) shape, name = "same")
  expect_identical(lambda$`function`$`__name__`, "same_function")
  expect_identical(lambda$get_config()$output_shape$config, "same_output_shape")
})

test_that("layer classes written in R name their functions alike", {
  layer_apply <- Layer(
    "Apply",
    initialize = function(activation) {
      super$initialize()
      self$activation <- activation
    },
    call = function(inputs) self$activation(inputs)
  )
  expect_identical(name_of(layer_apply(activation = twice)), "twice")
  expect_identical(name_of(layer_apply(activation = function(x) x, name = "a")), "a_activation")
})

test_that("functions that differ have names that differ, in whatever way they got into a model", {
  names_in <- function(model) vapply(model$layers, name_of, "")
  acts <- list(function(x) x * 2, function(x) x + 100, function(x) x * 2)
  dense <- function(f) layer_dense(units = 1, activation = f)
  expected <- c("f", "f_2", "f")

  sequential <- keras_model_sequential(input_shape = 1)
  for (f in acts) layer_dense(sequential, 1, activation = f)
  expect_identical(names_in(sequential), expected)
  expect_identical(
    names_in(keras_model_sequential(layers = c(list(keras_input(1)), lapply(acts, dense))[-1])),
    expected
  )
  input <- keras_input(1)
  output <- input
  for (layer in lapply(acts, dense)) output <- layer(output)
  model <- keras_model(input, output)
  expect_identical(vapply(model$layers[-1], name_of, ""), expected)

  # The same code beside another value is another function.
  times <- function(n) function(x) x * n
  closures <- lapply(1:2, function(n) dense(times(n)))
  model <- keras_model_sequential(layers = closures)
  expect_identical(anyDuplicated(names_in(model)), 0L)
})

test_that("an activation is not taken for Keras' own of that name", {
  gelu <- function(x) x * 3
  model <- keras_model_sequential(input_shape = 1) |>
    layer_dense(1, activation = gelu, kernel_initializer = "ones")
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  # Newer versions of Keras tell the two apart themselves.
  name <- if (keras_is_before("3.16")) "gelu_r" else "gelu"
  expect_lamina_error(load_model(path), sprintf("\"%s\" is not known", name), "file")
  x <- matrix(1)
  for (again in list(
    load_model(path, custom_objects = list(gelu = gelu)),
    load_model(path, custom_objects = stats::setNames(list(gelu), name)),
    load_model(path, safe_mode = FALSE)
  )) {
    expect_equal(as.array(again(x)), matrix(3))
    expect_identical(name_of(again$layers[[1]]), name)
  }
})
