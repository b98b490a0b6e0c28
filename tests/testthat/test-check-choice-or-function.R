test_that("a choice, a function and NULL pass", {
  expect_identical(check_choice_or_function("lower", c("lower", "upper")), "lower")
  expect_identical(check_choice_or_function(tolower, "lower"), tolower)
  expect_null(check_choice_or_function(NULL, "lower"))
})

test_that("anything else is refused, and what was meant is guessed", {
  layer <- function(split) check_choice_or_function(split, c("whitespace", "character"))
  cnd <- expect_lamina_error(
    layer("whitespce"), "\"whitespace\", \"character\", a function or NULL"
  )
  expect_match(conditionMessage(cnd), "Did you mean \"whitespace\"?", fixed = TRUE)
  expect_lamina_error(layer(1), "not 1", from = "layer")
  expect_lamina_error(layer(c("whitespace", "character")), "vector of length 2")
})
