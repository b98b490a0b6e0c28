skip_without_keras()

rated_model <- function() {
  keras_model_sequential(input_shape = 3, name = "net") |>
    layer_concrete_dropout(
      layer_dense(units = 2), init_min = 0.2, init_max = 0.2, per_channel = TRUE, name = "hidden"
    ) |>
    layer_concrete_dropout(layer_dense(units = 1), name = "output")
}

test_that("there is a row for each rate", {
  rates <- concrete_dropout_rates(rated_model())
  expect_s3_class(rates, c("concrete_dropout_rates", "data.frame"), exact = TRUE)
  expect_identical(rates$layer, c("hidden", "hidden", "hidden", "output"))
  expect_identical(rates$channel, c(1:3, NA))
  expect_equal(rates$rate, c(0.2, 0.2, 0.2, 0.1), tolerance = 1e-6)
  alone <- concrete_dropout_rates(rated_model()$layers[[2]])
  expect_identical(alone$layer, "output")
})

test_that("the rates are drawn, the first layer above, with the mean of its channels", {
  rates <- concrete_dropout_rates(rated_model())
  rates$rate[1:3] <- c(0.1, 0.2, 0.6)
  plot <- plot(rates)
  built <- ggplot2::ggplot_build(plot)$data
  expect_equal(unclass(built[[1]]$xmin), 0.3)
  expect_equal(unclass(built[[2]]$x), c(0.1, 0.2, 0.6))
  expect_true(all(built[[2]]$y > 1.5))
  expect_equal(as.numeric(built[[3]]$y), 1)
  expect_match(plot$labels$caption, "mean")
  one <- plot(rates[4, ])
  expect_null(one$labels$caption)
  expect_length(ggplot2::ggplot_build(one)$data, length(built) - 1L)
})

test_once("what has no rates is refused", {
  plain <- keras_model_sequential(input_shape = 3, name = "net") |> layer_dropout(0.5)
  waiting <- keras_model_sequential(name = "waiting") |>
    layer_concrete_dropout(layer_dense(units = 1), name = "output")
  rates <- concrete_dropout_rates(rated_model())
  expect_snapshot(error = TRUE, {
    concrete_dropout_rates()
    concrete_dropout_rates("net")
    concrete_dropout_rates(plain)
    concrete_dropout_rates(waiting)
    concrete_dropout_rates(plain, "dense")
    plot(rates, 1)
    plot(rates, colour = 1)
  })
})
