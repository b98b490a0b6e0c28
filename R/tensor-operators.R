# Operators of tensors, by the operations of Keras; those of Python's other objects stay
# reticulate's.

#' Tensors as R values
#'
#' R's operators and functions of numbers take tensors of TensorFlow, JAX and PyTorch, Keras'
#' symbolic tensors and variables, and give tensors: in the console, in models, and in layers,
#' losses and metrics that are written in R. Parts of tensors are taken by [`[`][op_subset].
#'
#' @details
#' A number, vector or array of R beside a tensor becomes one, in the type of the tensor: `x + 1`
#' of whole numbers stays whole, `x + 0.5` does not. A vector has one axis. `NA` is an error, as in
#' all operations: tensors have none. `NaN` is a number for them, and [is.na()][tensor-arrays] finds
#' it.
#'
#' Whole numbers beside a fraction, their quotients and means are computed in Keras' default type:
#' `"float32"` has all whole numbers up to 2^24 = 16777216, and rounds those beyond, such as
#' identifiers. Cast them first where they matter: `op_cast(x, "float64")`, which JAX has only if it
#' was told to.
#'
#' Of two shapes the axes belong together from the *last* one on; axes of length 1 and those
#' missing in front are repeated. A matrix of shape (2, 3) and a vector of length 3 fit: R itself
#' would go down the columns. Shapes that do not fit are an error that names both.
#'
#' | | gives a tensor |
#' | --- | --- |
#' | `+ - * / ^ %% %/%`, `-x` | of numbers; truth values are 0 and 1 |
#' | `== != < <= > >=`, `& | !` | of truth values, element by element |
#' | `%*%`, `t()` | matrix product; transposed, of one axis a row |
#' | `cbind()`, `rbind()` | a matrix; tensors of one axis are its columns or rows |
#' | `abs()`, `sqrt()`, `exp()`, `log()`, `round()`, `cos()` and the like | of each element |
#' | `Re()`, `Im()`, `Mod()`, `Arg()`, `Conj()` | of each complex number |
#' | `sum()`, `prod()`, `mean()`, `median()`, `max()`, `min()` | of all elements, without axes |
#' | `range()`, `quantile()` | of all elements, with one axis |
#' | `cumsum()`, `cumprod()`, `cummax()`, `cummin()`, `rev()`, `sort()` | of one axis |
#' | `sum(x, axis = 1)`, so `mean()`, `prod()`, `max()`, `min()`, `all()`, `any()` | along an axis |
#' | `unique()`, of one axis; `aperm()` | the elements once; the axes in another order |
#' | `diff()`, `head()`, `tail()` | along the first axis, as of R's matrices |
#' | `as.list()`, and so `lapply()` | a list of tensors, along the first axis |
#'
#' `na.rm = TRUE` leaves out `NaN`. `all()` and `any()` are `TRUE` or `FALSE` where the values are
#' known, so that `if` can decide
#' by them, and tensors while a model is built or compiled. `is.na()`, `as.vector()`, `as.array()`
#' and others that ask for values are told in [tensor-arrays].
#'
#' `x$shape` is a [shape()], with `NULL` for a length that is not known, `x$dtype` a string, on each
#' backend. `format()`, `as.character()`, `paste()` and `summary()` take the values as R's own;
#' `cat()` needs `cat(format(x))`.
#'
#' R asks no methods for `var()`, `which()`, `which.max()`, `crossprod()`, `%in%`, `pmax()`,
#' `ifelse()`, `diag()`, `rowSums()` and others of the kind: use [op_var()], [op_where()],
#' [op_argmax()], `t(x) %*% y`, [op_isin()], [op_maximum()], [op_where()], [op_diag()],
#' `sum(x, axis = 2)`, or the values in R, `as.array(x)`. `isTRUE(x > 0)` is `FALSE` of any tensor.
#'
#' R looks at the first argument to see who computes: `max(x, 0)`, not `max(0, x)`. For what is
#' along an axis, and all else, Keras' operations have functions of their own.
#'
#' Before R 4.3, `%*%` has no methods: lamina has its own, which leaves all but tensors to R's.
#'
#' @param x,y Tensors, or one of them and an R array.
#' @returns Tensors. Errors have class `lamina_error`.
#' @examplesIf is_keras_available()
#' x <- op_subset(matrix(1:6, 2))
#' as.array(x * 2 + c(10, 20, 30))
#' as.array(x %*% t(x))
#' as.numeric(mean(x))
#' as.array(range(x))
#' if (all(x > 0)) "positive"
#' # In a loss:
#' loss <- function(y_true, y_pred) mean(abs(y_true - y_pred)^1.5)
#' @family tensors
#' @name tensors
#' @aliases %*%
#' @usage x \%*\% y
NULL

# R takes a method for two operands only where both have the very same one: these stand before
# reticulate's for all of Python's objects, and hand on to them.
register_operators <- function() {
  operators <- names(operations_of)
  if (getRversion() >= "4.3.0") operators <- c(operators, "%*%")
  for (operator in operators) {
    theirs <- get0(paste0(operator, ".python.builtin.object"), asNamespace("reticulate"))
    ours <- if (operator == "%*%") tensor_product(theirs) else with_tensors(operator, theirs)
    registerS3method(operator, "python.builtin.object", ours, envir = baseenv())
  }
}

operations_of <- c(
  "+" = "add", "-" = "subtract", "*" = "multiply", "/" = "divide", "^" = "power",
  "%%" = "mod", "%/%" = "floor_divide", "==" = "equal", "!=" = "not_equal", "<" = "less",
  "<=" = "less_equal", ">" = "greater", ">=" = "greater_equal", "&" = "logical_and",
  "|" = "logical_or", "!" = "logical_not"
)

