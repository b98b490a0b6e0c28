# Needs a backend, whichever.

# What the tests of a family that train have in their code, and what stands beside the tests.
names_in_trainings <- function(file) {
  code <- as.list(parse(test_path(file), keep.source = FALSE))
  trains <- function(expr) {
    names <- all.names(expr)
    !("test_that" %in% names) || any(c("fit", "trained", "ended") %in% names)
  }
  unique(unlist(lapply(Filter(trains, code), all.names)))
}

# The tests of losses and metrics train with all that have a counterpart in Keras, but for these,
# which they name.
test_that("each optimizer, loss, metric and callback is in a training of its family's tests", {
  exports <- function(prefix) grep(paste0("^", prefix), getNamespaceExports("lamina"), value = TRUE)
  by_name <- c(
    "loss_ctc", "metric_mean", "metric_sum", "metric_mean_wrapper", "metric_huber",
    "metric_log_cosh", "metric_binary_focal_crossentropy",
    "metric_categorical_focal_crossentropy", grep("sparse", exports("metric_"), value = TRUE)
  )
  looped <- setdiff(c(names(counterparts$losses), names(counterparts$metrics)), by_name)
  files <- list(
    optimizer_ = "test-gen-object-optimizers.R", loss_ = "test-gen-object-losses.R",
    metric_ = "test-gen-object-metrics.R",
    callback_ = c("test-gen-object-callbacks.R", "test-set-dropout-rate.R")
  )
  for (prefix in names(files)) {
    found <- exports(prefix)
    expect_gt(length(found), 10L)
    in_tests <- unlist(lapply(files[[prefix]], names_in_trainings))
    expect_identical(setdiff(found, c(looped, in_tests)), character(), label = prefix)
  }
})
