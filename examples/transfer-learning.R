# Learn from few examples by transfer: a network learns a task of which there is much data, its
# layers are frozen as the backbone of a network for a second task of which there is little, and
# the last of them is then trained on, with small steps. Beside it the same network learns the
# second task from nothing.
#
#   Rscript examples/transfer-learning.R [folder] [epochs]
#
# The folder for the results is by default "transfer-learning-results". The first task is to read
# digits, the second to tell even from odd ones by twenty examples. The digits are those that come
# with scikit-learn: 1,797 scans of 8 x 8 pixels (E. Alpaydin, C. Kaynak, 1998,
# doi:10.24432/C50P49). Nothing is downloaded. How well features of one task serve another is
# measured by J. Yosinski and others, 2014, doi:10.48550/arXiv.1411.1792.
#
# On each backend 94 to 95 % of the test were told right, 84 % by the network that learnt from
# nothing. A small head on good features is all that twenty examples can teach: to train the
# backbone on adds nothing.

library(lamina)

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments)) arguments[[1]] else "transfer-learning-results"
epochs <- if (length(arguments) > 1) as.integer(arguments[[2]]) else 30L
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
started <- Sys.time()

step <- function(...) cat("\n==> ", ..., "\n", sep = "")

# ---- Data ----------------------------------------------------------------------

step("Data: scikit-learn's scanned digits")
set_random_seed(1)
digits <- reticulate::import("sklearn.datasets")$load_digits()
images <- array(digits$images / 16, c(dim(digits$images), 1))
labels <- as.integer(digits$target)

pick <- function(which, y) list(x = images[which, , , , drop = FALSE], y = y[which])
is_odd <- labels %% 2L
first <- sample(length(labels), 900)
rest <- setdiff(seq_along(labels), first)
# What is learnt from few examples depends on which: the second task is learnt from several draws,
# of two examples of each digit.
draws <- max(1L, min(3L, epochs %/% 10L))
few <- lapply(seq_len(draws), function(draw) {
  sample(unlist(lapply(0:9, function(digit) sample(rest[labels[rest] == digit], 2))))
})
test <- setdiff(rest, unlist(few))
cat(sprintf(
  "%d scans to train on in the first task, %d in the second, %d kept for the test of both\n",
  length(first), length(few[[1]]), length(test)
))
first <- pick(first, labels)

# ---- The first task ------------------------------------------------------------

new_backbone <- function() {
  keras_model_sequential(input_shape = c(8, 8, 1), name = "backbone") |>
    layer_conv_2d(32, 3, padding = "same", activation = "relu", name = "edges") |>
    layer_spatial_dropout_2d(0.1) |>
    layer_conv_2d(64, 3, padding = "same", activation = "relu", name = "strokes") |>
    layer_max_pooling_2d(2) |>
    layer_conv_2d(64, 3, padding = "same", activation = "relu", name = "shapes") |>
    layer_flatten() |>
    layer_dense(64, activation = "relu", name = "traits")
}
with_head <- function(backbone, classes) {
  inputs <- keras_input(c(8, 8, 1))
  outputs <- inputs |>
    backbone() |>
    layer_dropout(0.3) |>
    layer_dense(classes, activation = "softmax", name = "head")
  keras_model(inputs, outputs)
}
prepare <- function(model, learning_rate) {
  model |> compile(
    optimizer = optimizer_adam(learning_rate = learning_rate),
    loss = loss_sparse_categorical_crossentropy(),
    metrics = list(metric_sparse_categorical_accuracy(name = "accuracy"))
  )
}

step("The first task: a backbone, and a head that reads digits; on ", config_backend())
backbone <- new_backbone()
reader <- with_head(backbone, 10)
print(reader)
reader |> prepare(2e-3)
reading <- reader |> fit(
  first$x, first$y, epochs = max(1L, epochs %/% 3L), batch_size = 32, validation_split = 0.2,
  verbose = 2
)
test <- pick(test, is_odd)
path <- file.path(folder, "backbone.keras")
save_model(backbone, path, overwrite = TRUE)

# ---- The second task -----------------------------------------------------------

# The accuracy in the test, after each epoch.
learn <- function(model, examples, epochs) {
  history <- model |> fit(
    examples$x, examples$y, epochs = epochs, batch_size = 5, verbose = 0,
    validation_data = list(test$x, test$y), validation_batch_size = 1000
  )
  history$metrics$val_accuracy
}

