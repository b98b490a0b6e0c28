# Functions of R that no method of a tensor can help, since they look at the values in C. Most ask
# before what they have been given: then they are named, with what to use in their place.

# By the function: what is used for tensors.
used_for_tensors <- c(
  cat = "{.code cat(format(x))}",
  colMeans = "{.code op_mean(x, axis = 1)}",
  colSums = "{.code op_sum(x, axis = 1)}",
  cor = "{.code op_corrcoef(t(x))}",
  cov = "the values in R: {.code cov(as.array(x))}",
  crossprod = "{.code t(x) %*% y}",
  cut.default = "{.code op_digitize(x, bins)}",
  diag = "{.code op_diag(x)}",
  fft = "{.code op_fft(list(real, imaginary))}",
  hist.default = "{.code hist(as.array(x))}",
  ifelse = "{.code op_where(test, yes, no)}",
  match = "{.code op_isin(x, table)}",
  norm = "{.code op_norm(x)}",
  pmax = "{.code op_maximum(x, y)}",
  pmin = "{.code op_minimum(x, y)}",
  rank = "{.code op_argsort(op_argsort(x))}",
  rowMeans = "{.code op_mean(x, axis = 2)}",
  rowSums = "{.code op_sum(x, axis = 2)}",
  tabulate = "{.code op_bincount(x)}",
  tcrossprod = "{.code x %*% t(y)}",
  var = "{.code op_var(x)}, which divides by n, not n - 1",
  which = "{.code op_where(x)}",
  which.max = "{.code op_argmax(x)}",
  which.min = "{.code op_argmin(x)}"
)

# No, as of all of Python's objects.
doubt <- function(x) {
  frame <- sys.parent()
  if (frame > 0L) abort_asking(sys.function(frame), sys.call(frame))
  FALSE
}

# `f`: the function that asks.
abort_asking <- function(f, call) {
  name <- asking_name(f)
  if (is.null(name)) return()
  abort_lamina(
    c(
      "{.fn {sub('.default', '', name, fixed = TRUE)}} takes no tensors.",
      i = paste0("Use ", used_for_tensors[[name]], ".")
    ),
    class = "argument", call = call
  )
}

asking_name <- function(f) {
  if (!is.function(f)) return(NULL)
  package <- environmentName(environment(f))
  if (!(package %in% c("base", "stats", "graphics"))) return(NULL)
  namespace <- if (package == "base") baseenv() else asNamespace(package)
  for (name in names(used_for_tensors)) {
    if (identical(f, get0(name, namespace, mode = "function", inherits = FALSE))) return(name)
  }
  NULL
}

# sprintf() takes a tensor for as long as its pointer, and would leave elements out.
check_one_of_sprintf <- function(values, parent = sys.function(sys.parent(2L))) {
  if (length(values) > 1L && identical(parent, sprintf)) {
    abort_lamina(
      c(
        "{.fn sprintf} takes a tensor with one number, not with {length(values)}.",
        i = "With the values in R: {.code sprintf(\"%f\", as.array(x))}."
      ),
      class = "argument", call = quote(sprintf())
    )
  }
}
