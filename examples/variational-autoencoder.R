# Write a variational autoencoder as a model class, train it on scanned digits, and
# look at the two numbers that it encodes a digit with.
#
#   Rscript examples/variational-autoencoder.R [folder] [epochs]
#
# JAX and TensorFlow trace the step once and repeat it. PyTorch runs its R code in every step:
# all 60 epochs took 53 s of processor time there, on one thread (OMP_NUM_THREADS=1).
#
# The folder for the results is by default "variational-autoencoder-results". The digits are
# those that come with scikit-learn: 1,797 scans of 8 x 8 pixels (E. Alpaydin, C. Kaynak, 1998,
# doi:10.24432/C50P49). Nothing is downloaded. The model is that of D. P. Kingma and
# M. Welling, 2013, doi:10.48550/arXiv.1312.6114.

library(lamina)

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments)) arguments[[1]] else "variational-autoencoder-results"
epochs <- if (length(arguments) > 1) as.integer(arguments[[2]]) else 60
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
started <- Sys.time()

step <- function(...) cat("\n==> ", ..., "\n", sep = "")

# ---- Data ----------------------------------------------------------------------

step("Data: scikit-learn's scanned digits")
set_random_seed(1)
digits <- import("sklearn.datasets")$load_digits()
images <- array(digits$images / 16, c(dim(digits$images), 1))
labels <- as.integer(digits$target)

test <- sample(length(labels), 261)
cat(sprintf("%d to train on, %d kept for the test\n", length(labels) - length(test), length(test)))
train_x <- images[-test, , , , drop = FALSE]
test_x <- images[test, , , , drop = FALSE]

# ---- Model ---------------------------------------------------------------------

step("Model: an encoder from digits to two numbers, and a decoder back to digits")
pixels <- keras_input(c(8, 8, 1))
features <- pixels |>
  layer_flatten() |>
  layer_dense(256, activation = "relu") |>
  layer_dense(64, activation = "relu")
encoder <- keras_model(
  pixels,
  list(layer_dense(features, 2, name = "mean"), layer_dense(features, 2, name = "log_variance")),
  name = "encoder"
)
decoder <- keras_model_sequential(input_shape = 2, name = "decoder") |>
  layer_dense(64, activation = "relu") |>
  layer_dense(256, activation = "relu") |>
  layer_dense(8 * 8, activation = "sigmoid") |>
  layer_reshape(c(8, 8, 1))
print(encoder)
print(decoder)

model_autoencoder <- Model(
  "VariationalAutoencoder",
  initialize = function(encoder, decoder) {
    super$initialize()
    self$encoder <- encoder
    self$decoder <- decoder
    self$seeds <- random_seed_generator(1)
    self$loss_tracker <- metric_mean(name = "loss")
    self$pixels_tracker <- metric_mean(name = "pixels")
    self$divergence_tracker <- metric_mean(name = "divergence")
  },
  # The reconstructed digits, without noise.
  call = function(inputs) self$decoder(self$encoder(inputs)[[1]]),
  private = list(
    # The reconstruction error after noise is added to the code, and the divergence of the codes
    # from a standard normal distribution.
    losses = function(x, training) {
      code <- self$encoder(x, training = training)
      mean <- code[[1]]
      log_variance <- code[[2]]
      noise <- random_normal(op_shape(mean), seed = self$seeds)
      made <- self$decoder(mean + op_exp(log_variance / 2) * noise, training = training)
      pixels <- 64 * op_mean(loss_binary_crossentropy(x, made))
      divergence <- op_mean(
        -0.5 * op_sum(1 + log_variance - mean^2 - op_exp(log_variance), axis = -1)
      )
      list(pixels + divergence, pixels, divergence)
    },
    results = function(losses) {
      self$loss_tracker$update_state(losses[[1]])
      self$pixels_tracker$update_state(losses[[2]])
      self$divergence_tracker$update_state(losses[[3]])
      list(
        loss = self$loss_tracker$result(),
        pixels = self$pixels_tracker$result(),
        divergence = self$divergence_tracker$result()
      )
    }
  ),
  train_step = function(data) {
    step <- value_and_gradients(
      function() private$losses(data, training = TRUE),
      self$trainable_variables
    )
    self$optimizer$apply(step$gradients, self$trainable_variables)
    private$results(step$value)
  },
  test_step = function(data) private$results(private$losses(data, training = FALSE)),
  metrics = active_property(function() {
    list(self$loss_tracker, self$pixels_tracker, self$divergence_tracker)
  })
)

