skip_without_keras()

runs_jax <- function() {
  keras$backend$backend() %in% c("jax", "tensorflow") && reticulate::py_module_available("jax")
}

jnp <- function() reticulate::import("jax.numpy")

affine <- function(params, inputs) jnp()$matmul(inputs, params$kernel) + params$bias

start <- function(rng, inputs) {
  size <- dim(inputs)[[2L]]
  list(kernel = jnp()$ones(reticulate::tuple(size, 2L)), bias = jnp()$zeros(reticulate::tuple(2L)))
}

test_that("R functions of the right arguments compute with given or with new weights", {
  skip_if_not(runs_jax(), "the backend can run JAX")
  x <- feature_maps(c(4, 3))
  kernel <- feature_maps(c(3, 2), seed = 3)
  layer <- layer_jax_model_wrapper(
    call_fn = affine, params = list(kernel = kernel, bias = c(1, -1)), name = "affine"
  )
  expect_equal(as.array(layer(x)), sweep(x %*% kernel, 2, c(1, -1), "+"), tolerance = 1e-6)
  expect_identical(layer$name, "affine")
  expect_identical(length(layer$trainable_weights), 2L)
  layer <- layer_jax_model_wrapper(call_fn = affine, init_fn = start)
  expect_equal(as.array(layer(x)), x %*% matrix(1, 3, 2), tolerance = 1e-6)
})

test_that("it composes, and is trained with the model", {
  skip_if_not(runs_jax(), "the backend can run JAX")
  expect_composes(
    function(object) layer_jax_model_wrapper(object, affine, start), feature_maps(c(4, 3)), c(4, 2)
  )
  data <- easy_problem()
  set_random_seed(1)
  model <- keras_model_sequential(input_shape = 4) |>
    layer_jax_model_wrapper(affine, start) |>
    layer_activation("softmax")
  compile(model, keras$optimizers$Adam(0.1), "sparse_categorical_crossentropy", "accuracy")
  fit(model, data$x, data$y, epochs = 10, verbose = 0)
  expect_gt(evaluate(model, data$x, data$y, verbose = 0)$accuracy, 0.9)
})

test_that("training and state reach the function, and the state is kept", {
  skip_if_not(runs_jax(), "the backend can run JAX")
  count <- function(state, inputs, training) {
    step <- if (training) 1 else 0
    list(inputs + state$calls, list(calls = state$calls + step))
  }
  layer <- layer_jax_model_wrapper(call_fn = count, state = list(calls = 0))
  x <- matrix(1, 1, 2)
  expect_equal(as.array(layer(x, training = TRUE)), x)
  expect_equal(as.array(layer(x, training = TRUE)), x + 1)
  expect_equal(as.array(layer(x, training = FALSE)), x + 2)
  expect_equal(as.array(layer(x, training = FALSE)), x + 2)
  expect_identical(length(layer$trainable_weights), 0L)
})

test_that("the seed decides what is drawn", {
  skip_if_not(runs_jax(), "the backend can run JAX")
  noise <- function(rng, inputs, training) {
    if (is.null(rng)) return(inputs)
    inputs + reticulate::import("jax")$random$normal(rng, inputs$shape)
  }
  x <- matrix(0, 2, 3)
  draw <- function(seed) {
    as.array(layer_jax_model_wrapper(call_fn = noise, seed = seed)(x, training = TRUE))
  }
  expect_identical(draw(1), draw(1))
  expect_false(identical(draw(1), draw(2)))
  expect_equal(as.array(layer_jax_model_wrapper(call_fn = noise)(x, training = FALSE)), x)
})

test_that("an error in an R function is the cause of lamina's", {
  skip_if_not(runs_jax(), "the backend can run JAX")
  fails <- function(inputs) stop("my own reason")
  cnd <- expect_error(layer_jax_model_wrapper(matrix(1), fails), class = "lamina_error")
  expect_match(rlang::cnd_message(cnd), "my own reason")
})

test_that("another backend is refused, and the model stays as it was", {
  skip_if_not(keras$backend$backend() == "torch", "the backend is PyTorch")
  model <- small_classifier()
  expect_model_unchanged(model, {
    expect_lamina_error(
      layer_jax_model_wrapper(model, affine, start), "needs the backend \"jax\" or \"tensorflow\"",
      "backend", from = "layer_jax_model_wrapper"
    )
  })
})

test_that("bad arguments are refused, on every backend", {
  wrap <- function(...) layer_jax_model_wrapper(call_fn = affine, ...)
  expect_lamina_error(
    layer_jax_model_wrapper(), "`call_fn` is missing", from = "layer_jax_model_wrapper"
  )
  expect_lamina_error(layer_jax_model_wrapper(call_fn = "f"), "`call_fn` must be a function")
  expect_lamina_error(
    layer_jax_model_wrapper(call_fn = function(params, x) x),
    "`call_fn` must be a function of `inputs`, not of `params` and `x`",
    from = "layer_jax_model_wrapper"
  )
  expect_lamina_error(
    layer_jax_model_wrapper(call_fn = function(inputs, ...) inputs), "not of `inputs` and `...`"
  )
  expect_lamina_error(wrap(init_fn = function(rng, inputs, state) 1), "`init_fn`")
  expect_lamina_error(wrap(params = "a"), "`params` must be arrays of numbers")
  expect_lamina_error(wrap(state = NA), "`state` must be arrays of numbers")
  expect_lamina_error(wrap(seed = -1), "`seed`")
  expect_lamina_error(wrap(native_serialization_platforms = "gpu"), "native_serialization")
  expect_lamina_error(wrap(dtype = "float33"), "`dtype`")
})

test_that("the arguments stand in the order of keras3, what Keras has beyond them behind", {
  expect_identical(names(formals(layer_jax_model_wrapper)), c(
    "object", "call_fn", "init_fn", "params", "state", "seed", "native_serialization_platforms",
    "...", "dtype"
  ))
})
