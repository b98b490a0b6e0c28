skip_without_keras()

problem <- easy_problem(12)

# Gives the rows in batches of 4, and NULL after the last.
in_batches <- function(as_batch = function(x, y) list(x, y)) {
  batch <- 0L
  function() {
    batch <<- batch %% 4L + 1L
    if (batch == 4L) return(NULL)
    rows <- 4L * batch - 3:0
    as_batch(problem$x[rows, ], problem$y[rows])
  }
}

test_that("batches of a function train as the same rows of arrays do", {
  trained <- function(...) {
    model <- small_classifier(optimizer = keras$optimizers$SGD(0.1))
    expect_no_warning(history <- fit(model, ..., epochs = 2, verbose = 0))
    list(weights = get_weights(model), metrics = history$metrics, epoch = history$epoch)
  }
  expected <- trained(problem$x, problem$y, batch_size = 4, shuffle = FALSE)
  expect_equal(trained(in_batches()), expected, tolerance = 1e-5)
  named <- in_batches(function(x, y) list(y = y, x = as.data.frame(x)))
  expect_equal(trained(named, validation_split = 0), expected, tolerance = 1e-5)
  weighted <- in_batches(function(x, y) list(x, y, rep(0, 4)))
  expect_identical(trained(weighted)$metrics$loss, c(0, 0))
})

test_that("no batch is drawn that is not used", {
  model <- small_classifier()
  drawn <- 0
  endless <- function() {
    drawn <<- drawn + 1
    list(problem$x, problem$y)
  }
  history <- fit(
    model, endless, steps_per_epoch = 2, epochs = 2, verbose = 0, validation_data = endless,
    validation_steps = 1
  )
  expect_identical(drawn, 6)
  expect_length(history$metrics$val_loss, 2)
  evaluate(model, endless, steps = 3, verbose = 0)
  expect_identical(drawn, 9)
})

test_that("a function is evaluated and predicted from as arrays are", {
  model <- small_classifier()
  expect_equal(
    evaluate(model, in_batches(), verbose = 0),
    evaluate(model, problem$x, problem$y, verbose = 0), tolerance = 1e-5
  )
  expected <- predict(model, problem$x, verbose = 0)
  expect_equal(predict(model, in_batches(), verbose = 0), expected, tolerance = 1e-5)
  inputs <- in_batches(function(x, y) x)
  expect_equal(predict(model, inputs, steps = 2, verbose = 0), expected[1:8, ], tolerance = 1e-5)
})

test_that("batches for a model with several inputs may be the inputs alone", {
  inputs <- list(z = keras_input(1, name = "z"), a = keras_input(1, name = "a"))
  output <- layer_subtract(unname(inputs))
  z <- matrix(10)
  a <- matrix(1)
  difference <- function(model, batch) predict(model, function() batch, steps = 1, verbose = 0)
  in_order <- keras_model(unname(inputs), output)
  expect_identical(difference(in_order, list(list(z, a))), matrix(9))
  by_name <- keras_model(inputs, output)
  for (batch in list(list(list(a = a, z = z)), list(a = a, z = z), list(x = list(a = a, z = z)))) {
    expect_identical(difference(by_name, batch), matrix(9))
  }
})

test_that("generators of Python that call R work, also in the second training", {
  model <- small_classifier()
  reticulate::py_run_string("def from_r(f):\n    while True:\n        yield tuple(f())")
  batch <- function() list(problem$x, array(problem$y))
  for (i in 1:2) {
    fit(model, reticulate::py$from_r(batch), steps_per_epoch = 2, epochs = 2, verbose = 0)
    fit(model, reticulate::py_iterator(batch), steps_per_epoch = 2, epochs = 2, verbose = 0)
  }
  expect_equal(as.vector(as.array(model$optimizer$iterations)), 16)
})

test_that("the methods of a data set may be R functions, with and without workers", {
  model <- small_classifier()
  data_set <- reticulate::PyClass("FromR", list(
    `__len__` = function(self) 3L,
    `__getitem__` = function(self, index) {
      rows <- 4L * index + 1:4
      reticulate::tuple(problem$x[rows, ], array(problem$y[rows]))
    }
  ), inherit = keras$utils$PyDataset)
  expected <- evaluate(model, problem$x, problem$y, verbose = 0)
  expect_equal(evaluate(model, data_set(), verbose = 0), expected, tolerance = 1e-5)
  expect_equal(evaluate(model, data_set(workers = 2L), verbose = 0), expected, tolerance = 1e-5)
  history <- fit(
    model, data_set(workers = 2L), validation_data = data_set(workers = 2L), verbose = 0
  )
  expect_named(history$metrics, c("loss", "val_loss"), ignore.order = TRUE)
})

