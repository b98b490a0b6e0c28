# R's functions of vectors, given a tensor: those that ask for values get them where there are
# some, others give tensors, and what has no meaning for a tensor says so.

# What another package has registered for a class stays.
register_method <- function(generic, classes, method, envir = baseenv()) {
  for (class in classes) {
    if (is.null(utils::getS3method(generic, class, optional = TRUE, envir = envir))) {
      registerS3method(generic, class, method, envir = envir)
    }
  }
}

register_tensor_methods <- function() {
  for (generic in c("as.logical", "as.integer", "as.complex", "is.na", "is.nan", "is.finite",
                    "is.infinite", "anyNA", "xtfrm", "determinant", "as.data.frame", "duplicated",
                    if (getRversion() >= "4.3.0") "mtfrm")) {
    register_method(generic, tensor_classes, apply_to_values)
  }
  for (generic in c("is.array", "is.matrix", "is.numeric")) {
    register_method(generic, tensor_classes, doubt)
  }
  register_method("as.vector", tensor_classes, tensor_vector)
  groups <- list(Summary = summarise_tensor, Math = tensor_math, Complex = tensor_complex)
  for (group in names(groups)) register_method(group, tensor_classes, groups[[group]])
  base <- list(
    mean = tensor_mean, rev = tensor_rev, sort = tensor_sort, t = tensor_transpose,
    diff = tensor_diff, as.list = tensor_list, unique = tensor_unique, rep = refuse_tensor,
    aperm = tensor_aperm
  )
  for (generic in names(base)) register_method(generic, tensor_classes, base[[generic]])
  of_stats <- list(median = tensor_median, quantile = tensor_quantile)
  for (generic in names(of_stats)) {
    register_method(generic, tensor_classes, of_stats[[generic]], asNamespace("stats"))
  }
  ends <- list(head = tensor_head, tail = tensor_tail)
  for (generic in names(ends)) {
    register_method(generic, tensor_classes, ends[[generic]], asNamespace("utils"))
  }
  for (generic in c("as.array", "as.matrix", "as.double")) {
    register_method(generic, tracer_class, apply_to_values)
  }
}

# ---- Values in R ---------------------------------------------------------------

apply_to_values <- function(x, ...) {
  generic <- get(".Generic")
  # pmax() and pmin() ask for missing values before they look at the others.
  if (generic == "is.na" && sys.parent() > 0L) {
    abort_asking(sys.function(sys.parent()), sys.call(sys.parent()))
  }
  values <- concrete_values(x, as_call_of(generic, sys.call()))
  get(generic, envir = baseenv())(values, ...)
}

tensor_vector <- function(x, mode = "any") {
  call <- as_call_of("as.vector", sys.call())
  if (mode == "list") return(tensor_list(x))
  if (mode == "character" && has_values(x)) return(as.character(x))
  as.vector(concrete_values(x, call), mode)
}

# A copy in R, or an error where the tensor stands for values that come later.
concrete_values <- function(x, call) {
  check_session(x)
  if (is_symbolic(x)) abort_symbolic(x, call)
  tryCatch(tensor_to_array(x), python.builtin.Exception = function(cnd) {
    abort_lamina(
      "{.arg x} must be a tensor with values, and has none while a model is compiled.",
      class = "argument", call = call
    )
  })
}

has_values <- function(x) !is.null(known_values(x))

# ---- Tensors of tensors --------------------------------------------------------

# Keras' name of what R calls by another, and what Keras has under the same name.
math_operations <- c(
  abs = "abs", acos = "arccos", acosh = "arccosh", asin = "arcsin", asinh = "arcsinh",
  atan = "arctan", atanh = "arctanh", ceiling = "ceil", cos = "cos", cosh = "cosh", exp = "exp",
  expm1 = "expm1", floor = "floor", log10 = "log10", log1p = "log1p", log2 = "log2",
  sign = "sign", sin = "sin", sinh = "sinh", sqrt = "sqrt", tan = "tan", tanh = "tanh",
  trunc = "trunc"
)
complex_operations <- c(Re = "real", Im = "imag", Conj = "conj", Arg = "angle", Mod = "abs")
summary_operations <- c(
  sum = "sum", prod = "prod", max = "max", min = "min", all = "all", any = "any"
)
multiples_of_pi <- c(cospi = "cos", sinpi = "sin", tanpi = "tan")

