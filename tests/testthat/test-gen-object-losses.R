test_cases("object", "losses")

test_once("losses refuse what is none of their settings", {
  expect_snapshot(error = TRUE, {
    loss_mean_squared_error(reduction = "avg")
    loss_mean_squared_error(name = "a/b")
    loss_mean_squared_error(dtype = "int32")
    loss_mean_squared_error(reduce = "sum")
    loss_huber(delta = 0)
    loss_binary_crossentropy(from_logits = NA)
    loss_binary_crossentropy(label_smoothing = 2)
    loss_categorical_crossentropy(axis = 0)
    loss_sparse_categorical_crossentropy(ignore_class = 1.5)
    loss_categorical_focal_crossentropy(alpha = NA)
    loss_categorical_generalized_cross_entropy(q = 1)
    loss_dice(axis = 1.5)
    loss_circle(margin = "wide")
  })
})

# One training of a model that has an output for each loss, all the same.
test_that("each loss trains a model, with the loss that Keras' own gives", {
  x <- as_numpy(matrix(seq(-1, 1, length.out = 12), 4))
  classes <- rbind(c(1, 0, 0), c(0, 1, 0), c(0, 0, 1), c(0, 1, 0))
  numbers <- c("sparse_categorical_crossentropy", "categorical_generalized_cross_entropy", "circle")
  funs <- setdiff(names(counterparts$losses), "loss_ctc")
  names <- sub("loss_", "", funs)
  input <- keras_input(3)
  output <- layer_dense(input, 3, activation = "softmax", kernel_initializer = "ones")
  outputs <- lapply(names, function(name) layer_activation(output, "linear", name = name))
  model <- keras_model(input, stats::setNames(outputs, names))
  targets <- lapply(names, function(name) if (name %in% numbers) c(0, 1, 2, 1) else classes)
  predicted <- keras_model(input, output)(x)
  expected <- Map(function(fun, y) {
    loss <- keras_object("losses", counterparts$losses[[fun]])()
    as.vector(as.array(loss$`__call__`(as_numpy(y), predicted)))
  }, funs, targets)
  compile(model, "sgd", loss = stats::setNames(lapply(funs, get, asNamespace("lamina")), names))
  history <- fit(model, x, stats::setNames(targets, names), epochs = 1, verbose = 0)
  found <- history$metrics[paste0(names, "_loss")]
  expect_equal(unname(found), unname(expected), tolerance = 1e-5)
})

test_that("the loss of sequences trains a model", {
  x <- array(seq(-1, 1, length.out = 20), c(2, 5, 2))
  model <- keras_model_sequential(input_shape = c(5, 2)) |>
    layer_dense(4, kernel_initializer = "ones")
  y <- rbind(c(1, 2), c(3, 0))
  expected <- as.vector(as.array(keras$losses$CTC()$`__call__`(as_numpy(y), model(x))))
  compile(model, "sgd", loss = loss_ctc)
  expect_equal(fit(model, x, y, verbose = 0)$metrics$loss, expected, tolerance = 1e-5)
})
