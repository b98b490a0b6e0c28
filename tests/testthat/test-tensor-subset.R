skip_without_keras()

values <- matrix(c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 3)
tensor <- backend_tensor(values)
variable <- keras$Variable(values, dtype = "float32")
symbolic <- keras_input(batch_shape = c(3, 4), name = "x")

# The value of what is computed of the symbolic tensor.
computed <- function(y, x = symbolic, data = values) {
  as.array(keras_model(x, y)(backend_tensor(data)))
}

same_values <- function(f, expected) {
  for (x in list(tensor, variable)) expect_equal(as.array(f(x)), expected)
  expect_equal(computed(f(symbolic)), expected)
}

test_that("elements of tensors count from 1, and ranges have their end", {
  vector <- function(x) array(x, length(x))
  same_values(function(x) x[1, ], vector(values[1, ]))
  same_values(function(x) x[, 2], vector(values[, 2]))
  same_values(function(x) x[3, 4], array(12))
  same_values(function(x) x[-1, ], vector(values[3, ]))
  same_values(function(x) x[, -2], vector(values[, 3]))
  same_values(function(x) x[2:3, ], values[2:3, ])
  same_values(function(x) x[, 2:2], values[, 2, drop = FALSE])
  same_values(function(x) x[1, , drop = FALSE], values[1, , drop = FALSE])
  same_values(function(x) x[-1, -1, drop = FALSE], values[3, 4, drop = FALSE])
  same_values(function(x) x[3:1, ], values[3:1, ])
  same_values(function(x) x[NA:2, ], values[1:2, ])
  same_values(function(x) x[2:NA, ], values[2:3, ])
  same_values(function(x) x[, NULL:NULL], values)
  same_values(function(x) x[, 1:-2], values[, 1:3])
  same_values(function(x) x[, -3:-2], values[, 2:3])
  same_values(function(x) x[, -1:-3], values[, 4:2])
  same_values(function(x) x[, 1:4:2], values[, c(1, 3)])
  same_values(function(x) x[, 4:1:-2], values[, c(4, 2)])
  same_values(function(x) x[, NA:NA:-1], values[, 4:1])
  same_values(function(x) x[], values)
  same_values(function(x) x[1], vector(values[1, ]))
  same_values(function(x) x[2:3], values[2:3, ])
  n <- 2
  same_values(function(x) x[1:n, n:(n + 1)], values[1:2, 2:3])
})

test_that("vectors of numbers and truth values select along their axis, rows by columns", {
  same_values(function(x) x[c(1, 3), ], values[c(1, 3), ])
  same_values(function(x) x[c(3, 1, 1), c(4, 2)], values[c(3, 1, 1), c(4, 2)])
  same_values(function(x) x[c(-1, 1), ], values[c(3, 1), ])
  same_values(function(x) x[c(TRUE, FALSE, TRUE), 2:3], values[c(1, 3), 2:3])
  same_values(function(x) x[2, c(1, 4)], array(values[2, c(1, 4)], 2))
  same_values(function(x) x[rep(FALSE, 3), ], values[rep(FALSE, 3), ])
  same_values(function(x) x[as.array(2:3), ], values[2:3, ])
})

test_that("axes are added, filled up and kept", {
  cube <- backend_tensor(array(1:24, 2:4))
  dims <- function(x) dim(x) %||% integer()
  for (x in list(cube, keras_input(batch_shape = 2:4))) {
    expect_identical(dim(x[newaxis]), c(1L, 2:4))
    expect_identical(dim(x[NULL, , 1]), c(1L, 2L, 4L))
    expect_identical(dim(x[.., 1]), 2:3)
    expect_identical(dim(x[all_dims(), 1:2]), c(2L, 3L, 2L))
    expect_identical(dim(x[1, ..]), 3:4)
    expect_identical(dim(x[1, .., 2]), 3L)
    expect_identical(dim(x[.., newaxis]), c(2:4, 1L))
    expect_identical(dim(x[1, .., newaxis, 1:2]), c(3L, 1L, 2L))
    expect_identical(dim(x[1, 2, 3, drop = FALSE]), c(1L, 1L, 1L))
    expect_identical(dim(x[1, 2, 3, ..]), integer())
    expect_identical(dim(op_subset(x, 2)), 3:4)
  }
  expect_equal(as.array(cube[.., 2]), array(1:24, 2:4)[, , 2])
  expect_identical(as.array(op_subset(array(1:24, 2:4), 2, 2)), array(c(4L, 10L, 16L, 22L)))
  expect_output(print(all_dims()), "not named")
})

