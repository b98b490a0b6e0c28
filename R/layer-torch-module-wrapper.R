#' Use a PyTorch module as a layer
#'
#' Wraps a `torch.nn.Module`, with its parameters, so that it stands among Keras layers and is
#' trained with them. Where Keras has such a layer itself, use that: it runs on every backend.
#'
#' @details
#' PyTorch must be the backend; on any other the function raises an error of class
#' `lamina_error_backend`.
#'
#' A call without `training` runs the module in its training mode: `layer(x, training = FALSE)`
#' turns dropout and the like off; `predict()` does so by itself. A model with the layer is
#' saved with the module's code and needs `load_model(safe_mode = FALSE)`. Load only what you
#' trust.
#'
#' @inheritParams layer_spatial_dropout_2d
#' @param module The module: an object of a class that inherits from `torch.nn.Module`. A lazy
#'   module must have been called once.
#' @param output_shape Shape of the output, `NA` for the batch axis, such as `c(NA, 10)`.
#'   `NULL` will do in a Sequential model and for data; a symbolic tensor, made by
#'   [keras_input()], needs the shape.
#' @param ... Arguments that every Keras layer takes: `dtype`, `trainable`,
#'   `activity_regularizer`, `autocast`, `input_shape`. Any other name is an error.
#'
#' @section Shapes:
#' Those of the module. PyTorch's own modules for images take the channels first.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family layers around other frameworks
#' @examplesIf is_keras_available() && config_backend() == "torch"
#' torch <- reticulate::import("torch")
#' model <- keras_model_sequential(input_shape = 3) |>
#'   layer_torch_module_wrapper(torch$nn$Linear(3L, 4L), output_shape = c(NA, 4)) |>
#'   layer_dense(1)
#' model
#' @export
layer_torch_module_wrapper <- function(object, module, output_shape = NULL, name = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  expected <- "a module of PyTorch, such as `torch$nn$Linear(3L, 4L)`"
  args <- list(
    module = check_python_object(module, expected),
    output_shape = as_shape(output_shape, null = TRUE),
    name = check_name(name)
  )
  check_backend("layer_torch_module_wrapper", "torch")
  if (!missing(object) && is_symbolic(object) && is.null(output_shape)) {
    expected <- "a shape such as `c(NA, 10)` for a symbolic tensor"
    abort_missing("output_shape", expected, rlang::current_env())
  }
  check_python_object(module, expected, "torch.nn.modules.module.Module")
  compose(object, outcome, keras_object("layers", "TorchModuleWrapper"), c(args, keywords))
}
