# Data that come in batches: R functions that give them one by one, and data sets of Python.

# An R function as data that Keras takes batches from; all else as it is.
as_batches <- function(x, ends, y = NULL, sample_weight = NULL, class_weight = NULL,
                       arg = caller_arg(x), call = caller_env()) {
  if (!is.function(x) || reticulate::is_py_object(x)) return(x)
  if (length(formals(args(x)))) {
    needed <- vapply(formals(args(x)), rlang::is_missing, NA)
    if (any(needed & names(needed) != "...")) {
      abort_argument(
        arg, data_expected, x, call,
        hint = "A function that returns batches has no arguments."
      )
    }
  }
  for (extra in c("y", "sample_weight", "class_weight")) {
    value <- get(extra)
    if (!is.null(value)) {
      abort_argument(
        extra, "NULL when `x` is a function", value, call,
        hint = "The function returns it with each batch: `list(x, y, sample_weight)`."
      )
    }
  }
  force(ends)
  describe <- sprintf("The R function that returns the batches of `%s` failed.", arg)
  is_empty <- TRUE
  next_batch <- function() {
    batch <- as_batch(x(), ends, NULL)
    if (is.null(batch) && is_empty) {
      abort_lamina(
        "The first batch must be {.code list(x, y)}, not NULL, which marks their end.",
        class = "argument"
      )
    }
    is_empty <<- FALSE
    batch
  }
  from_r$generator(function() run_callback(next_batch(), describe))
}

as_batch <- function(batch, ends, call) {
  if (is.null(batch)) return(NULL)
  places <- c("x", "y", "sample_weight")
  names <- if (is_tensor_list(batch) && !is.data.frame(batch)) rlang::names2(batch)
  if (length(names) && all(names %in% places) && "x" %in% names) {
    parts <- batch[intersect(places, names)]
  } else if (length(names) && length(names) <= 3L && !any(nzchar(names))) {
    parts <- stats::setNames(batch, places[seq_along(batch)])
  } else {
    parts <- list(x = batch)
  }
  # What predict() draws has no targets.
  if (length(parts) == 1L) {
    # A list alone would become the tuple, and its second input the targets.
    return(reticulate::tuple(list(as_prediction_data(parts$x, ends, call = call))))
  }
  data <- as_training_data(parts$x, parts$y, parts$sample_weight, ends, call = call)
  do.call(reticulate::tuple, unname(data[seq_along(parts)]))
}
