skip_without_keras()

small <- function(name = "small") {
  set_random_seed(3)
  model <- keras_model_sequential(input_shape = 4, name = name) |>
    layer_dense(8, activation = "relu") |>
    layer_dropout(0.5) |>
    layer_dense(2)
  compile(model, "adam", "mse", metrics = "mae")
  model
}

x <- withr::with_seed(1, matrix(rnorm(40), 10))
y <- x[, 1:2]

trained <- function() {
  model <- small()
  fit(model, x, y, epochs = 2, verbose = 0)
  model
}

predicted <- function(model) predict(model, x, verbose = 0)

optimizer_values <- function(model) lapply(model$optimizer$variables, as.array)

test_that("a model goes through a file of R's own, with all that belongs to its training", {
  model <- trained()
  path <- withr::local_tempfile()
  saveRDS(marshal_model(model), path)
  raw <- readRDS(path)
  again <- unmarshal_model(raw)
  expect_identical(predicted(again), predicted(model))
  expect_identical(get_weights(again), get_weights(model))
  expect_identical(optimizer_values(again), optimizer_values(model))
  expect_identical(evaluate(again, x, y, verbose = 0), evaluate(model, x, y, verbose = 0))
  expect_identical(again$name, "small")
  for (bytes in list(as.vector(raw), save_model(model))) {
    expect_identical(predicted(unmarshal_model(bytes)), predicted(model))
  }
  expect_identical(predicted(load_model(raw)), predicted(model))
  bare <- unmarshal_model(raw, compile = FALSE)
  expect_lamina_error(evaluate(bare, x, y, verbose = 0), class = "compile")
})

test_that("training goes on with the optimizer's own state", {
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(2)
  compile(model, "adam", "mse")
  fit(model, x, y, epochs = 2, shuffle = FALSE, verbose = 0)
  again <- unmarshal_model(marshal_model(model))
  for (each in list(model, again)) fit(each, x, y, shuffle = FALSE, verbose = 0)
  expect_equal(get_weights(again), get_weights(model), tolerance = 1e-6)
})

test_that("printing tells which model it is, and what it came from", {
  raw <- marshal_model(small())
  expect_s3_class(raw, "lamina_marshaled_model")
  expect_true(is.raw(raw))
  shown <- format(raw)
  expect_match(shown[[1]], "^<Marshalled model \"small\", [0-9.]+ kB>$")
  expect_match(shown[[2]], keras$backend$backend(), fixed = TRUE)
  expect_match(shown[[2]], paste("Keras", keras$`__version__`), fixed = TRUE)
  expect_match(shown[[2]], paste("lamina", utils::packageVersion("lamina")), fixed = TRUE)
  expect_output(expect_invisible(print(raw)), "opens it")
})

test_that("functions of the user's come as load_model() takes them", {
  twice <- function(x) x * 2
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(2, activation = twice)
  raw <- marshal_model(model)
  expect_lamina_error(unmarshal_model(raw), "\"twice\"", "file", "unmarshal_model")
  again <- unmarshal_model(raw, custom_objects = list(twice = twice))
  expect_identical(predicted(again), predicted(model))
  expect_identical(predicted(unmarshal_model(raw, safe_mode = FALSE)), predicted(model))
  unnamed <- keras_model_sequential(input_shape = 4) |> layer_dense(2, activation = function(x) x)
  expect_warning(marshal_model(unnamed), "`unmarshal_model\\(\\)` needs it")
})

test_once("what is no model, damaged, or cannot be saved is told as such", {
  raw <- marshal_model(small())
  code <- paste(
    "import keras",
    "class Unsaved(keras.layers.Layer):",
    "    def save_own_variables(self, store):",
    "        raise OSError('No space left')",
    sep = "\n"
  )
  unsaved <- keras_model_sequential(input_shape = 2)
  unsaved$add(reticulate::py_run_string(code, local = TRUE)$Unsaved())
  expect_snapshot(error = TRUE, {
    marshal_model()
    marshal_model("model.keras")
    marshal_model(layer_dense(units = 2))
    marshal_model(unsaved)
    unmarshal_model()
    unmarshal_model("model.keras")
    unmarshal_model(small())
    unmarshal_model(raw())
    unmarshal_model(as.raw(1:9))
    unmarshal_model(raw, compile = NA)
    unmarshal_model(raw, safe_mode = "no")
    unmarshal_model(raw, custom_objects = 3)
  })
  # Each byte of the weights counts.
  hdf5 <- grepRaw("\x89HDF", raw)
  for (place in c(hdf5 + 5000L, length(raw) - 20L, 40L)) {
    damaged <- raw
    damaged[[place]] <- xor(damaged[[place]], as.raw(255))
    expect_lamina_error(unmarshal_model(damaged), "damaged", "file", "unmarshal_model")
  }
  expect_lamina_error(unmarshal_model(utils::head(raw, 3000)), "damaged", "file")
  expect_lamina_error(unmarshal_model(utils::tail(raw, -3000)), "damaged", "file")
  process <- session$process
  withr::defer(session$process <- process)
  session$process <- process + 1L
  expect_lamina_error(marshal_model(small), "another process", "fork")
  expect_lamina_error(unmarshal_model(raw), "another process", "fork")
})

