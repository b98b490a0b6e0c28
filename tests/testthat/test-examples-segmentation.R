# Needs a backend, tensorflow for example.

skip_without_keras()
skip_without_digits()

test_that("a U-Net finds digits on photographs", {
  run <- run_example("segmentation-u-net", epochs = 1)
  expect_identical(dim(run$train$x), c(1200L, 32L, 32L, 3L))
  expect_true(all(run$train$y %in% 0:1))
  expect_identical(dim(run$probability), dim(run$test$y))
  # It looks at each scene: that digits are in the middle more often is not all it has learnt.
  of_other <- run$test$y[c(200, 1:199), , , , drop = FALSE]
  found <- mean(run$probability[run$test$y == 1])
  expect_gt(found, 1.15 * mean(run$probability[of_other == 1]))
  expect_equal(run$tested$iou, run$iou, tolerance = 1e-4)

  # The dropout is on in the draws, which the prediction lies amidst.
  expect_identical(dim(run$draws), c(6L, 32L, 32L, 20L))
  expect_gt(min(apply(run$deviation, 1, max)), 0)
  predicted <- run$probability[run$shown, , , 1]
  expect_gt(cor(as.vector(apply(run$draws, 1:3, mean)), as.vector(predicted)), 0.9)
  expect_setequal(list.files(run$folder), c("history.png", "masks.png"))
})
