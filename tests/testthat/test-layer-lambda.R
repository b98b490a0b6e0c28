skip_without_keras()

x <- feature_maps(c(2, 3))
halve <- function(x) x / 2

test_that("an R function becomes a layer", {
  expect_equal(as.array(layer_lambda(x, halve)), x / 2)
  expect_composes(function(object) layer_lambda(object, halve), x, c(2, 3))
  power <- function(x, exponent) x^exponent
  expect_equal(as.array(layer_lambda(x, power, arguments = list(exponent = 2))), x^2)
  both <- layer_lambda(list(x, x), function(inputs) inputs[[1]] + inputs[[2]])
  expect_equal(as.array(both), 2 * x)
  training <- layer_lambda(f = function(x, training = FALSE) if (isTRUE(training)) x * 0 else x)
  expect_equal(as.array(training(x, training = TRUE)), 0 * x)
  expect_equal(as.array(training(x)), x)
  expect_identical(
    names(formals(layer_lambda)),
    c("object", "f", "output_shape", "mask", "arguments", "...")
  )
})

test_that("the input does not take the place of another argument", {
  expect_snapshot(error = TRUE, layer_lambda(x, function(b, z) z + b, arguments = list(b = 1)))
})

test_that("the shape of the output may be told", {
  first <- function(x) keras$ops$take(x, 0L, axis = 1L)
  expect_identical(
    layer_lambda(f = first, output_shape = c(7, NA))$compute_output_shape(shape(2, 3)),
    list(2L, 7L, NULL)
  )
  told <- layer_lambda(f = first, output_shape = function(shape) shape[1])
  expect_identical(told$compute_output_shape(shape(2, 3)), list(2L))
  both <- layer_lambda(
    keras_input(3), function(x) list(x, x),
    output_shape = function(shape) list(shape, shape)
  )
  expect_identical(lapply(both, tensor_shape), list(c(NA, 3L), c(NA, 3L)))
})

test_that("it is loaded under the name of its function", {
  model <- keras_model_sequential(input_shape = 3) |> layer_lambda(halve)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path, custom_objects = list(halve = halve))
  expect_equal(predict(again, x, verbose = 0), x / 2)
})

test_that("an error inside names the layer, and keeps the R error", {
  fail <- function(x) rlang::abort("oops", class = "mine")
  cnd <- expect_lamina_error(
    layer_lambda(x, fail, name = "culprit"), class = "python", from = "layer_lambda"
  )
  expect_match(conditionMessage(cnd$parent), "function `f` of the layer \"culprit\" failed")
  expect_s3_class(cnd$parent$parent, "mine")
})

# Keras takes some errors for a layer that cannot tell its shape, and goes on.
test_that("an error inside is found wherever Keras calls it to learn its shape", {
  fail <- function(x) rlang::abort("oops", class = "mine")
  expect_r_error <- function(code) {
    cnd <- expect_lamina_error(code, class = "python")
    expect_s3_class(cnd$parent$parent, "mine")
  }
  expect_r_error(layer_lambda(keras_input(3), fail))
  expect_r_error(layer_time_distributed(keras_input(c(4, 3)), layer_lambda(f = fail)))
  only_input <- keras_model_sequential(input_shape = 3)
  expect_model_unchanged(only_input, expect_r_error(layer_lambda(only_input, fail)))
  model <- keras_model_sequential(input_shape = 3) |> layer_dense(2)
  expect_model_unchanged(model, expect_r_error(layer_lambda(model, fail)))
  model |> layer_lambda(halve) |> layer_dense(1)
  expect_model_unchanged(model, expect_r_error(layer_lambda(model, fail)))
  expect_identical(dim(predict(model, x, verbose = 0)), c(2L, 1L))
})

test_once("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    layer_lambda()
    layer_lambda(f = 2)
    layer_lambda(f = halve, output_shape = "3")
    layer_lambda(f = halve, mask = 1)
    layer_lambda(f = halve, arguments = list(1))
    layer_lambda(f = function() 3)
    layer_lambda(f = function(x, k) x, arguments = list(j = 3))
    layer_lambda(f = function(x, k) x)
    layer_lambda(f = halve, outputs_shape = 3)
  })
})
