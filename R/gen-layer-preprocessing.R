# Written by tools/generate from tools/generate/layer/preprocessing.toml, by `make generate`.

#' Arguments in common: preprocessing layers
#'
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`. Any other name is an error.
#' @param output_mode What comes out: `"int"`, the number of the bin;
#'   `"one_hot"`, for each value a vector with a single 1; `"multi_hot"`, for
#'   each example one vector with a 1 for everything that occurs in it;
#'   `"count"`, the same with the number of times.
#' @param sparse Whether the output is a sparse tensor, which only TensorFlow
#'   has: `TRUE` or `FALSE`. Not with `output_mode = "int"`.
#' @param max_tokens Largest size of the vocabulary, including the places for
#'   unknown and masked values: a whole number of at least 2. `adapt()` then
#'   keeps the most frequent. `NULL` sets no limit.
#' @param num_oov_indices Number of places for what is not in the vocabulary:
#'   a whole number of at least 0. With more than one, unknown values are
#'   spread over them; with 0 an unknown value is an error.
#' @param idf_weights Weight of each entry of the vocabulary, only for
#'   `output_mode = "tf_idf"`: a vector as long as the vocabulary. Needed there
#'   if `vocabulary` is given; otherwise `adapt()` finds the weights.
#' @param invert Whether to look up the other way round, from the index to
#'   the value: `TRUE` or `FALSE`. Only with `output_mode = "int"`.
#' @param pad_to_max_tokens Whether the output has `max_tokens` columns
#'   however small the vocabulary is: `TRUE` or `FALSE`. `TRUE` needs
#'   `max_tokens`; it has no effect on `output_mode = "int"`.
#' @param encoding Encoding of the strings: a name that Python knows, such as
#'   `"utf-8"`.
#'
#' @name layer-preprocessing-arguments
#' @keywords internal
NULL

#' Encode whole numbers as vectors of zeros and ones
#'
#' For categories that are numbered from 0 already: turns each number, or all
#' numbers of an example together, into a vector with a column for each
#' category. Where the numbers have gaps use [layer_integer_lookup()], for
#' strings [layer_string_lookup()]; where there are many categories an
#' embedding needs less memory.
#'
#' @details
#' The layer has nothing to learn and does not need TensorFlow on the other
#' backends. With `output_mode = "count"` it also takes weights, `layer(x,
#' count_weights = w)`, which are added up in place of ones. A number outside
#' the categories is left out or is an error, depending on the backend. Keras
#' does not save `sparse`.
#'
#' @param num_tokens Number of categories: a whole number of at least 1. It
#'   must be given.
#' @param output_mode What comes out: `"multi_hot"`, for each example one
#'   vector with a 1 for every category that occurs in it (`"binary"` is an old
#'   name for it); `"one_hot"`, for each value a vector with a single 1;
#'   `"count"`, for each example how often every category occurs.
#' @param sparse Whether the output is a sparse tensor, which TensorFlow and
#'   JAX have: `TRUE` or `FALSE`.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Any other name is an error.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, values), whole numbers from 0 to `num_tokens - 1`; output
#' (examples, `num_tokens`). With `"one_hot"` every value has its own vector:
#' (examples, values, `num_tokens`), or (examples, `num_tokens`) where there is
#' one value for each example.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family preprocessing layers
#' @examplesIf is_keras_available()
#' colours <- matrix(c(0L, 1L, 3L, 3L), 2, byrow = TRUE)
#' as.array(layer_category_encoding(colours, num_tokens = 4))
#' as.array(layer_category_encoding(colours, num_tokens = 4, output_mode = "count"))
#' @export
layer_category_encoding <- function(object, num_tokens = NULL, output_mode = "multi_hot",
                                    sparse = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(..., renamed = c(max_tokens = "num_tokens"))
  args <- list(
    num_tokens = as_whole(num_tokens, min = 1),
    output_mode = check_choice(output_mode, c("multi_hot", "one_hot", "count", "binary")),
    sparse = check_flag(sparse)
  )
  compose(object, outcome, keras_object("layers", "CategoryEncoding"), c(args, keywords))
}

#' Put numbers into bins
#'
#' Replaces each number by the number of the interval that it falls into,
#' counted from 0. It lets a model treat ranges of a quantity, such as age
#' groups, as categories; where the size itself matters use
#' [layer_normalization()].
#'
#' @details
#' Either you give the boundaries, or `layer$adapt(data)` puts them where each
#' of `num_bins` bins gets about the same share of the data. A number that
#' equals a boundary belongs to the bin above it; the first bin reaches down to
#' minus infinity and the last one up to infinity.
#'
#' Calling the layer does not need TensorFlow on the other backends; `adapt()`
#' does.
#'
#' @param bin_boundaries Where one bin ends and the next begins: numbers in
#'   ascending order; n boundaries make n + 1 bins. `NULL` leaves them to
#'   `adapt()`.
#' @param num_bins Number of bins for `adapt()`: a whole number of at
#'   least 1. One of `bin_boundaries` and `num_bins` must be given, not both.
#' @param epsilon How accurately `adapt()` finds the boundaries: a number
#'   above 0 and up to 1, the share of the data by which a boundary may be off.
#'   A larger one is faster and makes the bins less equal.
#' @param sparse Whether the output is a sparse tensor, which TensorFlow and
#'   JAX have: `TRUE` or `FALSE`. Not with `output_mode = "int"`.
#' @inheritParams layer-preprocessing-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, ...), numbers; output of the same shape, whole numbers
#' from 0. For input (examples, values), `"multi_hot"` and `"count"` give
#' (examples, bins), and `"one_hot"` (examples, values, bins), or (examples,
#' bins) where there is one value for each example.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family preprocessing layers
#' @examplesIf is_keras_available()
#' ages <- matrix(c(3, 17, 18, 42, 70))
#' as.array(layer_discretization(ages, bin_boundaries = c(18, 65)))
#' as.array(layer_discretization(ages, bin_boundaries = c(18, 65), output_mode = "one_hot"))
#' @export
layer_discretization <- function(object, bin_boundaries = NULL, num_bins = NULL, epsilon = 0.01,
                                 output_mode = "int", sparse = FALSE, dtype = NULL, name = NULL,
                                 ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    bin_boundaries = check_boundaries(bin_boundaries),
    num_bins = as_whole(num_bins, min = 1, null = TRUE),
    epsilon = check_number(epsilon, min = 0, max = 1),
    output_mode = check_choice(output_mode, c("int", "one_hot", "multi_hot", "count")),
    sparse = check_flag(sparse),
    dtype = check_dtype(dtype),
    name = check_name(name)
  )
  compose(object, outcome, keras_object("layers", "Discretization"), c(args, keywords))
}

