skip_without_keras()

values <- matrix(c(1, 2, 3, 4, 5, 6) / 4, 2)
tensor <- backend_tensor(values)

# The same on each backend, but for its name.
nameless <- function(lines) sub("<(JAX|TensorFlow|PyTorch) tensor", "<tensor", lines)

test_that("tensors show their shape, type and values", {
  expect_snapshot(transform = nameless, {
    tensor
    tensor[1, 1]
    tensor[1, ]
    tensor > 1
    tensor[rep(FALSE, 2), ]
    backend_tensor(1:3 == 2, "bool")
    keras$ops$cast(tensor, "bfloat16")
    keras$Variable(values, name = "weights", dtype = "float32")
    keras$Variable(1:3, name = "counts", trainable = FALSE)
    keras_input(c(NA, 3), name = "words", dtype = "int32")
    list(first = tensor[, 1])
  })
  printed <- utils::capture.output(print(tensor))
  expect_identical(printed[-1], utils::capture.output(print(as.array(tensor))))
  expect_invisible(print(tensor))
})

test_that("of many values the ends are shown", {
  expect_snapshot(transform = nameless, {
    backend_tensor(as.array(1:100), "int32")
    backend_tensor(matrix(1:1000 / 8, 20), "float32")
    backend_tensor(array(1:6000, c(20, 4, 75)), "int32")
    backend_tensor(matrix(1:40, 2), "int32")
    backend_tensor(array(1:12, c(2, 3, 2)), "int32")
  })
})

test_that("str() has a line for each", {
  expect_snapshot(transform = nameless, {
    str(tensor)
    str(tensor[1, 1])
    str(keras_input(3, name = "x"))
    str(list(a = tensor[1, ], b = 1))
  })
})

test_that("a tensor without values is shown while a model is built or compiled", {
  shown <- NULL
  show <- function(x) {
    shown <<- c(shown, utils::capture.output(print(x)))
    x
  }
  model <- keras_model_sequential(input_shape = 3) |> layer_lambda(show)
  compile(model, "sgd", function(y_true, y_pred) mean(show(y_pred)))
  evaluate(model, matrix(1, 2, 3), matrix(1, 2, 3), verbose = 0)
  expect_match(shown[[1]], "3\\), float32")
  if (keras$backend$backend() != "torch") expect_match(shown, "no values", all = FALSE)
})

test_that("a device other than the processor is named", {
  types <- reticulate::import("types")
  expect_null(core$device_of(tensor))
  for (device in c("cuda:0", "/job:localhost/replica:0/task:0/device:GPU:0")) {
    on <- core$device_of(types$SimpleNamespace(device = device))
    expect_match(on, "^(cuda|GPU):0$")
  }
})
