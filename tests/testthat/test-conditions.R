# Needs no backend.

test_that("an error has two classes, the call and braces filled in", {
  model_fit <- function(epochs) {
    abort_lamina("{.arg epochs} is {epochs}.", class = "argument", call = rlang::current_env())
  }
  cnd <- expect_error(model_fit(3), class = "lamina_error_argument")
  expect_s3_class(cnd, "lamina_error")
  expect_identical(rlang::call_name(cnd$call), "model_fit")
  expect_match(conditionMessage(cnd), "`epochs` is 3.", fixed = TRUE)
})

test_that("the nearest choice is named only where it is near", {
  choices <- c("channels_last", "channels_first")
  expect_identical(nearest("channel_fist", choices), "channels_first")
  expect_identical(nearest("CHANNELS_LAST", choices), "channels_last")
  expect_null(nearest("elsewhere", choices))
  expect_null(nearest("a", character()))
  expect_identical(nearest("rleu", c("celu", "elu", "relu")), "relu")
  expect_identical(nearest("mag", c("log", "magnitude", "imag")), "magnitude")
  expect_identical(nearest("normal", c("random_normal", "uniform")), "random_normal")
})
