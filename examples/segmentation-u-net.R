# Find digits on photographs, pixel by pixel, with a U-Net and spatial dropout, and look at where
# it is unsure.
#
#   Rscript examples/segmentation-u-net.R [folder] [epochs]
#
# The folder for the results is by default "segmentation-u-net-results". The digits and the two
# photographs come with scikit-learn (E. Alpaydin, C. Kaynak, 1998, doi:10.24432/C50P49);
# nothing is downloaded. Digits in all colours are written on pieces of the photographs. The
# network is that of O. Ronneberger and others, 2015, doi:10.1007/978-3-319-24574-4_28, much
# smaller; that dropout tells how unsure a network is, is the idea of Y. Gal and Z. Ghahramani,
# 2016, doi:10.48550/arXiv.1506.02142. The intersection over union with the true masks is 0.82.

library(lamina)

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments)) arguments[[1]] else "segmentation-u-net-results"
epochs <- if (length(arguments) > 1) as.integer(arguments[[2]]) else 15L
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
started <- Sys.time()

step <- function(...) cat("\n==> ", ..., "\n", sep = "")

# ---- Data ----------------------------------------------------------------------

step("Data: scikit-learn's digits, written on pieces of its photographs")
set.seed(1)
set_random_seed(1)
datasets <- reticulate::import("sklearn.datasets")
digits <- datasets$load_digits()$images / 16
photographs <- lapply(datasets$load_sample_images()$images, function(x) x / 255)
size <- 32

# Linear interpolation of a square image to n x n pixels is a product with this on both sides.
interpolation <- function(from, n) {
  place <- (seq_len(n) - 0.5) / n * from + 0.5
  pmax(1 - abs(outer(pmin(pmax(place, 1), from), seq_len(from), "-")), 0)
}

# A colour that can be told from what is behind it.
seen_colour <- function(behind) {
  repeat {
    colour <- runif(3)
    if (sqrt(sum((colour - apply(behind, 3, mean))^2)) > 0.4) return(colour)
  }
}

# One to three digits of 14 to 20 pixels on a piece of a photograph, each in a colour of its own.
draw_scene <- function(digit_pool, columns) {
  photograph <- photographs[[sample(length(photographs), 1)]]
  top <- sample(nrow(photograph) - size, 1)
  left <- sample(seq(columns[[1]], columns[[2]] - size), 1)
  image <- photograph[top + seq_len(size), left + seq_len(size), ]
  mask <- matrix(0, size, size)
  for (i in seq_len(sample(3, 1))) {
    n <- sample(14:20, 1)
    weights <- interpolation(8, n)
    ink <- weights %*% digits[sample(digit_pool, 1), , ] %*% t(weights)
    rows <- sample(size - n + 1, 1) - 1 + seq_len(n)
    across <- sample(size - n + 1, 1) - 1 + seq_len(n)
    colour <- seen_colour(image[rows, across, ])
    for (channel in 1:3) {
      image[rows, across, channel] <- (1 - ink) * image[rows, across, channel] +
        ink * colour[[channel]]
    }
    mask[rows, across] <- pmax(mask[rows, across], ink > 0.5)
  }
  list(image = image, mask = mask)
}
draw_scenes <- function(n, digit_pool, columns) {
  scenes <- replicate(n, draw_scene(digit_pool, columns), simplify = FALSE)
  stack <- function(name, channels) {
    parts <- vapply(scenes, function(scene) as.vector(scene[[name]]), numeric(size^2 * channels))
    aperm(array(parts, c(size, size, channels, n)), c(4, 1, 2, 3))
  }
  list(x = stack("image", 3), y = stack("mask", 1))
}

# The test has other digits, on the right part of the photographs.
train <- draw_scenes(1200, 1:1400, c(0, 440))
test <- draw_scenes(200, 1401:1797, c(440, 640))
cat(sprintf(
  "%d scenes to train on, %d to test; %.0f %% of the pixels are of digits\n",
  nrow(train$x), nrow(test$x), 100 * mean(test$y)
))

# ---- Model ---------------------------------------------------------------------

step("Model: a U-Net of three levels")
start <- "he_normal"
twice <- function(x, filters) {
  x |>
    layer_conv_2d(filters, 3, padding = "same", activation = "relu", kernel_initializer = start) |>
    layer_conv_2d(filters, 3, padding = "same", activation = "relu", kernel_initializer = start)
}
upwards <- function(x, beside, filters) {
  x |>
    layer_conv_2d_transpose(filters, 2, strides = 2, activation = "relu") |>
    layer_concatenate(beside) |>
    twice(filters)
}
pixels <- keras_input(c(size, size, 3), name = "pixels")
first <- pixels |> twice(16)
second <- first |> layer_max_pooling_2d(2) |> layer_spatial_dropout_2d(0.1, seed = 1) |> twice(32)
deepest <- second |>
  layer_max_pooling_2d(2) |>
  layer_spatial_dropout_2d(0.2, seed = 2) |>
  twice(48) |>
  layer_spatial_dropout_2d(0.2, seed = 3)
