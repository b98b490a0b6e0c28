skip_without_keras()

problem <- easy_problem(12)

rows_of <- Dataset(
  "Rows",
  initialize = function(x, y, batch_size = 4) {
    self$x <- x
    self$y <- y
    private$size <- batch_size
    self$asked <- integer()
    self$epochs <- character()
  },
  get_item = function(batch) {
    self$asked <- c(self$asked, batch)
    rows <- private$rows(batch)
    list(self$x[rows, , drop = FALSE], self$y[rows])
  },
  length = function() ceiling(nrow(self$x) / private$size),
  on_epoch_begin = function() self$epochs <- c(self$epochs, "begin"),
  on_epoch_end = function() self$epochs <- c(self$epochs, "end"),
  private = list(
    size = NULL,
    rows = function(batch) {
      seq(1 + (batch - 1) * private$size, min(batch * private$size, nrow(self$x)))
    }
  )
)

data <- function(...) rows_of(problem$x, problem$y, ...)

test_that("a data set trains as the same rows of arrays do, its batches counted from 1", {
  trained <- function(...) {
    model <- small_classifier(optimizer = keras$optimizers$SGD(0.1))
    history <- fit(model, ..., epochs = 2, shuffle = FALSE, verbose = 0)
    list(weights = get_weights(model), loss = history$metrics$loss)
  }
  rows <- data(batch_size = 5)
  expect_equal(trained(rows), trained(problem$x, problem$y, batch_size = 5), tolerance = 1e-5)
  expect_identical(unique(rows$asked), 1:3)
  # Some backends begin with a look at the first batch.
  expect_identical(utils::tail(rows$epochs, 4), c("begin", "end", "begin", "end"))
})

test_that("batches come in another order in each epoch, as many as there are", {
  model <- small_classifier()
  rows <- data(batch_size = 1)
  set_random_seed(1)
  fit(model, rows, epochs = 2, verbose = 0)
  orders <- split(utils::tail(rows$asked, 24), rep(1:2, each = 12))
  expect_setequal(orders[[1]], 1:12)
  expect_setequal(orders[[2]], 1:12)
  expect_false(identical(orders[[1]], orders[[2]]))
})

test_that("a data set is evaluated, predicted and drawn from, and shows how far it is", {
  model <- small_classifier()
  expected <- predict(model, problem$x, verbose = 0)
  expect_equal(
    evaluate(model, data(), verbose = 0), evaluate(model, problem$x, problem$y, verbose = 0),
    tolerance = 1e-5
  )
  shown <- reticulate::py_capture_output(predicted <- predict(model, data(), verbose = 1))
  expect_match(shown, "3/3")
  expect_equal(predicted, expected, tolerance = 1e-5)
  shown <- reticulate::py_capture_output(
    history <- fit(model, data(), validation_data = data(), verbose = 1)
  )
  expect_match(shown, "3/3.*val_loss")
  net <- mc_classifier()
  expect_equal(
    draw(net, data(), samples = 2)$mean, draw(net, problem$x, samples = 2)$mean, tolerance = 1e-5
  )
})

test_that("without a length there is no end", {
  endless <- Dataset("Endless", get_item = function(batch) list(problem$x, problem$y))
  model <- small_classifier()
  before <- as.vector(as.array(model$optimizer$iterations))
  fit(model, endless(), steps_per_epoch = 2, epochs = 2, verbose = 0)
  expect_equal(as.vector(as.array(model$optimizer$iterations)) - before, 4)
  expect_identical(length(endless()), NA_integer_)
  expect_snapshot(error = TRUE, {
    fit(model, endless(), verbose = 0)
    evaluate(model, endless(), verbose = 0)
    predict(model, endless(), verbose = 0)
    fit(model, problem$x, problem$y, validation_data = endless(), verbose = 0)
  })
})