test_that("masks and matrices of indices take elements", {
  mask <- values > 4 & values != 8
  by_rows <- array(t(values)[t(mask)])
  same_values(function(x) x[mask], by_rows)
  expect_equal(as.array(tensor[tensor > 4 & tensor != 8]), by_rows)
  expect_equal(as.array(variable[numpy()$array(mask)]), by_rows)
  expect_identical(dim(tensor[tensor > 100]), 0L)
  places <- rbind(c(1, 1), c(3, 4), c(2, -1), c(1, 1))
  same_values(function(x) x[places], array(c(1, 12, 11, 1)))
  expect_equal(as.array(tensor[backend_tensor(places, "int32")]), array(c(1, 12, 11, 1)))
  # A mask of the first axes takes what is behind them whole.
  cube <- array(1:24, 2:4)
  x <- backend_tensor(cube)
  mask <- matrix(c(TRUE, FALSE, TRUE, TRUE, FALSE, FALSE), 2)
  expect_equal(as.array(x[mask]), rbind(cube[1, 1, ], cube[1, 2, ], cube[2, 2, ]))
})

test_that("tensors are indices from 1, whether they have values or not", {
  one <- backend_tensor(2, "int32")
  several <- backend_tensor(c(3, -1, 1), "int32")
  flags <- backend_tensor(c(1, 0, 1, 1), "bool")
  expect_equal(as.vector(tensor[one, ]), values[2, ])
  expect_equal(as.array(tensor[several, ]), values[c(3, 3, 1), ])
  expect_equal(as.array(tensor[, flags]), values[, c(1, 3, 4)])
  expect_equal(as.array(tensor[1:one, ]), values[1:2, ])
  expect_equal(as.vector(tensor[numpy()$int32(2), ]), values[2, ])
  expect_identical(dim(tensor[one, , drop = FALSE]), c(1L, 4L))
  index <- keras_input(batch_shape = 2, dtype = "int32")
  by_index <- keras_model(index, tensor[, index])
  expect_equal(as.array(by_index(backend_tensor(c(4, -2), "int32"))), values[, 4:3])
  single <- keras_input(batch_shape = integer(), dtype = "int32")
  by_one <- keras_model(single, tensor[single, ])
  expect_equal(as.vector(by_one(backend_tensor(-3, "int32"))), values[1, ])
})

# ---- Beside R's own, by chance ------------------------------------------------------

# An index of an axis, as it is written, and the elements that R takes for it.
random_index <- function(n) {
  low <- sample(n, 1)
  high <- if (low == n) n else sample(low:n, 1)
  negative <- function(i) if (runif(1) < 0.3) i - n - 1 else i
  chosen <- sample(n, sample(n, 1), replace = TRUE)
  flags <- runif(n) < 0.6
  ends <- c(negative(low), negative(high))
  # Ends of other signs never go backwards.
  if (prod(ends) < 0 && ends[[1]] < 0) ends <- c(low, high)
  switch(
    sample(9, 1),
    list(written = rlang::missing_arg(), taken = seq_len(n)),
    list(written = negative(low), taken = low, dropped = TRUE),
    list(written = negative(low), taken = low, dropped = TRUE),
    list(written = call(":", ends[[1]], ends[[2]]), taken = low:high),
    list(written = call(":", high, low), taken = high:low),
    list(written = call(":", call(":", low, NA), 2), taken = seq(low, n, 2)),
    list(written = call(":", call(":", NA, low), -2), taken = seq(n, low, -2)),
    list(written = vapply(c(chosen, low), negative, 1), taken = c(chosen, low)),
    list(written = if (n == 1) TRUE else flags, taken = if (n == 1) 1 else which(flags))
  )
}

random_case <- function() {
  sizes <- sample(4, sample(3, 1), replace = TRUE)
  indices <- lapply(sizes, random_index)
  dropped <- vapply(indices, function(index) isTRUE(index$dropped), NA)
  # A matrix or truth value would be something else as the only index.
  written <- lapply(indices, function(index) index$written)
  taken <- lapply(indices, function(index) index$taken)
  list(
    x = array(sample(100, prod(sizes)), sizes), written = written, taken = taken,
    kept = lengths(taken)[!dropped]
  )
}

