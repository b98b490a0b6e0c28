#' Compile a model
#'
#' Sets the optimizer, the loss and the metrics.
#'
#' @param object A model.
#' @param optimizer Name such as `"adam"`, or a Keras object:
#'   `optimizer_adam(learning_rate = 1e-3)`.
#' @param loss What training minimises: a name such as
#'   `"sparse_categorical_crossentropy"`, an R function of `y_true` and
#'   `y_pred`, which come in the same shape where they have the same size, a Keras
#'   object, or a list with one for each output, by name or in the order in which
#'   they were declared; outputs that are left out are not trained.
#' @param metrics What is reported beside the loss: names such as `"accuracy"`,
#'   functions or Keras objects, in a vector or list; for several outputs a list
#'   with those of each, by name or in order. Names that are those of no output are
#'   what the metrics are reported as: `list(error = "mae", r2 = metric_r2_score(),
#'   bias = function(y_true, y_pred) ...)`. An R function without one is reported
#'   under the name of its variable.
#' @param ... Further arguments of Keras' own method.
#' @param loss_weights Weight of each output's loss: a list of numbers, by name or
#'   in order. Weights that are left out are 1. For a model with one output one number.
#' @param weighted_metrics Like `metrics`, but weighted by `sample_weight`.
#' @param run_eagerly `TRUE` runs without compilation, slowly, for debugging.
#' @param steps_per_execution Number of batches in one call of the compiled step: a whole
#'   number of at least 1.
#' @param jit_compile `TRUE`, `FALSE` or `"auto"`: whether the step is compiled
#'   by XLA (TensorFlow, JAX) or `torch.compile`.
#' @param auto_scale_loss Whether the loss is scaled against underflow in
#'   `"mixed_float16"`.
#' @returns The model, invisibly.
#' @family training
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(3, activation = "softmax")
#' model |> compile("adam", loss = "sparse_categorical_crossentropy", metrics = "accuracy")
#' @name compile
#' @export
compile.keras.src.models.model.Model <- function(object, optimizer = "rmsprop", loss = NULL,
                                                 metrics = NULL, ..., loss_weights = NULL,
                                                 weighted_metrics = NULL, run_eagerly = FALSE,
                                                 steps_per_execution = 1L, jit_compile = "auto",
                                                 auto_scale_loss = TRUE) {
  dots <- check_method_dots(..., method = object$compile)
  check_known_names(loss, "loss")
  check_known_names(metrics, "metric")
  check_known_names(weighted_metrics, "metric")
  ends <- output_ends(object, loss, loss_weights, metrics, weighted_metrics)
  losses <- as_output_losses(as_named_losses(loss), as_loss_weights(loss_weights), ends)
  args <- list(
    optimizer = check_optimizer(optimizer),
    loss = losses$loss,
    loss_weights = losses$loss_weights,
    metrics = as_output_metrics(as_metric_list(metrics, ends), ends, "metrics"),
    weighted_metrics = as_output_metrics(
      as_metric_list(weighted_metrics, ends), ends, "weighted_metrics"
    ),
    run_eagerly = check_flag(run_eagerly),
    steps_per_execution = as_whole(steps_per_execution, min = 1),
    jit_compile = check_auto_flag(jit_compile),
    auto_scale_loss = check_flag(auto_scale_loss)
  )
  # A class with its own method may know no other arguments than those that were given.
  given <- args[names(args) %in% names(match.call())]
  known <- method_formals(object$compile)
  if (length(given) && !("..." %in% known)) {
    check_dots_names(given, known, character(), "this method", rlang::current_env())
  }
  with_python(
    {
      do.call(core$compile_model, c(list(object), given, dots))
      from_r$tell_functions_apart(object)
    },
    "The model could not be compiled.",
    call = rlang::current_env()
  )
  warn_of_val_outputs(object, rlang::current_env())
  warn_of_names(object, rlang::current_env())
  invisible(object)
}

