skip_without_keras()

saved <- function(path, ...) {
  save_model(small_convnet(), path, ...)
  path
}

contents <- function(path) {
  files <- lapply(path, function(path) {
    if (dir.exists(path)) list.files(path, recursive = TRUE, full.names = TRUE) else path
  })
  tools::md5sum(unlist(files))
}

# A model whose saving runs `python` half way.
model_that_fails <- function(python) {
  code <- paste(
    "import keras, os",
    "class FailsToSave(keras.layers.Layer):",
    "    def call(self, inputs):",
    "        return inputs",
    "    def save_own_variables(self, store):",
    paste0("        ", python),
    sep = "\n"
  )
  model <- keras_model_sequential(input_shape = 2)
  model$add(reticulate::py_run_string(code, local = TRUE)$FailsToSave())
  model
}

test_that("a loaded model predicts as the saved one did", {
  path <- withr::local_tempfile(fileext = ".keras")
  model <- small_convnet()
  result <- withVisible(save_model(model, path))
  expect_false(result$visible)
  expect_true(is_same_object(result$value, model))
  again <- load_model(path)
  expect_identical(predict(again, images(), verbose = 0), predict(model, images(), verbose = 0))
  expect_identical(again$name, "net")
  expect_identical(layer_names(again), layer_names(model))
})

test_that("the spatial dropout layers are lamina's again, as they were", {
  path <- withr::local_tempfile(fileext = ".keras")
  model <- keras_model_sequential(input_shape = c(4, 4, 2)) |>
    layer_spatial_dropout_2d(0.5, seed = 3, dtype = "mixed_float16") |>
    layer_reshape(c(16, 2)) |>
    layer_spatial_dropout_1d(0.25, data_format = "channels_first")
  layer <- model$layers[[1]]
  layer$trainable <- FALSE
  save_model(model, path)
  again <- load_model(path)
  expect_s3_class(again$layers[[1]], "lamina.SpatialDropout2D")
  expect_s3_class(again$layers[[3]], "lamina.SpatialDropout1D")
  for (i in 1:3) expect_equal(settings(again$layers[[i]]), settings(model$layers[[i]]))
  expect_identical(again$layers[[1]]$dtype_policy$name, "mixed_float16")
  expect_false(again$layers[[1]]$trainable)
})

test_that("Keras' own layers become lamina's", {
  path <- withr::local_tempfile(fileext = ".keras")
  model <- keras$Sequential(list(
    keras$Input(shape(4, 4, 2)), keras$layers$SpatialDropout2D(0.5, seed = 3L)
  ))
  model$save(path)
  layer <- load_model(path)$layers[[1]]
  expect_s3_class(layer, "lamina.SpatialDropout2D")
  expect_identical(layer$rate, 0.5)
  expect_identical(layer$seed, 3L)
})

test_once("a Python without lamina opens the file, with Keras' layer", {
  folder <- withr::local_tempdir()
  path <- file.path(folder, "net.keras")
  model <- small_convnet()
  save_model(model, path)
  script <- file.path(folder, "open.py")
  writeLines(c(
    "import json, sys",
    "import keras, numpy",
    sprintf("model = keras.saving.load_model(%s)", encodeString(path, quote = "'")),
    "x = numpy.array(json.load(open(sys.argv[1])), dtype='float32').reshape((3, 6, 6, 1))",
    "print(json.dumps({",
    "    'class': type(model.layers[1]).__module__ + '.' + type(model.layers[1]).__name__,",
    "    'lamina': 'lamina' in sys.modules,",
    "    'rate': model.layers[1].rate,",
    "    'output': model.predict(x, verbose=0).ravel().tolist(),",
    "}))"
  ), script)
  x <- images()
  data <- file.path(folder, "x.json")
  writeLines(sprintf("[%s]", paste(aperm(x, 4:1), collapse = ",")), data)
  lines <- system2(
    python_in_use(), shQuote(c(script, data)), stdout = TRUE, stderr = FALSE,
    env = paste0("KERAS_BACKEND=", keras$backend$backend())
  )
  seen <- reticulate::py_to_r(
    reticulate::import("json", convert = FALSE)$loads(lines[[length(lines)]])
  )
  expect_identical(
    seen$class, "keras.src.layers.regularization.spatial_dropout.SpatialDropout2D"
  )
  expect_false(seen$lamina)
  expect_identical(seen$rate, 0.25)
  expect_equal(
    matrix(seen$output, 3, byrow = TRUE), predict(model, x, verbose = 0), tolerance = 1e-5
  )
})

