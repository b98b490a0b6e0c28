# A Python module that is imported when something of it is first asked for, so
# that `library(lamina)` starts no Python. An import that fails is tried again; `then`
# runs once after one that does not. reticulate inspects a function whenever it is
# looked up, which takes a tenth of a millisecond or two: `keep` looks each up once.
# It is no second registry: that one (registry.R) has what generated code asks for by the
# module and name of Keras, `keep` the functions of lamina's own Python half and of Python.

lazy_module <- function(load, then = NULL, keep = FALSE) {
  kept <- if (keep) new.env(parent = emptyenv())
  fields <- list(load = load, then = then, kept = kept)
  structure(list2env(fields, parent = emptyenv()), class = "lamina_module")
}

python_module <- function(x) {
  check_process()
  if (!is_loaded(x)) {
    assign("module", get("load", envir = x)(), envir = x)
    then <- get("then", envir = x)
    if (!is.null(then)) then()
  }
  get("module", envir = x)
}

is_loaded <- function(x) !is.null(get0("module", envir = x))

#' @export
`$.lamina_module` <- function(x, name) {
  check_process()
  kept <- get("kept", envir = x)
  value <- kept[[name]]
  if (!is.null(value)) return(value)
  value <- eval(call("$", python_module(x), as.name(name)))
  if (is.environment(kept) && is.function(value)) assign(name, value, envir = kept)
  value
}

#' @export
`[[.lamina_module` <- function(x, i) eval(call("$", python_module(x), as.name(i)))

#' @export
names.lamina_module <- function(x) names(python_module(x))

#' @exportS3Method utils::.DollarNames lamina_module
.DollarNames.lamina_module <- function(x, pattern = "") { # nolint: object_name_linter.
  utils::.DollarNames(python_module(x), pattern)
}

#' @exportS3Method reticulate::r_to_py lamina_module
r_to_py.lamina_module <- function(x, convert = FALSE) {
  reticulate::r_to_py(python_module(x), convert = convert)
}

#' @export
print.lamina_module <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  if (!is_loaded(x)) {
    cat("Python module, not loaded yet\n")
  } else {
    print(python_module(x))
  }
  invisible(x)
}
