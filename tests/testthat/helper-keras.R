# Away from CRAN a Python or Keras that is missing is a failure, never a skip.
skip_without_keras <- function() {
  if (identical(Sys.getenv("NOT_CRAN"), "true")) return(invisible())
  skip_if_not(is_keras_available(), "Keras is available")
}

local_image_data_format <- function(data_format, env = parent.frame()) {
  before <- config_image_data_format()
  withr::defer(config_set_image_data_format(before), env)
  config_set_image_data_format(data_format)
}

# Newer versions do some things in another way.
keras_is_before <- function(version) {
  numeric_version(sub("[.]?(dev|rc).*", "", keras$`__version__`)) < version
}

numpy <- function() reticulate::import("numpy", convert = FALSE)

backend_tensor <- function(x, dtype = "float32") keras$ops$convert_to_tensor(x, dtype = dtype)

dtype_of <- function(x) keras$backend$standardize_dtype(x$dtype)

is_same_object <- function(x, y) identical(reticulate::py_id(x), reticulate::py_id(y))

# Python's `random`, from which Keras draws the seeds that are not given.
python_random_state <- function() {
  reticulate::py_eval("hash(__import__('random').getstate())", convert = FALSE) |>
    reticulate::py_str()
}

class_name <- function(x) sub(".*\\.", "", class(x)[[1]])

layer_names <- function(model) vapply(model$layers, function(layer) layer$name, "")
