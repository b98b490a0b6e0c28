skip_without_keras()

problem <- easy_problem()

test_that("labels that no class has are refused, and the weights stay", {
  model <- small_classifier()
  x <- problem$x
  y <- problem$y
  weights <- get_weights(model)
  expect_snapshot(error = TRUE, {
    fit(model, x, y + 1, verbose = 0)
    fit(model, x, rep(99, 64), verbose = 0)
    fit(model, x, y / 2, verbose = 0)
    fit(model, x, replace(y, 3, NaN), verbose = 0)
    fit(model, x, y, validation_data = list(x, matrix(y + 1L)), verbose = 0)
    evaluate(model, x, y + 1L, verbose = 0)
    evaluate(model, x, data.frame(y = y - 1), verbose = 0)
  })
  expect_identical(get_weights(model), weights)
  model <- keras_model_sequential() |> layer_dense(2)
  compile(model, "sgd", keras$losses$SparseCategoricalCrossentropy(from_logits = TRUE))
  expect_lamina_error(fit(model, x, y + 1, verbose = 0), "subtract 1", from = "fit")
})

test_that("what a loss ignores may be any number, and classes of a binary loss are 0 and 1", {
  x <- problem$x[1:8, ]
  y <- rep(0:1, 4)
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(2)
  compile(model, "sgd", keras$losses$SparseCategoricalCrossentropy(
    from_logits = TRUE, ignore_class = -1L
  ), run_eagerly = TRUE)
  expect_named(evaluate(model, x, replace(y, 3, -1L), verbose = 0), "loss")
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(1, activation = "sigmoid")
  compile(model, "sgd", "binary_crossentropy", run_eagerly = TRUE)
  noisy <- function() evaluate(model, x, y * 1.046, verbose = 0)
  if (keras$backend$backend() == "torch") {
    # PyTorch's own function takes none of them.
    expect_lamina_error(noisy(), "between 0 and 1", class = "python")
  } else {
    expect_named(noisy(), "loss")
  }
  expect_snapshot(error = TRUE, evaluate(model, x, y + 1, verbose = 0))
})

test_that("each of several outputs has its own classes", {
  input <- keras_input(4)
  model <- keras_model(input, list(
    wide = layer_dense(input, 3, name = "wide"), narrow = layer_dense(input, 2, name = "narrow")
  ))
  compile(model, "sgd", "crossentropy")
  y <- rep(0:2, length.out = 64)
  expect_snapshot(error = TRUE, {
    fit(model, problem$x, list(wide = y, narrow = y), verbose = 0)
  })
})

test_that("indices that a layer does not know are refused", {
  x <- matrix(0:11, 4)
  model <- keras_model_sequential(input_shape = 3) |>
    layer_embedding(12, 2, name = "words") |>
    layer_flatten() |>
    layer_dense(1)
  compile(model, "sgd", "mse")
  expect_identical(dim(predict(model, x, verbose = 0)), c(4L, 1L))
  expect_snapshot(error = TRUE, {
    predict(model, x + 1L, verbose = 0)
    predict(model, x - 1L, verbose = 0)
    predict(model, x + 0.5, verbose = 0)
    evaluate(model, x + 2L, 1:4, verbose = 0)
    fit(model, x + 9L, 1:4, verbose = 0)
    layer_embedding(x + 1, 12, 2, name = "words")
    layer_category_encoding(x, num_tokens = 3, name = "categories")
  })
  expect_identical(dim(layer_embedding(x, 12, 2)), c(4L, 3L, 2L))
  expect_identical(dim(model(x)), c(4L, 1L))
  expect_lamina_error(model(x + 1L), "`object` must contain whole numbers from 0 to 11")
  wrong <- keras$ops$convert_to_tensor(x + 1L)
  expect_lamina_error(model(wrong), "Keras counts from 0: subtract 1")
  expect_lamina_error(layer_embedding(wrong, 12, 2), "Keras counts from 0: subtract 1")
  draws <- keras_model_sequential(input_shape = 3) |>
    layer_embedding(12, 2, name = "words") |>
    layer_dropout(0.5)
  expect_lamina_error(
    predict_mc_dropout(draws, x + 1L, samples = 2, verbose = 0), "Keras counts from 0: subtract 1"
  )
})

