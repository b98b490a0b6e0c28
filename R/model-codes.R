# Numbers that stand for classes, words or categories, and targets of another shape than what the
# model gives: what Python has found among the data, in terms of R.

# For `diagnose` of with_python(). `arg`: what the user has called the data.
abort_codes <- function(cnd, call, arg = NULL) {
  abort_target_shape(cnd, call)
  if (!inherits(cnd, "lamina.CodesError")) return()
  error <- attr(cnd, "py_object")
  name <- error$name
  found <- unlist(error$found)
  if (is.null(arg)) arg <- error$argument
  came <- paste(format(found, digits = 7, trim = TRUE, drop0trailing = TRUE), collapse = " to ")
  limits <- if (is.null(error$highest)) "0 up" else paste("0 to", error$highest)
  expected <- switch(error$kind,
    class = "classes, whole numbers from {limits}",
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
        "{.arg {arg}} must contain targets of the shape {format_shape(shape)} of the output",
        if (!is.null(name)) " {.val {name}}", ", not {format_shape(found)}."
      ),
      i = "The loss would repeat numbers until they fit, and compare what does not belong together."
    ),
    class = "shape", call = call
  )
}

hint_codes <- function(kind, highest, found) {
  if (kind == "prediction") return("Of logits, take `keras$ops$sigmoid()`, or `from_logits = TRUE`.")
  whole <- all(is.finite(found) & found == floor(found))
  if (whole && !is.null(highest) && min(found) >= 1 && max(found) <= highest + 1L) {
    return("Keras counts from 0: subtract 1.")
  }
  if (!whole || is.null(highest)) return(NULL)
  switch(kind,
    class = sprintf(
      "The model returns %d numbers for each example, one for each class.", highest + 1L
    ),
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
