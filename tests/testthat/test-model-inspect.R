skip_without_keras()

inner <- function() {
  keras_model_sequential(input_shape = 2, name = "inner") |>
    layer_dense(3, name = "dense")
}

test_that("a model prints its layers, shapes and parameters", {
  expect_snapshot(print(small_convnet()))
})

test_that("a summary takes its width and what to show", {
  model <- keras_model_sequential(input_shape = 2, name = "outer")
  model$add(inner())
  model |> layer_dense(1, trainable = FALSE, name = "frozen")
  expect_snapshot(summary(model, line_length = 60, expand_nested = TRUE, show_trainable = TRUE))
})

test_that("columns end where `positions` says", {
  model <- keras_model_sequential(input_shape = 2, name = "outer")
  model |> layer_dense(1, name = "out") |> layer_dense(1, trainable = FALSE, name = "frozen")
  ends_of <- function(...) {
    top <- grep("\u250f|^\\+-", format(model, ...), value = TRUE)[[1L]]
    as.integer(gregexpr("[\u2533\u2513+]", sub("^.", "x", top))[[1L]])
  }
  expect_identical(ends_of(positions = c(0.4, 0.7, 1), line_length = 60), c(24L, 42L, 60L))
  expect_identical(ends_of(positions = c(20, 40, 52)), c(20L, 40L, 52L))
  four <- ends_of(positions = c(0.5, 0.8, 1), line_length = 80, show_trainable = TRUE)
  expect_identical(four, c(36L, 57L, 72L, 80L))
  expect_identical(format(model, show_trainable = NA), format(model, show_trainable = TRUE))
  expect_identical(format(inner(), show_trainable = NA), format(inner()))
  expect_output(summary(model, positions = c(0.4, 0.7, 1), compact = FALSE), "out")
  expect_identical(format(model, compact = FALSE), format(model))
  expect_snapshot(error = TRUE, {
    format(model, positions = c(0.5, 0.4, 1))
    format(model, positions = c(0.5, 1))
    format(model, positions = c(0.05, 0.5, 1))
    format(model, positions = "a")
    format(model, compact = NA)
    format(model, show_trainable = "no")
  })
})

test_that("format() gives one element for each line", {
  lines <- format(small_convnet())
  expect_type(lines, "character")
  expect_false(any(grepl("\n", lines, fixed = TRUE)))
  expect_true(all(nchar(lines) <= 80))
  expect_true(any(grepl("drop_maps", lines, fixed = TRUE)))
})

test_that("a model that is not built prints too", {
  expect_output(print(keras_model_sequential(name = "empty")), "empty")
  expect_output(print(keras_model_sequential() |> layer_dense(1, name = "out")), "out")
})

test_that("a layer prints its settings, shapes and parameters", {
  model <- small_convnet()
  expect_snapshot({
    layer_spatial_dropout_2d(rate = 0.3, seed = 1, name = "maps", dtype = "mixed_float16")
    layer_spatial_dropout_1d(rate = 0.3, name = "maps", data_format = "channels_first")
    model$layers[[1]]
    model$layers[[2]]
    model$layers[[4]]
    layer_activation(activation = "relu", name = "relu", trainable = FALSE)
    layer_rescaling(scale = c(1, 2), name = "scale")
    summary(layer_flatten(name = "flat"))
  })
})

test_that("a layer that cannot be saved prints, too", {
  layer_wrapped <- Layer("Wrapped", initialize = function(inner) super$initialize())
  layer <- layer_wrapped(inner = layer_flatten(), name = "wrapped")
  expect_identical(format(layer), c("<Wrapped layer \"wrapped\">", "  float32, no parameters"))
})

test_that("printing gives the object back, invisibly", {
  layer <- layer_flatten()
  model <- inner()
  utils::capture.output({
    printed_layer <- withVisible(print(layer))
    printed_model <- withVisible(print(model))
  })
  expect_false(printed_layer$visible)
  expect_false(printed_model$visible)
  expect_true(is_same_object(printed_layer$value, layer))
  expect_true(is_same_object(printed_model$value, model))
})

test_once("bad arguments are refused", {
  model <- inner()
  expect_snapshot(error = TRUE, {
    format(model, line_length = 5)
    format(model, line_length = "wide")
    format(model, expand_nested = NA)
    format(model, show_trainable = 1)
  })
})

test_that("a model prints in a console that is too narrow for it", {
  withr::local_options(width = 15)
  expect_output(print(small_convnet()), "drop_maps|drop")
})

test_that("the settings of a layer are wrapped between them, not within one", {
  layer <- layer_conv_2d(filters = 4, kernel_size = 3)
  for (width in c(30, 40, 44, 50)) {
    withr::local_options(width = width)
    expect_no_match(format(layer), "(^ *=|= *$)")
  }
})

test_that("a part of a model is summed up", {
  model <- keras_model_sequential(input_shape = 2) |>
    layer_dense(2, name = "one-a") |>
    layer_dense(2, name = "one") |>
    layer_dense(2, name = "one_more")
  shown <- function(...) {
    lines <- format(model, layer_range = c(...))
    regmatches(lines, regexpr("\\bone[^ ]*", lines))
  }
  expect_identical(shown("one-a", "one"), c("one-a", "one"))
  expect_identical(shown("one", "more"), c("one", "one_more"))
  expect_identical(shown("^one", "_"), c("one-a", "one", "one_more"))
  expect_snapshot(error = TRUE, {
    summary(model, layer_range = "one")
    summary(model, layer_range = c("one", "two"))
  })
})
