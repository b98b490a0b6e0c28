# Lengths of runs of words: one whole number, all lengths up to it; several, those
# lengths, which Keras takes as a tuple only.
check_ngrams <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  if (!(length(flat) >= 1L && is_whole(flat, min = 1))) {
    abort_argument(arg, "whole numbers of at least 1, one or several, or NULL", x, call)
  }
  if (length(flat) == 1L) as.integer(flat) else as_shape(flat)
}
