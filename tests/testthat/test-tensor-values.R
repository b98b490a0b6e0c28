skip_without_keras()

values <- matrix(c(1, 0, 3, 4, 5, 6), 2)
tensor <- backend_tensor(values)
variable <- keras$Variable(values, dtype = "float32")
symbolic <- keras_input(3, name = "x")

test_that("R asks a tensor for its values where it decides by them", {
  for (x in list(tensor, variable)) {
    expect_identical(as.logical(x), as.logical(values))
    expect_identical(as.integer(x), as.integer(values))
    expect_identical(as.vector(x), as.vector(values))
    expect_identical(as.vector(x, "character"), as.character(values))
    expect_false(all(x))
    expect_true(any(x))
    expect_true(all(x >= 0))
    expect_false(any(x > 6, x < 0))
    expect_true(any(FALSE, TRUE, x > 6))
    expect_true(any(x > 6, TRUE))
    expect_identical(if (all(x == x)) 1 else 2, 1)
    expect_identical(as.logical(x > 3), as.logical(values > 3))
    expect_identical(ifelse(x > 3, 1, 2), ifelse(as.vector(values) > 3, 1, 2))
    expect_identical(is.na(x), is.na(values))
  }
  gaps <- backend_tensor(c(NaN, 1, Inf))
  expect_identical(as.vector(is.nan(gaps)), c(TRUE, FALSE, FALSE))
  expect_identical(as.vector(is.na(gaps)), c(TRUE, FALSE, FALSE))
  expect_identical(as.vector(is.finite(gaps)), c(FALSE, TRUE, FALSE))
  expect_identical(as.vector(is.infinite(gaps)), c(FALSE, FALSE, TRUE))
  expect_true(anyNA(gaps))
  expect_false(anyNA(tensor))
  expect_identical(all(gaps), NA)
  expect_true(all(gaps, na.rm = TRUE))
})

test_that("R's other functions say what to call in their place", {
  functions <- list(
    sum = sum, prod = prod, max = max, min = min, range = range, mean = mean,
    median = stats::median, quantile = stats::quantile, abs = abs, exp = exp, log = log,
    sqrt = sqrt, round = round, cumsum = cumsum, ceiling = ceiling, Re = Re, rev = rev,
    sort = sort, unique = unique, t = t, rep = rep, diff = diff, as.list = as.list,
    head = utils::head, tail = utils::tail
  )
  for (name in names(functions)) {
    expect_lamina_error(functions[[name]](tensor), paste0("`", name, "\\(\\)` takes no tensors"))
  }
  for (f in list(sum, exp, mean, rev)) {
    for (x in list(variable, symbolic)) expect_lamina_error(f(x), "takes no tensors")
  }
  expect_lamina_error(lapply(tensor, identity), "takes no tensors")
  expect_lamina_error(as.vector(tensor, "list"), "`as.list\\(\\)` takes no tensors", "argument")
  expect_snapshot(error = TRUE, {
    sum(tensor)
    mean(variable)
    exp(symbolic)
    unique(tensor)
    all(symbolic)
    as.logical(symbolic)
  })
  # What is named is there.
  for (op in ops_by_function) expect_true(reticulate::py_has_attr(keras$ops, op), label = op)
})

test_that("a loss that asks for values while a model is compiled is told so", {
  net <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
  x <- matrix(1, 4, 3)
  compile(net, "sgd", function(y_true, y_pred) mean((y_pred - y_true)^2))
  expect_lamina_error(fit(net, x, x[, 1], verbose = 0), "takes no tensors", class = "python")
  # PyTorch has the values.
  if (keras$backend$backend() != "torch") {
    compile(net, "sgd", function(y_true, y_pred) {
      if (any(y_pred > 0)) y_pred else y_true
    })
    expect_lamina_error(
      fit(net, x, x[, 1], verbose = 0), "none while a model is compiled", class = "python"
    )
  }
})

test_that("operators make tensors of tensors", {
  for (x in list(tensor, variable)) {
    expect_equal(as.array(1 + x * 2), 1 + values * 2)
    expect_equal(as.array(-x), -values)
    expect_identical(as.array(!(x > 3)), !(values > 3))
    expect_identical(as.array((x > 1) & (x < 5)), values > 1 & values < 5)
    expect_equal(as.vector(x[1, ]), values[1, ])
  }
  expect_identical(dim((symbolic * 2 - 1)[, 1]), NA_integer_)
})
