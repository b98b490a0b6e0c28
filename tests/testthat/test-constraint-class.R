skip_without_keras()

test_that("a constraint is applied after each step, and builds on one of Keras", {
  shrink <- Constraint(
    "Shrink", inherit = keras$constraints$MaxNorm,
    call = function(w) super$call(w) / 2
  )
  expect_equal(as.vector(shrink(max_value = 4)(matrix(c(0, 8), 2))), c(0, 2), tolerance = 1e-5)
  expect_identical(shrink(max_value = 4)$get_config()$max_value, 4L)
  zero <- Constraint("Zero", call = function(w) w * 0)
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(1, kernel_constraint = zero())
  compile(model, "sgd", "mse")
  fit(model, matrix(1, 4, 2), 1:4, verbose = 0)
  expect_identical(as.vector(get_weights(model)[[1]]), c(0, 0))
})

test_that("an error in a constraint names it", {
  wrong <- Constraint("WrongWeight", call = function(w) stop("no weight"))
  model <- keras_model_sequential(input_shape = 2) |> layer_dense(1, kernel_constraint = wrong())
  compile(model, "sgd", "mse")
  cnd <- expect_lamina_error(fit(model, matrix(1, 4, 2), 1:4, verbose = 0), class = "python")
  text <- "`call()` of the constraint class WrongWeight"
  expect_match(conditionMessage(cnd$parent), text, fixed = TRUE)
})
