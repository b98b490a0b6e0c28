# What a table cannot say of operations of linear algebra: results that are several or one, and
# operands of any number.

#' Singular value decomposition
#'
#' Takes a matrix apart into two orthogonal ones and the singular values:
#' `x = u diag(s) vh`. Several matrices, along axes before the last two, are treated one by
#' one.
#'
#' @param x A matrix with m rows and n columns, or several: a tensor or an array.
#' @param full_matrices Whether `u` and `vh` are square; `FALSE` leaves out what belongs to
#'   no singular value.
#' @param compute_uv Whether `u` and `vh` are computed; `FALSE` gives `s` alone, a tensor.
#' @param ... Not used.
#' @returns A list of three tensors: `u` (m, m), the left singular vectors; `s` (min(m, n)), the
#'   singular values, the largest first; and `vh` (n, n), the right singular vectors, one a row.
#'   Errors have class `lamina_error`.
#' @family linear algebra
#' @examplesIf is_keras_available()
#' x <- matrix(c(1, 2, 3, 4, 5, 7), 3)
#' op_svd(x)$s
#' op_svd(x, compute_uv = FALSE)
#' @export
op_svd <- function(x, full_matrices = TRUE, compute_uv = TRUE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    x = as_float_operand(x),
    full_matrices = check_flag(full_matrices),
    compute_uv = check_flag(compute_uv)
  )
  if (!compute_uv) return(call_operation("svd", args, fit = "matrix"))
  call_operation_parts("svd", args, names = c("u", "s", "vh"), fit = "matrix")
}

#' Sums of products in Einstein's notation
#'
#' Multiplies tensors and sums along axes, which letters name: those that are not in the result
#' are summed over.
#'
#' @param subscripts The letters of the axes of each tensor, with commas between the tensors, and
#'   behind `->` those of the result, as in `"ij,jk->ik"`: a string. `"..."` stands for all other
#'   axes.
#' @param ... The tensors, or R numbers, vectors or arrays, as many as `subscripts` names.
#' @returns A tensor. Errors have class `lamina_error`.
#' @family linear algebra
#' @seealso [op_matmul()], [op_tensordot()]
#' @examplesIf is_keras_available()
#' x <- matrix(c(1, 2, 3, 4), 2)
#' op_einsum("ij,jk->ik", x, x)
#' op_einsum("ii->i", x)
#' op_einsum("...j->...", x)
#' @export
op_einsum <- function(subscripts, ...) {
  subscripts <- check_subscripts(subscripts)
  operands <- unname(list(...))
  call <- rlang::current_env()
  wanted <- length(strsplit(sub("->.*", "", subscripts), ",", fixed = TRUE)[[1L]])
  if (length(operands) != wanted) {
    abort_lamina(
      c(
        "{.arg ...} must be {wanted} tensor{?s}, as many as {.arg subscripts} names.",
        x = "There {cli::qty(length(operands))}{?is/are} {length(operands)}."
      ),
      class = "argument", call = call
    )
  }
  operands <- lapply(
    operands, as_operand, beside = first_tensor(operands), scalar = FALSE, arg = "...", call = call
  )
  args <- c(list(subscripts), operands)
  call_operation(
    "einsum", stats::setNames(args, rep("", length(args))), fit = "subscripts", mended = TRUE,
    call = call
  )
}

check_subscripts <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "the letters of axes, such as \"ij,jk->ik\""
  if (missing(x)) abort_missing(arg, expected, call)
  axes <- "([a-zA-Z]*([.]{3})?[a-zA-Z]*)"
  form <- sprintf("^%s(,%s)*(->%s)?$", axes, axes, axes)
  plain <- if (rlang::is_string(x)) gsub(" ", "", x, fixed = TRUE)
  if (is.null(plain) || !nzchar(plain) || !grepl(form, plain)) {
    abort_argument(arg, expected, x, call)
  }
  letters <- strsplit(gsub("[.,>-]", " ", strsplit(plain, "->", fixed = TRUE)[[1L]]), "")
  unknown <- if (length(letters) == 2L) setdiff(letters[[2L]], c(letters[[1L]], " "))
  if (length(unknown)) {
    abort_lamina(
      "{.arg {arg}} must have each axis of the result on its left, too; {.val {unknown}} {?is/are}
       not there.",
      class = "argument", call = call
    )
  }
  plain
}

# One more than the number of axes that are summed over, or the axes of both sides.
as_tensordot_axes <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a whole number of at least 1, or a list of two vectors of axes"
  if (is.list(x) && !is.data.frame(x) && length(x) == 2L && length(x[[1L]]) == length(x[[2L]])) {
    return(lapply(unname(x), function(axes) as.list(as_axis(axes, arg = arg, call = call))))
  }
  if (!(length(x) == 1L && is_whole(x, min = 1))) abort_argument(arg, expected, x, call)
  as.integer(x) - 1L
}

check_norm_order <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || (rlang::is_string(x) && x %in% c("fro", "nuc"))) return(x)
  if (!(is.numeric(x) && !is.factor(x) && length(x) == 1L && !is.na(x))) {
    abort_argument(arg, "a number, \"fro\", \"nuc\" or NULL", x, call)
  }
  if (is_whole(x)) as.integer(x) else as.double(x)
}

as_norm_axis <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  flat <- flatten_scalars(x)
  if (!(length(flat) %in% 1:2)) abort_argument(arg, "one axis, two axes or NULL", x, call)
  as_axis_tuple(x, arg = arg, call = call)
}
