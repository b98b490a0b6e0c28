# R data on their way to a model: what may come, whether it fits what the model was declared
# with, and what is handed over. All that give a model data come here.

# ---- Inputs, targets, weights --------------------------------------------------

# Data by the inputs of the model, as it takes them.
as_inputs <- function(x, ends, arg = "x", call = caller_env()) {
  if (reticulate::is_py_object(x)) return(x)
  hand_over(x, ends$inputs, ends, arg, call)
}

as_targets <- function(y, ends, arg = "y", call = caller_env()) {
  if (is.null(y) || reticulate::is_py_object(y)) return(y)
  hand_over(y, ends$outputs, ends, arg, call, targets = TRUE)
}

# Weights of the examples: for all outputs, or for each.
as_sample_weight <- function(x, ends, y, arg = "sample_weight", call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  side <- ends$outputs
  several <- length(side$slots) > 1L
  if (several && (is.data.frame(x) || is_tensor_list(x))) {
    values <- spread(x, side, arg, call, all = FALSE)
    n <- unique(example_counts(y, side))
    # Where one output has weights, those of the others count 1.
    if (length(n)) values[vapply(values, is.null, NA)] <- list(rep(1, n))
    return(pack(lapply_with_args(values, as_weight_array, call), side))
  }
  if (is_tensor_list(x) && !is.data.frame(x) && length(x) == 1L) x <- x[[1L]]
  as_weight_array(x, arg, call)
}

as_weight_array <- function(x, arg, call) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  as_numpy(plain_array(x, "float32", arg, call))
}

hand_over <- function(x, side, ends, arg, call, targets = FALSE) {
  if (is.null(side)) return(as_unknown(x, ends, arg, call, targets))
  values <- spread(x, side, arg, call)
  args <- attr(values, "args")
  parts <- lapply(seq_along(values), function(i) {
    as_slot_data(values[[i]], side$slots[[i]], ends, args[[i]], call, targets)
  })
  pack(parts, side)
}

# Of a model that does not say what it takes.
as_unknown <- function(x, ends, arg, call, targets = FALSE) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  check_numbers_class(x, arg, call)
  if (is_tensor_list(x) && !is.data.frame(x)) {
    if (!length(x)) abort_argument(arg, data_expected, x, call)
    args <- element_args(x, arg)
    return(Map(as_unknown, unclass(x), list(ends), args, list(call), targets))
  }
  x <- plain_array(x, NULL, arg, call, targets)
  check_some(x, arg, call)
  if (is.character(x)) check_strings_compute(ends$model, arg, call)
  if (!targets && is.null(dim(x)) && starts_with_rows(ends$model)) dim(x) <- c(length(x), 1L)
  as_numpy(x)
}

# Whether the first layer that says what it takes wants a row for each example: a vector is
# then one number for each. An embedding takes it as it is.
starts_with_rows <- function(model) {
  if (!is_sequential(model)) return(FALSE)
  for (layer in model$layers) {
    if (is_sequential(layer)) return(starts_with_rows(layer))
    if (is_embedding(layer)) return(FALSE)
    spec <- layer$input_spec
    if (!is.null(spec)) return(!is.list(spec) && 2L %in% c(spec$ndim, spec$min_ndim))
  }
  FALSE
}

lapply_with_args <- function(values, f, call) {
  args <- attr(values, "args")
  lapply(seq_along(values), function(i) f(values[[i]], args[[i]], call))
}

# ---- How many ------------------------------------------------------------------

# Of R data, each of its arrays; nothing where Python would have to be asked.
example_counts <- function(x, side = NULL) {
  if (is.null(x) || reticulate::is_py_object(x)) return(integer())
  if (is_tensor_list(x) && !is.data.frame(x)) {
    if (is.null(side)) return(integer())
    return(unlist(lapply(unclass(x), example_counts, side)))
  }
  example_count(x)
}

