# Needs a backend, whichever.

skip_without_keras()

test_cases("dataset", "examples")

# A cache of Keras' own, whose files all have the hash that is looked for, or none of them; a
# download is an error.
local_cache <- function(valid = TRUE, env = parent.frame()) {
  folder <- withr::local_tempdir(.local_envir = env)
  dir.create(file.path(folder, "datasets"))
  patch <- reticulate::py_run_string("
def patch(folder, valid):
    import keras.src.backend.config as config
    from keras.src.utils import file_utils
    before = config._KERAS_DIR, file_utils.validate_file, file_utils.urlretrieve
    def fetch(*args):
        raise RuntimeError('a download')
    def undo():
        config._KERAS_DIR, file_utils.validate_file, file_utils.urlretrieve = before
    config._KERAS_DIR = folder
    file_utils.validate_file = lambda *args, **kwargs: valid
    file_utils.urlretrieve = fetch
    return undo
", local = TRUE)$patch
  withr::defer(patch_undo(), env)
  patch_undo <- patch(folder, valid)
  file.path(folder, "datasets")
}

save_arrays <- function(path, ...) do.call(numpy()$savez, list(path, ...))

# Sequences as Keras has them in its files.
ragged <- function(...) {
  reticulate::py_eval("lambda x: __import__('numpy').array(x, dtype=object)", FALSE)(list(...))
}

test_that("images come out of the cache as arrays", {
  cache <- local_cache()
  images <- function(n) reticulate::np_array(array(seq_len(n * 4L), c(n, 2, 2)), "uint8")
  labels <- function(x) reticulate::np_array(x, "uint8")
  save_arrays(
    file.path(cache, "mnist.npz"),
    x_train = images(3L), y_train = labels(2:0), x_test = images(1L), y_test = labels(7L)
  )
  mnist <- dataset_mnist()
  expect_equal(mnist$train, list(x = array(1:12, c(3, 2, 2)), y = array(2:0)))
  expect_equal(mnist$test, list(x = array(1:4, c(1, 2, 2)), y = array(7L)))
  plain <- dataset_mnist(convert = FALSE)
  expect_s3_class(plain$train$x, "numpy.ndarray")
  expect_identical(as.character(plain$train$x$dtype), "uint8")
  expect_error(dataset_mnist("other.npz"), "a download", class = "lamina_error_python")
})

test_that("what is in the cache stays where it cannot be fetched anew", {
  cache <- local_cache(valid = FALSE)
  dir.create(file.path(dirname(cache), "models"))
  stays <- function(path, code) {
    writeLines("mine", path)
    expect_lamina_error(code, "a download", "python")
    expect_identical(readLines(path), "mine")
    expect_identical(list.files(dirname(path)), basename(path))
    unlink(path)
  }
  stays(file.path(cache, "a.npz"), dataset_mnist("a.npz"))
  stays(file.path(cache, "a.json"), dataset_imdb_word_index("a.json"))
  classes <- file.path(dirname(cache), "models", "imagenet_class_index.json")
  stays(classes, imagenet_decode_predictions(matrix(0, 1, 1000)))
})

test_that("clothes and photographs come out of their archives", {
  cache <- local_cache()
  reticulate::py_run_string("
def make(folder):
    import gzip, os, pickle, tarfile
    import numpy as np
    inner = os.path.join(folder, 'fashion-mnist')
    os.makedirs(inner)
    def write(name, head, values):
        with gzip.open(os.path.join(inner, name), 'wb') as file:
            file.write(bytes(head) + bytes(values))
    for part, n in (('train', 2), ('t10k', 1)):
        write(part + '-labels-idx1-ubyte.gz', 8, range(5, 5 + n))
        write(part + '-images-idx3-ubyte.gz', 16, [n] * (784 * n))
    photographs = os.path.join(folder, 'cifar-100-python')
    os.makedirs(photographs)
    for part, n in (('train', 2), ('test', 1)):
        data = np.arange(3072 * n, dtype='uint32').reshape(n, 3072).astype('uint8')
        content = {b'data': data, b'fine_labels': [9] * n, b'coarse_labels': [4] * n}
        with open(os.path.join(photographs, part), 'wb') as file:
            pickle.dump(content, file, 3)
    with tarfile.open(os.path.join(folder, 'cifar-100-python-target_archive'), 'w:gz') as tar:
        tar.add(photographs, 'cifar-100-python')
", local = TRUE)$make(cache)
  clothes <- dataset_fashion_mnist()
  expect_equal(clothes$train, list(x = array(2L, c(2, 28, 28)), y = array(5:6)))
  expect_equal(clothes$test, list(x = array(1L, c(1, 28, 28)), y = array(5L)))
  photographs <- dataset_cifar100()
  expect_equal(photographs$train$y, matrix(9L, 2))
  expect_identical(dim(photographs$train$x), c(2L, 32L, 32L, 3L))
  expect_equal(photographs$test$x[1, 1, 1:4, 1], 0:3)
  expect_equal(dataset_cifar100("coarse")$test$y, matrix(4L, 1))
})

test_that("tables are put in order by the seed and divided", {
  cache <- local_cache()
  x <- matrix(as.double(1:20), 10)
  save_arrays(file.path(cache, "boston_housing.npz"), x = x, y = as.double(1:10))
  save_arrays(file.path(cache, "california_housing.npz"), x = x, y = as.double(1:10))
  for (houses in list(dataset_boston_housing(), dataset_california_housing())) {
    expect_identical(c(dim(houses$train$x), dim(houses$test$x)), c(8L, 2L, 2L, 2L))
    y <- c(houses$train$y, houses$test$y)
    expect_equal(rbind(houses$train$x, houses$test$x), x[y, ])
    expect_false(is.unsorted(sort(y), strictly = TRUE))
  }
  expect_equal(dataset_boston_housing(test_split = 0.5)$train$x[1:3, ], x[y[1:3], ])
  expect_false(identical(dataset_boston_housing(seed = 1)$train$y, houses$train$y))
})

test_that("texts are lists of the numbers of words", {
  cache <- local_cache()
  save_arrays(
    file.path(cache, "imdb.npz"),
    x_train = ragged(list(1L, 2L), list(3L), list(4L, 5L, 6L)), y_train = array(c(0L, 1L, 1L)),
    x_test = ragged(list(7L, 8L), list(1L)), y_test = array(0:1)
  )
  by_label <- function(part) part$x[order(lengths(part$x))]
  reviews <- dataset_imdb()
  expect_identical(by_label(reviews$train), list(c(1L, 6L), c(1L, 4L, 5L), c(1L, 7L, 8L, 9L)))
  expect_setequal(reviews$train$y, c(0L, 1L, 1L))
  expect_null(dim(reviews$train$y))
  expect_identical(
    by_label(dataset_imdb(num_words = 6, maxlen = 4)$train), list(c(1L, 2L), c(1L, 4L, 5L))
  )
  # Texts of one length are texts as well, and one may lose all its words.
  expect_identical(
    by_label(dataset_imdb(num_words = 9, maxlen = 2, start_char = NULL, index_from = 0)$train),
    list(3L)
  )
  expect_identical(
    by_label(dataset_imdb(num_words = 3, start_char = NULL, oov_char = NULL, index_from = 0)$train),
    list(integer(), integer(), 1:2)
  )
  expect_s3_class(dataset_imdb(convert = FALSE)$train$x, "numpy.ndarray")
  expect_identical(
    pad_sequences(dataset_imdb(convert = FALSE)$train$x), pad_sequences(reviews$train$x)
  )
  expect_lamina_error(dataset_imdb(maxlen = 1), "must leave some texts", from = "dataset_imdb")
  # What has another cause.
  save_arrays(
    file.path(cache, "damaged.npz"),
    x_train = ragged(list(1L, 2L), list(3L)), y_train = matrix(0L, 2, 2),
    x_test = ragged(list(7L, 8L), list(1L)), y_test = array(0:1)
  )
  expect_lamina_error(
    dataset_imdb("damaged.npz", maxlen = 9), "data could not be loaded", "python", "dataset_imdb"
  )
})

test_that("newswires are divided, and words and topics have their names", {
  cache <- local_cache()
  save_arrays(
    file.path(cache, "reuters.npz"),
    x = ragged(list(1L), list(2L, 3L), list(4L), list(5L), list(6L)), y = array(0:4)
  )
  news <- dataset_reuters(num_words = 10, test_split = 0.4)
  expect_length(news$train$x, 3L)
  expect_length(news$test$x, 2L)
  expect_identical(
    c(news$train$x, news$test$x)[order(c(news$train$y, news$test$y))],
    list(c(1L, 4L), c(1L, 5L, 6L), c(1L, 7L), c(1L, 8L), c(1L, 9L))
  )
  for (num_words in list(NULL, 10)) for (convert in c(TRUE, FALSE)) {
    expect_lamina_error(
      dataset_reuters(maxlen = 1, num_words = num_words, convert = convert),
      "must leave some texts", from = "dataset_reuters"
    )
  }
  writeLines('{"the": 1, "of": 2}', file.path(cache, "imdb_word_index.json"))
  writeLines('{"mln": 1}', file.path(cache, "mine.json"))
  expect_identical(dataset_imdb_word_index(), list(the = 1L, of = 2L))
  expect_identical(dataset_reuters_word_index("mine.json"), list(mln = 1L))
  expect_identical(dataset_reuters_label_names()[c(1, 4, 46)], c("cocoa", "earn", "lead"))
})

test_that("a wrong argument is refused", {
  expect_snapshot(error = TRUE, {
    dataset_mnist("/tmp/mnist.npz")
    dataset_mnist(convert = "yes")
    dataset_mnist(file = "a")
    dataset_imdb_word_index("a/b")
    dataset_cifar100("fin")
    dataset_california_housing("medium")
    dataset_boston_housing(test_split = 1.5)
    dataset_boston_housing(seed = -1)
    dataset_imdb(num_words = 2.5)
    dataset_imdb(index_from = NULL)
    dataset_reuters(oov_char = "?")
  })
})
