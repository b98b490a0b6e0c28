skip_without_keras()

problem <- easy_problem()

test_that("training reduces the loss, and the history tells so", {
  model <- small_classifier(metrics = "accuracy", run_eagerly = FALSE)
  before <- evaluate(model, problem$x, problem$y, verbose = 0)
  result <- withVisible(
    fit(model, problem$x, problem$y, epochs = 8, validation_split = 0.25, verbose = 0)
  )
  expect_false(result$visible)
  history <- result$value
  expect_setequal(names(history$metrics), c("loss", "accuracy", "val_loss", "val_accuracy"))
  expect_identical(lengths(history$metrics, use.names = FALSE), rep(8L, 4))
  expect_identical(history$epoch, 1:8)
  expect_lt(history$metrics$loss[[8]], history$metrics$loss[[1]] / 2)
  after <- evaluate(model, problem$x, problem$y, verbose = 0)
  expect_named(after, c("loss", "accuracy"))
  expect_lt(after$loss, before$loss / 2)
  # Newer versions of Keras train on other orders of the examples.
  expect_gt(after$accuracy, if (keras_is_before("3.16")) 0.9 else 0.85)

  probabilities <- predict(model, problem$x, verbose = 0)
  expect_identical(dim(probabilities), c(64L, 2L))
  expect_equal(rowSums(probabilities), rep(1, 64), tolerance = 1e-6)
  expect_equal(mean(max.col(probabilities) - 1L == problem$y), after$accuracy, tolerance = 1e-6)
})

test_that("a handler for what a callback signals leaves training whole", {
  model <- small_classifier()
  epochs <- 0
  callback <- keras$callbacks$LambdaCallback(on_epoch_end = function(epoch, logs) {
    epochs <<- epochs + 1
    message("epoch ", epoch)
  })
  caught <- tryCatch(
    fit(model, problem$x, problem$y, epochs = 2, verbose = 0, callbacks = callback),
    message = conditionMessage
  )
  expect_identical(caught, "epoch 1\n")
  expect_identical(epochs, 2)
})

test_that("a convolutional network with spatial dropout trains", {
  x <- feature_maps(c(32, 6, 6, 1))
  y <- as.integer(apply(x[, 1:3, , ], 1, sum) > 0)
  model <- small_convnet()
  compile(
    model, keras$optimizers$Adam(0.01),
    loss = keras$losses$SparseCategoricalCrossentropy(from_logits = TRUE)
  )
  seeds <- as.array(model$layers[[2]]$seed_generator$state)
  history <- fit(model, x, y, epochs = 10, verbose = 0)
  expect_lt(history$metrics$loss[[10]], history$metrics$loss[[1]])
  expect_false(identical(as.array(model$layers[[2]]$seed_generator$state), seeds))
  expect_identical(predict(model, x, verbose = 0), predict(model, x, verbose = 0))
})

test_that("what is split off is the end, and is not trained on", {
  trained <- function(x, y, ...) {
    model <- small_classifier(optimizer = keras$optimizers$SGD(0.1))
    history <- fit(model, x, y, epochs = 1, shuffle = FALSE, verbose = 0, ...)
    list(weights = get_weights(model), val_loss = history$metrics$val_loss)
  }
  first <- 1:48
  split <- trained(problem$x, problem$y, validation_split = 0.25)
  given <- trained(
    problem$x[first, ], problem$y[first],
    validation_data = list(problem$x[-first, ], problem$y[-first])
  )
  expect_equal(split, given, tolerance = 1e-6)
  expect_length(given$val_loss, 1)
})

test_that("validation data may be named, weighted, and looked at every other epoch", {
  model <- small_classifier()
  history <- fit(
    model, problem$x, problem$y, epochs = 4, validation_freq = 2, verbose = 0,
    validation_data = list(x = problem$x, y = problem$y, sample_weight = rep(0, 64))
  )
  expect_identical(history$metrics$val_loss, c(0, 0))
  frame <- as.data.frame(history)
  expect_identical(frame$epoch[frame$data == "validation"], c(2L, 4L))
})