test_that("the optimizer, loss and metrics are restored, or not", {
  path <- withr::local_tempfile(fileext = ".keras")
  problem <- easy_problem()
  model <- small_classifier(metrics = "accuracy")
  fit(model, problem$x, problem$y, verbose = 0)
  save_model(model, path)
  again <- load_model(path)
  expect_equal(
    evaluate(again, problem$x, problem$y, verbose = 0),
    evaluate(model, problem$x, problem$y, verbose = 0)
  )
  expect_equal(
    as.vector(as.array(again$optimizer$iterations)), as.vector(as.array(model$optimizer$iterations))
  )
  expect_lamina_error(
    evaluate(load_model(path, compile = FALSE), problem$x, problem$y, verbose = 0),
    class = "compile"
  )
})

test_once("a file that exists is not overwritten unless told", {
  path <- withr::local_tempfile(fileext = ".keras")
  saved(path)
  before <- contents(path)
  other <- small_convnet(name = "other")
  expect_lamina_error(save_model(other, path), "exists already", "file", "save_model")
  # Before anything is written, too.
  fails <- model_that_fails("raise OSError('written')")
  expect_lamina_error(save_model(fails, path), "exists already", "file", "save_model")
  expect_identical(contents(path), before)
  save_model(other, path, overwrite = TRUE)
  expect_identical(load_model(path)$name, "other")
})

test_once("a folder in place of a file is written, guarded and replaced likewise", {
  parent <- withr::local_tempdir()
  path <- file.path(parent, "net")
  model <- small_convnet()
  save_model(model, path, zipped = FALSE)
  expect_true(dir.exists(path))
  again <- load_model(path)
  expect_identical(predict(again, images(), verbose = 0), predict(model, images(), verbose = 0))
  expect_s3_class(again$layers[[2]], "lamina.SpatialDropout2D")
  before <- contents(path)
  expect_lamina_error(save_model(model, path), "exists already", class = "file")
  expect_identical(contents(path), before)
  save_model(small_convnet(name = "other"), path, overwrite = TRUE)
  expect_identical(load_model(path)$name, "other")
  expect_identical(list.files(parent, all.files = TRUE, no.. = TRUE), "net")
})

test_once("a save that fails leaves the old file as it was, and nothing else", {
  folder <- withr::local_tempdir()
  zip <- saved(file.path(folder, "net.keras"))
  unzipped <- saved(file.path(folder, "net"), zipped = FALSE)
  before <- contents(c(zip, unzipped))
  files <- function() list.files(folder, all.files = TRUE, no.. = TRUE, recursive = TRUE)
  files_before <- files()
  model <- model_that_fails("raise OSError('No space left on device')")
  for (path in c(zip, unzipped, file.path(folder, "new.keras"))) {
    cnd <- expect_lamina_error(
      save_model(model, path, overwrite = TRUE), "could not be saved", "file", "save_model"
    )
    expect_match(conditionMessage(cnd$parent), "No space left on device")
  }
  expect_identical(contents(c(zip, unzipped)), before)
  expect_identical(files(), files_before)
  expect_lamina_error(save_model(model), "could not be saved", "file", "save_model")
})

test_once("a save that is interrupted leaves the old file as it was, and nothing else", {
  folder <- withr::local_tempdir()
  path <- saved(file.path(folder, "net.keras"))
  before <- contents(path)
  model <- model_that_fails("raise KeyboardInterrupt()")
  stopped <- tryCatch(
    save_model(model, path, overwrite = TRUE),
    interrupt = function(cnd) "interrupt", error = function(cnd) "error"
  )
  expect_true(stopped %in% c("interrupt", "error"))
  expect_identical(contents(path), before)
  expect_identical(list.files(folder, all.files = TRUE, no.. = TRUE), "net.keras")
})

test_that("a raw vector holds the model", {
  model <- small_convnet()
  raw <- save_model(model)
  expect_type(raw, "raw")
  again <- load_model(raw)
  expect_identical(predict(again, images(), verbose = 0), predict(model, images(), verbose = 0))
  expect_s3_class(again$layers[[2]], "lamina.SpatialDropout2D")
})

