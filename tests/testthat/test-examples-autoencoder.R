# Needs a backend, torch for example.

skip_without_keras()
skip_without_digits()

test_that("an autoencoder removes noise", {
  run <- run_example("autoencoder", epochs = 6)
  expect_identical(dim(run$restored), dim(run$test))
  expect_equal(sd(run$noisy - run$test), 0.4, tolerance = 0.02)
  expect_identical(as.vector(table(run$part)), c(360L, 1297L, 140L))
  # Better than the noise, than a mean digit, and than it was at first.
  expect_lt(run$off(run$restored), 0.75 * run$off(run$noisy))
  mean_digit <- apply(run$train, 2:4, mean)
  expect_lt(run$off(run$restored), 0.9 * run$off(rep(mean_digit, each = nrow(run$test))))
  losses <- run$history$metrics$loss
  expect_length(losses, 6L)
  expect_lt(losses[[6]], 0.7 * losses[[1]])
  expect_equal(
    run$off(run$restored)^2,
    run$autoencoder |> evaluate(run$noisy, run$test, verbose = 0) |> unlist() |> unname(),
    tolerance = 1e-4
  )
  expect_setequal(list.files(run$folder), c("history.png", "restored.png"))
})
