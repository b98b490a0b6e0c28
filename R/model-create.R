#' Create a model
#'
#' `keras_model_sequential()` creates a model that is a stack of layers, to which
#' `layer_*()` functions add layers in a pipe. `keras_input()`, also available as
#' `layer_input()`, creates a symbolic tensor to call layers on, and `keras_model()` creates a
#' model from such inputs and the outputs computed from them: for branches, residual connections,
#' several inputs or outputs.
#'
#' @param input_shape,shape Shape of one example, without the batch axis: a
#'   vector such as `c(28, 28, 1)`, with `NA` for a dimension of any size, or
#'   [shape()]. With it a Sequential model is built as layers are added, so that
#'   mistakes are found at the layer that makes them.
#' @param name Name of the model or input: a string without `/`; `NULL` makes
#'   one up.
#' @param ... For `keras_model_sequential()`, layers to start with, and arguments of
#'   `keras_input()` by name, such as `batch_size` and `dtype` in place of
#'   `input_batch_size` and `input_dtype`. For `keras_model()`, `trainable` and `name`.
#'   Not used by `keras_input()`.
#' @param input_dtype,dtype Dtype of the input, such as `"int32"`; `NULL` uses
#'   Keras' default float type.
#' @param input_batch_size,batch_size Fixed number of examples in a batch: a whole number of at
#'   least 1. `NULL` allows any number.
#' @param input_sparse,sparse Whether the input is a sparse tensor.
#' @param input_batch_shape,batch_shape Shape with the batch axis, in place of
#'   `input_shape` and `input_batch_size`.
#' @param input_name Name of the input layer.
#' @param input_tensor,tensor A tensor to use as the input, or `NULL`.
#' @param input_optional,optional Whether the model may be called with `NULL` in place of this
#'   input.
#' @param trainable Whether training changes the weights: `TRUE` or `FALSE`.
#' @param layers A list of layers to start with, of which the first may be a [keras_input()] in
#'   place of the arguments of the input.
#' @param ragged,input_ragged Whether the input is a ragged tensor (TensorFlow
#'   only).
#' @param inputs,outputs Tensors, or lists of them (named lists give the inputs
#'   and outputs names).
#'
#' @returns `keras_input()` and `layer_input()`: a symbolic tensor. The others: a model. Layers are
#'   added to a Sequential model in place: `model |> layer_dense(1)` changes
#'   `model`.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = c(8, 8, 1)) |>
#'   layer_conv_2d(4, 3) |>
#'   layer_spatial_dropout_2d(0.2) |>
#'   layer_flatten() |>
#'   layer_dense(2)
#'
#' inputs <- keras_input(shape = c(8, 8, 1))
#' a <- inputs |> layer_conv_2d(4, 3)
#' b <- inputs |> layer_conv_2d(4, 3) |> layer_spatial_dropout_2d(0.2)
#' keras_model(inputs, layer_add(a, b))
#' @export
keras_model_sequential <- function(input_shape = NULL, name = NULL, ..., input_dtype = NULL,
                                   input_batch_size = NULL, input_sparse = NULL,
                                   input_ragged = NULL, input_batch_shape = NULL,
                                   input_name = NULL, input_tensor = NULL,
                                   input_optional = FALSE, trainable = TRUE, layers = list()) {
  dots <- rlang::list2(...)
  is_start <- vapply(dots, is_layer, NA) | !nzchar(rlang::names2(dots))
  layers <- c(if (is_tensor_list(layers)) layers else list(layers), unname(dots[is_start]))
  # Code for Keras 2 gives the layers first.
  if (is_layer(input_shape) || (is_tensor_list(input_shape) && any_layer(input_shape))) {
    layers <- c(if (is_layer(input_shape)) list(input_shape) else input_shape, layers)
    input_shape <- NULL
  }
  start <- if (length(layers) && is_symbolic(layers[[1L]])) layers[[1L]]
  if (!is.null(start)) layers <- layers[-1L]
  layers <- check_layers(layers, min = 0)
  for (given in name_input_arguments(dots[!is_start])) assign(given$name, given$value)
  input <- drop_nulls(list(
    shape = as_shape(input_shape, null = TRUE),
    batch_shape = as_shape(input_batch_shape, null = TRUE),
    batch_size = as_whole(input_batch_size, min = 1, null = TRUE),
    dtype = check_dtype(input_dtype),
    sparse = check_flag(input_sparse, null = TRUE),
    ragged = check_flag(input_ragged, null = TRUE),
    name = check_name(input_name),
    input_tensor = input_tensor
  ))
  if (!is.null(start) && length(input)) {
    abort_lamina(
      "The input is given twice: by {.fn keras_input} as the first of {.arg layers}, and by
       arguments.",
      class = "argument", call = rlang::current_env()
    )
  }
  name <- check_name(name)
  trainable <- check_flag(trainable)
  optional <- check_flag(input_optional)
  model <- with_python(
    {
      input_layer <- if (!is.null(start)) {
        start
      } else if (length(input)) {
        do.call(keras$layers$InputLayer, c(input, optional = optional))
      } else if (length(layers)) {
        core$sequential$make_input_layer(layers[[1L]])
      }
      model <- keras$Sequential(c(input_layer, layers), trainable = trainable, name = name)
      if (length(layers)) from_r$tell_functions_apart(model)
      model
    },
    "The model could not be created.",
    call = rlang::current_env()
  )
  made_here(model)
}

