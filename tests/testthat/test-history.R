test_that("a history holds a number for each epoch, and counts epochs from 1", {
  expect_s3_class(full_history, "keras_training_history")
  expect_identical(full_history$metrics$val_loss, c(1.5, 0.75, 0.9))
  expect_identical(full_history$epoch, 1:3)
})

test_that("a history prints its last epoch and the best one", {
  expect_snapshot({
    full_history
    training_history(list(loss = list(0.123456)))
    training_history(list(loss = list(2, 1), mean_absolute_error = list(1234.5, 0.00001)))
    training_history(list(), epochs = integer())
  })
})

test_that("a data frame has a row for each epoch, metric and kind of data", {
  frame <- as.data.frame(full_history)
  expect_named(frame, c("epoch", "value", "metric", "data"))
  expect_identical(nrow(frame), 12L)
  expect_identical(levels(frame$metric), c("loss", "accuracy"))
  expect_identical(levels(frame$data), c("training", "validation"))
  validation <- frame[frame$data == "validation" & frame$metric == "accuracy", ]
  expect_identical(validation$epoch, 1:3)
  expect_identical(validation$value, c(0.25, 0.5, 0.5))
})

test_that("validation in some epochs only stands at those epochs", {
  some <- training_history(
    list(loss = as.list(5:1), val_loss = list(4, 2)), freq = 2L
  )
  frame <- as.data.frame(some)
  expect_identical(frame$epoch[frame$data == "validation"], c(2L, 4L))
  expect_identical(frame$value[frame$data == "validation"], c(4, 2))
  expect_snapshot(some)
})

test_that("a training that went on counts its epochs on", {
  frame <- as.data.frame(training_history(list(loss = list(2, 1)), epochs = 4:5))
  expect_identical(frame$epoch, 4:5)
})

test_that("a history without a finished epoch makes an empty data frame", {
  frame <- as.data.frame(training_history(list(), epochs = integer()))
  expect_s3_class(frame, "data.frame")
  expect_identical(nrow(frame), 0L)
  expect_named(frame, c("epoch", "value", "metric", "data"))
})

test_that("of a metric with several values each epoch has each class's value", {
  frame <- as.data.frame(of_classes)
  expect_named(frame, c("epoch", "value", "metric", "data", "class"))
  f1 <- frame[frame$metric == "f1_score" & frame$data == "training", ]
  expect_identical(f1$epoch, rep(1:4, each = 3))
  expect_identical(as.character(f1$class), rep(c("0", "1", "2"), 4))
  expect_equal(f1$value, 1:12 / 16)
  validation <- frame[frame$metric == "f1_score" & frame$data == "validation", ]
  expect_identical(validation$epoch, rep(c(2L, 4L), each = 3))
  expect_equal(validation$value, 12:7 / 16)
  expect_true(all(is.na(frame$class[frame$metric == "loss"])))
  expect_equal(of_classes$metrics$f1_score[4, ], c("0" = 10, "1" = 11, "2" = 12) / 16)
  expect_snapshot(of_classes)
})

test_that("the values of a matrix are told by their places, many by where they lie", {
  confusion <- training_history(list(counts = list(matrix(1:4, 2), matrix(5:8, 2))))
  frame <- as.data.frame(confusion)
  expect_identical(as.character(frame$element), rep(c("1,1", "2,1", "1,2", "2,2"), 2))
  expect_equal(frame$value, 1:8)
  expect_snapshot({
    training_history(list(loss = list(1), f1_score = list(array(1:25 / 25, 25))))
  })
})

test_that("a metric of several values is told apart in a training and an evaluation", {
  skip_without_keras()
  data <- easy_problem(16)
  y <- diag(2)[data$y + 1L, ]
  model <- keras_model_sequential(input_shape = 4) |> layer_dense(2, activation = "softmax")
  metrics <- list(
    keras$metrics$F1Score(average = NULL, name = "by_class"), "accuracy",
    keras$metrics$Precision(thresholds = c(0.25, 0.5), name = "by_threshold")
  )
  model |> compile("sgd", "categorical_crossentropy", metrics = metrics, run_eagerly = TRUE)
  history <- fit(
    model, data$x, y, epochs = 3, validation_data = list(data$x, y), validation_freq = 3,
    verbose = 0
  )
  frame <- as.data.frame(history)
  rows <- function(metric, data) frame[frame$metric == metric & frame$data == data, ]
  expect_identical(rows("by_class", "training")$epoch, rep(1:3, each = 2))
  expect_identical(as.character(rows("by_class", "training")$class), rep(c("0", "1"), 3))
  expect_identical(rows("by_threshold", "validation")$epoch, c(3L, 3L))
  expect_identical(as.character(rows("by_threshold", "validation")$threshold), c("0.25", "0.5"))
  expect_identical(rows("accuracy", "training")$epoch, 1:3)

  result <- evaluate(model, data$x, y, verbose = 0)
  expect_named(result$by_class, c("0", "1"))
  expect_named(result$by_threshold, c("0.25", "0.5"))
  expect_equal(rows("by_class", "validation")$value, unname(result$by_class), tolerance = 1e-5)
  expect_identical(names(result)[[1]], "loss")
  predicted <- max.col(predict(model, data$x, verbose = 0)) - 1L
  f1 <- vapply(0:1, function(class) {
    2 * sum(predicted == class & data$y == class) / (sum(predicted == class) + sum(data$y == class))
  }, 1)
  expect_equal(unname(result$by_class), f1, tolerance = 1e-5)
})

test_that("what is no finite number is named", {
  expect_snapshot({
    training_history(list(
      loss = list(1, NaN, NaN), accuracy = list(0.5, NaN, 0.75), val_loss = list(1, Inf, NaN)
    ))
    training_history(list(loss = list(NaN), val_loss = list(NaN)))
  })
})

test_that("the loss comes first, what was set for the training last", {
  frame <- as.data.frame(training_history(list(
    accuracy = list(1), a_loss = list(1), learning_rate = list(1), loss = list(1), mae = list(1)
  )))
  expect_identical(levels(frame$metric), c("loss", "a_loss", "accuracy", "mae", "learning_rate"))
})

test_that("values of epochs that are not known stand at none", {
  frame <- as.data.frame(training_history(list(loss = list(3, 2, 1), now_and_then = list(1, 2))))
  expect_identical(frame$epoch, c(1:3, NA, NA))
})

test_that("what Keras keeps of a training is shown before there has been one, too", {
  skip_without_keras()
  history <- keras$callbacks$History()
  expect_output(print(history), "no epoch was finished", fixed = TRUE)
  expect_identical(as.data.frame(history), as.data.frame(training_history(list(), integer())))
  expect_error(plot(history), "no epoch was finished", class = "lamina_error_argument")
})
