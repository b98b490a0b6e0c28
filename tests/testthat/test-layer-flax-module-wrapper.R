skip_without_keras()

on_jax <- function() keras$backend$backend() == "jax"

has_flax <- function() reticulate::py_module_available("flax")

any_object <- function() keras$losses$MeanSquaredError()

test_that("a module computes what Flax computes, and its weights are the layer's", {
  skip_if_not(on_jax() && has_flax(), "the backend is JAX, with Flax")
  dense <- reticulate::import("flax")$linen$Dense
  x <- feature_maps(c(4, 3))
  layer <- layer_flax_module_wrapper(module = dense(2L), name = "module", seed = 1)
  y <- as.array(layer(x))
  weights <- lapply(layer$weights, as.array)
  kernel <- Find(function(w) length(dim(w)) == 2L, weights)
  bias <- Find(function(w) length(dim(w)) == 1L, weights)
  expect_equal(y, sweep(x %*% kernel, 2, bias, "+"), tolerance = 1e-6)
  expect_identical(layer$name, "module")
  expect_composes(function(object) layer_flax_module_wrapper(object, dense(2L)), x, c(4, 2))
  given <- list(params = list(kernel = matrix(1, 3, 2), bias = c(0, 5)))
  layer <- layer_flax_module_wrapper(module = dense(2L), variables = given)
  expect_equal(as.array(layer(matrix(1, 1, 3))), matrix(c(3, 8), 1))
})

test_that("an R function may call the module", {
  skip_if_not(on_jax() && has_flax(), "the backend is JAX, with Flax")
  dense <- reticulate::import("flax")$linen$Dense
  twice <- function(module, inputs, training) keras$ops$multiply(module(inputs), 2)
  given <- list(params = list(kernel = matrix(1, 3, 1), bias = array(0)))
  layer <- layer_flax_module_wrapper(module = dense(1L), method = twice, variables = given)
  expect_equal(as.array(layer(matrix(1, 1, 3))), matrix(6))
})

test_that("without Flax the error says what is missing, and the model stays as it was", {
  skip_if(has_flax(), "Flax is installed")
  skip_if(keras$backend$backend() == "torch", "the backend cannot run Flax")
  skip_if_not(reticulate::py_module_available("jax"), "jax is installed")
  model <- small_classifier()
  expect_model_unchanged(model, {
    cnd <- expect_lamina_error(
      layer_flax_module_wrapper(model, any_object()), "flax", "setup",
      from = "layer_flax_module_wrapper"
    )
  })
  expect_match(conditionMessage(cnd), "pip install flax")
})

test_that("another backend is refused, and the model stays as it was", {
  skip_if_not(keras$backend$backend() == "torch", "the backend is PyTorch")
  model <- small_classifier()
  expect_model_unchanged(model, {
    expect_lamina_error(
      layer_flax_module_wrapper(model, any_object()), "needs the backend \"jax\" or \"tensorflow\"",
      "backend", from = "layer_flax_module_wrapper"
    )
  })
})

test_that("bad arguments are refused, on every backend", {
  expect_lamina_error(layer_flax_module_wrapper(), "`module` is missing")
  expect_lamina_error(
    layer_flax_module_wrapper(module = 1), "must be a module of Flax",
    from = "layer_flax_module_wrapper"
  )
  wrap <- function(...) layer_flax_module_wrapper(module = any_object(), ...)
  expect_lamina_error(wrap(method = "forward"), "`method` must be a function")
  expect_lamina_error(wrap(variables = list(params = "a")), "`variables`")
  expect_lamina_error(wrap(seed = 1.5), "`seed`")
  expect_lamina_error(wrap(native_serialization_platforms = "gpu"), "native_serialization")
  expect_lamina_error(wrap(modul = 1), "modul")
})

test_that("the arguments stand in the order of keras3", {
  expect_identical(
    names(formals(layer_flax_module_wrapper)), c("object", "module", "method", "variables", "...")
  )
})
