layer <- function(low, high = NULL) check_above(high, low, null = TRUE)

test_that("a number above the other passes", {
  expect_null(layer(20))
  expect_identical(layer(20, 21L), 21)
})

test_that("a number that is not above it is refused", {
  expect_snapshot(error = TRUE, {
    layer(20, 20)
    layer(9000, 100)
    layer(20, "high")
    layer(20, NA)
  })
})

test_that("the bands of a spectrogram end above their start", {
  expect_lamina_error(
    layer_mel_spectrogram(min_freq = 9000, max_freq = 100), "`max_freq`.*above `min_freq`",
    from = "layer_mel_spectrogram"
  )
})
