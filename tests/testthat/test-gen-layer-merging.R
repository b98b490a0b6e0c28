skip_without_keras()

test_cases("layer", "merging")

a <- feature_maps(c(2, 3, 4), seed = 1)
b <- feature_maps(c(2, 3, 4), seed = 2)

test_that("tensors are added, one by one or in a list", {
  expect_equal(as.array(layer_add(a, b)), a + b)
  expect_equal(as.array(layer_add(list(a, b))), a + b)
  expect_equal(as.array(layer_add(list(a), b, a)), a + b + a)
  expect_equal(as.array(layer_add(list(left = a, right = b))), a + b)
  expect_equal(as.array(layer_add(name = "sum")(list(a, b))), a + b)
  expect_equal(as.array(layer_add(a)), a)
  expect_equal(as.array(layer_concatenate(a)), a)
  expect_equal(as.array(layer_add(NULL, a, b)), a + b)
  branches <- list(a, b)
  expect_equal(as.array(layer_add(!!!branches)), a + b)
  expect_equal(as.array(layer_add(a, !!!branches)), a + a + b)
  expect_s3_class(layer_add(list()), "keras.src.layers.merging.add.Add")
  expect_s3_class(layer_add(), "keras.src.layers.merging.add.Add")
  expect_s3_class(layer_add(NULL), "keras.src.layers.merging.add.Add")
})

test_that("tensors are joined along an axis that counts from 1", {
  joined <- function(axis) as.array(layer_concatenate(a, b, axis = axis))
  expect_identical(dim(joined(1)), c(4L, 3L, 4L))
  expect_identical(dim(joined(2)), c(2L, 6L, 4L))
  expect_identical(dim(joined(3)), c(2L, 3L, 8L))
  expect_identical(joined(-1), joined(3L))
  expect_identical(joined(2)[, 1:3, ], a)
  expect_identical(joined(2)[, 4:6, ], b)
  expect_identical(as.array(layer_concatenate(list(a, b))), joined(3))
})

test_that("symbolic tensors are merged in a functional model", {
  input <- list(keras_input(c(3, 4)), keras_input(c(3, 4)))
  model <- keras_model(input, layer_add(input))
  expect_equal(predict(model, list(a, b), verbose = 0), a + b)
  joined <- layer_concatenate(input[[1]], input[[2]], axis = 2, name = "join")
  expect_identical(tensor_shape(joined), c(NA, 6L, 4L))
})

test_that("the arguments reach Keras, in the order of keras3", {
  expect_same_layer(layer_add(name = "sum"), keras$layers$Add(name = "sum"))
  expect_same_layer(
    layer_concatenate(axis = 2, name = "join", dtype = "float16"),
    keras$layers$Concatenate(axis = 1L, name = "join", dtype = "float16")
  )
  expect_same_layer(layer_concatenate(name = "join"), keras$layers$Concatenate(name = "join"))
  expect_identical(names(formals(layer_add)), c("inputs", "..."))
  expect_identical(names(formals(layer_concatenate)), c("inputs", "...", "axis"))
  expect_config_round_trip(layer_concatenate(axis = 2))
  expect_config_round_trip(layer_add())
})

test_that("shapes that do not fit are refused in the name of the function called", {
  short <- a[, 1:2, ]
  expect_lamina_error(layer_add(a, short), class = "python", from = "layer_add")
  expect_lamina_error(
    layer_concatenate(a, short, axis = 3), class = "python", from = "layer_concatenate"
  )
})

test_once("bad arguments are refused", {
  x <- matrix(1)
  expect_snapshot(error = TRUE, {
    layer_add("a")
    layer_add(x, "a")
    layer_add(1)
    layer_add(keras_model_sequential(input_shape = 2))
    layer_add(x, x, nam = "sum")
    layer_add(x, x, name = "")
    layer_concatenate(x, x, axis = 0)
    layer_concatenate(x, x, axis = 1.5)
    layer_concatenate(x, x, axis = "last")
    layer_concatenate(x, x, axes = 1)
  })
})
