test_that("augmentation is refused for ONNX, and packages are asked for at once", {
  skip_without_keras()
  model <- keras_model_sequential(input_shape = c(4, 4, 1)) |>
    layer_random_flip(name = "flip") |>
    layer_flatten() |>
    layer_dense(1)
  path <- file.path(withr::local_tempdir(), "model.onnx")
  expect_lamina_error(model$export(path, format = "onnx"), "leave out the layer \"flip\"")
  cnd <- expect_lamina_error(export_savedmodel(model, path, format = "onnx"), "\"flip\"")
  expect_identical(cnd$call[[1]], quote(export_savedmodel))
  nested <- keras_model_sequential(layers = list(model))
  expect_lamina_error(nested$export(path, format = "onnx"), "\"flip\"")
  expect_lamina_error(
    check_onnx_packages(NULL, c("keras", "no_such_package")), "needs Python's .*no_such_package",
    class = "setup"
  )
  expect_null(check_onnx_packages(NULL, "keras"))
  expect_false(file.exists(path))
})

test_that("a model is exported for serving, over an export but nothing else", {
  skip_without_keras()
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(2)
  folder <- file.path(withr::local_tempdir(), "served")
  expect_snapshot(error = TRUE, {
    export_savedmodel(1, folder)
    export_savedmodel(model)
    export_savedmodel(model, folder, format = 1)
    export_savedmodel(model, folder, format = "onxx")
  })
  dir.create(folder)
  writeLines("mine", file.path(folder, "notes.txt"))
  expect_lamina_error(export_savedmodel(model, folder), "a folder that holds something else")
  expect_identical(list.files(folder), "notes.txt")
  # PyTorch writes other formats.
  skip_if(keras$backend$backend() == "torch", "the format is TensorFlow's")
  unlink(folder, recursive = TRUE)
  for (times in 1:2) {
    expect_identical(expect_invisible(export_savedmodel(model, folder)), model)
  }
  x <- matrix(c(1, -2, 3, 0.5), 1)
  served <- reticulate::import("tensorflow")$saved_model$load(folder)$serve(x)
  expect_equal(as.array(served), as.array(model(x)), tolerance = 1e-6)
})
