skip_without_keras()

backend <- keras$backend$backend()
adder <- adding_model()

test_that("a column is a vector or a matrix, and a list holds something", {
  table <- data.frame(a = 1:2)
  table$cube <- array(1, c(2, 2, 2))
  expect_lamina_error(predict(adder, table), "`x\\$cube` must be a vector, or a matrix")
  waiting <- keras_model_sequential() |> layer_dense(1)
  expect_lamina_error(predict(waiting, list()), "`x` must be", from = "predict")
})

test_that("data and targets that are not there, or too many, are told", {
  x <- matrix(1, 2, 3)
  binary <- keras_model_sequential(input_shape = 3) |> layer_dense(1, "sigmoid")
  compile(binary, "sgd", "binary_crossentropy")
  expect_snapshot(error = TRUE, {
    fit(adder)
    fit(adder, x)
    evaluate(adder)
    evaluate(adder, x)
    evaluate(adder, y = 1:2)
    fit(adder, x, list(summ = 1:2))
    fit(adder, x, list(1:2, 1:2))
    predict(adder, list(1:2, 1:2, 1:2))
    predict(adder, list(NULL))
    fit(binary, x, 0:1, class_weight = c("0" = 1, "2" = 3))
  })
  # Also where nothing says yet what the model takes.
  waiting <- keras_model_sequential() |> layer_dense(1)
  compile(waiting, "sgd", "mse")
  for (run in list(fit, evaluate, train_on_batch, test_on_batch)) {
    expect_lamina_error(run(waiting, NULL, 1:2), "`x` must be an array, a tensor", "argument")
  }
  expect_lamina_error(waiting$test_on_batch(), "`x` is missing", "argument")
  # A number may be of any class.
  history <- fit(adder, x, c(0, 2), verbose = 0, class_weight = c("0" = 1, "2" = 3))
  expect_equal(history$metrics$loss, (3^2 + 3 * 1^2) / 2)
  # A step of the model's own, or a loss within it, may need no targets.
  own <- keras_model_sequential(input_shape = 3) |> layer_activity_regularization(l2 = 1)
  compile(own, "sgd", run_eagerly = TRUE)
  expect_equal(fit(own, x, verbose = 0)$metrics$loss, 3)
})

test_that("a vector is a column, before or after a matrix", {
  model <- keras_model_sequential(input_shape = 1) |> layer_dense(1, kernel_initializer = "ones")
  compile(model, keras$optimizers$SGD(0), "mse")
  column <- matrix(c(1, 2, 3))
  for (x in list(1:3, column)) {
    expect_identical(predict(model, x, verbose = 0), column)
    for (y in list(1:3, column)) for (weight in list(c(1, 0, 1), matrix(c(1, 0, 1)))) {
      expect_equal(loss_of(model, x, y, sample_weight = weight), 0)
    }
  }
  # Labels of several classes stay as they are, and what is compiled is made anew.
  model <- small_classifier(run_eagerly = FALSE)
  problem <- easy_problem(8)
  expect_equal(loss_of(model, problem$x, problem$y), loss_of(model, problem$x, matrix(problem$y)))
})

test_that("a fixed batch axis takes any multiple of it, and the batches are of its size", {
  sizes <- integer()
  note <- layer_lambda(f = function(x) {
    sizes <<- c(sizes, dim(x)[[1]])
    x
  })
  model <- keras_model_sequential(input_batch_shape = c(3, 2)) |>
    note() |>
    layer_dropout(0.5) |>
    layer_dense(1, kernel_initializer = "ones")
  compile(model, keras$optimizers$SGD(0), "mse", run_eagerly = TRUE)
  x <- matrix(1, 9, 2)
  expect_equal(predicted(model, x), rep(2, 9))
  expect_equal(loss_of(model, x, rep(2, 9)), 0)
  fit(model, x, 1:9, validation_data = list(x[1:6, ], 1:6), verbose = 0)
  fit(model, x, 1:9, validation_split = 1 / 3, batch_size = 3, verbose = 0)
  expect_identical(unique(sizes), 3L)
  expect_identical(dim(predict_mc_dropout(model, x, samples = 2, verbose = 0)$mean), c(9L, 1L))
  expect_snapshot(error = TRUE, {
    predict(model, x[1:8, ])
    predict_mc_dropout(model, x[1:8, ])
    predict(model, x, batch_size = 9)
    fit(model, x, 1:9, validation_split = 0.5)
    fit(model, x, 1:9, validation_data = list(x[1:4, ], 1:4))
    fit(model, x, 1:9, validation_batch_size = 2)
  })
})

