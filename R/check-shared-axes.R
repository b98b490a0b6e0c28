# Axes that share weights, none of them the batch axis, counted with it. Keras
# takes a negative one for the axis before the one that is meant.
as_shared_axes <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  if (!(length(flat) >= 1L && is_whole(flat, min = 2))) {
    abort_argument(
      arg, "a whole number of at least 2, a vector of them, or NULL", x, call,
      hint = "Axes count from 1, the batch axis, which has no weights of its own."
    )
  }
  as.list(as.integer(flat) - 1L)
}
