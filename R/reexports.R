# The generics that lamina has methods for are exported, so that
# `library(lamina)` is enough. evaluate() is a generic of lamina's own: that of
# generics calls its first argument `x`, and `evaluate(model, x = data)` would
# look for a method for data.

#' @rawNamespace export(compile, fit)
NULL

#' The pipe of magrittr
#'
#' `model %>% layer_dense(2)` is `layer_dense(model, 2)`, as `model |> layer_dense(2)` is, R's own
#' pipe. See [magrittr::%>%] for all that it does.
#'
#' @param lhs A value.
#' @param rhs A call that gets it as its first argument, or in the place of `.`.
#' @returns What the call returns.
#' @importFrom magrittr %>%
#' @name pipe
#' @rdname pipe
#' @family configuration
#' @examplesIf is_keras_available()
#' keras_model_sequential(input_shape = 4) %>% layer_dense(2)
#' @export
magrittr::`%>%`
