#' Save and load a model
#'
#' `save_model()` writes a model with its layers, weights and training state
#' to one file, `load_model()` reads it. The file is in Keras' format: models with
#' lamina's layers open in Keras without lamina, and the spatial dropout layers
#' of models that Keras wrote become lamina's when they are loaded here.
#'
#' A new file is written beside the old one and replaces it when it is
#' complete, so that a save that is interrupted or fails leaves the old file as
#' it was. With `overwrite = FALSE` a file is kept even if another process has
#' saved it in the meantime. A symbolic link stays a link, even if its target does not exist yet:
#' the target is written.
#'
#' A `filepath` that ends in `.h5` or `.hdf5` is written in the older format HDF5, for older
#' programs. It keeps the weights and the optimizer, but neither the code of functions nor what a
#' layer has learnt besides weights, such as a vocabulary: a model with such a layer is refused, as
#' is spatial dropout whose rate is a schedule, by Keras' own `model$save("a.h5")` too. Where a
#' model with a layer that Keras has no twin of, such as [layer_drop_block_2d()], is opened in Keras
#' without lamina, the error says to install it; of HDF5 it has the name of the class alone, such
#' as `lamina>DropBlock2D`.
#' `load_model()` reads HDF5, also that of Keras 2, and training can continue. Keras' own
#' `model$save("a.h5")` removes the optimizer from the configuration of the model, so that a
#' `.keras` file that Keras writes of it afterwards opens with another optimizer, unless the model
#' was compiled by [compile()] or loaded by `load_model()`. A file of `save_model()` always has the
#' right one.
#'
#' @param model `save_model()`: a model. `load_model()`: the path of a file, or
#'   the raw vector that `save_model()` or [marshal_model()] returned; or a folder of
#'   [callback_orbax_checkpoint()], of which the last state is opened.
#' @param filepath Path of the file; it ends in `.keras`, or in `.h5` or `.hdf5` for the
#'   older format. `NULL` returns the contents of a `.keras` file as a raw vector.
#' @param overwrite Whether a file that exists may be replaced: `TRUE` or
#'   `FALSE`.
#' @param zipped `FALSE` writes a folder instead of a file; its path then has
#'   no file extension.
#' @param ... Not used; the error for an argument of older code says what to write instead.
#' @param custom_objects Named list of the classes and functions that the model
#'   was made with and that Keras does not know. Classes that [Layer()] returned, Python classes and
#'   functions with a name attribute need no name here. See *Functions*.
#' @param compile Whether to restore the optimizer, loss and metrics too.
#' @param safe_mode Whether to refuse code in the file: Python lambdas and R
#'   functions that are saved with their code. `FALSE` runs the code: use it only for files that you
#'   trust.
#'
#' @section Functions:
#' An R function, such as an activation or a loss, is saved by name: the name in its
#' attribute `name` (or `py_function_name`), or else the name of the variable it was given
#' as. With `activation = twice` in a layer, load the model with `custom_objects =
#' list(twice = twice)`. A function without a name, such as
#' `activation = function(x) x * 2`, is saved under a made-up name, as is the second of two
#' different functions with the same name; `save_model()` warns that `load_model()` will need that
#' name, or both names. An activation with the same name as one of Keras' is saved with `_r`
#' appended.
#'
#' A function that uses nothing but its arguments and exported objects of packages is also saved
#' with its code, which `load_model(safe_mode = FALSE)` uses. For this, no name in
#' it, not even that of a local variable, may be defined where the function was
#' written, and it must not call `get()`, `eval()` and the like. If the file has the
#' code of a function and `custom_objects` has another function under its name, the latter is used,
#' with a warning.
#'
#' @returns `save_model()`: the model, invisibly, or a raw vector.
#'   `load_model()`: the model.
#'
#'   Errors have class `lamina_error_file`: a file that exists already, is
#'   missing, or cannot be read.
#' @seealso [marshal_model()] for `saveRDS()` and for workers in other R processes.
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
  check_process()
  check_model(model)
  check_save_dots(...)
  if (is.null(filepath)) return(model_as_raw(model))
  check_path(filepath)
  overwrite <- check_flag(overwrite)
  zipped <- if (is.null(zipped)) !is_folder_path(filepath) else check_flag(zipped)
  call <- rlang::current_env()
  with_python(
    core$save_model(model, path.expand(filepath), overwrite, zipped),
    "The model could not be saved to {.file {filepath}}.",
    call = call, class = "file",
    diagnose = function(cnd) abort_not_written(cnd, filepath, call)
  )
  warn_of_unnamed(model, call)
  invisible(model)
}

# What code for older versions of Keras and keras passes on.
check_save_dots <- function(..., call = caller_env()) {
  dots <- list(...)
  if (!length(dots)) return()
  given <- rlang::names2(dots)
  instead <- c(
    include_optimizer = "The state of the optimizer is saved;
      {.code load_model(compile = FALSE)} leaves it out.",
    save_format = "The extension of {.arg filepath} decides: {.val .keras} for a file, none for a
      folder.",
    save_traces = "{.code zipped = FALSE} writes a folder, without traces.",
    signatures = "A file for serving is written by {.code model$export()}.",
    options = "{.code zipped = FALSE} writes a folder, without options."
  )
  known <- intersect(given, names(instead))
  if (length(known)) {
    abort_lamina(
      c("{.arg {known[[1L]]}} is an argument of older versions.", i = instead[[known[[1L]]]]),
      class = "argument", call = call
    )
  }
  check_dots_names(
    dots, character(), names(formals(save_model)), "this function", call
  )
}

