# What a layer keeps in `self`: lists and dictionaries in which Keras looks for layers.
#' @exportS3Method reticulate::py_to_r keras.src.utils.tracking.TrackedList
py_to_r.keras.src.utils.tracking.TrackedList <- function(x) copy_to_r(x, "list")

#' @exportS3Method reticulate::py_to_r keras.src.utils.tracking.TrackedDict
py_to_r.keras.src.utils.tracking.TrackedDict <- function(x) copy_to_r(x, "dict")

#' @exportS3Method reticulate::py_to_r keras.src.utils.tracking.TrackedSet
py_to_r.keras.src.utils.tracking.TrackedSet <- function(x) copy_to_r(x, "list")

copy_to_r <- function(x, type) {
  builtins[[type]](x)
}
