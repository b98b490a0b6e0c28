skip_without_keras()

metric_hits <- Metric(
  "Hits",
  initialize = function(bins = 2, name = "hits", ...) {
    super$initialize(name = name, ...)
    self$hits <- self$add_variable(shape = bins, initializer = "zeros", name = "hits")
    self$seen <- self$add_weight(shape = shape(), initializer = "zeros")
  },
  update_state = function(y_true, y_pred, sample_weight = NULL) {
    hit <- keras$ops$cast(keras$ops$equal(y_true, keras$ops$round(y_pred)), "float32")
    if (!is.null(sample_weight)) hit <- hit * keras$ops$reshape(sample_weight, c(-1L, 1L))
    self$hits$assign_add(keras$ops$sum(hit, axis = 0L))
    self$seen$assign_add(keras$ops$cast(keras$ops$shape(y_true)[[1]], "float32"))
  },
  result = function() list(first = self$hits[1], all = keras$ops$sum(self$hits) / self$seen)
)

test_that("a metric gathers over batches, reports several values and starts afresh", {
  metric <- metric_hits()
  metric$update_state(matrix(c(1, 0, 1, 1), 2), matrix(c(1, 1, 1, 1), 2))
  metric$update_state(matrix(c(1, 0, 0, 0), 2), matrix(c(0.9, 0, 0.1, 0.2), 2))
  expect_equal(lapply(metric$result(), as.vector), list(first = 3, all = 7 / 4))
  expect_identical(lapply(metric$variables, function(x) dim(x)), list(2L, integer()))
  metric$reset_state()
  expect_equal(as.vector(metric$variables[[1]]), c(0, 0))
  expect_identical(metric$name, "hits")
  expect_identical(metric$get_config()$bins, 2)
})

test_that("it is weighted, and compiled into the steps", {
  model <- keras_model_sequential(input_shape = 2) |>
    layer_dense(2, kernel_initializer = "identity")
  compile(model, "sgd", "mse", metrics = metric_hits(), weighted_metrics = metric_hits(name = "w"))
  x <- matrix(c(1, 0, 1, 1, 0, 0, 1, 0), 4)
  y <- x
  y[1, 1] <- 5
  seen <- evaluate(model, x, y, sample_weight = c(1, 1, 0, 0), batch_size = 2, verbose = 0)
  expect_equal(seen[c("first", "all")], list(first = 1, all = 3 / 4))
})

test_that("what a metric gathers is in variables, which begin at zero and are its result", {
  of_update <- function(update_state, result = function() self$seen) {
    Metric(
      "Gathered",
      initialize = function(name = "gathered", ...) {
        super$initialize(name = name, ...)
        self$seen <- self$add_weight(shape = shape())
        self$limits <- keras$ops$ones(2L)
      },
      update_state = update_state, result = result
    )
  }
  problem <- easy_problem(8)
  seen <- function(metric) {
    model <- small_classifier(metrics = metric, run_eagerly = FALSE)
    evaluate(model, problem$x, problem$y, verbose = 0)
  }
  count <- function(y_true, y_pred, ...) self$seen$assign_add(2 * keras$ops$mean(self$limits))
  expect_equal(seen(of_update(count))$gathered, 2)
  several <- of_update(count, function() list(u = self$seen, v = self$seen / 2))
  expect_equal(seen(several)[c("u", "v")], list(u = 2, v = 1))
  expect_equal(seen(of_update(count)())$gathered, 2)

  wrong <- of_update(function(y_true, y_pred, ...) {
    self$seen <- self$seen + keras$ops$sum(y_pred)
  })
  expect_snapshot(error = TRUE, seen(wrong))
  plain <- of_update(function(y_true, y_pred, ...) self$sum <- y_pred[[1]])
  if (keras$backend$backend() != "torch") {
    cnd <- expect_lamina_error(seen(plain), class = "python", from = "evaluate")
    expect_match(conditionMessage(cnd$parent$parent), "Make it a variable", fixed = TRUE)
  }
})

test_that("a metric of values alone gets them as they are", {
  mean_of <- Metric(
    "MeanOf", inherit = keras$metrics$Mean,
    update_state = function(values, sample_weight = NULL) super$update_state(values * 2)
  )
  metric <- mean_of(name = "twice")
  metric$update_state(c(1, 2))
  expect_equal(as.vector(metric$result()), 3)
})

test_that("a shape must be whole, and an error names method and metric", {
  odd <- Metric(
    "Odd",
    initialize = function() {
      super$initialize()
      self$add_variable(shape = 2.5, initializer = "zeros")
    },
    update_state = function(...) NULL, result = function() 1
  )
  cnd <- expect_lamina_error(odd(), class = "python", from = "odd")
  expect_match(conditionMessage(cnd$parent$parent), "`shape` in `add_variable()`", fixed = TRUE)
  wrong <- Metric("WrongResult", update_state = function(...) NULL, result = function() stop("bad"))
  problem <- easy_problem(8)
  model <- small_classifier(metrics = wrong(name = "wrong"))
  cnd <- expect_lamina_error(
    fit(model, problem$x, problem$y, verbose = 0), class = "python", from = "fit"
  )
  text <- "`result()` of the metric \"wrong\" (WrongResult)"
  expect_match(conditionMessage(cnd$parent), text, fixed = TRUE)
})