test_that("a class of weight 0 is as good as left out", {
  weights_after <- function(rows, rate, ...) {
    model <- small_classifier(optimizer = keras$optimizers$SGD(rate))
    fit(model, problem$x[rows, ], problem$y[rows], batch_size = 64, verbose = 0, ...)
    get_weights(model)
  }
  class_0 <- which(problem$y == 0)
  weighted <- weights_after(1:64, 0.5, class_weight = c("0" = 1, "1" = 0))
  # The mean is over all examples of the batch, also those without weight.
  left_out <- weights_after(class_0, 0.5 * length(class_0) / 64)
  expect_equal(weighted, left_out, tolerance = 1e-5)
  expect_identical(weights_after(1:64, 0.5, class_weight = list("0" = 1, "1" = 0)), weighted)
  by_example <- weights_after(1:64, 0.5, sample_weight = as.numeric(problem$y == 0))
  expect_equal(by_example, weighted, tolerance = 1e-6)
  expect_false(isTRUE(all.equal(weights_after(1:64, 0.5), weighted, tolerance = 1e-3)))
})

test_that("callbacks are called, one or a list of them", {
  seen <- integer()
  log <- withr::local_tempfile(fileext = ".csv")
  note <- keras$callbacks$LambdaCallback(
    on_epoch_end = function(epoch, logs) seen <<- c(seen, epoch)
  )
  stop_at_once <- keras$callbacks$EarlyStopping("loss", patience = 1L, min_delta = 100)
  model <- small_classifier()
  history <- fit(
    model, problem$x, problem$y, epochs = 10, verbose = 0,
    callbacks = list(note, keras$callbacks$CSVLogger(log), stop_at_once)
  )
  expect_lt(length(history$epoch), 10)
  expect_equal(seen, history$epoch)
  expect_equal(utils::read.csv(log)$loss, history$metrics$loss, tolerance = 1e-5)
  again <- fit(model, problem$x, problem$y, epochs = 10, verbose = 0, callbacks = stop_at_once)
  expect_lt(length(again$epoch), 10)
})

test_that("a training goes on from an epoch that counts from 1", {
  model <- small_classifier()
  expect_identical(fit(model, problem$x, problem$y, epochs = 2, verbose = 0)$epoch, 1:2)
  more <- fit(model, problem$x, problem$y, epochs = 5, initial_epoch = 4, verbose = 0)
  expect_identical(more$epoch, 4:5)
  expect_warning(
    none <- fit(model, problem$x, problem$y, epochs = 2, initial_epoch = 3, verbose = 0),
    class = "lamina_warning_epochs"
  )
  expect_identical(nrow(as.data.frame(none)), 0L)
})

test_that("R functions are losses and metrics", {
  squared <- function(y_true, y_pred) {
    keras$ops$mean(keras$ops$square(keras$ops$subtract(y_true, y_pred)))
  }
  largest <- structure(
    function(y_true, y_pred) keras$ops$max(keras$ops$abs(keras$ops$subtract(y_true, y_pred))),
    name = "largest_error"
  )
  x <- matrix(c(1, 2, 3, 4), 4)
  model <- keras_model_sequential(input_shape = 1) |>
    layer_dense(1, kernel_initializer = "zeros", use_bias = FALSE)
  compile(model, "sgd", loss = squared, metrics = list(largest, "mean_absolute_error"))
  result <- evaluate(model, x, 2 * x, verbose = 0)
  expect_named(result, c("loss", "largest_error", "mean_absolute_error"))
  expect_equal(result$loss, mean((2 * x)^2), tolerance = 1e-6)
  expect_equal(result$largest_error, 8, tolerance = 1e-6)
  expect_equal(result$mean_absolute_error, 5, tolerance = 1e-6)
  history <- fit(model, x, 2 * x, epochs = 5, verbose = 0)
  expect_lt(history$metrics$loss[[5]], history$metrics$loss[[1]])
})

test_that("several inputs and outputs go by name or in order", {
  a <- keras_input(2, name = "a")
  b <- keras_input(2, name = "b")
  model <- keras_model(
    list(a = a, b = b),
    list(
      sum = layer_add(list(a, b), name = "sum"),
      total = layer_concatenate(a, b) |>
        layer_dense(1, kernel_initializer = "ones", name = "total")
    )
  )
  compile(
    model, "sgd", loss = list(sum = "mse", total = "mae"), loss_weights = list(sum = 1, total = 2)
  )
  x <- list(a = matrix(1:6, 3), b = matrix(0, 3, 2))
  y <- list(sum = x$a, total = matrix(rowSums(x$a) + 1))
  result <- evaluate(model, x, y, verbose = 0)
  expect_identical(names(result)[[1]], "loss")
  expect_equal(result$loss, 2, tolerance = 1e-6)
  expect_equal(result$sum_loss, 0, tolerance = 1e-6)
  expect_equal(result$total_loss, 1, tolerance = 1e-6)
  reordered <- evaluate(model, x[c("b", "a")], y[c("total", "sum")], verbose = 0)
  expect_equal(reordered, result)
  output <- predict(model, x, verbose = 0)
  expect_equal(output$sum, x$a)
  expect_s3_class(fit(model, x, y, verbose = 0), "keras_training_history")
})

