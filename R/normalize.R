#' Scale vectors to length 1
#'
#' `normalize()` divides each vector along an axis by its norm. [layer_unit_normalization()] does
#' so in a model.
#'
#' @param x Numbers: a vector, an array or a tensor.
#' @param axis The axis that the vectors lie along, counted from 1; negative counts from the end.
#' @param order Which norm: 1 for the sum of absolute values, 2 for the Euclidean one, a whole
#'   number of at least 1.
#' @param ... Not used.
#' @returns An array of the same shape, but of a vector a matrix of one row; of a tensor a tensor.
#'   Vectors of zeros stay. Errors have class `lamina_error`.
#' @family data utilities
#' @examplesIf is_keras_available()
#' normalize(rbind(c(3, 4), c(0, 2)))
#' normalize(rbind(c(3, 4), c(0, 2)), axis = 1, order = 1)
#' @export
normalize <- function(x, axis = -1L, order = 2L, ...) {
  check_no_dots(..., what = "this function")
  order <- as_whole(order, min = 1)
  x <- as_operand(x)
  shape <- operand_shape(x)
  if (!length(shape)) {
    x <- array(x, 1L)
    shape <- 1L
  }
  axis <- as_axis_of(axis, x)
  # NumPy's arrays are divided along the last axis where Keras gets 0.
  if (axis >= 0L) axis <- axis - length(shape)
  if (!reticulate::is_py_object(x)) x <- reticulate::np_array(as_plain_array(x), "float64")
  # Keras computes in the type of a tensor.
  if (!is_numpy(x) && tensor_dtype(x) %in% whole_dtypes) {
    x <- keras$ops$cast(x, keras$config$floatx())
  }
  call_keras("utils", "normalize", list(x, axis = axis, order = order))
}
