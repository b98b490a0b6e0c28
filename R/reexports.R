# The generics that lamina has methods for are exported, so that
# `library(lamina)` is enough. evaluate() is a generic of lamina's own: that of
# generics calls its first argument `x`, and `evaluate(model, x = data)` would
# look for a method for data.

#' @rawNamespace export(compile, fit)
NULL

#' @importFrom generics generate
#' @export
generics::generate

#' @importFrom magrittr %>%
#' @export
magrittr::`%>%`

#' @importFrom magrittr %<>%
#' @export
magrittr::`%<>%`

#' Functions of reticulate
#'
#' lamina hands on these functions of the package reticulate, so that `library(lamina)` is enough
#' for scripts that talk to Python. They are reticulate's own, which has their help pages, and
#' which is loaded when the first of them is used.
#'
#' * `import()` loads a Python module; `py_help()` shows what Python says of an object.
#' * `tuple()` makes a Python tuple; `r_to_py()` and `py_to_r()` convert values.
#' * `use_python()`, `use_virtualenv()` and `py_require()` say which Python to start, and with which
#'   packages.
#' * `array_reshape()` fills the new shape of an array row by row, as Python does.
#' * `with(object %as% name, code)` runs code in a context of Python's, as `with` does there.
#'
#' @returns As in reticulate.
#' @family values of Python and R
#' @examplesIf is_keras_available()
#' math <- import("math")
#' math$sqrt(16)
#' tuple(1, "a")
#' @name of-reticulate
#' @aliases import tuple py_help py_to_r r_to_py
#'   use_python use_virtualenv py_require %as% array_reshape
#' @rawNamespace export(import, tuple, py_help, py_to_r, r_to_py, use_python, use_virtualenv)
#' @rawNamespace export(py_require, "%as%", array_reshape)
NULL

of_reticulate <- c(
  "import", "tuple", "py_help", "py_to_r", "r_to_py", "use_python", "use_virtualenv", "py_require",
  "%as%", "array_reshape"
)

# To import them would load reticulate with lamina, which takes a second.
promise_reticulate <- function(namespace) {
  for (name in of_reticulate) {
    value <- call("::", quote(reticulate), as.name(name))
    eval(call("delayedAssign", name, value, quote(baseenv()), namespace))
  }
}
