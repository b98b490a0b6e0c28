# What some preprocessing layers ask of their input, or make of it, that Keras does
# not look at.

# A table by its columns, as FeatureSpace and HashedCrossing take it: vectors are
# arrays with one axis.
as_columns <- function(x, layer, arg, call) {
  if (!is_tensor_list(x) || is.data.frame(x)) return(x)
  if (is.null(names(x)) && !is_hashed_crossing(layer)) return(x)
  Map(function(column, arg) {
    column <- plain_values(column, arg, call)
    if (is.factor(column)) column <- as.character(column)
    if (is.atomic(column) && !is.null(column) && is.null(dim(column))) as.array(column) else column
  }, x, element_args(x, arg))
}

as_layer_input <- function(x, layer, arg, call) {
  if (is_feature_space(layer) && is_tensor_list(x)) {
    return(as_feature_columns(x, layer, arg, call))
  }
  from_indices <- gives_r_strings(layer)
  if (from_indices || is_integer_lookup(layer) || is_string_lookup(layer)) {
    x <- as_whole_data(x, arg, call)
  }
  if (from_indices) as_lookup_tensor(x) else x
}

# The columns that there are features for; a table often has the target, too.
as_feature_columns <- function(x, layer, arg, call) {
  check_feature_columns(x, layer, arg, call)
  x[names(layer$features)]
}

check_feature_columns <- function(x, layer, arg, call) {
  missing <- setdiff(names(layer$features), names(x))
  if (!length(missing)) return()
  abort_lamina(
    c(
      "{.arg {arg}} must have a column for every feature; {.val {missing}} {?is/are} missing.",
      i = "Its columns are {.val {names(x)}}."
    ),
    class = "argument", call = call
  )
}

# A look-up that turns indices back into texts. TensorFlow alone has tensors of them:
# on the other backends Keras fails with what TensorFlow has looked up.
gives_r_strings <- function(layer) {
  is_string_lookup(layer) && isTRUE(layer$invert) && !has_string_tensors()
}

check_strings_compute <- function(model, arg, call) {
  if (has_string_tensors()) return()
  layers <- Filter(is_text_layer, model$layers)
  names <- vapply(layers, function(layer) layer$name, "")
  abort_lamina(
    c(
      "{.arg {arg}} has strings, but with the backend {.val {keras$backend$backend()}} a model
       computes with numbers.",
      i = if (length(names)) {
        "Take the {cli::qty(names)}layer{?s} {.val {names}} out of the model, and pass the model
         what {?it makes/they make} of the strings: {.code predict(model, layer(strings))}."
      } else {
        "Turn the strings into numbers first, for example with {.fn layer_text_vectorization}."
      }
    ),
    class = "backend", call = call
  )
}

check_string_output <- function(layer, object, call) {
  in_model <- is_symbolic(object) || is_model(object)
  if (!in_model || !gives_r_strings(layer)) return()
  abort_lamina(
    c(
      "The layer {.val {layer$name}} returns strings, which a model can contain with the backend
       {.val tensorflow} only.",
      i = "Apply it to the numbers that the model predicts: {.code layer(numbers)}."
    ),
    class = "backend", call = call
  )
}

# Keras says in many ways, or hardly, that a layer has not seen data yet.
check_adapted <- function(layer, cnd, call) {
  if (!reticulate::py_has_attr(layer, "adapt")) return()
  text <- exception_text(attr(cnd, "py_object"))
  if (!grepl(paste(python_texts[c("no_table", "not_adapted")], collapse = "|"), text)) return()
  abort_lamina(
    c(
      "The layer {.val {layer$name}} has not been adapted.",
      i = "Adapt it first: {.code adapt(layer, data)}."
    ),
    class = "argument", call = call
  )
}
