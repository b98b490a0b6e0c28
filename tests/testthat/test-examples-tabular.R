# Needs a backend, tensorflow for example.

skip_without_keras()
skip_if_not(reticulate::py_module_available("tensorflow"))

test_that("a network learns the price of diamonds from a table", {
  run <- run_example("tabular-features", epochs = 3)
  # Three numbers; 5 cuts, 7 colours and 8 clarities; the cross.
  expect_identical(dim(run$features), c(12000L, 3L + 5L + 7L + 8L + 128L))
  is_number <- !apply(run$features, 2, function(x) all(x %in% 0:1))
  expect_identical(sum(is_number), 3L)
  numbers <- run$features[run$part == "train", is_number]
  expect_lt(max(abs(colMeans(numbers))), 1e-4)
  expect_lt(max(abs(apply(numbers, 2, sd) - 1)), 1e-3)
  # One of each kind of category, and one of the cross.
  expect_true(all(rowSums(run$features[, !is_number]) == 4))

  expect_length(run$history$metrics$val_r2, 3L)
  r2 <- run$results$r2
  expect_gt(r2[[3]], 0.95)
  expect_gt(r2[[3]], r2[[1]])
  # The clearer, the dearer.
  of_one_carat <- run$stones[abs(run$stones$carat - 1) < 1e-6, ]
  expect_gt(cor(of_one_carat$price, 1:5, method = "spearman"), 0.7)
  expect_setequal(list.files(run$folder), c("price-by-carat.png", "prices.png"))
})
