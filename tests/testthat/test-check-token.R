test_that("one text or one whole number passes, an empty text too", {
  expect_identical(check_token("[UNK]"), "[UNK]")
  expect_identical(check_token(""), "")
  expect_identical(check_token(-1), -1L)
  expect_null(check_token(NULL))
})

test_that("anything else is refused", {
  layer <- function(mask_token) check_token(mask_token, "text")
  expect_lamina_error(layer(1), "`mask_token` must be one text or NULL, not 1", from = "layer")
  expect_lamina_error(layer(c("a", "b")), "vector of length 2")
  expect_lamina_error(layer(NA_character_), "NA")
  both <- function(mask_value) check_token(mask_value)
  expect_lamina_error(both(1.5), "one text or a whole number or NULL, not 1.5")
  expect_lamina_error(both(TRUE), "TRUE")
})
