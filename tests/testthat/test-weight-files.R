skip_without_keras()

net <- function(..., optimizer = NULL) {
  model <- keras_model_sequential(input_shape = 3, name = "net")
  for (units in c(...)) layer_dense(model, units, name = paste0("out_", length(model$layers)))
  if (!is.null(optimizer)) compile(model, optimizer, "mse", run_eagerly = TRUE)
  model
}

test_that("weights come back, on a file of their own", {
  model <- net(4, 2, optimizer = "adam")
  x <- feature_maps(c(4, 3))
  fit(model, x, x[, 1:2], verbose = 0)
  path <- withr::local_tempfile(fileext = ".weights.h5")
  saved <- withVisible(save_model_weights(model, path))
  expect_true(is_same_object(saved$value, model))
  expect_false(saved$visible)
  fresh <- net(4, 2, optimizer = "adam")
  expect_silent(loaded <- withVisible(load_model_weights(fresh, path)))
  expect_true(is_same_object(loaded$value, fresh))
  expect_false(loaded$visible)
  expect_identical(get_weights(fresh), get_weights(model))
  plain <- net(4, 2)
  expect_silent(load_model_weights(plain, path))
  expect_equal(predict(plain, x, verbose = 0), predict(model, x, verbose = 0), tolerance = 1e-6)
  # The file of a model has them, too.
  whole <- withr::local_tempfile(fileext = ".keras")
  save_model(model, whole)
  again <- load_model_weights(net(4, 2), whole)
  expect_identical(get_weights(again), get_weights(model))
})

test_that("weights that do not fit change nothing, unless they are to be passed over", {
  folder <- withr::local_tempdir()
  withr::local_dir(folder)
  save_model_weights(net(4, 2), "a.weights.h5")
  other <- net(4, 3)
  before <- get_weights(other)
  error <- expect_lamina_error(
    load_model_weights(other, "a.weights.h5"), "keeps its own", "file", "load_model_weights"
  )
  expect_match(conditionMessage(error), "The layer \"out_1\" needs weights", fixed = TRUE)
  expect_match(conditionMessage(error), "skip_mismatch = TRUE", fixed = TRUE)
  expect_null(error$parent)
  expect_identical(get_weights(other), before)
  expect_warning(
    load_model_weights(other, "a.weights.h5", skip_mismatch = TRUE),
    "\"out_1\" keeps its weights", class = "lamina_warning_weights"
  )
  expect_identical(get_weights(other)[3:4], before[3:4])
  expect_false(identical(get_weights(other)[1], before[1]))
  expect_warning(
    load_model_weights(net(4), "a.weights.h5"), "no place for the layer \"dense_1\"",
    class = "lamina_warning_weights"
  )
})

test_once("paths and arguments are checked before anything is read or written", {
  folder <- withr::local_tempdir()
  withr::local_dir(folder)
  model <- net(2)
  save_model_weights(model, "a.weights.h5")
  before <- readBin("a.weights.h5", "raw", 1e6)
  writeLines("no weights", "b.weights.h5")
  unbuilt <- keras_model_sequential(name = "unbuilt", layers = list(layer_dense(units = 2)))
  dir.create("folder.weights.h5")
  expect_snapshot(error = TRUE, {
    save_model_weights(model, "a.weights.h5")
    save_model_weights(model, "folder.weights.h5", overwrite = TRUE)
    save_model_weights(model, "a.h5")
    save_model_weights(model, "a.weights.h5", max_shard_size = 1)
    save_model_weights(model, "a.weights.json", max_shard_size = 0)
    save_model_weights(model, "a.weights.json", max_shard_size = NA)
    save_model_weights(model, "nowhere/a.weights.h5")
    save_model_weights(model, 1)
    save_model_weights(model)
    save_model_weights(model, "c.weights.h5", overwrite = NA)
    save_model_weights(unbuilt, "c.weights.h5")
    save_model_weights(1, "c.weights.h5")
    load_model_weights(model, "c.weights.h5")
    load_model_weights(model, "a.rds")
    load_model_weights(model, "a.weights.h5", skip_mismatch = "yes")
    load_model_weights(model, "a.weights.h5", by_name = TRUE)
    load_model_weights(unbuilt, "a.weights.h5")
    load_model_weights(model)
    load_model_weights("a.weights.h5")
  })
  unlink("folder.weights.h5", recursive = TRUE)
  expect_lamina_error(load_model_weights(model, "b.weights.h5"), "could not be read", "file")
  expect_setequal(list.files(all.files = TRUE, no.. = TRUE), c("a.weights.h5", "b.weights.h5"))
  expect_identical(readBin("a.weights.h5", "raw", 1e6), before)
  other <- net(2)
  save_model_weights(other, "a.weights.h5", overwrite = TRUE)
  expect_identical(get_weights(load_model_weights(model, "a.weights.h5")), get_weights(other))
})

test_that("large models go into several files", {
  folder <- withr::local_tempdir()
  model <- net(40, 40, 40)
  path <- file.path(folder, "a.weights.json")
  save_model_weights(model, path, max_shard_size = 7e-6)
  expect_gt(length(list.files(folder)), 2)
  expect_identical(get_weights(load_model_weights(net(40, 40, 40), path)), get_weights(model))
})