# What is saved under a name that the user has not given needs it all the same.
warn_of_unnamed <- function(model, call, opener = "load_model") {
  names <- as.character(from_r$unnamed_functions(model))
  n <- length(names)
  if (!n) return()
  cli::cli_warn(
    c(
      "The model has {n} function{?s} without a name of {?its/their} own, saved as {.val {names}}.",
      i = "{.fn {opener}} needs {cli::qty(n)}{?it/them}: {.code {custom_objects_code(names)}}.",
      i = "A variable gives a function its name:
           {.code f <- function(x) ...; layer_dense(activation = f)}."
    ),
    class = c("lamina_warning_names", "lamina_warning"), call = call
  )
}

model_as_raw <- function(model, call = caller_env(), opener = "load_model") {
  path <- tempfile(fileext = ".keras")
  on.exit(unlink(path))
  with_python(
    core$save_model(model, path, in_each_process = TRUE), "The model could not be saved.",
    call = call, class = "file"
  )
  warn_of_unnamed(model, call, opener)
  readBin(path, "raw", n = file.size(path))
}

is_folder_path <- function(path) !grepl("\\.[A-Za-z0-9]+$", basename(path))

#' @rdname save_model
#' @export
load_model <- function(model, custom_objects = NULL, compile = TRUE, safe_mode = TRUE, ...) {
  check_no_dots(..., what = "this function")
  if (missing(model)) abort_missing("model", "the path of a file", rlang::current_env())
  custom_objects <- as_custom_objects(custom_objects)
  compile <- check_flag(compile)
  safe_mode <- check_flag(safe_mode)
  path <- if (is.raw(model)) {
    unpacked <- tempfile(fileext = ".keras")
    on.exit(unlink(unpacked))
    # Without a class: writeBin() takes no other vector.
    writeBin(as.vector(model), unpacked)
    unpacked
  } else {
    check_path(model)
    check_exists(model, folder = TRUE)
  }
  shown <- if (is.raw(model)) "<raw vector>" else path
  check_archive(path, shown)
  call <- rlang::current_env()
  if (is_orbax_folder(path)) check_python_package("orbax-checkpoint", "load_model", call)
  open_model(
    path, custom_objects, compile, safe_mode,
    "The model could not be read from {.file {shown}}.", call, shown
  )
}

# `message` tells that it failed, and may name what was `shown`.
open_model <- function(path, custom_objects, compile, safe_mode, message, call, shown = path) {
  loaded <- with_python(
    {
      saved <- from_r$saved_functions(path)
      if (!safe_mode) custom_objects <- with_saved_functions(custom_objects, saved, call)
      check_not_in_keras(custom_objects, saved, compile, call)
      core$load_model(
        path, custom_objects = custom_objects, compile = compile, safe_mode = safe_mode
      )
    },
    message,
    call = call, class = "file",
    diagnose = function(cnd) check_located(cnd, call, class = "file", saved = saved)
  )
  warn_of_others(custom_objects, saved, call)
  made_here(loaded)
}

# Functions that are given are taken before those of the file.
warn_of_others <- function(custom_objects, saved, call) {
  in_file <- Filter(function(f) !is.null(f$source), saved)
  names <- Filter(function(name) {
    text <- from_r$text_of(custom_objects[[name]])
    !is.null(text) && !is_same_code(text, in_file[[name]]$source$code)
  }, intersect(names(custom_objects), names(in_file)))
  if (!length(names)) return()
  cli::cli_warn(
    c(
      "The function{?s} {.val {names}} in {.arg custom_objects} {?is/are} not {?the one/those} that
       the model was saved with.",
      i = "The model computes with what was given.",
      i = "The file has {cli::qty(names)}{?the other/the others}: leave {.val {names}} out, and
           {.code safe_mode = FALSE} takes {?it/them} from there, if you trust it."
    ),
    class = c("lamina_warning_names", "lamina_warning"), call = call
  )
}

# What the file holds of its functions, where the user gives no other.
with_saved_functions <- function(custom_objects, saved, call) {
  in_file <- Filter(function(f) !is.null(f$source), saved)
  for (name in setdiff(names(in_file), names(custom_objects))) {
    f <- tryCatch(make_function(saved[[name]]$source), error = function(cnd) {
      abort_lamina(
        c(
          "The function {.val {name}} in the file cannot be used here.",
          i = "Pass it under its name: {.code {custom_objects_code(name)}}."
        ),
        class = "file", call = call, parent = cnd
      )
    })
    custom_objects[[name]] <- as_named_function(f, name)
  }
  custom_objects
}

# Keras would take its own function of that name.
check_not_in_keras <- function(custom_objects, saved, compile, call) {
  given <- c(names(custom_objects), builtins$list(keras$saving$get_custom_objects()))
  for (name in setdiff(names(saved), given)) {
    f <- saved[[name]]
    if (f$in_keras && (compile || f$in_layers)) abort_not_known(name, saved, call, "file")
  }
}
