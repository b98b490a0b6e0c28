# `[` of tensors, from 1: the indices are read here, without a look at the tensor, and become a
# list of whole numbers, which python/lamina/bridge/subset.py carries out in one call.

#' Parts of tensors
#'
#' `x[...]` takes a part of a tensor, `x[...] <- value` sets it: for tensors of TensorFlow, JAX and
#' PyTorch, Keras' symbolic tensors and variables, also inside layers, models and losses that are
#' written in R. Elements count from 1 along each axis. `op_subset()` is the same as a function,
#' for R arrays too.
#'
#' @section Indices:
#' | index | takes |
#' | --- | --- |
#' | `x[2, ]` | one element along an axis, which is dropped; `drop = FALSE` keeps it with length 1 |
#' | `x[-1, ]` | the last one: negative numbers count from the end, other than in R |
#' | `x[2:4, ]` | a range with both ends; its axis stays, also that of `x[2:2, ]` |
#' | `x[3:1, ]` | the same backwards |
#' | `x[NA:3, ]`, `x[2:NA, ]` | up to the third, from the second on |
#' | `x[1:-2, ]` | all but the last: never backwards |
#' | `x[1:9:2, ]`, `x[NA:NA:-1, ]` | every second one; all of them backwards |
#' | `x[c(1, 3), c(TRUE, FALSE)]` | vectors of numbers or truth values: rows by columns, as in R |
#' | `x[, i]` | a tensor of whole numbers or truth values, with one axis or none |
#' | `x[newaxis, ]`, `x[NULL, ]` | all, with a new axis of length 1 in this place |
#' | `x[.., 1]`, `x[all_dims(), 1]` | all axes that are not named |
#' | `x[1]`, `x[[1]]` | fewer indices than axes: all of the others; of a matrix, its first row |
#' | `x[x > 0]` | a mask of the shape of `x`: a tensor with one axis, the last axis of `x` fastest |
#' | `x[cbind(1:2, 2:3)]` | a matrix with a column for each axis: one element for each of its rows |
#'
#' A range is what is written with `:` in the brackets. An index that is not there is an error
#' where the length of the axis is known: always for tensors with values and in compiled
#' functions, not for the batch axis of a symbolic tensor. So are 0, `NA`, fractions, an empty
#' vector, and a mask of another length.
#'
#' The end of a range may be a length that is known only when the model runs, such as
#' `n <- op_shape(x)[[2]]` in `x[, 1:(n - 1)]`; it counts from 1, and is not looked at.
#'
#' While JAX compiles a function, the number of elements must be known: neither a mask nor the ends
#' of a range may be computed from values there. [op_where()] keeps the shape.
#'
#' @section Setting:
#' `x[1, ] <- 0` makes a new tensor and names it `x`, as for R's arrays; gradients flow through it.
#' A Keras variable is changed itself, as by its `assign()`. `value` is repeated along axes of
#' length 1 and those that it lacks in front, as Keras' operations do, not from the
#' beginning as in R. It gets the type of `x`: a fraction in a tensor of whole numbers is an
#' error. `op_subset_set()` gives the changed tensor, or the variable.
#'
#' @section Other than in keras3: There `x@r[...]` is what `x[...]` is here; from R 4.3 on it may
#'   be written so here, too. A range that goes beyond the end is an error here, not cut off, `3:1`
#'   goes backwards, not nowhere, and `x[1] <- 0` does not change a tensor of PyTorch for others
#'   who hold it.
#'
#' @param x A tensor; in the functions also an R array.
#' @param ... Indices, see below.
#' @param value A number, an R array or a tensor.
#' @param drop Whether the axes of single numbers are dropped.
#' @returns A tensor. Errors have class `lamina_error`.
#' @examplesIf is_keras_available()
#' x <- op_subset(matrix(1:12, 3))
#' x[2, ]
#' as.array(x[2, ])
#' as.array(x[-1, 2:4])
#' as.array(x[, c(TRUE, FALSE, FALSE, TRUE)])
#' as.array(x[x > 6])
#' dim(x[newaxis])
#' dim(x[.., 1, drop = FALSE])
#' x[1, ] <- 0
#' as.array(x)
#' # In a layer:
#' first_step <- layer_lambda(f = function(x) x[, 1, ])
#' dim(first_step(keras_input(c(5, 8))))
#' @family tensors
#' @name op_subset
NULL

#' @rdname op_subset
#' @export
op_subset <- function(x, ..., drop = TRUE) {
  x <- as_array_operand(x)
  take_subset(x, read_indices(..., env = parent.frame(), exprs = substitute(alist(...))), drop)
}

#' @rdname op_subset
#' @export
op_subset_set <- function(x, ..., value) {
  if (missing(value)) abort_missing("value", "a number, an array or a tensor", environment())
  x <- as_array_operand(x)
  set_subset(x, read_indices(..., env = parent.frame(), exprs = substitute(alist(...))), value)
}

#' @rdname op_subset
#' @export
`op_subset<-` <- op_subset_set

#' @rdname op_subset
#' @format `newaxis` is `NULL`.
#' @export
newaxis <- NULL

