#' Sequences of one length
#'
#' Puts sequences of different lengths into one array: longer ones are cut, shorter ones are
#' filled up, at the beginning or at the end.
#'
#' @param sequences A list of sequences: vectors of numbers or of strings, or arrays whose first
#'   axis is the steps. Empty ones are taken as well.
#' @param maxlen Length of all sequences afterwards: a whole number of at least 1. `NULL` takes
#'   that of the longest.
#' @param dtype Type of the numbers, such as `"int32"` or `"float32"`; `"object"` for strings.
#'   With whole numbers a fraction is an error.
#' @param padding,truncating Where sequences are filled up and where they are cut: `"pre"`, at the
#'   beginning, or `"post"`, at the end.
#' @param value What they are filled up with: a number, for strings a string.
#' @param ... Not used.
#' @returns An array (sequences, `maxlen`), with further axes where the sequences are arrays.
#'   Errors have class `lamina_error`.
#' @family data utilities
#' @seealso [layer_embedding()], whose `mask_zero = TRUE` leaves the filling out of account.
#' @examples
#' sequences <- list(1, c(2, 3), c(4, 5, 6))
#' pad_sequences(sequences)
#' pad_sequences(sequences, maxlen = 2, padding = "post", value = -1)
#' @export
pad_sequences <- function(sequences, maxlen = NULL, dtype = "int32", padding = "pre",
                          truncating = "pre", value = 0, ...) {
  check_no_dots(..., what = "this function")
  if (missing(sequences)) abort_missing("sequences", "a list of vectors", rlang::current_env())
  maxlen <- as_whole(maxlen, min = 1, null = TRUE)
  strings <- c("object", "str", "string")
  dtype <- check_choice(dtype, c(setdiff(whole_dtypes, "bool"), float_dtypes, strings))
  padding <- check_choice(padding, c("pre", "post"))
  truncating <- check_choice(truncating, c("pre", "post"))
  dtype <- if (dtype %in% strings) "string" else dtype
  if (dtype == "string" && identical(value, 0)) value <- ""
  value <- sequence_values(value, dtype, 1L, "value", rlang::current_env())
  sequences <- as_sequences(sequences, dtype)
  steps <- vapply(sequences, function(x) dim(x)[[1L]], 1L)
  features <- features_of(sequences[steps > 0L], which(steps > 0L))
  maxlen <- maxlen %||% max(steps)
  # Steps first, then sequences, whose axis comes to the front at the end.
  padded <- array(value, c(maxlen, features, length(sequences)))
  size <- prod(features)
  padded <- matrix(padded, maxlen)
  for (i in which(steps > 0L)) {
    n <- min(steps[[i]], maxlen)
    from <- seq_len(n) + if (truncating == "pre") steps[[i]] - n else 0L
    to <- seq_len(n) + if (padding == "pre") maxlen - n else 0L
    padded[to, (i - 1L) * size + seq_len(size)] <- matrix(sequences[[i]], steps[[i]])[from, ]
  }
  padded <- array(padded, c(maxlen, features, length(sequences)))
  last <- length(dim(padded))
  aperm(padded, c(last, seq_len(last - 1L)))
}

# Each as an array whose first axis is the steps.
as_sequences <- function(x, dtype, arg = "sequences", call = caller_env()) {
  expected <- "a list of vectors"
  # What a data set gives unless it is converted.
  if (is_numpy(x)) x <- texts_in_r(x)
  if (!is.list(x) || is.data.frame(x) || !length(x)) abort_argument(arg, expected, x, call)
  args <- element_args(x, arg)
  Map(function(element, arg) {
    if (is.list(element) && !is.data.frame(element) && all(lengths(element) == 1L)) {
      element <- unlist(element)
    }
    element <- element %||% integer()
    sequence_values(element, dtype, NULL, arg, call)
  }, unname(x), args)
}

# `n`: how many values there must be.
sequence_values <- function(x, dtype, n, arg, call) {
  expected <- if (dtype == "string") "strings" else "numbers"
  if (is.atomic(x) && dtype != "string") x <- plain_values(x, arg, call)
  valid <- if (dtype == "string") is.character(x) && !anyNA(x) else is.numeric(x)
  valid <- (valid || (is.atomic(x) && !length(x))) && !is.factor(x)
  if (!valid || (!is.null(n) && length(x) != n)) {
    if (identical(n, 1L)) expected <- if (dtype == "string") "a string" else "a number"
    abort_argument(
      arg, expected, x, call,
      hint = if (is.character(x)) "Strings need `dtype = \"object\"`."
    )
  }
  check_no_missing(x, arg, call)
  if (dtype %in% whole_dtypes) {
    x <- as_whole_input(x, dtype, arg, call, hint = "Fractions need `dtype = \"float32\"`.")
  }
  array(x, dim(x) %||% length(x))
}

# The axes behind the steps, which all sequences have in common.
features_of <- function(sequences, places, call = caller_env()) {
  shapes <- lapply(sequences, function(x) dim(x)[-1L])
  for (i in seq_along(shapes)) {
    if (!identical(shapes[[i]], shapes[[1L]])) {
      abort_lamina(
        c(
          "{.arg sequences} must have steps of one shape.",
          x = "Element {places[[1L]]} has steps of shape {format_shape(shapes[[1L]])}, element
               {places[[i]]} of shape {format_shape(shapes[[i]])}."
        ),
        class = "argument", call = call
      )
    }
  }
  if (length(shapes)) shapes[[1L]]
}
