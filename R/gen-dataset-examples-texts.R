# Written by tools/generate from tools/generate/dataset/examples-texts.toml, by `make generate`.

#' Reviews of films
#'
#' Loads 25000 reviews of films for training and 25000 for testing, each with
#' what it thinks of the film. The reviews are sequences of numbers that stand
#' for words, the most frequent words having the smallest numbers;
#' `dataset_imdb_word_index()` says which number each word has.
#'
#' @details
#' A review begins with `start_char`. The numbers of its words are those of the
#' word index plus `index_from`, so that 0 is left for padding
#' ([pad_sequences()]), 1 for the start and 2 for words that were left out: the
#' word of number 5 in the word index is 8 in a review. Numbers are Keras',
#' they are not counted from 1: a layer such as [layer_embedding()] takes them
#' as they are, with `input_dim` at least `num_words`.
#'
#' @inheritParams dataset-examples-arguments
#' @inheritParams dataset-arguments
#'
#' @section Shapes:
#' `x`: a list with a vector of whole numbers for each review. `y`: whole
#' numbers, 1 for a review that likes the film, 0 for one that does not. With
#' `convert = FALSE`, NumPy arrays.
#'
#' @inheritSection dataset-examples-arguments Where the data come from
#' @returns A list of `train` and `test`, each a list of `x` and `y`;
#'   `dataset_imdb_word_index()`: a list of whole numbers, whose names are the
#'   words. Errors have class `lamina_error`.
#' @references
#' Maas, A. L., Daly, R. E., Pham, P. T., Huang, D., Ng, A. Y., Potts, C.
#' (2011). Learning Word Vectors for Sentiment Analysis.
#' <https://aclanthology.org/P11-1015>
#' @family data sets
#' @examplesIf is_keras_available()
#' \dontrun{
#' reviews <- dataset_imdb(num_words = 10000) # 17 MB
#' index <- unlist(dataset_imdb_word_index()) + 3
#' names(index)[match(reviews$train$x[[1]], index)]
#' x <- pad_sequences(reviews$train$x, maxlen = 200)
#' }
#' @export
dataset_imdb <- function(path = "imdb.npz", num_words = NULL, skip_top = 0L, maxlen = NULL,
                         seed = 113L, start_char = 1L, oov_char = 2L, index_from = 3L,
                         convert = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(convert)
  args <- list(
    path = check_file_name(path),
    num_words = as_whole(num_words, min = 1, null = TRUE),
    skip_top = as_whole(skip_top, min = 0),
    maxlen = as_whole(maxlen, min = 1, null = TRUE),
    seed = as_seed(seed),
    start_char = as_whole(start_char, min = 0, null = TRUE),
    oov_char = as_whole(oov_char, min = 0, null = TRUE),
    index_from = as_whole(index_from, min = 0)
  )
  load_dataset("datasets.imdb", args, convert, texts = TRUE)
}

#' Newswires
#'
#' Loads 11228 newswires of 1987, each with one of 46 topics. They are
#' sequences of numbers that stand for words, as [dataset_imdb()] has them;
#' `dataset_reuters_word_index()` says which number each word has, and
#' `dataset_reuters_label_names()` what the topics are called.
#'
#' @details
#' The numbers of words are those of the word index plus `index_from`, so that
#' 0 is left for padding ([pad_sequences()]), 1 for the start and 2 for words
#' that were left out.
#'
#' `dataset_reuters_word_index()` keeps its file under a name that ends in
#' `.pkl`, as older code does, though it is JSON; Python's Keras calls it
#' `reuters_word_index.json`.
#'
#' @inheritParams dataset-examples-arguments
#' @inheritParams dataset-arguments
#'
#' @section Shapes:
#' `x`: a list with a vector of whole numbers for each newswire. `y`: whole
#' numbers, the topics from 0 to 45. With `convert = FALSE`, NumPy arrays.
#'
#' @inheritSection dataset-examples-arguments Where the data come from
#' @returns A list of `train` and `test`, each a list of `x` and `y`;
#'   `dataset_reuters_word_index()`: a list of whole numbers, whose names are
#'   the words; `dataset_reuters_label_names()`: a vector of strings, the
#'   topics from 0 on. Errors have class `lamina_error`.
#' @references
#' Lewis, D. D. (1997). Reuters-21578 Text Categorization Collection.
#' <https://doi.org/10.24432/C52G6M>
#' @family data sets
#' @examplesIf is_keras_available()
#' \dontrun{
#' news <- dataset_reuters(num_words = 10000) # 2 MB
#' topics <- dataset_reuters_label_names()
#' table(topics[news$train$y + 1])
#' }
#' @export
dataset_reuters <- function(path = "reuters.npz", num_words = NULL, skip_top = 0L, maxlen = NULL,
                            test_split = 0.2, seed = 113L, start_char = 1L, oov_char = 2L,
                            index_from = 3L, convert = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_flag(convert)
  args <- list(
    path = check_file_name(path),
    num_words = as_whole(num_words, min = 1, null = TRUE),
    skip_top = as_whole(skip_top, min = 0),
    maxlen = as_whole(maxlen, min = 1, null = TRUE),
    test_split = check_number(test_split, min = 0, max = 1),
    seed = as_seed(seed),
    start_char = as_whole(start_char, min = 0, null = TRUE),
    oov_char = as_whole(oov_char, min = 0, null = TRUE),
    index_from = as_whole(index_from, min = 0)
  )
  load_dataset("datasets.reuters", args, convert, texts = TRUE)
}

#' @rdname dataset_imdb
#' @export
dataset_imdb_word_index <- function(path = "imdb_word_index.json", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    path = check_file_name(path)
  )
  call_keras("datasets.imdb", "get_word_index", args)
}

#' @rdname dataset_reuters
#' @export
dataset_reuters_word_index <- function(path = "reuters_word_index.pkl", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    path = check_file_name(path)
  )
  call_keras("datasets.reuters", "get_word_index", args)
}
