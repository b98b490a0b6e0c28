# Data cut in two.

#' Split data into two data sets
#'
#' Cuts data in two, for example for training and for validation. All of the data are read into
#' memory.
#'
#' @param dataset An array; a list of arrays with the same number of examples, such as
#'   `list(x, y)`; a `tf.data.Dataset`; or a data set of PyTorch (`torch.utils.data.Dataset`).
#' @param left_size,right_size How much of the data goes into the first and the second data set: a
#'   fraction between 0 and 1, or a whole number of examples of at least 1. One of the two may be
#'   `NULL` (the default), and is then the rest; so is the right one of two fractions that are 1
#'   together.
#' @param shuffle `TRUE` puts the examples into random order before they are split. By default
#'   (`FALSE`) the first data set has the first ones.
#' @param seed Whole number from 0 to 2^31 - 1 that makes the order repeatable, or `NULL` (the
#'   default).
#' @param preferred_backend What kind of data sets to make: `"tensorflow"`, `"jax"` (the same) or
#'   `"torch"`. `NULL`, the default: that of `dataset`; of arrays, that of the backend.
#'
#' @details
#' On PyTorch the result are data sets of PyTorch, which a `torch.utils.data.DataLoader` makes
#' batches of; else it is `tf.data.Dataset` objects, which need the Python package tensorflow on
#' JAX, too. Their elements are single examples; `dataset$batch(32L)` makes batches. A
#' `tf.data.Dataset` that ends in `$batch()` is split by examples, and its parts have batches
#' again.
#'
#' The files of a folder are split as they are listed, by `validation_split` and `subset` of
#' [image_dataset_from_directory()] and the others; arrays by `validation_split` of [fit()].
#'
#' @param ... Not used.
#' @returns A list of two data sets, which are Python objects. They do not have their elements in
#'   common, and where both sizes are given, those between them are in neither.
#' @seealso [iterate()] to look at the elements.
#' @family batches of data
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' x <- matrix(1:20, 10)
#' parts <- split_dataset(list(x, 1:10), left_size = 0.8)
#' length(iterate(parts[[1]]))
#' length(iterate(parts[[2]]))
#' @export
split_dataset <- function(dataset, left_size = NULL, right_size = NULL, shuffle = FALSE,
                          seed = NULL, preferred_backend = NULL, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  expected <- "an array, a list of arrays, or a data set of TensorFlow or PyTorch"
  if (missing(dataset)) abort_missing("dataset", expected, call)
  left_size <- check_part(left_size)
  right_size <- check_part(right_size)
  shuffle <- check_flag(shuffle)
  seed <- as_seed(seed)
  preferred_backend <- check_choice(preferred_backend, backends, null = TRUE)
  if (is.null(left_size) && is.null(right_size)) {
    abort_lamina(
      "{.arg left_size} or {.arg right_size} must be given, or both.", class = "argument",
      call = call
    )
  }
  several <- is.list(dataset) && !is.data.frame(dataset)
  if (!is_split_dataset(dataset)) dataset <- check_split_arrays(dataset, expected, call)
  n <- if (is.list(dataset)) example_count(dataset[[1L]])
  if (is_whole_in_two(left_size, right_size)) right_size <- NULL
  check_parts(left_size, right_size, n, call)
  subsets <- splits_into_subsets(dataset, preferred_backend)
  if (is.list(dataset)) dataset <- lapply(dataset, as_split_array)
  if (is.list(dataset) && !several) dataset <- dataset[[1L]]
  with_python(
    from_r$split_dataset(
      dataset, left_size, right_size, shuffle, seed, preferred_backend, subsets
    ),
    "{.fn split_dataset} failed.", call = call
  )
}

# A fraction, or a number of examples, which Python tells apart by their types.
check_part <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  number <- length(x) == 1L && is_finite_numeric(x) && x > 0
  if (number && x < 1) return(as.double(x))
  if (number && is_whole(as.vector(x))) return(as.integer(x))
  abort_argument(
    arg, "a fraction between 0 and 1, a whole number of at least 1, or NULL", x, call
  )
}

check_split_arrays <- function(x, expected, call) {
  if (reticulate::is_py_object(x)) {
    if (!is_tensor(x) || !length(tensor_shape(x))) abort_argument("dataset", expected, x, call)
    x <- as.array(x)
  }
  several <- is.list(x) && !is.data.frame(x)
  if (!several && !is_array_like(x)) abort_argument("dataset", expected, x, call)
  args <- if (several) element_args(x, "dataset") else "dataset"
  x <- if (several) unname(x) else list(x)
  if (!length(x)) abort_argument("dataset", expected, x, call)
  arrays <- lapply(seq_along(x), function(i) {
    part <- x[[i]]
    if (is_py_tensor_like(part)) part <- as.array(part)
    if (!is_array_like(part)) {
      abort_argument(args[[i]], "an array", part, call)
    }
    part <- plain_array(part, NULL, args[[i]], call)
    check_some(part, args[[i]], call)
    part
  })
  n <- unique(vapply(arrays, example_count, 1L))
  if (length(n) > 1L) {
    abort_lamina(
      "The arrays in {.arg dataset} must have the same number of examples, not {n}.",
      class = "shape", call = call
    )
  }
  arrays
}

is_array_like <- function(x) {
  (is.atomic(x) && !is.null(x)) || is.data.frame(x) || is_matrix_object(x)
}

as_split_array <- function(x) {
  x <- if (is.null(dim(x))) as.array(x) else x
  if (is.character(x)) reticulate::np_array(x) else as_numpy(x)
}

# Rounded each for itself, halves of three examples would be two and two.
is_whole_in_two <- function(left, right) {
  both <- c(left, right)
  length(both) == 2L && all(both < 1) && isTRUE(all.equal(sum(both), 1))
}

check_parts <- function(left, right, n, call) {
  both <- c(left, right)
  if (length(both) == 2L && all(both < 1) && sum(both) > 1) {
    abort_lamina(
      "{.arg left_size} and {.arg right_size} must be at most 1 together, not {sum(both)}.",
      class = "argument", call = call
    )
  }
  if (is.null(n)) return()
  sizes <- vapply(drop_nulls(list(left_size = left, right_size = right)), part_length, 1L, n)
  used <- sum(sizes)
  empty <- length(sizes) == 1L && used == n || any(sizes == 0L)
  if (used <= n && !empty) return()
  shown <- paste(sprintf("{.arg %s} takes %d", names(sizes), sizes), collapse = ", ")
  abort_lamina(
    c(
      "Both parts of {.arg dataset}, which has {n} example{?s}, must have some.",
      x = paste0(shown, ".")
    ),
    class = "argument", call = call
  )
}

part_length <- function(size, n) as.integer(if (size < 1) round(size * n) else size)
