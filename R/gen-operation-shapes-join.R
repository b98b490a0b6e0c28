# Written by tools/generate from tools/generate/operation/shapes-join.toml, by `make generate`.

#' Join and split tensors
#'
#' Put tensors together along an axis that they have or a new one, and take one
#' apart.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_concatenate(xs)` | one after the other along an axis |
#' | `op_stack(x)` | along a new axis |
#' | `op_hstack(xs)` | along the second axis; of vectors along their only one |
#' | `op_vstack(xs)` | along the first axis; vectors become rows |
#' | `op_dstack(xs)` | along the third axis |
#' | `op_append(x1, x2)` | `x2` after `x1` |
#' | `op_split(x, indices_or_sections)` | parts of equal length, or ended by positions |
#' | `op_array_split(x, indices_or_sections)` | parts whose lengths differ by 1 at most |
#' | `op_hsplit(x, indices_or_sections)` | split along the second axis |
#' | `op_vsplit(x, indices_or_sections)` | split along the first axis |
#' | `op_dsplit(x, indices_or_sections)` | split along the third axis |
#' | `op_unstack(x)` | the parts along an axis, which they do not have any more |
#'
#' @param xs Tensors or R arrays of numbers, in a list.
#' @param axis The axis, counted from 1; negative counts from the end. Of
#'   `op_append()`, `NULL` appends all elements in the order of rows.
#' @param x A tensor or an R array of numbers; of `op_stack()` a list of
#'   them.
#' @param x1 A tensor, or an R vector or array of numbers.
#' @param x2 What comes after it, a tensor or numbers.
#' @param indices_or_sections Into how many parts of equal length: a whole
#'   number; or a vector with the last positions of all parts but the last.
#' @param num How long the axis is, where that is not known: a whole number,
#'   or `NULL`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor; of functions that split, a list of tensors. Errors have
#'   class `lamina_error`.
#' @family shapes
#' @examplesIf is_keras_available()
#' a <- matrix(1:4, 2)
#' b <- matrix(5:8, 2)
#' op_concatenate(list(a, b), axis = 2)
#' op_stack(list(a, b))
#' op_split(c(1, 2, 3, 4), 2)
#' op_unstack(a)
#' @name op-join
NULL

#' @rdname op-join
#' @export
op_concatenate <- function(xs, axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    xs = as_operand_list(xs),
    axis = as_axis(axis, n = 1)
  )
  call_operation("concatenate", args, fit = "concatenate")
}

#' @rdname op-join
#' @export
op_stack <- function(x, axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand_list(x),
    axis = as_axis(axis, n = 1)
  )
  call_operation("stack", args, fit = "stack")
}

#' @rdname op-join
#' @export
op_hstack <- function(xs, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    xs = as_operand_list(xs)
  )
  call_operation("hstack", args, fit = "concatenate")
}

#' @rdname op-join
#' @export
op_vstack <- function(xs, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    xs = as_operand_list(xs)
  )
  call_operation("vstack", args, fit = "rows", mended = TRUE)
}

#' @rdname op-join
#' @export
op_dstack <- function(xs, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    xs = as_operand_list(xs)
  )
  call_operation("dstack", args, fit = "deep")
}

#' @rdname op-join
#' @export
op_append <- function(x1, x2, axis = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x1 = as_operand(x1, beside = x2),
    x2 = as_operand(x2, beside = x1),
    axis = as_axis(axis, n = 1, null = TRUE)
  )
  call_operation("append", args, fit = "concatenate")
}

#' @rdname op-join
#' @export
op_split <- function(x, indices_or_sections, axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    indices_or_sections = as_whole_list(indices_or_sections, min = 0),
    axis = as_axis(axis, n = 1)
  )
  call_operation_parts("split", args, fit = "parts")
}

#' @rdname op-join
#' @export
op_array_split <- function(x, indices_or_sections, axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    indices_or_sections = as_whole_list(indices_or_sections, min = 0),
    axis = as_axis(axis, n = 1)
  )
  call_operation_parts("array_split", args)
}

#' @rdname op-join
#' @export
op_hsplit <- function(x, indices_or_sections, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    indices_or_sections = as_whole_list(indices_or_sections, min = 0)
  )
  call_operation_parts("hsplit", args, fit = "parts_2")
}

#' @rdname op-join
#' @export
op_vsplit <- function(x, indices_or_sections, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    indices_or_sections = as_whole_list(indices_or_sections, min = 0)
  )
  call_operation_parts("vsplit", args, fit = "parts_1")
}

#' @rdname op-join
#' @export
op_dsplit <- function(x, indices_or_sections, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    indices_or_sections = as_whole_list(indices_or_sections, min = 0)
  )
  call_operation_parts("dsplit", args, fit = "parts_3")
}

#' @rdname op-join
#' @export
op_unstack <- function(x, num = NULL, axis = 1L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_operand(x, scalar = FALSE),
    num = as_whole(num, min = 1, null = TRUE),
    axis = as_axis(axis, n = 1)
  )
  call_operation_parts("unstack", args, fit = "unstacked", fit_first = TRUE)
}
