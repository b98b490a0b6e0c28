#' lamina: Keras layers that pipe, with spatial dropout at the heart
#'
#' Build a model with [keras_model_sequential()] or [keras_input()], add layers
#' with the `layer_*()` functions, train it with `compile()`, `fit()`,
#' `evaluate()` and `predict()`, keep it with [save_model()] and
#' [load_model()]. [layer_spatial_dropout_2d()] drops whole feature maps;
#' [plot_feature_maps()] shows which. [predict_mc_dropout()] says how sure a prediction is.
#' [lamina_sitrep()] looks at the setup when something does not work.
#'
#' @keywords internal
#' @importFrom rlang %||% caller_arg caller_env
#' @importFrom stats predict
#' @importFrom generics compile fit
"_PACKAGE"

# reticulate takes a second to load: it comes with the first use of Python.
.onLoad <- function(libname, pkgname) {
  promise_reticulate(topenv())
  keras <<- lazy_module(load_keras)
  core <<- lazy_module(load_core, then = define_what_waits, keep = TRUE)
  from_r <<- lazy_module(function() python_module(core)$from_r, keep = TRUE)
  failures <<- lazy_module(function() python_module(core)$failures, keep = TRUE)
  interrupts <<- lazy_module(function() python_module(core)$interrupts, keep = TRUE)
  builtins <<- lazy_module(function() reticulate::import_builtins(), keep = TRUE)
  python_random <<- lazy_module(load_python_random, keep = TRUE)
  registerS3method(
    "evaluate", model_class, evaluate.keras.src.models.model.Model, envir = asNamespace("generics")
  )
  register_print_methods()
  register_object_methods()
  share_methods_with_keras3()
  setHook(packageEvent("keras3", "onLoad"), share_methods_with_keras3)
  if (isNamespaceLoaded("zeallot")) register_destructure()
  setHook(packageEvent("zeallot", "onLoad"), function(...) register_destructure())
  declare <- function(...) {
    register_operators()
    register_schedule_calls()
    register_callables()
    require_python_packages(configured_backend())
  }
  if (isNamespaceLoaded("reticulate")) declare()
  setHook(packageEvent("reticulate", "onLoad"), declare)
}

# What came before Python had started.
define_what_waits <- function() {
  define_waiting_classes()
  run_waiting_registrations()
}

# Completion looks for a function in every namespace that is loaded, and finds the byte
# compiler's compile() beside this one: R keeps a list of what to offer instead.
.onAttach <- function(libname, pkgname) {
  add <- get0(".addFunctionInfo", asNamespace("utils"), mode = "function")
  if (!is.null(add)) add(compile = names(formals(compile)))
}