test_that("iterators of Python give batches, too, in their own order", {
  model <- small_classifier()
  expected <- evaluate(model, problem$x, problem$y, verbose = 0)
  iterator <- function(n = 1, y = array(problem$y)) {
    reticulate::as_iterator(rep(list(reticulate::tuple(problem$x, y)), n))
  }
  expect_equal(evaluate(model, iterator(), verbose = 0), expected, tolerance = 1e-5)
  # A vector of R's is a list there.
  expect_equal(evaluate(model, iterator(y = problem$y), verbose = 0), expected, tolerance = 1e-5)
  fit(model, iterator(2), validation_data = iterator(), verbose = 0)
  expect_equal(as.vector(as.array(model$optimizer$iterations)), 2)
  inputs <- reticulate::as_iterator(list(problem$x, problem$x))
  expect_identical(dim(predict(model, inputs, verbose = 0)), c(24L, 2L))
  expect_lamina_error(fit(model, iterator(), batch_size = 5), "batch_size")
  expect_lamina_error(fit(model, iterator(), validation_split = 0.2), "validation_data")
})

test_that("loaders of PyTorch train on each backend, and R cannot make their examples elsewhere", {
  skip_if_not(reticulate::py_module_available("torch"))
  torch <- reticulate::import("torch")
  data <- torch$utils$data
  model <- small_classifier()
  tensors <- data$TensorDataset(
    torch$tensor(problem$x, dtype = torch$float32), torch$tensor(array(problem$y))
  )
  loader <- data$DataLoader(tensors, batch_size = 4L)
  expect_equal(
    evaluate(model, loader, verbose = 0), evaluate(model, problem$x, problem$y, verbose = 0),
    tolerance = 1e-5
  )
  shown <- reticulate::py_capture_output(fit(model, loader, verbose = 1))
  expect_match(shown, "3/3")
  expect_identical(dim(predict(model, loader, verbose = 0)), c(12L, 2L))
  # Workers are other processes.
  weights <- get_weights(model)
  refused <- function(..., part = "dataset", run = fit) {
    loader <- data$DataLoader(..., batch_size = 4L, num_workers = 2L)
    message <- sprintf("`%s` of\\s+the\\s+DataLoader\\s+is\\s+written\\s+in\\s+R", part)
    cnd <- expect_lamina_error(run(model, loader, verbose = 0), message, class = "python")
    expect_match(conditionMessage(cnd$parent), "num_workers = 0L", fixed = TRUE)
  }
  of_r <- reticulate::PyClass("OfR", list(
    `__len__` = function(self) 12L,
    `__getitem__` = function(self, i) list(problem$x[i + 1L, ], problem$y[[i + 1L]])
  ), inherit = data$Dataset)
  refused(of_r())
  refused(of_r(), run = predict)
  refused(data$Subset(of_r(), 0:3), run = evaluate)
  refused(tensors, collate_fn = function(batch) batch, part = "collate_fn")
  refused(tensors, worker_init_fn = function(id) NULL, part = "worker_init_fn")
  reticulate::py_run_string(paste(
    "class Changed:", "    def __init__(self, data, change):",
    "        self.data, self.changes = data, [change]",
    "    def __len__(self):", "        return len(self.data)",
    "    def __getitem__(self, i):",
    "        return self.changes[0](self.data[i][0]), self.data[i][1]", sep = "\n"
  ))
  changed <- reticulate::py$Changed(tensors, function(x) x)
  refused(changed)
  expect_lamina_error(
    fit(
      model, problem$x, problem$y, verbose = 0,
      validation_data = data$DataLoader(changed, batch_size = 4L, num_workers = 1L)
    ),
    "1 worker\\s", class = "python"
  )
  expect_identical(get_weights(model), weights)
  # Without them, R makes the examples, but in the threads of TensorFlow; and without R, workers do.
  in_r <- function() fit(model, data$DataLoader(changed, batch_size = 4L), verbose = 0)
  if (keras$backend$backend() == "tensorflow") {
    expect_lamina_error(in_r(), "another thread", class = "python")
  } else {
    in_r()
  }
  expect_null(reticulate::import("lamina.bridge.workers")$check_workers(
    data$DataLoader(tensors, batch_size = 4L, num_workers = 2L)
  ))
})

