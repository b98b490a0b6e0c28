#' The vocabulary of a look-up layer
#'
#' `get_vocabulary()` reads the words or numbers that [layer_string_lookup()],
#' [layer_integer_lookup()] or [layer_text_vectorization()] knows, `set_vocabulary()` replaces
#' them: where they are known already, instead of [adapt()].
#'
#' @param object A layer that looks up words or numbers, created without `object`.
#' @param include_special_tokens Whether those for padding and for what is not in the vocabulary
#'   are included: the place of an entry, from 0, is then the number that the layer gives for it.
#' @param vocabulary The entries in their order: a vector of strings, of
#'   [layer_integer_lookup()] of whole numbers, or the path of a file with one per line.
#' @param idf_weights Weight of each entry, a vector as long as `vocabulary`: for a layer with
#'   `output_mode = "tf_idf"`, which needs it. Else `NULL`.
#' @param ... Not used.
#' @returns `get_vocabulary()`: a vector of strings or of whole numbers. `set_vocabulary()`: the
#'   layer, invisibly; it is changed in place.
#' @family preprocessing layers
#' @examplesIf is_keras_available()
#' words <- layer_string_lookup(vocabulary = c("to", "be"))
#' get_vocabulary(words)
#' set_vocabulary(words, c("or", "not", "to", "be"))
#' as.array(words(c("to", "be", "or", "what")))
#' get_vocabulary(words, include_special_tokens = FALSE)
#' @name vocabulary
NULL

#' @rdname vocabulary
#' @export
get_vocabulary <- function(object, include_special_tokens = TRUE, ...) {
  check_no_dots(..., what = "this function")
  check_lookup_layer(object)
  include_special_tokens <- check_flag(include_special_tokens)
  vocabulary <- with_python(
    object$get_vocabulary(include_special_tokens = include_special_tokens),
    "The vocabulary of the layer {.val {object$name}} could not be read.",
    call = rlang::current_env()
  )
  # Numbers of NumPy, one by one.
  vocabulary <- lapply(vocabulary, function(entry) {
    if (reticulate::is_py_object(entry)) reticulate::py_to_r(entry$item()) else entry
  })
  if (is_integer_lookup(object)) as.integer(unlist(vocabulary)) else as.character(vocabulary)
}

#' @rdname vocabulary
#' @export
set_vocabulary <- function(object, vocabulary, idf_weights = NULL, ...) {
  check_no_dots(..., what = "this function")
  check_lookup_layer(object)
  call <- rlang::current_env()
  whole <- is_integer_lookup(object)
  if (missing(vocabulary) || is.null(vocabulary)) {
    what <- if (whole) "whole numbers" else "strings"
    abort_missing("vocabulary", sprintf("a vector of %s, or the path of a file", what), call)
  }
  vocabulary <- check_vocabulary(vocabulary, whole = whole)
  check_distinct(vocabulary, call)
  idf_weights <- as_idf_weights(idf_weights, vocabulary, get_config(object)$output_mode, call)
  with_python(
    object$set_vocabulary(vocabulary, idf_weights),
    "The vocabulary of the layer {.val {object$name}} could not be set.",
    call = call
  )
  invisible(object)
}

check_lookup_layer <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a layer with a vocabulary, such as `layer_string_lookup()`"
  if (missing(x)) abort_missing(arg, expected, call)
  check_session(x)
  has_one <- is_layer(x) && reticulate::py_has_attr(x, "get_vocabulary")
  if (!has_one) abort_argument(arg, expected, x, call)
}

check_distinct <- function(vocabulary, call) {
  entries <- unlist(vocabulary)
  if (!is.list(vocabulary) || !anyDuplicated(entries)) return()
  abort_lamina(
    "{.arg vocabulary} must have no entry twice: {.val {entries[[anyDuplicated(entries)]]}} is
     there again.",
    class = "argument", call = call
  )
}

as_idf_weights <- function(x, vocabulary, output_mode, call) {
  if (!identical(output_mode, "tf_idf")) {
    if (is.null(x)) return(NULL)
    abort_argument(
      "idf_weights", "NULL", x, call,
      hint = "Weights are for a layer with `output_mode = \"tf_idf\"`."
    )
  }
  n <- length(vocabulary)
  valid <- is_finite_numeric(x) && length(x) == n
  if (!valid) {
    abort_argument("idf_weights", sprintf("%d numbers, one for each entry", n), x, call)
  }
  as.list(as.double(x))
}
