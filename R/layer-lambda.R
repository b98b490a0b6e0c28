#' Apply an R function as a layer
#'
#' Makes a layer of a function without weights, for a step that no other layer does. The function
#' is called with a tensor and returns one: it may use arithmetic (`x * 2`), `x[, 1]`, which counts
#' from 1, and the functions `op_*()`. Keras traces it once and computes what it traced, so that it
#' must not depend on the values in the tensor. For a step with weights or with settings to be
#' saved, write a class: [Layer()].
#'
#' A model with such a layer is saved with the name of the function: to load it, give
#' the function to [load_model()] under that name, `custom_objects = list(halve =
#' halve)`. Its help says what the name is, and when the file holds the function itself.
#'
#' @inheritParams layer_dense
#' @param f The function: it takes a tensor, or the list of tensors that the layer
#'   is called on, and returns a tensor or a list of them. Where it has arguments
#'   `training` or `mask`, it gets those as well.
#' @param output_shape Shape of the output without the batch axis, where Keras
#'   cannot find it by itself: a vector of whole numbers, `NA` where unknown; or a
#'   function that takes the shape of the input, with the batch axis, and returns
#'   that of the output. `NULL` lets Keras find it.
#' @param mask The mask that the layer passes on: a tensor, or a function of the
#'   inputs and their mask. `NULL` passes on none.
#' @param arguments Further arguments for `f`: a named list.
#'
#' @section Shapes:
#' Input and output are what `f` takes and returns.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family core layers
#' @examplesIf is_keras_available()
#' halve <- function(x) x / 2
#' as.array(layer_lambda(array(c(2, 4), c(1, 2)), halve))
#'
#' power <- function(x, exponent) x^exponent
#' as.array(layer_lambda(array(c(2, 4), c(1, 2)), power, arguments = list(exponent = 3)))
#' @export
layer_lambda <- function(object, f, output_shape = NULL, mask = NULL, arguments = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    `function` = check_function(f),
    output_shape = if (is.function(output_shape)) {
      as_shape_function(name_function(output_shape, "output_shape", environment()))
    } else {
      as_shape(output_shape, null = TRUE)
    },
    mask = check_mask(mask),
    arguments = check_named_list(arguments)
  )
  if (is_r_function(f)) {
    check_call_of(f, "the input", names(arguments), may = c("training", "mask"))
    args$`function` <- name_function(f, "f", environment())
  }
  compose(object, outcome, keras_object("layers", "Lambda"), c(args, keywords))
}

as_shape_function <- function(f) {
  structure(
    function(shape) as_output_shape(f(shape), "output_shape()"),
    name = function_name(f), original = f
  )
}

check_mask <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || is.function(x) || is_tensor_like(x)) return(x)
  abort_argument(arg, "a function, a tensor or NULL", x, call)
}

check_named_list <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  named <- is.list(x) && !is.data.frame(x) && !is.null(names(x)) && all(nzchar(names(x)))
  if (!named) abort_argument(arg, "a named list, or NULL", x, call)
  x
}