# Of data and targets, and of the arrays in them.
check_counts <- function(data, ends, call = caller_env()) {
  sides <- list(ends$inputs, ends$outputs, ends$outputs)
  counts <- Map(example_counts, data, sides[seq_along(data)])
  for (arg in names(counts)) {
    n <- unique(counts[[arg]])
    if (length(n) > 1L) {
      abort_lamina(
        "The arrays in {.arg {arg}} must have the same number of examples, not {n}.",
        class = "shape", call = call
      )
    }
  }
  first <- Filter(length, lapply(counts, utils::head, 1L))
  for (arg in names(first)[-1L]) check_same_count(first[c(names(first)[[1L]], arg)], call)
}

check_same_count <- function(n, call) {
  if (n[[1L]] == n[[2L]]) return()
  args <- names(n)
  abort_lamina(
    "{.arg {args}} must have the same number of examples, not {n[[1L]]} and {n[[2L]]}.",
    class = "shape", call = call
  )
}

# A model whose batch axis is fixed takes that many examples at a time. Data sets have their
# own batches.
as_batch_size <- function(x, ends, data, arg = caller_arg(x), call = caller_env()) {
  size <- as_whole(x, min = 1, null = TRUE, arg = arg, call = call)
  if (!is.null(size) && is_stream(data)) abort_batched(x, arg, call)
  fixed <- ends$batch
  if (is.null(fixed)) return(size)
  if (!is.null(size) && size != fixed) {
    abort_lamina(
      "{.arg {arg}} must be {fixed}, the fixed batch size of the model, not {size}.",
      class = "argument", call = call
    )
  }
  if (is_batched(data)) size else fixed
}

is_batched <- function(x) is.null(x) || (reticulate::is_py_object(x) && !is_tensor(x))

check_whole_batches <- function(n, ends, arg, call, what = "{.arg {arg}} has {n}") {
  if (is.null(ends$batch) || !length(n) || n[[1L]] %% ends$batch == 0) return()
  n <- n[[1L]]
  abort_lamina(
    c(
      "The number of examples must be a multiple of {ends$batch}, the fixed batch size of the
       model.",
      x = paste0(what, ".")
    ),
    class = "shape", call = call
  )
}

# ---- All together --------------------------------------------------------------

# What fit() and evaluate() hand over. `args`: how they are called in an error.
as_training_data <- function(x, y, sample_weight, ends, call = caller_env(),
                             args = c("x", "y", "sample_weight")) {
  if (missing(x) || is.null(x)) abort_no_data(x, args[[1L]], call)
  data <- list(
    x = as_inputs(x, ends, args[[1L]], call),
    y = as_targets(y, ends, args[[2L]], call),
    sample_weight = as_sample_weight(sample_weight, ends, y, args[[3L]], call)
  )
  check_targets_given(x, y, ends, args[[2L]], call)
  check_counts(stats::setNames(list(x, y, sample_weight), args), ends, call)
  check_whole_batches(example_counts(x, ends$inputs), ends, args[[1L]], call)
  data
}

abort_no_data <- function(x, arg, call) {
  if (missing(x)) abort_missing(arg, data_expected, call)
  abort_argument(arg, data_expected, x, call)
}

as_prediction_data <- function(x, ends, arg = "x", call = caller_env()) {
  if (missing(x) || is.null(x)) abort_no_data(x, arg, call)
  data <- as_inputs(x, ends, arg, call)
  check_counts(stats::setNames(list(x), arg), ends, call)
  check_whole_batches(example_counts(x, ends$inputs), ends, arg, call)
  data
}

# Data sets bring their targets.
check_targets_given <- function(x, y, ends, arg, call) {
  if (!is.null(y) || !isTRUE(ends$has_loss)) return()
  if (reticulate::is_py_object(x) && !is_tensor(x)) return()
  abort_missing(
    arg, "the targets, an array with one for each example", call,
    hint = "The model was compiled with a loss, which compares its outputs with the targets."
  )
}