#' Combine categories and hash each combination
#'
#' Combines two or more categories, such as city and month, into one, so that a
#' linear model can learn what they mean together. Every combination is hashed
#' into one of `num_bins` bins; two combinations may share one, less often the
#' more bins there are. No vocabulary is needed. [layer_feature_space()] has
#' crosses as part of a whole table.
#'
#' @details
#' TensorFlow computes the hash, so it must be installed on every backend. On
#' JAX and PyTorch the layer runs outside of compiled code: apply it to the
#' data before training rather than within the model. Strings work there in R
#' arrays, not as an input of a model, because those backends have no tensors
#' of strings.
#'
#' @param num_bins Number of bins: a whole number of at least 1.
#' @param output_mode What comes out: `"int"`, the number of the bin, from 0;
#'   `"one_hot"`, a vector with a 1 at that place.
#' @param dtype Dtype of the output, such as `"int32"`. `NULL` uses `"int64"`
#'   with `output_mode = "int"`, which JAX turns into `"int32"` with a warning,
#'   else the default of Keras.
#' @param ... Nothing that has an effect; a name that no Keras layer takes is
#'   an error.
#' @inheritParams layer-preprocessing-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input: a list of at least two arrays of the same shape, (examples, 1) or
#' (examples), of whole numbers or strings. Output: that shape with `"int"`,
#' (examples, `num_bins`) with `"one_hot"`.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family preprocessing layers
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' city <- array(c("Oslo", "Rome", "Oslo"), c(3, 1))
#' month <- array(c(1L, 1L, 7L), c(3, 1))
#' as.array(layer_hashed_crossing(list(city, month), num_bins = 8))
#' @export
layer_hashed_crossing <- function(object, num_bins, output_mode = "int", sparse = FALSE,
                                  name = NULL, dtype = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    num_bins = as_whole(num_bins, min = 1),
    output_mode = check_choice(output_mode, c("int", "one_hot")),
    sparse = check_flag(sparse),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  compose(object, outcome, keras_object("layers", "HashedCrossing"), c(args, keywords))
}