#' @rdname op_subset
#' @export
all_dims <- function() structure(list(), class = "lamina_all_dims")

#' @export
print.lamina_all_dims <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat("<all axes that are not named>\n")
  invisible(x)
}

# For `[`, whose method R calls by another name.
subset_tensor <- function(x, ..., drop = TRUE) {
  check_session(x)
  if (...length() == 0L && nargs() < 3L) return(x)
  call <- sys.call()
  indices <- read_indices(
    ..., env = parent.frame(), exprs = substitute(alist(...)), call = call
  )
  take_subset(x, indices, drop, call)
}

subset_tensor_set <- function(x, ..., value) {
  check_session(x)
  call <- sys.call()
  indices <- read_indices(
    ..., env = parent.frame(), exprs = substitute(alist(...)), call = call
  )
  set_subset(x, indices, value, call)
}

# `x[[1]]` is `x[1]`, while a name is an attribute's.
tensor_element <- function(x, ...) {
  check_session(x)
  if (...length() == 1L && is.character(..1)) {
    name <- ..1
    return(switch(name, shape = shape_attribute(x), dtype = tensor_dtype(x), NextMethod()))
  }
  call <- sys.call()
  indices <- read_indices(
    ..., env = parent.frame(), exprs = substitute(alist(...)), call = call
  )
  take_subset(x, indices, TRUE, call)
}

tensor_element_set <- function(x, ..., value) {
  check_session(x)
  if (...length() == 1L && is.character(..1)) return(NextMethod())
  call <- sys.call()
  indices <- read_indices(
    ..., env = parent.frame(), exprs = substitute(alist(...)), call = call
  )
  set_subset(x, indices, value, call)
}

# What scripts for keras3 write: `x@r[1, ]`.
tensor_slot <- function(object, name) {
  if (identical(as.character(name), "r")) return(object)
  abort_lamina(
    c(
      "A tensor has no slot {.code {name}}.",
      i = if (name == "py") {
        "{.code x[...]} counts from 1: write {.code x[1, ]} for {.code x@py[0, ]}."
      }
    ),
    class = "argument", call = NULL
  )
}

# ---- Reading -----------------------------------------------------------------------

# The codes of subset.py.
index_codes <- c(whole = 0L, number = 1L, slice = 2L, new = 3L, rest = 4L, given = 5L)

# R has no whole number below NA: the next one is it.
behind <- -.Machine$integer.max

# `spec`: whole numbers; `given`: what is no number. The text of an index says whether it is a
# range: `exprs` has them all.
read_indices <- function(..., env, exprs, call = caller_env()) {
  exprs <- as.list(exprs)[-1L]
  asking <- sys.call(sys.parent())
  spec <- vector("list", length(exprs))
  given <- list()
  for (i in seq_along(exprs)) {
    read <- if (is_left_out(exprs, i)) {
      list(0L)
    } else if (identical(exprs[[i]], quote(..))) {
      list(4L)
    } else if (is_range(exprs[[i]])) {
      read_slice(exprs[[i]], index_env(env, asking, i, ...), i, call)
    } else {
      read_index(...elt(i), i, call)
    }
    spec[[i]] <- read[[1L]]
    if (length(read) > 1L) given <- c(given, read[-1L])
  }
  list(spec = unlist(spec), given = given)
}

is_left_out <- function(exprs, i) {
  is.symbol(exprs[[i]]) && identical(as.character(exprs[[i]]), "")
}

is_range <- function(expr) is.call(expr) && identical(expr[[1L]], quote(`:`))

# Where the indices were handed on in `...`, each has an environment of its own.
index_env <- function(env, asking, i, ...) {
  handed_on <- any(vapply(as.list(asking), identical, NA, quote(...)))
  if (!handed_on) return(env)
  quosure <- rlang::enquos(..., .ignore_empty = "none")[[i]]
  own <- rlang::quo_get_env(quosure)
  if (identical(own, emptyenv())) env else own
}

read_index <- function(index, i, call) {
  if (is.null(index)) return(list(3L))
  if (inherits(index, "lamina_all_dims")) return(list(4L))
  if (!is.object(index) && is.numeric(index) && length(index) == 1L) {
    return(list(c(1L, as_index(index, i, call))))
  }
  if (reticulate::is_py_object(index)) return(list(5L, as_given_tensor(index, i, call)))
  list(5L, as_given(index, i, call))
}

read_slice <- function(expr, env, i, call) {
  ends <- list(expr[[2L]], expr[[3L]])
  first <- ends[[1L]]
  if (is_range(first)) {
    ends <- list(first[[2L]], first[[3L]], ends[[2L]])
  }
  spec <- c(2L, NA, NA, NA)
  given <- list()
  for (j in seq_along(ends)) {
    end <- eval(ends[[j]], env)
    if (reticulate::is_py_object(end)) {
      given <- c(given, as_given_tensor(end, i, call))
      spec[[j + 1L]] <- behind
    } else if (!is.null(end) && !identical(as.vector(is.na(end)), TRUE)) {
      if (j == 3L && identical(as.vector(end == 0), TRUE)) abort_zero_step(i, call)
      spec[[j + 1L]] <- as_index(end, i, call)
    }
  }
  c(list(spec), given)
}

