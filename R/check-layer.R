# A Keras layer, also one of a class of the user's.
check_layer <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("a layer, such as `layer_dense(units = 1)`", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  if (!is_layer(x)) abort_argument(arg, expected, x, call)
  x
}

is_layer <- function(x) {
  layer <- reticulate::is_py_object(x) && inherits(x, "keras.src.layers.layer.Layer")
  if (layer) check_session(x)
  layer
}
