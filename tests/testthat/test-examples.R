# Needs a backend, whichever.

skip_without_keras()
skip_without_digits()

test_that("the adversarial networks both learn", {
  run <- run_example("gan")
  expect_identical(run$history$params$epochs, 1L)
  expect_named(
    run$history$metrics, c("discriminator_loss", "generator_loss"), ignore.order = TRUE
  )
  expect_true(all(is.finite(unlist(run$history$metrics))))
  expect_identical(as.integer(as.array(run$gan$d_optimizer$iterations)), 28L)
  expect_identical(as.integer(as.array(run$gan$g_optimizer$iterations)), 28L)
  # Biases begin at zero.
  for (network in list(run$generator, run$discriminator)) {
    for (weights in get_weights(network)) expect_true(any(weights != 0))
  }
  expect_identical(dim(run$forged), c(100L, 8L, 8L, 1L))
  expect_setequal(
    list.files(run$folder), c("digits-made.png", "digits-real.png", "history.png")
  )
})

test_that("the variational autoencoder learns", {
  run <- run_example("variational-autoencoder")
  losses <- unlist(run$history$metrics)
  expect_setequal(names(losses), c("loss", "pixels", "divergence"))
  # What codes are drawn from moves away from the normal distribution as it learns, and
  # 64 pixels of guessing alone cost 64 * log(2).
  expect_gt(losses[["divergence"]], 0)
  expect_equal(losses[["loss"]], losses[["pixels"]] + losses[["divergence"]], tolerance = 1e-5)
  expect_lt(run$lost$pixels, 0.75 * 64 * log(2))
  expect_setequal(names(run$lost), names(losses))
  expect_identical(dim(run$made), c(225L, 8L, 8L, 1L))
  expect_setequal(
    list.files(run$folder), c("digits-made.png", "latent-space.png", "reconstructions.png")
  )
})