as_part <- function(x, sizes) array(x, if (length(sizes)) sizes else 1)

random_values <- function(sizes) as_part(sample(1000, prod(sizes), replace = TRUE), sizes)

test_that("random parts of tensors are those that R takes of arrays", {
  withr::local_seed(17)
  for (i in 1:50) {
    case <- random_case()
    x <- backend_tensor(case$x, if (i %% 2) "float32" else "int32")
    part <- eval(as.call(c(quote(`[`), quote(x), case$written)))
    expected <- do.call("[", c(list(case$x), case$taken, drop = FALSE))
    label <- paste(deparse(as.call(c(quote(`[`), dim(case$x), case$written))), collapse = "")
    expect_equal(as.array(part), as_part(expected, case$kept), label = label)
  }
})

test_that("random parts of tensors are set as R sets those of arrays", {
  withr::local_seed(18)
  for (i in 1:30) {
    case <- random_case()
    make <- if (i %% 3) backend_tensor else keras$Variable
    x <- make(case$x, dtype = "float32")
    value <- if (i %% 4) random_values(case$kept) else 7
    if (!length(value)) next
    eval(as.call(list(
      quote(`<-`), as.call(c(quote(`[`), quote(x), case$written)), quote(value)
    )))
    expected <- do.call("[<-", c(list(case$x), case$taken, list(value = as.vector(value))))
    label <- paste(deparse(as.call(c(quote(`[<-`), dim(case$x), case$written))), collapse = "")
    expect_equal(as.array(x), expected, label = label)
  }
})

# ---- Setting -------------------------------------------------------------------------

test_that("setting a part makes a new tensor, and changes a variable", {
  x <- tensor
  x[1, ] <- 0
  x[, 2:3] <- c(-1, -2)
  expected <- values
  expected[1, ] <- 0
  expected[, 2:3] <- rep(c(-1, -2), each = 3)
  expect_equal(as.array(x), expected)
  expect_equal(as.array(tensor), values)
  own <- keras$Variable(values, dtype = "float32")
  same <- own
  own[1, ] <- 0
  own[, 2:3] <- backend_tensor(c(-1, -2))
  expect_equal(as.array(same), expected)
  expect_true(is_same_object(own, same))
  op_subset(own, 1, 1) <- 5
  expect_equal(as.array(same)[1, 1], 5)
  expect_equal(as.array(op_subset_set(tensor, 1, .., value = 0))[1, ], rep(0, 4))
  x <- tensor
  x[] <- 3
  expect_equal(as.array(x), values * 0 + 3)
})

test_that("masks, matrices and tensors say what is set", {
  x <- tensor
  x[x > 10] <- 0
  x[cbind(c(1, 2, 1), c(1, 1, 1))] <- c(-1, -2, -3)
  x[matrix(c(FALSE, FALSE, TRUE), 3, 4)] <- c(-4, -5, -6, -7)
  x[backend_tensor(2, "int32"), 2] <- 20
  x[backend_tensor(c(1, 2), "int32"), 3] <- backend_tensor(c(30, 31), "int32")
  expect_equal(as.array(x), rbind(c(-3, 4, 30, 10), c(-2, 20, 31, 0), c(-4, -5, -6, -7)))
})

test_that("values get the type of the tensor", {
  whole <- backend_tensor(values, "int32")
  whole[1, 1] <- 5
  whole[2, ] <- backend_tensor(7:10, "float32")
  whole[3, ] <- TRUE
  expect_identical(dtype_of(whole), "int32")
  expect_equal(as.array(whole), rbind(c(5, 4, 7, 10), 7:10, 1))
  flags <- tensor > 6
  flags[1, ] <- c(1, 0, 1, 0)
  expect_identical(as.array(flags)[1, ], c(TRUE, FALSE, TRUE, FALSE))
  for (dtype in c("float16", "bfloat16")) {
    x <- keras$ops$cast(tensor, dtype)
    x[1, ] <- 0.5
    expect_identical(dtype_of(x), dtype)
    expect_equal(as.array(x)[1, ], rep(0.5, 4))
  }
})

