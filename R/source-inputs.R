#' The inputs that a tensor is computed from
#'
#' Goes back from a symbolic tensor to the inputs that it depends on.
#'
#' @param tensor A symbolic tensor, such as the output of a layer that was called on
#'   [keras_input()].
#' @param ... Not used.
#' @returns A list of symbolic tensors. Errors have class `lamina_error`.
#' @family models
#' @examplesIf is_keras_available()
#' inputs <- keras_input(2)
#' get_source_inputs(layer_dense(inputs, 1))
#' @export
get_source_inputs <- function(tensor, ...) {
  check_no_dots(..., what = "this function")
  expected <- "a symbolic tensor"
  if (missing(tensor)) abort_missing("tensor", expected, rlang::current_env())
  if (!(is_py_tensor_like(tensor) && is_symbolic(tensor))) {
    abort_argument("tensor", expected, tensor, rlang::current_env())
  }
  call_keras("utils", "get_source_inputs", list(tensor))
}
