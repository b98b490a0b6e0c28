# The cases of helper-layer-cases.R, one for each way that a layer function is
# called in the tests.

layer_classes_table <- function() {
  utils::read.csv(test_path("layer-classes.csv"), colClasses = "character")
}

# FeatureSpace is the one that Keras keeps elsewhere.
keras_layer_class <- function(name) {
  if (name == "FeatureSpace") keras$utils$FeatureSpace else keras$layers[[name]]
}

# Lambda's `function` is a word of R, too.
arguments_of_another_name <- "function"

case_label <- function(case) {
  sprintf("%s(%s)", case$fun, paste(deparse(as.list(case$r)[-1L]), collapse = ""))
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
  code <- sprintf(
    "(lambda keras, np, **name: keras.layers.%s(%s))", case$class,
    paste(c(case$python[nzchar(case$python)], "**name"), collapse = ", ")
  )
  name <- if (!("name" %in% names(case$r))) list(name = "same")
  numpy <- reticulate::import("numpy", convert = FALSE)
  do.call(reticulate::py_eval(code), c(list(keras, numpy), name))
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

# The outputs as a flat list of R arrays; dictionaries keep their names.
as_arrays <- function(x) {
  if (is.list(x) && !reticulate::is_py_object(x)) return(unlist(lapply(x, as_arrays), FALSE))
  list(if (reticulate::is_py_object(x)) as_array(x) else x)
}

as_array <- function(x) {
  values <- tryCatch(as.array(x), error = function(cnd) NULL)
  if (is.null(values)) reticulate::py_to_r(keras$ops$convert_to_numpy(x)) else values
}

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
