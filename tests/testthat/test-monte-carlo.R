skip_without_keras()

entropy_of <- function(p) -sum(ifelse(p > 0, p * log(p), 0))

test_that("mean and variance of a linear model are those that can be computed", {
  model <- keras_model_sequential(input_shape = 4) |>
    layer_dropout(0.25) |>
    layer_dense(1)
  weights <- c(1, -2, 0.5, 3)
  set_weights(model, list(matrix(weights), 0.7))
  x <- mc_data()
  mc <- draw(model, x, samples = 4000)
  variance <- as.vector((x^2 %*% weights^2) * 0.25 / 0.75)
  expect_identical(dim(mc$mean), c(6L, 1L))
  expect_lt(max(abs(mc$mean - (x %*% weights + 0.7)) / sqrt(variance / 4000)), 4)
  expect_lt(max(abs(mc$sd^2 / variance - 1)), 0.15)
  expect_null(mc$entropy)
  expect_identical(mc$task, "regression")
})

test_that("the measures of a classifier are those of its draws", {
  mc <- draw(mc_classifier(), samples = 40, keep_samples = TRUE)
  expect_identical(dim(mc$samples), c(40L, 6L, 3L))
  expect_equal(mc$mean, apply(mc$samples, 2:3, mean), tolerance = 1e-6)
  expect_equal(mc$sd, apply(mc$samples, 2:3, sd), tolerance = 1e-5)
  expect_equal(mc$entropy, apply(mc$mean, 1, entropy_of), tolerance = 1e-6)
  expected <- colMeans(apply(mc$samples, 1:2, entropy_of))
  expect_equal(mc$expected_entropy, expected, tolerance = 1e-5)
  expect_equal(mc$mutual_information, mc$entropy - mc$expected_entropy, tolerance = 1e-10)
  votes <- apply(apply(mc$samples, 1:2, which.max), 2, function(v) max(tabulate(v)))
  expect_equal(mc$variation_ratio, 1 - votes / 40)
  expect_true(all(mc$sd > 0))
  levels <- c(0.025, 0.25, 0.5, 0.75, 0.975)
  expect_identical(dimnames(mc$quantiles)[[1]], c("2.5%", "25%", "50%", "75%", "97.5%"))
  expect_equal(
    unname(mc$quantiles[, 2, 3]), unname(quantile(mc$samples[, 2, 3], levels)), tolerance = 1e-5
  )
})

test_that("only dropout draws: batch normalisation works as at inference, and stays", {
  model <- mc_classifier()
  x <- mc_data()
  before <- list(get_weights(model), predict(model, x, verbose = 0))
  mc <- draw(model, x, samples = 20, keep_samples = TRUE)
  expect_identical(list(get_weights(model), predict(model, x, verbose = 0)), before)

  weights <- lapply(model$layers, get_weights)
  hidden <- pmax(x %*% weights[[1]][[1]] + rep(weights[[1]][[2]], each = 6), 0)
  # What the running mean and variance make of them, not those of the batch.
  normal <- (hidden - 0.3) / sqrt(4 + model$get_layer("norm")$epsilon) * 2 + 0.5
  logits <- function(mask) {
    (normal * mask * 2) %*% weights[[4]][[1]] + rep(weights[[4]][[2]], each = 6)
  }
  # The differences of logits are linear in the mask: it can be solved for.
  kernel <- weights[[4]][[1]][, 1] - weights[[4]][[1]][, 3]
  drawn <- log(mc$samples[, , 1] / mc$samples[, , 3])
  centre <- (logits(matrix(0.5, 6, 16))[, 1] - logits(matrix(0.5, 6, 16))[, 3])
  spread <- sqrt(rowSums((normal * rep(kernel, each = 6))^2))
  expect_lt(max(abs(colMeans(drawn) - centre) / (spread / sqrt(20))), 4.5)
})

