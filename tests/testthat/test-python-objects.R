skip_without_keras()

values <- matrix(c(1, 2, 3, 4, 5, 6), 2)
tensor <- backend_tensor(values)
variable <- keras$Variable(values, dtype = "float32")
symbolic <- keras_input(3, name = "x")
model <- small_classifier()

test_that("the length of a tensor is the number of its elements", {
  expect_identical(length(tensor), 6L)
  expect_identical(length(variable), 6L)
  expect_identical(length(keras$ops$sum(tensor)), 1L)
  expect_identical(length(keras$ops$zeros(c(0L, 3L))), 0L)
  expect_identical(length(symbolic), NA_integer_)
  expect_identical(length(keras_input(batch_shape = c(2, 3))), 6L)
  lengths <- NULL
  traced <- layer_lambda(tensor, function(x) {
    lengths <<- c(length(x), dim(x))
    x
  })
  expect_identical(lengths, c(6L, 2L, 3L))
  # Where it is compiled, too.
  seen <- NULL
  loss <- function(y_true, y_pred) {
    seen <<- list(dim = dim(y_pred), length = length(y_pred))
    keras$ops$mean(y_pred)
  }
  own <- keras_model_sequential(input_shape = 3) |> layer_dense(2)
  compile(own, "sgd", loss)
  own$evaluate(numpy()$ones(c(4L, 3L)), numpy()$ones(c(4L, 2L)), verbose = 0L)
  expect_identical(seen$dim[[2]], 2L)
  expect_identical(seen$length, prod(seen$dim) |> as.integer())
})

test_that("all.equal() compares the values of tensors and variables", {
  for (x in list(tensor, variable)) {
    expect_true(all.equal(x, x))
    expect_true(all.equal(x, backend_tensor(values)))
    expect_true(all.equal(x, values))
    expect_match(all.equal(x, x * 2), "Mean relative difference: 1")
    expect_match(all.equal(x, values + 1), "difference")
    expect_true(all.equal(x, x * 1.001, tolerance = 0.01))
    expect_false(isTRUE(all.equal(x, keras$ops$transpose(x))))
    expect_false(isTRUE(all.equal(values, x * 2)))
    expect_false(isTRUE(all.equal(list(x), list(x * 2))))
    expect_match(all.equal(x, model), "target is a tensor, current is a Sequential model")
  }
  expect_true(all.equal(variable, keras$Variable(values, dtype = "float32")))
  expect_match(all.equal(variable, keras$Variable(values * 2)), "Mean relative difference: 1")
  for (dtype in c("float32", "int32", "bool", "str")) {
    ones <- numpy()$ones(3L)$astype(dtype)
    expect_true(all.equal(ones, ones$copy()))
    expect_false(isTRUE(all.equal(ones, numpy()$zeros(3L))))
  }
  expect_match(all.equal(numpy()$ones(3L), model), "target is a tensor, current is a Sequential")
  expect_true(all.equal(keras$ops$sum(tensor), 21))
  expect_true(all.equal(symbolic, symbolic))
  expect_lamina_error(all.equal(symbolic, keras_input(3)), "symbolic", from = "all.equal")
  expect_lamina_error(all.equal(tensor, tensor, tolerence = 1), "`tolerance`")
})

test_that("all.equal() compares the settings and weights of models, layers and others", {
  dense <- function(units) layer_dense(units = units, name = "a")
  expect_true(all.equal(dense(2), dense(2)))
  expect_match(all.equal(dense(2), dense(3)), "Configuration: .*units")
  expect_match(all.equal(dense(2), layer_flatten()), "Dense layer, current is a Flatten layer")
  clone <- from_config(get_config(model))
  expect_match(all.equal(model, clone), "Weights", all = FALSE)
  set_weights(clone, get_weights(model))
  expect_true(all.equal(model, clone))
  adam <- function(rate) keras$optimizers$Adam(rate, name = "adam")
  expect_true(all.equal(adam(0.1), adam(0.1)))
  expect_match(all.equal(adam(0.1), adam(0.2)), "learning_rate")
})

test_that("== and != compare symbolic tensors element by element, as other tensors", {
  other <- keras_input(batch_shape = c(2, 3), name = "y")
  computed <- list(
    symbolic == other, other != symbolic, symbolic == 2, 2 == symbolic, symbolic == values,
    symbolic == tensor, tensor == symbolic, symbolic != variable, variable == symbolic
  )
  for (x in computed) expect_s3_class(x, symbolic_class)
  outputs <- lapply(list(symbolic == 2, 3 != symbolic), keras$ops$cast, "float32")
  expect_identical(
    predict(keras_model(symbolic, outputs), values, verbose = 0),
    list((values == 2) + 0, (values != 3) + 0)
  )
  for (x in list(tensor, variable)) {
    expect_identical(as.array(x == values), values == values)
    expect_identical(as.array(2 != x), values != 2)
    expect_identical(as.array(x == variable), values == values)
  }
  expect_error(if (symbolic == symbolic) 1)
  # Another object of Python on one side has the same method.
  two <- numpy()$float32(2)
  array <- numpy()$array(values)
  for (x in list(tensor, variable)) {
    # PyTorch hands on to NumPy.
    expect_identical(as.array(keras$ops$convert_to_tensor(x == array)), values == values)
    expect_equal(as.array(x * two), values * 2)
    expect_identical(as.array(x > two), values > 2)
  }
})

