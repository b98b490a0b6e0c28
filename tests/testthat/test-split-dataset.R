skip_without_keras()

# What is in the last place of each element.
in_parts <- function(parts) {
  lapply(parts, function(part) {
    unlist(iterate(part, function(element) {
      if (is.list(element)) element <- element[[length(element)]]
      as.integer(as.array(element))
    }))
  })
}

test_that("arrays are split in order, by fractions and by numbers", {
  x <- matrix(1:20 / 8, 10)
  expect_identical(in_parts(split_dataset(list(x, 1:10), 0.7)), list(1:7, 8:10))
  expect_identical(in_parts(split_dataset(list(x, 1:10), right_size = 4)), list(1:6, 7:10))
  expect_identical(in_parts(split_dataset(1:10, 2, 3)), list(1:2, 8:10))
  expect_identical(in_parts(split_dataset(1:10, 0.2, 0.4)), list(1:2, 7:10))
  # Fractions of the whole lose no example, and are not refused for how they are rounded.
  expect_identical(in_parts(split_dataset(1:3, 0.5, 0.5)), list(1:2, 3L))
  expect_identical(in_parts(split_dataset(1:5, 0.5, 0.5)), list(1:2, 3:5))
  right <- 0.5 + .Machine$double.eps
  expect_identical(in_parts(split_dataset(1:10, 0.5, right)), list(1:5, 6:10))
  pair <- iterate(split_dataset(list(a = x, b = 1:10), 1L)[[1]])[[1]]
  expect_identical(lapply(pair, function(part) as.vector(as.array(part))), list(x[1, ], 1L))
  row <- iterate(split_dataset(as.data.frame(x), 9)[[2]])[[1]]
  expect_identical(as.vector(as.array(row)), x[10, ])
  alone <- function(dataset) !is.list(iterate(split_dataset(dataset, 2)[[1]])[[1]])
  expect_true(alone(x))
  expect_false(alone(list(x)))
})

test_that("a seed repeats an order, and Python's own random numbers go on", {
  split <- function(...) in_parts(split_dataset(1:30, 0.5, shuffle = TRUE, ...))
  before <- python_random_state()
  parts <- split(seed = 1)
  expect_identical(python_random_state(), before)
  expect_identical(split(seed = 1), parts)
  expect_false(identical(split(seed = 2), parts))
  expect_identical(sort(unlist(parts)), 1:30)
  expect_false(identical(unlist(parts), 1:30))
  expect_false(identical(split(), split()))
})

test_that("what is split is copied", {
  x <- c(1, 2, 3) * 1
  parts <- expect_no_warning(split_dataset(x, 2))
  expect_identical(in_parts(parts), list(1:2, 3L))
})

test_that("TensorFlow's data sets are split, and stay in batches", {
  data <- reticulate::import("tensorflow")$data$Dataset$range(10L)
  expect_identical(in_parts(split_dataset(data, 0.3)), list(0:2, 3:9))
  batches <- split_dataset(data$batch(2L), right_size = 5)
  expect_identical(iterate(batches[[1]], length), c(2L, 2L, 1L))
  expect_identical(in_parts(batches), list(0:4, 5:9))
})

test_that("PyTorch's data sets are split in order", {
  # Elsewhere it takes seconds to load.
  if (keras$backend$backend() != "torch") return(expect_false(is_split_dataset(1:3)))
  torch <- reticulate::import("torch")
  data <- torch$utils$data$TensorDataset(torch$arange(10L))
  expect_identical(in_parts(split_dataset(data, 0.3)), list(0:2, 3:9))
  expect_identical(in_parts(split_dataset(data, 2, 3)), list(0:1, 7:9))
  shuffled <- in_parts(split_dataset(data, 0.5, shuffle = TRUE, seed = 1))
  expect_identical(sort(unlist(shuffled)), 0:9)
  expect_false(identical(unlist(shuffled), 0:9))
  asked <- split_dataset(1:4, 2, preferred_backend = "torch")
  expect_true(inherits(asked[[1]], "torch.utils.data.dataset.Dataset"))
})

test_that("a model trains on a part", {
  x <- matrix(1:30 / 30, 10)
  part <- split_dataset(list(x, as.matrix(rowSums(x))), 8)[[1]]
  batches <- if (keras$backend$backend() == "torch") {
    reticulate::import("torch")$utils$data$DataLoader(part, batch_size = 4L)
  } else {
    part$batch(4L)
  }
  expect_equal(loss_of(adding_model(), batches), 0)
})

test_once("what cannot be split is refused", {
  expect_snapshot(error = TRUE, {
    split_dataset()
    split_dataset(1:10)
    split_dataset(NULL, 0.5)
    split_dataset(list(), 0.5)
    split_dataset(mean, 0.5)
    split_dataset(keras_input(batch_shape = integer()), 0.5)
    split_dataset(list(1:3, mean), 0.5)
    split_dataset(list(x = 1:3, y = 1:4), 0.5)
    split_dataset(c(1, NA), 0.5)
    split_dataset(1:10, 0)
    split_dataset(1:10, 1.5)
    split_dataset(1:10, "half")
    split_dataset(1:10, 0.6, 0.6)
    split_dataset(1:10, 10)
    split_dataset(1:10, 0.01)
    split_dataset(1:10, 6, 5)
    split_dataset(1:10, 0.5, shuffle = 1)
    split_dataset(1:10, 0.5, seed = 1.5)
    split_dataset(1:10, 0.5, preferred_backend = "numpy")
  })
  local_without_package("tensorflow")
  expect_lamina_error(
    split_dataset(1:10, 0.5, preferred_backend = "tensorflow"), "tensorflow", class = "setup",
    from = "split_dataset"
  )
})
