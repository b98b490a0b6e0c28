# Needs a backend, tensorflow for example.

skip_without_keras()
skip_without_digits()

test_that("a siamese network tells what is the same", {
  run <- run_example("siamese", 2)
  # Half of the pairs show the same digit, each anywhere in its image.
  pairs <- run$draw_pairs(which(run$labels == 3 | run$labels == 4), 8)
  expect_identical(dim(pairs[[1]][[1]]), c(8L, 12L, 12L, 1L))
  expect_identical(pairs[[2]][, 1], rep(c(1, 0), 4))

  same <- matrix(c(1, 0, 0))
  distances <- matrix(c(0.5, 0.25, 3))
  loss <- as.array(run$contrastive_loss(as_tensor(same), as_tensor(distances)))
  expect_equal(as.vector(loss), c(0.25, 0.75^2, 0))

  # The distance is that of the codes, whichever image comes first.
  apart <- as.vector(predict(run$siamese, run$shown[[1]], verbose = 0))
  codes <- lapply(run$shown[[1]], function(x) predict(run$encoder, x, verbose = 0))
  expect_equal(apart, sqrt(rowSums((codes[[1]] - codes[[2]])^2)), tolerance = 1e-3)
  expect_equal(predict(run$siamese, rev(run$shown[[1]]), verbose = 0)[, 1], apart, tolerance = 1e-5)

  metrics <- run$history$metrics
  expect_true(all(is.finite(unlist(metrics))))
  expect_gt(metrics$val_accuracy[[2]], 0.6) # by guessing 0.5
  ten <- run$shots$accuracy[run$shots$examples == 10]
  expect_gt(ten[[1]], 0.4) # by guessing 0.25
  expect_setequal(list.files(run$folder), c("few-shot.png", "history.png", "pairs.png"))
})
