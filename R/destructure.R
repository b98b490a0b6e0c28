# Several variables at once, out of the parts of one value.

#' Assign the parts of a value
#'
#' `c(a, b) %<-% value` and `.[a, b] <- value` give the first part of `value` to `a` and the second
#' to `b`, as in the packages zeallot and dotty, neither of which is needed.
#'
#' A variable may be:
#'
#' * a name, or any other place to assign to, such as `x$loss` or `x[[2]]`;
#' * `c(a, b)` or `.[a, b]`, for the parts of a part;
#' * `.`, for a part that is not wanted;
#' * `...rest`, for all parts that the others leave, as a list; `...` or `..`, to drop these;
#' * `b = 1`, a default for a part that may be missing. In `.[beta = beta]` the part of the name
#'   `beta` is taken, where there is one.
#'
#' Parts are the elements of a vector or list, the columns of a data frame, the dimensions of a
#' [shape()], the elements of a Python tuple or list, and the letters of a single string.
#'
#' @param x Variables in `c()`, or one variable, which gets the whole value.
#' @param value A value with parts.
#' @returns `value`, invisibly. An error, of class `lamina_error`, where there are more or fewer
#'   parts than variables; no variable is assigned then.
#' @family values of Python and R
#' @examples
#' c(rows, columns) %<-% dim(mtcars)
#' rows
#' c(first, ...rest) %<-% list(1, 2, 3)
#' .[x, y, weights = NULL] <- list(1:3, 4:6)
#' y
#' @name multi-assign
NULL

#' @rdname multi-assign
#' @export
`%<-%` <- function(x, value) {
  assign_parts(substitute(x), value, parent.frame(), rlang::current_env())
  invisible(value)
}

#' @rdname multi-assign
#' @format `.` is an object that does nothing but stand before `[`.
#' @export
. <- structure(list(), class = "lamina_parts") # nolint: object_name_linter.

#' @export
`[<-.lamina_parts` <- function(x, ..., value) {
  pattern <- as.call(c(as.name("c"), eval(substitute(alist(...)))))
  assign_parts(pattern, value, parent.frame(), call("[<-"))
  x
}

#' @export
print.lamina_parts <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat("For several variables at once: .[a, b] <- value\n")
  invisible(x)
}

# All places are found before the first is assigned to.
assign_parts <- function(pattern, value, env, call) {
  for (place in places_of(pattern, value, env, call)) {
    eval(base::call("<-", place$target, base::call("quote", place$value)), env)
  }
}

places_of <- function(pattern, value, env, call) {
  if (identical(pattern, quote(.))) return(list())
  if (!is_pattern(pattern)) return(list(list(target = pattern, value = value)))
  targets <- if (rlang::is_call(pattern, "[")) as.list(pattern)[-(1:2)] else as.list(pattern)[-1L]
  values <- match_parts(targets, parts_of(value, call), env, call)
  names <- rlang::names2(targets)
  # Of `b = 1` the name is what is assigned to.
  targets[nzchar(names)] <- lapply(names[nzchar(names)], as.name)
  # `...rest` takes the rest as `rest`, `...` drops it.
  targets <- lapply(targets, function(target) {
    name <- if (is_rest(target)) sub("^[.]+", "", as.character(target))
    if (is.null(name)) target else as.name(if (nzchar(name)) name else ".")
  })
  unlist(Map(places_of, targets, values, list(env), list(call)), FALSE)
}

is_pattern <- function(x) {
  rlang::is_call(x, "c") || (rlang::is_call(x, "[") && identical(x[[2L]], quote(.)))
}

# `..` is dotty's; nothing else begins with three.
is_rest <- function(x) is.symbol(x) && grepl("^[.][.]([.].*)?$", as.character(x))

# A value for each target.
match_parts <- function(targets, parts, env, call) {
  rest <- which(vapply(targets, is_rest, NA))
  if (length(rest) > 1L) {
    abort_lamina("Only one variable can take the rest.", class = "argument", call = call)
  }
  names <- rlang::names2(targets)
  n <- length(targets) - length(rest)
  optional <- sum(nzchar(names))
  by_name <- vapply(seq_along(targets), function(i) {
    nzchar(names[[i]]) && is.symbol(targets[[i]]) &&
      as.character(targets[[i]]) %in% rlang::names2(parts)
  }, NA)
  if (any(by_name) && all(by_name | nzchar(names))) {
    return(Map(function(target, found) {
      if (found) parts[[as.character(target)]] else eval(target, env)
    }, unname(targets), by_name))
  }
  m <- length(parts)
  if (m < n - optional || (m > n && !length(rest))) {
    abort_lamina(
      "There {cli::qty(n)}{?is/are} {n} variable{?s} for {m} part{?s}.",
      class = "argument", call = call
    )
  }
  extra <- max(m - n, 0L)
  missing <- max(n - m, 0L)
  # The last ones that may be missing are.
  left_out <- utils::tail(which(nzchar(names)), missing)
  taken <- 0L
  values <- vector("list", length(targets))
  for (i in seq_along(targets)) {
    if (i %in% rest) {
      values[[i]] <- parts[taken + seq_len(extra)]
      taken <- taken + extra
    } else if (i %in% left_out) {
      values[i] <- list(eval(targets[[i]], env))
    } else {
      taken <- taken + 1L
      values[i] <- list(parts[[taken]])
    }
  }
  values
}

parts_of <- function(x, call) {
  if (inherits(x, "keras_shape")) return(unclass(x))
  if (reticulate_object(x)) return(as.list(builtins$list(x)))
  if (rlang::is_string(x)) return(as.list(strsplit(x, "")[[1L]]))
  if (is.null(x) || is.function(x) || is.environment(x) || is.language(x)) {
    abort_argument("value", "something with parts", x, call)
  }
  as.list(x)
}

# Where reticulate is not loaded, there is none.
reticulate_object <- function(x) inherits(x, "python.builtin.object")
