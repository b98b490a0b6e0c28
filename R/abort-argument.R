# An argument that is not what it must be, and what came instead.

# `expected` completes the sentence "`arg` must be ...".
abort_argument <- function(arg, expected, x, call, hint = NULL) {
  came <- describe(x)
  abort_lamina(
    c("{.arg {arg}} must be {expected}, not {came}.", if (!is.null(hint)) c(i = "{hint}")),
    class = "argument", call = call
  )
}

abort_missing <- function(arg, expected, call, hint = NULL) {
  abort_lamina(
    c("{.arg {arg}} is missing: it must be {expected}.", if (!is.null(hint)) c(i = "{hint}")),
    class = "argument", call = call
  )
}

# What came, in a few words: the value of a scalar, the type and size of others.
describe <- function(x) {
  if (is.null(x)) return("NULL")
  if (reticulate::is_py_object(x)) return(describe_python(x))
  if (is.data.frame(x)) return("a data frame")
  if (is.factor(x)) return("a factor")
  if (is.function(x)) return("a function")
  if (is_r_dataset(x)) return("a data set")
  if (is.list(x)) return(sprintf("a list of length %d", length(x)))
  if (!is.atomic(x)) return(sprintf("an object of type %s", typeof(x)))
  type <- c(
    double = "numeric", integer = "numeric", character = "character", logical = "logical",
    complex = "complex", raw = "raw"
  )[[typeof(x)]]
  if (!is.null(dim(x))) return(sprintf("a %s array of shape %s", type, format_shape(dim(x))))
  if (length(x) != 1) return(sprintf("a %s vector of length %d", type, length(x)))
  if (is.na(x) && !is.nan(x)) return("NA")
  if (is.character(x)) return(sprintf("the string %s", encodeString(x, quote = "\"")))
  if (is.logical(x)) return(as.character(x))
  format(x, digits = 15)
}

describe_python <- function(x) {
  check_session(x)
  name <- sub(".*\\.", "", class(x)[[1L]])
  if (is_layer(x)) name <- paste(name, kind_of(x))
  with_an <- "^([AEIOUaeiou](?!nit)|[FHLMNRSX][A-Z]|nd)"
  article <- if (grepl(with_an, name, perl = TRUE)) "an" else "a"
  shape <- if (is_tensor(x)) sprintf(" of shape %s", format_shape(tensor_shape(x))) else ""
  sprintf("%s %s%s", article, name, shape)
}
