#' Save and load weights alone
#'
#' `save_model_weights()` writes the weights of a model, and the state of its optimizer if it
#' is compiled, to a file; `load_model_weights()` reads them into a model of the same
#' architecture. [save_model()] also saves the architecture.
#'
#' Layers are matched by class and by their order within the class, not by name. If the
#' weights in a file do not fit the model, the model stays as it was, unless `skip_mismatch =
#' TRUE` lets the layers that do not fit keep their weights.
#'
#' A new file is written beside the old one and replaces it when it is complete.
#'
#' @param model A model that has weights: one that knows the shape of its input, or has been
#'   called.
#' @param filepath Path of the file. For `save_model_weights()` it ends in `.weights.h5`, or with
#'   `max_shard_size` in `.weights.json`. `load_model_weights()` also reads the weights of
#'   `.keras` files, of `.h5` or `.hdf5` files of older versions, and of the last checkpoint in a
#'   folder of [callback_orbax_checkpoint()].
#' @param overwrite Whether a file that exists may be replaced: `TRUE` or `FALSE`.
#' @param max_shard_size Largest size of a file in gigabytes, a number greater than 0: the weights
#'   are split into several files beside `filepath`, which lists them. `NULL` writes one file.
#' @param skip_mismatch Whether layers whose weights in the file have another shape or number
#'   keep their own, with a warning: `TRUE` or `FALSE`. Not for a folder.
#' @param ... Not used.
#' @returns The model, invisibly. Errors have class `lamina_error_file`: a file that exists
#'   already, is missing, cannot be read, or does not fit the model. A warning of class
#'   `lamina_warning_weights` names the layers that were skipped, or weights in the file for which
#'   the model has no layers.
#' @family models
#' @examplesIf is_keras_available()
#' make_model <- function() keras_model_sequential(input_shape = 4) |> layer_dense(2)
#' model <- make_model()
#' path <- tempfile(fileext = ".weights.h5")
#' save_model_weights(model, path)
#' same <- load_model_weights(make_model(), path)
#' identical(get_weights(same), get_weights(model))
#' @export
save_model_weights <- function(model, filepath, overwrite = FALSE, max_shard_size = NULL, ...) {
  check_process()
  check_no_dots(..., what = "this function")
  check_model(model)
  if (missing(filepath)) abort_missing("filepath", "the path of a file", rlang::current_env())
  check_path(filepath)
  overwrite <- check_flag(overwrite)
  size <- check_number(max_shard_size, min = 0, null = TRUE)
  if (identical(size, 0)) {
    abort_argument("max_shard_size", "a number above 0", size, rlang::current_env())
  }
  call <- rlang::current_env()
  check_is_built(model)
  ending <- if (is.null(size)) ".weights.h5" else ".weights.json"
  if (!endsWith(filepath, ending)) {
    expected <- sprintf("the path of a file that ends in `%s`", ending)
    abort_argument("filepath", expected, filepath, call)
  }
  with_python(
    core$save_weights(model, path.expand(filepath), overwrite = overwrite, max_shard_size = size),
    "The weights could not be saved to {.file {filepath}}.",
    call = call, class = "file",
    diagnose = function(cnd) abort_not_written(cnd, filepath, call)
  )
  invisible(model)
}

#' @rdname save_model_weights
#' @export
load_model_weights <- function(model, filepath, skip_mismatch = FALSE, ...) {
  check_process()
  check_no_dots(..., what = "this function", older = c(
    by_name = "Layers are matched by class and order; `skip_mismatch = TRUE` skips the others.",
    skip_mistmatch = "It is called `skip_mismatch`.",
    reshape = "Weights of another shape do not fit: `skip_mismatch = TRUE` passes over them."
  ))
  check_model(model)
  call <- rlang::current_env()
  if (missing(filepath)) abort_missing("filepath", "the path of a file", call)
  check_path(filepath)
  skip_mismatch <- check_flag(skip_mismatch)
  check_is_built(model)
  path <- path.expand(filepath)
  if (is_orbax_folder(path)) {
    return(load_orbax_weights(model, path, skip_mismatch, filepath, call))
  }
  if (!grepl("(\\.weights\\.json|\\.h5|\\.hdf5|\\.keras)$", filepath)) {
    abort_argument(
      "filepath", "the path of a file that ends in `.weights.h5`, `.weights.json`, `.keras`, `.h5`",
      filepath, call
    )
  }
  path <- check_exists(filepath)
  check_archive(path, filepath)
  found <- with_python(
    core$load_weights(model, path, skip_mismatch = skip_mismatch),
    c(
      "The weights in {.file {filepath}} could not be read, or do not fit the model, which keeps
       its own.",
      i = if (!skip_mismatch) {
        "{.code skip_mismatch = TRUE} reads those that fit, where some do not."
      }
    ),
    call = call, class = "file", diagnose = function(cnd) abort_misfit(cnd, filepath, call)
  )
  warn_of_misfits(as.character(found$skipped), as.character(found$left_over), filepath, call)
  invisible(model)
}

# Weights are matched by their paths there.
load_orbax_weights <- function(model, path, skip_mismatch, filepath, call) {
  if (skip_mismatch) {
    abort_argument("skip_mismatch", "FALSE for a folder of Orbax", skip_mismatch, call)
  }
  check_python_package("orbax-checkpoint", "load_model_weights", call)
  with_python(
    core$load_weights(model, path),
    c(
      "The weights in {.file {filepath}} do not fit the model, which keeps its own.",
      i = "They are found by the names of layers: a model that is made again needs the same
           ones. {.fn load_model} makes it, too."
    ),
    call = call, class = "file"
  )
  invisible(model)
}

abort_misfit <- function(cnd, filepath, call) {
  if (!inherits(cnd, "lamina.MisfitError")) return()
  layers <- as.character(attr(cnd, "py_object")$layers)
  abort_lamina(
    c(
      "The weights in {.file {filepath}} do not fit the model, which keeps its own.",
      x = "{cli::qty(layers)}The layer{?s} {.val {layers}} need{?s/} weights of other shapes than
           those in the file, or another number of them.",
      i = "{.code skip_mismatch = TRUE} reads the others."
    ),
    class = "file", call = call
  )
}

warn_of_misfits <- function(skipped, left_over, filepath, call) {
  if (!length(skipped) && !length(left_over)) return()
  cli::cli_warn(
    c(
      "The weights in {.file {filepath}} do not all fit the model.",
      x = if (length(skipped)) {
        "{cli::qty(skipped)}The layer{?s} {.val {skipped}} {?keeps its/keep their} weights."
      },
      x = if (length(left_over)) {
        "{cli::qty(left_over)}The model has no place for the layer{?s} {.val {left_over}} of the
         file."
      },
      i = "Layers are found by their class and their order among those of it."
    ),
    class = c("lamina_warning_weights", "lamina_warning"), call = call
  )
}