index_arg <- function(i) sprintf("index %d", i)

abort_index <- function(index, i, call, expected) {
  came <- describe(index)
  abort_lamina(
    "Index {i} must be {expected}, not {came}.", class = "argument", call = subset_call(call)
  )
}

as_index <- function(index, i, call) {
  whole <- length(index) == 1L && is_whole(as.vector(unclass(index)))
  if (!whole) abort_index(index, i, call, "a whole number")
  if (index == 0) abort_zero(i, call)
  as.integer(index)
}

abort_zero <- function(i, call) {
  abort_lamina(
    "Index {i} must not be 0: elements count from 1, or from -1 backwards.",
    class = "argument", call = subset_call(call)
  )
}

abort_zero_step <- function(i, call) {
  abort_lamina(
    c(
      "The step of index {i} must not be 0.",
      i = "It is the third number in {.code from:to:step}."
    ),
    class = "argument", call = subset_call(call)
  )
}

# A vector, or an array that is the only index.
as_given <- function(index, i, call) {
  expected <- "a number, a range, a vector of whole numbers or truth values, or a tensor"
  call <- subset_call(call)
  index <- plain_values(index, paste("index", i), call)
  valid <- (is.numeric(index) || is.logical(index)) && !is.factor(index)
  if (!valid) abort_index(index, i, call, expected)
  if (anyNA(index)) abort_missing_index(i, call)
  if (!length(index)) {
    abort_lamina("Index {i} must have at least one element, not none.", "argument", call = call)
  }
  if (is.numeric(index)) {
    if (!is_whole(as.vector(index))) abort_fraction(index, i, call)
    if (any(index == 0)) abort_zero(i, call)
    index <- array(as.integer(index), dim(index) %||% length(index))
  }
  if (is.null(dim(index))) as.array(index) else index
}

abort_missing_index <- function(i, call) {
  abort_lamina("Index {i} must not have missing values.", class = "argument", call = call)
}

abort_fraction <- function(index, i, call) {
  fraction <- index[index != trunc(index) | abs(index) > .Machine$integer.max][[1L]]
  abort_lamina(
    "Index {i} must be whole numbers, not {format(fraction, digits = 15)}.",
    class = "argument", call = call
  )
}

as_given_tensor <- function(index, i, call) {
  if (inherits(index, later_classes) || is_tensor(index)) {
    check_session(index)
    return(index)
  }
  value <- reticulate::py_to_r(index)
  if (reticulate::is_py_object(value)) {
    abort_index(index, i, call, "a number, a range, a vector or a tensor")
  }
  as_given(value, i, call)
}

# ---- In Python -----------------------------------------------------------------------

take_subset <- function(x, indices, drop, call = caller_env()) {
  if (!isTRUE(drop)) drop <- check_flag(drop, call = subset_call(call))
  spec <- c(as.integer(drop), indices$spec %||% index_codes[["rest"]])
  tryCatch(
    do.call(reticulate::py_call, c(list(from_r$subset, x, spec), indices$given)),
    python.builtin.Exception = function(cnd) abort_subset(cnd, subset_call(call))
  )
}

set_subset <- function(x, indices, value, call = caller_env()) {
  value <- as_subset_value(value, subset_call(call))
  spec <- c(1L, indices$spec %||% index_codes[["rest"]])
  tryCatch(
    do.call(reticulate::py_call, c(list(from_r$subset_set, x, spec, value), indices$given)),
    python.builtin.Exception = function(cnd) abort_subset(cnd, subset_call(call))
  )
}

as_subset_value <- function(value, call) {
  expected <- "a number, a vector or an array of numbers, or a tensor"
  if (reticulate::is_py_object(value)) {
    if (!is_tensor(value) && !inherits(value, tensor_classes)) {
      abort_argument("value", expected, value, call)
    }
    return(value)
  }
  if (!is.complex(value)) value <- plain_values(value, "value", call)
  known <- is.numeric(value) || is.logical(value) || is.complex(value)
  valid <- known && !is.factor(value) && length(value) && !(is.complex(value) && anyNA(value))
  if (!valid) abort_argument("value", expected, value, call)
  check_no_missing(value, "value", call)
  if (length(value) == 1L && is.null(dim(value))) return(value)
  if (is.null(dim(value))) as.array(value) else value
}

abort_subset <- function(cnd, call) {
  exception <- attr(cnd, "py_object")
  if (!inherits(cnd, "lamina.bridge.subset_parts.SubsetError")) {
    failure <- tidy_python_error(cnd)
    abort_lamina("The part could not be taken.", "python", call = call, parent = failure)
  }
  text <- exception$text
  hint <- exception$hint
  abort_lamina(c("{text}", i = if (!is.null(hint)) "{hint}"), class = "argument", call = call)
}

# R calls a method under its own name.
subset_call <- function(call) {
  if (!is.call(call)) return(call)
  name <- as.character(call[[1L]])[[1L]]
  generic <- if (startsWith(name, "[<-")) "[<-" else if (startsWith(name, "[")) "["
  if (is.null(generic)) call else as_call_of(generic, call)
}
