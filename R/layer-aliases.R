# Wrappers by the shorter names that they have in older code. This file comes behind that of the
# wrappers themselves in the order of the alphabet, in which R reads them.

#' @rdname layer_bidirectional
#' @export
bidirectional <- layer_bidirectional

#' @rdname layer_time_distributed
#' @export
time_distributed <- layer_time_distributed
