test_that("the generics have lamina's methods, also where they are those of generics", {
  model_class <- "keras.src.models.model.Model"
  expect_identical(lamina::compile, generics::compile)
  expect_identical(lamina::fit, generics::fit)
  for (generic in c("compile", "fit", "evaluate", "predict")) {
    expect_true(is.function(getS3method(generic, model_class, envir = asNamespace("lamina"))))
  }
})

test_that("evaluate() of generics finds models too, ours takes the data as x", {
  skip_without_keras()
  model <- small_classifier()
  problem <- easy_problem()
  ours <- evaluate(model, x = problem$x, y = problem$y, verbose = 0)
  expect_identical(generics::evaluate(model, problem$x, problem$y, verbose = 0), ours)
})
