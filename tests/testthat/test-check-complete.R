test_that("a missing value is found in arrays, texts and lists of them", {
  layer <- function(data) check_complete(data)
  for (x in list(NULL, c(1, NaN), letters, list(a = 1:2, list("a")), mean, factor("a"))) {
    expect_no_error(layer(x))
  }
  expect_snapshot(error = TRUE, {
    layer(c(1, NA))
    layer(c("a", NA))
    layer(list(1, list(b = c(TRUE, NA))))
    layer(data.frame(a = 1:2, b = c("x", NA)))
  })
})