test_that("data frames, tensors and NumPy arrays are data", {
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(1, kernel_initializer = "ones")
  x <- matrix(c(1, 2, 3, 4), 2)
  expected <- matrix(c(4, 6), 2)
  expect_equal(predict(model, x, verbose = 0), expected)
  expect_equal(predict(model, as.data.frame(x), verbose = 0), expected)
  expect_equal(predict(model, backend_tensor(x), verbose = 0), expected)
  expect_equal(predict(model, numpy()$array(x), verbose = 0), expected)
  expect_equal(predict(model, matrix(1:4, 2), verbose = 0), expected)
})

test_that("compile() gives the model back and keeps what it was told", {
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
  result <- withVisible(compile(model, "sgd", loss = "mse"))
  expect_false(result$visible)
  expect_true(is_same_object(result$value, model))
  expect_s3_class(model$optimizer, "keras.src.optimizers.sgd.SGD")
  compile(model, keras$optimizers$Adam(0.01), loss = keras$losses$MeanSquaredError())
  expect_equal(as.vector(as.array(model$optimizer$learning_rate)), 0.01, tolerance = 1e-6)
})

test_that("progress is shown as it was asked for", {
  expect_identical(as_verbose("auto"), 1L)
  withr::with_options(list(knitr.in.progress = TRUE), expect_identical(as_verbose("auto"), 2L))
  expect_identical(as_verbose(TRUE), 1L)
  expect_identical(as_verbose(FALSE), 0L)
  expect_identical(as_verbose(2), 2L)
  model <- small_classifier()
  withr::local_options(keras.verbose = 0)
  expect_silent(fit(model, problem$x, problem$y))
  expect_silent(predict(model, problem$x))
})

test_that("a metric has the name that the list gives it", {
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
  metric <- function(y_true, y_pred) keras$ops$mean(y_pred)
  compile(model, "sgd", "mse", metrics = list(height = metric))
  history <- fit(model, problem$x, problem$y, verbose = 0)
  expect_named(history$metrics, c("height", "loss"), ignore.order = TRUE)
})

test_that("bad data are refused", {
  model <- small_classifier()
  x <- problem$x
  y <- problem$y
  with_na <- x
  with_na[3, 2] <- NA
  expect_snapshot(error = TRUE, {
    fit(model, with_na, y, verbose = 0)
    fit(model, x, c(NA, y[-1]), verbose = 0)
    fit(model, x, y[-1], verbose = 0)
    fit(model, x[, 1:3], y, verbose = 0)
    fit(model, array(x, c(64, 2, 2)), y, verbose = 0)
    fit(model, x, factor(y), verbose = 0)
    fit(model, mean, y, verbose = 0)
    fit(model, list(x, "a" = mean), y, verbose = 0)
    evaluate(model, x, y[1:3], verbose = 0)
    evaluate(model, x[, 1:2], y, verbose = 0)
    predict(model, verbose = 0)
    predict(model, NULL, verbose = 0)
    predict(model, x[, 1:2], verbose = 0)
  })
})

