# The cells of a recurrent layer, which compute one step: a list of them, `one`
# also by itself. A class of the user's need not be a layer.
check_cells <- function(x, one = FALSE, arg = caller_arg(x), call = caller_env()) {
  cell <- "cell, such as `rnn_cell_gru(units = 1)`"
  expected <- sprintf(if (one) "a %s, or a list of cells" else "a list of at least one %s", cell)
  if (missing(x)) abort_missing(arg, expected, call)
  if (one && is_cell(x)) return(x)
  listed <- is.list(x) && !is.data.frame(x) && length(x) >= 1L
  if (listed && all(vapply(x, is_cell, NA))) return(unname(x))
  came <- if (listed) Find(Negate(is_cell), x) else x
  abort_argument(
    arg, expected, came, call,
    hint = if (is_recurrent_layer(came)) {
      "A recurrent layer computes all steps; `rnn_cell_gru()` and the like make cells."
    }
  )
}

is_cell <- function(x) {
  check_session(x)
  reticulate::is_py_object(x) && !is_recurrent_layer(x) && reticulate::py_has_attr(x, "call") &&
    reticulate::py_has_attr(x, "state_size")
}

is_recurrent_layer <- function(x) {
  reticulate::is_py_object(x) && inherits(x, "keras.src.layers.rnn.rnn.RNN")
}
