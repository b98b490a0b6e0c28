test_that("one of the choices passes", {
  expect_identical(check_padding("same"), "same")
  expect_identical(check_data_format("channels_first"), "channels_first")
  expect_identical(check_choice(c(name = "b"), c("a", "b")), "b")
})

test_that("NULL passes only where Keras then decides", {
  expect_null(check_data_format(NULL))
  expect_error(check_padding(NULL), class = "lamina_error_argument")
})

test_that("anything else is refused with the choices and the nearest one", {
  pool <- function(padding) check_padding(padding)
  drop <- function(data_format) check_data_format(data_format)
  expect_snapshot(error = TRUE, {
    pool("Same")
    pool("vald")
    pool("reflect")
    pool(NULL)
    pool(NA)
    pool(character())
    pool(1)
    pool(factor("same"))
    drop("channel_last")
    drop("NHWC")
    drop(3)
  })
})

test_that("more than two choices are listed", {
  choose <- function(backend) check_choice(backend, c("tensorflow", "jax", "torch"))
  expect_snapshot(choose("pytorch"), error = TRUE)
})