test_that("the same seed gives the same answer, whatever the batch size", {
  model <- mc_classifier()
  one <- draw(model, mc_data(7), samples = 10, batch_size = 7)
  other <- draw(model, mc_data(7), samples = 10, batch_size = 2)
  expect_equal(one, other, tolerance = 1e-5)
  expect_false(isTRUE(all.equal(one$mean, draw(model, mc_data(7), samples = 10, seed = 2)$mean)))
  free <- draw(model, mc_data(7), samples = 10, seed = NULL)
  expect_equal(draw(model, mc_data(7), samples = 10, seed = free$seed), free, tolerance = 1e-6)
})

test_that("set_random_seed() determines a seed that is not given", {
  model <- mc_classifier()
  seed <- function() {
    set_random_seed(5)
    draw(model, samples = 2, seed = NULL)$seed
  }
  expect_identical(seed(), seed())
})

test_that("examples may share a mask in each draw", {
  x <- mc_data(2)[c(1, 1, 2), ]
  own <- draw(mc_classifier(), x, samples = 10, keep_samples = TRUE)
  shared <- draw(mc_classifier(), x, samples = 10, masks = "per_draw", keep_samples = TRUE)
  expect_equal(shared$samples[, 1, ], shared$samples[, 2, ], tolerance = 1e-6)
  expect_false(isTRUE(all.equal(own$samples[, 1, ], own$samples[, 2, ])))
  expect_gt(sd(shared$samples[, 1, 1]), 0)
})

test_that("the layers that draw can be named", {
  inputs <- keras_input(4)
  output <- inputs |>
    layer_dropout(0.5, name = "first") |>
    layer_dense(8, name = "dense") |>
    layer_dropout(0.5, name = "second") |>
    layer_dense(1)
  model <- keras_model(inputs, output)
  expect_setequal(draw(model, samples = 2)$layers, c("first", "second"))
  expect_identical(draw(model, samples = 2, layers = "second")$layers, "second")
})

test_that("logits become probabilities", {
  model <- mc_classifier(activation = NULL)
  mc <- draw(model, samples = 10, from_logits = TRUE)
  expect_identical(mc$task, "classification")
  expect_equal(rowSums(mc$mean), rep(1, 6))
  expect_identical(draw(model, samples = 10)$task, "regression")
  binary <- draw(mc_classifier(units = 1, activation = "sigmoid"), samples = 10)
  expect_length(binary$entropy, 6)
  p <- as.vector(binary$mean)
  expect_equal(binary$entropy, -p * log(p) - (1 - p) * log(1 - p), tolerance = 1e-6)
})

test_that("an R function gives batches, as for predict()", {
  model <- mc_classifier()
  x <- mc_data()
  gives <- function() {
    left <- list(x[1:4, ], x[5:6, ])
    function() {
      batch <- left[1L]
      left <<- left[-1L]
      batch[[1L]]
    }
  }
  expected <- draw(model, x, samples = 5)$mean
  expect_equal(draw(model, gives(), samples = 5)$mean, expected, tolerance = 1e-6)
  iterator <- reticulate::py_iterator(gives())
  expect_equal(draw(model, iterator, samples = 5)$mean, expected, tolerance = 1e-6)
})

test_that("each of several outputs may be logits, or have a task of its own", {
  inputs <- keras_input(4)
  shared <- inputs |> layer_dropout(0.5)
  model <- keras_model(
    inputs, list(layer_dense(shared, 3, name = "kind"), layer_dense(shared, 3, name = "size"))
  )
  mc <- draw(model, samples = 5, from_logits = c(kind = TRUE))
  expect_identical(mc$kind$task, "classification")
  expect_identical(mc$size$task, "regression")
  again <- draw(
    model, samples = 5, from_logits = list(kind = TRUE, size = TRUE), task = list(kind = NULL)
  )
  expect_identical(again$size$task, "classification")
  expect_snapshot(error = TRUE, {
    predict_mc_dropout(model, mc_data(), task = c(kinds = "regression"))
    predict_mc_dropout(model, mc_data(), task = c(kind = "regress"))
    predict_mc_dropout(model, mc_data(), task = list(kind = "regression", NULL))
    predict_mc_dropout(model, mc_data(), from_logits = TRUE, task = c(size = "regression"))
  })
})

