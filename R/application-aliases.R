# Pretrained models by the names that they have in older code.

#' @rdname application_nasnet
#' @export
application_nasnetlarge <- function(...) application_nasnet_large(...)

#' @rdname application_nasnet
#' @export
application_nasnetmobile <- function(...) application_nasnet_mobile(...)
