# Cases of layer functions: what each makes has the settings of what Python makes, and computes what
# that computes.
expect_layer_of_keras <- function(case) {
  label <- case_label(case)
  layer <- layer_in_r(case)
  expect_equal(seen(layer), seen(layer_in_python(case)), label = label)
  if (startsWith(case$fun, "layer_")) expect_computes(case, layer, label)
}

# Alone, as its twin, where the function is called on the data, and in a model that is saved.
expect_computes <- function(case, layer, label) {
  x <- case_data(case)
  output <- as_arrays(call_case(case, layer, x))
  twin <- from_config(get_config(layer))
  if (length(layer$weights)) {
    call_case(case, twin, if (isFALSE(case$model)) x else symbolic(x))
    set_weights(twin, get_weights(layer))
    reset_seeds(twin)
  }
  expect_close(as_arrays(call_case(case, twin, x)), output, label, case$repeats)
  # The function itself calls the layer that it makes.
  shapes <- lapply(as_arrays(call_case_function(case, x)), dim)
  expect_identical(shapes, lapply(output, dim), label = label)
  if (!isFALSE(case$model)) expect_saved_and_loaded(case, layer, x, output, label)
}

composes <- function(case) names(formals(get(case$fun)))[[1L]] %in% c("object", "inputs")

# The layer as R makes it and as Python does, under the same name, which is that of
# the case where it gives one.
case_arguments <- function(case) {
  formals <- names(formals(get(case$fun)))
  named <- any(c("name", "...") %in% formals) && !("name" %in% names(case$r))
  c(eval(case$r), if (named) list(name = "same"))
}

layer_in_r <- function(case) {
  do.call(case$fun, c(if (composes(case)) list(NULL), case_arguments(case)))
}

layer_in_python <- function(case) {
  do.call(in_python, c(list(case), if (!("name" %in% names(case$r))) list(name = "same")))
}

# Data for the layer, of one input or of a list of them.
case_data <- function(case) {
  if (!is.null(case$data)) return(eval(case$data))
  one <- function(shape, seed) feature_maps(shape, seed) / 4
  if (is.list(case$input)) Map(one, case$input, seq_along(case$input)) else one(case$input, 1)
}

call_case <- function(case, layer, x) {
  if (isTRUE(case$spread)) do.call(layer$`__call__`, x) else layer$`__call__`(x)
}

call_case_function <- function(case, x) do.call(case$fun, c(list(x), case_arguments(case)))

# Symbolic tensors for data of that kind.
symbolic <- function(x) {
  one <- function(x, name) keras_input(dim(x)[-1], dtype = input_dtype(x), name = name)
  if (is.list(x)) Map(one, x, input_names(x)) else one(x, NULL)
}

expect_saved_and_loaded <- function(case, layer, x, output, label) {
  inputs <- symbolic(x)
  model <- keras_model(inputs, call_case(case, layer, inputs))
  path <- withr::local_tempfile(fileext = ".keras")
  save_model(model, path)
  again <- load_model(path)
  expect_close(as_arrays(again$`__call__`(x)), output, paste(label, "loaded"), case$repeats)
}

# Keras wants the inputs of a dictionary to have the names that they have in it.
input_names <- function(x) if (is.null(names(x))) list(NULL) else names(x)

input_dtype <- function(x) {
  if (is.character(x)) "string" else if (is.integer(x)) "int32" else "float32"
}

# The same arrays but for rounding, which may differ with the order of a sum; where
# `repeats` is FALSE, what is drawn is another.
expect_close <- function(arrays, expected, label, repeats = NULL) {
  arrays <- unname(arrays)
  expected <- unname(expected)
  difference <- if (isFALSE(repeats)) {
    all.equal(lapply(arrays, dim), lapply(expected, dim))
  } else {
    all.equal(arrays, expected, tolerance = 1e-5)
  }
  expect(isTRUE(difference), paste0(label, ": ", paste(difference, collapse = "; ")))
}