transfer <- function(examples) {
  backbone <- load_model(path)
  freeze_weights(backbone)
  model <- with_head(backbone, 2)
  model |> prepare(1e-2)
  frozen <- model |> learn(examples, epochs)
  stopifnot(identical(get_weights(backbone), get_weights(load_model(path))))

  # The steps are small, so that what the backbone knows is not lost.
  unfreeze_weights(backbone, from = "traits")
  model |> prepare(2e-4)
  c(frozen, model |> learn(examples, epochs))
}

from_nothing <- function(examples) {
  model <- with_head(new_backbone(), 2)
  model |> prepare(2e-3)
  model |> learn(examples, 2L * epochs)
}

step("The second task: a new head tells even from odd, then the backbone's last layer learns, too")
accuracy <- do.call(rbind, lapply(seq_len(draws), function(draw) {
  examples <- pick(few[[draw]], is_odd)
  curves <- list(transferred = transfer(examples), "from nothing" = from_nothing(examples))
  for (way in names(curves)) {
    shown <- 100 * curves[[way]][c(epochs, 2L * epochs)]
    cat(sprintf(
      "draw %d, %-12s %.1f %% after %d epochs, %.1f %% after %d\n",
      draw, way, shown[[1]], epochs, shown[[2]], 2L * epochs
    ))
  }
  data.frame(
    draw, epoch = seq_len(2L * epochs), way = rep(names(curves), each = 2L * epochs),
    accuracy = unlist(curves, use.names = FALSE)
  )
}))
at_end <- accuracy[accuracy$epoch == 2L * epochs, ]
means <- tapply(at_end$accuracy, at_end$way, mean)

# ---- Picture -------------------------------------------------------------------

step("Picture")
mean_of <- aggregate(accuracy ~ epoch + way, accuracy, mean)
ends <- mean_of[mean_of$epoch == 2L * epochs, ]
phases <- data.frame(
  epoch = c(1, epochs + 1), label = c("backbone frozen", "its last layer learns, too")
)
curves <- ggplot2::ggplot(accuracy, ggplot2::aes(epoch, accuracy, colour = way)) +
  ggplot2::geom_vline(xintercept = epochs + 0.5, linetype = 2, colour = "grey60") +
  ggplot2::geom_hline(yintercept = 0.5, linetype = 3, colour = "grey40") +
  ggplot2::annotate(
    "text", x = 2 * epochs, y = 0.505, label = "guessing", colour = "grey40", size = 3.2,
    hjust = 1, vjust = 0
  ) +
  ggplot2::geom_text(
    ggplot2::aes(y = 1.01, label = label), phases, colour = "#1f5a87", size = 3.4, hjust = 0,
    vjust = 0
  ) +
  ggplot2::geom_line(ggplot2::aes(group = paste(way, draw)), alpha = 0.35, linewidth = 0.4) +
  ggplot2::geom_line(data = mean_of, linewidth = 1.1) +
  ggplot2::geom_text(
    ggplot2::aes(label = sprintf("%s\n%.0f %%", way, 100 * accuracy)), ends, hjust = 0,
    nudge_x = epochs / 40, size = 3.4, lineheight = 0.95
  ) +
  ggplot2::scale_colour_manual(
    values = c("from nothing" = "#d95f02", transferred = "#1f5a87"), guide = "none"
  ) +
  ggplot2::scale_y_continuous(
    labels = function(x) paste0(100 * x, " %"), breaks = 2:5 / 5
  ) +
  ggplot2::coord_cartesian(ylim = c(0.4, 1.03), clip = "off") +
  ggplot2::labs(
    x = "epoch", y = "test accuracy", title = "Even or odd? Learnt from twenty scanned digits",
    subtitle = if (draws > 1) sprintf("thin: %d draws of the twenty, thick: their mean", draws)
  ) +
  ggplot2::theme_minimal(11) +
  ggplot2::theme(
    panel.grid.minor = ggplot2::element_blank(),
    plot.background = ggplot2::element_rect(fill = "white", colour = NA),
    plot.margin = ggplot2::margin(8, 80, 8, 8),
    plot.title.position = "plot"
  )
picture <- file.path(folder, "transfer.png")
ggplot2::ggsave(picture, curves, width = 7, height = 4.4, dpi = 150)
cat(picture, "\n")

cat(sprintf(
  "\nDone in %.0f s: test accuracy %.1f %% transferred, %.1f %% from nothing; results in %s\n",
  as.numeric(Sys.time() - started, units = "secs"), 100 * means[["transferred"]],
  100 * means[["from nothing"]], folder
))