test_that("gradients flow through parts that are taken and set", {
  weight <- keras$Variable(values, dtype = "float32")
  loss <- function() {
    x <- weight * 2
    x[1, ] <- 0
    x[cbind(2, 2)] <- weight[2, 1] * 3
    x[x > 20] <- 0
    keras$ops$sum(x[, 1:3] * x[, 1:3]) + keras$ops$sum(x[c(3, 3), 4]) + keras$ops$sum(x[x > 19])
  }
  gradient <- as.array(value_and_gradients(loss, list(weight))$gradients[[1]])
  expected <- 8 * values
  expected[1, ] <- 0
  expected[2, 2] <- 0
  expected[2, 1] <- expected[2, 1] + 18 * values[2, 1]
  expected[, 4] <- 0
  expect_equal(gradient, expected)
})

# ---- Compiled ------------------------------------------------------------------------

test_that("parts are the same where the length of an axis is not known", {
  input <- keras_input(c(NA, 3))
  data <- array(1:24 + 0, c(2, 4, 3))
  takes <- list(
    function(x) x[1], function(x) x[-1, , ], function(x) x[, 2, ], function(x) x[, -2, ],
    function(x) x[, 2:3, ], function(x) x[, 2:NA, ], function(x) x[, NA:-2, ],
    function(x) x[, -3:-2, ], function(x) x[, 3:1, ], function(x) x[, -1:-2, ],
    function(x) x[, NA:NA:-1, ], function(x) x[, c(1, 3), ], function(x) x[, c(-1, 2), 1:2],
    function(x) x[, NA:NA:2, 2], function(x) x[, , c(TRUE, FALSE, TRUE)],
    function(x) x[, 2, , drop = FALSE], function(x) x[, -1, , drop = FALSE]
  )
  expected <- list(
    data[1, , ], data[2, , ], data[, 2, ], data[, 3, ], data[, 2:3, ], data[, 2:4, ],
    data[, 1:3, ], data[, 2:3, ], data[, 3:1, ], data[, 4:3, ], data[, 4:1, ], data[, c(1, 3), ],
    data[, c(4, 2), 1:2], data[, c(1, 3), 2], data[, , c(1, 3)], data[, 2, , drop = FALSE],
    data[, 4, , drop = FALSE]
  )
  graph <- keras_model(input, lapply(takes, function(take) take(input)))
  expect_equal(predict(graph, data, verbose = 0), expected)
  layers <- lapply(takes, function(take) layer_lambda(input, take))
  expect_equal(predict(keras_model(input, layers), data, verbose = 0), expected)
})

test_that("parts are set where the length of an axis is not known", {
  input <- keras_input(c(NA, 3))
  data <- array(1:24 + 0, c(2, 4, 3))
  sets <- list(
    function(x) {
      x[1, ] <- 0
      x
    },
    function(x) {
      x[, 2, ] <- c(-1, -2, -3)
      x
    },
    function(x) {
      x[, -1, 1] <- 0
      x
    },
    function(x) {
      x[, 2:3, 1:2] <- matrix(c(-1, -2, -3, -4), 2)
      x
    },
    function(x) {
      x[, -2:NA, ] <- 0
      x
    },
    function(x) {
      x[, 3:1, 2] <- c(-1, -2, -3)
      x
    },
    function(x) {
      x[, c(1, -1), 3] <- c(-1, -2)
      x
    },
    function(x) {
      x[, NA:NA:2, 1] <- 0
      x
    },
    function(x) {
      x[x > 20] <- 0
      x
    },
    function(x) {
      x[.., 1] <- x[.., 2]
      x
    },
    function(x) {
      x[, NA:NA:-1, 1] <- x[, , 2]
      x
    }
  )
  expected <- rep(list(data), length(sets))
  expected[[1]][1, , ] <- 0
  expected[[2]][, 2, ] <- rep(c(-1, -2, -3), each = 2)
  expected[[3]][, 4, 1] <- 0
  expected[[4]][, 2:3, 1:2] <- rep(c(-1, -2, -3, -4), each = 2)
  expected[[5]][, 3:4, ] <- 0
  expected[[6]][, 3:1, 2] <- rep(c(-1, -2, -3), each = 2)
  expected[[7]][, c(1, 4), 3] <- rep(c(-1, -2), each = 2)
  expected[[8]][, c(1, 3), 1] <- 0
  expected[[9]][data > 20] <- 0
  expected[[10]][, , 1] <- data[, , 2]
  expected[[11]][, , 1] <- data[, 4:1, 2]
  graph <- keras_model(input, lapply(sets, function(set) set(input)))
  expect_equal(predict(graph, data, verbose = 0), expected)
  layers <- lapply(sets, function(set) layer_lambda(input, set))
  expect_equal(predict(keras_model(input, layers), data, verbose = 0), expected)
})

