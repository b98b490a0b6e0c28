#' Save and load the architecture of a model
#'
#' `save_model_config()` writes the architecture of a model, without its weights, as JSON text;
#' `load_model_config()` creates a new model from it, with new weights. The text also contains what
#' the model was compiled with. [get_config()] returns the architecture as a list.
#'
#' @param model A model.
#' @param filepath Path of a text file, such as `"model.json"`. For `save_model_config()`, `NULL`
#'   returns the text. For `load_model_config()`, it may be the text itself.
#' @param overwrite Whether a file that exists may be replaced: `TRUE` or `FALSE`.
#' @param custom_objects Named list of classes and functions that the model was made with and
#'   Keras does not know, as in [load_model()].
#' @param ... Not used.
#' @returns `save_model_config()`: the model, invisibly, or the text, a string.
#'   `load_model_config()`: a model. Errors have class `lamina_error_file`.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(2)
#' path <- tempfile(fileext = ".json")
#' save_model_config(model, path)
#' load_model_config(path)
#' @export
save_model_config <- function(model, filepath = NULL, overwrite = FALSE, ...) {
  check_process()
  check_no_dots(..., what = "this function")
  check_model(model)
  overwrite <- check_flag(overwrite)
  call <- rlang::current_env()
  if (!is.null(filepath)) check_path(filepath)
  text <- with_python(
    core$save_config(model, if (!is.null(filepath)) path.expand(filepath), overwrite),
    "The architecture of {.val {model$name}} could not be written.",
    call = call, class = "file",
    diagnose = function(cnd) abort_not_written(cnd, filepath, call)
  )
  warn_of_unnamed(model, call)
  if (is.null(filepath)) text else invisible(model)
}

#' @rdname save_model_config
#' @export
load_model_config <- function(filepath, custom_objects = NULL, ...) {
  check_process()
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  if (missing(filepath)) abort_missing("filepath", "the path of a file", call)
  check_path(filepath)
  custom_objects <- as_custom_objects(custom_objects)
  is_text <- grepl("^\\s*\\{", filepath)
  shown <- if (is_text) "<text>" else filepath
  text <- filepath
  if (!is_text) {
    path <- check_exists(filepath)
    text <- paste(readLines(path, encoding = "UTF-8", warn = FALSE), collapse = "\n")
  }
  # Python takes no other text, and R crashes handing it over.
  if (!validUTF8(text)) abort_no_architecture(shown, call)
  model <- with_python(
    core$model_from_json(text, custom_objects),
    "No model could be made of {.file {shown}}.",
    call = call, class = "file",
    diagnose = function(cnd) check_located(cnd, call, class = "file")
  )
  if (!is_model(model)) abort_no_architecture(shown, call)
  made_here(model)
}

abort_no_architecture <- function(shown, call) {
  abort_lamina(
    c(
      "{.file {shown}} is not the architecture of a model, as {.fn save_model_config} writes it.",
      i = "A whole model is opened by {.fn load_model}."
    ),
    class = "file", call = call
  )
}
