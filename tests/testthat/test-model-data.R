skip_without_keras()

backend <- keras$backend$backend()

# Adds up its three columns.
adder <- keras_model_sequential(input_shape = 3, name = "adder") |>
  layer_dense(1, kernel_initializer = "ones", name = "sum")
compile(adder, keras$optimizers$SGD(0), "mse", run_eagerly = TRUE)

# The difference of two inputs, with their names in another order than that of the alphabet.
difference <- function(named) {
  inputs <- list(z = keras_input(1, name = "z"), a = keras_input(1, name = "a"))
  output <- layer_subtract(unname(inputs))
  model <- keras_model(if (named) inputs else unname(inputs), output)
  compile(model, keras$optimizers$SGD(0), "mse", run_eagerly = TRUE)
  model
}

predicted <- function(model, x) as.vector(predict(model, x, verbose = 0))
loss <- function(model, ...) evaluate(model, ..., verbose = 0)$loss

test_that("whatever holds numbers in R is those numbers for a model", {
  x <- matrix(c(1, 0, 2, 0, 5, 6), 2)
  bare <- c(8, 6)
  table <- data.frame(a = x[, 1], b = x[, 2], c = x[, 3])
  wide <- table
  wide$a <- integer64(x[, 1])
  nested <- data.frame(a = x[, 1])
  nested$m <- x[, 2:3]
  named <- structure(x, dimnames = list(c("u", "v"), letters[1:3]))
  for (data in list(
    x, structure(as.integer(x), dim = dim(x)), integer64(x), table, wide, nested, named, list(x),
    structure(as.raw(x), dim = dim(x)), array(x, c(2, 3, 1))
  )) {
    expect_equal(predicted(adder, data), bare)
    expect_equal(loss(adder, data, bare), 0)
  }
  expect_equal(predicted(adder, x > 0), c(3, 1))
  for (y in list(
    bare, integer64(bare), matrix(bare), data.frame(y = bare), as.raw(bare), list(bare),
    c(a = 8, b = 6), list(sum = bare), array(bare)
  )) {
    expect_equal(loss(adder, x, y), 0)
  }
  weight <- data.frame(w = 1:2)
  weight$w <- integer64(c(1, 0))
  expect_equal(loss(adder, x, c(7, 0), sample_weight = weight), 0.5)
  expect_equal(loss(adder, x, c(7, 0), sample_weight = c(TRUE, FALSE)), 0.5)
})

test_that("sparse matrices are their numbers", {
  skip_if_not_installed("Matrix")
  x <- methods::as(matrix(c(1, 0, 2, 0, 5, 6), 2), "CsparseMatrix")
  expect_equal(predicted(adder, x), c(8, 6))
  expect_equal(loss(adder, x, methods::as(matrix(c(8, 0)), "CsparseMatrix")), 18)
  expect_lamina_error(loss(adder, x, 1:3), "2 and 3", class = "shape")
  expect_equal(as.vector(as.array(adder(x))), c(8, 6))
  # PyTorch has no sparse inputs in Keras.
  if (backend != "torch") {
    input <- keras_input(3, sparse = TRUE)
    model <- keras_model(input, layer_dense(input, 1, kernel_initializer = "ones"))
    expect_equal(predicted(model, x), c(8, 6))
    expect_equal(as.vector(as.array(model(x))), c(8, 6))
  }
})

test_that("what is no number is refused everywhere, and the column is named", {
  x <- matrix(1, 2, 3)
  values <- not_numbers()
  for (name in names(values)) {
    table <- data.frame(a = 1:2, b = 3:4)
    table$when <- values[[name]]
    value <- values[[name]]
    expect_lamina_error(predicted(adder, table), "`x\\$when`", from = "predict")
    if (name != "list") expect_lamina_error(loss(adder, x, value), "`y`", from = "evaluate")
    expect_lamina_error(
      fit(adder, x, 1:2, validation_data = list(x = table, y = 1:2), verbose = 0),
      "`validation_data\\$x\\$when`"
    )
    expect_lamina_error(
      loss(adder, x, 1:2, sample_weight = table["when"]), "`sample_weight\\$when`"
    )
  }
  expect_snapshot(error = TRUE, {
    predict(adder, data.frame(a = 1:2, b = 3:4, city = c("Oslo", "Rome")))
    predict(adder, data.frame(a = 1:2, b = 3:4, city = factor(c("Oslo", "Rome"))))
    predict(adder, data.frame(a = 1:2, b = 3:4, z = c(1i, 2)))
    fit(adder, x, data.frame(species = factor(c("a", "b"))))
    predict(adder, data.frame(a = 1:2, b = c(3, NA), c = 5:6))
    predict(adder, data.frame(a = 1:2)[0])
    predict(adder, data.frame(a = 1, b = 2, c = 3)[0, ])
    predict(adder, integer64(matrix(2^53 + 2, 1, 3)))
  })
})

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
  # A number may be of any class.
  history <- fit(adder, x, c(0, 2), verbose = 0, class_weight = c("0" = 1, "2" = 3))
  expect_equal(history$metrics$loss, (3^2 + 3 * 1^2) / 2)
  # A step of the model's own, or a loss within it, may need no targets.
  own <- keras_model_sequential(input_shape = 3) |> layer_activity_regularization(l2 = 1)
  compile(own, "sgd", run_eagerly = TRUE)
  expect_equal(fit(own, x, verbose = 0)$metrics$loss, 3)
})