# `counted`: truth values are 0 and 1.
operate <- function(name, x, ..., call, counted = TRUE, mended = FALSE) {
  check_session(x)
  run_operation(name, list(x = x, ...), "ops", if (counted) core$counted, NULL, call, mended)
}

tensor_math <- function(x, ...) {
  generic <- get(".Generic")
  call <- as_call_of(generic, sys.call())
  if (generic %in% names(math_operations)) {
    check_no_dots(..., also = if (generic == "trunc") names(list(...)))
    # PyTorch's sign of NaN is 0.
    mended <- generic == "sign"
    return(operate(math_operations[[generic]], x, call = call, mended = mended))
  }
  if (generic %in% names(multiples_of_pi)) {
    return(operate(multiples_of_pi[[generic]], x * pi, call = call))
  }
  if (generic == "log") return(tensor_log(x, ..., call = call))
  if (generic == "round") return(tensor_round(x, ..., call = call))
  if (startsWith(generic, "cum")) return(tensor_cumulate(generic, x, call))
  abort_not_for_tensors(generic, x, call)
}

tensor_log <- function(x, base = exp(1), ..., call) {
  if (identical(base, exp(1))) return(operate("log", x, call = call))
  if (identical(base, 2)) return(operate("log2", x, call = call))
  if (identical(base, 10)) return(operate("log10", x, call = call))
  if (!reticulate::is_py_object(base)) check_number(base, min = 0, call = call)
  operate("log", x, call = call) / log(base)
}

tensor_round <- function(x, digits = 0, ..., call) {
  digits <- as_whole(digits, call = call)
  operate("round", x, decimals = digits, call = call)
}

# Of several axes R's own would forget which is which.
check_one_axis <- function(x, generic, hint, call) {
  shape <- tensor_shape(x)
  if (length(shape) == 1L) return()
  abort_lamina(
    c(
      "{.fn {generic}} takes a tensor with one axis, not one of shape {format_shape(shape)}.",
      i = "{hint}"
    ),
    class = "argument", call = call
  )
}

tensor_cumulate <- function(generic, x, call) {
  check_session(x)
  check_one_axis(x, generic, sprintf("Say along which axis: op_%s(x, axis = 1).", generic), call)
  if (generic %in% c("cumsum", "cumprod")) return(operate(generic, x, axis = 0L, call = call))
  name <- if (generic == "cummax") "maximum" else "minimum"
  with_python(core$scanned(name, x), "{.fn {generic}} failed.", call = call)
}

tensor_complex <- function(z) {
  generic <- get(".Generic")
  call <- as_call_of(generic, sys.call())
  operate(complex_operations[[generic]], z, call = call, counted = FALSE)
}

# Where R decides by them, a truth of all elements is R's; where there are no values yet, a tensor.
summarise_tensor <- function(..., na.rm = FALSE) { # nolint: object_name_linter.
  generic <- get(".Generic")
  call <- as_call_of(generic, sys.call())
  values <- list(...)
  along <- c("axis", "keepdims")
  if (any(names(values) %in% along)) return(summarise_along(generic, ..., call = call))
  for (x in values) check_session(x)
  if (generic %in% c("all", "any")) return(summarise_truth(generic, values, na.rm, call))
  if (generic == "range") {
    ends <- lapply(c("min", "max"), summarise_values, values, na.rm, call)
    return(keras_object("ops", "stack")(ends))
  }
  summarise_values(generic, values, na.rm, call)
}

# As R's package tensorflow has it: along axes, counted from 1.
summarise_along <- function(generic, x, ..., axis = NULL, keepdims = FALSE, call) {
  check_no_dots(...)
  if (generic == "range") {
    abort_lamina(
      "{.fn range} takes no {.arg axis}: use {.fn op_min} and {.fn op_max}.", "argument",
      call = call
    )
  }
  check_session(x)
  if (!is.null(axis)) axis <- as_axis_tuple(axis, call = call)
  keepdims <- check_flag(keepdims, call = call)
  truth <- generic %in% c("all", "any")
  operate(
    generic, x, axis = axis, keepdims = keepdims, call = call, counted = !truth, mended = truth
  )
}

