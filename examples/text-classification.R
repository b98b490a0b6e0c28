# Learn which part of a help page of R a sentence comes from, with an embedding, spatial dropout
# and convolutions over words, and look at the words that tell.
#
#   Rscript examples/text-classification.R [folder] [epochs]
#
# The folder for the results is by default "text-classification-results". The sentences are from
# the help pages of the packages that come with R; nothing is downloaded. The network is one of
# Y. Kim, 2014, doi:10.3115/v1/D14-1181, with the dropout of whole features of J. Tompson and
# others, 2015, doi:10.1109/CVPR.2015.7298664. With R 4.2.2 it finds the part for 71 % of the
# sentences, where naive Bayes finds it for 69 % and guessing the most frequent for 21 %.

library(lamina)

arguments <- commandArgs(trailingOnly = TRUE)
folder <- if (length(arguments)) arguments[[1]] else "text-classification-results"
epochs <- if (length(arguments) > 1) as.integer(arguments[[2]]) else 20L
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
started <- Sys.time()

step <- function(...) cat("\n==> ", ..., "\n", sep = "")

# ---- Data ----------------------------------------------------------------------

step("Data: sentences from the help pages of R")
set.seed(1)
set_random_seed(1)
sections <- c(
  title = "\\title", description = "\\description", argument = "\\arguments",
  value = "\\value", "see also" = "\\seealso", reference = "\\references"
)
kinds <- names(sections)
packages <- c(
  "base", "stats", "utils", "tools", "methods", "graphics", "grDevices", "grid", "splines", "stats4"
)

tag <- function(x) if (is.null(attr(x, "Rd_tag"))) "" else attr(x, "Rd_tag")

# The text of a part of a page; what is computed where the page is shown is left out.
text_of <- function(x) {
  if (tag(x) %in% c("\\Sexpr", "\\doi", "\\url", "COMMENT")) return("")
  if (is.list(x)) paste(vapply(x, text_of, ""), collapse = "") else paste(x, collapse = "")
}

# Arguments and values are lists of items, of which the first half is a name.
texts_of <- function(section) {
  is_item <- vapply(section, tag, "") == "\\item" & lengths(section) == 2
  c(text_of(section[!is_item]), vapply(section[is_item], function(item) text_of(item[[2]]), ""))
}

# The sentences of a page, named by their kind.
read_page <- function(page) {
  kind <- kinds[match(vapply(page, tag, ""), sections)]
  sentences <- lapply(page[!is.na(kind)], function(section) {
    text <- gsub("[[:space:]]+", " ", texts_of(section))
    sentences <- trimws(unlist(strsplit(text, "(?<=[.;:])\\s+(?=[A-Z])", perl = TRUE)))
    sentences[lengths(strsplit(sentences, " ", fixed = TRUE)) >= 4]
  })
  setNames(unlist(sentences), rep(kind[!is.na(kind)], lengths(sentences)))
}

pages <- unlist(lapply(setNames(nm = packages), tools::Rd_db), recursive = FALSE)
sentences <- lapply(pages, read_page)
corpus <- data.frame(
  sentence = unlist(sentences, use.names = FALSE),
  kind = unlist(lapply(sentences, names), use.names = FALSE),
  page = rep(names(pages), lengths(sentences))
)
# At most 1,500 of a kind, so that none is much more frequent than another.
rows <- split(seq_len(nrow(corpus)), corpus$kind)
corpus <- corpus[unlist(lapply(rows, function(x) x[sample(length(x), min(length(x), 1500))])), ]
corpus$class <- match(corpus$kind, kinds) - 1L

# All sentences of a page belong to one of the three: they have words in common.
page_names <- unique(corpus$page)
place <- sample(length(page_names)) / length(page_names)
part <- cut(place, c(0, 0.7, 0.8, 1), labels = c("train", "validate", "test"))
corpus$part <- part[match(corpus$page, page_names)]
print(table(factor(corpus$kind, kinds), corpus$part))

length_read <- 25
vectorize <- layer_text_vectorization(max_tokens = 4000, output_sequence_length = length_read)
adapt(vectorize, as.array(corpus$sentence[corpus$part == "train"]))
vocabulary <- get_vocabulary(vectorize)
codes <- as.array(vectorize(as.array(corpus$sentence)))
pick <- function(name) {
  rows <- corpus$part == name
  list(x = codes[rows, ], y = corpus$class[rows])
}
train <- pick("train")
validate <- pick("validate")
test <- pick("test")

# ---- Model ---------------------------------------------------------------------

step("Model: an embedding whose features are dropped as a whole, then convolutions over words")
words <- keras_input(length_read, dtype = "int32", name = "words")
embedded <- words |>
  layer_embedding(length(vocabulary), 64) |>
  layer_spatial_dropout_1d(0.3, seed = 1)
of_one <- embedded |> layer_conv_1d(96, 1, activation = "relu") |> layer_global_max_pooling_1d()
of_three <- embedded |> layer_conv_1d(96, 3, activation = "relu") |> layer_global_max_pooling_1d()
kind <- layer_concatenate(of_one, of_three) |>
  layer_dropout(0.5, seed = 2) |>
  layer_dense(length(kinds), activation = "softmax", name = "kind")
model <- keras_model(words, kind, name = "reader")
print(model)

# ---- Training ------------------------------------------------------------------

step("Training: on ", config_backend())
model |> compile(
  optimizer_adam(learning_rate = 2e-3),
  loss = "sparse_categorical_crossentropy",
  metrics = "accuracy"
)
history <- model |> fit(
  train$x, train$y,
  validation_data = list(validate$x, validate$y),
  epochs = epochs, batch_size = 64, verbose = 2,
  callbacks = list(callback_early_stopping(patience = 4, restore_best_weights = TRUE))
)
print(history)

