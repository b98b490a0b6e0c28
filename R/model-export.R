#' Export a model for serving
#'
#' Writes the computation of a model, without R, Python classes or training: files that
#' TensorFlow Serving, ONNX Runtime and the like can run. To continue working with the model use
#' [save_model()]. In a [cluster][use_cluster] it is called in all processes, and the first writes.
#'
#' @param object A model that knows the shapes of its inputs, or has been called.
#' @param export_dir_base Path to write to: a folder for `"tf_saved_model"`, which is created; a
#'   file for the other formats. What was exported there before is replaced; anything else that
#'   is there is an error.
#' @param ... Further arguments of Keras' own method, such as `input_signature`, or
#'   `opset_version` for `"onnx"`.
#' @param format `"tf_saved_model"` (needs TensorFlow, whichever backend the model runs on; from
#'   PyTorch 2.13 Keras 3.15 cannot write it, but can write `"torch"`), `"onnx"`, `"openvino"`,
#'   `"litert"` or `"torch"`, as far as the installed Keras has it.
#' @param verbose Whether Keras prints what it has written: `TRUE` or `FALSE`.
#' @returns The model, invisibly. Errors have class `lamina_error`; a model with layers of
#'   augmentation cannot be exported as `"onnx"`.
#' @family models
#' @examplesIf is_keras_available() && config_backend() == "tensorflow"
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(2)
#' folder <- file.path(tempdir(), "served")
#' export_savedmodel(model, folder)
#' served <- layer_tfsm(filepath = folder, call_endpoint = "serve")
#' all.equal(served(matrix(1, 1, 4)), model(matrix(1, 1, 4)))
#' unlink(folder, recursive = TRUE)
#' @export
export_savedmodel <- function(object, export_dir_base, ..., format = "tf_saved_model",
                              verbose = FALSE) {
  dots <- rlang::list2(...)
  check_dots_names(
    dots, c(names(formals()), export_keywords), names(formals()), "this function",
    rlang::current_env()
  )
  check_model(object)
  check_path(export_dir_base)
  check_choice(format, c("tf_saved_model", "onnx", "openvino", "litert", "torch"))
  args <- list(format = format, verbose = check_flag(verbose))
  path <- path.expand(export_dir_base)
  check_can_export(path, rlang::current_env())
  check_export_format(object, format, rlang::current_env())
  with_python(
    do.call(core$export_model, c(list(object, path), args, dots)),
    "The model could not be exported.",
    call = rlang::current_env()
  )
  invisible(object)
}

# What Keras' own method takes for one format or another.
export_keywords <- c(
  "input_signature", "opset_version", "is_static", "jax2tf_kwargs", "dynamic_shapes"
)

# Keras writes into any folder that is there, beside whatever that holds.
check_can_export <- function(path, call) {
  others <- list.files(path, all.files = TRUE, no.. = TRUE)
  if (dir.exists(path) && length(others) && !file.exists(file.path(path, "saved_model.pb"))) {
    abort_lamina(
      c(
        "{.arg export_dir_base}: {.path {path}} is a folder that holds something else.",
        i = "Give the path of a folder that does not exist yet."
      ),
      class = "argument", call = call
    )
  }
}

# `model$export(path, format = "onnx")` is Keras' own. What it needs is looked at first: Keras
# asks for packages late, and ONNX has no runner for what augmentation leaves in the file.
onnx_packages <- list(tensorflow = "tf2onnx", jax = "jax2onnx", torch = c("onnx", "onnxscript"))

with_export_checks <- function(model) {
  function(filepath, format = "tf_saved_model", ...) {
    check_export_format(model, format, sys.call())
    core$export_model(model, filepath, format = format, ...)
  }
}

check_export_format <- function(model, format, call) {
  if (!identical(format, "onnx")) return()
  check_no_augmentation(model, call)
  check_onnx_packages(call)
}

check_no_augmentation <- function(model, call) {
  found <- vapply(Filter(is_augmentation, core$layers_in(model)), function(layer) layer$name, "")
  if (!length(found)) return()
  abort_lamina(
    c(
      "An ONNX file of a model with augmentation cannot be run: leave out the
       {cli::qty(found)}layer{?s} {.val {found}}.",
      i = "Augmentation belongs to training: build the model to export from what comes behind it, of
           the same layers."
    ),
    class = "argument", call = call
  )
}

check_onnx_packages <- function(call, packages = onnx_packages[[keras$backend$backend()]]) {
  missing <- packages[!vapply(packages, has_python_package, NA)]
  if (!length(missing)) return()
  abort_lamina(
    c(
      "The format {.val onnx} needs Python's {.pkg {missing}}.",
      i = "Run {.code {install_command(missing)}}, then restart R."
    ),
    class = "setup", call = call
  )
}
