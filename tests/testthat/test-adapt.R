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