test_once("bad settings are refused", {
  model <- small_classifier()
  x <- problem$x
  y <- problem$y
  expect_snapshot(error = TRUE, {
    fit(model, x, y, batch_size = 0)
    fit(model, x, y, batch_size = 2.5)
    fit(model, x, y, epoch = 3)
    fit(model, x, y, 32)
    evaluate(model, x, y, bach_size = 3)
    predict(model, x, 32)
    compile(model, optimiser = "adam")
    fit(model, x, y, epochs = -1)
    fit(model, x, y, epochs = "3")
    fit(model, x, y, initial_epoch = 0)
    fit(model, x, y, validation_split = 1.5)
    fit(model, x, y, validation_freq = 0)
    fit(model, x, y, validation_data = x)
    fit(model, x, y, class_weight = c(1, 2))
    fit(model, x, y, class_weight = c(a = 1, b = 2))
    fit(model, x, y, class_weight = c("0" = 1, "0" = 2))
    fit(model, x, y, class_weight = list("0" = "heavy"))
    fit(model, x, y, callbacks = "early")
    fit(model, x, y, callbacks = list(1))
    fit(model, x, y, shuffle = NA)
    fit(model, x, y, verbose = 3)
    fit(model, x, y, verbose = "loud")
    predict(model, x, batch_size = -1)
    evaluate(model, x, y, steps = 0)
    compile(model, optimizer = NULL)
    compile(model, optimizer = 1)
    compile(model, loss = "mse", run_eagerly = NA)
    compile(model, loss = "mse", jit_compile = "yes")
    compile(model, loss = "mse", steps_per_execution = 0)
    compile(model, loss = 3)
    compile(model, loss = metric_mean_squared_error())
    compile(model, loss = function(y_true) y_true)
    compile(model, loss = "mse", metrics = list(function(y_true, y_pred, k) y_true))
    compile(model, loss = list("mse", "mae"))
    compile(model, function(step) step)
    compile(model, loss = "mse", metrics = TRUE)
    fit(model, problem$x, problem$y, validation_split = 1)
    fit(model, problem$x, c("a", "b")[problem$y + 1])
    fit(model, problem$x, problem$y, validation_data = list(problem$x, factor(problem$y)))
    fit(model, problem$x, problem$y, validation_data = list(problem$x[, 1:2], problem$y))
    fit(model, problem$x, problem$y, validation_data = list(problem$x, problem$y[1:2]))
    predict(model, problem$x[0, ])
  })
})

test_that("what Keras refuses names the function, and the weights stay", {
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(2)
  weights <- get_weights(model)
  expect_lamina_error(
    fit(model, problem$x, problem$y, verbose = 0), "compiled first", "compile", "fit"
  )
  expect_lamina_error(
    evaluate(model, problem$x, problem$y, verbose = 0), "compiled first", "compile", "evaluate"
  )
  expect_lamina_error(compile(model, "adamm"), "Did you mean \"adam\"", from = "compile")
  expect_identical(get_weights(model), weights)
})

# On JAX the weights are out of the model while it trains or predicts.
test_that("a step that fails leaves the model usable, with what it had learnt", {
  model <- small_classifier()
  fit(model, problem$x, problem$y, verbose = 0)
  weights <- get_weights(model)
  # What is Python's, Python looks at.
  narrow <- backend_tensor(problem$x[, 1:3])
  expect_lamina_error(predict(model, narrow, verbose = 0), class = "python")
  expect_lamina_error(evaluate(model, narrow, problem$y, verbose = 0), class = "python")
  expect_lamina_error(fit(model, narrow, problem$y, verbose = 0), class = "python")
  expect_identical(get_weights(model), weights)

  stops <- keras$callbacks$LambdaCallback(
    on_batch_end = function(batch, logs) if (batch == 1) stop("enough")
  )
  expect_lamina_error(
    fit(model, problem$x, problem$y, batch_size = 16, callbacks = stops, verbose = 0),
    "enough", "python", "fit"
  )
  expect_true(all(is.finite(unlist(get_weights(model)))))
  expect_false(identical(get_weights(model), weights))
  fit(model, problem$x, problem$y, verbose = 0)
  expect_identical(dim(predict(model, problem$x, verbose = 0)), c(64L, 2L))
})

test_that("missing values are refused wherever data are given", {
  model <- small_classifier()
  missing <- c(NA, problem$y[-1])
  weights <- get_weights(model)
  try_fit <- function(...) fit(model, ..., verbose = 0)
  table <- as.data.frame(problem$x) |> transform(V1 = NA)
  expect_lamina_error(try_fit(table, problem$y), "`x\\$V1`")
  expect_lamina_error(try_fit(problem$x, missing), "`y`")
  expect_lamina_error(try_fit(problem$x, problem$y, sample_weight = missing), "`sample_weight`")
  expect_lamina_error(
    try_fit(problem$x, problem$y, validation_data = list(problem$x, missing)),
    "`validation_data\\[\\[2\\]\\]`"
  )
  expect_identical(get_weights(model), weights)
})

