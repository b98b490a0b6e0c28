# Operations of Keras: calling them with arguments that have been checked, and saying in R's terms
# why one could not be computed.

# `one_based`: what comes out are positions, which Keras counts from 0. `fit`: how the shapes of
# the operands belong together, a name in `explanations`; with `fit_first` that is looked at before,
# because some backend computes something of what does not fit. `mended`: lamina computes it in
# place of Keras.
call_operation <- function(name, args, module = "ops", one_based = FALSE, fit = NULL,
                           fit_first = FALSE, mended = FALSE, call = caller_env()) {
  if (fit_first) abort_operation(args, fit, call)
  through <- if (one_based) core$count_from_one
  run_operation(name, args, module, through, fit, call, mended)
}

# What Python gives as a tuple, as a list in R.
call_operation_parts <- function(name, args, names = NULL, module = "ops", one_based = FALSE,
                                 fit = NULL, fit_first = FALSE, mended = FALSE,
                                 call = caller_env()) {
  if (fit_first) abort_operation(args, fit, call)
  through <- if (one_based) core$count_from_one else core$parts
  parts <- reticulate::py_to_r(run_operation(name, args, module, through, fit, call, mended))
  if (!is.null(names)) names(parts) <- names
  parts
}

# Where lamina has what it computes in place of Keras.
mended_modules <- c(
  ops = "lamina.mended_operations", ops.image = "lamina.mended_images",
  activations = "lamina.mended_operations", random = "lamina.mended_draws"
)

# `through`: a function of Python that calls the operation, and does something with the result.
# `by_place`: how many arguments Python gets without their names, `x` always: py_call() has an
# argument of the same name.
run_operation <- function(name, args, module, through, fit, call, mended = FALSE,
                          by_place = match("x", names(args), nomatch = 0L)) {
  given <- args
  names(given)[seq_len(by_place)] <- ""
  operation <- keras_object(if (mended) mended_modules[[module]] else module, name)
  called <- c(if (!is.null(through)) list(through), list(operation), given)
  # Those that are small and many. The others may call functions of R's, whose errors are kept.
  if (identical(fit, "broadcast")) {
    result <- do.call(reticulate::py_call, c(list(core$attempt), called))
    if (!inherits(result, "python.builtin.NoneType")) return(result)
  }
  with_python(
    do.call(reticulate::py_call, called),
    c("{rlang::format_error_call(call) %||% 'The operation'} failed.", describe_operands(args)),
    call = call, diagnose = function(cnd) {
      abort_refused(cnd, call)
      abort_operation(args, fit, call)
      # Numbers drawn in vain would be missing afterwards.
      if (module != "random") abort_operand(operation, args, by_place, call)
    }
  )
}

describe_operands <- function(args) {
  operands <- flat_operands(args)
  shapes <- lapply(operands, operand_shape)
  describe_shapes(Filter(Negate(is.null), shapes))
}

# What lamina's own operations in Python refuse, and say why.
abort_refused <- function(cnd, call) {
  if (!inherits(cnd, "lamina.RefusalError")) return()
  reason <- strsplit(exception_text(attr(cnd, "py_object")), "\n", fixed = TRUE)[[1L]]
  hints <- if (length(reason) > 1L) c(i = "{reason[[2L]]}")
  abort_lamina(c("{reason[[1L]]}", hints), "argument", call = call)
}

# Positions as R counts them, from 1, or from the end if negative, as Keras does. Python takes 1
# off a tensor's.
as_positions <- function(x, zero_indexed = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- "whole numbers, counted from 1, or a tensor of them"
  if (missing(x)) abort_missing(arg, expected, call)
  zero_indexed <- check_flag(zero_indexed, arg = "zero_indexed", call = call)
  given <- operand_values(x, arg, call)
  if (reticulate::is_py_object(given)) {
    return(if (zero_indexed) given else tensor_from_zero(given, arg, call))
  }
  flat <- as.vector(given)
  valid <- is.numeric(flat) && length(flat) && is_whole(flat) && (zero_indexed || all(flat != 0))
  if (!valid) {
    abort_argument(
      arg, expected, given, call,
      hint = if (!zero_indexed) "Positions count from 1; negative ones count from the end."
    )
  }
  positions <- as.integer(flat) - (!zero_indexed & flat > 0)
  if (is_single(given)) return(positions)
  structure(array(positions, dim(given) %||% length(given)), class = "keras_operand")
}

# A single one.
as_position <- function(x, zero_indexed = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- "a whole number, counted from 1"
  if (missing(x)) abort_missing(arg, expected, call)
  force(arg)
  several <- !reticulate::is_py_object(x) && length(x) != 1L
  if (several) abort_argument(arg, expected, x, call)
  as_positions(x, zero_indexed, arg, call)
}