test_that("the batches of a function are looked at, and indices that are a column of the input", {
  batches <- function(x, y) {
    left <- list(NULL, list(x, y), list(x, y * 0))
    function() {
      batch <- left[[length(left)]]
      left <<- left[-length(left)]
      batch
    }
  }
  input <- keras_input(2)
  model <- keras_model(input, layer_embedding(input[, 1], 3, 2, name = "words"))
  compile(model, "sgd", keras$losses$SparseCategoricalCrossentropy(from_logits = TRUE))
  x <- cbind(0:2, 7:9)
  y <- c(0, 1, 1)
  turned <- x[, 2:1]
  expect_length(fit(model, batches(x, y), verbose = 0)$metrics$loss, 1)
  expect_snapshot(error = TRUE, {
    fit(model, batches(x, y + 1), verbose = 0)
    evaluate(model, batches(x, y + 1), verbose = 0)
    fit(model, batches(x, y), validation_data = batches(x, y + 1), verbose = 0)
    predict(model, batches(x + 1, y), verbose = 0)
    model$train_on_batch(x, y + 1)
    model$test_on_batch(turned, y)
  })
})

test_that("targets are not repeated until they fit an output", {
  input <- keras_input(4)
  model <- keras_model(input, list(
    wide = layer_dense(input, 3, name = "wide"), narrow = layer_dense(input, 1, name = "narrow")
  ))
  compile(model, "sgd", "mse")
  x <- problem$x
  wide <- x[, 1:3]
  expect_named(evaluate(model, x, list(wide = wide, narrow = x[, 1]), verbose = 0))
  expect_snapshot(error = TRUE, {
    fit(model, x, list(wide = x[, 1], narrow = x[, 1]), verbose = 0)
    evaluate(model, x, list(wide = wide, narrow = wide), verbose = 0)
  })
  one <- keras_model(input, layer_dense(input, 1))
  compile(one, "sgd", "mae", run_eagerly = TRUE)
  expect_snapshot(error = TRUE, {
    fit(one, x, x[, 1:2], verbose = 0)
    fit(one, x, x[, 1], validation_data = list(x, x), verbose = 0)
    fit(one, function() list(x, x), steps_per_epoch = 1, verbose = 0)
  })
  # A function of the user's may have a purpose.
  compile(one, "sgd", function(y_true, y_pred) {
    keras$ops$mean(keras$ops$square(y_true - y_pred))
  }, run_eagerly = TRUE)
  expect_named(evaluate(one, x[1:2, ], x[1:2, 1:2], verbose = 0), "loss")
})

test_that("targets of another shape than a cross-entropy takes are refused before the first step", {
  x <- problem$x
  y <- problem$y
  input <- keras_input(4)
  classes <- layer_dense(input, 2, activation = "softmax")
  model <- keras_model(input, classes)
  single <- keras_model(input, layer_dense(input, 1, activation = "sigmoid"))
  compiled <- function(model, loss) compile(model, "sgd", loss, run_eagerly = TRUE)
  one_hot <- diag(2)[y + 1, ]
  sparse <- loss_sparse_categorical_crossentropy()
  both <- keras_model(input, list(a = classes, b = layer_dense(input, 3, activation = "softmax")))
  compiled(both, list(a = sparse, b = "categorical_crossentropy"))
  expect_snapshot(error = TRUE, {
    fit(compiled(model, "categorical_crossentropy"), x, y, verbose = 0)
    fit(model, x, one_hot, validation_data = list(x, matrix(y)), verbose = 0)
    evaluate(model, x, cbind(one_hot, 0), verbose = 0)
    train_on_batch(compiled(model, sparse), x, one_hot)
    fit(model, function() list(x, one_hot), steps_per_epoch = 1, verbose = 0)
    evaluate(compiled(single, "binary_crossentropy"), x, one_hot, verbose = 0)
    fit(compiled(single, sparse), x, y, verbose = 0)
    fit(both, x, list(a = one_hot, b = y), verbose = 0)
    fit(both, x, list(a = y, b = y), verbose = 0)
  })
  # A column is as good as a vector.
  few <- c(1, 2)
  expect_named(evaluate(compiled(model, sparse), x[few, ], matrix(y[few]), verbose = 0), "loss")
  compiled(single, "binary_crossentropy")
  expect_named(evaluate(single, x[few, ], matrix(y[few]), verbose = 0), "loss")
  expect_named(evaluate(single, x[few, ], y[few], verbose = 0), "loss")
})

