skip_without_keras()

test_that("a generator gives what Python's gives, and starts again", {
  seed <- random_seed_generator(42)
  expect_true(is_seed_generator(seed))
  first <- as.array(random_normal(3, seed = seed))
  second <- as.array(random_normal(3, seed = seed))
  python <- keras$random$SeedGenerator(42L)
  expect_identical(as.array(keras$random$normal(list(3L), seed = python)), first)
  expect_identical(as.array(keras$random$normal(list(3L), seed = python)), second)
  expect_false(identical(first, second))
  expect_true(is_same_object(expect_invisible(reset_seeds(seed)), seed))
  expect_identical(as.array(random_normal(3, seed = seed)), first)
  drawn <- random_seed_generator()
  first <- as.array(random_normal(3, seed = drawn))
  reset_seeds(drawn)
  expect_identical(as.array(random_normal(3, seed = drawn)), first)
})

test_that("it has a name, and belongs to the layer that it is an attribute of", {
  expect_identical(random_seed_generator(1, name = "noise")$name, "noise")
  noise_layer <- Layer("Noise",
    initialize = function(...) {
      super$initialize(...)
      self$seed <- random_seed_generator(3)
    },
    call = function(x) x + random_normal(op_shape_of(x), seed = self$seed)
  )
  op_shape_of <- function(x) as.list(keras$ops$shape(x))
  layer <- noise_layer()
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(2, use_bias = FALSE)
  model$add(layer)
  expect_identical(lengths(list(layer$non_trainable_variables)), 1L)
  x <- matrix(0, 4, 2)
  first <- predict(model, x, verbose = 0)
  expect_identical(dim(first), c(4L, 2L))
  expect_gt(length(unique(c(first))), 6L)
  expect_false(identical(predict(model, x, verbose = 0), first))
  reset_seeds(model)
  expect_identical(predict(model, x, verbose = 0), first)
})

test_that("what can be none is refused", {
  expect_snapshot(error = TRUE, {
    random_seed_generator(-1)
    random_seed_generator(1.5)
    random_seed_generator(1, name = "a/b")
    random_seed_generator(1, 2, 3)
  })
})
