skip_without_keras()

test_that("an architecture comes back without the weights", {
  path <- withr::local_tempfile(fileext = ".json")
  model <- small_convnet()
  saved <- withVisible(save_model_config(model, path))
  expect_true(is_same_object(saved$value, model))
  expect_false(saved$visible)
  again <- load_model_config(path)
  expect_equal(settings(again), settings(model))
  expect_s3_class(again$layers[[2]], "lamina.SpatialDropout2D")
  expect_false(identical(get_weights(again), get_weights(model)))
  expect_equal(predict(again, images(), verbose = 0), predict(again, images(), verbose = 0))
  text <- save_model_config(model)
  expect_type(text, "character")
  expect_equal(settings(load_model_config(text)), settings(model))
  expect_snapshot(error = TRUE, transform = function(x) gsub("'[^']*json'", "'model.json'", x), {
    save_model_config(model, path)
  })
  other <- keras_model_sequential(input_shape = 2, name = "other")
  save_model_config(other, path, overwrite = TRUE)
  expect_identical(load_model_config(path)$name, "other")
})

test_that("functions are given by name", {
  twice <- function(x) 2 * x
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(1, activation = twice)
  text <- save_model_config(model)
  again <- load_model_config(text, custom_objects = list(twice = twice))
  set_weights(again, list(matrix(1, 2, 1), 0))
  expect_equal(predict(again, matrix(1, 1, 2), verbose = 0), matrix(4))
  expect_lamina_error(
    load_model_config(text), "\"twice\" is not known", "file", "load_model_config"
  )
})

test_once("what is no architecture is refused", {
  withr::local_dir(withr::local_tempdir())
  model <- keras_model_sequential(input_shape = 2)
  expect_snapshot(error = TRUE, {
    save_model_config(1)
    save_model_config()
    save_model_config(model, 1)
    save_model_config(model, "nowhere/model.json")
    save_model_config(model, "model.json", overwrite = 1)
    load_model_config()
    load_model_config("model.json")
    load_model_config(NA)
    load_model_config("{}", custom_objects = 1)
  })
  expect_lamina_error(load_model_config("{\"a\": 1}"), "No model could be made", "file")
  writeBin(as.raw(c(0x7b, 0xe9, 0x7d)), "other.json")
  expect_lamina_error(load_model_config("other.json"), "not the architecture of a model", "file")
  layer <- '{"module": "keras.layers", "class_name": "Dense", "config": {"units": 3}}'
  expect_lamina_error(load_model_config(layer), "not the architecture of a model", "file")
})
