skip_without_keras()

pairs <- Dataset(
  "Pairs",
  initialize = function(n) self$n <- n,
  get_item = function(batch) list(matrix(batch * 1), batch * 2L),
  length = function() self$n,
  on_epoch_begin = function() self$epochs <- c(self$epochs, "begin"),
  on_epoch_end = function() self$epochs <- c(self$epochs, "end")
)

second <- function(batch) as.integer(as.array(batch[[2]]))

test_that("data sets written in R give one epoch", {
  data <- pairs(3)
  expect_identical(iterate(data, second), c(2L, 4L, 6L))
  expect_identical(data$epochs, c("begin", "end"))
  endless <- as_iterator(pairs(NULL))
  expect_identical(second(iter_next(endless)), 2L)
  expect_identical(iter_next(endless)[[1]], matrix(2))
  failing <- Dataset("Failing", get_item = function(batch) stop("no file"), length = 2)
  expect_lamina_error(iterate(failing()), "no file", class = "python", from = "iterate")
})

test_that("data sets and loaders of Python are gone through", {
  tensors <- reticulate::import("tensorflow")$data$Dataset$from_tensor_slices(
    reticulate::tuple(matrix(1:6, 3), 4:6)
  )
  expect_identical(iterate(tensors, second), 4:6)
  batches <- as_iterator(tensors$batch(2L))
  expect_identical(as.array(iter_next(batches)[[1]]), matrix(1:6, 3)[1:2, ])
  expect_identical(second(iter_next(batches)), 6L)
  expect_null(iter_next(batches))
  expect_identical(iter_next(batches, completed = "end"), "end")
})

test_that("a PyDataset ends where its length says", {
  data <- reticulate::py_run_string("
import keras
class Rows(keras.utils.PyDataset):
    def __len__(self):
        return 2
    def __getitem__(self, index):
        import numpy as np
        return np.full((2, 3), index), np.array([index])
", local = TRUE, convert = FALSE)$Rows()
  expect_identical(iterate(data, second), 0:1)
  expect_identical(dim(iter_next(as_iterator(data))[[1]]), c(2L, 3L))
})

test_that("PyTorch's loaders and data sets are gone through", {
  # Elsewhere it takes seconds to load.
  if (keras$backend$backend() != "torch") return(expect_false(is_torch_dataset(1:3)))
  data <- reticulate::import("torch")$utils$data
  rows <- data$TensorDataset(backend_tensor(matrix(1:6, 3)), backend_tensor(4:6, "int32"))
  expect_identical(iterate(rows, second), 4:6)
  loader <- data$DataLoader(rows, batch_size = 2L)
  expect_identical(iterate(loader, second), list(4:5, 6L))
})

test_that("Python's iterators are used up", {
  it <- as_iterator(reticulate::py_eval("iter([1, 2, 3])", convert = FALSE))
  expect_identical(iter_next(it), 1L)
  expect_identical(iterate(it, function(x) x * 10L), c(20L, 30L))
  expect_identical(iterate(it), list())
  again <- as_iterator(reticulate::py_eval("(x for x in 'ab')", convert = FALSE))
  expect_identical(iterate(again, simplify = FALSE), list("a", "b"))
})

test_that("results are collected, also those that are nothing", {
  numbers <- function() reticulate::py_eval("range(2)", convert = FALSE)
  expect_identical(iterate(numbers(), function(x) NULL), list(NULL, NULL))
  expect_identical(iterate(numbers(), function(x) if (x) "a" else 1), list(1, "a"))
  expect_invisible(iterate(numbers()))
  expect_error(iterate(numbers(), function(x) stop("mine")), "mine")
})

test_that("what cannot be gone through is refused", {
  expect_snapshot(error = TRUE, {
    as_iterator()
    as_iterator(1:3)
    as_iterator(pairs)
    as_iterator(keras$utils)
    iter_next()
    iter_next(pairs(2))
    iterate()
    iterate(list(1))
    iterate(pairs(2), "mean")
    iterate(pairs(2), simplify = NA)
  })
})

test_that("an iterator is gone with its last element, though R keeps what it has of it", {
  made <- reticulate::py_run_string("
def make():
    class Each:
        alive = 0
        def __init__(self):
            Each.alive += 1
            self.n = 0
        def __del__(self):
            Each.alive -= 1
        def __iter__(self):
            return self
        def __next__(self):
            self.n += 1
            if self.n > 2:
                raise StopIteration
            return self.n
    class Data:
        def __iter__(self):
            return Each()
    return Data(), Each
", local = TRUE)$make()
  expect_identical(iterate(made[[1]]), 1:2)
  expect_identical(made[[2]]$alive, 0L)
})