#' Hash categories into a fixed number of bins
#'
#' Gives each category, a string or a whole number, a bin by its hash, without
#' a list of all categories. Use it where there are too many of them or new
#' ones keep coming; two may share a bin, less often the more bins there are.
#' [layer_string_lookup()] and [layer_integer_lookup()] keep all known
#' categories apart.
#'
#' @details
#' The same value always gets the same bin, on each backend and machine.
#' TensorFlow computes the hash, so it must be installed on every backend. On
#' JAX and PyTorch the layer runs outside of compiled code: apply it to the
#' data before training rather than within the model. Strings work there in R
#' arrays, not as an input of a model, because those backends have no tensors
#' of strings.
#'
#' @param num_bins Number of bins, including that of `mask_value`: a whole
#'   number of at least 1.
#' @param mask_value Value that goes to bin 0, which then holds nothing else:
#'   a string where the input has strings, a whole number where it has whole
#'   numbers. `NULL` sets no such value.
#' @param salt Key of the hash, which makes the bins hard to guess: a whole
#'   number of at least 0, or two of them; one stands for both. It changes the
#'   hash from FarmHash64 to SipHash64. `NULL` sets no key.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Any other name is an error. `dtype` must be `"int32"`
#'   or `"int64"` where `output_mode = "int"`; the default is `"int64"`, which
#'   JAX turns into `"int32"` with a warning.
#' @inheritParams layer-preprocessing-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, values), whole numbers or strings; output of the same
#' shape, whole numbers from 0 to `num_bins - 1`. `"multi_hot"` and `"count"`
#' give (examples, `num_bins`), and `"one_hot"` (examples, values, `num_bins`),
#' or (examples, `num_bins`) where there is one value for each example.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' J.-P. Aumasson, D. J. Bernstein (2012). SipHash: a fast short-input PRF.
#' <https://doi.org/10.1007/978-3-642-34931-7_28>
#' @family preprocessing layers
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' cities <- array(c("Oslo", "Rome", "Oslo", "Lima"), c(4, 1))
#' # Rome and Lima share a bin.
#' as.array(layer_hashing(cities, num_bins = 6))
#' as.array(layer_hashing(cities, num_bins = 6, salt = 17))
#' @export
layer_hashing <- function(object, num_bins, mask_value = NULL, salt = NULL, output_mode = "int",
                          sparse = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    num_bins = as_whole(num_bins, min = 1),
    mask_value = check_token(mask_value),
    salt = as_wholes(salt, n = 2, min = 0, null = TRUE),
    output_mode = check_choice(output_mode, c("int", "one_hot", "multi_hot", "count")),
    sparse = check_flag(sparse)
  )
  compose(object, outcome, keras_object("layers", "Hashing"), c(args, keywords))
}

