# Data sets, element by element.

#' Go through a data set
#'
#' `iterate()` calls a function for each element of a data set; `as_iterator()` and `iter_next()`
#' get them one by one. So one sees what is in the batches that a model gets.
#'
#' @param x A data set: a `tf.data.Dataset`, a `DataLoader` or a map-style data set of PyTorch, a
#'   `keras$utils$PyDataset`, an object of a class made by [Dataset()], a Python iterator or
#'   anything else that Python can iterate over.
#' @param it For `iter_next()`, what `as_iterator()` returned; for `iterate()`, also a data set.
#' @param completed What is returned when there is no element left: `NULL` by default.
#' @param f Function of an element. By default the elements are collected as they are.
#' @param simplify `TRUE`, the default, makes a vector of results that are single numbers, strings
#'   or truth values. `FALSE` leaves them in a list.
#'
#' @details
#' A batch is a list, such as `list(x, y)`, or one tensor. Tensors stay tensors, which
#' [as.array()][tensor-arrays] makes arrays of; NumPy's arrays become arrays of R.
#'
#' A data set written in R or as a `PyDataset` gives one epoch, in order: its `on_epoch_begin()` is
#' called before the first batch and `on_epoch_end()` after the last. An iterator is used up: when
#' it has no element left, another `as_iterator()` starts again.
#'
#' A data set without end goes on for ever in `iterate()`: take some of it by `iter_next()`.
#'
#' @param ... Not used.
#' @returns `as_iterator()`: an iterator, a Python object. `iter_next()`: the next element.
#'   `iterate()`: what `f` returned for each, in a list or a vector, invisibly.
#' @family batches of data
#' @examplesIf is_keras_available()
#' squares <- Dataset(
#'   "Squares", get_item = function(batch) list(matrix(batch), matrix(batch^2)), length = 3
#' )
#' iterate(squares(), function(batch) as.vector(batch[[2]])) |> print()
#'
#' batches <- as_iterator(squares())
#' iter_next(batches)[[2]]
#' iter_next(batches)[[2]]
#' @export
as_iterator <- function(x, ...) {
  check_no_dots(..., what = "this function")
  expected <- "a data set or an iterator"
  if (missing(x)) abort_missing("x", expected, rlang::current_env())
  start_iterator(x, "x", rlang::current_env())
}

#' @rdname as_iterator
#' @export
iter_next <- function(it, completed = NULL, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  expected <- "an iterator, which `as_iterator()` makes of a data set"
  if (missing(it)) abort_missing("it", expected, call)
  if (!inherits(it, "python.builtin.iterator")) abort_argument("it", expected, it, call)
  check_session(it)
  with_python(
    reticulate::iter_next(it, completed), "The next element could not be made.", call = call
  )
}

#' @rdname as_iterator
#' @export
iterate <- function(it, f = base::identity, simplify = TRUE, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  if (missing(it)) abort_missing("it", "a data set or an iterator", call)
  check_function(f)
  simplify <- check_flag(simplify)
  it <- start_iterator(it, "it", call, from_r$elements)
  results <- list()
  repeat {
    element <- with_python(
      reticulate::iter_next(it, iteration_end), "The next element could not be made.", call = call
    )
    if (identical(element, iteration_end)) break
    results[length(results) + 1L] <- list(f(element))
  }
  invisible(if (simplify) simplified(results) else results)
}

# No element of a data set is this.
iteration_end <- structure(list(), class = "lamina_iteration_end")

simplified <- function(x) {
  types <- unique(vapply(x, typeof, ""))
  single <- length(types) == 1L && types %in% c("logical", "integer", "double", "character") &&
    all(lengths(x) == 1L)
  if (single) unlist(x) else x
}

start_iterator <- function(x, arg, call, start = from_r$iterator) {
  iterable <- is_r_dataset(x) ||
    (reticulate::is_py_object(x) && (is_stream(x) || reticulate::py_has_attr(x, "__iter__") ||
      reticulate::py_has_attr(x, "__getitem__")))
  if (!iterable) abort_argument(arg, "a data set or an iterator", x, call)
  check_session(x)
  with_python(start(x), "{.arg {arg}} could not be started.", call = call)
}