# ---- Test ----------------------------------------------------------------------

step("Test: sentences of pages that it has not seen")
probability <- model |> predict(test$x, verbose = 0)
predicted <- max.col(probability) - 1L
accuracy <- mean(predicted == test$y)
most_frequent <- max(table(test$y)) / length(test$y)

# Naive Bayes counts the same words and knows nothing of their order. Code 0 stands for no word.
counts <- table(
  factor(rep(train$y, length_read), seq_along(kinds) - 1),
  factor(train$x, seq_along(vocabulary) - 1)
) + 0.5
counts[, 1] <- 0
evidence <- log(counts / rowSums(counts))
evidence[, 1] <- 0
bayes <- sapply(seq_along(kinds), function(kind) {
  rowSums(array(evidence[kind, test$x + 1], dim(test$x))) + log(mean(train$y == kind - 1))
})
accuracy_bayes <- mean(max.col(bayes) - 1L == test$y)
cat(sprintf(
  "Right are %.1f %% of %d sentences; naive Bayes: %.1f %%; the most frequent kind: %.1f %%\n",
  100 * accuracy, length(test$y), 100 * accuracy_bayes, 100 * most_frequent
))

# ---- Pictures ------------------------------------------------------------------

step("Pictures")
picture <- function(name, plot, width, height) {
  path <- file.path(folder, name)
  ggplot2::ggsave(path, plot, width = width, height = height, dpi = 150)
  cat(path, "\n")
}
look <- ggplot2::theme_minimal(base_size = 11) + ggplot2::theme(
  plot.background = ggplot2::element_rect(fill = "white", colour = NA),
  plot.title.position = "plot",
  panel.grid.minor = ggplot2::element_blank()
)

confusion <- as.data.frame(table(
  true = factor(kinds[test$y + 1], rev(kinds)), predicted = factor(kinds[predicted + 1], kinds)
))
confusion$share <- confusion$Freq / ave(confusion$Freq, confusion$true, FUN = sum)
picture(
  "confusion.png",
  ggplot2::ggplot(confusion, ggplot2::aes(predicted, true, fill = share)) +
    ggplot2::geom_tile(colour = "white", linewidth = 1) +
    ggplot2::geom_text(
      ggplot2::aes(label = sprintf("%.0f", 100 * share), colour = share > 0.5), size = 3.8
    ) +
    ggplot2::scale_fill_gradient(low = "#f2f5fa", high = "#1f4e9c", limits = 0:1, guide = "none") +
    ggplot2::scale_colour_manual(values = c("grey25", "white"), guide = "none") +
    ggplot2::scale_x_discrete(position = "top") +
    ggplot2::coord_equal(expand = FALSE) +
    ggplot2::labs(
      title = "Which part of a help page a sentence is from",
      subtitle = sprintf("In per cent of the sentences of a part, %d in all", length(test$y)),
      x = "predicted", y = "true"
    ) +
    look +
    ggplot2::theme(panel.grid = ggplot2::element_blank()),
  5.6, 5.4
)

# What a word is worth: by how much the log-odds of the true kind fall without it. Each word of
# each sentence is left out once; code 1 stands for a word that is not in the vocabulary.
log_odds <- function(p, class) {
  true <- pmin(pmax(p[cbind(seq_along(class), class + 1)], 1e-6), 1 - 1e-6)
  log(true / (1 - true))
}
places <- which(test$x > 1, arr.ind = TRUE)
without <- test$x[places[, 1], ]
without[cbind(seq_len(nrow(places)), places[, 2])] <- 1L
class <- test$y[places[, 1]]
worth <- log_odds(probability, test$y)[places[, 1]] -
  log_odds(predict(model, without, batch_size = 512, verbose = 0), class)
words_left_out <- data.frame(word = vocabulary[test$x[places] + 1], class = class, worth = worth)
telling <- aggregate(worth ~ word + class, words_left_out, function(x) c(mean(x), length(x)))
telling <- data.frame(telling[1:2], worth = telling$worth[, 1], times = telling$worth[, 2])
# Words that the test has five times at least: others are chance.
telling <- telling[telling$times >= 5, ]
telling <- do.call(rbind, lapply(split(telling, telling$class), function(x) {
  head(x[order(-x$worth), ], 8)
}))
telling$kind <- factor(kinds[telling$class + 1], kinds)
telling$row <- reorder(paste(telling$word, telling$class), telling$worth)
picture(
  "telling-words.png",
  ggplot2::ggplot(telling, ggplot2::aes(worth, row)) +
    ggplot2::geom_col(fill = "#1f4e9c", width = 0.7) +
    ggplot2::facet_wrap(~kind, scales = "free_y", nrow = 2) +
    ggplot2::scale_y_discrete(labels = function(x) sub(" .*", "", x)) +
    ggplot2::labs(
      title = "Words that tell the part",
      subtitle = "By how much the log-odds of the true part fall on average without the word",
      x = "log-odds", y = NULL
    ) +
    look +
    ggplot2::theme(
      panel.grid.major.y = ggplot2::element_blank(),
      strip.text = ggplot2::element_text(face = "bold", hjust = 0)
    ),
  7.5, 5.2
)

cat(sprintf(
  "\nDone in %.0f s: %.1f %% right, results in %s\n",
  as.numeric(Sys.time() - started, units = "secs"), 100 * accuracy, folder
))