#' Number whole numbers by a vocabulary
#'
#' Replaces whole numbers that stand for categories, such as identifiers or
#' postal codes, by their place in a vocabulary, which leaves no gaps: what an
#' embedding or a one-hot vector needs. The vocabulary is given, or found by
#' `layer$adapt(data)`, the most frequent first. [layer_category_encoding()] is
#' enough for numbers without gaps, [layer_hashing()] needs no vocabulary,
#' [layer_string_lookup()] is for strings.
#'
#' @details
#' The places are, from 0: the mask, where there is one and `output_mode =
#' "int"`; those for unknown numbers; the vocabulary. `layer$get_vocabulary()`
#' has them in this order.
#'
#' TensorFlow does the look-up, so it must be installed on every backend. On
#' JAX and PyTorch the layer runs outside of compiled code: apply it to the
#' data before training rather than within the model.
#'
#' @param mask_token Number that stands for a missing value: a whole number.
#'   It gets index 0 with `output_mode = "int"` and is left out otherwise.
#'   `NULL` sets no such number.
#' @param oov_token What an unknown index becomes with `invert = TRUE`: a
#'   whole number.
#' @param vocabulary The known numbers: a vector of distinct whole numbers,
#'   or the path of a file with one per line. `NULL` leaves them to `adapt()`.
#' @param vocabulary_dtype Dtype of the vocabulary: `"int64"`, the only one
#'   that Keras has.
#' @param output_mode What comes out: `"int"`, the index; `"one_hot"`, for
#'   each value a vector with a single 1; `"multi_hot"`, for each example one
#'   vector with a 1 for everything that occurs in it; `"count"`, the same with
#'   the number of times; `"tf_idf"`, that number times `idf_weights`.
#'   `"binary"` and `"tf-idf"` are old names for `"multi_hot"` and `"tf_idf"`.
#' @param oov_method How unknown numbers are spread where `num_oov_indices`
#'   is above 1: `"floormod"`, by the remainder on division by it, which leaves
#'   places empty where the numbers have a common factor with it; `"farmhash"`,
#'   by a hash.
#' @param salt Key of that hash, only for `oov_method = "farmhash"`: a whole
#'   number of at least 0, or two of them. `NULL` sets none.
#' @param ... `dtype` and `trainable`, which have no effect on this layer.
#'   Any other name is an error.
#' @inheritParams layer-preprocessing-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, values), whole numbers; output of the same shape with
#' `"int"`. `"multi_hot"`, `"count"` and `"tf_idf"` give (examples, size of the
#' vocabulary), and `"one_hot"` (examples, values, size), or (examples, size)
#' where there is one value for each example.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family preprocessing layers
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' codes <- matrix(c(1012L, 5003L, 1012L, 9999L), 2)
#' layer <- layer_integer_lookup(vocabulary = c(1012, 5003))
#' as.array(layer(codes))
#'
#' # Or let the layer find the vocabulary.
#' layer <- layer_integer_lookup()
#' layer$adapt(codes)
#' unlist(layer$get_vocabulary())
#' @export
layer_integer_lookup <- function(object, max_tokens = NULL, num_oov_indices = 1L, mask_token = NULL,
                                 oov_token = -1L, vocabulary = NULL, vocabulary_dtype = "int64",
                                 idf_weights = NULL, invert = FALSE, output_mode = "int",
                                 sparse = FALSE, pad_to_max_tokens = FALSE, name = NULL,
                                 oov_method = "floormod", salt = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(..., renamed = c(mask_value = "mask_token", oov_value = "oov_token"))
  args <- list(
    max_tokens = as_whole(max_tokens, min = 2, null = TRUE),
    num_oov_indices = as_whole(num_oov_indices, min = 0),
    mask_token = as_whole(mask_token, null = TRUE),
    oov_token = as_whole(oov_token, null = TRUE),
    vocabulary = check_vocabulary(vocabulary, whole = TRUE),
    vocabulary_dtype = check_choice(vocabulary_dtype, "int64"),
    idf_weights = check_array(idf_weights),
    invert = check_flag(invert),
    output_mode = check_choice(
      output_mode, c("int", "one_hot", "multi_hot", "count", "tf_idf", "binary", "tf-idf")
    ),
    sparse = check_flag(sparse),
    pad_to_max_tokens = check_flag(pad_to_max_tokens),
    name = check_name(name),
    oov_method = check_choice(oov_method, c("floormod", "farmhash")),
    salt = as_wholes(salt, n = 2, min = 0, null = TRUE)
  )
  compose(object, outcome, keras_object("layers", "IntegerLookup"), c(args, keywords))
}