# In optimizer_multi(): of a model that has weights only once it runs, when it has run.
warn_of_names <- function(model, call) {
  names <- core$names_without_weights(model)
  if (!length(names)) return()
  names <- sub("^\\(\\?:\\.\\*/\\)\\?\\(\\?:(.*)\\)$", "\\1", names)
  layer <- Find(function(layer) any(names == layer$name), model$layers)
  cli::cli_warn(
    c(
      "The optimizer{cli::qty(names)}{?/s} for {.val {names}} {?is/are} not used: no weight has
       a path that {?this name fits/these names fit}.",
      i = if (is.null(layer)) {
        "Paths are such as {.val {model$weights[[1]]$path}}."
      } else {
        "{.val {paste0(layer$name, '/.*')}} fits all weights of that layer."
      }
    ),
    class = c("lamina_warning_unused", "lamina_warning"), call = call
  )
}

# The losses of several outputs go by the names of these, and `val_` marks validation.
warn_of_val_outputs <- function(model, call) {
  if (!reticulate::py_has_attr(model, "output_names")) return()
  names <- as.character(model$output_names)
  like_val <- names[names == "val" | startsWith(names, "val_")]
  if (length(names) < 2L || !length(like_val)) return()
  cli::cli_warn(
    c(
      "The history will treat {.val {paste0(like_val, '_loss')}} as validation results, but
       {cli::qty(like_val)}{?it is/they are} the loss{?/es} of the output{?s} {.val {like_val}}.",
      i = "Give {cli::qty(like_val)}{?this output/these outputs} another name, one that does not
           start with {.val val_}: {.code layer_dense(name = \"value\")}."
    ),
    class = c("lamina_warning_outputs", "lamina_warning"), call = call
  )
}

check_split <- function(x, arg = caller_arg(x), call = caller_env()) {
  fraction <- check_number(x, min = 0, max = 1, arg = arg, call = call)
  if (fraction == 1) {
    abort_argument(arg, "a number less than 1, so that some examples remain", x, call)
  }
  fraction
}

as_loss_weights <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  # NULL is one that is left out.
  weights <- drop_nulls(as.list(x))
  is_weight <- function(w) is.numeric(w) && length(w) == 1L && is.finite(w)
  if (!length(weights) || !all(vapply(weights, is_weight, NA))) {
    abort_argument(arg, "numbers, one for each output", x, call)
  }
  as.list(x)
}

# Losses and metrics under the names by which Keras reports and saves them.
as_named_losses <- function(x, arg = caller_arg(x), call = caller_env()) {
  came <- written_argument(arg, call)
  name_functions(x, came$expr, came$frame, "loss", arg, call)
}

# `kind`: "loss" or "metric", in whose place there may be a loss, too.
name_functions <- function(x, expr, frame, kind, arg, call) {
  if (is.null(x) || reticulate::is_py_object(x)) return(x)
  if (is_r_class(x)) return(as_object_of_class(x, unique(c(kind, "loss")), arg, call))
  if (is.function(x)) {
    ours <- stand_for(x, kind, arg, call)
    if (!is.null(ours)) return(ours)
    x <- name_by_expr(x, expr, frame)
    known <- registered_object(x)
    check_takes(x, 2L, "of the targets and the predictions", arg, call)
    if (!is.null(known)) {
      return(if (kind == "metric") as_reported(known, function_name(x)) else known)
    }
    f <- as_python_comparison(x, paste0("custom_", kind))
    # Keras reports the loss under that name.
    if (kind == "metric" && f$`__name__` == "loss") f$`__name__` <- "loss_2"
    return(f)
  }
  if (is.character(x) && length(x) == 1L && is.null(names(x))) {
    return(named_function(x, kind) %||% x)
  }
  if (!is.list(x) && !is.character(x)) {
    abort_argument(arg, "names, functions or Keras objects", x, call)
  }
  Map(function(element, expr) {
    name_functions(element, expr, frame, kind, arg, call)
  }, as.list(x), exprs_of_elements(x, expr))
}

# A metric is reported by the name it has here, and saved by the one it is registered under.
as_reported <- function(known, name) {
  if (is.null(name) || name == known$`__name__`) known else from_r$named_metric(known, name)
}

as_metric_list <- function(x, ends, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  if (is.null(x)) return(NULL)
  came <- written_argument(arg, call)
  if (reticulate::is_py_object(x) || is.function(x)) {
    x <- list(x)
    came$expr <- call("list", came$expr)
  }
  if (is.character(x)) x <- as.list(x)
  if (is.list(x)) x <- drop_metric_names(x, ends$outputs, arg, call)
  name_functions(x, came$expr, came$frame, "metric", arg, call)
}

# Names in a list of metrics are those of outputs, or of the metrics themselves. Only the
# former may reach Python, where they make a dictionary of the list.
drop_metric_names <- function(metrics, outputs, arg, call) {
  inner <- vapply(metrics, is_several, NA)
  if (!names_outputs(metrics, inner, outputs, arg, call)) {
    metrics <- named_by_list(metrics, arg, call)
  }
  metrics[inner] <- lapply(metrics[inner], function(of_one) {
    named_by_list(as.list(of_one), arg, call)
  })
  metrics
}

is_several <- function(x) {
  if (is.character(x)) return(length(x) != 1L || !is.null(names(x)))
  is_tensor_list(x)
}

names_outputs <- function(metrics, inner, outputs, arg, call) {
  names <- rlang::names2(metrics)
  named <- nzchar(names)
  if (!any(named) || length(outputs$slots) > 1L) return(TRUE)
  # What the outputs are called is not known.
  if (is.null(outputs)) {
    return(all(named) && !all(vapply(metrics, is_r_function, NA)))
  }
  if (all(names %in% outputs$names) || all(names %in% outputs$layers)) return(TRUE)
  # The list under it is that of an output.
  if (any(named & inner)) {
    check_side_names(names, known_names(names, outputs), outputs, arg, call)
  }
  FALSE
}

# In `metrics = list(bias = f)` the name is that under which the metric is reported.
named_by_list <- function(metrics, arg, call) {
  names <- rlang::names2(metrics)
  named <- nzchar(names)
  twice <- c("loss", names[named])
  if (anyDuplicated(twice)) {
    abort_lamina(
      c(
        "{.arg {arg}} must have a different name for each metric: there is another
         {.val {twice[[anyDuplicated(twice)]]}}.",
        i = if ("loss" %in% names) "{.val loss} is the loss itself."
      ),
      class = "argument", call = call
    )
  }
  metrics[named] <- Map(as_named_metric, metrics[named], names[named], list(arg), list(call))
  unname(metrics)
}

as_named_metric <- function(metric, name, arg, call) {
  if (is_r_class(metric)) {
    metric <- as_object_of_class(metric, c("metric", "loss"), arg, call)
  } else if (is_r_function(metric)) {
    ours <- stand_for(metric, "metric", arg, call)
    if (is.null(ours)) return(set_function_name(metric, name))
    metric <- ours
  }
  accuracies <- c("acc", "accuracy")
  if (is.character(metric) && tolower(metric) %in% accuracies) {
    if (tolower(name) %in% accuracies) return(name)
    abort_lamina(
      c(
        "{.arg {arg}} must not have the name {.val {name}} for {.val {metric}}, of which Keras
         chooses by the targets what it is.",
        i = "Say which it is: {.code metric_sparse_categorical_accuracy(name = \"{name}\")},
             {.code metric_categorical_accuracy()} or {.code metric_binary_accuracy()}."
      ),
      class = "argument", call = call
    )
  }
  from_r$named_metric(metric, name)
}

#' Train a model
#'
#' Trains a compiled model for a number of epochs, and returns the history of its loss and metrics.
#'
#' Ctrl-C (or the stop button) ends training after the current step; the
#' model stays as it is after that step, and `model$history` has the finished epochs, see
#' [training_history]. If a step takes longer than two seconds, a second Ctrl-C stops
#' it at once. [evaluate()] and [predict()] leave the model as it was.
#'
#' @param object A compiled model, see [compile()]. If layers are frozen
#'   or unfrozen after it has been trained, compile it again.
#' @param x Input data: an array with the examples along its first axis, a data
#'   frame, a matrix of the package Matrix, a tensor, or a Python data set that
#'   yields batches. For several inputs a list of them, by name or in the order in
#'   which the inputs were declared, or a data frame that has a column for each
#'   input; other columns are ignored. A vector is one number for each
#'   example. See *Data*, and *Batches* for data that come in batches.
#' @param y Targets, in the same forms: one array, or for several outputs a list by name or in the
#'   order in which they were declared. Class labels for `"sparse_categorical_crossentropy"` are
#'   whole numbers from 0; labels that the model has no class for are an error, except those that
#'   the loss ignores and those of examples without weight. Targets of a binary cross-entropy that
#'   are all whole numbers are class labels too: 0 and 1. For a Keras loss that compares number by
#'   number, such as `"mse"`, targets must be as wide as the output: Keras would broadcast others.
#'   Targets that do not fit one of Keras' metrics are an error too, such as class labels for
#'   [metric_categorical_accuracy()]; `"accuracy"` takes both. Data that come in batches are checked
#'   batch by batch, except where TensorFlow shares them among several devices or a model has a
#'   `fit()` of its own.
#' @param ... Further arguments of Keras' own method.
#' @param batch_size Number of examples in a batch: a whole number of at least 1. `NULL` uses 32, or
#'   the fixed batch size of the model; the number of examples must then be a multiple of it.
#' @param epochs Number of the last epoch: a whole number; 0 trains nothing. An `initial_epoch`
#'   that comes after it trains nothing either, with a warning.
#' @param callbacks What is done during training: a callback such as
#'   `callback_early_stopping(patience = 3)`, or a list of callbacks. A callback with default
#'   settings may be given as the function without parentheses, as a class, or by its name,
#'   `"terminate_on_nan"`. Epochs and batches are counted from 1 in what is printed, in the history,
#'   in names of files and in R functions that are hooks, such as those of [callback_lambda()]. From
#'   0 count, as in keras3, the function of [callback_learning_rate_scheduler()] and the files that
#'   Keras' own callbacks write, such as the column `epoch` of [callback_csv_logger()].
#' @param validation_split Fraction of the examples, taken from the end, that is
#'   kept for validation: a number from 0 to less than 1.
#' @param validation_data Data for validation: `list(x, y)` or
#'   `list(x, y, sample_weight)`, in this order or by these names; several inputs
#'   or outputs are lists in it. Or a data set, or a function that returns batches.
#' @param shuffle Whether the examples are shuffled before each epoch.
#' @param class_weight Weight of each class in the loss: a list or vector named by
#'   class, counted from 0. For models with one output.
#' @param sample_weight Weight of each example in the loss: a vector; for several
#'   outputs also a list of them, by name or in order, where outputs that are left out have
#'   weight 1.
#' @param initial_epoch Number of the first epoch, counted from 1: for continuing earlier training.
#' @param steps_per_epoch,validation_steps Number of batches in an epoch, if the data do not
#'   determine it.
#' @param validation_batch_size Number of examples in a validation batch; `NULL` uses
#'   `batch_size`.
#' @param validation_freq Number of epochs from one validation to the next.
#' @param verbose `0` prints nothing, `1` shows a progress bar, `2` prints a line for each
#'   epoch; `"auto"` is 1 in the console and 2 in a document. The option `keras.verbose` sets
#'   the default.
#' @param view_metrics Whether the history is plotted while the model trains, after each epoch, or
#'   more rarely if epochs are short: `"auto"` does so in an interactive session with a graphics
#'   device on screen, if there are several epochs and `verbose` is not 0; `TRUE` does so for one
#'   epoch and without `verbose`, too, and gives a warning where there is no such device; `FALSE`
#'   and `NULL` do not. The option `keras.view_metrics` sets the default.
#'
#' @section Batches:
#' Data that come in batches include their targets and weights, and determine the batch size:
#'
#' * An R function without arguments that returns one batch per call, `list(x, y)` or
#'   `list(x, y, sample_weight)`, and `NULL` at the end of an epoch; a function that never returns
#'   `NULL` needs `steps_per_epoch`.
#' * A data set written in R with [Dataset()], which returns each batch by its number.
#' * Python's data sets: `tf.data`, PyTorch's `DataLoader`, Keras' `PyDataset`, or an iterator,
#'   which is read once.
#'
#' If there are no more batches for the next epoch, training stops with a warning; a function is
#' called for the first batch of an epoch at the end of the one before. If validation data have no
#' more, their results are `NaN`, with a warning. Fewer batches than `steps_per_epoch`,
#' `validation_steps` or `steps` give a warning, too.
#'
#' R functions run only on R's thread, so they make one batch after the other, even if a `PyDataset`
#' with methods in R asks for workers. In a `tf.data` data set, which would call them from other
#' threads, they are an error; they are also an error in a `DataLoader` with `num_workers`, which
#' would call them in other processes.
#'
#' @section Data:
#' Numbers and logical values are used as they are, `integer64` and raw bytes as numbers. Dates,
#' times, time differences, complex numbers, factors and strings are not numbers: the error names
#' the column, and says what to convert it to. Strings, and factors as strings, are accepted by
#' inputs of strings, which work with TensorFlow only;
#' [layer_feature_space()] turns a whole table into numbers. Missing values are an error, `NaN`
#' is not. For an input of whole numbers, fractions are an error too. Matrices of the package
#' Matrix are made dense, unless the input is sparse.
#'
#' Codes outside the range of [layer_embedding()] or [layer_category_encoding()] are an error
#' if the codes are inputs, or are computed from inputs by layers and operations without
#' weights. They are not checked after other layers, inside a layer with a `call()` of its own,
#' or, with TensorFlow, if data that come in batches are changed on their way. Labels are
#' not checked if the loss is a function of your own, which may leave some of them out, such as -1
#' for pixels without a class, also where it calls a loss of Keras. On JAX they give wrong numbers
#' there without an error; metrics such as [metric_sparse_categorical_accuracy()] count them as
#' wrong.
#'
#' @returns The history of the training, invisibly: an object with `print()`,
#'   `plot()` and `as.data.frame()` methods, see [training_history].
#' @family training
#' @examplesIf is_keras_available()
#' set_random_seed(1)
#' x <- matrix(rnorm(400), ncol = 4)
#' y <- as.integer(x[, 1] > 0)
#' model <- keras_model_sequential(input_shape = 4) |> layer_dense(2, activation = "softmax")
#' model |> compile("adam", loss = "sparse_categorical_crossentropy", metrics = "accuracy")
#' history <- model |> fit(x, y, epochs = 3, validation_split = 0.2, verbose = 0)
#' history
#' model |> evaluate(x, y, verbose = 0)
#' model |> predict(x[1:2, ], verbose = 0)
#' @name fit
#' @export
fit.keras.src.models.model.Model <- function(object, x = NULL, y = NULL, ..., batch_size = NULL,
                                             epochs = 1L, callbacks = NULL, validation_split = 0,
                                             validation_data = NULL, shuffle = TRUE,
                                             class_weight = NULL, sample_weight = NULL,
                                             initial_epoch = 1L, steps_per_epoch = NULL,
                                             validation_steps = NULL,
                                             validation_batch_size = NULL, validation_freq = 1L,
                                             verbose = getOption("keras.verbose", "auto"),
                                             view_metrics = getOption(
                                               "keras.view_metrics", "auto"
                                             )) {
  hold_interrupts()
  ends <- model_ends(object)
  x <- as_batches(x, ends, y, sample_weight, class_weight)
  validation_data <- as_batches(validation_data, ends)
  data <- as_training_data(x, y, sample_weight, ends)
  check_batch_count(data$x, steps_per_epoch, "steps_per_epoch", "x")
  check_batch_count(validation_data, validation_steps, "validation_steps")
  dots <- check_method_dots(..., method = object$fit)
  call <- rlang::current_env()
  args <- list(
    x = data$x,
    y = data$y,
    batch_size = as_batch_size(batch_size, ends, x),
    epochs = as_whole(epochs, min = 0),
    callbacks = as_callbacks(callbacks, object),
    validation_split = check_data_split(check_split(validation_split), x, ends),
    validation_data = as_validation_data(validation_data, ends),
    shuffle = if (missing(shuffle) && has_own_order(x)) FALSE else check_flag(shuffle),
    class_weight = as_class_weight(class_weight, ends),
    sample_weight = data$sample_weight,
    initial_epoch = as_whole(initial_epoch, min = 1) - 1L,
    steps_per_epoch = as_whole(steps_per_epoch, min = 1, null = TRUE),
    validation_steps = as_whole(validation_steps, min = 1, null = TRUE),
    validation_batch_size = as_batch_size(validation_batch_size, ends, validation_data),
    validation_freq = as_whole(validation_freq, min = 1),
    verbose = as_verbose(verbose)
  )
  args$callbacks <- c(args$callbacks, metrics_view(view_metrics, object, args))
  check_orbax_folders(args$callbacks, args$initial_epoch)
  warn_of_no_epoch(args$initial_epoch, args$epochs, call)
  warn_of_no_distribution(call)
  history <- with_python(
    run_method(object, "fit", c(args, dots)), "The training failed.",
    call = call,
    diagnose = function(cnd) {
      abort_codes(cnd, call)
      abort_uncompiled(cnd, call)
      abort_trainable(cnd, call)
      abort_monitor(cnd, call)
      abort_backup(cnd, call)
      abort_unfed(cnd, call)
      abort_unrated(cnd, call)
      abort_no_rate(cnd, call)
    }
  )
  warn_of_shortages(x, validation_data, args, call)
  warn_of_names(object, call)
  check_orbax_written(args$callbacks)
  # A class of the user's may return something else.
  if (!is_keras_history(history)) return(invisible(history))
  warn_unmonitored(history, call)
  invisible(new_training_history(history, args$validation_freq))
}

#' Evaluate a model and predict with it
#'
#' `evaluate()` returns the loss and the metrics on data, `predict()` the outputs.
#' Both run layers such as dropout in inference mode.
#'
#' Each call of `predict()` sets up a loop made for large data. For one example this takes many
#' times as long as the model itself, especially on TensorFlow. For a few examples at a time,
#' call the model: `as.array(model(x))` returns the same numbers.
#'
#' @inheritParams fit
#' @param steps Number of batches to use, if the data do not determine it.
#' @returns `evaluate()`: a named list of numbers, the loss first; for a metric with several
#'   values a vector named by class (from 0) or threshold. `predict()`: an array with
#'   the examples along its first axis, or a list of arrays for several outputs.
#' @family training
#' @inherit fit examples
#' @export
evaluate <- function(object, ...) UseMethod("evaluate")

#' @rdname evaluate
#' @export
evaluate.keras.src.models.model.Model <- function(object, x = NULL, y = NULL, ...,
                                                  batch_size = NULL,
                                                  verbose = getOption("keras.verbose", "auto"),
                                                  sample_weight = NULL, steps = NULL,
                                                  callbacks = NULL) {
  hold_interrupts()
  ends <- model_ends(object)
  x <- as_batches(x, ends, y, sample_weight)
  data <- as_training_data(x, y, sample_weight, ends)
  check_batch_count(data$x, steps, "steps", "x")
  dots <- check_method_dots(..., method = object$evaluate)
  call <- rlang::current_env()
  args <- list(
    x = data$x,
    y = data$y,
    batch_size = as_batch_size(batch_size, ends, x),
    verbose = as_verbose(verbose),
    sample_weight = data$sample_weight,
    steps = as_whole(steps, min = 1, null = TRUE),
    callbacks = as_callbacks(callbacks, object),
    return_dict = TRUE
  )
  result <- with_python(
    run_method(object, "evaluate", c(args, dots)), "The evaluation failed.",
    call = call,
    diagnose = function(cnd) {
      abort_codes(cnd, call)
      abort_uncompiled(cnd, call)
      abort_unfed(cnd, call)
    }
  )
  warn_of_shortages(x, NULL, args, call)
  if (!("loss" %in% names(result))) return(result)
  name_values(result[c("loss", setdiff(names(result), "loss"))], object)
}

#' @rdname evaluate
#' @export
predict.keras.src.models.model.Model <- function(object, x, ..., batch_size = NULL,
                                                 verbose = getOption("keras.verbose", "auto"),
                                                 steps = NULL, callbacks = NULL) {
  hold_interrupts()
  ends <- model_ends(object)
  if (!missing(x)) x <- as_batches(x, ends, trains = FALSE)
  data <- as_prediction_data(x, ends)
  check_batch_count(data, steps, "steps", "x")
  dots <- check_method_dots(..., method = object$predict)
  call <- rlang::current_env()
  args <- list(
    x = data,
    batch_size = as_batch_size(batch_size, ends, x),
    verbose = as_verbose(verbose),
    steps = as_whole(steps, min = 1, null = TRUE),
    callbacks = as_callbacks(callbacks, object)
  )
  result <- with_python(
    run_method(object, "predict", c(args, dots)), "The prediction failed.",
    call = call,
    diagnose = function(cnd) {
      abort_codes(cnd, call)
      abort_unfed(cnd, call)
    }
  )
  warn_of_shortages(x, NULL, args, call)
  result
}

# `first`: counted from 0, as Keras does.
warn_of_no_epoch <- function(first, epochs, call) {
  if (!epochs || first < epochs) return()
  cli::cli_warn(
    c(
      "Nothing is trained: {.arg initial_epoch}, {first + 1}, comes after the last epoch,
       {.code epochs = {epochs}}.",
      i = "{.arg epochs} is the number of the last epoch: for one more set
           {.code epochs = {first + 1}}."
    ),
    class = c("lamina_warning_epochs", "lamina_warning"), call = call
  )
}

warn_of_no_distribution <- function(call, alone = core$is_each_alone()) {
  if (!alone) return()
  cli::cli_warn(
    c(
      "Each process of the cluster trains a model by itself: no distribution is set.",
      i = "Call {.code set_distribution(data_parallel())} before, and they train one."
    ),
    class = c("lamina_warning_cluster", "lamina_warning"), call = call
  )
}

# A document shows a progress bar as a thousand lines.
as_verbose <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (identical(x, "auto")) {
    return(if (isTRUE(getOption("knitr.in.progress"))) 2L else 1L)
  }
  if (isTRUE(x) || isFALSE(x)) return(as.integer(x))
  if (!(length(x) == 1L && is_whole(x, min = 0, max = 2))) {
    abort_argument(
      arg, "\"auto\", TRUE, FALSE, 0, 1 or 2", x, call,
      hint = "0 prints nothing, 1 shows a progress bar, 2 prints a line for each epoch."
    )
  }
  as.integer(x)
}
