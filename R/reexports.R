# The generics that lamina has methods for are exported, so that
# `library(lamina)` is enough. evaluate() is a generic of lamina's own: that of
# generics calls its first argument `x`, and `evaluate(model, x = data)` would
# look for a method for data.

#' @rawNamespace export(compile, fit)
NULL

#' @importFrom magrittr %>%
#' @export
magrittr::`%>%`

#' @importFrom reticulate array_reshape
#' @export
reticulate::array_reshape
