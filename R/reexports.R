# The generics that lamina has methods for, so that `library(lamina)` is enough.

#' @export
generics::compile

#' @export
generics::fit

#' @export
generics::evaluate