summarise_values <- function(generic, values, na_rm, call) {
  na_rm <- check_flag(na_rm, arg = "na.rm", call = call)
  name <- paste0(if (na_rm) "nan", generic)
  # Of complex numbers.
  mended <- na_rm && generic %in% c("sum", "prod")
  parts <- lapply(values, function(x) {
    if (!na_rm) check_no_missing_beside(x, call)
    if (!inherits(x, tensor_classes)) return(get(generic)(x, na.rm = na_rm))
    operate(name, x, call = call, mended = mended)
  })
  join <- switch(generic, sum = `+`, prod = `*`, max = join_by("maximum"), min = join_by("minimum"))
  Reduce(join, parts)
}

join_by <- function(name) {
  function(x, y) keras_object("ops", name)(x, y)
}

summarise_truth <- function(generic, values, na_rm, call) {
  known <- lapply(values, function(x) {
    if (!inherits(x, tensor_classes)) return(x)
    values <- known_values(x)
    if (!is.null(values)) as.logical(values)
  })
  if (!any(vapply(known, is.null, NA))) return(do.call(generic, c(known, list(na.rm = na_rm))))
  parts <- lapply(values, function(x) {
    if (!inherits(x, tensor_classes)) return(get(generic)(x))
    operate(generic, x, call = call, counted = FALSE, mended = TRUE)
  })
  Reduce(if (generic == "all") `&` else `|`, parts)
}

tensor_mean <- function(x, ..., na.rm = FALSE) { # nolint: object_name_linter.
  call <- as_call_of("mean", sys.call())
  if (any(...names() %in% c("axis", "keepdims"))) {
    return(summarise_along("mean", x, ..., call = call))
  }
  check_no_dots(...)
  na_rm <- check_flag(na.rm, arg = "na.rm", call = call)
  operate(if (na_rm) "nanmean" else "mean", x, call = call, mended = na_rm)
}

tensor_median <- function(x, na.rm = FALSE, ...) { # nolint: object_name_linter.
  call <- as_call_of("median", sys.call())
  check_no_dots(...)
  na_rm <- check_flag(na.rm, arg = "na.rm", call = call)
  operate(if (na_rm) "nanmedian" else "median", x, call = call, mended = TRUE)
}

tensor_quantile <- function(x, probs = seq(0, 1, 0.25),
                            na.rm = FALSE, ...) { # nolint: object_name_linter.
  call <- as_call_of("quantile", sys.call())
  check_no_dots(..., also = "names")
  na_rm <- check_flag(na.rm, arg = "na.rm", call = call)
  if (!(is_finite_numeric(probs) && all(probs >= 0 & probs <= 1))) {
    abort_argument("probs", "numbers between 0 and 1", probs, call)
  }
  q <- if (length(probs) == 1L) probs else as_numpy(as.array(probs))
  operate(if (na_rm) "nanquantile" else "quantile", x, q = q, call = call, mended = TRUE)
}

tensor_rev <- function(x) {
  call <- as_call_of("rev", sys.call())
  check_session(x)
  check_one_axis(x, "rev", "Say along which axis: op_flip(x, axis = 1).", call)
  operate("flip", x, axis = 0L, call = call, counted = FALSE)
}

tensor_sort <- function(x, decreasing = FALSE, ...) {
  call <- as_call_of("sort", sys.call())
  check_session(x)
  decreasing <- check_flag(decreasing, call = call)
  check_one_axis(x, "sort", "Say along which axis: op_sort(x, axis = 1).", call)
  sorted <- operate("sort", x, axis = 0L, call = call, counted = FALSE, mended = TRUE)
  if (decreasing) rev(sorted) else sorted
}

# In the order in which they come, as R's.
tensor_unique <- function(x, incomparables = FALSE, ...) {
  call <- as_call_of("unique", sys.call())
  check_session(x)
  check_one_axis(x, "unique", "Of all elements: op_unique(x).", call)
  x[!duplicated(concrete_values(x, call))]
}

