skip_without_keras()

on_tensorflow <- function() keras$backend$backend() == "tensorflow"

exported <- function(model) {
  folder <- withr::local_tempdir(.local_envir = parent.frame())
  model$export(folder, verbose = FALSE)
  folder
}

empty_saved_model <- function() {
  folder <- withr::local_tempdir(.local_envir = parent.frame())
  file.create(file.path(folder, "saved_model.pb"))
  folder
}

test_that("a saved model gives what it gave before", {
  skip_if_not(on_tensorflow(), "the backend is TensorFlow")
  model <- small_convnet()
  x <- images()
  layer <- layer_tfsm(filepath = exported(model), name = "saved", trainable = FALSE)
  expect_equal(as.array(layer(x)), as.array(model(x)), tolerance = 1e-5)
  expect_identical(layer$name, "saved")
  expect_identical(length(layer$trainable_weights), 0L)
  expect_identical(length(layer$weights), length(model$weights))
  outer <- keras_model_sequential(input_shape = c(6, 6, 1)) |> layer_tfsm(layer$filepath)
  expect_equal(as.array(outer(x)), as.array(model(x)), tolerance = 1e-5)
})

test_that("a function that the saved model does not have is an error of Keras', told plainly", {
  skip_if_not(on_tensorflow(), "the backend is TensorFlow")
  folder <- exported(small_classifier())
  expect_lamina_error(
    layer_tfsm(filepath = folder, call_endpoint = "other"), "could not create", "python",
    from = "layer_tfsm"
  )
})

test_that("another backend is refused, and the model stays as it was", {
  skip_if(on_tensorflow(), "the backend is TensorFlow")
  folder <- empty_saved_model()
  model <- small_classifier()
  expect_model_unchanged(model, {
    cnd <- expect_lamina_error(
      layer_tfsm(model, folder), "needs the backend \"tensorflow\"", "backend", from = "layer_tfsm"
    )
  })
  expect_match(conditionMessage(cnd), "use_backend(\"tensorflow\")", fixed = TRUE)
})

test_that("bad arguments are refused, on every backend", {
  expect_lamina_error(layer_tfsm(), "`filepath` is missing", from = "layer_tfsm")
  expect_lamina_error(layer_tfsm(filepath = 1), "must be the path of a folder with a SavedModel")
  cnd <- expect_lamina_error(layer_tfsm(filepath = "no/such/folder"), "\"no/such/folder\"")
  expect_match(conditionMessage(cnd), "There is no such folder")
  cnd <- expect_lamina_error(layer_tfsm(filepath = withr::local_tempdir()), "SavedModel")
  expect_match(conditionMessage(cnd), "no file saved_model.pb", fixed = TRUE)
  folder <- empty_saved_model()
  expect_lamina_error(layer_tfsm(filepath = folder, call_endpoint = ""), "`call_endpoint`")
  expect_lamina_error(layer_tfsm(filepath = folder, call_training_endpoint = 1), "`call_training_")
  expect_lamina_error(layer_tfsm(filepath = folder, trainable = NA), "`trainable`")
})

test_that("the arguments stand in the order of keras3", {
  expect_identical(names(formals(layer_tfsm)), c(
    "object", "filepath", "call_endpoint", "call_training_endpoint", "trainable", "name", "dtype",
    "..."
  ))
})