test_that("losses and layers of one's own take parts while a model trains", {
  layer_first <- Layer("First", call = function(x) {
    x[, 2] <- 0
    x[, 1:2]
  })
  model <- keras_model_sequential(input_shape = 4) |> layer_first() |> layer_dense(2)
  compile(model, "sgd", loss = function(y_true, y_pred) {
    keras$ops$mean(keras$ops$square(y_true[, 1] - y_pred[, 1]))
  })
  before <- get_weights(model)
  x <- rbind(values, values)
  fit(model, x, cbind(x[, 1], 0), epochs = 1, verbose = 0)
  changed <- (get_weights(model)[[1]] - before[[1]]) != 0
  # Of the first input and output alone.
  expect_identical(changed, matrix(c(TRUE, FALSE, FALSE, FALSE), 2))
})

test_that("a model of parts is saved and opened as any other", {
  y <- symbolic[2:3, c(4, 1)]
  y[1, ] <- 0
  model <- keras_model(symbolic, y[3 > 4 | c(TRUE, TRUE), NA:NA:-1])
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  expected <- rbind(0, values[3, c(1, 4)])
  expect_equal(as.array(load_model(path)(backend_tensor(values))), expected)
})

# ---- Refusals ------------------------------------------------------------------------

test_that("what is not there is refused in R's words", {
  expect_snapshot(error = TRUE, {
    tensor[4, ]
    tensor[, -5]
    tensor[0, ]
    tensor[, 2:5]
    tensor[, c(1, 6)]
    tensor[c(TRUE, FALSE), ]
    tensor[1, 2, 3]
    tensor[.., ..]
    tensor[1.5, ]
    tensor[NA, ]
    tensor[c(1, NA), ]
    tensor[c(1, 2.5), ]
    tensor[integer(), ]
    tensor[logical(), ]
    tensor[c(1, 0), ]
    tensor[keras$utils, ]
    tensor[, 3:-3]
    tensor[1:3:0, ]
    tensor[1:3:-1, ]
    tensor["a", ]
    tensor[list(1), ]
    tensor[values > 1, 1]
    tensor[cbind(1, 2, 3)]
    tensor[rbind(c(1, 5))]
    tensor[matrix(TRUE, 2, 2)]
    tensor[backend_tensor(5, "int32"), ]
    tensor[backend_tensor(1.5), ]
    variable[4, ]
    op_subset(tensor, 4)
    op_subset("a", 1)
    op_subset()
    symbolic[, 5]
  })
  expect_snapshot(error = TRUE, {
    tensor[4, ] <- 0
    tensor[1, ] <- c(1, 2, 3)
    tensor[1, ] <- "a"
    tensor[1, ] <- NA
    tensor[1, ] <- NULL
    tensor[1, ] <- keras$utils
    tensor[newaxis, 1] <- 0
    whole <- backend_tensor(values, "int32")
    whole[1, ] <- 0.5
    whole[1, ] <- 2^40
    flags <- tensor > 2
    flags[1, ] <- 2
    variable[1, 9] <- 0
    op_subset(tensor, 4) <- 0
    op_subset_set(tensor, 1)
  })
  # As of what Python does not foresee.
  nothing <- list(spec = index_codes[["given"]], given = list())
  expect_lamina_error(take_subset(tensor, nothing, TRUE), "could not be taken", class = "python")
  expect_equal(as.array(tensor), values)
  expect_equal(as.array(variable), values)
  expect_identical(dtype_of(whole), "int32")
})

