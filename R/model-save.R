#' Save and load a model
#'
#' `save_model()` writes a model with its layers, weights and training state
#' into one file, `load_model()` reads it. The file is Keras' own: models with
#' lamina's layers open in Keras without lamina, and the spatial dropout layers
#' of models that Keras wrote become lamina's when they are loaded here.
#'
#' The new file is written beside the old one and takes its place when it is
#' complete, so that a save that is interrupted or fails leaves the old file as
#' it was.
#'
#' @param model `save_model()`: a model. `load_model()`: the path of a file, or
#'   the raw vector that `save_model()` returned.
#' @param filepath Path of the file; it ends in `.keras`. `NULL` returns the
#'   file's contents as a raw vector.
#' @param overwrite Whether a file that exists may be replaced: `TRUE` or
#'   `FALSE`.
#' @param zipped `FALSE` writes a folder in place of a file; its path then has
#'   no ending.
#' @param ... Not used.
#' @param custom_objects Named list of the classes and functions that the model
#'   was made with and Keras does not know. What [Layer()] returned, and a class of
#'   Python, need no name here. Of an R function only its name is
#'   saved, the one in its attribute `name` or else that of the variable it was
#'   given as: with `activation = twice` in a layer, load the model with
#'   `custom_objects = list(twice = twice)`.
#' @param compile Whether to restore the optimiser, loss and metrics too.
#' @param safe_mode Whether to refuse code (lambda functions) in the file. Only
#'   load files with code that you trust.
#' @returns `save_model()`: the model, invisibly, or a raw vector.
#'   `load_model()`: the model.
#'
#'   Errors have class `lamina_error_file`: a file that exists already, is
#'   missing, or cannot be read.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = c(8, 8, 3)) |>
#'   layer_spatial_dropout_2d(0.2) |>
#'   layer_flatten() |>
#'   layer_dense(1)
#' path <- tempfile(fileext = ".keras")
#' save_model(model, path)
#' load_model(path)
#' @export
save_model <- function(model, filepath = NULL, overwrite = FALSE, zipped = NULL, ...) {
  check_model(model)
  if (is.null(filepath)) return(model_as_raw(model))
  check_path(filepath)
  check_flag(overwrite)
  zipped <- if (is.null(zipped)) !is_folder_path(filepath) else check_flag(zipped)
  check_can_write(filepath, overwrite, zipped)
  # A link stays one: what it points to is replaced.
  path <- normalizePath(filepath, mustWork = FALSE)
  part <- tempfile(
    paste0(".", sub("\\..*", "", basename(path)), "-"), dirname(path),
    if (zipped) ".keras" else ""
  )
  on.exit(unlink(part, recursive = TRUE))
  with_python(
    model$save(part, overwrite = TRUE, zipped = zipped),
    "The model could not be saved to {.file {filepath}}.",
    call = rlang::current_env(), class = "file"
  )
  put_in_place(part, path)
  invisible(model)
}

model_as_raw <- function(model, call = caller_env()) {
  path <- tempfile(fileext = ".keras")
  on.exit(unlink(path))
  with_python(model$save(path), "The model could not be saved.", call = call, class = "file")
  readBin(path, "raw", n = file.size(path))
}

is_folder_path <- function(path) !grepl("\\.[A-Za-z0-9]+$", basename(path))

check_can_write <- function(filepath, overwrite, zipped, call = caller_env()) {
  if (zipped != grepl("\\.keras$", filepath)) {
    ending <- if (zipped) "the path of a file that ends in `.keras`" else "the path of a folder"
    abort_argument("filepath", ending, filepath, call)
  }
  folder <- dirname(path.expand(filepath))
  if (!dir.exists(folder)) {
    abort_lamina(
      "{.arg filepath} must be in a folder that exists; there is no {.file {folder}}.",
      class = "file", call = call
    )
  }
  if (dir.exists(path.expand(filepath)) && (zipped || !is_saved_folder(path.expand(filepath)))) {
    abort_lamina(
      "{.arg filepath} must be a new path or a saved model; {.file {filepath}} is a folder with
       other things in it.",
      class = "file", call = call
    )
  }
  if (file.exists(path.expand(filepath)) && !overwrite) {
    abort_lamina(
      c(
        "{.arg filepath} must be a new file; {.file {filepath}} exists already.",
        i = "{.code overwrite = TRUE} replaces it."
      ),
      class = "file", call = call
    )
  }
}

# Nothing but what Keras writes, so that nothing else is lost with it.
is_saved_folder <- function(path) {
  found <- list.files(path, all.files = TRUE, no.. = TRUE)
  keras_files <- c("config.json", "metadata.json", "model.weights.h5", "assets")
  "config.json" %in% found && all(found %in% keras_files)
}

# A rename replaces a file at once, but not a folder: an old one steps aside.
put_in_place <- function(part, path) {
  if (file.exists(path)) Sys.chmod(part, file.mode(path), use_umask = FALSE)
  aside <- NULL
  if (dir.exists(path)) {
    aside <- tempfile(".old-", dirname(path))
    file.rename(path, aside)
  }
  if (!file.rename(part, path)) {
    if (!is.null(aside)) file.rename(aside, path)
    abort_lamina("The file {.file {path}} could not be replaced.", class = "file")
  }
  if (!is.null(aside)) unlink(aside, recursive = TRUE)
}

#' @rdname save_model
#' @export
load_model <- function(model, custom_objects = NULL, compile = TRUE, safe_mode = TRUE) {
  if (missing(model)) abort_missing("model", "the path of a file", rlang::current_env())
  custom_objects <- as_custom_objects(custom_objects)
  compile <- check_flag(compile)
  safe_mode <- check_flag(safe_mode)
  path <- if (is.raw(model)) {
    unpacked <- tempfile(fileext = ".keras")
    on.exit(unlink(unpacked))
    writeBin(model, unpacked)
    unpacked
  } else {
    check_path(model)
    path.expand(model)
  }
  if (!file.exists(path)) {
    abort_lamina(
      "{.arg model} must be the path of a file; there is no {.file {model}}.",
      class = "file", call = rlang::current_env()
    )
  }
  shown <- if (is.raw(model)) "<raw vector>" else path
  check_archive(path, shown)
  call <- rlang::current_env()
  loaded <- with_python(
    core$load_model(
      path, custom_objects = custom_objects, compile = compile, safe_mode = safe_mode
    ),
    "The model could not be read from {.file {shown}}.",
    call = call, class = "file", diagnose = function(cnd) check_located(cnd, call, class = "file")
  )
  made_here(loaded)
}

# Keras reports a damaged file as one that is not there.
check_archive <- function(path, shown, call = caller_env()) {
  if (dir.exists(path) || !grepl("\\.keras$", path)) return()
  listed <- tryCatch(
    suppressWarnings(utils::unzip(path, list = TRUE)$Name),
    error = function(cnd) character()
  )
  if (!("config.json" %in% listed)) {
    abort_lamina(
      "The file {.file {shown}} is damaged, or not a Keras model.",
      class = "file", call = call
    )
  }
}

check_path <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (!(rlang::is_string(x) && nzchar(x))) abort_argument(arg, "the path of a file", x, call)
}

check_model <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a Keras model"
  if (missing(x)) abort_missing(arg, expected, call)
  if (!inherits(x, "keras.src.models.model.Model")) abort_argument(arg, expected, x, call)
}