test_that("several inputs are columns of a table, or go by name or in order", {
  for (model in list(difference(TRUE), difference(FALSE))) {
    for (x in list(
      list(c(5, 7), c(1, 2)), list(a = c(1, 2), z = c(5, 7)), list(z = c(5, 7), a = matrix(1:2)),
      data.frame(a = 1:2, z = c(5, 7)), data.frame(y = 9, z = c(5, 7), a = 1:2),
      list(backend_tensor(matrix(c(5, 7))), matrix(1:2))
    )) {
      expect_equal(predicted(model, x), c(4, 5))
      expect_equal(loss(model, x, c(4, 5)), 0)
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
    expect_equal(loss(model, x, data.frame(h = rep(3, 4), w = 1:4, height = 3, weight = 1:4)), 16.5)
    expect_equal(loss(model, x, y, sample_weight = first), 0.25 + 2.25)
    for (weights in list(
      list(first, rep(1, 4)), rev(own(first, rep(1, 4))), own(first), list(w = first),
      as.data.frame(own(first, rep(1, 4))), list(h = rep(1, 4), w = first)
    )) {
      expect_equal(loss(model, x, y, sample_weight = weights), 0.25 + 9)
    }
    history <- fit(
      model, x, y, validation_data = list(x, y, list(first, rep(0, 4))), verbose = 0
    )
    expect_equal(history$metrics$val_loss, 0.25)
    # An output without a loss needs no target.
    compile(model, keras$optimizers$SGD(0), own("mse"), run_eagerly = TRUE)
    for (y in list(list(1:4), own(1:4), data.frame(w = 1:4, weight = 1:4), list(1:4, 5:8))) {
      expect_equal(loss(model, x, y), 7.5)
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

test_that("a vector is a column, before or after a matrix", {
  model <- keras_model_sequential(input_shape = 1) |> layer_dense(1, kernel_initializer = "ones")
  compile(model, keras$optimizers$SGD(0), "mse")
  column <- matrix(c(1, 2, 3))
  for (x in list(1:3, column)) {
    expect_identical(predict(model, x, verbose = 0), column)
    for (y in list(1:3, column)) for (weight in list(c(1, 0, 1), matrix(c(1, 0, 1)))) {
      expect_equal(loss(model, x, y, sample_weight = weight), 0)
    }
  }
  # Labels of several classes stay as they are, and what is compiled is made anew.
  model <- small_classifier(run_eagerly = FALSE)
  problem <- easy_problem(8)
  expect_equal(loss(model, problem$x, problem$y), loss(model, problem$x, matrix(problem$y)))
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
  expect_equal(loss(model, x, rep(2, 9)), 0)
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

test_that("bfloat16 comes out as R's numbers", {
  input <- keras_input(2, dtype = "bfloat16")
  half <- layer_dense(input, 1, dtype = "bfloat16", kernel_initializer = "ones", name = "half")
  full <- layer_dense(input, 1, kernel_initializer = "ones", name = "full")
  expected <- matrix(c(3, 7), 2)
  x <- matrix(c(1, 3, 2, 4), 2)
  expect_identical(predict(keras_model(input, half), x, verbose = 0), expected)
  both <- predict(keras_model(input, list(half = half, full = full)), x, verbose = 0)
  expect_identical(both, list(half = expected, full = expected))
  batch <- keras_model(input, list(half = half, full = full))$predict_on_batch(x)
  expect_identical(batch, both)
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
        run(model, texts, verbose = 0), "is text.*Take the layer \"words\" out", class = "backend"
      )
    }
  }
  expect_lamina_error(predict(model, c("a", NA)), "no missing values")
  expect_lamina_error(predict(model, 1:2), "must be texts")
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
      expect_lamina_error(predict(model, table), "`x\\$city` is text", class = "backend")
      next
    }
    expected <- as.array(space(table))
    expect_equal(predict(model, table, verbose = 0), expected)
    expect_equal(as.array(model(table)), expected)
    expect_lamina_error(predict(model, table["kids"]), "\"age\"")
    expect_lamina_error(predict(model, transform(table, kids = kids + 0.5)), "`x\\$kids`.*whole")
  }
})
