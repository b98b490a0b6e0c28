# The activation that Keras computes wrongly, as an operation.

#' @rdname op-activations
#' @export
op_sparsemax <- function(x, axis = -1L, ...) {
  check_no_dots(..., what = "this function")
  x <- as_fraction_operand(x)
  axis <- as_axis_of(axis, x)
  call <- rlang::current_env()
  with_python(sparsemax(x, axis), "The operation could not be computed.", call = call)
}
