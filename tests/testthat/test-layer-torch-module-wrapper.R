skip_without_keras()

on_torch <- function() keras$backend$backend() == "torch"

linear <- function(...) reticulate::import("torch")$nn$Linear(...)

test_that("a module computes what PyTorch computes, and its weights are the layer's", {
  skip_if_not(on_torch(), "the backend is PyTorch")
  layer <- layer_torch_module_wrapper(module = linear(3L, 2L), name = "module")
  x <- feature_maps(c(4, 3))
  weights <- get_weights(layer)
  expect_equal(
    as.array(layer(x)), sweep(x %*% t(weights[[1]]), 2, weights[[2]], "+"), tolerance = 1e-6
  )
  expect_identical(layer$name, "module")
  expect_identical(length(layer$trainable_weights), 2L)
})

test_that("it composes", {
  skip_if_not(on_torch(), "the backend is PyTorch")
  expect_composes(
    function(object) layer_torch_module_wrapper(object, linear(3L, 2L), c(NA, 2)),
    feature_maps(c(4, 3)), c(4, 2)
  )
  model <- keras_model_sequential(input_shape = 3) |> layer_torch_module_wrapper(linear(3L, 2L))
  expect_identical(dim(model(feature_maps(c(4, 3)))), c(4L, 2L))
  expect_lamina_error(
    layer_torch_module_wrapper(keras_input(3), linear(3L, 2L)), "`output_shape` is missing",
    from = "layer_torch_module_wrapper"
  )
})

test_that("a saved model has the module again, where its code is trusted", {
  skip_if_not(on_torch(), "the backend is PyTorch")
  input <- keras_input(3)
  model <- keras_model(input, layer_torch_module_wrapper(input, linear(3L, 2L), c(NA, 2)))
  file <- withr::local_tempfile(fileext = ".keras")
  save_model(model, file)
  x <- feature_maps(c(4, 3))
  again <- load_model(file, safe_mode = FALSE)
  expect_equal(as.array(again(x)), as.array(model(x)), tolerance = 1e-6)
  expect_lamina_error(load_model(file), class = "file")
})

test_that("a module is trained with the model", {
  skip_if_not(on_torch(), "the backend is PyTorch")
  data <- easy_problem()
  set_random_seed(1)
  reticulate::import("torch")$manual_seed(1L)
  model <- keras_model_sequential(input_shape = 4) |>
    layer_torch_module_wrapper(linear(4L, 2L)) |>
    layer_activation("softmax")
  compile(model, keras$optimizers$Adam(0.1), "sparse_categorical_crossentropy", "accuracy")
  fit(model, data$x, data$y, epochs = 10, verbose = 0)
  expect_gt(evaluate(model, data$x, data$y, verbose = 0)$accuracy, 0.9)
})

test_that("what is no module is refused", {
  expect_lamina_error(
    layer_torch_module_wrapper(), "`module` is missing", from = "layer_torch_module_wrapper"
  )
  expect_lamina_error(layer_torch_module_wrapper(module = 3), "must be a module of PyTorch")
  skip_if_not(on_torch(), "the backend is PyTorch")
  expect_lamina_error(
    layer_torch_module_wrapper(module = keras$losses$MeanSquaredError()),
    "must be a module of PyTorch",
    from = "layer_torch_module_wrapper"
  )
  expect_lamina_error(
    layer_torch_module_wrapper(module = linear(3L, 2L), output_shape = "a"), "`output_shape`"
  )
})

test_that("another backend is refused, and the model stays as it was", {
  skip_if(on_torch(), "the backend is PyTorch")
  model <- small_classifier()
  expect_model_unchanged(model, {
    cnd <- expect_lamina_error(
      layer_torch_module_wrapper(model, keras$losses$MeanSquaredError()),
      "needs the backend \"torch\"", "backend", from = "layer_torch_module_wrapper"
    )
  })
  expect_match(conditionMessage(cnd), "use_backend(\"torch\")", fixed = TRUE)
})

test_that("the arguments stand in the order of keras3", {
  expect_identical(
    names(formals(layer_torch_module_wrapper)), c("object", "module", "output_shape", "name", "...")
  )
})
