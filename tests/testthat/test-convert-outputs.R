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

test_once("what fits no output is refused when the model is compiled", {
  model <- models$named
  expect_snapshot(error = TRUE, {
    compile(model, "sgd", loss = list(hieght = "mse"))
    compile(model, "sgd", loss = list("mse"))
    compile(model, "sgd", loss = "mse", loss_weights = 1:3)
    compile(model, "sgd", loss = "mse", loss_weights = list(a = 1))
    compile(model, "sgd", loss = "mse", loss_weights = list(height = 1:2, weight = 1))
    compile(model, "sgd", loss = "mse", loss_weights = list(NA, 1))
    compile(model, "sgd", loss = "mse", metrics = "mae")
    compile(model, "sgd", loss = "mse", weighted_metrics = list(height = "mae", x = "mae"))
  })
  one <- keras_model_sequential(input_shape = 2, name = "one") |> layer_dense(1, name = "out")
  compile(one, "sgd", loss = list(out = "mse"), metrics = list(mine = "mae"))
  expect_snapshot(compile(one, "sgd", loss = list(outt = "mse")), error = TRUE)
})

test_that("a name in the list of metrics of an output loses none of them", {
  y <- list(rep(2, 4), rep(3, 4))
  bias <- function(y_true, y_pred) keras$ops$mean(y_true - y_pred)
  r2 <- keras$metrics$R2Score
  reported <- function(model, y, ...) {
    compile(model, "sgd", "mse", run_eagerly = TRUE, ...)
    result <- evaluate(model, matrix(1, 4, 2), y, verbose = 0)
    expect_true(all(is.finite(unlist(result))))
    sort(names(result))
  }
  one <- keras_model_sequential(input_shape = 2) |> layer_dense(1, name = "out")
  of_one <- function(...) reported(one, 1:4, ...)
  all <- sort(c("loss", "mae", "mape", "r2_score"))
  named <- sort(c("loss", "mae", "mape", "r2"))
  expect_identical(of_one(metrics = list("mae", "mape", r2 = r2())), named)
  expect_identical(of_one(weighted_metrics = list("mae", "mape", r2 = r2)), named)
  expect_identical(
    of_one(metrics = list(a = "mae", b = "mape", r2())), c("a", "b", "loss", "r2_score")
  )
  expect_identical(of_one(metrics = list(list("mae", "mape", r2 = metric_r2_score))), named)
  expect_identical(of_one(metrics = list(out = list("mae", r2 = r2(), "mape"))), named)
  expect_identical(of_one(metrics = c("mae", b = "mape")), c("b", "loss", "mae"))
  expect_identical(of_one(metrics = c(acc = "accuracy")), c("acc", "loss"))
  expect_identical(
    of_one(metrics = list("mae", off = bias, h = keras$losses$huber)), c("h", "loss", "mae", "off")
  )
  expect_snapshot(error = TRUE, {
    compile(one, "sgd", "mse", metrics = list(outt = list("mae")))
    compile(one, "sgd", "mse", metrics = c(a = "mae", a = "mape"))
    compile(one, "sgd", "mse", metrics = c(loss = "mae"))
    compile(one, "sgd", "mse", metrics = c(hits = "accuracy"))
  })

  expected <- c(
    "height_a", "loss", paste0("weight_", c("mae", "mape", "off", "r2"))
  )
  of_weight <- list("mae", r2 = r2(), "mape", off = bias)
  metrics <- list(weight = of_weight, height = c(a = "mse"))
  both <- reported(models$named, y, metrics = metrics)
  expect_true(all(expected %in% both))
  expect_identical(reported(models$named, y, metrics = unname(metrics)), both)
  expect_identical(reported(models$named, y, weighted_metrics = metrics), both)
  expect_snapshot(
    compile(models$named, "sgd", "mse", metrics = list("mae", height = "mse")), error = TRUE
  )
  subclass <- reticulate::PyClass(
    "OfOne", list(call = function(self, x) keras$ops$sum(x, axis = -1L, keepdims = TRUE)),
    inherit = keras$Model
  )()
  expect_identical(reported(subclass, 1:4, metrics = list("mae", "mape", r2 = r2())), named)
})

test_that("losses, their weights and metrics are objects for each output, by name or in order", {
  set_random_seed(1)
  inputs <- keras_input(4)
  share <- inputs |> layer_dense(1, activation = "sigmoid", name = "share")
  kind <- inputs |> layer_dense(3, activation = "softmax", name = "kind")
  model <- keras_model(inputs, list(share = share, kind = kind))
  x <- feature_maps(c(8, 4))
  y <- list(share = rep(0:1, 4), kind = rep(0:2, length.out = 8))
  evaluated <- function(as_given = identity) {
    model |> compile(
      "sgd",
      loss = as_given(list(
        share = loss_binary_crossentropy(), kind = loss_sparse_categorical_crossentropy()
      )),
      loss_weights = as_given(list(share = 2, kind = 3)),
      metrics = as_given(list(
        share = metric_auc(name = "auc"),
        kind = list(
          metric_sparse_categorical_accuracy(name = "hits"),
          right = "sparse_categorical_accuracy"
        )
      )),
      run_eagerly = keras$backend$backend() == "tensorflow"
    )
    unlist(model |> evaluate(x, as_given(y), verbose = 0))
  }
  named <- evaluated()
  p <- predict(model, x, verbose = 0)
  cross <- c(
    mean(-log(ifelse(y$share == 1, p$share, 1 - p$share))),
    mean(-log(p$kind[cbind(1:8, y$kind + 1)]))
  )
  expect_equal(named[["loss"]], sum(c(2, 3) * cross), tolerance = 1e-5)
  expect_equal(named[["kind_hits"]], mean(max.col(p$kind) - 1 == y$kind), tolerance = 1e-6)
  expect_true(all(c("share_auc", "kind_right") %in% names(named)))
  expect_equal(evaluated(unname), named)
})
