skip_without_keras()

test_that("as.data.frame() has a row for each example", {
  mc <- draw(mc_classifier(), samples = 10)
  frame <- as.data.frame(mc)
  expect_identical(
    names(frame), c(
      "example", "class", "probability", "sd", "entropy", "expected_entropy",
      "mutual_information", "variation_ratio"
    )
  )
  expect_identical(frame$class, apply(mc$mean, 1, which.max) - 1L)
  expect_identical(frame$probability, apply(mc$mean, 1, max))
  expect_identical(frame$sd, mc$sd[cbind(1:6, frame$class + 1L)])
  expect_identical(frame$entropy, mc$entropy)

  binary <- draw(mc_classifier(units = 1, activation = "sigmoid"), samples = 10)
  frame <- as.data.frame(binary)
  expect_identical(frame$class, as.integer(binary$mean > 0.5))
  expect_identical(frame$probability, pmax(as.vector(binary$mean), 1 - as.vector(binary$mean)))

  values <- as.data.frame(draw(mc_classifier(activation = NULL, units = 2), samples = 10))
  expect_identical(nrow(values), 12L)
  expect_identical(values$column, rep(1:2, each = 6))
  expect_identical(names(values)[5:9], c("2.5%", "25%", "50%", "75%", "97.5%"))
  expect_true(all(values$`2.5%` <= values$`97.5%`))
})

test_that("a result prints what was drawn and how sure the model is", {
  mc <- structure(
    list(
      mean = matrix(c(0.9, 0.5, 0.2, 0.1, 0.5, 0.8), 3), sd = matrix(0.1, 3, 2), quantiles = NULL,
      entropy = c(0.325, 0.691, 0.5), expected_entropy = c(0.3, 0.6, 0.5),
      mutual_information = c(0.025, 0.091, 0), variation_ratio = c(0, 0.4, 0), samples = NULL,
      task = "classification", draws = 50L, seed = 1L, masks = "per_example",
      layers = c("drop_maps", "drop")
    ),
    class = "mc_dropout"
  )
  values <- structure(
    list(
      mean = matrix(c(1, 20, 300)), sd = matrix(c(0.5, 2, 1)), quantiles = NULL,
      task = "regression", draws = 10L, seed = 1L, masks = "per_draw", layers = "drop"
    ),
    class = "mc_dropout"
  )
  lost <- mc
  lost$mean[2, ] <- lost$entropy[2] <- lost$variation_ratio[2] <- NaN
  nowhere <- values
  nowhere$mean[] <- nowhere$sd[] <- NaN
  expect_snapshot({
    mc
    values
    lost
    nowhere
  })
})
