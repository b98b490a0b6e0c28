skip_without_keras()

model <- keras_model_sequential(input_shape = 2) |>
  layer_dense(1, use_bias = FALSE, kernel_initializer = "ones")
variables <- model$trainable_variables
x <- matrix(c(1, 2, 3, 4), 2)

test_that("a loss is differentiated by each variable, or by none that it does not depend on", {
  other <- keras_model_sequential(input_shape = 2) |> layer_dense(1, use_bias = FALSE)
  step <- value_and_gradients(
    function() keras$ops$mean(model(x)^2), c(variables, other$trainable_variables)
  )
  # The outputs are 4 and 6.
  expect_equal(as.vector(as.array(step$value)), 26)
  expect_equal(as.vector(as.array(step$gradients[[1]])), c(16, 36))
  expect_length(step$gradients, 2)
  none <- step$gradients[[2]]
  if (!is.null(none)) none <- as.vector(as.array(none))
  expect_true(is.null(none) || identical(none, c(0, 0)))
})

test_that("an error in the function is the parent, and arguments are checked", {
  fail <- function() stop(errorCondition("Out of ink.", class = "of_the_user"))
  cnd <- expect_lamina_error(
    value_and_gradients(fail, variables), "could not be computed", "python", "value_and_gradients"
  )
  expect_s3_class(cnd$parent, "lamina_error_callback")
  expect_s3_class(cnd$parent$parent, "of_the_user")
  expect_lamina_error(value_and_gradients(fail), "variables", from = "value_and_gradients")
  expect_lamina_error(
    value_and_gradients(variables = variables), "`fn` is missing", from = "value_and_gradients"
  )
  expect_lamina_error(value_and_gradients(1, variables), "fn", from = "value_and_gradients")
  fn <- function() keras$ops$mean(model(x)^2)
  expect_snapshot(error = TRUE, {
    value_and_gradients(model, fn)
    value_and_gradients(variables, fn)
    value_and_gradients(fn, model)
    value_and_gradients(fn, list(1))
  })
  expect_length(value_and_gradients(fn, variables[[1]])$gradients, 1)
})
