# Needs a backend, whichever.

skip_without_keras()

small_model <- function() keras_model_sequential(input_shape = 2, name = "net") |> layer_dense(1)

test_that("what stands in the way of a file is told, and stays", {
  withr::local_dir(withr::local_tempdir())
  model <- small_model()
  for (path in c("a", "a.keras", "a.weights.h5", "a.json")) {
    dir.create(path)
    file.create(file.path(path, "notes.txt"))
  }
  file.create("b.h5")
  before <- list.files(all.files = TRUE, recursive = TRUE)
  expect_snapshot(error = TRUE, {
    save_model(model, "a", overwrite = TRUE)
    save_model(model, "a.keras", overwrite = TRUE)
    save_model(model, "b.h5")
    save_model(model, "nowhere/a")
    save_model_weights(model, "a.weights.h5", overwrite = TRUE)
    save_model_config(model, "a.json", overwrite = TRUE)
    save_model_config(model, "b.h5")
    save_model_config(model, "nowhere/a.json")
    load_model_config("a.json")
    load_model_weights(model, "a.weights.h5")
  })
  expect_identical(list.files(all.files = TRUE, recursive = TRUE), before)
})

test_that("what a link leads to is written, whatever is saved", {
  skip_on_os("windows")
  withr::local_dir(withr::local_tempdir())
  model <- small_model()
  dir.create("elsewhere")
  save <- list(
    "a.keras" = save_model, "a.weights.h5" = save_model_weights, "a.json" = save_model_config
  )
  for (name in names(save)) {
    file.symlink(file.path("elsewhere", name), name)
    for (overwrite in c(FALSE, TRUE)) save[[name]](model, name, overwrite = overwrite)
    expect_identical(unname(Sys.readlink(name)), file.path("elsewhere", name))
    expect_lamina_error(save[[name]](model, name), "exists already", "file")
    lost <- paste0("lost-", name)
    file.symlink(file.path("nowhere", name), lost)
    expect_lamina_error(save[[name]](model, lost), "there is no '.*nowhere'", "file")
  }
  expect_setequal(list.files("elsewhere", all.files = TRUE, no.. = TRUE), names(save))
  expect_setequal(
    list.files(all.files = TRUE, no.. = TRUE),
    c("elsewhere", names(save), paste0("lost-", names(save)))
  )
})

test_that("an error of the model's own is none of the path", {
  Fails <- reticulate::py_run_string( # nolint: object_name_linter.
    "import keras
class Fails(keras.layers.Layer):
    def save_own_variables(self, store):
        raise FileExistsError('of its own')
    def get_config(self):
        raise FileNotFoundError('of its own')",
    local = TRUE
  )$Fails
  model <- keras_model_sequential(input_shape = 2)
  model$add(Fails())
  path <- withr::local_tempfile(fileext = ".weights.h5")
  expect_lamina_error(save_model_weights(model, path), "weights could not be saved", "file")
  expect_lamina_error(save_model_config(model), "could not be written", "file")
})
