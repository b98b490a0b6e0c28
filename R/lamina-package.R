#' lamina: Keras layers that pipe, with spatial dropout at the heart
#'
#' Build a model with [keras_model_sequential()] or [keras_input()], add layers
#' with the `layer_*()` functions, train it with `compile()`, `fit()`,
#' `evaluate()` and `predict()`, keep it with [save_model()] and
#' [load_model()]. [layer_spatial_dropout_2d()] drops whole feature maps;
#' [plot_feature_maps()] shows which. [lamina_sitrep()] looks at the setup when
#' something does not work.
#'
#' @keywords internal
#' @importFrom rlang caller_arg caller_env
#' @importFrom stats predict
#' @importFrom generics compile evaluate fit
"_PACKAGE"

.onLoad <- function(libname, pkgname) {
  require_python_packages(configured_backend())
  load_later("keras", "keras", list(
    before_load = before_keras, on_load = after_keras, on_error = keras_failed
  ))
  load_later("core", "lamina", list(before_load = before_core, on_load = after_core))
  python_random <<- reticulate::import("random", convert = FALSE, delay_load = TRUE)
}