tensor_aperm <- function(a, perm = NULL, ...) {
  call <- as_call_of("aperm", sys.call())
  check_no_dots(..., also = "resize")
  check_session(a)
  rank <- length(tensor_shape(a))
  if (!is.null(perm) && !(is.numeric(perm) && identical(sort(as.integer(perm)), seq_len(rank)))) {
    abort_argument("perm", sprintf("the axes from 1 to %d in another order", rank), perm, call)
  }
  axes <- if (!is.null(perm)) reticulate::tuple(as.list(as.integer(perm) - 1L))
  operate("transpose", a, axes = axes, call = call, counted = FALSE)
}

# A vector is a row, as in R.
tensor_transpose <- function(x) {
  call <- as_call_of("t", sys.call())
  check_session(x)
  shape <- tensor_shape(x)
  if (length(shape) == 1L) {
    return(operate("expand_dims", x, axis = 0L, call = call, counted = FALSE))
  }
  if (length(shape) == 2L) return(operate("transpose", x, call = call, counted = FALSE))
  abort_lamina(
    c(
      "{.fn t} takes a tensor with one axis or two, not one of shape {format_shape(shape)}.",
      i = "Say in which order its axes come: {.code op_transpose(x, axes = )}."
    ),
    class = "argument", call = call
  )
}

# Along the first axis, as R's of a matrix.
tensor_diff <- function(x, lag = 1L, differences = 1L, ...) {
  call <- as_call_of("diff", sys.call())
  check_session(x)
  lag <- as_whole(lag, min = 1, call = call)
  for (i in seq_len(as_whole(differences, min = 1, call = call))) {
    x <- utils::tail(x, -lag) - utils::head(x, -lag)
  }
  x
}

# What is along the first axis.
tensor_list <- function(x, ...) {
  call <- as_call_of("as.list", sys.call())
  check_session(x)
  shape <- tensor_shape(x)
  if (!length(shape)) return(list(x))
  if (is.na(shape[[1L]])) {
    abort_lamina(
      "{.arg x} must have a first axis whose length is known.", class = "argument", call = call
    )
  }
  lapply(seq_len(shape[[1L]]), function(i) x[i])
}

tensor_head <- function(x, n = 6L, ...) {
  call <- as_call_of("head", sys.call())
  end_of_tensor(x, n, head = TRUE, call)
}

tensor_tail <- function(x, n = 6L, ...) {
  call <- as_call_of("tail", sys.call())
  end_of_tensor(x, n, head = FALSE, call)
}

# Along the first axis; `n` elements, or all but as many if negative.
end_of_tensor <- function(x, n, head, call) {
  check_session(x)
  n <- as_whole(n, call = call)
  length <- tensor_shape(x)[1L]
  if (is.na(length)) {
    if (head) return(if (n < 0) x[1:(n - 1)] else x[1:n])
    return(if (n < 0) x[(1 - n):NA] else x[(-n):NA])
  }
  taken <- max(0, if (n < 0) length + n else min(n, length))
  if (taken == 0) return(x[rep(FALSE, length)])
  if (head) x[1:taken] else x[(length - taken + 1):length]
}

# ---- What no tensor has --------------------------------------------------------

refuse_tensor <- function(x, ...) {
  generic <- get(".Generic")
  if (sys.parent() > 0L) abort_asking(sys.function(sys.parent()), sys.call(sys.parent()))
  abort_not_for_tensors(generic, x, as_call_of(generic, sys.call()))
}

keras_lacks <- "Keras has no operation for it; the backend may have one of its own."

abort_not_for_tensors <- function(generic, x, call) {
  check_session(x)
  instead <- c(
    rep = "Repeat elements with {.code op_repeat()}, all of it with {.code op_tile()}.",
    signif = "Round to decimals: {.code round(x, digits)}.",
    gamma = keras_lacks, lgamma = keras_lacks, digamma = keras_lacks, trigamma = keras_lacks
  )
  hint <- if (generic %in% names(instead)) instead[[generic]]
  abort_lamina(
    c(
      "{.fn {generic}} takes no tensors.",
      i = hint,
      i = if (has_values(x)) "With the values in R: {.code {generic}(as.array(x))}."
    ),
    class = "argument", call = call
  )
}

# R calls a method under its own name.
as_call_of <- function(generic, call) {
  call[[1L]] <- as.name(generic)
  call
}