test_that("what has to be known, and is not yet, is refused in words", {
  whole <- backend_tensor(values, "int32")
  rows <- keras_input(c(NA, 3))
  index <- keras_input(batch_shape = integer(), dtype = "int32")
  expect_snapshot(error = TRUE, {
    rows[, NA:NA:-2, ]
    rows[, 3:2:1, ]
    rows[cbind(1, 2, 3)]
    tensor[1:index, ]
    tensor[1:3:backend_tensor(0, "int32"), ]
    tensor[keras_input(batch_shape = 2), ]
    tensor[backend_tensor(1, "bool"), ]
    tensor[backend_tensor(matrix(0, 0, 2), "int32")]
    tensor[backend_tensor(array(0, 0), "int32"), ]
    tensor[backend_tensor(c(1, 0), "int32"), ]
    whole[1, ] <- keras_input(batch_shape = 4)
  })
  masked <- compiled(function(x) x[x > 6])
  if (keras$backend$backend() == "jax") {
    expect_error(masked(tensor), "must be known while a model is compiled")
  } else {
    expect_equal(as.vector(as.array(masked(tensor))), t(values)[t(values) > 6])
  }
})

test_that("indices are read where they were written", {
  taken <- function(x, ...) x[...]
  from <- function(n) taken(tensor, n:3, 1)
  expect_equal(as.vector(from(2)), values[2:3, 1])
  n <- 1
  expect_equal(as.vector(from(3)), values[3, 1])
  rows <- lapply(1:2, function(i) as.vector(tensor[i, ]))
  expect_equal(rows, list(values[1, ], values[2, ]))
  expect_equal(lapply(1:2, op_subset, x = tensor) |> lapply(as.vector), rows)
  i <- 2:2
  expect_identical(dim(tensor[i, ]), 4L)
})

test_that("parts of lists of layers and of Python's own objects are as they were", {
  model <- small_classifier()
  expect_length(model$layers[1], 1)
  array <- numpy()$array(values)
  expect_equal(reticulate::py_to_r(array[0L])[[1]], 1)
})

test_that("ends of ranges may be lengths that are known when the model runs", {
  steps <- keras_input(c(NA, 3))
  parts <- list(
    function(x, n) x[, 1:(n - 1), ],
    function(x, n) x[, 2:n, 1],
    function(x, n) x[, (n - 1):NA, ],
    function(x, n) x[, (n - 1):-1, ],
    function(x, n) x[, -2:n, ],
    function(x, n) {
      x[, 2:(n - 1), ] <- 0
      x
    },
    function(x, n) {
      x[, -2:n, ] <- x[, 1:2, ]
      x
    }
  )
  taken <- lapply(parts, function(part) {
    force(part)
    layer_lambda(steps, function(x) part(x, op_shape(x)[[2]]))
  })
  model <- keras_model(steps, taken)
  for (n in c(4L, 6L)) {
    x <- array(as.double(seq_len(2 * n * 3)), c(2, n, 3))
    zeros <- x
    zeros[, 2:(n - 1), ] <- 0
    moved <- x
    moved[, (n - 1):n, ] <- x[, 1:2, ]
    expected <- list(
      x[, -n, ], x[, -1, 1], x[, (n - 1):n, ], x[, (n - 1):n, ], x[, (n - 1):n, ], zeros, moved
    )
    expect_equal(lapply(predict(model, x, verbose = 0), identity), expected)
  }
})

test_that("keras3's way to write it is the same from R 4.3 on", {
  x <- backend_tensor(matrix(1:6, 2))
  expect_identical(tensor_slot(x, "r"), x)
  expect_lamina_error(tensor_slot(x, "py"), "counts from 1")
  expect_lamina_error(tensor_slot(x, "q"), "no slot")
  skip_if(getRversion() < "4.3.0")
  expect_equal(as.array(eval(quote(x@r[2, ]))), array(c(2, 4, 6)))
})

test_that("double brackets count from 1, too, and take attributes by their names", {
  data <- matrix(1:6 + 0, 2)
  x <- backend_tensor(data)
  expect_equal(as.array(x[[1]]), array(data[1, ]))
  expect_equal(as.array(x[[2, 3]]), as.array(x[2, 3]))
  expect_equal(as.array(x[[-1]]), array(data[2, ]))
  expect_lamina_error(x[[3]], "none with index 3")
  expect_lamina_error(x[[0]], "must not be 0")
  expect_identical(x[["dtype"]], x$dtype)
  changed <- x
  changed[[1]] <- 0
  expect_equal(as.array(changed), rbind(0, data[2, ]))
  variable <- keras_variable(data)
  expect_equal(as.array(variable[[2]]), array(data[2, ]))
  layer <- layer_lambda(f = function(x) x[[1]])
  expect_equal(as.array(layer(x)), array(data[1, ]))
  expect_identical(dim(keras_input(c(4, 5))[[1]]), c(4L, 5L))
})