test_that("metrics that cannot take the targets are refused before the first step", {
  x <- problem$x
  y <- problem$y
  compiled <- function(model, metrics, ..., loss = "sparse_categorical_crossentropy") {
    compile(model, "sgd", loss, metrics = metrics, ..., run_eagerly = TRUE)
    model
  }
  input <- keras_input(4)
  model <- keras_model(input, layer_dense(input, 2, activation = "softmax"))
  weights <- get_weights(model)
  expect_snapshot(error = TRUE, {
    fit(compiled(model, list(metric_categorical_accuracy())), x, y, verbose = 0)
    fit(compiled(model, list("accuracy", metric_categorical_accuracy)), x, cbind(y), verbose = 0)
    evaluate(compiled(model, "mae"), x[1:2, ], y[1:2], batch_size = 2, verbose = 0)
    train_on_batch(compiled(model, NULL, weighted_metrics = metric_auc(name = "area")), x, y)
    fit(model, function() list(x, y), steps_per_epoch = 1, verbose = 0)
    fit(
      compiled(model, "sparse_categorical_accuracy", loss = "mse"), x, diag(2)[y + 1, ],
      verbose = 0
    )
    fit(
      compiled(
        model, list(metric_precision(name = "precision")), loss = loss_categorical_crossentropy
      ),
      x, diag(2)[y + 1, ],
      validation_data = list(x, cbind(y, y, y)), verbose = 0
    )
  })
  expect_identical(get_weights(model), weights)
  two <- keras_model(input, list(
    class = layer_dense(input, 2, name = "class"), number = layer_dense(input, 1, name = "number")
  ))
  losses <- list(class = "sparse_categorical_crossentropy", number = "mse")
  targets <- list(class = y, number = x[, 1])
  expect_snapshot(error = TRUE, {
    fit(compiled(two, list(number = "mae", class = "mse"), loss = losses), x, targets, verbose = 0)
    test_on_batch(
      compiled(two, list(class = list("acc", metric_f1_score())), loss = losses), x, targets
    )
  })
  own <- function(y_true, y_pred) keras$ops$mean(keras$ops$argmax(y_true, axis = -1L))
  hits <- Metric("Hits",
    update_state = function(y_true, y_pred, sample_weight = NULL) NULL, result = function() 1
  )
  right <- compiled(model, list("accuracy", metric_sparse_categorical_accuracy(), own, hits()))
  expect_length(evaluate(right, x, y, verbose = 0), 5)
  right <- compiled(two, loss = losses, list(
    class = "acc", number = list("mae", metric_precision(), metric_f1_score(threshold = 0.5))
  ))
  expect_length(evaluate(right, x, targets, verbose = 0), 7)
})

test_that("a reversible embedding takes vectors on its way back", {
  embed <- layer_reversible_embedding(input_dim = 6, output_dim = 4)
  vectors <- embed(matrix(c(0, 2, 5), 1))
  expect_identical(dim(embed(vectors, reverse = TRUE)), c(1L, 3L, 6L))
  input <- keras_input(c(3, 4))
  back <- keras_model(input, embed(input, reverse = TRUE))
  expect_identical(dim(predict(back, array(-0.5, c(2, 3, 4)), verbose = 0)), c(2L, 3L, 6L))
  expect_lamina_error(embed(matrix(6, 1)), "whole numbers from 0 to 5")
})