test_that("labels that do not exclude each other have measures of their own", {
  mc <- draw(mc_classifier(activation = "sigmoid"), samples = 10)
  expect_identical(dim(mc$entropy), c(6L, 3L))
  p <- mc$mean
  expect_equal(mc$entropy, -p * log(p) - (1 - p) * log(1 - p), tolerance = 1e-6)
  frame <- as.data.frame(mc)
  expect_identical(nrow(frame), 18L)
  expect_identical(frame$label, rep(1:3, each = 6))
  expect_identical(frame$class, as.integer(p > 0.5))
  expect_output(print(mc), "3 labels, in nats \\(at most log\\(2\\)")
})

test_that("a class for each step has measures for each step", {
  model <- keras_model_sequential(input_shape = c(5, 4)) |>
    layer_dropout(0.5) |>
    layer_dense(3, activation = "softmax")
  mc <- draw(model, array(mc_data(20), c(4, 5, 4)), samples = 10)
  expect_identical(dim(mc$entropy), c(4L, 5L))
  frame <- as.data.frame(mc)
  expect_identical(names(frame)[1:2], c("example", "axis_2"))
  at <- which(frame$example == 3 & frame$axis_2 == 4)
  expect_identical(frame$class[[at]], which.max(mc$mean[3, 4, ]) - 1L)
  expect_identical(frame$sd[[at]], mc$sd[3, 4, frame$class[[at]] + 1L])
  expect_identical(frame$entropy[[at]], mc$entropy[3, 4])
})

test_that("each output has a result under its name", {
  inputs <- keras_input(4)
  shared <- inputs |> layer_dropout(0.5)
  model <- keras_model(
    inputs, list(
      kind = layer_dense(shared, 3, activation = "softmax", name = "kind"),
      size = layer_dense(inputs, 1, name = "size")
    )
  )
  mc <- draw(model, samples = 5)
  expect_setequal(names(mc), c("kind", "size"))
  expect_identical(mc$kind$task, "classification")
  expect_identical(as.vector(mc$size$sd), rep(0, 6))
})

test_that("numbers that are not finite come out as such, and are counted", {
  mc <- draw(mc_classifier(), replace(mc_data(), 3, Inf), samples = 5)
  expect_identical(which(is.nan(mc$variation_ratio)), 3L)
  expect_output(print(mc), "1 example without a finite prediction")
  expect_identical(which(is.na(as.data.frame(mc)$class)), 3L)
})

test_that("a model that was loaded draws what the saved one draws", {
  path <- withr::local_tempfile(fileext = ".keras")
  model <- mc_classifier()
  save_model(model, path)
  expect_equal(draw(load_model(path), samples = 10), draw(model, samples = 10), tolerance = 1e-6)
})

test_that("more than one array goes in as a list, tensors too", {
  inputs <- list(keras_input(4), keras_input(4))
  model <- keras_model(
    inputs, layer_add(inputs) |> layer_dropout(0.5) |> layer_dense(1)
  )
  x <- mc_data()
  mc <- draw(model, list(x, x), samples = 5)
  expect_identical(dim(mc$mean), c(6L, 1L))
  one <- mc_classifier()
  expect_equal(draw(one, backend_tensor(x), samples = 5), draw(one, x, samples = 5),
    tolerance = 1e-6
  )
})

test_that("bad input is named, and the model stays as it is", {
  model <- mc_classifier()
  plain <- keras_model_sequential(input_shape = 4, name = "plain") |> layer_dense(1, name = "out")
  x <- mc_data()
  with_nan <- replace(x, 3, NaN)
  logits <- keras_model_sequential(input_shape = 4) |>
    layer_dropout(0.5) |>
    layer_dense(3, kernel_initializer = "ones")
  expect_model_unchanged(model, expect_snapshot(error = TRUE, {
    predict_mc_dropout("net", x)
    predict_mc_dropout(plain, x)
    predict_mc_dropout(model)
    predict_mc_dropout(model, x[, 1:3])
    predict_mc_dropout(model, with_nan)
    predict_mc_dropout(model, matrix("a", 2, 4))
    predict_mc_dropout(model, x, samples = 1)
    predict_mc_dropout(model, x, samples = 1e12)
    predict_mc_dropout(model, x, samples = 2.5)
    predict_mc_dropout(model, x, batch_size = 0)
    predict_mc_dropout(model, x, seed = -1)
    predict_mc_dropout(model, x, layers = "dropp")
    predict_mc_dropout(model, x, layers = "hidden")
    predict_mc_dropout(model, x, masks = "per_draws")
    predict_mc_dropout(model, x, task = "classify")
    predict_mc_dropout(model, x, from_logits = TRUE)
    predict_mc_dropout(model, x, from_logits = TRUE, task = "regression")
    predict_mc_dropout(logits, 0 * x + 100, task = "classification")
    predict_mc_dropout(model, x, quantiles = c(0.5, 1.5))
    predict_mc_dropout(model, x, keep_samples = NA)
  }))
})

