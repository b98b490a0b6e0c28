history <- function(metrics, epochs = seq_along(metrics[[1]]), freq = 1L) {
  new_training_history(
    list(
      params = list(epochs = length(epochs), steps = 2L), history = metrics,
      epoch = as.list(epochs - 1L)
    ),
    validation_freq = freq
  )
}

full <- history(list(
  loss = list(1, 0.5, 0.25), accuracy = list(0.5, 0.75, 1),
  val_loss = list(1.5, 0.75, 0.9), val_accuracy = list(0.25, 0.5, 0.5)
))

test_that("a history holds a number for each epoch, and counts epochs from 1", {
  expect_s3_class(full, "keras_training_history")
  expect_identical(full$metrics$val_loss, c(1.5, 0.75, 0.9))
  expect_identical(full$epoch, 1:3)
})

test_that("a history prints its last epoch and the best one", {
  expect_snapshot({
    full
    history(list(loss = list(0.123456)))
    history(list(loss = list(2, 1), mean_absolute_error = list(1234.5, 0.00001)))
    history(list(), epochs = integer())
  })
})

test_that("a data frame has a row for each epoch, metric and kind of data", {
  frame <- as.data.frame(full)
  expect_named(frame, c("epoch", "value", "metric", "data"))
  expect_identical(nrow(frame), 12L)
  expect_identical(levels(frame$metric), c("loss", "accuracy"))
  expect_identical(levels(frame$data), c("training", "validation"))
  validation <- frame[frame$data == "validation" & frame$metric == "accuracy", ]
  expect_identical(validation$epoch, 1:3)
  expect_identical(validation$value, c(0.25, 0.5, 0.5))
})

test_that("validation in some epochs only stands at those epochs", {
  some <- history(
    list(loss = as.list(5:1), val_loss = list(4, 2)), freq = 2L
  )
  frame <- as.data.frame(some)
  expect_identical(frame$epoch[frame$data == "validation"], c(2L, 4L))
  expect_identical(frame$value[frame$data == "validation"], c(4, 2))
  expect_snapshot(some)
})

test_that("a training that went on counts its epochs on", {
  frame <- as.data.frame(history(list(loss = list(2, 1)), epochs = 4:5))
  expect_identical(frame$epoch, 4:5)
})

test_that("the plot shows every metric, training and validation apart", {
  plot <- plot(full)
  expect_s3_class(plot, "ggplot")
  built <- ggplot2::ggplot_build(plot)
  lines <- built$data[[1]]
  expect_identical(nrow(lines), 12L)
  expect_identical(length(unique(lines$PANEL)), 2L)
  expect_identical(length(unique(lines$colour)), 2L)
  expect_identical(length(unique(lines$linetype)), 2L)
  training_loss <- lines[lines$PANEL == 1 & lines$linetype == "solid", ]
  expect_equal(training_loss$x, 1:3, ignore_attr = TRUE)
  expect_equal(training_loss$y, c(1, 0.5, 0.25))
  expect_equal(built$layout$layout$metric, factor(c("loss", "accuracy"), c("loss", "accuracy")))
})

test_that("metrics to plot can be chosen", {
  built <- ggplot2::ggplot_build(plot(full, metrics = "accuracy"))
  expect_identical(as.character(built$layout$layout$metric), "accuracy")
  expect_snapshot(error = TRUE, {
    plot(full, metrics = "acuracy")
    plot(full, metrics = 1)
  })
})

test_that("one epoch alone is plotted as points", {
  built <- ggplot2::ggplot_build(plot(history(list(loss = list(1)))))
  expect_identical(nrow(built$data[[1]]), 1L)
  expect_true("shape" %in% names(built$data[[1]]))
})

test_that("a history without a finished epoch makes an empty data frame", {
  frame <- as.data.frame(history(list(), epochs = integer()))
  expect_s3_class(frame, "data.frame")
  expect_identical(nrow(frame), 0L)
  expect_named(frame, c("epoch", "value", "metric", "data"))
})

test_that("epochs are marked by whole numbers from 1", {
  for (limits in list(c(0.8, 3.2), c(1, 2), c(1, 1), c(1, 100))) {
    breaks <- whole_breaks(limits)
    expect_true(all(breaks %% 1 == 0 & breaks >= 1))
    expect_identical(anyDuplicated(breaks), 0L)
  }
})
