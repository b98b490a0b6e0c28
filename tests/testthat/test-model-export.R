test_that("augmentation is refused for ONNX, and packages are asked for at once", {
  skip_without_keras()
  model <- keras_model_sequential(input_shape = c(4, 4, 1)) |>
    layer_random_flip(name = "flip") |>
    layer_flatten() |>
    layer_dense(1)
  path <- file.path(withr::local_tempdir(), "model.onnx")
  expect_lamina_error(model$export(path, format = "onnx"), "leave out the layer \"flip\"")
  nested <- keras_model_sequential(layers = list(model))
  expect_lamina_error(nested$export(path, format = "onnx"), "\"flip\"")
  expect_lamina_error(
    check_onnx_packages(NULL, c("keras", "no_such_package")), "needs Python's .*no_such_package",
    class = "setup"
  )
  expect_null(check_onnx_packages(NULL, "keras"))
  expect_false(file.exists(path))
})
