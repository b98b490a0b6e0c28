skip_without_keras()

test_that("a layer learns from data", {
  x <- matrix(c(1, 2, 3, 10, 20, 30), nrow = 3)
  layer <- layer_normalization()
  expect_true(is_same_object(adapt(layer, x), layer))
  expect_equal(
    as.array(layer(x)), apply(x, 2, function(v) (v - mean(v)) / sqrt(mean((v - mean(v))^2))),
    tolerance = 1e-6
  )
  # Again, from other data: what was before is forgotten.
  before <- as.array(layer(x))
  adapt(layer, 2 * x, batch_size = 2)
  expect_equal(as.array(layer(2 * x)), before, tolerance = 1e-6)
})

test_that("texts and whole numbers make a vocabulary", {
  words <- layer_string_lookup()
  adapt(words, c("b", "a", "b"))
  expect_identical(unlist(words$get_vocabulary()), c("[UNK]", "b", "a"))
  numbers <- layer_integer_lookup()
  adapt(numbers, c(7L, 7L, 9L))
  expect_equal(unlist(numbers$get_vocabulary()), c(-1, 7, 9))
})

test_that("bad arguments are refused", {
  expect_snapshot(error = TRUE, {
    adapt()
    adapt(3)
    adapt(layer_dense(units = 1), matrix(1))
    adapt(layer_normalization())
    adapt(layer_normalization(), matrix(1), batch_size = 0)
  })
})

test_once("data that nothing sound can be learnt from is refused", {
  table <- data.frame(a = 1:2, b = c("x", "y"))
  expect_snapshot(error = TRUE, {
    adapt(layer_normalization(), matrix(c(NA, 1, 2, 3), 2))
    adapt(layer_normalization(), c(1, NaN))
    adapt(layer_normalization(), c("a", "b"))
    adapt(layer_normalization(), table)
    adapt(layer_normalization(axis = 4, name = "scale"), matrix(1:4, 2))
    adapt(layer_discretization(num_bins = 3), c(NA, 10, 20))
    adapt(layer_integer_lookup(), c(1.5, 2))
    adapt(layer_integer_lookup(), c("1", "2"))
    adapt(layer_string_lookup(), c(NA, "a"))
    adapt(layer_string_lookup(), 1:3)
    adapt(layer_text_vectorization(), list("a", 3))
    adapt(layer_feature_space(features = list(a = "float_normalized")), data.frame(a = c(1, NA)))
  })
  layer <- layer_normalization()
  adapt(layer, c(1, 3))
  before <- get_weights(layer)
  expect_lamina_error(adapt(layer, c(1, NA)), "`data`", from = "adapt")
  expect_identical(get_weights(layer), before)
})

test_that("whole numbers, truth values and data frames are learnt from as they are", {
  layer <- layer_integer_lookup()
  adapt(layer, c(7, 7, 9))
  expect_equal(unlist(layer$get_vocabulary()), c(-1, 7, 9))
  adapt(layer, c(3e9, 3e9))
  expect_equal(unlist(layer$get_vocabulary()), c(-1, 3e9))
  adapt(layer, c(TRUE, TRUE, FALSE))
  expect_equal(unlist(layer$get_vocabulary()), c(-1, 1, 0))
  x <- data.frame(a = c(1, 2, 3), b = c(10L, 20L, 30L))
  from_frame <- layer_normalization()
  from_matrix <- layer_normalization()
  adapt(from_frame, x)
  adapt(from_matrix, as.matrix(x))
  expect_equal(get_weights(from_frame), get_weights(from_matrix))
  words <- layer_string_lookup()
  adapt(words, data.frame(a = factor(c("b", "a")), b = c("b", "a")))
  expect_identical(unlist(words$get_vocabulary()), c("[UNK]", "b", "a"))
})

test_that("a layer learns from the numbers that R data stand for, or not at all", {
  learnt <- function(layer, data) {
    adapt(layer, data)
    get_weights(layer)
  }
  x <- c(1, 2, 6)
  expected <- learnt(layer_normalization(axis = NULL), x)
  table <- data.frame(x = x)
  table$x <- integer64(x)
  for (data in list(integer64(x), as.raw(x), ts(x), table)) {
    expect_equal(learnt(layer_normalization(axis = NULL), data), expected)
  }
  keys <- layer_integer_lookup()
  adapt(keys, integer64(c(7, 7, 3e9)))
  expect_equal(unlist(keys$get_vocabulary()), c(-1, 7, 3e9))
  days <- not_numbers()$Date
  expect_lamina_error(adapt(layer_normalization(), days), "`data` must be numbers")
  expect_lamina_error(adapt(layer_normalization(), data.frame(u = 1:2, day = days)), "`data\\$day`")
  space <- layer_feature_space(features = list(day = "float_normalized"))
  expect_lamina_error(adapt(space, data.frame(day = days)), "`data\\$day`")
})