test_once("missing and damaged files are refused, and stay as they are", {
  folder <- withr::local_tempdir()
  path <- function(name) file.path(folder, name)
  whole <- readBin(saved(path("whole.keras")), "raw", 1e6)
  write <- function(bytes, name) writeBin(bytes, path(name))
  write(whole[seq_len(length(whole) %/% 2)], "half.keras")
  write(utils::head(whole, -10), "short.keras")
  write(raw(), "empty.keras")
  write(charToRaw("not a model"), "text.keras")
  write(charToRaw("not a model"), "text.txt")
  scratched <- whole
  scratched[seq(40, length(whole) - 1000, by = 7)] <- as.raw(0)
  write(scratched, "scratched.keras")
  dir.create(path("folder"))
  dir.create(path("folder.keras"))
  before <- contents(folder)
  for (name in c("half.keras", "short.keras", "empty.keras", "text.keras")) {
    expect_lamina_error(load_model(path(name)), "is damaged", "file", "load_model")
  }
  others <- c(
    "missing.keras", "missing/net.keras", "text.txt", "scratched.keras", "folder", "folder.keras"
  )
  for (name in others) {
    cnd <- expect_lamina_error(load_model(path(name)), class = "file", from = "load_model")
    expect_match(conditionMessage(cnd), basename(name), fixed = TRUE)
  }
  expect_lamina_error(load_model(as.raw(1:9)), "is damaged", "file", "load_model")
  expect_identical(contents(folder), before)
})

test_once("a path in the home folder is found there", {
  home <- withr::local_tempdir()
  withr::local_envvar(HOME = home, R_USER = home)
  skip_on_os("windows")
  save_model(small_convnet(), "~/net.keras")
  expect_true(file.exists(file.path(home, "net.keras")))
  expect_identical(load_model("~/net.keras")$name, "net")
})

test_that("classes of the user's own are found by name", {
  path <- withr::local_tempfile(fileext = ".keras")
  python <- reticulate::py_run_string(paste(
    "import keras", "class Doubling(keras.layers.Layer):", "    def call(self, inputs):",
    "        return inputs * 2",
    sep = "\n"
  ), local = TRUE)
  model <- keras_model_sequential(input_shape = 2)
  model$add(python$Doubling())
  save_model(model, path)
  expect_lamina_error(load_model(path), "\"Doubling\" is not known", "file", "load_model")
  again <- load_model(path, custom_objects = list(Doubling = python$Doubling))
  expect_equal(predict(again, matrix(1, 1, 2), verbose = 0), matrix(2, 1, 2))
})

test_once("bad arguments are refused, and no file written", {
  withr::local_dir(withr::local_tempdir())
  model <- small_convnet()
  expect_snapshot(error = TRUE, {
    save_model()
    save_model("model", "net.keras")
    save_model(layer_flatten(name = "flat"), "net.keras")
    save_model(model, 1)
    save_model(model, "")
    save_model(model, NA)
    save_model(model, c("a.keras", "b.keras"))
    save_model(model, "net.h5", zipped = FALSE)
    save_model(
      keras_model_sequential(input_shape = 1, dtype = "int64") |>
        layer_integer_lookup(vocabulary = 1:3, name = "codes"),
      "net.h5"
    )
    save_model(model, "net.keras", zipped = FALSE)
    save_model(model, "net", zipped = TRUE)
    save_model(model, "net.keras", zipped = NA)
    save_model(model, "net.keras", overwrite = "yes")
    save_model(model, "no such folder/net.keras")
    save_model(model, "net.keras", ovewrite = TRUE)
    save_model(model, "net.keras", FALSE, NULL, TRUE)
    save_model(model, "net.keras", include_optimizer = FALSE)
    save_model(model, "net", save_format = "tf")
    load_model()
    load_model(1)
    load_model("net.keras")
    load_model("net.keras", compile = NA)
    load_model("net.keras", safe_mode = "yes")
    load_model(model)
  })
  expect_identical(list.files(all.files = TRUE, no.. = TRUE), character())
})

test_once("a folder with anything but a saved model in it is never replaced", {
  folder <- withr::local_tempdir()
  writeLines("precious", file.path(folder, "notes.txt"))
  expect_lamina_error(save_model(small_convnet(), folder, overwrite = TRUE), "folder", "file")
  expect_identical(readLines(file.path(folder, "notes.txt")), "precious")

  ends_in_keras <- file.path(folder, "folder.keras")
  dir.create(ends_in_keras)
  expect_lamina_error(save_model(small_convnet(), ends_in_keras, overwrite = TRUE), class = "file")
  expect_true(dir.exists(ends_in_keras))
})

test_once("a link stays a link, and a private file private", {
  skip_on_os("windows")
  folder <- withr::local_tempdir()
  file <- file.path(folder, "file.keras")
  link <- file.path(folder, "link.keras")
  save_model(small_convnet(), file)
  Sys.chmod(file, "600")
  file.symlink(file, link)
  before <- tools::md5sum(file)
  save_model(small_convnet(rate = 0.5), link, overwrite = TRUE)
  expect_identical(unname(Sys.readlink(link)), file)
  expect_false(identical(tools::md5sum(file), before))
  expect_identical(format(file.mode(file)), "600")
})

