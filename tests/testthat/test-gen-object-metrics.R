test_cases("object", "metrics")

test_once("metrics refuse what is none of their settings", {
  expect_snapshot(error = TRUE, {
    metric_binary_accuracy(threshold = NA)
    metric_auc(curve = "roc")
    metric_auc(num_thresholds = 1)
    metric_auc(thresholds = c(0.5, 2))
    metric_precision(thresholds = "half")
    metric_precision(class_id = -1)
    metric_recall(top_k = 0)
    metric_precision_at_recall()
    metric_precision_at_recall(recall = 2)
    metric_iou(num_classes = 2, target_class_ids = -1)
    metric_iou(num_classes = 2, target_class_ids = 2)
    metric_one_hot_iou(num_classes = 3, target_class_ids = c(0, 5))
    metric_binary_iou(target_class_ids = c(0, 2))
    metric_one_hot_iou(num_classes = 3)
    metric_auc(num_labels = 3)
    metric_auc(label_weights = c(1, 2))
    metric_auc(multi_label = TRUE, num_labels = 3, label_weights = c(1, 2))
    metric_mean_iou(num_classes = 2.5)
    metric_f1_score(average = "mean")
    metric_fbeta_score(beta = 0)
    metric_fbeta_score(threshold = 0)
    metric_f1_score(threshold = 0)
    metric_r2_score(num_regressors = -1)
    metric_mean(names = "a")
    metric_huber()
  })
})

# One training with all that take probabilities of two classes, one column each.
test_that("each metric of a training is what Keras' own gives", {
  # Some probabilities make an error of nearly 0, most of which is rounding.
  set_random_seed(1)
  x <- as_numpy(matrix(seq(-1, 1, length.out = 8), 4))
  y <- rbind(c(1, 0), c(0, 1), c(0, 1), c(1, 0))
  given <- list(
    metric_top_k_categorical_accuracy = list(k = 1L),
    metric_precision_at_recall = list(recall = 0.5),
    metric_recall_at_precision = list(precision = 0.5),
    metric_sensitivity_at_specificity = list(specificity = 0.5),
    metric_specificity_at_sensitivity = list(sensitivity = 0.5),
    metric_iou = list(num_classes = 2L, target_class_ids = list(0L), sparse_y_true = FALSE,
                      sparse_y_pred = FALSE),
    metric_mean_iou = list(num_classes = 2L, sparse_y_true = FALSE, sparse_y_pred = FALSE),
    metric_one_hot_iou = list(num_classes = 2L, target_class_ids = list(0L)),
    metric_one_hot_mean_iou = list(num_classes = 2L)
  )
  others <- c("metric_mean", "metric_sum", "metric_mean_wrapper", "metric_huber", "metric_log_cosh",
              "metric_binary_focal_crossentropy", "metric_categorical_focal_crossentropy",
              grep("sparse", names(counterparts$metrics), value = TRUE))
  funs <- setdiff(names(counterparts$metrics), others)
  metrics <- lapply(funs, function(fun) {
    do.call(fun, c(given[[fun]], list(name = fun)), envir = asNamespace("lamina"))
  })
  model <- keras_model_sequential(input_shape = 2) |>
    layer_dense(2, activation = "softmax", kernel_initializer = "glorot_uniform")
  predicted <- model(x)
  expected <- lapply(funs, function(fun) {
    metric <- do.call(keras_object("metrics", counterparts$metrics[[fun]]), as.list(given[[fun]]))
    as.vector(as.array(metric$`__call__`(as_numpy(y), predicted)))
  })
  compile(model, "sgd", loss = "mse", metrics = metrics)
  history <- fit(model, x, y, epochs = 1, verbose = 0)
  found <- lapply(history$metrics[funs], function(value) as.vector(unlist(value)))
  expect_equal(unname(found), expected, tolerance = 1e-5)
})

