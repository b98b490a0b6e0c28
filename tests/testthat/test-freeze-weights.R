skip_without_keras()

model <- keras_model_sequential(input_shape = 4) |>
  layer_dense(4, name = "one") |>
  layer_dense(4, name = "two") |>
  layer_dense(4, name = "three") |>
  layer_dense(4, name = "four")

trainable <- function(object = model) vapply(object$layers, function(layer) layer$trainable, NA)

test_that("a model or layer is frozen as a whole", {
  frozen <- withVisible(freeze_weights(model))
  expect_true(is_same_object(frozen$value, model))
  expect_false(frozen$visible)
  expect_false(any(trainable()))
  expect_length(model$trainable_weights, 0)
  unfreeze_weights(model)
  expect_length(model$trainable_weights, 8)
  layer <- get_layer(model, "two")
  expect_false(freeze_weights(layer)$trainable)
  expect_length(model$trainable_weights, 6)
  expect_true(unfreeze_weights(layer)$trainable)
})

test_that("the layers from one to another are frozen, and the others are not", {
  expect_identical(trainable(freeze_weights(model, to = "two")), c(FALSE, FALSE, TRUE, TRUE))
  expect_identical(trainable(freeze_weights(model, "three")), c(TRUE, TRUE, FALSE, FALSE))
  expect_identical(trainable(freeze_weights(model, 2, 3)), c(TRUE, FALSE, FALSE, TRUE))
  expect_identical(trainable(freeze_weights(model, from = -1)), c(TRUE, TRUE, TRUE, FALSE))
  expect_identical(trainable(unfreeze_weights(model, to = -4)), c(TRUE, FALSE, FALSE, FALSE))
  expect_identical(
    trainable(unfreeze_weights(model, get_layer(model, "two"), 3)), c(FALSE, TRUE, TRUE, FALSE)
  )
})

test_that("layers are chosen in many ways", {
  second_and_last <- c(TRUE, FALSE, TRUE, FALSE)
  ways <- list(
    c("two", "four"), c(2, 4), c(-3, -1), c(FALSE, TRUE, FALSE, TRUE), list("two", 4L),
    list(get_layer(model, "two"), "four"), function(layer) layer$name %in% c("two", "four")
  )
  for (which in ways) {
    unfreeze_weights(model)
    expect_identical(trainable(freeze_weights(model, which = which)), second_and_last)
    expect_identical(trainable(unfreeze_weights(model, which = which)), !second_and_last)
  }
  unfreeze_weights(model, which = get_layer(model, "one"))
  expect_identical(trainable(), c(TRUE, FALSE, FALSE, FALSE))
  freeze_weights(model, which = ~ grepl("o", .x$name))
  expect_identical(trainable(), c(FALSE, FALSE, TRUE, FALSE))
})

test_that("a model within is frozen with its layers, and thaws with a whole one", {
  inner <- keras_model_sequential(input_shape = 4, name = "inner") |> layer_dense(4)
  outer <- keras_model_sequential(input_shape = 4) |> inner() |> layer_dense(1, name = "head")
  freeze_weights(outer, to = "inner")
  expect_length(inner$trainable_weights, 0)
  expect_length(outer$trainable_weights, 2)
  unfreeze_weights(outer)
  expect_length(outer$trainable_weights, 4)
})

test_that("frozen weights stay, and fit() asks for compile() where others are trained now", {
  unfreeze_weights(model)
  compile(model, "sgd", "mse", run_eagerly = TRUE)
  x <- feature_maps(c(4, 4))
  fit(model, x, x, verbose = 0)
  freeze_weights(model, to = "three")
  expect_lamina_error(fit(model, x, x, verbose = 0), "No longer trained", class = "compile")
  compile(model, "sgd", "mse", run_eagerly = TRUE)
  before <- get_weights(model)
  fit(model, x, x, verbose = 0)
  expect_identical(get_weights(model)[1:6], before[1:6])
  expect_false(identical(get_weights(model)[7], before[7]))
})

test_once("what is no choice of layers is refused, and changes nothing", {
  freeze_weights(model, which = 2)
  before <- trainable()
  other <- layer_dense(units = 1, name = "other")
  expect_snapshot(error = TRUE, {
    freeze_weights(model, "thre")
    freeze_weights(model, 0)
    unfreeze_weights(model, to = 5)
    freeze_weights(model, 3, "two")
    freeze_weights(model, from = TRUE)
    freeze_weights(model, to = other)
    freeze_weights(model, which = c("one", "tow"))
    freeze_weights(model, which = c(1, NA))
    freeze_weights(model, which = c(TRUE, FALSE))
    freeze_weights(model, which = c(TRUE, FALSE, NA, TRUE))
    freeze_weights(model, which = function(layer) layer$name)
    freeze_weights(model, which = list(1, list(2)))
    freeze_weights(model, which = character())
    freeze_weights(model, "one", which = 2)
    freeze_weights(other, "one")
    freeze_weights(1)
    freeze_weights()
    unfreeze_weights(model, form = 1)
    unfreeze_weights(keras_model_sequential(), 1)
  })
  expect_identical(trainable(), before)
})