any_layer <- function(x) any(vapply(x, is_layer, NA))

# What `...` says of the input, under the names that keras_input() has for it.
name_input_arguments <- function(dots, call = caller_env(), fn = rlang::caller_fn()) {
  known <- c(setdiff(names(formals(keras_input)), c("name", "...")), "batch_input_shape")
  check_dots_names(dots, known, names(formals(fn)), "this function", call)
  lapply(names(dots), function(given) {
    formal <- if (given == "batch_input_shape") "input_batch_shape" else paste0("input_", given)
    if (!eval(call("missing", as.name(formal)), call)) {
      abort_lamina(
        "{.arg {given}} and {.arg {formal}} are the same argument: use only one of them.",
        class = "argument", call = call
      )
    }
    list(name = formal, value = dots[[given]])
  })
}

#' @rdname keras_model_sequential
#' @export
keras_input <- function(shape = NULL, batch_size = NULL, dtype = NULL, sparse = NULL,
                        ragged = NULL, batch_shape = NULL, name = NULL, tensor = NULL,
                        optional = FALSE, ...) {
  check_no_dots(..., what = "this function")
  if (is.null(shape) && is.null(batch_shape) && is.null(tensor)) {
    abort_missing(
      "shape", "a vector of whole numbers, with NA for an unknown dimension", rlang::current_env()
    )
  }
  args <- drop_nulls(list(
    shape = as_shape(shape, null = TRUE),
    batch_size = as_whole(batch_size, min = 1, null = TRUE),
    dtype = check_dtype(dtype),
    sparse = check_flag(sparse, null = TRUE),
    batch_shape = as_shape(batch_shape, null = TRUE),
    name = check_name(name),
    tensor = tensor,
    optional = check_flag(optional),
    ragged = check_flag(ragged, null = TRUE)
  ))
  with_python(
    do.call(keras$Input, args), "The input could not be created.",
    call = rlang::current_env()
  )
}

#' @rdname keras_model_sequential
#' @export
layer_input <- keras_input

#' @rdname keras_model_sequential
#' @export
keras_model <- function(inputs = NULL, outputs = NULL, ...) {
  check_symbolic(inputs)
  check_symbolic(outputs)
  dots <- rlang::list2(...)
  check_dots_names(
    dots, c("name", "trainable"), c("inputs", "outputs"), "this model", rlang::current_env()
  )
  model <- with_python(
    {
      model <- do.call(keras$Model, c(list(inputs = inputs, outputs = outputs), dots))
      from_r$tell_functions_apart(model)
      model
    },
    "The model could not be created.",
    call = rlang::current_env()
  )
  made_here(model)
}

check_symbolic <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a symbolic tensor, made by `keras_input()` and layers, or a list of them"
  if (is.null(x)) abort_missing(arg, expected, call)
  symbolic <- function(x) {
    # What FeatureSpace and others return as their inputs.
    if (inherits(x, "python.builtin.dict")) x <- builtins$list(x$values())
    if (is.list(x) && !reticulate::is_py_object(x)) return(all(vapply(x, symbolic, NA)))
    is_symbolic(x)
  }
  if (!symbolic(x)) abort_argument(arg, expected, x, call)
}
