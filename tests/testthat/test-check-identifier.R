test_that("names, functions, configurations and NULL pass as they are", {
  expect_identical(check_identifier("relu"), "relu")
  expect_identical(check_identifier(sum), sum)
  config <- list(class_name = "L2", config = list(l2 = 0.1))
  expect_identical(check_identifier(config), config)
  expect_null(check_identifier(NULL))
})

test_that("anything else is refused", {
  layer <- function(activation) check_identifier(activation)
  required <- function(activation) check_identifier(activation, null = FALSE)
  expect_snapshot(error = TRUE, {
    layer(1)
    layer(NA)
    layer("")
    layer(c("relu", "tanh"))
    layer(list("relu"))
    layer(data.frame(a = 1))
    required()
    required(NULL)
  })
})
