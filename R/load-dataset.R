# The data sets that Keras downloads and keeps, as R has them.

# `texts`: the examples are sequences of different lengths.
load_dataset <- function(module, args, convert, texts = FALSE, call = caller_env()) {
  # Without conversion, which R's arrays take several times the memory for.
  data <- with_python(
    call_fetching(module, "load_data", args, convert = FALSE), "The data could not be loaded.",
    call = call, diagnose = function(cnd) abort_not_loaded(args, cnd, call)
  )
  part <- function(i, j) {
    values <- reticulate::py_get_item(reticulate::py_get_item(data, i), j)
    if (!convert) return(values)
    if (!texts) return(reticulate::py_to_r(values))
    if (j == 0L) texts_in_r(values) else as.integer(reticulate::py_to_r(values))
  }
  parts <- list(
    train = list(x = part(0L, 0L), y = part(0L, 1L)),
    test = list(x = part(1L, 0L), y = part(1L, 1L))
  )
  # Keras has an error for it in one data set alone.
  has_none <- length(parts$train$x) == 0L && length(parts$test$x) == 0L
  if (!is.null(args$maxlen) && has_none) abort_no_texts(args, call)
  parts
}

# All numbers in one go: a list of Python's is slow to convert.
texts_in_r <- function(texts) {
  flat <- from_r$texts_for_r(texts)
  numbers <- as.integer(flat[[1L]])
  lengths <- as.integer(flat[[2L]])
  text <- factor(rep.int(seq_along(lengths), lengths), levels = seq_along(lengths))
  unname(split(numbers, text))
}

abort_not_loaded <- function(args, cnd, call) {
  is_it <- !is.null(args$maxlen) && grepl(python_texts[["no_texts"]], conditionMessage(cnd))
  if (is_it) abort_no_texts(args, call, tidy_python_error(cnd))
}

abort_no_texts <- function(args, call, parent = NULL) {
  abort_lamina(
    c(
      "{.arg maxlen} must leave some texts; all have {args$maxlen} numbers or more.",
      i = "Texts are left out as wholes. {.fn pad_sequences} shortens them."
    ),
    class = "argument", call = call, parent = parent
  )
}

# Keras takes no path.
check_file_name <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- check_string(x, null = null, arg = arg, call = call)
  if (!is.null(x) && grepl("[/\\\\]", x)) {
    abort_argument(
      arg, "the name of a file, without its folder", x, call,
      hint = "Its folder is in the cache of Keras; get_file() takes another as `cache_dir`."
    )
  }
  x
}

# One of a few strings; all of them, as a default has it, stand for the first.
as_first_choice <- function(x, choices, arg = caller_arg(x), call = caller_env()) {
  if (identical(x, choices)) choices[[1L]] else check_choice(x, choices, arg = arg, call = call)
}

#' @rdname dataset_reuters
#' @export
dataset_reuters_label_names <- function(...) {
  check_no_dots(..., what = "this function")
  unlist(call_keras("datasets.reuters", "get_label_names", list()))
}
