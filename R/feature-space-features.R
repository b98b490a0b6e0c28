#' Encodings for the columns of a table
#'
#' What [layer_feature_space()] does with a column. Without arguments the name of the kind, such
#' as `"float_normalized"`, says the same as the function `feature_float_normalized()`; the
#' functions are for what differs from the defaults.
#'
#' | function | column | becomes |
#' | --- | --- | --- |
#' | `feature_float()` | numbers | itself |
#' | `feature_float_rescaled()` | numbers | `x * scale + offset` |
#' | `feature_float_normalized()` | numbers | mean 0 and variance 1 |
#' | `feature_float_discretized()` | numbers | the bin it falls into |
#' | `feature_integer_categorical()` | whole numbers | its place in a vocabulary |
#' | `feature_string_categorical()` | strings | its place in a vocabulary |
#' | `feature_integer_hashed()` | whole numbers | the bin of its hash |
#' | `feature_string_hashed()` | strings | the bin of its hash |
#' | `feature_custom()` | any | what a layer of yours makes of it |
#' | `feature_cross()` | several features | the bin of their combined hash |
#'
#' @details
#' The features with a vocabulary or a hash need TensorFlow installed, whatever the backend.
#' Each description belongs to one feature space.
#'
#' @param name Name of the feature, from which that of its layer is made: a string without `/`.
#'   `NULL` makes one up.
#' @param scale,offset Numbers that a value is multiplied by, and that is then added to it.
#' @param num_bins Number of bins: a whole number of at least 1.
#' @param bin_boundaries Where bins end: numbers in ascending order, in place of `num_bins`, and
#'   with `output_mode = "int"`, because Keras cannot tell the number of bins then. `NULL` leaves
#'   them to `adapt()`.
#' @param output_mode `"one_hot"`, a column for each category or bin; `"int"`, its number, for
#'   an embedding, which a feature space can return only with `output_mode = "dict"`. A custom
#'   feature has `"float"` too: the values as they are.
#' @param max_tokens Largest size of the vocabulary, including the places for unknown values: a
#'   whole number of at least 2. `NULL` sets no limit.
#' @param num_oov_indices Number of places for unknown values: a whole number of at least 0.
#' @param dtype Dtype of the column: `"float32"`, `"int32"`, `"string"` and others.
#' @param preprocessor The layer that encodes the column. `"one_hot"` needs one of the layers
#'   that know the number of their categories, such as [layer_string_lookup()].
#' @param feature_names Names of at least two features to combine, which must be whole numbers,
#'   strings or their places and bins.
#' @param crossing_dim Number of bins for the combinations: a whole number of at least 1.
#' @param ... Not used.
#'
#' @returns An object of Keras that describes a feature, or a cross, for the arguments
#'   `features` and `crosses` of [layer_feature_space()]. Errors have class `lamina_error`.
#' @family features of tables
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' features <- list(
#'   price = feature_float_rescaled(scale = 1 / 100),
#'   share = feature_float()
#' )
#' as.array(layer_feature_space(list(price = array(250), share = array(0.5)), features))
#' @export
feature_float <- function(name = NULL, ...) {
  check_no_dots(..., what = "this function")
  new_feature("float", list(name = check_name(name)))
}

#' @rdname feature_float
#' @export
feature_float_rescaled <- function(scale = 1, offset = 0, name = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    scale = check_number(scale),
    offset = check_number(offset),
    name = check_name(name)
  )
  new_feature("float_rescaled", args)
}

#' @rdname feature_float
#' @export
feature_float_normalized <- function(name = NULL, ...) {
  check_no_dots(..., what = "this function")
  new_feature("float_normalized", list(name = check_name(name)))
}

#' @rdname feature_float
#' @export
feature_float_discretized <- function(num_bins, bin_boundaries = NULL, output_mode = "one_hot",
                                      name = NULL, ...) {
  check_no_dots(..., what = "this function")
  if (missing(num_bins) && !is.null(bin_boundaries)) num_bins <- NULL
  args <- list(
    num_bins = as_whole(num_bins, min = 1, null = !is.null(bin_boundaries)),
    bin_boundaries = check_boundaries(bin_boundaries),
    output_mode = check_feature_mode(output_mode),
    name = check_name(name)
  )
  new_feature("float_discretized", args)
}

#' @rdname feature_float
#' @export
feature_integer_categorical <- function(max_tokens = NULL, num_oov_indices = 1,
                                        output_mode = "one_hot", name = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    max_tokens = as_whole(max_tokens, min = 2, null = TRUE),
    num_oov_indices = as_whole(num_oov_indices, min = 0),
    output_mode = check_feature_mode(output_mode),
    name = check_name(name)
  )
  new_feature("integer_categorical", args)
}

#' @rdname feature_float
#' @export
feature_string_categorical <- function(max_tokens = NULL, num_oov_indices = 1,
                                       output_mode = "one_hot", name = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    max_tokens = as_whole(max_tokens, min = 2, null = TRUE),
    num_oov_indices = as_whole(num_oov_indices, min = 0),
    output_mode = check_feature_mode(output_mode),
    name = check_name(name)
  )
  new_feature("string_categorical", args)
}

#' @rdname feature_float
#' @export
feature_string_hashed <- function(num_bins, output_mode = "one_hot", name = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    num_bins = as_whole(num_bins, min = 1),
    output_mode = check_feature_mode(output_mode),
    name = check_name(name)
  )
  new_feature("string_hashed", args)
}

#' @rdname feature_float
#' @export
feature_integer_hashed <- function(num_bins, output_mode = "one_hot", name = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    num_bins = as_whole(num_bins, min = 1),
    output_mode = check_feature_mode(output_mode),
    name = check_name(name)
  )
  new_feature("integer_hashed", args)
}

#' @rdname feature_float
#' @export
feature_custom <- function(dtype, preprocessor, output_mode, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    dtype = check_dtype(check_string(dtype)),
    preprocessor = check_layer(preprocessor),
    output_mode = check_choice(check_string(output_mode), c("int", "one_hot", "float"))
  )
  new_feature("feature", args)
}

#' @rdname feature_float
#' @export
feature_cross <- function(feature_names, crossing_dim, output_mode = "one_hot", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    feature_names = check_crossed(feature_names),
    crossing_dim = as_whole(crossing_dim, min = 1),
    output_mode = check_feature_mode(output_mode)
  )
  new_feature("cross", args)
}

# The features that FeatureSpace knows by name, with their defaults.
feature_kinds <- c(
  "float", "float_rescaled", "float_normalized", "float_discretized", "integer_categorical",
  "string_categorical", "integer_hashed", "string_hashed"
)

new_feature <- function(kind, args, call = caller_env()) {
  with_python(
    do.call(keras_object("utils", "FeatureSpace")[[kind]], args),
    "Keras could not describe the feature.",
    call = call
  )
}

check_feature_mode <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, c("one_hot", "int"), arg = arg, call = call)
}

# Names of features to combine.
check_crossed <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "the names of at least two features"
  if (missing(x)) abort_missing(arg, expected, call)
  flat <- unlist(x)
  valid <- is.character(flat) && length(flat) >= 2L && !anyNA(flat) && all(nzchar(flat))
  if (!valid) abort_argument(arg, expected, x, call)
  as.list(unname(flat))
}
