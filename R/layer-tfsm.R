#' Use a saved TensorFlow model as a layer
#'
#' Loads a model in TensorFlow's SavedModel format, such as one that `model$export()` wrote, and
#' wraps one of its functions as a layer. Of the model only this function and its weights are
#' there, not its layers: use [load_model()] for a model that Keras saved.
#'
#' @details
#' TensorFlow must be the backend; on any other the function raises an error of class
#' `lamina_error_backend`.
#'
#' The layer keeps the path, not the model itself: the folder must be there when a model with
#' this layer is loaded again, and `load_model(safe_mode = FALSE)` is needed, as a SavedModel
#' can hold any code. Load only what you trust.
#'
#' @inheritParams layer_spatial_dropout_2d
#' @param filepath Path of the SavedModel: the folder that holds `saved_model.pb`, or an address
#'   that TensorFlow can read, such as `"gs://..."`.
#' @param call_endpoint Name of the function to call. `model$export()` calls it `"serve"`, other
#'   tools often `"serving_default"`.
#' @param call_training_endpoint Name of the function to call in training. `NULL` uses
#'   `call_endpoint` for that too.
#' @param trainable Whether training changes the weights of the layer: `TRUE` or `FALSE`.
#'
#' @section Shapes:
#' Those of the function that was saved. It must take its input in one argument, which may be a
#' list.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family layers around other frameworks
#' @examplesIf is_keras_available() && config_backend() == "tensorflow"
#' model <- keras_model_sequential(input_shape = 3) |> layer_dense(2)
#' folder <- tempfile()
#' model$export(folder, verbose = FALSE)
#' saved <- layer_tfsm(filepath = folder)
#' x <- matrix(1:6 / 6, 2)
#' all.equal(as.array(saved(x)), as.array(model(x)))
#' @export
layer_tfsm <- function(object, filepath, call_endpoint = "serve", call_training_endpoint = NULL,
                       trainable = TRUE, name = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- list(
    filepath = check_saved_model(filepath),
    call_endpoint = check_string(call_endpoint),
    call_training_endpoint = check_string(call_training_endpoint, null = TRUE),
    trainable = check_flag(trainable),
    name = check_name(name),
    dtype = check_dtype(dtype)
  )
  check_backend("layer_tfsm", "tensorflow")
  compose(object, outcome, keras_object("layers", "TFSMLayer"), args)
}

# TensorFlow also reads from addresses; only what looks like a folder is looked for.
check_saved_model <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "the path of a folder with a SavedModel"
  if (missing(x)) abort_missing(arg, expected, call)
  if (!(rlang::is_string(x) && nzchar(x))) abort_argument(arg, expected, x, call)
  if (grepl("^[a-z0-9]+://", x)) return(x)
  if (!any(file.exists(file.path(x, c("saved_model.pb", "saved_model.pbtxt"))))) {
    missing <- if (dir.exists(x)) "The folder has no file saved_model.pb."
    hint <- if (is.null(missing)) "There is no such folder." else missing
    abort_argument(arg, expected, x, call, hint = hint)
  }
  normalizePath(x)
}
