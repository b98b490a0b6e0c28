# Whole numbers for Keras: 3 and 3L are the same, 2.5 is an error.
as_whole <- function(x, min = -Inf, max = Inf, null = FALSE, arg = caller_arg(x),
                     call = caller_env()) {
  delayedAssign("expected", number_range("a whole number", min, max))
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  # The limit is said where it is the reason.
  if (length(x) == 1L && is_finite_numeric(x)) {
    limit <- .Machine$integer.max
    if (x > min(max, limit)) max <- min(max, limit)
  }
  if (!(length(x) == 1L && is_whole(x, min, max))) abort_argument(arg, expected, x, call)
  as.integer(x)
}

# The same, or a length that is known when a model runs.
as_count <- function(x, min = 0, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (!missing(x) && inherits(x, later_classes)) {
    if (inherits(x, tensor_classes)) {
      check_whole_tensor(x, 0L, "a whole number, or a tensor of one", arg, call)
    }
    return(x)
  }
  as_whole(x, min = min, null = null, arg = arg, call = call)
}

check_whole_tensor <- function(x, rank, expected, arg, call) {
  dtype <- tensor_dtype(x)
  if (dtype %in% setdiff(whole_dtypes, "bool") && length(tensor_shape(x)) == rank) return()
  abort_argument(arg, expected, x, call)
}

# One whole number, or one for each of `n` dimensions; a vector or a list.
as_wholes <- function(x, n, min = -Inf, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- sprintf(
    "%s, or %d of them", number_range("a whole number", min, Inf), n
  )
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  if (!(length(flat) %in% c(1L, n) && is_whole(flat, min))) abort_argument(arg, expected, x, call)
  if (length(flat) == 1L) as.integer(flat) else as.list(as.integer(flat))
}

# Keras draws from a generator whose state is 32 bits wide and unsigned on JAX,
# signed on PyTorch: what both take is 0 to 2^31 - 1.
max_seed <- .Machine$integer.max

as_seed <- function(x, arg = caller_arg(x), call = caller_env()) {
  as_whole(x, min = 0, max = max_seed, null = TRUE, arg = arg, call = call)
}

# The same, or a generator of Keras', which draws on from call to call.
check_seed <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is_seed_generator(x)) x else as_seed(x, arg, call)
}

# What is cut off or padded at both ends of `n` axes: one whole number for all,
# one for each axis, or a pair (before, after) for each.
as_pairs <- function(x, n, arg = caller_arg(x), call = caller_env()) {
  expected <- sprintf(
    "a whole number of at least 0, %d of them, or %d pairs of them, before and after", n, n
  )
  if (missing(x)) abort_missing(arg, expected, call)
  pairs <- is.list(x) && length(x) == n && all(lengths(x) == 2L)
  flat <- unlist(x)
  valid <- is_whole(flat, min = 0) && (pairs || (length(x) %in% c(1L, n) && all(lengths(x) == 1L)))
  if (!valid) abort_argument(arg, expected, x, call)
  if (pairs) return(lapply(x, function(pair) as.list(as.integer(unlist(pair)))))
  if (length(flat) == 1L) as.integer(flat) else as.list(as.integer(flat))
}

# Python tells 2 from 2.0, R does not: a class of Keras takes the first for both.
whole_as_integers <- function(args) {
  lapply(args, function(arg) {
    if (is.double(arg) && is.null(attributes(arg)) && is_whole(arg)) as.integer(arg) else arg
  })
}

# Keys of a look-up: 3 and 3L are the same, a fraction is an error.
as_whole_data <- function(x, arg, call, hint = NULL) {
  if (!is.double(x)) return(x)
  fractions <- x[!is.finite(x) | x != trunc(x)]
  if (length(fractions)) abort_argument(arg, "whole numbers", fractions[[1L]], call, hint = hint)
  if (all(abs(x) <= .Machine$integer.max)) storage.mode(x) <- "integer"
  x
}

# One whole number or several.
as_whole_list <- function(x, min = -Inf, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- sprintf("%s, or a vector of them", number_range("a whole number", min, Inf))
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  if (!(length(flat) && is_whole(flat, min))) abort_argument(arg, expected, x, call)
  if (length(flat) == 1L) as.integer(flat) else as.list(as.integer(flat))
}

# How often each axis is repeated, of which some may be known when a model runs.
as_tiles <- function(x, arg = caller_arg(x), call = caller_env()) {
  is_later <- !missing(x) && is.list(x) && any(are_later(x))
  if (is_later) return(as_shape(x, later = TRUE, arg = arg, call = call))
  tiles <- as_whole_list(x, min = 0, arg = arg, call = call)
  if (!reticulate::is_py_object(tiles)) check_count(unlist(tiles), arg, call)
  tiles
}

# No machine has room for as many, and JAX ends R where their number has more than 63 bits.
check_count <- function(sizes, arg, call) {
  if (prod(sizes) > 2^48) {
    product <- paste(format(sizes, trim = TRUE), collapse = " * ")
    abort_lamina(
      c(
        "{.arg {arg}} must leave room for all elements in memory.",
        x = "{.code {product}} are {.val {prod(sizes)}}."
      ),
      class = "argument", call = call
    )
  }
}

# How often elements are repeated: an array, where Keras takes no list.
as_repeats <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (!missing(x) && inherits(x, later_classes)) return(x)
  repeats <- as_whole_list(x, min = 0, arg = arg, call = call)
  if (is.list(repeats)) reticulate::np_array(unlist(repeats)) else repeats
}

# How much is added before and after each axis: one number, one pair for all, or a pair for each.
# Keras pads the last axis alone on PyTorch where it gets one, and none on TensorFlow.
as_pad_width <- function(x, of, arg = caller_arg(x), call = caller_env()) {
  expected <- "a whole number of at least 0, or a matrix or list with two of them for each axis"
  if (missing(x)) abort_missing(arg, expected, call)
  if (is.list(x)) {
    pairs <- all(lengths(x) == 2L) && all(vapply(x, is.numeric, NA))
    if (length(x) && pairs) x <- do.call(rbind, x)
  }
  valid <- is.numeric(x) && length(x) && is_whole(as.vector(x), min = 0) &&
    (length(x) <= 2L || (is.matrix(x) && ncol(x) == 2L))
  if (!valid) abort_argument(arg, expected, x, call)
  if (!is.matrix(x)) {
    rank <- length(shape_of(of))
    x <- matrix(rep_len(x, 2L), rank, 2L, byrow = TRUE)
  }
  lapply(seq_len(nrow(x)), function(i) as.list(as.integer(x[i, ])))
}