test_that("metrics of class numbers, and functions alone, are reported by a training", {
  set_random_seed(1)
  x <- as_numpy(matrix(seq(-1, 1, length.out = 8), 4))
  y <- c(0, 1, 1, 0)
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(2, activation = "softmax")
  predicted <- model(x)
  funs <- c("metric_sparse_categorical_accuracy", "metric_sparse_categorical_crossentropy")
  expected <- vapply(funs, function(fun) {
    mean(as.array(get(fun, asNamespace("lamina"))(y, predicted)))
  }, 0, USE.NAMES = FALSE)
  compile(model, "sgd", loss = loss_sparse_categorical_crossentropy, metrics = list(
    metric_sparse_categorical_accuracy, metric_sparse_categorical_crossentropy(),
    metric_sparse_top_k_categorical_accuracy(k = 2)
  ))
  found <- fit(model, x, y, verbose = 0)$metrics
  expect_equal(unlist(found[sub("metric_", "", funs)], use.names = FALSE), expected,
               tolerance = 1e-5)
  expect_equal(found$sparse_top_k_categorical_accuracy, 1)
  y <- matrix(c(0, 1, 1, 0), 4, 2)
  compile(model, "sgd", loss = loss_huber, metrics = list(
    metric_huber, metric_log_cosh, metric_binary_focal_crossentropy,
    metric_categorical_focal_crossentropy,
    metric_mean_wrapper(fn = function(y_true, y_pred) 3 * y_true, name = "thrice")
  ))
  predicted <- model(x)
  found <- fit(model, x, y, verbose = 0)$metrics
  expect_equal(found$huber, mean(as.array(metric_huber(y, predicted))), tolerance = 1e-5)
  expect_equal(found$thrice, 1.5)
  expect_equal(found$log_cosh, mean(as.array(metric_log_cosh(y, predicted))), tolerance = 1e-5)
})

test_that("a metric goes on from data of R, and starts anew", {
  metric <- metric_binary_accuracy()
  metric$update_state(c(1, 0, 1), c(0.9, 0.2, 0.3))
  expect_equal(as.vector(as.array(metric$result())), 2 / 3, tolerance = 1e-6)
  expect_equal(as.vector(as.array(metric(c(TRUE, FALSE), c(0.9, 0.9)))), 0.6, tolerance = 1e-6)
  metric$reset_state()
  expect_equal(as.vector(as.array(metric(c(1, 0), c(0, 0), sample_weight = c(1, 3)))), 0.75)
  mean <- metric_mean()
  mean$update_state(c(1, 2, 6))
  expect_equal(as.vector(as.array(mean$result())), 3)
  weighted <- metric_auc(multi_label = TRUE, num_labels = 2, label_weights = c(1, 3))
  y <- rbind(c(0, 0), c(1, 1))
  value <- weighted(y, rbind(c(0.2, 0.8), c(0.8, 0.2)))
  expect_equal(as.vector(as.array(value)), 0.25, tolerance = 1e-4)
  expect_snapshot(error = TRUE, {
    metric$update_state(c(1, NA), c(0.5, 0.5))
    metric$update_state(1:3, matrix(0, 3, 2))
    metric$update_state(c(0, 2), c(0.5, 0.5))
    metric$update_state(c(0, 1))
    metric_auc()$update_state(c(0, 1), c(-3, 3))
    metric_f1_score()$result()
    metric_categorical_accuracy(c(0, 1), rbind(c(0.5, 0.5), c(0.5, 0.5)))
    mean$update_state("a")
  })
})

test_that("counts of overlapping classes give no warning of Python's", {
  python <- reticulate::import("warnings")
  caught <- python$catch_warnings()
  caught$`__enter__`()
  python$simplefilter("error", reticulate::import_builtins()$UserWarning)
  on.exit(caught$`__exit__`())
  metric <- metric_mean_iou(num_classes = 2)
  metric$update_state(c(0, 1, 1), c(0, 1, 0))
  expect_equal(as.numeric(metric$result()), 0.5)
  model <- small_classifier()
  overlap <- metric_one_hot_mean_iou(num_classes = 2)
  model |> compile("sgd", "categorical_crossentropy", metrics = overlap)
  model |> fit(matrix(1, 2, 4), diag(2), verbose = 0)
  expect_true(is.finite(evaluate(model, matrix(1, 2, 4), diag(2), verbose = 0)$one_hot_mean_io_u))
})

test_that("metrics of values are reported by a step of one's own", {
  model_counting <- Model(
    "Counting",
    initialize = function(inputs, outputs) {
      super$initialize(inputs, outputs)
      self$total <- metric_sum(name = "total")
      self$middle <- metric_mean(name = "middle")
    },
    train_step = function(data) {
      logs <- super$train_step(data)
      self$total$update_state(data[[2]])
      self$middle$update_state(data[[2]])
      list(loss = logs$loss, total = self$total$result(), middle = self$middle$result())
    }
  )
  input <- keras_input(1)
  model <- model_counting(input, layer_dense(input, 1))
  compile(model, "sgd", "mse")
  history <- fit(model, matrix(1:6), 1:6, batch_size = 2, epochs = 2, verbose = 0)
  # Of all batches of an epoch, and anew in each.
  expect_equal(history$metrics$total, c(21, 21))
  expect_equal(history$metrics$middle, c(3.5, 3.5))
})