test_that("what is not there to draw for, or from, is named", {
  model <- mc_classifier()
  draw <- function(...) predict_mc_dropout(model, ...)
  expect_lamina_error(predict_mc_dropout(), "`object` is missing: it must be a model")
  expect_lamina_error(draw(NULL), "`x` must be", from = "predict_mc_dropout")
  expect_lamina_error(draw(keras_input(4)), "`x` must be", from = "predict_mc_dropout")
  for (layers in list(3, character(), NA_character_)) {
    expect_lamina_error(draw(mc_data(), layers = layers), "`layers` must be names of layers, or")
  }
})

test_that("draws that would not fit in memory are refused, with what they would take", {
  # NumPy's 4 bytes a number, and twice the 8 of R.
  needed <- sprintf("`keep_samples` would take %.1f GiB", 20 * 2e9 * 6 * 3 / 2^30)
  expect_lamina_error(
    draw(mc_classifier(), samples = 2e9, keep_samples = TRUE, quantiles = NULL),
    needed, from = "predict_mc_dropout"
  )
})

# ---- Data of every kind --------------------------------------------------------

test_that("what predict() takes can be drawn for, and a second call compiles nothing", {
  model <- keras_model_sequential(input_shape = 3) |>
    layer_dropout(0.5) |>
    layer_dense(2)
  x <- matrix(seq(-1, 1, length.out = 30), ncol = 3)
  draw <- function(x, ...) predict_mc_dropout(model, x, 10, seed = 1, verbose = 0, ...)
  expected <- draw(x)
  kept <- model$`_monte_carlo`
  expect_length(kept, 1L)
  expect_equal(draw(as.data.frame(x)), expected)
  expect_identical(draw(x), expected)
  expect_length(model$`_monte_carlo`, 1L)
  np <- reticulate::import("numpy", convert = FALSE)
  file <- withr::local_tempfile()
  mapped <- np$memmap(file, "float64", "w+", shape = reticulate::tuple(10L, 3L))
  mapped[] <- np$array(x)
  expect_equal(draw(mapped)$mean, expected$mean, tolerance = 1e-6)
  pieces <- reticulate::py_run_string(
    "def pieces(x):\n    for i in range(0, 10, 4):\n        yield (x[i:i + 4],)", local = TRUE,
    convert = FALSE
  )$pieces
  numbers <- np$array(x, dtype = "float32")
  expect_equal(draw(pieces(numbers))$mean, expected$mean, tolerance = 1e-6)
  expect_equal(draw(pieces(numbers), steps = 1)$mean, expected$mean[1:4, ], tolerance = 1e-6)
  expect_error(draw(pieces(numbers), steps = 0), class = "lamina_error_argument")
})

test_that("models of a feature space draw for data frames with factors", {
  skip_if_not(keras$backend$backend() == "tensorflow", "texts are TensorFlow's")
  visits <- data.frame(age = c(20, 30, 40), city = factor(c("Oslo", "Rome", "Oslo")))
  space <- layer_feature_space(
    features = list(age = "float_normalized", city = "string_categorical")
  )
  adapt(space, list(age = visits$age, city = as.character(visits$city)))
  output <- space$get_encoded_features() |> layer_dropout(0.5) |> layer_dense(1)
  model <- keras_model(space$get_inputs(), output)
  result <- suppressWarnings(predict_mc_dropout(model, visits, 20, seed = 1, verbose = 0))
  expect_length(result$mean, 3L)
  expect_true(all(result$sd > 0))
})
