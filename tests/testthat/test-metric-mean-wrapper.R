test_that("a metric is the mean of what a function gives, with arguments of its own", {
  metric <- metric_mean_wrapper(fn = metric_huber, delta = 2, name = "huber_2")
  expect_equal(metric$name, "huber_2")
  expect_equal(
    as.vector(as.array(metric(rbind(1, 2), rbind(1, 9)))),
    mean(as.array(metric_huber(rbind(1, 2), rbind(1, 9), delta = 2))), tolerance = 1e-6
  )
  bias <- function(y_true, y_pred) y_pred - y_true
  expect_equal(as.vector(as.array(metric_mean_wrapper(fn = bias)(c(1, 2), c(1, 4)))), 1)
  expect_snapshot(error = TRUE, {
    metric_mean_wrapper()
    metric_mean_wrapper(fn = "mse")
    metric_mean_wrapper(2, fn = bias)
    metric_mean_wrapper(fn = bias, name = 1)
  })
})