test_once("a link that leads nowhere yet stays a link", {
  skip_on_os("windows")
  folder <- withr::local_tempdir()
  link <- file.path(folder, "link.keras")
  file.symlink("file.keras", link)
  save_model(small_convnet(), link)
  expect_identical(unname(Sys.readlink(link)), "file.keras")
  expect_true(file.exists(file.path(folder, "file.keras")))
  lost <- file.path(folder, "lost.keras")
  file.symlink("no such folder/file.keras", lost)
  expect_lamina_error(save_model(small_convnet(), lost), "no such folder", "file")
  expect_identical(unname(Sys.readlink(lost)), "no such folder/file.keras")
})

test_once("what another process saves in the meantime is not overwritten", {
  folder <- withr::local_tempdir()
  path <- file.path(folder, "net.keras")
  quoted <- encodeString(path, quote = "'")
  model <- model_that_fails(sprintf("open(%s, 'w').write('other')", quoted))
  expect_lamina_error(save_model(model, path), "must be a new file", "file", "save_model")
  expect_identical(readLines(path, warn = FALSE), "other")
  expect_identical(list.files(folder, all.files = TRUE, no.. = TRUE), "net.keras")

  path <- file.path(folder, "net")
  make <- "__import__('os').mkdir(%s); open(%s + '/other', 'w').close()"
  quoted <- encodeString(path, quote = "'")
  model <- model_that_fails(sprintf(make, quoted, quoted))
  expect_lamina_error(save_model(model, path), "must be a new file", "file", "save_model")
  expect_identical(list.files(path), "other")
})

test_that("a model with an R function is loaded with the function under its name", {
  twice <- function(x) x * 2
  attr(twice, "name") <- "twice"
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(1, activation = twice)
  file <- withr::local_tempfile(fileext = ".keras")
  save_model(model, file)
  again <- load_model(file, custom_objects = list(twice = twice))
  x <- matrix(1:4 / 4, 2)
  expect_identical(predict(again, x, verbose = 0), predict(model, x, verbose = 0))
})

test_once("two functions are never one when they are loaded", {
  model <- keras_model_sequential(input_shape = 2)
  for (f in list(function(x) x * 2, function(x) x + 100)) layer_dense(model, 2, activation = f)
  model |> layer_activation(function(x) x * 3, name = "last")
  path <- withr::local_tempfile(fileext = ".keras")
  expect_snapshot(save_model(model, path))
  expect_snapshot(error = TRUE, {
    load_model(path)
    load_model(path, custom_objects = list(f = f))
    load_model(path, custom_objects = list(f = f, f_2 = f, f_2 = f))
  })
  x <- matrix(1:4 / 4, 2)
  objects <- list(
    f = function(x) x * 2, f_2 = function(x) x + 100, last_activation = function(x) x * 3
  )
  for (again in list(
    load_model(path, custom_objects = objects), load_model(path, safe_mode = FALSE),
    load_model(suppressWarnings(save_model(model)), safe_mode = FALSE)
  )) {
    expect_equal(as.array(again(x)), as.array(model(x)))
  }
  folder <- withr::local_tempfile()
  for (overwrite in c(FALSE, TRUE)) {
    suppressWarnings(save_model(again, folder, overwrite, zipped = FALSE))
  }
  expect_equal(as.array(load_model(folder, safe_mode = FALSE)(x)), as.array(model(x)))
})

test_once("a function is taken from the file only where it needs no more than is in it", {
  k <- 3
  times <- function(x) x * k
  model <- keras_model_sequential(input_shape = 2) |> layer_activation(times)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  k <- 4
  expect_lamina_error(load_model(path, safe_mode = FALSE), "only its name is saved", "file")
  again <- load_model(path, custom_objects = list(times = times), safe_mode = FALSE)
  expect_equal(as.array(again(matrix(1, 1, 2))), matrix(4, 1, 2))
  broken <- list(times = list(source = list(code = "function(x")))
  expect_lamina_error(
    with_saved_functions(list(), broken, NULL), "\"times\" in the file cannot be used here", "file"
  )
})