test_that("a model that waits for its first data is not fixed to their number", {
  for (first in list(predict, function(model, x, ...) model(x))) {
    model <- keras_model_sequential() |> layer_dense(1)
    first(model, matrix(1, 4, 2), verbose = 0)
    expect_identical(dim(predict(model, matrix(1, 7, 2), verbose = 0)), c(7L, 1L))
  }
})

test_that("a vector is a column for a model that waits for its first data", {
  waiting <- function() {
    keras_model_sequential() |> layer_dropout(0.5) |> layer_dense(1, kernel_initializer = "ones")
  }
  expect_identical(predict(waiting(), c(1, 2, 3), verbose = 0), matrix(c(1, 2, 3)))
  trained <- waiting()
  compile(trained, "sgd", "mse")
  fit(trained, 1:4, 1:4, verbose = 0)
  expect_identical(dim(trained$input), c(NA, 1L))
  words <- keras_model_sequential() |> layer_embedding(3, 2) |> layer_dense(1)
  expect_identical(dim(predict(words, 0:2, verbose = 0)), c(3L, 1L))
})

test_that("text comes to a model as text with TensorFlow, and elsewhere the error says how", {
  skip_if_not(reticulate::py_module_available("tensorflow"), "TensorFlow is installed")
  words <- layer_text_vectorization(
    vocabulary = c("a", "b"), output_sequence_length = 2L, name = "words"
  )
  model <- keras_model_sequential(input_shape = 1, input_dtype = "string") |> words()
  texts <- c("a b", "b")
  if (backend == "tensorflow") {
    expected <- matrix(c(2, 3, 3, 0), 2)
    for (x in list(texts, matrix(texts), factor(texts), data.frame(t = texts))) {
      expect_equal(predict(model, x, verbose = 0), expected)
    }
    expect_equal(as.array(model(texts)), expected)
  } else {
    for (run in list(predict, function(model, x, ...) model(x))) {
      expect_lamina_error(
        run(model, texts, verbose = 0), "has strings.*Take the layer \"words\" out",
        class = "backend"
      )
    }
  }
  expect_lamina_error(predict(model, c("a", NA)), "no missing values")
  expect_lamina_error(predict(model, 1:2), "must be strings")
})

test_that("a model of a feature space takes tables with factors", {
  skip_if_not(reticulate::py_module_available("tensorflow"), "TensorFlow is installed")
  table <- data.frame(
    age = c(20, 30, 40), city = factor(c("Oslo", "Rome", "Oslo")), kids = c(0, 2, 1), y = 1:3
  )
  kinds <- c(age = "float", kids = "integer_categorical", city = "string_categorical")
  for (text in c(FALSE, TRUE)) {
    space <- layer_feature_space(features = as.list(kinds[seq_len(2 + text)]))
    adapt(space, table)
    model <- keras_model(space$get_inputs(), layer_identity(space$get_encoded_features()))
    if (text && backend != "tensorflow") {
      expect_lamina_error(predict(model, table), "`x\\$city` has strings", class = "backend")
      next
    }
    expected <- as.array(space(table))
    expect_equal(predict(model, table, verbose = 0), expected)
    expect_equal(as.array(model(table)), expected)
    expect_lamina_error(predict(model, table["kids"]), "\"age\"")
    expect_lamina_error(predict(model, transform(table, kids = kids + 0.5)), "`x\\$kids`.*whole")
  }
})
