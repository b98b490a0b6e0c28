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

test_that("the pipe of magrittr pipes layers", {
  skip_without_keras()
  expect_identical(lamina::`%>%`, magrittr::`%>%`)
  # nolint start: undesirable_operator_linter.
  model <- keras_model_sequential(input_shape = 4) %>%
    layer_dense(3) %>%
    layer_dense(units = 2)
  expect_identical(model_output_shape(model), c(NA, 2L))
  expect_lamina_error(model %>% layer_dense(units = 1.5), "`units`", from = "layer_dense")
  # nolint end
})

test_that("functions of reticulate are its own, and generics and pipes those of their packages", {
  for (name in of_reticulate) {
    expect_identical(getExportedValue("lamina", name), getExportedValue("reticulate", name))
  }
  expect_identical(lamina::generate, generics::generate)
  expect_identical(lamina::`%<>%`, magrittr::`%<>%`)
  x <- c(4, 9)
  x %<>% sqrt()
  expect_identical(x, c(2, 3))
})

test_that("reticulate's functions work as lamina's", {
  skip_without_keras()
  expect_identical(import("math")$sqrt(16), 4)
  expect_s3_class(tuple(1, "a"), "python.builtin.tuple")
  c(one, letter) %<-% tuple(1, "a")
  expect_identical(list(one, letter), list(1, "a"))
  scope <- reticulate::import("contextlib")$nullcontext(3L)
  expect_identical(with(scope %as% three, three), 3L)
})