test_that("losses and metrics are saved under their own names, also those of Keras", {
  dice <- function(y_true, y_pred) keras$ops$mean(y_true - y_pred) + 7
  near <- function(y_true, y_pred) keras$ops$mean(y_true - y_pred) + 9
  input <- keras_input(2)
  model <- keras_model(input, list(mask = layer_dense(input, 1), score = layer_dense(input, 1)))
  compile(model, loss = list(mask = dice, score = "mse"), metrics = list(mask = list(near)))
  path <- withr::local_tempfile(fileext = ".keras")
  expect_silent(save_model(model, path))
  expect_lamina_error(
    load_model(path, custom_objects = list(near = near)), "\"dice\" is not known", "file"
  )
  expect_no_error(load_model(path, compile = FALSE))
  x <- matrix(1:4 / 4, 2)
  y <- list(mask = x[, 1], score = x[, 2])
  measured <- evaluate(model, x, y, verbose = 0)
  expect_true("mask_near" %in% names(measured))
  again <- load_model(path, custom_objects = list(dice = dice, near = near))
  expect_equal(evaluate(again, x, y, verbose = 0), measured)
  again <- load_model(path, safe_mode = FALSE)
  expect_equal(evaluate(again, x, y, verbose = 0), measured)
  compile(again, loss = function(y_true, y_pred) keras$ops$mean(y_pred))
  expect_warning(save_model(again), "custom_loss", class = "lamina_warning_names")
})

test_once("functions of one code that see other values are two, and saved as two", {
  add <- function(k) {
    force(k)
    function(x) {
      k <- k * 1
      x + k
    }
  }
  bias <- function(k) {
    force(k)
    function(y_true, y_pred) {
      k <- k * 1
      keras$ops$mean(y_pred - y_true) + k
    }
  }
  model <- keras_model_sequential(input_shape = 1)
  for (act in list(add(2), add(10))) {
    layer_dense(model, 1, activation = act, kernel_initializer = "ones")
  }
  off <- bias(2)
  off_10 <- structure(bias(10), name = "off")
  compile(model, "sgd", bias(1), metrics = list(off, off_10))
  x <- matrix(1)
  before <- evaluate(model, x, x, verbose = 0)
  expect_equal(before, list(loss = 13, off = 14, off_2 = 22), tolerance = 1e-6)
  path <- withr::local_tempfile(fileext = ".keras")
  expect_snapshot(save_model(model, path))
  expect_lamina_error(load_model(path, safe_mode = FALSE), "only its name is saved", "file")
  again <- load_model(path, custom_objects = list(
    act = add(2), act_2 = add(10), custom_loss = bias(1), off = bias(2), off_2 = bias(10)
  ))
  expect_equal(evaluate(again, x, x, verbose = 0), before, tolerance = 1e-6)
})

test_once("another function than the file holds is taken with a warning", {
  act <- function(x) x * 2
  model <- keras_model_sequential(input_shape = 1) |>
    layer_dense(1, activation = act, kernel_initializer = "ones")
  first <- act
  act <- function(x) x + 100
  layer_dense(model, 1, activation = act, kernel_initializer = "ones")
  path <- withr::local_tempfile(fileext = ".keras")
  expect_snapshot({
    save_model(model, path)
    again <- load_model(path, custom_objects = list(act = act), safe_mode = FALSE)
  })
  x <- matrix(1)
  expect_equal(as.array(again(x)), matrix(201))
  expect_no_warning(
    again <- load_model(path, custom_objects = list(act = first, act_2 = act), safe_mode = FALSE)
  )
  expect_equal(as.array(again(x)), matrix(102))
})

test_once("a path that ends in .h5 is written in the older format", {
  withr::local_dir(withr::local_tempdir())
  x <- array(seq(-1, 1, length.out = 2 * 8 * 8 * 3), c(2, 8, 8, 3))
  twice <- function(x) x * 2
  model <- keras_model_sequential(input_shape = c(8, 8, 3)) |>
    layer_spatial_dropout_2d(0.2) |>
    layer_flatten() |>
    layer_dense(1, activation = twice)
  compile(model, "adam", "mse")
  expect_identical(save_model(model, "net.h5"), model)
  loaded <- load_model("net.h5", custom_objects = list(twice = twice))
  expect_identical(predict(loaded, x, verbose = 0), predict(model, x, verbose = 0))
  expect_s3_class(loaded$layers[[1]], "lamina.SpatialDropout2D")
  expect_match(loaded$optimizer$name, "adam")
  expect_error(save_model(model, "net.h5"), class = "lamina_error_file")
  save_model(model, "net.h5", overwrite = TRUE)
  expect_identical(list.files(all.files = TRUE, no.. = TRUE), "net.h5")
})
