skip_without_keras()

two_outputs <- function(named = TRUE) {
  input <- keras_input(2)
  # In another order than that of the alphabet, which is Keras'.
  outputs <- list(
    weight = layer_dense(input, 1, kernel_initializer = "zeros", name = "w"),
    height = layer_dense(input, 1, kernel_initializer = "zeros", name = "h")
  )
  keras_model(input, if (named) outputs else unname(outputs))
}

models <- list(named = two_outputs(), in_order = two_outputs(FALSE))
names_of <- list(named = c("weight", "height"), in_order = c("w", "h"))

test_that("losses, weights and metrics go to the outputs by name, or in the order declared", {
  # The model predicts 0, so that the losses are 2, 4 and 3, 9.
  y <- list(rep(2, 4), rep(3, 4))
  for (kind in names(models)) {
    loss <- function(loss, weights = NULL, ...) {
      compile(models[[kind]], "sgd", loss, loss_weights = weights, run_eagerly = TRUE, ...)
      unlist(evaluate(models[[kind]], matrix(1, 4, 2), y, verbose = 0))
    }
    named <- function(x) stats::setNames(x, names_of[[kind]])
    reversed <- function(x) rev(named(x))
    expect_equal(loss(list("mae", "mse"))[["loss"]], 11)
    expect_equal(loss(c("mse", "mae"), c(1, 0))[["loss"]], 4)
    expect_equal(loss(reversed(c("mse", "mae")), reversed(list(10, 1)))[["loss"]], 43)
    expect_equal(loss("mae", c(1, 10))[["loss"]], 32)
    expect_equal(loss("mae", named(c(1, 10))[2])[["loss"]], 32)
    # By the names of the layers, too.
    expect_equal(loss(c(h = "mae", w = "mse"))[["loss"]], 7)
    # An output without a loss.
    expect_equal(loss(named(c("mse", "mae"))[2])[["loss"]], 3)
    expect_equal(loss(named(c("mse", "mae"))[1], 3)[["loss"]], 12)
    metrics <- loss("mse", metrics = list("mae", list("mse")))
    expect_equal(sort(unname(metrics)), c(2, 4, 9, 9, 13))
    expect_equal(
      unname(loss("mae", metrics = reversed(list(NULL, "mse")))[c("loss", "height_mse", "h_mse")]),
      if (kind == "named") c(5, 9, NA) else c(5, NA, 9)
    )
  }
})

test_that("what fits no output is refused when the model is compiled", {
  model <- models$named
  expect_snapshot(error = TRUE, {
    compile(model, "sgd", loss = list(hieght = "mse"))
    compile(model, "sgd", loss = list("mse"))
    compile(model, "sgd", loss = "mse", loss_weights = 1:3)
    compile(model, "sgd", loss = "mse", loss_weights = list(a = 1))
    compile(model, "sgd", loss = "mse", metrics = "mae")
    compile(model, "sgd", loss = "mse", weighted_metrics = list(height = "mae", x = "mae"))
  })
  one <- keras_model_sequential(input_shape = 2, name = "one") |> layer_dense(1, name = "out")
  compile(one, "sgd", loss = list(out = "mse"), metrics = list(mine = "mae"))
  expect_snapshot(compile(one, "sgd", loss = list(outt = "mse")), error = TRUE)
})