test_that("evaluate() is found by data that is named x, and through the generic of generics", {
  model <- small_classifier()
  named <- evaluate(model, x = problem$x, y = problem$y, verbose = 0)
  expect_identical(generics::evaluate(model, problem$x, problem$y, verbose = 0), named)
})

test_that("an error in an R function that trains keeps its message", {
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(2)
  compile(model, "sgd", loss = function(y_true, y_pred) stop("no loss today"))
  cnd <- expect_lamina_error(
    fit(model, problem$x, problem$x[, 1:2], verbose = 0), class = "python", from = "fit"
  )
  expect_match(conditionMessage(cnd$parent), "no loss today")
})

test_once("a misspelt loss, metric or optimizer is refused by compile(), and nothing changes", {
  model <- small_classifier(metrics = "accuracy")
  expect_snapshot(error = TRUE, {
    compile(model, "adam", "mse", metrics = "acuracy")
    compile(model, "adam", "mse", metrics = list("mse", list("acuracy")))
    compile(model, "adam", "mse", weighted_metrics = c(a = "acuracy"))
    compile(model, "adam", "msee")
    compile(model, "adam", list(dense = "binary_crossentrpy"))
    compile(model, "adma", "mse")
    compile(model, "adam", "mse", metrics = "MeanIoU")
    compile(model, "optimizer_adam", "mse")
    compile(model, "adam", "loss_mean_squared_eror")
    compile(model, "adam", "mse", metrics = list("AUC", "metric_accuracy"))
    compile(model, "adam", NA_character_)
    compile(model, "adam", "mse", loss_weights = "heavy")
  })
  expect_named(evaluate(model, problem$x, problem$y, verbose = 0), c("loss", "accuracy"))
  for (name in c("Accuracy", "ACC", "AUC", "auc", "R2Score")) {
    expect_no_error(compile(model, "adam", "CE", metrics = name))
  }
})

test_that("compile() forgets the loss and metrics of an earlier call", {
  model <- small_classifier(metrics = "accuracy")
  fails <- function(y_true, y_pred) stop("no metric today")
  for (argument in c("metrics", "weighted_metrics")) {
    args <- list(model, "sgd", "sparse_categorical_crossentropy", run_eagerly = TRUE)
    args[[argument]] <- list(fails)
    do.call(compile, args)
    expect_lamina_error(fit(model, problem$x, problem$y, verbose = 0), "no metric", "python")
    compile(model, "sgd", "sparse_categorical_crossentropy", run_eagerly = TRUE)
    expect_named(fit(model, problem$x, problem$y, verbose = 0)$metrics, "loss")
  }
})

test_that("R losses and metrics get targets of the shape and type of the predictions", {
  withr::local_seed(1)
  x <- matrix(rnorm(20), ncol = 2)
  y <- rnorm(10)
  shapes <- list()
  squared <- function(y_true, y_pred) {
    shapes <<- c(shapes, list(tensor_shape(y_true)[-1], tensor_shape(y_pred)[-1]))
    keras$ops$mean(keras$ops$square(y_true - y_pred))
  }
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(1)
  predicted <- predict(model, x, verbose = 0)
  for (target in list(y, matrix(1:10))) {
    compile(
      model, "sgd", squared, metrics = list(squared = squared), weighted_metrics = list(squared)
    )
    result <- evaluate(model, x, target, verbose = 0)
    expected <- mean((predicted - c(target))^2)
    expect_equal(unlist(result, use.names = FALSE), rep(expected, 3), tolerance = 1e-6)
  }
  expect_identical(unique(shapes), list(1L))
  # Targets of classes stay as they are.
  shapes <- list()
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(3)
  compile(model, "sgd", "mse", metrics = list(function(y_true, y_pred) {
    shapes <<- list(length(tensor_shape(y_true)), length(tensor_shape(y_pred)))
    keras$ops$mean(y_pred)
  }))
  evaluate(model, x, matrix(y, 10, 3), verbose = 0)
  expect_identical(shapes, list(2L, 2L))
})

