# What `save_own_variables()` and `load_own_variables()` of a class of R's get: arrays under names,
# as in a list. For reticulate they would be attributes of a Python object, and lost.

store_methods <- c("save_own_variables", "load_own_variables")

as_weight_store <- function(x) {
  if (reticulate::is_py_object(x)) class(x) <- c("lamina_weight_store", class(x))
  x
}

#' @export
names.lamina_weight_store <- function(x) {
  as.character(builtins$list(reticulate::py_get_attr(x, "keys")()))
}

#' @export
`[[.lamina_weight_store` <- function(x, i) {
  if (i %in% names(x)) return(reticulate::py_get_item(x, i))
  abort_lamina(
    c(
      "Nothing was saved as {.val {i}}.",
      i = if (length(names(x))) "What was saved is {.val {names(x)}}."
    ),
    class = "file", call = NULL
  )
}

#' @export
`$.lamina_weight_store` <- function(x, name) {
  is_method <- !(name %in% names(x)) && reticulate::py_has_attr(x, name)
  if (is_method) reticulate::py_get_attr(x, name) else x[[name]]
}

#' @export
`[[<-.lamina_weight_store` <- function(x, i, value) {
  if (is.numeric(value) || is.logical(value)) value <- as_numpy(value, floats = "float64")
  reticulate::py_set_item(x, i, value)
  x
}

#' @export
`$<-.lamina_weight_store` <- `[[<-.lamina_weight_store` # nolint: object_name_linter.
