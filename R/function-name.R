# Keras saves a function by its name alone. A function of R has the one in its
# attribute (`py_function_name` is keras3's), or that of the variable it came by.
function_name <- function(f) {
  for (attribute in c("py_function_name", "name")) {
    name <- attr(f, attribute, exact = TRUE)
    if (rlang::is_string(name) && nzchar(name)) return(name)
  }
}

# The function that came as the argument `arg` of a function with that frame, with
# its name.
name_function <- function(f, arg, frame) {
  if (!is.null(function_name(f))) return(f)
  set_function_name(f, argument_name(arg, frame))
}

set_function_name <- function(f, name) {
  if (is.null(name)) return(f)
  # R has one `exp` for all: an attribute would be on every one.
  structure(rlang::as_closure(f), py_function_name = NULL, name = name)
}

name_by_expr <- function(f, expr, frame) {
  if (is.null(expr) || !is.null(function_name(f))) return(f)
  set_function_name(f, name_of_expr(expr, frame))
}

argument_name <- function(arg, frame) {
  came <- expr_of_argument(arg, frame)
  if (!is.null(came)) name_of_expr(came$expr, came$frame)
}

# What a value was called where it came from: the name of a variable, or of an element
# of a list. NULL where it came without a name.
name_of_expr <- function(expr, frame) {
  if (rlang::is_call(expr, "(", n = 1L)) return(name_of_expr(expr[[2L]], frame))
  if (is.symbol(expr)) {
    came <- expr_of_argument(as.character(expr), frame)
    outer <- if (!is.null(came)) name_of_expr(came$expr, came$frame)
    return(if (is.null(outer)) as.character(expr) else outer)
  }
  is_part <- rlang::is_call(expr, c("$", "@", "::", ":::", "[["), n = 2L)
  if (!is_part) return(NULL)
  part <- expr[[3L]]
  if (is.character(part) || (is.symbol(part) && !rlang::is_call(expr, "[["))) as.character(part)
}

# The expression that an argument was given as, and the frame in which it was written.
# NULL where the frame has no such argument, or its value came without an expression.
expr_of_argument <- function(arg, frame) {
  number <- Position(function(other) identical(other, frame), sys.frames())
  if (is.na(number)) return(NULL)
  expr <- if (arg %in% names(formals(sys.function(number)))) {
    eval(call("substitute", as.name(arg)), frame)
  } else if ("..." %in% names(formals(sys.function(number)))) {
    eval(quote(substitute(list(...))), frame)[[arg]]
  }
  if (rlang::is_missing(expr) || !is.language(expr)) return(NULL)
  parent <- sys.parents()[[number]]
  list(expr = expr, frame = if (parent) sys.frame(parent) else globalenv())
}

# Likewise, where functions around it hand it on: as it was written at first.
written_argument <- function(arg, frame) {
  came <- expr_of_argument(arg, frame)
  if (is.symbol(came$expr)) {
    outer <- written_argument(as.character(came$expr), came$frame)
    if (!is.null(outer)) return(outer)
  }
  came
}

# The expressions of the elements of a list that was written out, as in
# `metrics = list("accuracy", my_metric)`; else NULL for each.
exprs_of_elements <- function(x, expr) {
  written_out <- rlang::is_call(expr, c("list", "c")) && length(expr) == length(x) + 1L
  if (written_out) unname(as.list(expr)[-1L]) else rep(list(NULL), length(x))
}
