# Needs a backend, whichever.

# A package that is called keras3 and has methods for the same classes, in a folder of its own.
stand_in <- function(folder) {
  package <- file.path(folder, "keras3")
  dir.create(file.path(package, "R"), recursive = TRUE)
  writeLines(
    c("Package: keras3", "Version: 1.5.0", "Title: Stand-In", "Imports: generics, reticulate"),
    file.path(package, "DESCRIPTION")
  )
  model <- "keras.src.models.model.Model"
  writeLines(
    c(
      "importFrom(generics, fit, evaluate)", "importFrom(reticulate, py_to_r_wrapper)",
      "export(fit, evaluate, Layer)",
      sprintf("S3method(%s, %s)", c("fit", "evaluate", "predict", "print"), model),
      "S3method(print, keras_training_history)", "S3method(format, keras_shape)",
      "S3method(py_to_r_wrapper, keras.src.layers.layer.Layer)",
      "S3method(reticulate::r_to_py, keras_layer_wrapper)"
    ),
    file.path(package, "NAMESPACE")
  )
  methods <- "%s.%s <- function(%s, ...) list(from = 'keras3', n = ...length())"
  writeLines(
    c(
      sprintf(methods, c("fit", "evaluate", "predict"), model, "object"),
      sprintf("%s.%s <- function(x, ...) cat('as keras3 prints')", "print",
              c(model, "keras_training_history")),
      "format.keras_shape <- function(x, ...) 'as keras3 formats'",
      "py_to_r_wrapper.keras.src.layers.layer.Layer <- function(x) {",
      "  function(...) c('as keras3 calls', x$name)",
      "}",
      "Layer <- function(class) {",
      "  structure(function(object, ...) NULL, class = c('keras_layer_wrapper', 'function'))",
      "}",
      "r_to_py.keras_layer_wrapper <- function(x, convert = FALSE) environment(x)$class"
    ),
    file.path(package, "R", "keras3.R")
  )
  library <- file.path(folder, "library")
  dir.create(library)
  callr::rcmd("INSTALL", c("--no-docs", "--no-test-load", "-l", library, package))
  library
}

beside_keras3 <- function(library) {
  # By its name in a variable: no package of that name is needed.
  name <- "keras3"
  loadNamespace(name, lib.loc = library)
  evaluate_theirs <- getExportedValue(name, "evaluate")
  library(lamina)
  shown <- function(x) paste(utils::capture.output(print(x)), collapse = "\n")
  x <- matrix(1, 4, 2)
  ours <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
  theirs <- keras$Sequential(list(keras$Input(list(2L)), keras$layers$Dense(1L)))
  history <- structure(list(params = list(), metrics = list()), class = "keras_training_history")
  own <- list(model = ours, history = NULL)
  compile(ours, "sgd", "mse")
  look <- function() {
    list(
      theirs = list(fit(theirs, 1, 2), evaluate_theirs(theirs, 1, 2), predict(theirs, 1, 2)),
      printed = c(shown(theirs), shown(history)),
      shape = format(shape(2)),
      called = theirs$layers[[1]](x),
      fitted = class(fit(ours, x, c(1, 1, 1, 1), verbose = 0)),
      evaluated = names(evaluate(ours, x, c(1, 1, 1, 1), verbose = 0)),
      predicted = dim(predict(ours, x, verbose = 0)),
      own = c(shown(ours), shown(fit(ours, x, c(1, 1, 1, 1), verbose = 0))),
      error = tryCatch(fit(ours, x, c(1, 1, 1, 1), epochs = 0.5), error = identity)
    )
  }
  first <- look()
  # Now keras3 is the one that is loaded last.
  unloadNamespace(name)
  loadNamespace(name, lib.loc = library)
  doubled_class <- reticulate::py_run_string(
    "import keras\nclass Doubled(keras.layers.Layer):\n  def call(self, x): return x * 2"
  )$Doubled
  wrapped <- getExportedValue(name, "Layer")(doubled_class)
  layer_more <- Layer("More", call = function(inputs) super$call(inputs) + 1, inherit = wrapped)
  doubled <- keras$Sequential(list(keras$Input(list(2L)), doubled_class()))
  path <- tempfile(fileext = ".keras")
  save_model(doubled, path)
  list(
    first = first, again = look(), more = as.array(layer_more(x)),
    loaded = predict(load_model(path, custom_objects = list(wrapped)), x, verbose = 0)
  )
}

test_that("with keras3 loaded its models keep its methods, and lamina's keep lamina's", {
  skip_without_keras()
  library <- stand_in(withr::local_tempdir())
  found <- in_fresh_r(
    beside_keras3, library, env = c(KERAS_BACKEND = keras$backend$backend())
  )
  for (seen in found[c("first", "again")]) {
    expect_identical(seen$theirs, rep(list(list(from = "keras3", n = 2L)), 3))
    expect_identical(seen$printed, rep("as keras3 prints", 2))
    expect_identical(seen$called[[1]], "as keras3 calls")
    expect_identical(seen$shape, "as keras3 formats")
    expect_identical(seen$fitted, "keras_training_history")
    expect_identical(seen$evaluated, "loss")
    expect_identical(seen$predicted, c(4L, 1L))
    expect_match(seen$own[[1]], "Total params")
    expect_match(seen$own[[2]], "1 epoch")
    expect_lamina_error(stop(seen$error), "`epochs` must be", from = "fit")
  }
  expect_equal(found$more, matrix(3, 4, 2))
  expect_equal(found$loaded, matrix(2, 4, 2))
})
