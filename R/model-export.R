# `model$export(path, format = "onnx")` is Keras' own. What it needs is looked at first: Keras
# asks for packages late, and ONNX has no runner for what augmentation leaves in the file.
onnx_packages <- list(tensorflow = "tf2onnx", jax = "jax2onnx", torch = c("onnx", "onnxscript"))

with_export_checks <- function(model, export) {
  function(filepath, format = "tf_saved_model", ...) {
    if (identical(format, "onnx")) {
      check_no_augmentation(model, sys.call())
      check_onnx_packages(sys.call())
    }
    export(filepath, format = format, ...)
  }
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
