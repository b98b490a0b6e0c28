# Layers are functions in R: of a tensor, as in Keras, and of a model in a pipe.
#' @exportS3Method reticulate::py_to_r_wrapper keras.src.layers.layer.Layer
py_to_r_wrapper.keras.src.layers.layer.Layer <- function(x) {
  force(x)
  function(object, ...) {
    call <- sys.call()
    check_session(x)
    if (!missing(object)) return(compose_existing(object, x, list(...), call))
    with_python(
      x$`__call__`(...), "The layer {.val {x$name}} could not be called.",
      call = call
    )
  }
}
