# Write a generative adversarial network as a model class, train it on scanned digits, and
# look at the digits that it generates.
#
#   Rscript examples/gan.R [folder] [epochs]
#
# JAX and TensorFlow trace the step once and repeat it: all 100 epochs took 28 s of processor time
# on TensorFlow. PyTorch runs its R code in every step: 2 s of processor time for each epoch. Both
# on one thread (OMP_NUM_THREADS=1). After 20 epochs all the digits still look alike, on either.
#
# The folder for the results is by default "gan-results". The digits are those that come with
# scikit-learn: 1,797 scans of 8 x 8 pixels (E. Alpaydin, C. Kaynak, 1998,
# doi:10.24432/C50P49). Nothing is downloaded. The idea is that of I. Goodfellow and
# others, 2014, doi:10.48550/arXiv.1406.2661.

library(lamina)

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments)) arguments[[1]] else "gan-results"
epochs <- if (length(arguments) > 1) as.integer(arguments[[2]]) else 100
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
started <- Sys.time()

step <- function(...) cat("\n==> ", ..., "\n", sep = "")

# ---- Data ----------------------------------------------------------------------

step("Data: scikit-learn's scanned digits")
set_random_seed(1)
digits <- import("sklearn.datasets")$load_digits()
# Only full batches of 64, because some backends would compile the step again for a smaller one.
images <- array(digits$images / 16, c(dim(digits$images), 1))[1:1792, , , , drop = FALSE]
cat(dim(images)[[1]], "digits to learn from\n")

# ---- Model ---------------------------------------------------------------------

step("Model: a forger, and a critic with spatial dropout who tells forged digits from real ones")
latent <- 16
generator <- keras_model_sequential(input_shape = latent, name = "generator") |>
  layer_dense(128, activation = "leaky_relu") |>
  layer_dense(256, activation = "leaky_relu") |>
  layer_dense(8 * 8, activation = "sigmoid") |>
  layer_reshape(c(8, 8, 1))
discriminator <- keras_model_sequential(input_shape = c(8, 8, 1), name = "discriminator") |>
  layer_conv_2d(32, 3, strides = 2, padding = "same", activation = "leaky_relu") |>
  layer_spatial_dropout_2d(0.3, seed = 1) |>
  layer_flatten() |>
  layer_dense(128, activation = "leaky_relu") |>
  layer_dense(1)
print(generator)
print(discriminator)

model_gan <- Model(
  "Gan",
  initialize = function(discriminator, generator) {
    super$initialize()
    self$discriminator <- discriminator
    self$generator <- generator
    self$seeds <- random_seed_generator(1)
    self$d_tracker <- metric_mean(name = "discriminator_loss")
    self$g_tracker <- metric_mean(name = "generator_loss")
  },
  compile = function(d_optimizer, g_optimizer) {
    super$compile()
    self$d_optimizer <- d_optimizer
    self$g_optimizer <- g_optimizer
    private$loss <- loss_binary_crossentropy(from_logits = TRUE)
  },
  private = list(
    forge = function(real) {
      shape <- list(op_shape(real)[[1]], self$generator$input_shape[[2]])
      noise <- random_normal(shape, seed = self$seeds)
      self$generator(noise, training = TRUE)
    }
  ),
  train_step = function(data) {
    # The critic learns to return 1 for real digits and 0 for forged ones. The target for real ones
    # is 0.9, so that it does not become too sure for the forger to learn from it.
    forged <- private$forge(data)
    variables <- self$discriminator$trainable_variables
    d <- value_and_gradients(function() {
      of_real <- self$discriminator(data, training = TRUE)
      of_forged <- self$discriminator(forged, training = TRUE)
      private$loss(0.9 * op_ones_like(of_real), of_real) +
        private$loss(op_zeros_like(of_forged), of_forged)
    }, variables)
    self$d_optimizer$apply(d$gradients, variables)

    # The forger learns to make digits that the critic believes to be real.
    variables <- self$generator$trainable_variables
    g <- value_and_gradients(function() {
      of_forged <- self$discriminator(private$forge(data), training = TRUE)
      private$loss(op_ones_like(of_forged), of_forged)
    }, variables)
    self$g_optimizer$apply(g$gradients, variables)

    self$d_tracker$update_state(d$value)
    self$g_tracker$update_state(g$value)
    list(discriminator_loss = self$d_tracker$result(), generator_loss = self$g_tracker$result())
  },
  metrics = active_property(function() list(self$d_tracker, self$g_tracker))
)

# ---- Training ------------------------------------------------------------------

step("Training: on ", config_backend())
gan <- model_gan(discriminator, generator)
gan |> compile(
  d_optimizer = optimizer_adam(learning_rate = 5e-4, beta_1 = 0.5),
  g_optimizer = optimizer_adam(learning_rate = 5e-4, beta_1 = 0.5)
)
history <- gan |> fit(images, epochs = epochs, batch_size = 64, verbose = 2)
print(history)

# ---- Pictures ------------------------------------------------------------------

step("Pictures")
picture <- function(name, plot, width, height) {
  path <- file.path(folder, name)
  ggplot2::ggsave(path, plot, width = width, height = height, dpi = 150)
  cat(path, "\n")
}

# Images side by side, row by row.
plot_sheet <- function(images, columns, title) {
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
    ggplot2::ggtitle(title) +
    ggplot2::theme_void() +
    ggplot2::theme(
      plot.background = ggplot2::element_rect(fill = "white", colour = NA),
      plot.margin = ggplot2::margin(6, 6, 6, 6),
      plot.title = ggplot2::element_text(size = 11, margin = ggplot2::margin(b = 6))
    )
}

noise <- matrix(rnorm(100 * latent), 100)
forged <- generator |> predict(noise, verbose = 0)
picture("digits-made.png", plot_sheet(forged, 10, "Digits that the generator made"), 5, 5.3)
real <- images[sample(dim(images)[[1]], 100), , , , drop = FALSE]
picture("digits-real.png", plot_sheet(real, 10, "Digits that it learnt from"), 5, 5.3)
picture("history.png", plot(history), 7, 5)

cat(sprintf(
  "\nDone in %.0f s: results in %s\n", as.numeric(Sys.time() - started, units = "secs"), folder
))
