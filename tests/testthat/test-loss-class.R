skip_without_keras()

test_that("a loss computes with targets in the shape of the predictions, and is reduced", {
  seen <- NULL
  squared <- Loss("Squared", call = function(y_true, y_pred) {
    seen <<- dim(y_true)
    keras$ops$mean((y_true - y_pred)^2, axis = -1L)
  })
  y_pred <- matrix(c(1, 2, 4), 3)
  expect_equal(as.vector(squared()(array(c(1, 1, 1)), y_pred)), 10 / 3, tolerance = 1e-6)
  expect_identical(seen, c(3L, 1L))
  sums <- squared(reduction = "sum", name = "sums")
  expect_equal(as.vector(sums(y_pred * 0, y_pred)), 21, tolerance = 1e-6)
  expect_identical(sums$name, "sums")
  weighted <- squared(reduction = "sum")(y_pred * 0, y_pred, sample_weight = array(c(1, 0, 0)))
  expect_equal(as.vector(weighted), 1)
})

test_that("a loss builds on one of Keras", {
  gentle <- Loss(
    "Gentle", inherit = keras$losses$Huber,
    call = function(y_true, y_pred) super$call(y_true, y_pred) / 2
  )
  y <- matrix(c(3, 0), 1)
  plain <- keras$losses$Huber(delta = 2)(y, y * 0)
  expect_equal(as.vector(gentle(delta = 2)(y, y * 0)), as.vector(plain) / 2)
})

test_that("R's own functions of tensors are refused in a loss, and an error is kept", {
  for (call in list(function(y_true, y_pred) NA, function(y_true, y_pred) stop("no way"))) {
    model <- keras_model_sequential(input_shape = 4) |> layer_dense(1)
    compile(model, "sgd", loss = Loss("Wrong", call = call)(name = "wrong"))
    weights <- get_weights(model)
    cnd <- expect_lamina_error(
      fit(model, matrix(1, 4, 4), 1:4, verbose = 0), class = "python", from = "fit"
    )
    said <- conditionMessage(cnd$parent)
    expect_match(said, "`call()` of the loss \"wrong\" (Wrong)", fixed = TRUE)
    expect_match(conditionMessage(cnd$parent$parent), "must return a tensor|no way")
    expect_identical(get_weights(model), weights)
  }
})