mask <- deepest |>
  upwards(second, 32) |>
  layer_spatial_dropout_2d(0.1, seed = 4) |>
  upwards(first, 16) |>
  layer_conv_2d(1, 1, activation = "sigmoid", name = "mask")
model <- keras_model(pixels, mask, name = "u_net")
print(model)

# ---- Training ------------------------------------------------------------------

step("Training: on ", config_backend())
# The test is looked at after each epoch; nothing is chosen by it.
steps <- epochs * ceiling(nrow(train$x) / 16)
model |> compile(
  optimizer_adam(learning_rate_schedule_cosine_decay(2e-3, decay_steps = steps)),
  loss = "binary_crossentropy",
  metrics = list(metric_binary_iou(target_class_ids = list(1L), threshold = 0.5, name = "iou"))
)
history <- model |> fit(
  train$x, train$y,
  validation_data = list(test$x, test$y),
  epochs = epochs, batch_size = 16, verbose = 2
)
print(history)

# ---- Test ----------------------------------------------------------------------

step("Test: other digits on other pieces of the photographs")
tested <- model |> evaluate(test$x, test$y, verbose = 0)
probability <- model |> predict(test$x, verbose = 0)
predicted <- probability > 0.5
iou <- sum(predicted & test$y == 1) / sum(predicted | test$y == 1)
right <- mean(predicted == test$y)
cat(sprintf("Intersection over union %.3f; %.1f %% of the pixels right\n", iou, 100 * right))

# 20 predictions of some scenes with other maps dropped in each: by how much they vary.
shown <- order(-apply(test$y, 1, sum))[round(seq(10, 190, length.out = 6))]
scenes <- as_tensor(test$x[shown, , , ], dtype = "float32")
draws <- replicate(20, as.array(model(scenes, training = TRUE))[, , , 1])
deviation <- apply(draws, 1:3, sd)
wrong <- (apply(draws, 1:3, mean) > 0.5) != (test$y[shown, , , 1] == 1)
cat(sprintf(
  "Mean standard deviation of 20 draws: %.3f where they are wrong, %.3f where they are right\n",
  mean(deviation[wrong]), mean(deviation[!wrong])
))

# ---- Pictures ------------------------------------------------------------------

step("Pictures")
picture <- function(name, plot, width, height) {
  path <- file.path(folder, name)
  ggplot2::ggsave(path, plot, width = width, height = height, dpi = 150)
  cat(path, "\n")
}

columns <- c("image", "true mask", "predicted", "unsure")
cells <- expand.grid(scene = seq_along(shown), row = seq_len(size), column = seq_len(size))
heat <- function(x) {
  ramp <- grDevices::colorRamp(grDevices::hcl.colors(32, "Inferno"))
  grDevices::rgb(ramp(pmin(as.vector(x) / 0.3, 1)), maxColorValue = 255)
}
image <- test$x[shown, , , ]
fill <- list(
  grDevices::rgb(as.vector(image[, , , 1]), as.vector(image[, , , 2]), as.vector(image[, , , 3])),
  grDevices::grey(as.vector(test$y[shown, , , 1])),
  grDevices::grey(as.vector(probability[shown, , , 1])),
  heat(deviation)
)
sheet <- do.call(rbind, Map(function(fill, what) data.frame(cells, fill, what), fill, columns))
sheet$what <- factor(sheet$what, columns)
picture(
  "masks.png",
  ggplot2::ggplot(sheet, ggplot2::aes(column, row, fill = fill)) +
    ggplot2::geom_raster() +
    ggplot2::facet_grid(what ~ scene, switch = "y") +
    ggplot2::scale_fill_identity() +
    ggplot2::scale_y_reverse() +
    ggplot2::coord_equal(expand = FALSE) +
    ggplot2::labs(
      title = "Digits on photographs, found pixel by pixel",
      subtitle = sprintf("Scenes of the test; intersection over union of all of them: %.2f", iou),
      caption = paste(
        "Unsure: standard deviation of the probability in 20 predictions with dropout,",
        "from 0, black, to 0.3, yellow"
      )
    ) +
    ggplot2::theme_void(base_size = 11) +
    ggplot2::theme(
      plot.background = ggplot2::element_rect(fill = "white", colour = NA),
      plot.margin = ggplot2::margin(8, 8, 8, 8),
      plot.subtitle = ggplot2::element_text(margin = ggplot2::margin(4, 0, 8, 0)),
      plot.caption = ggplot2::element_text(size = 9, hjust = 0, margin = ggplot2::margin(t = 8)),
      panel.spacing = grid::unit(4, "pt"),
      strip.text.x = ggplot2::element_blank(),
      strip.text.y.left = ggplot2::element_text(hjust = 1, margin = ggplot2::margin(r = 6))
    ),
  7.5, 5.4
)
picture("history.png", plot(history), 7, 4.6)

cat(sprintf(
  "\nDone in %.0f s: intersection over union %.3f, results in %s\n",
  as.numeric(Sys.time() - started, units = "secs"), iou, folder
))
