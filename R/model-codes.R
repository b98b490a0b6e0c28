# Numbers that stand for classes, words or categories, and targets of another shape than what the
# model gives or a metric takes: what Python has found among the data, in terms of R.

# For `diagnose` of with_python(). `arg`: what the user has called the data.
abort_codes <- function(cnd, call, arg = NULL) {
  abort_target_shape(cnd, call)
  abort_metric_shape(cnd, call)
  if (!inherits(cnd, "lamina.CodesError")) return()
  error <- attr(cnd, "py_object")
  name <- error$name
  found <- unlist(error$found)
  if (is.null(arg)) arg <- error$argument
  came <- paste(format(found, digits = 7, trim = TRUE, drop0trailing = TRUE), collapse = " to ")
  limits <- if (is.null(error$highest)) "0 up" else paste("0 to", error$highest)
  expected <- switch(error$kind,
    class = "class labels, whole numbers from {limits}",
    probability = "numbers from {limits}, the classes of a binary cross-entropy",
    prediction = "probabilities, numbers from {limits}",
    "whole numbers from {limits}, which is what {.val {name}} accepts"
  )
  of_output <- error$kind %in% c("class", "probability") && !is.null(name)
  abort_lamina(
    c(
      paste0(
        if (isTRUE(error$in_batches)) "The batches of ", "{.arg {arg}} must contain ", expected,
        if (of_output) " for the output {.val {name}}",
        ", not {came}."
      ),
      i = hint_codes(error$kind, error$highest, found)
    ),
    class = "argument", call = call
  )
}

abort_target_shape <- function(cnd, call) {
  if (!inherits(cnd, "lamina.TargetShapeError")) return()
  error <- attr(cnd, "py_object")
  arg <- error$argument
  name <- error$name
  shape <- shape_integers(error$shape)
  found <- shape_integers(error$found)
  abort_lamina(
    c(
      paste0(
        if (isTRUE(error$in_batches)) "The batches of ",
        "{.arg {arg}} must contain ", targets_for(error$loss),
        " of the shape {format_shape(shape)}",
        if (!identical(error$loss, sparse_loss)) " of the output",
        if (identical(error$loss, sparse_loss) && !is.null(name)) " for the output",
        if (!is.null(name)) " {.val {name}}", ", not {format_shape(found)}."
      ),
      i = hint_target_shape(error$loss, shape, found)
    ),
    class = "shape", call = call
  )
}

sparse_loss <- "sparsecategoricalcrossentropy"

targets_for <- function(loss) {
  switch(loss %||% "",
    sparsecategoricalcrossentropy = "class labels",
    categoricalcrossentropy = "one-hot targets",
    "targets"
  )
}

# `loss`: that refuses the targets, NULL for one that would repeat them.
hint_target_shape <- function(loss, shape, found) {
  if (is.null(loss)) {
    return("The loss would broadcast the shapes, and compare numbers that do not belong together.")
  }
  if (loss == sparse_loss) {
    if (length(found) != length(shape) + 1L) return(NULL)
    return("For one-hot targets use the loss {.val categorical_crossentropy}.")
  }
  classes <- shape[length(shape)]
  are_labels <- length(found) < length(shape) || found[length(found)] %in% 1L
  if (loss == "categoricalcrossentropy" && are_labels && !is.na(classes)) {
    return(sprintf(
      paste(
        "For class labels use the loss {.val sparse_categorical_crossentropy}, or give",
        "{.code to_categorical(y, %d)}."
      ),
      classes
    ))
  }
  if (!(classes %in% 1L) || length(found) != length(shape)) return(NULL)
  sprintf(
    "For one-hot targets use {.val categorical_crossentropy}, and {.code layer_dense(units = %d)}.",
    found[length(found)]
  )
}

abort_metric_shape <- function(cnd, call) {
  if (!inherits(cnd, "lamina.MetricShapeError")) return()
  error <- attr(cnd, "py_object")
  arg <- error$argument
  metric <- error$metric
  output <- metric$output$name
  expected <- shape_integers(metric$expected)
  found <- shape_integers(metric$found)
  abort_lamina(
    c(
      paste0(
        if (isTRUE(error$in_batches)) "The batches of ",
        "{.arg {arg}} must contain targets of the shape {format_shape(expected)} for the metric ",
        "{.val {metric$name}}", if (!is.null(output)) " of the output {.val {output}}",
        ", not {format_shape(found)}."
      ),
      i = hint_metric_shape(metric$kind, shape_integers(metric$output$shape), found)
    ),
    class = "shape", call = call
  )
}

# Metrics of classes that come one-hot, and those of the same classes as whole numbers.
metrics_of_classes <- c(
  categorical_accuracy = "sparse_categorical_accuracy",
  top_k_categorical_accuracy = "sparse_top_k_categorical_accuracy",
  categorical_crossentropy = "sparse_categorical_crossentropy"
)

hint_metric_shape <- function(kind, output, found) {
  one_hot <- gsub("_", "", names(metrics_of_classes), fixed = TRUE)
  sparse <- gsub("_", "", metrics_of_classes, fixed = TRUE)
  classes <- output[length(output)]
  if (kind %in% sparse) {
    metric <- names(metrics_of_classes)[match(kind, sparse)]
    return(sprintf(
      "It takes class labels; {.code metric_%s()} takes one-hot targets.", metric
    ))
  }
  are_codes <- length(found) < length(output) || found[length(found)] %in% 1L
  if (!are_codes || is.na(classes)) return(NULL)
  if (classes == 1L) {
    return("The output has one column: make the targets a matrix with one column.")
  }
  to_one_hot <- sprintf("one-hot targets, such as {.code diag(%d)[y + 1, ]}", classes)
  if (!(kind %in% one_hot)) {
    return(sprintf("If these are class labels, give %s.", to_one_hot))
  }
  metric <- metrics_of_classes[match(kind, one_hot)]
  sprintf(
    "For class labels use {.code metric_%s()}, or give %s.", metric, to_one_hot
  )
}

hint_codes <- function(kind, highest, found) {
  if (kind == "prediction") {
    return("For logits use `from_logits = TRUE`, or `activation_sigmoid()`.")
  }
  whole <- all(is.finite(found) & found == floor(found))
  if (whole && !is.null(highest) && min(found) >= 1 && max(found) <= highest + 1L) {
    return("Keras counts from 0: subtract 1.")
  }
  if (!whole || is.null(highest)) return(NULL)
  switch(kind,
    class = if (highest == 0L) {
      "For two classes and an output of one number use the loss {.val binary_crossentropy}."
    } else {
      sprintf("The model returns %d numbers for each example, one for each class.", highest + 1L)
    },
    index = sprintf("Its `input_dim` is %d.", highest + 1L),
    category = sprintf("Its `num_tokens` is %d.", highest + 1L)
  )
}

# What a layer is called on.
check_layer_codes <- function(layer, x, call) {
  if (!takes_codes(layer)) return()
  if (is.numeric(x)) x <- reticulate::np_array(x)
  if (is_tensor(x) && !is_symbolic(x)) check_called_codes(layer, x, call)
}

# `x`: as Python gets it.
check_called_codes <- function(layer, x, call) {
  with_python(
    core$check_layer_codes(layer, x), "The layer could not be called.",
    call = call, diagnose = function(cnd) abort_codes(cnd, call, arg = "object")
  )
}
