skip_without_keras()

test_that("several inputs are columns of a table, or go by name or in order", {
  for (model in list(difference(TRUE), difference(FALSE))) {
    for (x in list(
      list(c(5, 7), c(1, 2)), list(a = c(1, 2), z = c(5, 7)), list(z = c(5, 7), a = matrix(1:2)),
      data.frame(a = 1:2, z = c(5, 7)), data.frame(y = 9, z = c(5, 7), a = 1:2),
      list(backend_tensor(matrix(c(5, 7))), matrix(1:2))
    )) {
      expect_equal(predicted(model, x), c(4, 5))
      expect_equal(loss_of(model, x, c(4, 5)), 0)
      expect_equal(as.vector(as.array(model(x))), c(4, 5))
    }
    x <- list(c(5, 7), c(1, 2))
    history <- fit(model, x, 4:5, validation_data = list(x, 5:6), verbose = 0)
    expect_equal(history$metrics$val_loss, 1)
  }
  expect_snapshot(error = TRUE, {
    predict(model, matrix(1:4, 2))
    predict(model, list(1:2, 1:2, 1:2))
    predict(model, list(a = 1:2, z = 1:2, c = 1:2))
    predict(model, list(aa = 1:2, z = 1:2))
    predict(model, list(a = 1:2, 1:2))
    predict(model, list(a = 1:2))
    predict(model, list(1:2, NULL))
    predict(model, list(1:2, 1:3))
    predict(model, list(1:2, matrix(1:4, 2)))
    predict(model, data.frame(a = 1:2, zz = 1:2))
    fit(model, x, 1:2, validation_data = list(1:2, 1:2, 1:2))
  })
  input <- list(a = keras_input(2, name = "a"))
  one <- keras_model(input, layer_flatten(input$a))
  table <- data.frame(y = 1:2)
  table$a <- matrix(1:4, 2)
  expect_equal(predicted(one, table), 1:4)
  expect_equal(predicted(one, data.frame(u = 1:2, v = 3:4)), 1:4)
})

test_that("targets, weights and predictions of named outputs are in the order declared", {
  input <- keras_input(1)
  outputs <- list(
    weight = layer_dense(input, 1, kernel_initializer = "zeros", name = "w"),
    height = layer_dense(input, 1, kernel_initializer = "zeros", name = "h")
  )
  for (named in c(TRUE, FALSE)) {
    model <- keras_model(input, if (named) outputs else unname(outputs))
    names <- if (named) c("weight", "height") else c("w", "h")
    set_weights(model, lapply(get_weights(model), `*`, 0))
    compile(model, keras$optimizers$SGD(0.1), "mse", run_eagerly = TRUE)
    x <- rep(1, 4)
    y <- list(rep(100, 4), rep(-100, 4))
    fit(model, x, y, validation_data = list(x, y), epochs = 20, verbose = 0)
    prediction <- predict(model, x, verbose = 0)
    expect_identical(names(prediction), if (named) names)
    expect_equal(lapply(unname(prediction), as.vector), y, tolerance = 0.05)

    set_weights(model, lapply(get_weights(model), `*`, 0))
    compile(model, keras$optimizers$SGD(0), "mse", run_eagerly = TRUE)
    y <- list(1:4, rep(3, 4))
    first <- c(1, 0, 0, 0)
    own <- function(...) stats::setNames(list(...), names[seq_len(...length())])
    table <- data.frame(h = rep(3, 4), w = 1:4, height = 3, weight = 1:4)
    expect_equal(loss_of(model, x, table), 16.5)
    expect_equal(loss_of(model, x, y, sample_weight = first), 0.25 + 2.25)
    for (weights in list(
      list(first, rep(1, 4)), rev(own(first, rep(1, 4))), own(first), list(w = first),
      as.data.frame(own(first, rep(1, 4))), list(h = rep(1, 4), w = first)
    )) {
      expect_equal(loss_of(model, x, y, sample_weight = weights), 0.25 + 9)
    }
    history <- fit(
      model, x, y, validation_data = list(x, y, list(first, rep(0, 4))), verbose = 0
    )
    expect_equal(history$metrics$val_loss, 0.25)
    # An output without a loss needs no target.
    compile(model, keras$optimizers$SGD(0), own("mse"), run_eagerly = TRUE)
    for (y in list(list(1:4), own(1:4), data.frame(w = 1:4, weight = 1:4), list(1:4, 5:8))) {
      expect_equal(loss_of(model, x, y), 7.5)
    }
  }
  compile(model, "sgd", "mse")
  expect_snapshot(error = TRUE, {
    fit(model, 1:4, 1:4)
    fit(model, 1:4, list(w = 1:4, hh = 1:4))
    fit(model, 1:4, list(w = 1:4))
    fit(model, 1:4, list(1:4, 1:3))
    fit(model, 1:4, list(1:4, 1:4), sample_weight = list(val = 1:4, h = 1:4))
    fit(model, 1:4, list(1:4, 1:4), validation_data = list(1:4, 1:4, 1:4))
    fit(model, 1:4, list(1:4, 1:4), class_weight = c("0" = 1))
  })
})
