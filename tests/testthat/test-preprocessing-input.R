skip_without_keras()
skip_if_not(reticulate::py_module_available("tensorflow"), "TensorFlow is installed")

backend <- keras$backend$backend()

test_that("indices become texts with the dimensions of the input", {
  layer <- layer_string_lookup(vocabulary = c("a", "b", "\u00e9"), invert = TRUE)
  expect_identical(as.array(layer(array(c(1L, 0L, 3L)))), array(c("a", "[UNK]", "\u00e9")))
  expected <- matrix(c("a", "[UNK]", "\u00e9", "b"), 2)
  expect_identical(as.array(layer(matrix(c(1L, 0L, 3L, 2L), 2))), expected)
  expect_identical(as.array(layer(matrix(c(1, 0, 3, 2), 2))), expected)
  expect_identical(
    as.array(layer(backend_tensor(matrix(c(1, 0, 3, 2), 2), "int32"))), expected
  )
  expect_identical(as.array(layer(c(2, 2))), array(c("b", "b")))
  expect_identical(as.array(layer(1)), array("a"))
  again <- layer_string_lookup(matrix(2L), vocabulary = c("a", "b"), invert = TRUE)
  expect_identical(as.array(again), matrix("b"))
})

test_that("texts come out of a model with TensorFlow, and elsewhere the error says so", {
  layer <- layer_string_lookup(vocabulary = c("a", "b"), invert = TRUE, name = "names")
  input <- keras_input(2, dtype = "int32")
  if (backend == "tensorflow") {
    model <- keras_model(input, layer(input))
    expect_identical(as.array(model(matrix(c(1L, 2L), 1))), matrix(c("a", "b"), 1))
  } else {
    expect_lamina_error(layer(input), "\"names\" returns strings", class = "backend")
    model <- keras_model_sequential(input_shape = 2, input_dtype = "int32")
    expect_model_unchanged(model, {
      expect_lamina_error(layer(model), "returns strings", class = "backend")
    })
  }
})

test_that("whole numbers are looked up as they come, fractions are refused", {
  layer <- layer_integer_lookup(vocabulary = c(12, 36))
  expect_equal(as.array(layer(c(36, 12, 7))), array(c(2, 1, 0)))
  expect_equal(as.array(layer(matrix(c(36, 12), 1))), matrix(c(2, 1), 1))
  back <- layer_string_lookup(vocabulary = "a", invert = TRUE)
  expect_snapshot(error = TRUE, {
    layer(c(36, 12.5))
    layer(matrix(NaN))
    back(0.5)
  })
})

test_that("missing texts are refused", {
  layer <- layer_string_lookup(vocabulary = "a")
  expect_lamina_error(layer(c("a", NA)), "`object` must have no missing values")
})

test_that("a feature space takes the columns that it has features for", {
  space <- layer_feature_space(
    features = list(age = "float", city = "string_categorical"), name = "space"
  )
  table <- data.frame(y = 0, city = c("Oslo", "Rome"), age = c(20, 30), z = "other")
  adapt(space, table)
  expected <- as.array(space(table[c("age", "city")]))
  expect_equal(as.array(space(table)), expected)
  expect_equal(as.array(space(as.list(table))), expected)
  expect_snapshot(error = TRUE, {
    space(table["y"])
    space(list(city = "Oslo"))
    adapt(space, table["age"])
  })
})

test_that("values are crossed that come as vectors", {
  # JAX says that it takes 32 bits for 64.
  crossed <- function(x) suppressWarnings(as.array(layer_hashed_crossing(num_bins = 5)(x)))
  expect_identical(
    crossed(list(c("A", "B"), c(1L, 2L))), crossed(list(array(c("A", "B")), array(1:2)))
  )
})

test_that("a layer that has not learnt anything says so", {
  for (layer in list(
    layer_string_lookup(), layer_text_vectorization(),
    layer_feature_space(features = list(a = "string_categorical"))
  )) {
    x <- if (is_feature_space(layer)) list(a = "b") else "b"
    expect_lamina_error(layer(x), "has not been adapted.*adapt\\(layer, data\\)")
  }
  expect_lamina_error(layer_integer_lookup()(c(1, 2)), "has not been adapted")
  expect_lamina_error(layer_discretization(num_bins = 2)(matrix(1)), "has not been adapted")
})

test_that("the reason is shown that Keras keeps behind its error", {
  layer <- layer_string_lookup(vocabulary = c("a", "b"), num_oov_indices = 0)
  cnd <- expect_lamina_error(layer(c("a", "q")), "could not be called", class = "python")
  expect_match(conditionMessage(cnd$parent), "num_oov_indices=0", fixed = TRUE)
  expect_no_match(conditionMessage(cnd$parent), "Arguments received")
})

test_that("a function for `standardize` that makes no tensor of one says so", {
  layer <- layer_text_vectorization(
    standardize = function(x) toupper(x), vocabulary = c("A", "B"), name = "words"
  )
  if (backend == "tensorflow") {
    cnd <- expect_lamina_error(layer("a b"), class = "python")
    expect_match(conditionMessage(cnd$parent), "`standardize` of the layer \"words\"")
    expect_match(conditionMessage(cnd$parent$parent), "must return a tensor.*tf\\$strings")
  } else {
    expect_equal(as.array(layer(array("a b"))), matrix(c(2, 3), 1))
  }
  tf <- reticulate::import("tensorflow")
  upper <- layer_text_vectorization(
    standardize = function(x) tf$strings$upper(x), vocabulary = c("A", "B")
  )
  expect_equal(as.array(upper(array("a b"))), matrix(c(2, 3), 1))
})