#' Number strings by a vocabulary
#'
#' Replaces strings that stand for categories, or words that were split
#' already, by their place in a vocabulary: what an embedding or a one-hot
#' vector needs. The vocabulary is given, or found by `layer$adapt(data)`, the
#' most frequent first. Labels can be numbered the same way, and `invert =
#' TRUE` turns predicted numbers back into them. [layer_text_vectorization()]
#' also splits sentences, [layer_hashing()] needs no vocabulary.
#'
#' @details
#' The places are, from 0: the mask, where there is one and `output_mode =
#' "int"`; those for unknown strings; the vocabulary. `layer$get_vocabulary()`
#' has them in this order.
#'
#' TensorFlow does the look-up, so it must be installed on every backend. JAX
#' and PyTorch have no tensors of strings: there the layer takes R arrays of
#' strings, but cannot follow an input of strings in a model. Apply it to the
#' data before training. With `invert = TRUE` it gives a tensor of strings with
#' TensorFlow, which `as.array()` turns into an R array; with JAX and PyTorch
#' it gives the R array itself, and cannot stand in a model.
#'
#' @param mask_token What stands for a missing value: a string, which may be
#'   empty. It gets index 0 with `output_mode = "int"` and is left out
#'   otherwise. `NULL` sets no such string.
#' @param oov_token What an unknown index becomes with `invert = TRUE`: a
#'   string.
#' @param vocabulary The known strings: a vector of distinct strings, or the
#'   path of a file with one per line. `NULL` leaves them to `adapt()`.
#' @param output_mode What comes out: `"int"`, the index; `"one_hot"`, for
#'   each value a vector with a single 1; `"multi_hot"`, for each example one
#'   vector with a 1 for everything that occurs in it; `"count"`, the same with
#'   the number of times; `"tf_idf"`, that number times `idf_weights`.
#'   `"binary"` and `"tf-idf"` are old names for `"multi_hot"` and `"tf_idf"`.
#' @param salt Key of the hash that spreads unknown strings where
#'   `num_oov_indices` is above 1: a whole number of at least 0, or two of
#'   them. `NULL` sets none.
#' @param ... `dtype` and `trainable`, which have no effect on this layer.
#'   Any other name is an error.
#' @param vocabulary_dtype Dtype of the vocabulary: `"string"` or `NULL`,
#'   which mean the same. It is there for code written for keras3.
#' @inheritParams layer-preprocessing-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, values), strings; output of the same shape with `"int"`,
#' whole numbers. `"multi_hot"`, `"count"` and `"tf_idf"` give (examples, size
#' of the vocabulary), and `"one_hot"` (examples, values, size), or (examples,
#' size) where there is one value for each example.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family preprocessing layers
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' animals <- array(c("cat", "dog", "cat", "newt"), c(2, 2))
#' layer <- layer_string_lookup(vocabulary = c("cat", "dog"))
#' as.array(layer(animals))
#'
#' # Or let the layer find the vocabulary.
#' layer <- layer_string_lookup()
#' layer$adapt(animals)
#' layer$get_vocabulary()
#' @export
layer_string_lookup <- function(object, max_tokens = NULL, num_oov_indices = 1L, mask_token = NULL,
                                oov_token = "[UNK]", vocabulary = NULL, idf_weights = NULL,
                                invert = FALSE, output_mode = "int", pad_to_max_tokens = FALSE,
                                sparse = FALSE, encoding = "utf-8", name = NULL, salt = NULL, ...,
                                vocabulary_dtype = NULL) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    max_tokens = as_whole(max_tokens, min = 2, null = TRUE),
    num_oov_indices = as_whole(num_oov_indices, min = 0),
    mask_token = check_token(mask_token, "string"),
    oov_token = check_token(oov_token, "string"),
    vocabulary = check_vocabulary(vocabulary),
    idf_weights = check_array(idf_weights),
    invert = check_flag(invert),
    output_mode = check_choice(
      output_mode, c("int", "one_hot", "multi_hot", "count", "tf_idf", "binary", "tf-idf")
    ),
    pad_to_max_tokens = check_flag(pad_to_max_tokens),
    sparse = check_flag(sparse),
    encoding = check_string(encoding),
    name = check_name(name),
    salt = as_wholes(salt, n = 2, min = 0, null = TRUE)
  )
  if (!is.null(vocabulary_dtype)) args$vocabulary_dtype <- check_fixed(vocabulary_dtype, "string")
  compose(object, outcome, keras_object("layers", "StringLookup"), c(args, keywords))
}

