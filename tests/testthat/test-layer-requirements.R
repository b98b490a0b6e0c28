skip_without_keras()

test_that("the running backend passes, another is refused", {
  running <- keras$backend$backend()
  layer <- function(needed) check_backend("layer_x", needed)
  expect_identical(layer(c(running, "other")), running)
  expect_lamina_error(
    layer("other"), sprintf("needs the backend \"other\", but Keras runs with \"%s\"", running),
    class = "backend", from = "layer"
  )
})

test_that("a Python package that is missing is named, with the command that installs it", {
  layer <- function(package) check_python_package(package, "layer_x")
  expect_null(layer("numpy"))
  cnd <- expect_lamina_error(layer("no_such_package"), "no_such_package", "setup", from = "layer")
  expect_match(conditionMessage(cnd), "-m pip install no_such_package")
})
