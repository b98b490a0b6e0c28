skip_without_keras()

# The windows of a data set, and what else is in its elements.
collected <- function(data) {
  iterate(data, function(batch) {
    if (is.list(batch)) lapply(batch, as.array) else as.array(batch)
  })
}

# Those that R itself cuts out of a vector.
windows_of <- function(x, starts, length, rate = 1) {
  do.call(rbind, lapply(starts, function(start) x[start + rate * (seq_len(length) - 1)]))
}

test_once("windows have the points and targets that R counts", {
  x <- (1:20) * 1
  first <- collected(timeseries_dataset_from_array(x, x * 10, 3))
  expect_identical(first, list(list(windows_of(x, 1:18, 3), as.array(x[1:18] * 10))))
  part <- collected(timeseries_dataset_from_array(
    x, x * 10, sequence_length = 3, sequence_stride = 2, sampling_rate = 2, batch_size = 2,
    start_index = 3, end_index = 14
  ))
  starts <- list(c(4, 6), c(8, 10))
  expect_identical(part, lapply(starts, function(starts) {
    list(windows_of(x, starts, 3, 2), as.array(x[starts] * 10))
  }))
})

test_once("two parts that are cut at the same point have no point in common", {
  x <- 1:10
  cut_at <- function(...) collected(timeseries_dataset_from_array(x, NULL, 1, ...))[[1]]
  expect_identical(rbind(cut_at(end_index = 7), cut_at(start_index = 7)), matrix(x))
  expect_identical(cut_at(start_index = 0), matrix(x))
})

test_once("the last point may be the end, and short targets end the windows", {
  x <- 1:10
  last <- collected(timeseries_dataset_from_array(x, NULL, 2, start_index = 7, end_index = 10))
  expect_identical(last, list(rbind(8:9, 9:10)))
  # Keras asks for the targets of windows that have none.
  short <- collected(timeseries_dataset_from_array(x, x[1:7] + 0L, 2, start_index = 5))
  expect_identical(short, list(list(rbind(6:7, 7:8), as.array(6:7))))
})

test_that("a series has any further axes, and may be a tensor or a table", {
  x <- matrix(1:12 * 1, 6)
  expected <- aperm(array(c(x[1:4, ], x[2:5, ], x[3:6, ]), c(4, 2, 3)), c(3, 1, 2))
  for (data in list(x, as.data.frame(x), backend_tensor(x), numpy()$array(x))) {
    expect_identical(collected(timeseries_dataset_from_array(data, NULL, 4)), list(expected))
  }
  single <- collected(timeseries_dataset_from_array(1:4, NULL, 3, batch_size = NULL))
  expect_identical(single, list(as.array(1:3), as.array(2:4)))
})

test_once("a seed repeats a random order", {
  order <- function(...) {
    windows <- timeseries_dataset_from_array(1:40, NULL, 1, shuffle = TRUE, ...)
    as.vector(collected(windows)[[1]])
  }
  expect_identical(order(seed = 3), order(seed = 3))
  expect_identical(sort(order(seed = 3)), 1:40)
  expect_false(identical(order(seed = 3), 1:40))
})

test_that("a model trains on windows", {
  x <- 1:20 / 20
  data <- timeseries_dataset_from_array(x, x[-(1:3)], 3, batch_size = 5)
  model <- adding_model()
  errors <- rowSums(windows_of(x, 1:17, 3)) - x[4:20]
  expect_equal(loss_of(model, data), mean(errors^2), tolerance = 1e-5)
  history <- fit(model, data, epochs = 2, verbose = 0)
  expect_length(history$metrics$loss, 2)
  inputs <- timeseries_dataset_from_array(x, NULL, 3)
  expect_equal(predicted(model, inputs), rowSums(windows_of(x, 1:18, 3)), tolerance = 1e-5)
})

test_once("what cannot be cut into windows is refused", {
  expect_snapshot(error = TRUE, {
    timeseries_dataset_from_array()
    timeseries_dataset_from_array(1:9)
    timeseries_dataset_from_array(1:9, NULL)
    timeseries_dataset_from_array("a", NULL, 2)
    timeseries_dataset_from_array(list(1, 2), NULL, 2)
    timeseries_dataset_from_array(numeric(), NULL, 2)
    timeseries_dataset_from_array(keras_input(batch_shape = integer()), NULL, 2)
    timeseries_dataset_from_array(c(1, NA), NULL, 2)
    timeseries_dataset_from_array(1:9, c("a", "b"), 2)
    timeseries_dataset_from_array(1:9, NULL, 0)
    timeseries_dataset_from_array(1:9, NULL, 10)
    timeseries_dataset_from_array(1:9, NULL, 5, sampling_rate = 3)
    timeseries_dataset_from_array(1:9, NULL, 2, sequence_stride = 0)
    timeseries_dataset_from_array(1:9, NULL, 2, sampling_rate = 1.5)
    timeseries_dataset_from_array(1:9, NULL, 2, batch_size = "all")
    timeseries_dataset_from_array(1:9, NULL, 2, shuffle = NA)
    timeseries_dataset_from_array(1:9, NULL, 2, seed = -1)
    timeseries_dataset_from_array(1:9, NULL, 2, start_index = -1)
    timeseries_dataset_from_array(1:9, NULL, 2, start_index = 9)
    timeseries_dataset_from_array(1:9, NULL, 2, start_index = 5, end_index = 5)
    timeseries_dataset_from_array(1:9, NULL, 2, end_index = 10)
    timeseries_dataset_from_array(1:9, 1:3, 2, start_index = 4)
    timeseries_dataset_from_array(1:9, NULL, 2, format = "torch")
  })
  local_without_package("tensorflow")
  expect_lamina_error(
    timeseries_dataset_from_array(1:9, NULL, 2), "tensorflow", class = "setup",
    from = "timeseries_dataset_from_array"
  )
})