# What another process sees of a model.
opened <- function(raw, x, y) {
  library(lamina, warn.conflicts = FALSE)
  said <- utils::capture.output(print(raw))
  model <- unmarshal_model(raw)
  steps <- as.vector(as.array(model$optimizer$iterations))
  list(
    backend = keras$backend$backend(), predicted = predict(model, x, verbose = 0),
    draws = predict_mc_dropout(model, x, samples = 5, seed = 1, verbose = 0)$mean, said = said,
    steps = steps, fitted = fit(model, x, y, verbose = 0)$metrics$loss
  )
}

test_that("another process opens it and predicts the same bits", {
  model <- trained()
  seen <- other_session()$run(opened, list(marshal_model(model), x, y))
  expect_identical(seen$backend, keras$backend$backend())
  expect_identical(seen$predicted, predicted(model))
  expect_identical(
    seen$draws, predict_mc_dropout(model, x, samples = 5, seed = 1, verbose = 0)$mean
  )
  expect_equal(seen$steps, 2)
})

test_that("so does one with another backend, to rounding", {
  model <- trained()
  own <- keras$backend$backend()
  # Where the tests run on one alone it is that.
  backends <- strsplit(Sys.getenv("LAMINA_BACKENDS", own), " ", fixed = TRUE)[[1]]
  other <- backends[[match(own, backends) %% length(backends) + 1]]
  seen <- in_fresh_r(opened, marshal_model(model), x, y, env = c(KERAS_BACKEND = other))
  expect_identical(seen$backend, other)
  expect_equal(seen$predicted, predicted(model), tolerance = 1e-5)
  expect_equal(seen$steps, 2)
  expect_match(seen$said[[2]], own, fixed = TRUE)
  expect_true(is.finite(seen$fitted))
})

# What a worker does that has been sent a model.
draw_part <- function(ids, raw, x) {
  library(lamina, warn.conflicts = FALSE)
  predict_mc_dropout(
    unmarshal_model(raw), x[ids, ], samples = 5, batch_size = 4, seed = 1, ids = ids,
    task = "regression", verbose = 0
  )
}
environment(draw_part) <- globalenv()

parts <- list(1:4, 5:10)

expect_as_in_one <- function(results, raw) {
  bound <- bind_mc_dropout(results)
  whole <- draw_part(1:10, raw, x)
  for (name in names(whole)) expect_identical(bound[[name]], whole[[name]], info = name)
}

test_once("workers of parallel draw for parts what one process draws", {
  raw <- marshal_model(small())
  workers <- parallel::makePSOCKcluster(2)
  withr::defer(parallel::stopCluster(workers))
  expect_as_in_one(parallel::parLapply(workers, parts, draw_part, raw, x), raw)
})

test_once("so do those of mirai", {
  skip_if_not_installed("mirai")
  raw <- marshal_model(small())
  mirai <- asNamespace("mirai")
  mirai$daemons(2)
  withr::defer(mirai$daemons(0))
  tasks <- lapply(parts, function(ids) {
    mirai$mirai(draw_part(ids, raw, x), draw_part = draw_part, ids = ids, raw = raw, x = x)
  })
  expect_as_in_one(lapply(tasks, function(task) mirai$call_mirai(task)$data), raw)
})

test_once("and those of future", {
  skip_if_not_installed("future")
  raw <- marshal_model(small())
  future <- asNamespace("future")
  before <- future$plan(future$multisession, workers = 2)
  withr::defer(future$plan(before))
  tasks <- lapply(parts, function(ids) future$future(draw_part(ids, raw, x), seed = TRUE))
  expect_as_in_one(lapply(tasks, future$value), raw)
})