as_validation_data <- function(x, ends, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  expected <- "list(x, y) or list(x, y, sample_weight)"
  if (!is.list(x) || is.data.frame(x) || !(length(x) %in% 2:3)) {
    several <- length(ends$inputs$slots) > 1L || length(ends$outputs$slots) > 1L
    abort_argument(
      arg, expected, x, call, hint = if (several) "Several inputs or outputs go into a list in it."
    )
  }
  places <- c("x", "y", "sample_weight")
  names <- rlang::names2(x)
  args <- if (all(names %in% places) && !anyDuplicated(names) && all(c("x", "y") %in% names)) {
    x <- x[intersect(places, names)]
    sprintf("%s$%s", arg, places)
  } else {
    sprintf("%s[[%d]]", arg, seq_along(places))
  }
  data <- as_training_data(
    x[[1L]], x[[2L]], if (length(x) == 3L) x[[3L]], ends, call, args
  )
  do.call(reticulate::tuple, unname(data[seq_along(x)]))
}

# What comes in batches has no last part that could be left out.
check_data_split <- function(split, x, ends, call = caller_env()) {
  if (split > 0 && is_stream(x)) {
    abort_argument(
      "validation_split", "0 when the data come in batches", split, call,
      hint = "Give other batches as {.arg validation_data}."
    )
  }
  n <- example_counts(x, ends$inputs)
  if (split > 0 && length(n)) {
    n <- as.integer(floor(n[[1L]] * (1 - split)))
    check_whole_batches(
      n, ends, "validation_split", call, "{.arg {arg}} leaves {n} for training"
    )
  }
  split
}

as_class_weight <- function(x, ends = NULL, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  classes <- suppressWarnings(as.numeric(names(x)))
  weights <- suppressWarnings(as.numeric(unlist(x)))
  valid <- length(x) && length(classes) == length(weights) && !anyNA(weights) &&
    is_whole(classes, min = 0) && !anyDuplicated(classes)
  if (!valid) {
    abort_argument(
      arg, "numbers named by their class", x, call,
      hint = "Classes count from 0: `c(\"0\" = 1, \"1\" = 5)`."
    )
  }
  if (length(ends$outputs$slots) > 1L) {
    abort_argument(
      arg, "NULL when a model has several outputs", x, call,
      hint = "Weight the examples of each output instead: `sample_weight`."
    )
  }
  check_known_classes(classes, ends, arg, call)
  reticulate::py_dict(as.integer(classes), as.list(weights))
}

# A column is one of two classes where the loss says so, and may be a number that takes any
# value; more columns are one class each.
check_known_classes <- function(classes, ends, arg, call) {
  side <- ends$outputs
  if (length(side$slots) != 1L) return()
  shape <- side$slots[[1L]]$shape
  columns <- shape[length(shape)]
  if (length(shape) != 2L || is.na(columns)) return()
  count <- max(columns, 2L)
  unknown <- classes[classes >= count]
  if (!length(unknown) || (columns < 2L && !core$has_binary_loss(ends$model))) return()
  abort_lamina(
    c(
      "{.arg {arg}} must be for classes that the model has, from 0 to {count - 1}: there is no
       class {unknown[[1L]]}.",
      i = "Classes count from 0."
    ),
    class = "argument", call = call
  )
}

# ---- For those who look at data of their own -----------------------------------

check_model_data <- function(x, targets = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (reticulate::is_py_object(x)) return(invisible())
  check_numbers_class(x, arg, call)
  if (is_tensor_list(x) && !is.data.frame(x) && length(x)) {
    args <- element_args(x, arg)
    x <- unclass(x)
    for (i in seq_along(x)) check_model_data(x[[i]], targets, args[[i]], call)
  } else {
    plain_array(x, NULL, arg, call, targets)
  }
  invisible()
}

abort_batched <- function(x, arg, call) {
  abort_argument(
    arg, "NULL when the data come in batches", x, call,
    hint = "A data set sets its own batch size: `dataset$batch(5L)`."
  )
}