test_that("classes weigh, and weights come with the batches", {
  model <- small_classifier()
  loss <- function(...) fit(model, ..., verbose = 0)$metrics$loss
  expect_equal(loss(data(), class_weight = c("0" = 0, "1" = 0)), 0)
  weighted <- Dataset("Weighted", inherit = rows_of, get_item = function(batch) {
    c(super$get_item(batch), list(rep(0, 4)))
  })
  expect_equal(loss(weighted(problem$x, problem$y)), 0)
})

test_that("a class that builds on no other may call what it builds on", {
  rows <- Dataset(
    "Rows", initialize = function(...) {
      super$initialize(...)
      private$n <- 3
    }, length = function() private$n, get_item = function(batch) batch
  )
  expect_length(rows(1, b = 2), 3)
})

test_that("objects keep apart what is theirs", {
  counting <- Dataset(
    "Counting", initialize = function(...) private$n <- 0, length = 2,
    get_item = function(batch) private$n <- private$n + 1
  )
  a <- counting()
  b <- counting()
  a$get_item(1)
  expect_identical(a$get_item(1), 2)
  expect_identical(b$get_item(1), 1)
  expect_null(a$n)
  expect_length(a, 2)
  expect_snapshot({
    a
    counting
    rows_of
  })
})

test_that("errors tell which batch, and what a data set is", {
  model <- small_classifier()
  failing <- function(...) Dataset("Failing", ..., length = 2)()
  expect_snapshot(error = TRUE, {
    fit(model, failing(function(batch) stop("no file")), shuffle = FALSE, verbose = 0)
    fit(model, failing(function(batch) NULL), shuffle = FALSE, verbose = 0)
    evaluate(model, failing(function(batch) list(problem$x[, 1:2], problem$y)), verbose = 0)
    fit(model, data(), problem$y, verbose = 0)
    fit(model, data(), batch_size = 2, verbose = 0)
    fit(model, rows_of, verbose = 0)
    layer_dense(data(), 2)
  })
  of_length <- function(...) Dataset("Any", get_item = function(batch) NULL, length = ...)()
  expect_snapshot(error = TRUE, {
    fit(model, of_length(function() 1.5), verbose = 0)
    fit(model, of_length(function() -1), verbose = 0)
    fit(model, of_length(function() NA), verbose = 0)
    evaluate(model, of_length(function() 0), verbose = 0)
    predict(model, of_length(function() stop("no list")), verbose = 0)
    print(of_length(function() 1.5))
  })
  expect_output(print(of_length(1)), "1 batch>")
})

test_that("a batch without targets is named, where the loss needs them", {
  model <- small_classifier()
  inputs <- Dataset("Inputs", get_item = function(batch) list(problem$x), length = 1)()
  expect_snapshot(error = TRUE, {
    fit(model, inputs, verbose = 0)
    evaluate(model, function() list(problem$x, NULL), steps = 1, verbose = 0)
    fit(model, problem$x, problem$y, validation_data = inputs, verbose = 0)
  })
  expect_identical(dim(predict(model, inputs, verbose = 0)), c(12L, 2L))
})

test_that("what a class is made of is checked, and R has one thread", {
  expect_snapshot(error = TRUE, {
    Dataset("2d", function(batch) NULL)
    Dataset("Any")
    Dataset("Any", function() NULL)
    Dataset("Any", function(a, b) NULL)
    Dataset("Any", function(batch) NULL, length = "two")
    Dataset("Any", function(batch) NULL, length = function(x) 2)
    Dataset("Any", function(batch) NULL, on_epoch_end = 1)
    Dataset("Any", function(batch) NULL, inherit = layer_dense)
    Dataset("Any", function(batch) NULL, 2, public = 1)
    data(workers = 2)
    data(workers = "two")
    data(use_multiprocessing = TRUE)
    data(batch_sizes = 2)
  })
  expect_s3_class(data(workers = 1, use_multiprocessing = FALSE, max_queue_size = 5), "Rows")
})

test_that("Python's own code takes one, too", {
  converted <- reticulate::r_to_py(data())
  expect_equal(dim(converted$`__getitem__`(0L)[[1]]), c(4, 4))
})