#' Turn texts into numbered words
#'
#' Cleans a text, splits it into words and numbers them by a vocabulary: a
#' sequence for an embedding, or one vector that says which words occur. The
#' vocabulary is given, or found by `layer$adapt(texts)`, the most frequent
#' words first. [layer_string_lookup()] numbers strings without splitting them.
#'
#' @details
#' With `output_mode = "int"` the indices are, from 0: padding, unknown words,
#' the vocabulary; otherwise the columns are the unknown words, then the
#' vocabulary. `layer$get_vocabulary()` has them in this order.
#'
#' TensorFlow does the work, so it must be installed on every backend. JAX and
#' PyTorch have no tensors of strings: there the layer takes R arrays of
#' strings, but cannot follow an input of strings in a model. Apply it to the
#' data before training. An R function for `standardize` gets a TensorFlow
#' tensor on that backend, to be changed with functions of `tf$strings` and not
#' with R's own, and an array of strings on the others; a function for `split`
#' gets a TensorFlow tensor on all backends.
#'
#' @param max_tokens Largest size of the vocabulary, including the places for
#'   padding and unknown words: a whole number of at least 2. `adapt()` then
#'   keeps the most frequent words. `NULL` sets no limit.
#' @param standardize How a text is cleaned: `"lower_and_strip_punctuation"`,
#'   `"lower"`, `"strip_punctuation"`, a function of the texts, or `NULL` for
#'   no cleaning.
#' @param split How a text is split: at `"whitespace"`, into each
#'   `"character"`, by a function of the texts, or `NULL` for no splitting.
#' @param ngrams Which runs of words become entries too: a whole number of at
#'   least 1 takes runs of up to that many words, several whole numbers take
#'   runs of exactly those lengths. `NULL` uses single words.
#' @param output_mode What comes out: `"int"`, the indices of the words in
#'   their order; `"multi_hot"`, for each text one vector with a 1 for every
#'   word that occurs in it; `"count"`, the same with the number of times;
#'   `"tf_idf"`, that number times `idf_weights`; `"one_hot"`, for each word a
#'   vector with a single 1, where `split = NULL`. `"binary"` and `"tf-idf"`
#'   are old names for `"multi_hot"` and `"tf_idf"`.
#' @param output_sequence_length Length that every sequence is cut or filled
#'   to, with `output_mode = "int"`: a whole number of at least 1. `NULL` uses
#'   that of the longest text of the batch.
#' @param vocabulary The known words: a vector of distinct strings, or the
#'   path of a file with one per line. `NULL` leaves them to `adapt()`.
#' @param ragged Whether the sequences keep their lengths in a ragged tensor,
#'   which only TensorFlow has: `TRUE` or `FALSE`. Only with `output_mode =
#'   "int"`.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Any other name is an error.
#' @inheritParams layer-preprocessing-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples) or (examples, 1), texts. Output with `"int"` (examples,
#' words), whole numbers: as many as the longest text has, or
#' `output_sequence_length`, filled with zeros; otherwise (examples, size of
#' the vocabulary).
#'
#' @inherit layer_spatial_dropout_2d return
#' @family preprocessing layers
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' texts <- array(c("The cat sat.", "A dog and a cat"), c(2, 1))
#' layer <- layer_text_vectorization(output_sequence_length = 4)
#' layer$adapt(texts)
#' layer$get_vocabulary()
#' as.array(layer(texts))
#' @export
layer_text_vectorization <- function(object, max_tokens = NULL,
                                     standardize = "lower_and_strip_punctuation",
                                     split = "whitespace", ngrams = NULL, output_mode = "int",
                                     output_sequence_length = NULL, pad_to_max_tokens = FALSE,
                                     vocabulary = NULL, idf_weights = NULL, sparse = FALSE,
                                     ragged = FALSE, encoding = "utf-8", name = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    max_tokens = as_whole(max_tokens, min = 2, null = TRUE),
    standardize = check_choice_or_function(
      standardize, c("lower_and_strip_punctuation", "lower", "strip_punctuation")
    ),
    split = check_choice_or_function(split, c("whitespace", "character")),
    ngrams = check_ngrams(ngrams),
    output_mode = check_choice(
      output_mode, c("int", "multi_hot", "count", "tf_idf", "one_hot", "binary", "tf-idf")
    ),
    output_sequence_length = as_whole(output_sequence_length, min = 1, null = TRUE),
    pad_to_max_tokens = check_flag(pad_to_max_tokens),
    vocabulary = check_vocabulary(vocabulary),
    idf_weights = check_array(idf_weights),
    sparse = check_flag(sparse),
    ragged = check_flag(ragged),
    encoding = check_string(encoding),
    name = check_name(name)
  )
  compose(object, outcome, keras_object("layers", "TextVectorization"), c(args, keywords))
}

