# Data that come in batches: R functions that give them one by one, and data sets of Python.

# An R function as data that Keras takes batches from; all else as it is.
as_batches <- function(x, ends, y = NULL, sample_weight = NULL, class_weight = NULL,
                       arg = caller_arg(x), call = caller_env()) {
  if (is_r_dataset(x)) {
    check_batched(y, sample_weight, NULL, call)
    return(as_py_dataset(x, function(batch) as_batch(batch, ends, NULL)))
  }
  if (!is.function(x) || reticulate::is_py_object(x)) return(x)
  if (is_dataset_class(x)) {
    abort_lamina(
      "{.arg {arg}} must be a data set, not its class: call the class with its settings.",
      class = "argument", call = call
    )
  }
  if (length(formals(args(x)))) {
    needed <- vapply(formals(args(x)), rlang::is_missing, NA)
    if (any(needed & names(needed) != "...")) {
      abort_argument(
        arg, data_expected, x, call,
        hint = "A function that returns batches has no arguments."
      )
    }
  }
  check_batched(y, sample_weight, class_weight, call)
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

# What is in the batches, or has no batches to go with.
check_batched <- function(y, sample_weight, class_weight, call) {
  extras <- list(y = y, sample_weight = sample_weight, class_weight = class_weight)
  for (extra in names(drop_nulls(extras))) {
    abort_argument(
      extra, "NULL when `x` returns batches", extras[[extra]], call,
      hint = "The batches contain it: `list(x, y, sample_weight)`."
    )
  }
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

# ---- Data sets written in R ----------------------------------------------------

# `convert`: what makes a batch of R data one for Keras.
as_py_dataset <- function(x, convert) {
  name <- class(x)[[1L]]
  describe <- function(what) sprintf("`%s` of the data set %s failed.", what, name)
  hook <- function(method) {
    if (is.null(x[[method]])) return(NULL)
    function() {
      run_callback({
        x[[method]]()
        NULL
      }, describe(paste0(method, "()")))
    }
  }
  get_item <- function(batch) {
    run_callback(
      check_dataset_batch(convert(x$get_item(batch))), describe(sprintf("get_item(%d)", batch))
    )
  }
  from_r$dataset(
    get_item, if (is.null(x$length)) NULL else function() {
      run_callback(none_for_na(dataset_size(x)), describe("length()"))
    },
    hook("on_epoch_begin"), hook("on_epoch_end")
  )
}

none_for_na <- function(x) if (is.na(x)) NULL else x

check_dataset_batch <- function(batch) {
  if (is.null(batch)) {
    abort_lamina(
      "A batch must be {.code list(x, y)}, not NULL: {.fn length} says how many there are.",
      class = "argument"
    )
  }
  batch
}

# Where Python's own code is given one.
#' @exportS3Method reticulate::r_to_py lamina_dataset
r_to_py.lamina_dataset <- function(x, convert = FALSE) {
  as_py_dataset(x, function(batch) as_batch(batch, NULL, NULL))
}
