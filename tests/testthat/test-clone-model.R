skip_without_keras()

test_that("a clone has the same layers and weights of its own", {
  model <- small_convnet()
  before <- get_weights(model)
  clone <- clone_model(model)
  expect_equal(settings(clone)$layers, settings(model)$layers)
  expect_s3_class(clone$layers[[2]], "lamina.SpatialDropout2D")
  expect_false(identical(get_weights(clone), before))
  set_weights(clone, lapply(before, function(w) w * 0))
  expect_identical(get_weights(model), before)
  expect_true(is_made_here(clone))
})

test_that("functions exchange layers, and call them", {
  inputs <- keras_input(4)
  model <- keras_model(inputs, inputs |> layer_dense(4, name = "a") |> layer_dense(2, name = "b"))
  wider <- clone_model(model, clone_function = function(layer) {
    config <- get_config(layer)
    if (config$name == "a") config$units <- 6
    from_config(config)
  })
  expect_identical(get_layer(wider, "a")$units, 6L)
  shared <- clone_model(model, clone_function = identity, call_function = function(layer, ...) {
    layer_rescaling(layer(...), 2)
  })
  x <- feature_maps(c(3, 4))
  weights <- get_weights(model)
  expect_identical(get_weights(shared), weights)
  expected <- 2 * (2 * x %*% weights[[1]]) %*% weights[[3]]
  expect_equal(predict(shared, x, verbose = 0), expected, tolerance = 1e-5)
  tensor <- keras_input(4, name = "given")
  expect_identical(clone_model(model, tensor)$inputs[[1]]$name, "given")
})

test_that("models within are cloned as a whole or layer by layer", {
  inner <- keras_model_sequential(input_shape = 4, name = "inner") |> layer_dense(4, name = "deep")
  model <- keras_model_sequential(input_shape = 4) |> inner()
  seen <- character()
  note <- function(layer) {
    seen <<- c(seen, layer$name)
    from_config(get_config(layer))
  }
  clone_model(model, clone_function = note)
  expect_identical(seen, "inner")
  seen <- character()
  clone_model(model, clone_function = note, recursive = TRUE)
  expect_identical(seen, "deep")
})

test_once("what cannot be cloned so is refused", {
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(2, name = "only")
  expect_snapshot(error = TRUE, {
    clone_model(1)
    clone_model()
    clone_model(model, input_tensors = 1)
    clone_model(model, clone_function = "copy")
    clone_model(model, clone_function = function(layer) layer$name)
    clone_model(model, clone_function = function(layer) stop("not this one"))
    clone_model(model, call_function = function(layer, ...) layer(...))
    clone_model(model, recursive = NA)
    clone_model(model, clone_fn = identity)
  })
})

test_that("a clone has the R functions of its layers", {
  twice <- function(x) 2 * x
  model <- keras_model_sequential(input_shape = 3) |>
    layer_dense(2, activation = twice, kernel_initializer = function(shape, dtype) {
      op_ones(shape, dtype)
    }) |>
    layer_dense(1, activation = function(x) x + 1, kernel_initializer = "ones")
  expect_identical(as.array(clone_model(model)(matrix(1, 1, 3))), matrix(13))
})
