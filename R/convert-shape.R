#' A shape for Keras
#'
#' Collects dimensions into a shape. `NA`, `NULL` and `-1` stand for a dimension
#' that is not known in advance. Wherever lamina takes a shape, a plain vector
#' such as `c(28, 28, 1)` does as well.
#'
#' @param ... Dimensions: whole numbers of at least 0, `NA`, `NULL` or `-1`;
#'   vectors of them; or one tensor or array, whose shape is taken.
#' @returns An object of class `keras_shape`: a list with one element for each
#'   dimension, an integer or `NULL`.
#'
#'   Two shapes are compared as wholes: `==` gives `TRUE` where all dimensions are
#'   the same, and accepts a vector or list as a shape; an unknown dimension is the same as
#'   another unknown one. `prod()`, `sum()`, `min()`, `max()` and `range()` take the dimensions
#'   as numbers, `NA` for an unknown one; a part of a shape is a shape; `format()` gives the R
#'   code that makes it. With the package zeallot, `c(rows, columns) %<-% shape(28, 28)` takes
#'   one apart.
#' @examples
#' shape(28, 28, 1)
#' shape(NA, 3)
#' shape(array(0, c(2, 5)))
#' shape(28, 28, 1)[-3] == c(28, 28)
#' prod(shape(28, 28, 1))
#' @family models
#' @export
shape <- function(...) {
  # A comma at the end is none too many.
  dims <- rlang::list2(...)
  if (length(dims) == 1L && !is.null(dims[[1L]])) {
    x <- dims[[1L]]
    if (is_tensor(x) || !is.null(dim(x))) dims <- as.list(tensor_shape(x))
  }
  as_shape(dims, arg = "...")
}

# `unknown` is what Keras takes for a dimension that is not known.
as_shape <- function(x, null = FALSE, unknown = NULL, arg = caller_arg(x), call = caller_env()) {
  expected <- "a vector of whole numbers, with NA for an unknown dimension"
  if (missing(x)) abort_missing(arg, expected, call)
  if (inherits(x, "keras_shape") || (null && is.null(x))) return(x)
  if (is.null(x)) abort_argument(arg, expected, x, call)
  if (reticulate::is_py_object(x)) x <- as.list(builtins$list(x))
  dims <- if (is.list(x) && !is.data.frame(x)) x else if (is.atomic(x)) as.list(x)
  flat <- flatten_dims(dims)
  known <- flat[!is.na(flat) & !(flat %in% -1)]
  valid <- !is.null(dims) && (is.numeric(flat) || all(is.na(flat))) && !any(is.nan(flat)) &&
    is_whole(as.numeric(known), min = 0)
  if (!valid) abort_argument(arg, expected, x, call)
  dims <- as.list(as.integer(flat))
  dims[is.na(flat) | flat %in% -1] <- list(unknown)
  structure(dims, class = "keras_shape")
}

flatten_dims <- function(x) {
  if (is.null(x)) return(NA)
  if (is.list(x)) unlist(lapply(unname(x), flatten_dims)) else x
}

# What a function says of the shape of its output: one shape, or a list of them
# where there are several outputs.
as_output_shape <- function(x, arg) {
  if (reticulate::is_py_object(x)) return(x)
  is_shape <- function(x) inherits(x, "keras_shape")
  several <- is.list(x) && !is_shape(x) && length(x) && (
    any(vapply(x, is_shape, NA)) ||
      all(vapply(x, function(shape) is.list(shape) || length(shape) > 1L, NA))
  )
  if (several) lapply(x, as_output_shape, arg = arg) else as_shape(x, arg = arg, call = NULL)
}

#' @exportS3Method reticulate::r_to_py keras_shape
r_to_py.keras_shape <- function(x, convert = FALSE) {
  reticulate::tuple(unclass(x), convert = convert)
}

#' @export
format.keras_shape <- function(x, ...) {
  check_no_dots(..., also = format_arguments)
  paste0("shape", format_shape(shape_integers(x)))
}

#' @export
print.keras_shape <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat(format(x), "\n", sep = "")
  invisible(x)
}

#' @export
as.integer.keras_shape <- function(x, ...) {
  check_no_dots(...)
  shape_integers(x)
}

#' @export
as.double.keras_shape <- function(x, ...) {
  check_no_dots(...)
  as.double(shape_integers(x))
}

#' @export
`[.keras_shape` <- function(x, i) structure(unclass(x)[i], class = "keras_shape")

#' @export
`==.keras_shape` <- function(e1, e2) { # nolint: object_name_linter.
  identical(shape_integers(as_compared_shape(e1)), shape_integers(as_compared_shape(e2)))
}

#' @export
`!=.keras_shape` <- function(e1, e2) !(e1 == e2) # nolint: object_name_linter.

as_compared_shape <- function(x) {
  as_shape(if (is.null(x)) list() else x, arg = "shape", call = NULL)
}

#' @export
Summary.keras_shape <- function(..., na.rm = FALSE) { # nolint: object_name_linter.
  generic <- get(".Generic")
  if (generic %in% c("all", "any")) {
    abort_lamina("A shape has no {.fn {generic}}.", class = "argument")
  }
  dims <- lapply(list(...), function(x) if (inherits(x, "keras_shape")) shape_integers(x) else x)
  do.call(generic, c(dims, na.rm = na.rm))
}

# For `%<-%` of zeallot, where that is loaded.
register_destructure <- function(namespace = asNamespace("zeallot")) {
  registerS3method("destructure", "keras_shape", function(x) unclass(x), envir = namespace)
}

# A shape to give to a tensor, in which NA or -1 is what is left over, and other tensors may be
# lengths that are known when the model runs.
as_new_shape <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, "a vector of whole numbers", call)
  is_plain_list <- is.list(x) && !is.data.frame(x) && !reticulate::is_py_object(x)
  of_tensors <- if (is_plain_list) vapply(x, reticulate::is_py_object, NA)
  if (any(of_tensors)) {
    known <- lapply(x[!of_tensors], as_new_shape, arg = arg, call = call)
    x[!of_tensors] <- unlist(known)
    return(unname(x))
  }
  if (reticulate::is_py_object(x) && inherits(x, tensor_classes)) return(x)
  dims <- unclass(as_shape(x, unknown = -1L, arg = arg, call = call))
  dims[vapply(dims, is.null, NA)] <- list(-1L)
  if (sum(dims == -1L) > 1L) {
    abort_argument(arg, "a shape in which at most one length is left to be found", x, call)
  }
  dims
}
