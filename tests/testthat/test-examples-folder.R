# Needs a backend, tensorflow for example.

skip_without_keras()
skip_without_digits()

test_that("images are classified from a folder", {
  run <- run_example("classification-from-a-folder", 2)
  files <- list.files(file.path(run$folder, "images"), recursive = TRUE)
  expect_length(files, 1797L)
  # What was read is what was written, in its folder's class.
  first <- image_load(file.path(run$folder, "images", files[[1]]), color_mode = "grayscale")
  scan <- as.integer(gsub("[^0-9]", "", basename(files[[1]])))
  expect_lt(max(abs(image_to_array(first)[, , 1] - run$images[scan, , , 1])), 1)
  expect_identical(run$classes, as.character(0:9))
  expect_identical(as.integer(table(run$truth)), as.integer(rowSums(run$counts)))
  expect_identical(sum(run$counts), 360L)

  metrics <- run$history$metrics
  expect_true(all(is.finite(unlist(metrics))))
  expect_length(metrics$loss, 2L)
  # A tenth by guessing.
  expect_gt(run$result$accuracy, 0.5)
  expect_gt(metrics$val_accuracy[[2]], 0.5)
  # What training sees differs from time to time, and from the scans.
  expect_false(identical(run$versions[[2]], run$versions[[3]]))
  expect_false(identical(run$versions[[1]], run$versions[[2]]))
  expect_setequal(
    list.files(run$folder),
    c("best.keras", "confusion.png", "history.csv", "history.png", "images", "varied.png")
  )
})
