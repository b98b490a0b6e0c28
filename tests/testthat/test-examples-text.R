# Needs a backend, tensorflow for example.

skip_without_keras()
skip_if_not(reticulate::py_module_available("tensorflow"))

test_that("a network reads help pages", {
  run <- run_example("text-classification", epochs = 2)
  expect_identical(nlevels(run$part), 3L)
  # No page is in two parts.
  parts <- tapply(run$corpus$part, run$corpus$page, function(part) length(unique(part)))
  expect_true(all(parts == 1))
  expect_identical(dim(run$codes), c(nrow(run$corpus), 25L))
  expect_identical(run$vocabulary[1:2], c("", "[UNK]"))

  expect_gt(run$accuracy, 1.5 * run$most_frequent)
  expect_gt(run$accuracy_bayes, 2 * run$most_frequent)
  expect_equal(rowSums(run$probability), rep(1, length(run$test$y)), tolerance = 1e-5)
  # The words of references are those that tell most surely.
  of_reference <- run$telling[run$telling$kind == "reference", ]
  expect_identical(nrow(of_reference), 8L)
  expect_true(any(c("wadsworth", "journal", "statistics", "press") %in% of_reference$word))
  expect_setequal(list.files(run$folder), c("confusion.png", "telling-words.png"))
})
