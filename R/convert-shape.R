#' A shape for Keras
#'
#' Collects dimensions into a shape. `NA`, `NULL` and `-1` stand for a dimension
#' that is not known in advance. Wherever lamina takes a shape, a plain vector
#' such as `c(28, 28, 1)` does as well.
#'
#' @param ... Dimensions: whole numbers of at least 0, `NA`, `NULL` or `-1`;
#'   vectors of them; tensors, whose shapes are taken, or one array. A tensor with one whole number,
#'   such as a length that [op_shape()] tells while a model is compiled, is a dimension.
#' @returns An object of class `keras_shape`: a list with one element for each
#'   dimension, an integer or `NULL`, or a tensor where the length is known only when the model
#'   runs.
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
  x <- if (length(dims) == 1L) dims[[1L]]
  dims <- if (reticulate::is_py_object(x) || is.null(dim(x))) lapply(dims, sizes_for) else dim(x)
  as_shape(as.list(dims), later = TRUE, arg = "...")
}

# What a part of a shape stands for: of a tensor its shape, of one whole number that is a tensor a
# length.
sizes_for <- function(x) {
  if (!reticulate::is_py_object(x) || inherits(x, length_class) || !is_tensor(x)) return(x)
  sizes <- as.list(reticulate::py_to_r(keras$ops$shape(x)))
  is_length <- !length(sizes) &&
    tensor_dtype(x) %in% setdiff(whole_dtypes, "bool")
  # It has a value while no model is compiled.
  if (is_length) tryCatch(builtins$int(x), error = function(cnd) x) else sizes
}

# `unknown` is what Keras takes for a dimension that is not known; `later`: whether others may be
# known when a model runs, as those that op_shape() tells.
as_shape <- function(x, null = FALSE, unknown = NULL, later = FALSE, arg = caller_arg(x),
                     call = caller_env()) {
  expected <- "a vector of whole numbers, with NA for an unknown dimension"
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(x)
  if (inherits(x, "keras_shape") && (later || !any(are_later(x)))) return(x)
  if (is.null(x)) abort_argument(arg, expected, x, call)
  if (reticulate::is_py_object(x)) x <- as.list(builtins$list(x))
  dims <- if (is.list(x) && !is.data.frame(x)) x else if (is.atomic(x)) as.list(x)
  sizes <- flatten_dims(dims) %||% list()
  known <- if (later) !are_later(sizes) else rep(TRUE, length(sizes))
  flat <- unlist(sizes[known])
  valid <- !is.null(dims) && (!length(flat) || is.numeric(flat) || all(is.na(flat))) &&
    !any(is.nan(flat)) && is_whole(as.numeric(flat[!is.na(flat) & !(flat %in% -1)]), min = 0)
  if (!valid) abort_argument(arg, expected, x, call)
  sizes[known] <- as.list(as.integer(flat))
  sizes[known][is.na(flat) | flat %in% -1] <- list(unknown)
  structure(sizes, class = "keras_shape")
}

# What `x$shape` is of a tensor; NULL where not even the number of its axes is known.
shape_attribute <- function(x) {
  sizes <- tensor_sizes(x)
  if (!is.null(sizes)) structure(sizes, class = "keras_shape")
}

# As a list without lists in it.
flatten_dims <- function(x) {
  if (is.null(x)) return(list(NA))
  if (!is.list(x)) return(if (reticulate::is_py_object(x)) list(x) else as.list(x))
  unlist(lapply(unname(x), flatten_dims), recursive = FALSE)
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

# What scripts for one backend ask its shapes for.
#' @export
`$.keras_shape` <- function(x, name) {
  switch(
    name,
    rank = , ndims = length(x),
    as_list = function() unclass(x),
    num_elements = , numel = function() prod(shape_integers(x)),
    abort_lamina("A shape has no {.code {name}}: {.code x[[1]]} is its first length.", "argument")
  )
}

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

# A shape to give to a tensor, in which NA or -1 is what is left over, and tensors may be lengths
# that are known when the model runs.
as_new_shape <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (missing(x)) abort_missing(arg, "a vector of whole numbers", call)
  if (reticulate::is_py_object(x) && inherits(x, tensor_classes)) return(x)
  dims <- unclass(as_shape(x, unknown = -1L, later = TRUE, arg = arg, call = call))
  dims[vapply(dims, is.null, NA)] <- list(-1L)
  if (sum(vapply(dims, identical, NA, -1L)) > 1L) {
    abort_argument(arg, "a shape in which at most one length is left to be found", x, call)
  }
  dims
}
