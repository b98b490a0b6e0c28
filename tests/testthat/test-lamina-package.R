# Needs a backend, whichever.

# One new process for what happens before Python starts.
before_python <- function() {
  remember("before_python", in_fresh_r(function() {
    seconds <- system.time(library(lamina))[["elapsed"]]
    reticulate_loaded <- isNamespaceLoaded("reticulate")
    shown <- utils::capture.output(print(keras))
    python_loaded <- reticulate::py_available()
    refused <- function(code) inherits(tryCatch(code, error = identity), "lamina_error")
    list(
      seconds = seconds, reticulate_loaded = reticulate_loaded, shown = shown,
      python_loaded = python_loaded,
      refused = c(
        rate = refused(layer_spatial_dropout_2d(0.3)),
        na = refused(layer_spatial_dropout_2d(rate = NA)),
        seed = refused(layer_spatial_dropout_1d(rate = 0.1, seed = 1.5)),
        data_format = refused(layer_spatial_dropout_3d(rate = 0.1, data_format = "last")),
        name = refused(layer_spatial_dropout_2d(rate = 0.1, name = "a/b")),
        dtype = refused(layer_spatial_dropout_2d(rate = 0.1, dtype = "float33")),
        object = refused(layer_spatial_dropout_2d("model", rate = 0.1)),
        units = refused(layer_dense(units = 2.5)),
        axis = refused(layer_concatenate(axis = 0)),
        inputs = refused(layer_add("a")),
        misspelt = refused(layer_dense(units = 1, activatoin = "relu")),
        input = refused(keras_input()),
        input_shape = refused(keras_model_sequential(input_shape = "a")),
        backend = refused(use_backend("theano")),
        model = refused(save_model("a")),
        path = refused(load_model("no such file.keras")),
        random_seed = refused(set_random_seed(1.5)),
        weights = refused(get_weights(1)),
        plot = refused(plot_feature_maps(1))
      ),
      python_after = reticulate::py_available(),
      required = reticulate::py_require()$packages
    )
  }))
}

test_that("library(lamina) is quick, starts no Python and loads no reticulate", {
  skip_without_keras()
  seen <- before_python()
  expect_false(seen$reticulate_loaded)
  expect_false(seen$python_loaded)
  expect_match(seen$shown, "not loaded yet")
  # Generous: machines differ. Keras alone would take longer.
  expect_lt(seen$seconds, 3)
})

test_that("mistakes are refused before Python starts", {
  skip_without_keras()
  seen <- before_python()
  expect_identical(names(which(!seen$refused)), character())
  expect_false(seen$python_after)
})

test_that("Python's requirements are declared, whichever package is loaded first", {
  skip_without_keras()
  after <- before_python()$required
  expect_true(all(python_packages(configured_backend()) %in% after))
  expect_identical(without_python()$required, after)
})
