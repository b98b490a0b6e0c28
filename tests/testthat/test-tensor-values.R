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

test_that("R's functions of numbers make tensors of tensors", {
  positive <- values / 10 + 0.03
  functions <- list(
    abs, sign, sqrt, floor, ceiling, trunc, exp, expm1, log, log1p, log2, log10, cos, sin, tan,
    acos, asin, atan, cosh, sinh, tanh, asinh, atanh, cospi, sinpi, tanpi, mean, sum, prod, max,
    min, range, stats::median, t, diff, round, function(x) round(x, 1), function(x) log(x, 2),
    function(x) log(x, base = 3), function(x) log(x, 10), function(x) sum(x, 1:3),
    function(x) max(x, 0.2), function(x) min(x, 0.2), function(x) range(x, 7),
    function(x) diff(x, lag = 2), function(x) utils::head(x, 1), function(x) utils::tail(x, 1),
    function(x) utils::head(x, -1), function(x) utils::tail(x, -1),
    function(x) stats::quantile(x, 0.3, names = FALSE), function(x) acosh(x + 1)
  )
  x <- t(positive)
  tensors <- list(backend_tensor(x), keras$Variable(x, dtype = "float32"))
  for (f in functions) {
    expected <- as.vector(f(x))
    for (tensor in tensors) {
      y <- f(tensor)
      expect_true(is_tensor(y), label = deparse(f))
      expect_equal(as.vector(as.array(y)), expected, tolerance = 1e-5, label = deparse(f))
    }
    graph <- keras_input(batch_shape = dim(x))
    expect_s3_class(f(graph), symbolic_class)
  }
  quarters <- stats::quantile(tensors[[1]])
  expect_equal(as.vector(as.array(quarters)), unname(stats::quantile(x)), tolerance = 1e-5)
})

test_that("functions of vectors take tensors with one axis", {
  values <- c(3, -1, 2, 5)
  functions <- list(
    rev, sort, function(x) sort(x, decreasing = TRUE), cumsum, cumprod, cummax, cummin, diff,
    function(x) diff(x, differences = 2), t, function(x) utils::head(x, 2)
  )
  for (x in list(backend_tensor(values), keras$Variable(values, dtype = "float32"))) {
    for (f in functions) {
      expect_equal(as.vector(as.array(f(x))), as.vector(f(values)), label = deparse(f))
    }
  }
  expect_identical(dim(t(backend_tensor(values))), c(1L, 4L))
  expect_identical(dim(utils::head(backend_tensor(values), 0)), 0L)
  graph <- keras_input(batch_shape = 4)
  for (f in functions) expect_s3_class(f(graph), symbolic_class)
})

test_that("the parts of a tensor go to variables", {
  c(first, second) %<-% backend_tensor(matrix(1:4, 2))
  expect_equal(as.vector(as.array(second)), c(2, 4))
})

test_that("truth values count, and complex numbers have their parts", {
  flags <- backend_tensor(c(1, 0, 1), "bool")
  expect_equal(as.numeric(sum(flags)), 2)
  expect_equal(as.numeric(mean(flags)), 2 / 3, tolerance = 1e-6)
  expect_equal(as.vector(as.array(flags + flags)), c(2, 0, 2))
  expect_equal(as.vector(as.array(-flags)), c(-1, 0, -1))
  z <- c(1 + 2i, -3i)
  tensor <- keras$ops$convert_to_tensor(z, dtype = "complex64")
  for (f in list(Re, Im, Mod, Arg)) {
    expect_equal(as.vector(as.array(f(tensor))), f(z), tolerance = 1e-6)
  }
  expect_equal(as.vector(as.array(Im(Conj(tensor)))), Im(Conj(z)))
})

test_that("missing numbers may be left out", {
  gaps <- c(3, NaN, 1, 2)
  x <- backend_tensor(gaps)
  for (f in list(sum, prod, max, min, range, mean, stats::median)) {
    expect_equal(
      as.vector(as.array(f(x, na.rm = TRUE))), f(gaps, na.rm = TRUE), tolerance = 1e-6
    )
    expect_true(all(is.nan(as.array(f(x)))), label = deparse(f))
  }
})

test_that("a tensor becomes a list along its first axis, and lapply() takes that", {
  rows <- as.list(tensor)
  expect_identical(lapply(rows, dim), list(3L, 3L))
  expect_equal(vapply(tensor, function(row) as.numeric(sum(row)), 1), rowSums(values))
  expect_equal(as.vector(as.array(as.vector(variable, "list")[[2]])), values[2, ])
  expect_length(as.list(keras_input(batch_shape = 2:3)), 2)
  ends <- list(utils::head(symbolic, 2), utils::tail(symbolic, 2), utils::head(symbolic, -1))
  expect_equal(
    lapply(predict(keras_model(symbolic, ends), values, verbose = 0), as.vector),
    list(as.vector(values), as.vector(values), values[1, ])
  )
})

test_that("what has no meaning for tensors says so, and what to do", {
  expect_snapshot(error = TRUE, {
    unique(tensor)
    rep(tensor, 2)
    signif(tensor, 2)
    gamma(variable)
    cumsum(tensor)
    rev(tensor)
    sort(tensor)
    t(backend_tensor(array(1, c(1, 1, 1))))
    round(tensor, 0.5)
    log(tensor, -1)
    sum(tensor, na.rm = NA)
    stats::quantile(tensor, 2)
    utils::head(tensor, 1.5)
    as.list(symbolic)
    mean(tensor, trim = 0.1)
    as.logical(symbolic)
  })
})

test_that("all() and any() are R's where values are known, and tensors elsewhere", {
  expect_s3_class(all(symbolic > 0), symbolic_class)
  expect_s3_class(any(symbolic > 0, TRUE), symbolic_class)
  net <- keras_model_sequential(input_shape = 3) |> layer_dense(1)
  x <- matrix(1, 4, 3)
  compile(net, "sgd", function(y_true, y_pred) {
    mean((y_pred - y_true)^2) + keras$ops$cast(all(y_pred == y_true), "float32")
  })
  expect_no_error(fit(net, x, x[, 1], verbose = 0))
  # PyTorch has the values.
  if (keras$backend$backend() != "torch") {
    compile(net, "sgd", function(y_true, y_pred) if (any(y_pred > 0)) y_pred else y_true)
    expect_lamina_error(fit(net, x, x[, 1], verbose = 0), "where\\(\\)", class = "python")
    compile(net, "sgd", function(y_true, y_pred) if (as.logical(y_pred)) y_pred else y_true)
    expect_lamina_error(
      fit(net, x, x[, 1], verbose = 0), "none while a model is compiled", class = "python"
    )
  }
})

test_that("the sign of what is no number is none on each backend", {
  expect_equal(as.numeric(sign(backend_tensor(array(c(-2, 0, NaN))))), c(-1, 0, NaN))
})
