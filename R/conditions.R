# All errors of lamina are raised here: class `lamina_error` and one of their
# own, in the name of the function that the user called.

abort_lamina <- function(message, class, call = NULL, parent = NULL,
                         .envir = parent.frame()) {
  cli::cli_abort(
    message,
    class = c(paste0("lamina_error_", class), "lamina_error"),
    call = call,
    parent = parent,
    .envir = .envir
  )
}

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

# What the elements of a list are called in errors.
element_args <- function(x, arg) {
  names <- rlang::names2(x)
  ifelse(nzchar(names), sprintf("%s$%s", arg, names), sprintf("%s[[%d]]", arg, seq_along(x)))
}

# Runs `expr`; a Python exception in it becomes a lamina error, whose parent is the
# error of the R function that Python called, where one failed. `message` is
# evaluated only then, in the frame of the caller. `diagnose` may raise a more
# precise error first.
with_python <- function(expr, message, call, class = "python",
                        diagnose = function(cnd) NULL, .envir = parent.frame()) {
  depth <- with_python_state$depth
  with_python_state$depth <- depth + 1L
  on.exit(leave_python(depth))
  tryCatch(
    hold_conditions(expr),
    python.builtin.Exception = function(cnd) {
      failure <- find_failure(cnd)
      if (is.null(failure)) {
        diagnose(cnd)
        failure <- tidy_python_error(cnd)
      }
      abort_lamina(message, class, call = call, parent = failure, .envir = .envir)
    },
    `Rcpp::exception` = function(cnd) {
      if (is_of_other_session(cnd)) abort_other_session(call = call)
      stop(cnd)
    }
  )
}

# The same condition with a message for people. It leaves the class through
# which reticulate would fetch message and call from Python again.
tidy_python_error <- function(cnd) {
  exception <- attr(cnd, "py_object")
  type <- sub(".*\\.", "", class(cnd)[[1L]])
  structure(
    list(message = paste0(type, ": ", exception_text(exception)), call = NULL),
    py_object = exception,
    class = setdiff(class(cnd), c("python.builtin.BaseException", "python.builtin.object"))
  )
}

# Where a message says nothing, that of the exception behind it.
exception_text <- function(exception) {
  text <- ""
  while (!nzchar(text) && !is.null(exception)) {
    text <- python_message(reticulate::py_str(exception))
    exception <- exception$`__context__`
  }
  text
}

# Without what Keras, TensorFlow and reticulate wrap around a message: colour
# codes, dumps of arguments, and the way through Python's files.
python_message <- function(message) {
  message <- gsub("\033\\[[0-9;]*m", "", message)
  message <- sub("\n?Run `reticulate::py_last_error\\(\\)` for details\\.?$", "", message)
  # Keras repeats whole configurations around the reason why one cannot be used.
  message <- sub("(?s).*Exception encountered: ", "", message, perl = TRUE)
  message <- sub("Exception encountered when calling [^\n]*\n+", "", message)
  message <- sub("(^|\n+)Arguments received by [^\n]*:.*$", "", message)
  message <- gsub("\\{\\{function_node [^}]*\\}\\} ?", "", message)
  message <- sub("\\s*\\[Op:\\w+\\]( name:)?\\s*$", "", message)
  lines <- strsplit(message, "\n", fixed = TRUE)[[1L]]
  stack <- paste(
    "^\\s*File \"", "\\(most recent call last\\)", "^\\s*\\[\\[\\{\\{node",
    "^<stack traces unavailable>",
    sep = "|"
  )
  lines <- lines[!grepl(stack, lines) & nzchar(trimws(lines))]
  paste(lines, collapse = "\n")
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

# NA stands for a dimension that is not known yet.
format_shape <- function(shape) {
  shape <- ifelse(is.na(shape), "NA", as.character(shape))
  sprintf("(%s)", paste(shape, collapse = ", "))
}

# The choice nearest to what was typed, where it is near enough to be meant.
nearest <- function(x, choices) {
  if (nchar(x) >= 3L) {
    for (found in list(startsWith(choices, x), grepl(x, choices, fixed = TRUE))) {
      if (sum(found) == 1L) return(choices[found])
    }
  }
  distance <- utils::adist(x, choices, ignore.case = TRUE)[1L, ]
  # Two letters that changed places are one slip.
  letters <- function(x) lapply(strsplit(tolower(x), ""), sort)
  distance[distance == 2 & letters(choices) %in% letters(x)] <- 0.5
  best <- which.min(distance)
  if (length(best) && distance[[best]] <= max(2, nchar(choices[[best]]) %/% 3)) choices[[best]]
}

# For the hint of an error; NULL where nothing is near.
hint_nearest <- function(x, choices) {
  meant <- if (rlang::is_string(x) && length(choices)) nearest(x, choices)
  if (!is.null(meant)) sprintf("Did you mean \"%s\"?", meant)
}