test_that("a vector of R is compared element by element", {
  row <- backend_tensor(c(1, 2, 3))
  expect_equal(as.vector(as.array(row == c(1, 5, 3))), c(TRUE, FALSE, TRUE))
  expect_equal(as.vector(as.array(c(1, 5, 3) != row)), c(FALSE, TRUE, FALSE))
})

test_that("a missing value beside a tensor is an error, which NaN is not", {
  expect_snapshot(error = TRUE, {
    tensor / NA_integer_
    tensor & NA
    c(TRUE, NA) & tensor
    symbolic == nrow(symbolic)
    tensor * NA_real_
    tensor == c(1, NA, NaN)
    tensor %*% c(NA, 1, 2)
  })
  expect_true(all(is.nan(as.array(tensor * NaN))))
  expect_true(all(is.nan(as.array(tensor + c(NaN, NaN, NaN)))))
  # What is no tensor is Python's own business.
  expect_no_error(numpy()$float64(1) == c(TRUE, NA))
})

test_that("an attribute of a part is set where R puts the parts back", {
  net <- keras_model_sequential(input_shape = 3, name = "net") |>
    layer_dense(4) |>
    layer_dropout(0.2) |>
    layer_dense(2)
  weights <- get_weights(net)
  net$layers[[1]]$trainable <- FALSE
  net$layers[[2]]$rate <- 0.5
  net[["layers"]][[3]][["name"]] <- "last"
  net$weights[[3]]$trainable <- FALSE
  expect_false(net$layers[[1]]$trainable)
  expect_identical(net$layers[[2]]$rate, 0.5)
  expect_identical(net$layers[[3]]$name, "last")
  expect_length(net$trainable_weights, 1)
  # Nothing is there twice.
  expect_identical(get_weights(net), weights)
  outer <- keras_model_sequential(3, "outer", net)
  outer$layers[[1]]$layers[[3]]$bias$trainable <- FALSE
  expect_length(outer$trainable_weights, 0)
  layer_own <- Layer("Parts", initialize = function() {
    super$initialize()
    self$parts <- list(layer_dense(units = 3), layer_dropout(rate = 0.1))
  }, call = function(x) self$parts[[2]](self$parts[[1]](x)))
  own <- layer_own()
  own$parts[[1]]$build(list(NULL, 3L))
  own(values)
  own$parts[[2]]$rate <- 0.3
  expect_identical(own$parts[[2]]$rate, 0.3)
  wrapped <- layer_bidirectional(layer = layer_lstm(units = 2))
  wrapped$forward_layer$cell$dropout <- 0.1
  expect_identical(wrapped$forward_layer$dropout, 0.1)
  # Another one than was there is none of this.
  expect_snapshot(error = TRUE, {
    net$layers[[1]] <- layer_dense(units = 3)
    outer$layers <- list()
    net$weights[[1]] <- matrix(1, 3, 4)
  })
  expect_lamina_error(net$layers[[1]]$trainable_weights <- list(), "set_weights")
  expect_identical(get_weights(net), weights)
  expect_length(net$layers, 3)
})

test_that("a callback stops the training and sets the learning rate through its model", {
  callback <- reticulate::PyClass(
    "Stop", inherit = keras$callbacks$Callback,
    list(on_epoch_end = function(self, epoch, logs = NULL) {
      self$model$optimizer$learning_rate <- 0.25
      self$model$stop_training <- TRUE
      invisible()
    })
  )
  easy <- easy_problem(8)
  history <- fit(model, easy$x, easy$y, epochs = 3, verbose = 0, callbacks = callback())
  expect_length(history$epoch, 1)
  expect_equal(as.numeric(model$optimizer$learning_rate), 0.25)
  model$optimizer$learning_rate <- 0.5
  expect_equal(as.numeric(model$optimizer$learning_rate), 0.5)
  expect_lamina_error(model$optimizer$lr <- 0.1, "learning_rate")
})

test_that("a Sequential model has its input and output, called or not", {
  net <- keras_model_sequential(input_shape = 3) |>
    layer_dense(4, activation = "relu") |>
    layer_dense(2)
  values_of <- function(outputs) predict(keras_model(net$input, outputs), values, verbose = 0)
  expected <- predict(net, values, verbose = 0)
  expect_identical(dim(net$input), c(NA, 3L))
  expect_equal(values_of(net$output), expected, tolerance = 1e-5)
  expect_equal(dim(values_of(net$layers[[1]]$output)), c(2, 4))
  # What it is called on is not its own.
  outer <- net(layer_rescaling(keras_input(3), 2))
  expect_equal(values_of(net$output), expected, tolerance = 1e-5)
  expect_equal(values_of(layer_rescaling(net$output, 2)), expected * 2, tolerance = 1e-5)
  expect_identical(dim(keras_model_sequential(input_shape = 3)$input), c(NA, 3L))
  expect_lamina_error(keras_model_sequential()$output, "input_shape", class = "shape")
})

test_that("a layer is found by its number and by its name", {
  layers <- model$layers
  expect_true(is_same_object(model$get_layer(index = 0), layers[[1]]))
  expect_true(is_same_object(model$get_layer(layers[[1]]$name), layers[[1]]))
  functional <- keras_model(symbolic, layer_dense(symbolic, 2, name = "last"))
  expect_identical(functional$get_layer(index = 1)$name, "last")
  expect_identical(functional$get_layer(index = -1)$name, "last")
  expect_lamina_error(model$get_layer(index = 0.5), "`index`")
  expect_lamina_error(functional$get_layer(index = -3), "at least -2, not -3")
  expect_error(model$get_layer("lst"), "No such layer")
})