#' Centre and scale numbers by fixed statistics
#'
#' Subtracts the mean of a feature and divides by its standard deviation, both
#' known before training: given, or found by `layer$adapt(data)`. Inside a
#' model it keeps the preparation of the data with the weights, and `invert =
#' TRUE` turns predictions back into the units of the data.
#' [layer_batch_normalization()] takes the statistics of each batch instead,
#' [layer_layer_normalization()] those of each example; [layer_rescaling()]
#' multiplies by a number of your choice.
#'
#' @details
#' Mean and variance are not trained. A standard deviation below
#' [config_epsilon()], such as that of a feature that never changes, counts as
#' this number. For an array on JAX and PyTorch `adapt()` does not need
#' TensorFlow.
#'
#' @param axis The axis, or a vector of axes, that has a mean for each
#'   position, counted from 1, the batch axis, which is not allowed; negative
#'   numbers count from the end. `NULL` uses a single mean over everything. The
#'   length of these axes must be known.
#' @param mean The mean: a number, a vector with one for each position of
#'   `axis`, or an array for several axes. Give it together with `variance`;
#'   `NULL` leaves both to `adapt()`.
#' @param variance The variance, of the same shape as `mean`: numbers of at
#'   least 0.
#' @param invert Whether to turn scaled numbers back, `x * sqrt(variance) +
#'   mean`: `TRUE` or `FALSE`.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Any other name is an error.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, ...), output of the same shape. With `axis = -1` there is a
#' mean for each feature of the last axis.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family preprocessing layers
#' @examplesIf is_keras_available()
#' heights <- matrix(c(160, 170, 180, 50, 70, 90), 3)
#' layer <- layer_normalization()
#' layer$adapt(heights)
#' as.array(layer(heights))
#'
#' as.array(layer_normalization(heights, mean = c(170, 70), variance = c(100, 400)))
#' @export
layer_normalization <- function(object, axis = -1L, mean = NULL, variance = NULL, invert = FALSE,
                                ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    axis = as_axis(axis, null = TRUE, batch = FALSE),
    mean = check_statistic(mean),
    variance = check_statistic(variance, min = 0),
    invert = check_flag(invert)
  )
  compose(object, outcome, keras_object("layers", "Normalization"), c(args, keywords))
}
