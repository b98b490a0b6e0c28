skip_without_keras()

backend <- keras$backend$backend()

adder <- adding_model()

test_that("whatever holds numbers in R is those numbers for a model", {
  x <- matrix(c(1, 0, 2, 0, 5, 6), 2)
  bare <- c(8, 6)
  table <- data.frame(a = x[, 1], b = x[, 2], c = x[, 3])
  wide <- table
  wide$a <- integer64(x[, 1])
  nested <- data.frame(a = x[, 1])
  nested$m <- x[, 2:3]
  named <- structure(x, dimnames = list(c("u", "v"), letters[1:3]))
  for (data in list(
    x, structure(as.integer(x), dim = dim(x)), integer64(x), table, wide, nested, named, list(x),
    structure(as.raw(x), dim = dim(x)), array(x, c(2, 3, 1))
  )) {
    expect_equal(predicted(adder, data), bare)
    expect_equal(loss_of(adder, data, bare), 0)
  }
  expect_equal(predicted(adder, x > 0), c(3, 1))
  for (y in list(
    bare, integer64(bare), matrix(bare), data.frame(y = bare), as.raw(bare), list(bare),
    c(a = 8, b = 6), list(sum = bare), array(bare)
  )) {
    expect_equal(loss_of(adder, x, y), 0)
  }
  weight <- data.frame(w = 1:2)
  weight$w <- integer64(c(1, 0))
  expect_equal(loss_of(adder, x, c(7, 0), sample_weight = weight), 0.5)
  expect_equal(loss_of(adder, x, c(7, 0), sample_weight = c(TRUE, FALSE)), 0.5)
})

test_that("sparse matrices are their numbers", {
  skip_if_not_installed("Matrix")
  x <- methods::as(matrix(c(1, 0, 2, 0, 5, 6), 2), "CsparseMatrix")
  expect_equal(predicted(adder, x), c(8, 6))
  expect_equal(loss_of(adder, x, methods::as(matrix(c(8, 0)), "CsparseMatrix")), 18)
  expect_lamina_error(loss_of(adder, x, 1:3), "2 and 3", class = "shape")
  expect_equal(as.vector(as.array(adder(x))), c(8, 6))
  # PyTorch has no sparse inputs in Keras.
  if (backend != "torch") {
    input <- keras_input(3, sparse = TRUE)
    model <- keras_model(input, layer_dense(input, 1, kernel_initializer = "ones"))
    expect_equal(predicted(model, x), c(8, 6))
    expect_equal(as.vector(as.array(model(x))), c(8, 6))
  }
})

test_once("what is no number is refused everywhere, and the column is named", {
  x <- matrix(1, 2, 3)
  values <- not_numbers()
  for (name in names(values)) {
    table <- data.frame(a = 1:2, b = 3:4)
    table$when <- values[[name]]
    value <- values[[name]]
    expect_lamina_error(predicted(adder, table), "`x\\$when`", from = "predict")
    if (name != "list") expect_lamina_error(loss_of(adder, x, value), "`y`", from = "evaluate")
    expect_lamina_error(
      fit(adder, x, 1:2, validation_data = list(x = table, y = 1:2), verbose = 0),
      "`validation_data\\$x\\$when`"
    )
    expect_lamina_error(
      loss_of(adder, x, 1:2, sample_weight = table["when"]), "`sample_weight\\$when`"
    )
  }
  expect_snapshot(error = TRUE, {
    predict(adder, data.frame(a = 1:2, b = 3:4, city = c("Oslo", "Rome")))
    predict(adder, data.frame(a = 1:2, b = 3:4, city = factor(c("Oslo", "Rome"))))
    predict(adder, data.frame(a = 1:2, b = 3:4, z = c(1i, 2)))
    fit(adder, x, data.frame(species = factor(c("a", "b"))))
    predict(adder, data.frame(a = 1:2, b = c(3, NA), c = 5:6))
    predict(adder, data.frame(a = 1:2)[0])
    predict(adder, data.frame(a = 1, b = 2, c = 3)[0, ])
    predict(adder, integer64(matrix(2^53 + 2, 1, 3)))
  })
})

test_that("bfloat16 comes out as R's numbers", {
  input <- keras_input(2, dtype = "bfloat16")
  half <- layer_dense(input, 1, dtype = "bfloat16", kernel_initializer = "ones", name = "half")
  full <- layer_dense(input, 1, kernel_initializer = "ones", name = "full")
  expected <- matrix(c(3, 7), 2)
  x <- matrix(c(1, 3, 2, 4), 2)
  expect_identical(predict(keras_model(input, half), x, verbose = 0), expected)
  both <- predict(keras_model(input, list(half = half, full = full)), x, verbose = 0)
  expect_identical(both, list(half = expected, full = expected))
  batch <- keras_model(input, list(half = half, full = full))$predict_on_batch(x)
  expect_identical(batch, both)
})