# Positions in an array whose shape is known; those of a tensor are not looked at.
as_position_operand <- function(x, shape, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- as_positions(x, arg = arg, call = call)
  if (reticulate::is_py_object(x)) return(x)
  size <- if (missing(shape)) {
    Inf
  } else if (inherits(shape, "keras_shape")) {
    prod(shape_integers(shape))
  } else if (is.numeric(shape) && !anyNA(shape)) {
    prod(shape)
  } else {
    Inf
  }
  if (any(x >= size | x < -size)) {
    abort_argument(
      arg, sprintf("positions from 1 to %s", format(size)), as_r_axes(as.vector(unclass(x))), call
    )
  }
  x
}

# ---- Why it failed -------------------------------------------------------------

# For `diagnose` of with_python(): nothing where it is not seen.
abort_operation <- function(args, fit, call) {
  operands <- flat_operands(args)
  shapes <- lapply(operands, operand_shape)
  if (!length(shapes) || any(vapply(shapes, is.null, NA))) return()
  for (arg in intersect(axis_arguments, names(args))) {
    of <- intersect(c(if (arg == "axisb") "x2", "output", names(shapes)), names(shapes))[[1L]]
    check_axes_of(args[[arg]], shapes[[of]], arg, of, call)
  }
  if (is.null(fit)) return()
  reason <- explanations[[fit]](shapes, args)
  if (is.null(reason)) return()
  told <- shapes[reason$of %||% names(shapes)]
  abort_lamina(c(reason$message, describe_shapes(told), i = reason$hint), "shape", call = call)
}

# Operands with which the operation would be computed if they had another dtype or other axes.
abort_operand <- function(operation, args, positional, call) {
  operands <- names(Filter(is_operand, args))
  if (!length(operands) || !all(nzchar(names(args)))) return()
  given <- args
  names(given)[seq_len(positional)] <- ""
  found <- tryCatch(
    do.call(reticulate::py_call, c(
      list(from_r$would_do, operation, as.list(names(args)), as.list(operands), positional), given
    )),
    python.builtin.Exception = function(cnd) NULL
  )
  found <- reticulate::py_to_r(found)
  if (is.null(found)) return()
  operands <- unlist(found$operands)
  if (is.null(found$ranks)) {
    hint <- if (startsWith(found$dtype, "complex")) {
      "{.code op_real({operands[[1L]]})} is real."
    } else {
      "{.code op_cast({operands[[1L]]}, \"{found$other}\")} makes it so."
    }
    abort_lamina(
      c(
        "{.arg {operands}} must be of {.cls {found$other}} here, not {.cls {found$dtype}}.",
        i = hint
      ),
      "argument", call = call
    )
  }
  ranks <- ranks_in_words(unlist(found$ranks))
  abort_lamina(
    c("{.arg {operands}} must have {ranks} here.", describe_operands(args)), "shape", call = call
  )
}

# Those at the end up to the most that are tried, which is no limit, are "at least" the first.
ranks_in_words <- function(ranks) {
  consecutive <- rev(cumprod(rev(c(diff(ranks), 1L) == 1L))) == 1
  first <- if (max(ranks) == 5L) which(consecutive)[[1L]] else length(ranks)
  words <- ranks[seq_len(first)]
  last <- words[[first]]
  if (first < length(ranks)) words[[first]] <- sprintf("at least %d", last)
  paste(paste(words, collapse = " or "), if (last == 1L) "axis" else "axes")
}

axis_arguments <- c(
  "axis", "axes", "axis1", "axis2", "axisa", "axisb", "axisc", "source", "destination"
)

# Those in a list, too, by names such as `xs[[2]]`; those in `...` by R's own, such as `..2`.
flat_operands <- function(args) {
  flat <- unlist(lapply(seq_along(args), function(i) {
    x <- args[[i]]
    if (!is.list(x) || reticulate::is_py_object(x)) return(args[i])
    stats::setNames(x, element_args(x, names(args)[[i]]))
  }), FALSE)
  flat <- Filter(is_operand, flat)
  unnamed <- !nzchar(names(flat))
  names(flat)[unnamed] <- sprintf("..%d", seq_len(sum(unnamed)))
  flat
}

is_operand <- function(x) inherits(x, c("keras_operand", tensor_classes)) || is.double(x)

check_axes_of <- function(axes, shape, arg, name, call) {
  rank <- length(shape)
  axes <- suppressWarnings(as.integer(unlist(axes)))
  beyond <- axes[!is.na(axes) & (axes >= rank | axes < -rank)]
  if (!length(beyond)) {
    twice <- axes[duplicated(axes %% rank)]
    if (!length(twice) || anyNA(axes)) return()
    abort_lamina(
      "{.arg {arg}} must be different axes of {.arg {name}}; {as_r_axes(twice[[1L]])} is there
       twice.",
      class = "argument", call = call
    )
  }
  abort_lamina(
    c(
      "{.arg {arg}} must be {?an axis/axes} of {.arg {name}}, not {as_r_axes(beyond[[1L]])}.",
      i = "It has {rank} dimension{?s}; axes count from 1."
    ),
    class = "argument", call = call
  )
}
