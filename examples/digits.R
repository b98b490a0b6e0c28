# Train a small convolutional network with spatial dropout on scanned digits, look
# at what it learnt, save it, read it back and use it.
#
#   Rscript examples/digits.R [folder for the results, by default "digits-results"]
#
# The digits are those that come with scikit-learn: 1,797 scans of 8 x 8 pixels
# (E. Alpaydin, C. Kaynak, 1998, doi:10.24432/C50P49). Nothing is downloaded.

library(lamina)

folder <- commandArgs(trailingOnly = TRUE)
folder <- if (length(folder)) folder[[1]] else "digits-results"
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
started <- Sys.time()

step <- function(...) cat("\n==> ", ..., "\n", sep = "")

# ---- Data ----------------------------------------------------------------------

step("Data: scikit-learn's scanned digits")
set_random_seed(1)
digits <- import("sklearn.datasets")$load_digits()
images <- array(digits$images / 16, c(dim(digits$images), 1))
labels <- as.integer(digits$target)

n <- length(labels)
part <- cut(sample(n) / n, c(0, 0.6, 0.8, 1), labels = c("train", "validate", "test"))
pick <- function(name) list(x = images[part == name, , , , drop = FALSE], y = labels[part == name])
train <- pick("train")
validate <- pick("validate")
test <- pick("test")
cat(sprintf(
  "%d to train on, %d to validate with, %d kept for the test\n",
  length(train$y), length(validate$y), length(test$y)
))

# ---- Model ---------------------------------------------------------------------

step("Model: convolutions with spatial dropout between them")
model <- keras_model_sequential(input_shape = c(8, 8, 1), name = "digits") |>
  layer_conv_2d(32, 3, padding = "same", activation = "relu", name = "first_maps") |>
  layer_spatial_dropout_2d(0.2, seed = 1, name = "drop_maps") |>
  layer_conv_2d(64, 3, padding = "same", activation = "relu") |>
  layer_max_pooling_2d(2) |>
  layer_spatial_dropout_2d(0.2, seed = 2) |>
  layer_conv_2d(64, 3, padding = "same", activation = "relu") |>
  layer_global_average_pooling_2d() |>
  layer_dense(10, activation = "softmax")
print(model)

# ---- Training ------------------------------------------------------------------

step("Training: on ", config_backend())
model |> compile(
  optimizer_adam(learning_rate = 1e-3),
  loss = loss_sparse_categorical_crossentropy(),
  metrics = list(metric_sparse_categorical_accuracy(name = "accuracy"))
)
history <- model |> fit(
  train$x, train$y,
  validation_data = list(validate$x, validate$y),
  epochs = 60, batch_size = 64, verbose = 2,
  callbacks = callback_early_stopping(patience = 8, restore_best_weights = TRUE)
)
print(history)

# ---- Test ----------------------------------------------------------------------

step("Test: digits that neither training nor the choice of the epoch has seen")
probability <- model |> predict(test$x, verbose = 0)
predicted <- max.col(probability) - 1
right <- sum(predicted == test$y)
interval <- 100 * binom.test(right, length(test$y))$conf.int
cat(sprintf(
  "Test accuracy: %.1f %% (%d of %d right; 95 %% interval %.1f to %.1f %%)\n",
  100 * right / length(test$y), right, length(test$y), interval[[1]], interval[[2]]
))
print(table(digit = test$y, predicted = factor(predicted, levels = 0:9)), zero.print = ".")

# ---- Pictures ------------------------------------------------------------------

step("Pictures")
first_maps <- keras_model(model$inputs, model$layers[[1]]$output)
maps <- first_maps |> predict(test$x[1:4, , , , drop = FALSE], verbose = 0)
picture <- function(name, plot, width, height) {
  path <- file.path(folder, name)
  ggplot2::ggsave(path, plot, width = width, height = height, dpi = 150)
  cat(path, "\n")
}
picture("history.png", plot(history), 7, 5)
picture("feature-maps.png", plot_feature_maps(maps, model$layers[[2]]), 8, 5)

# ---- How sure is it ------------------------------------------------------------

step("Monte Carlo dropout: 100 predictions with other maps dropped in each")
draws <- predict_mc_dropout(model, test$x, samples = 100, seed = 1, verbose = 0)
print(draws)
unsure <- draws$entropy > quantile(draws$entropy, 0.9)
cat(sprintf(
  "%d of the %d mistakes are among the tenth of the digits that it is least sure of\n",
  sum(predicted[unsure] != test$y[unsure]), sum(predicted != test$y)
))
picture("how-sure.png", plot(draws, test$y, type = "examples", images = test$x), 8, 4.6)
picture("accuracy-kept.png", plot(draws, test$y), 7, 4.6)

# ---- Save, read back, use ------------------------------------------------------

step("Saving, reading back, predicting again")
path <- file.path(folder, "digits.keras")
save_model(model, path, overwrite = TRUE)
again <- load_model(path)
same <- identical(probability, predict(again, test$x, verbose = 0))
cat(sprintf(
  "%s (%s kB); predictions after reading it back %s\n",
  path, format(round(file.size(path) / 1024)), if (same) "are the same" else "DIFFER"
))
stopifnot(same)

cat(sprintf(
  "\nDone in %.0f s: test accuracy %.1f %%, results in %s\n",
  as.numeric(Sys.time() - started, units = "secs"), 100 * right / length(test$y), folder
))