test_that("data that are used up end the training, or say nothing", {
  model <- small_classifier()
  batch <- reticulate::tuple(problem$x, array(problem$y))
  iterator <- function(n = 2) reticulate::as_iterator(rep(list(batch), n))
  # Gives NULL for ever after the last.
  once <- function(n = 2) {
    left <- n
    function() {
      left <<- left - 1
      if (left >= 0) list(problem$x, problem$y)
    }
  }
  run <- function(..., epochs = 3) {
    history <- fit(model, ..., epochs = epochs, verbose = 0)
    lapply(history$metrics, function(values) is.nan(values))
  }
  x <- problem$x
  y <- problem$y
  expect_snapshot({
    run(once())
    run(once(3), steps_per_epoch = 2)
    run(iterator())
    run(x, y, validation_data = once())
    run(x, y, validation_data = iterator())
    run(x, y, batch_size = 6, steps_per_epoch = 3)
    evaluate(model, once(), steps = 3, verbose = 0)$loss > 0
    dim(predict(model, iterator(1), steps = 3, verbose = 0))
  })
  expect_no_warning(run(once(6), steps_per_epoch = 2))
  # Its end is that of the epoch.
  expect_no_warning(run(in_batches(), steps_per_epoch = 3, validation_data = in_batches()))
  expect_snapshot(error = TRUE, {
    run(iterator(0))
    evaluate(model, iterator(0), verbose = 0)
    predict(model, iterator(0), verbose = 0)
    run(iterator(), class_weight = c(`0` = 1, `1` = 2))
  })
})

test_that("batches of Python without targets are told as those of R are", {
  model <- small_classifier()
  inputs <- function() reticulate::as_iterator(list(problem$x))
  expect_snapshot(error = TRUE, {
    fit(model, inputs(), verbose = 0)
    evaluate(model, inputs(), verbose = 0)
  })
})

test_that("progress is shown for batches of a function, too", {
  model <- small_classifier()
  shown <- reticulate::py_capture_output(fit(model, in_batches(), verbose = 1))
  expect_match(shown, "3/3")
  shown <- reticulate::py_capture_output(predict(model, in_batches(), verbose = 1))
  expect_match(shown, "3/3")
})

test_that("batches that do not fit are told as data are", {
  model <- small_classifier()
  x <- problem$x
  y <- problem$y
  expect_snapshot(error = TRUE, {
    fit(model, function() list(x, y[1:3]), steps_per_epoch = 1, verbose = 0)
    fit(model, function() list(x[, 1:2], y), steps_per_epoch = 1, verbose = 0)
    fit(model, function() stop("no more files"), steps_per_epoch = 1, verbose = 0)
    fit(model, function() NULL, verbose = 0)
    fit(model, function(i) list(x, y), verbose = 0)
    fit(model, function() list(x, y), y, verbose = 0)
    fit(model, function() list(x, y), batch_size = 2, steps_per_epoch = 1, verbose = 0)
  })
})

test_that("a data set of TensorFlow trains in its own order, and says what it cannot do", {
  skip_if_not(reticulate::py_module_available("tensorflow"))
  tf <- reticulate::import("tensorflow")
  model <- small_classifier()
  arrays <- reticulate::tuple(problem$x, problem$y)
  data <- tf$data$Dataset$from_tensor_slices(arrays)$batch(4L)
  warned <- reticulate::py_capture_output(fit(model, data, verbose = 0))
  expect_no_match(warned, "shuffle")
  expect_equal(
    evaluate(model, data, verbose = 0), evaluate(model, problem$x, problem$y, verbose = 0),
    tolerance = 1e-5
  )
  expect_lamina_error(fit(model, data, batch_size = 5), "batch_size")
  spec <- reticulate::tuple(tf$TensorSpec(list(NULL, 4L)), tf$TensorSpec(list(NULL)))
  from_r <- tf$data$Dataset$from_generator(function() list(arrays), output_signature = spec)
  expect_lamina_error(fit(model, from_r, verbose = 0), "on another\\s+thread", class = "python")
  # An iterator that R fills waits in another way.
  filled <- reticulate::py_iterator(function() arrays)
  from_iterator <- tf$data$Dataset$from_generator(
    reticulate::py_eval("lambda x: lambda: x", convert = FALSE)(filled), output_signature = spec
  )
  expect_lamina_error(
    fit(model, from_iterator, verbose = 0), "on another\\s+thread", class = "python"
  )
  expect_true(all(is.finite(unlist(get_weights(model)))))
})
