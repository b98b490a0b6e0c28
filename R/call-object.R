# Initializers, regularizers and constraints are functions in R, which take R's numbers: of a shape,
# and of weights.

#' @exportS3Method reticulate::py_to_r_wrapper keras.src.initializers.initializer.Initializer
py_to_r_wrapper.keras.src.initializers.initializer.Initializer <- function(x) {
  force(x)
  function(shape, dtype = NULL, ...) {
    check_session(x)
    args <- list(check_sizes(shape), dtype = check_dtype(dtype))
    check_transform_shape(x, shape)
    call_object(x, c(drop_nulls(args), list(...)))
  }
}

# A Fourier transform has a shape of its own; all others take any.
check_transform_shape <- function(x, shape, call = caller_env()) {
  sizes <- if (inherits(shape, "keras_shape")) shape_integers(shape) else unlist(shape)
  if (sub(".*[.]", "", class(x)[[1L]]) != "STFT" || length(sizes) == 3L) return()
  abort_argument(
    "shape", "three lengths: of the frames, of the channels, which is 1, and of the transform",
    shape, call
  )
}

#' @exportS3Method reticulate::py_to_r_wrapper keras.src.regularizers.regularizers.Regularizer
py_to_r_wrapper.keras.src.regularizers.regularizers.Regularizer <- function(x) of_weights(x)

#' @exportS3Method reticulate::py_to_r_wrapper keras.src.constraints.constraints.Constraint
py_to_r_wrapper.keras.src.constraints.constraints.Constraint <- function(x) of_weights(x)

of_weights <- function(object) {
  force(object)
  function(x, ...) {
    check_session(object)
    call_object(object, list(as_float_operand(x, vector = TRUE), ...))
  }
}

call_object <- function(object, args, call = caller_env()) {
  with_python(
    do.call(object$`__call__`, args), "The {kind_of(object)} could not be called.",
    call = call, diagnose = function(cnd) check_weight_axes(object, args[[1L]], call)
  )
}

# A constraint computes norms along axes of the weights.
check_weight_axes <- function(object, x, call) {
  if (!reticulate::py_has_attr(object, "axis")) return()
  rank <- length(shape_of(x))
  axes <- unlist(object$axis)
  beyond <- as_r_axes(axes[axes >= rank | axes < -rank])
  if (length(beyond)) {
    abort_lamina(
      c(
        "{.arg x} must have the axis {beyond[[1L]]}, along which the constraint computes norms.",
        x = "It has {rank} dimension{?s}."
      ),
      class = "shape", call = call
    )
  }
}
