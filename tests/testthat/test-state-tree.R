# Needs a backend, whichever.

skip_without_keras()

trained <- function() {
  model <- keras_model_sequential(input_shape = 3, name = "net") |>
    layer_dense(2, name = "hidden") |>
    layer_batch_normalization(name = "norm") |>
    layer_dense(1, name = "out")
  compile(model, optimizer_adam(name = "adam"), "mse", metrics = "mae")
  fit(model, matrix(1:12 / 12, 4), 1:4 / 4, epochs = 1, verbose = 0)
  model
}
model <- trained()

test_that("the tree is the one that Keras makes", {
  tree <- get_state_tree(model, "numpy_array")
  expect_named(tree, state_groups)
  theirs <- keras$Model$get_state_tree(model, "numpy_array")
  for (group in state_groups) {
    ours <- flat_tree(tree[[group]])
    expect_setequal(names(ours), names(flat_tree(theirs[[group]])))
    for (path in names(ours)) {
      expect_equal(as.vector(ours[[path]]), as.vector(flat_tree(theirs[[group]])[[path]]))
    }
  }
  kernel <- tree$trainable_variables$net$hidden$kernel
  expect_identical(kernel, as.array(get_layer(model, "hidden")$kernel))
  tensors <- get_state_tree(model)
  expect_true(is_tensor(tensors$trainable_variables$net$hidden$kernel))
})

test_that("what is read in one model is the state of another after it is set", {
  other <- trained()
  for (format in c("numpy_array", "backend_tensor")) {
    set_state_tree(other, lapply(get_state_tree(other, "numpy_array"), rapply, f = function(x) {
      x * 0L
    }, how = "list"))
    expect_identical(sum(abs(unlist(get_weights(other)))), 0)
    shown <- withVisible(set_state_tree(other, get_state_tree(model, format)))
    expect_false(shown$visible)
    expect_identical(
      get_state_tree(other, "numpy_array"), get_state_tree(model, "numpy_array")
    )
  }
})

test_that("a part of the tree changes that part alone", {
  other <- trained()
  before <- get_weights(other)
  bias <- list(net = list(hidden = list(bias = c(3, 4))))
  set_state_tree(other, list(trainable_variables = bias))
  before[[2L]][] <- c(3, 4)
  expect_identical(get_weights(other), before)
})

test_that("a model that is not compiled has no state of an optimizer", {
  plain <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
  expect_identical(lengths(get_state_tree(plain))[["optimizer_variables"]], 0L)
  expect_identical(set_state_tree(plain, get_state_tree(plain)), plain)
})

test_that("what does not fit is refused, and the model is as it was", {
  hidden <- function(...) {
    list(trainable_variables = list(net = list(hidden = list(...))))
  }
  expect_model_unchanged(model, expect_snapshot(error = TRUE, {
    set_state_tree(model)
    set_state_tree(model, 3)
    set_state_tree(model, list(trainable = list()))
    set_state_tree(model, hidden(bias = c(1, 2), kernal = matrix(1, 3, 2)))
    set_state_tree(model, hidden(bias = c(1, 2), kernel = matrix(1, 2, 3)))
    set_state_tree(model, hidden(bias = c(1, 2), kernel = "a"))
    set_state_tree(model, hidden(bias = c(1, NA)))
    set_state_tree(model, hidden(bias = c(1, 2), bias = c(3, 4)))
    get_state_tree(3)
    get_state_tree(model, "array")
    get_state_tree(keras_model_sequential(name = "empty"))
  }))
})

test_that("weights with the same path are refused, not lost", {
  expect_lamina_error(check_paths(c("a/b", "a/c", "a/b"), NULL), "not two with \"a/b\"")
  expect_lamina_error(check_paths(c("a", "a/c"), NULL), "not two with \"a\"")
  expect_null(check_paths(c("a", "ab/c"), NULL))
})