# ---- Training ------------------------------------------------------------------

step("Training: on ", config_backend())
model <- model_autoencoder(encoder, decoder)
model |> compile(optimizer_adam(learning_rate = 2e-3))
history <- model |> fit(train_x, epochs = epochs, batch_size = 64, verbose = 2)
print(history)

# ---- Test ----------------------------------------------------------------------

step("Test: digits that it has not seen")
lost <- model |> evaluate(test_x, batch_size = 87, verbose = 0)
print(unlist(lost))
codes <- encoder |> predict(test_x, verbose = 0)
again <- model |> predict(test_x, verbose = 0)
cat(sprintf(
  "On average a pixel is off by %.3f, on a scale from 0 to 1\n",
  mean(abs(again - test_x))
))

# ---- Pictures ------------------------------------------------------------------

step("Pictures")
picture <- function(name, plot, width, height) {
  path <- file.path(folder, name)
  ggplot2::ggsave(path, plot, width = width, height = height, dpi = 150)
  cat(path, "\n")
}

# Images side by side, row by row.
plot_sheet <- function(images, columns) {
  # With a line between them.
  lined <- array(NA, c(dim(images)[[1]], 9, 9))
  lined[, 1:8, 1:8] <- images
  pixels <- expand.grid(image = seq_len(dim(images)[[1]]) - 1, row = 1:9, column = 1:9)
  x <- pixels$image %% columns * 9 + pixels$column
  y <- pixels$image %/% columns * 9 + pixels$row
  ink <- as.vector(lined)
  ggplot2::ggplot(data.frame(x, y, ink), ggplot2::aes(x, y, fill = ink)) +
    ggplot2::geom_raster() +
    ggplot2::scale_fill_gradient(
      low = "white", high = "black", na.value = "grey85", limits = 0:1, guide = "none"
    ) +
    ggplot2::scale_y_reverse() +
    ggplot2::coord_equal(expand = FALSE) +
    ggplot2::theme_void() +
    ggplot2::theme(
      plot.background = ggplot2::element_rect(fill = "white", colour = NA),
      plot.margin = ggplot2::margin(6, 6, 6, 6),
      plot.title = ggplot2::element_text(size = 11, margin = ggplot2::margin(b = 6))
    )
}

first <- order(labels[test])[round(seq(1, length(test), length.out = 20))]
pairs <- array(0, c(40, 8, 8, 1))
pairs[c(1:10, 21:30), , , ] <- test_x[first, , , ]
pairs[c(11:20, 31:40), , , ] <- again[first, , , ]
picture(
  "reconstructions.png",
  plot_sheet(pairs, 10) + ggplot2::ggtitle("Test digits, and their reconstructions below"), 6, 2.8
)

# The middles of 15 equally likely parts of a normal distribution, in both directions.
places <- stats::qnorm((1:15 - 0.5) / 15)
grid <- as.matrix(expand.grid(places, rev(places)))
made <- decoder |> predict(unname(grid), verbose = 0)
picture(
  "digits-made.png",
  plot_sheet(made, 15) +
    ggplot2::ggtitle("Digits decoded from two numbers, which increase to the right and upwards"),
  6, 6.3
)

points <- data.frame(
  first = codes[[1]][, 1], second = codes[[1]][, 2], digit = factor(labels[test])
)
picture(
  "latent-space.png",
  ggplot2::ggplot(points, ggplot2::aes(first, second, colour = digit, label = digit)) +
    ggplot2::geom_text(size = 3.5, show.legend = FALSE) +
    ggplot2::scale_colour_manual(values = grDevices::hcl.colors(10, "Dark 3")) +
    ggplot2::coord_equal() +
    ggplot2::labs(
      title = "Codes of the test digits", x = "first number", y = "second number"
    ) +
    ggplot2::theme_minimal(),
  6, 6
)

cat(sprintf(
  "\nDone in %.0f s: results in %s\n", as.numeric(Sys.time() - started, units = "secs"), folder
))
