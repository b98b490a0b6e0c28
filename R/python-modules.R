#' The Keras module
#'
#' Python's `keras` itself, for everything that lamina has no function for:
#' `keras$distribution`, `keras$Model`. Python starts when it is
#' first used.
#'
#' @format A Python module, loaded when it is first used.
#' @examplesIf is_keras_available()
#' keras$distribution$list_devices()
#' @export
keras <- NULL

# The Python half of lamina, its modules for what comes from R, for errors of R and for Ctrl-C, and
# Python's own functions and generator of random numbers.
core <- NULL
from_r <- NULL
failures <- NULL
interrupts <- NULL
builtins <- NULL
python_random <- NULL
