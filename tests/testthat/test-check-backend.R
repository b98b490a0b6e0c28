skip_without_keras()

test_that("the running backend passes, another is refused", {
  running <- keras$backend$backend()
  layer <- function(needed) check_backend("layer_x", needed)
  expect_identical(layer(c(running, "other")), running)
  expect_lamina_error(
    layer("other"), sprintf("needs the backend \"other\", and Keras runs with \"%s\"", running),
    class = "backend", from = "layer"
  )
})

test_that("a Python package that is missing is named, with the command that installs it", {
  layer <- function(package) check_python_package(package, "layer_x")
  expect_null(layer("numpy"))
  cnd <- expect_lamina_error(layer("no_such_package"), "no_such_package", "setup", from = "layer")
  expect_match(conditionMessage(cnd), "-m pip install no_such_package")
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