test_that("a loaded R loss gets its targets in the same shape", {
  x <- matrix(1:4, 4)
  squared <- structure(function(y_true, y_pred) {
    keras$ops$mean(keras$ops$square(keras$ops$subtract(y_true, y_pred)))
  }, name = "squared")
  model <- keras_model_sequential(input_shape = 1) |>
    layer_dense(1, kernel_initializer = "zeros")
  compile(model, "sgd", squared)
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  loaded <- load_model(path, custom_objects = list(squared = squared))
  expect_equal(evaluate(loaded, x, c(0, 2, 4, 6), verbose = 0)$loss, 14, tolerance = 1e-6)
})

test_that("a loss or metric that returns no tensor is an error", {
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
  y <- problem$x[, 1]
  no_tensor <- "must return a tensor"
  expect_both_fail <- function(f, words) {
    compile(model, "sgd", f)
    expect_lamina_error(fit(model, problem$x, y, verbose = 0), words, "python")
    compile(model, "sgd", "mse", metrics = list(f))
    expect_lamina_error(evaluate(model, problem$x, y, verbose = 0), words, "python")
  }
  expect_both_fail(function(y_true, y_pred) signif(y_pred), "takes no tensors")
  expect_both_fail(function(y_true, y_pred) NULL, no_tensor)
  expect_both_fail(function(y_true, y_pred) "loss", no_tensor)
  compile(model, "sgd", "mse", metrics = list(function(y_true, y_pred) 7))
  expect_equal(evaluate(model, problem$x, y, verbose = 0)[[2]], 7)
  compile(model, "sgd", "mse", metrics = list(function(y_true, y_pred) {
    warning("look out")
    keras$ops$mean(y_pred)
  }))
  expect_warning(evaluate(model, problem$x[1:2, ], y[1:2], verbose = 0), "look out") |>
    suppressWarnings()
})

test_that("an output whose loss looks like one of validation is named", {
  input <- keras_input(2)
  with_outputs <- function(...) {
    keras_model(input, lapply(c(...), function(name) layer_dense(input, 1, name = name)))
  }
  model <- with_outputs("val", "cls", "val_x")
  expect_snapshot({
    compile(model, "sgd", "mse")
    compile(with_outputs("cls", "val_y"), "sgd", "mse")
  })
  expect_no_warning(compile(with_outputs("value", "cls"), "sgd", "mse"))
  expect_no_warning(compile(with_outputs("val"), "sgd", "mse"))
})

test_that("a comma at the end is none too many", {
  model <- keras_model_sequential(input_shape = 4, name = "model", )
  layer_dense(model, 1, )
  y <- problem$x[, 1]
  compile(model, "sgd", loss = "mse", )
  expect_length(fit(model, problem$x, y, verbose = 0, )$epoch, 1)
  expect_named(evaluate(model, problem$x, y, verbose = 0, ), "loss")
  expect_identical(dim(predict(model, problem$x, verbose = 0, )), c(64L, 1L))
  input <- keras_input(2)
  expect_s3_class(keras_model(input, layer_dense(input, 1, ), ), "keras.src.models.model.Model")
  expect_no_error(adapt(layer_normalization(), problem$x, ))
})