with_tensors <- function(operator, theirs) {
  force(theirs)
  operation <- operations_of[[operator]]
  mended <- operator %in% c("^", "%%", "%/%", "&", "|")
  compared <- operator %in% c("==", "!=", "<", "<=", ">", ">=", "&", "|")
  function(e1, e2) {
    call <- operator_call(operator, sys.call())
    if (missing(e2)) return(tensor_unary(operator, e1, theirs, call))
    check_session(e1)
    check_session(e2)
    check_numbers_beside(e1, e2, call)
    if (!has_tensor(e1, e2)) return(theirs(beside_length(e1, e2), beside_length(e2, e1)))
    check_no_missing_beside(e1, call)
    check_no_missing_beside(e2, call)
    as_second <- if (operator == "^") as_exponent else as_operand
    args <- list(
      e1 = as_operand(e1, e2, TRUE, compared, "e1", call),
      e2 = as_second(e2, e1, TRUE, compared, "e2", call)
    )
    run_operation(operation, args, "ops", core$counted, "broadcast", call, mended, by_place = 2L)
  }
}

# Python itself says of a text that it is another value than a tensor, or fails.
check_numbers_beside <- function(e1, e2, call) {
  is_first <- inherits(e1, tensor_classes)
  tensor <- if (is_first) e1 else e2
  other <- if (is_first) e2 else e1
  if (!(is.character(other) || is.list(other)) || reticulate::is_py_object(other)) return()
  if (!inherits(tensor, tensor_classes) || is_foreign(tensor)) return()
  if (is.character(other) && identical(tensor_dtype(tensor), "string")) return()
  abort_argument(if (is_first) "e2" else "e1", operand_expected, other, call)
}

# A length plus 1 is a length, plus 1.0 it is not.
beside_length <- function(x, other) {
  if (inherits(other, length_class)) whole_as_integers(list(x))[[1L]] else x
}

tensor_unary <- function(operator, x, theirs, call) {
  check_session(x)
  if (!inherits(x, tensor_classes) || is_foreign(x)) return(theirs(x))
  if (operator == "+") return(x)
  name <- if (operator == "-") "negative" else operations_of[[operator]]
  run_operation(name, list(x = x), "ops", NULL, NULL, call, mended = TRUE)
}

# Whether Keras computes: of what no operation takes, Python itself does.
has_tensor <- function(e1, e2) {
  # Of others Keras is not asked: they work in a forked process, too.
  if (!inherits(e1, tensor_classes) && !inherits(e2, tensor_classes)) return(FALSE)
  if (is_foreign(e1) || is_foreign(e2)) return(FALSE)
  is_beside_tensor(if (inherits(e1, tensor_classes)) e2 else e1)
}

is_beside_tensor <- function(x) {
  if (reticulate::is_py_object(x)) return(inherits(x, c(tensor_classes, "numpy.ndarray")))
  !is.character(x) && !is.list(x)
}

# Whole numbers to the power of a negative one are no whole numbers.
as_exponent <- function(x, beside, ...) {
  if (is_plain_number(x) && x < 0) return(as.double(x))
  operand <- as_operand(x, beside, ...)
  if (!is.numeric(x) || !any(x < 0, na.rm = TRUE)) return(operand)
  if (is_single(x)) return(as.double(x))
  if (is.null(attr(operand, "dtype")) || attr(operand, "dtype") %in% whole_dtypes) {
    return(as_float_operand(x))
  }
  operand
}

# R calls a method by another name.
operator_call <- function(operator, call) {
  call[[1L]] <- as.name(operator)
  call
}

# Python has no NA: of whole numbers and flags it gets the number that R keeps for it, of fractions
# NaN. It is also what a tensor has for a dimension that is not known yet.
check_no_missing_beside <- function(x, call = called_function()) {
  # First what a tensor is not, without asking its methods.
  is_given <- is.atomic(x) && (is.numeric(x) || is.logical(x))
  if (!is_given || !anyNA(x) || all(is.nan(x[is.na(x)]))) return()
  abort_lamina(
    c(
      "An operation with a tensor has no {.code NA}.",
      i = "{.code dim(x)}, {.code nrow(x)} and {.code length(x)} are {.code NA} where a size is not
           known until the model runs: use {.code op_shape(x)} in its place.",
      i = "{.code NaN} is a number that a tensor may have."
    ),
    class = "argument", call = call
  )
}

# ---- Matrices ------------------------------------------------------------------

tensor_product <- function(theirs) {
  force(theirs)
  function(x, y) {
    call <- operator_call("%*%", sys.call())
    check_session(x)
    check_session(y)
    if (!has_tensor(x, y)) return(theirs(x, y))
    multiply_matrices(x, y, call)
  }
}

multiply_matrices <- function(x, y, call) {
  for (operand in list(x, y)) check_no_missing_beside(operand, call)
  args <- list(
    x = as_operand(x, beside = y, scalar = FALSE, arg = "x", call = call),
    y = as_operand(y, beside = x, scalar = FALSE, arg = "y", call = call)
  )
  run_operation(
    "matmul", args, "ops", core$counted, "matmul", call, mended = TRUE, by_place = 2L
  )
}

# Before R 4.3 `%*%` asks no methods: lamina has one of its own there.
if (getRversion() < "4.3.0") {
  `%*%` <- function(x, y) { # nolint: object_name_linter.
    if (!has_tensor(x, y)) return(base::`%*%`(x, y))
    for (operand in list(x, y)) check_session(operand)
    multiply_matrices(x, y, sys.call())
  }
}

#' @rawNamespace if (getRversion() < "4.3.0") export("%*%")
NULL
