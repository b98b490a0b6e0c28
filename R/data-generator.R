# Data that come in batches: R functions that give them one by one, and data sets of Python.

# An R function as data that Keras takes batches from; all else as it is.
as_batches <- function(x, ends, y = NULL, sample_weight = NULL, class_weight = NULL,
                       trains = TRUE, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  # What predict() draws has no targets.
  needs_targets <- trains && isTRUE(ends$has_loss)
  if (is_r_dataset(x)) {
    check_batched(y, sample_weight, NULL, call)
    check_dataset_size(x, call)
    return(as_py_dataset(x, function(batch) as_batch(batch, ends, NULL, needs_targets)))
  }
  if (is_iterator(x)) check_batched(NULL, NULL, class_weight, call)
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
  is_empty <- TRUE
  number <- 0L
  has_returned <- FALSE
  describe <- function() {
    if (!has_returned) {
      return(sprintf("The R function that returns the batches of `%s` failed.", arg))
    }
    sprintf("The R function of `%s` returned a batch that cannot be used, number %d.", arg, number)
  }
  next_batch <- function() {
    number <<- number + 1L
    has_returned <<- FALSE
    batch <- x()
    has_returned <<- !is.null(batch)
    batch <- as_batch(batch, ends, NULL, needs_targets)
    if (is.null(batch)) number <<- 0L
    if (is.null(batch) && is_empty) {
      abort_lamina(
        "The first batch must be {.code list(x, y)}, not NULL, which marks their end.",
        class = "argument"
      )
    }
    is_empty <<- FALSE
    batch
  }
  from_r$generator(function() run_callback(next_batch(), describe()))
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

as_batch <- function(batch, ends, call, needs_targets = FALSE) {
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
  if (needs_targets && is.null(parts$y)) abort_no_targets(call)
  if (length(parts) == 1L) {
    # A list alone would become the tuple, and its second input the targets.
    return(reticulate::tuple(list(as_prediction_data(parts$x, ends, call = call))))
  }
  data <- as_training_data(parts$x, parts$y, parts$sample_weight, ends, call = call)
  do.call(reticulate::tuple, unname(data[seq_along(parts)]))
}

abort_no_targets <- function(call) {
  abort_lamina(
    c(
      "A batch must be {.code list(x, y)}: there are no targets {.arg y} in it.",
      i = "The model was compiled with a loss, which compares its outputs with the targets."
    ),
    class = "argument", call = call
  )
}

# Keras would go on for ever, or have nothing to return.
check_batch_count <- function(x, steps, steps_arg, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  if (!is_stream(x)) return()
  count <- with_python(
    from_r$count_of_batches(x), "{.arg {arg}} does not say how many batches it has.", call = call
  )
  if (identical(count, 0L)) {
    abort_lamina("{.arg {arg}} must have at least one batch.", class = "argument", call = call)
  }
  if (!is.null(steps) || !identical(count, -1L)) return()
  abort_lamina(
    c(
      "{.arg {steps_arg}} is missing: {.arg {arg}} is a data set without end.",
      i = "Give the number of batches to take{if (steps_arg == 'steps') '' else ' in an epoch'}:
           {.code {steps_arg} = 100}.",
      i = if (inherits(x, "lamina.bridge.r_batches.RDataset")) {
        "Or give the class a {.code length}: {.code Dataset(length = )}."
      }
    ),
    class = "argument", call = call
  )
}

is_iterator <- function(x) inherits(x, "python.builtin.iterator")

# What Python has found in the batches, for `diagnose` of with_python().
abort_unfed <- function(cnd, call) {
  if (inherits(cnd, "lamina.NoTargetsError")) abort_no_targets(call)
  if (!inherits(cnd, "lamina.NoBatchError")) return()
  abort_lamina(
    c(
      "{.arg {attr(cnd, 'py_object')$data}} must have at least one batch.",
      i = "An iterator is read once: after that it is empty."
    ),
    class = "argument", call = call
  )
}

# Of data that had fewer batches than the epochs needed.
warn_of_shortages <- function(x, validation_data, args, call) {
  for (found in from_r$shortages()) {
    data <- if (found$data == "x") x else validation_data
    message <- if (found$kind == "end") {
      describe_end(found, data, args$epochs)
    } else {
      describe_shortage(found)
    }
    cli::cli_warn(message, class = c("lamina_warning_batches", "lamina_warning"), call = call)
  }
}

describe_end <- function(found, data, epochs) {
  arg <- found$data
  after <- unlist(found$epochs)
  c(
    if (arg == "x") {
      cli::format_inline(
        "Training stopped after epoch {after} of {epochs}: {.arg x} has no more batches."
      )
    } else if (after == 0L) {
      cli::format_inline("There was no validation: {.arg {arg}} has no batches.")
    } else {
      cli::format_inline(
        "There was no validation after epoch {after}: {.arg {arg}} has no more batches."
      )
    },
    i = if (is_iterator(data)) {
      "An iterator is read once: a data set, or an R function, begins anew in each epoch."
    } else if (is.null(found$steps)) {
      "A function returns {.code NULL} after the last batch, and the first one again when it is
       called after that."
    } else {
      "There are fewer than {.code {found$argument} = {found$steps}} for each epoch."
    }
  )
}

describe_shortage <- function(found) {
  epochs <- unlist(found$epochs)
  counts <- unlist(found$counts)
  if (length(unique(counts)) == 1L) counts <- counts[[1L]]
  c(
    cli::format_inline(
      "{.arg {found$data}} had fewer batches than {.code {found$argument} = {found$steps}}."
    ),
    i = if (identical(epochs, 0L)) {
      cli::format_inline("The number of batches was {counts}.")
    } else {
      cli::format_inline(
        "In epoch{cli::qty(length(epochs))}{?/s} {epochs} the number was {counts}."
      )
    }
  )
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