test_that("a model class with methods of its own gets what was given", {
  classes <- reticulate::py_run_string("
import keras

class Gan(keras.Model):
    def compile(self, d_optimizer, loss_fn):
        super().compile()
        self.given = [d_optimizer, loss_fn]

    def fit(self, x, epochs):
        return [list(x.shape), epochs]

    def evaluate(self, x, y):
        return list(x.shape) + list(y.shape)

    def predict(self, x):
        return x
", local = TRUE)
  model <- classes$Gan()
  adam <- keras$optimizers$Adam()
  expect_true(is_same_object(compile(model, d_optimizer = adam, loss_fn = "mse"), model))
  expect_true(is_same_object(model$given[[1]], adam))
  expect_identical(fit(model, problem$x, epochs = 3), list(c(64L, 4L), 3L))
  expect_identical(evaluate(model, problem$x, problem$y), c(64L, 4L, 64L))
  expect_equal(predict(model, problem$x), problem$x, tolerance = 1e-6)
  expect_lamina_error(compile(model, "adam"), "Did you mean `d_optimizer`", from = "compile")
  expect_lamina_error(compile(model, d_optimiser = adam), "Did you mean `d_optimizer`")
  expect_lamina_error(fit(model, problem$x, batch_size = 2), "batch_size", "python", "fit")
})

test_that("so does one whose methods are written in R", {
  methods <- list(
    compile = function(self, d.optimizer, loss_fn) { # nolint: object_name_linter.
      super()$compile()
      self$given <- list(d.optimizer, loss_fn)
    },
    fit = function(self, x, epochs) list(dim(x), epochs),
    evaluate = function(self, x, ...) names(list(...))
  )
  model <- reticulate::PyClass("RGan", methods, inherit = keras$Model)()
  expect_true(is_same_object(compile(model, d.optimizer = "sgd", loss_fn = "mse"), model))
  expect_identical(model$given, c("sgd", "mse"))
  expect_identical(fit(model, problem$x, epochs = 3), list(c(64L, 4L), 3L))
  expect_true(all(c("y", "sample_weight") %in% evaluate(model, problem$x, problem$y)))
  expect_snapshot(error = TRUE, {
    compile(model, "adam")
    compile(model, d.optimiser = "sgd", loss_fn = "mse")
    fit(model, problem$x, epoch = 3)
  })
  expect_identical(model$given, c("sgd", "mse"))
})

test_that("R metrics are reported under their names", {
  problem <- easy_problem()
  my_bias <- function(y_true, y_pred) keras$ops$mean(y_true - y_pred)
  my_max <- structure(
    function(y_true, y_pred) keras$ops$max(y_pred), py_function_name = "largest"
  )
  set_random_seed(1)
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
  reported <- function(...) {
    compile(model, loss = "mse", ..., run_eagerly = keras$backend$backend() == "tensorflow")
    sort(setdiff(names(evaluate(model, problem$x, as.numeric(problem$y), verbose = 0)), "loss"))
  }
  all <- list(my_bias, my_max)
  through <- function(metrics) reported(metrics = metrics)
  expect_identical(reported(metrics = list(my_bias, "mae", my_max)), c("largest", "mae", "my_bias"))
  expect_identical(through(c("mae", my_bias)), c("mae", "my_bias"))
  expect_identical(reported(metrics = all), c("custom_metric", "largest"))
  expect_identical(
    reported(metrics = list(own = my_bias, my_max, function(y_true, y_pred) keras$ops$min(y_pred))),
    c("custom_metric", "largest", "own")
  )
  expect_identical(
    reported(metrics = unname(lapply(1:2, function(i) function(y_true, y_pred) i * y_pred))),
    c("custom_metric", "custom_metric_2")
  )
  expect_identical(reported(metrics = my_bias), "my_bias")
  # The name under which Keras reports the loss.
  loss <- my_bias
  expect_identical(reported(metrics = loss), "loss_2")
})

test_that("what would train or show nothing is said", {
  model <- small_classifier()
  problem <- easy_problem(12)
  train <- function(...) fit(model, problem$x, problem$y, verbose = 0, ...)
  expect_warning(
    history <- train(epochs = 2, initial_epoch = 3), class = "lamina_warning_epochs"
  )
  expect_length(history$epoch, 0)
  expect_snapshot(error = TRUE, {
    fit(model, problem$x, problem$y, verbose = "aut")
    compile(model, loss = "mse", loss_weights = c(1, 2))
    compile(model, loss = "mse", loss_weights = Inf)
    compile(keras_model(x <- keras_input(1), layer_dense(x, 1, name = "price")),
      loss = "mse", loss_weights = c(prize = 1))
  })
})

test_that("each epoch has an order of its own, and a seed gives the same ones again", {
  # The squares of what comes are in the losses of a model that always gives 0.
  orders <- function() {
    set_random_seed(1)
    model <- keras_model_sequential(input_shape = 1) |>
      layer_dense(1, use_bias = FALSE, kernel_initializer = "zeros")
    model |> compile(optimizer_sgd(0), loss = "mse")
    means <- NULL
    noted <- callback_lambda(on_train_batch_end = function(batch, logs) {
      means <<- c(means, logs$loss)
    })
    model |> fit(
      matrix(1:6), 1:6, batch_size = 1, epochs = 3, verbose = 0, callbacks = list(noted)
    )
    apply(matrix(means, 6), 2, function(mean) round(sqrt(diff(c(0, mean * 1:6)))))
  }
  first <- orders()
  expect_equal(apply(first, 2, sort), matrix(1:6, 6, 3))
  expect_false(anyDuplicated(first, MARGIN = 2) > 0)
  expect_identical(orders(), first)
})
