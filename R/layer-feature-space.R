#' Encode the columns of a table
#'
#' Turns the columns of a table, numbers and strings together, into one vector for each row, or
#' into a list of encoded columns: each column is scaled, cut into bins, looked up or hashed as
#' `features` says. The layer learns means, boundaries and vocabularies from the data, and is
#' saved with the model, so that new rows are encoded as those of the training data. For a
#' single column use the layer itself, such as [layer_normalization()] or [layer_string_lookup()].
#'
#' @details
#' Make the layer, show it the data, use it:
#'
#' * [adapt()]`(space, data)` learns; `data` is a named list of columns, each a vector, or a
#'   `tf.data.Dataset` of these. It is not needed where all features are of the kinds
#'   `"float"`, `"float_rescaled"` and those with a hash.
#' * `space(data)` encodes rows: a named list of columns, each a vector.
#' * `space$get_inputs()` and `space$get_encoded_features()` are the inputs and the output for a
#'   model that takes the columns themselves: `keras$Model(space$get_inputs(), outputs)`.
#'
#' TensorFlow does the work, so it must be installed on every backend; the result belongs to the
#' backend in use. A model that takes columns of strings works only with the TensorFlow backend:
#' on the others apply the layer to the data before training.
#'
#' @param object A named list of arrays with the columns, to call the layer on; `NULL` or
#'   missing returns the layer. Before `adapt()` only a layer that has nothing to learn can be
#'   called.
#' @param features A named list: for each column its kind, such as `"float_normalized"` or
#'   `"string_categorical"`, or what a function such as [feature_float_normalized()] returns.
#' @param output_mode `"concat"`, one vector for each row, the columns in alphabetical order,
#'   then the crosses; `"dict"`, a named list of encoded columns.
#' @param crosses Features to combine, which lets a linear model learn what they mean together:
#'   a list of vectors of names, `list(c("city", "month"))`, or of what [feature_cross()]
#'   returns. `NULL` combines none.
#' @param crossing_dim Number of bins of a cross that does not set it: a whole number of at
#'   least 1.
#' @param hashing_dim Number of bins of hashed features that do not set it: a whole number of at
#'   least 1.
#' @param num_discretization_bins Number of bins of `"float_discretized"`: a whole number of at
#'   least 1.
#' @inheritParams layer_spatial_dropout_2d
#' @param feature_names Another name for `features`, which some code uses: only one of them may
#'   be given.
#'
#' @section Shapes:
#' Input: for each column (rows) or (rows, 1). Output with `"concat"` (rows, features), one
#' for a number and one for each category or bin; with `"dict"` a list, for each feature (rows,
#' categories), or (rows, 1) for numbers and with `output_mode = "int"`.
#'
#' @returns For a list of columns the output; for `NULL` or a missing `object` the layer, which
#'   is a function of such a list. Errors have class `lamina_error`.
#' @family preprocessing layers
#' @seealso [feature_float()] and the functions beside it for the kinds of features.
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' visits <- list(age = c(20, 30, 40), city = c("Oslo", "Rome", "Oslo"))
#' space <- layer_feature_space(
#'   features = list(age = "float_normalized", city = "string_categorical")
#' )
#' adapt(space, visits)
#' as.array(space(visits))
#' @export
layer_feature_space <- function(object, features, output_mode = "concat", crosses = NULL,
                                crossing_dim = 32L, hashing_dim = 32L,
                                num_discretization_bins = 32L, name = NULL,
                                feature_names = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  if (!is.null(feature_names)) {
    if (!missing(features)) {
      abort_argument(
        "feature_names", "NULL where `features` is given", feature_names, rlang::current_env()
      )
    }
    features <- check_features(feature_names)
  } else {
    features <- check_features(features)
  }
  args <- list(
    features = features,
    output_mode = check_choice(output_mode, c("concat", "dict")),
    crosses = check_crosses(crosses, names(features)),
    crossing_dim = as_whole(crossing_dim, min = 1),
    hashing_dim = as_whole(hashing_dim, min = 1),
    num_discretization_bins = as_whole(num_discretization_bins, min = 1),
    name = check_name(name)
  )
  compose(object, outcome, keras_object("utils", "FeatureSpace"), args)
}

check_features <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a named list of features, such as `list(age = \"float_normalized\")`"
  if (missing(x)) abort_missing(arg, expected, call)
  force(arg)
  if (is.character(x)) x <- as.list(x)
  valid <- is_named_list(x) && length(x) >= 1L && all(nzchar(names(x))) && !anyDuplicated(names(x))
  if (!valid) abort_argument(arg, expected, x, call)
  for (name in names(x)) check_feature(x[[name]], sprintf("%s$%s", arg, name), call)
  x
}

check_feature <- function(x, arg, call) {
  if (is_feature(x)) return(x)
  if (rlang::is_string(x) && x %in% feature_kinds) return(x)
  abort_argument(
    arg, "the name of a feature, such as \"float\", or what `feature_float()` returns", x, call,
    hint = hint_nearest(x, feature_kinds)
  )
}

check_crosses <- function(x, features, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  expected <- "a list of vectors of names, such as `list(c(\"a\", \"b\"))`"
  if (!is.list(x) || is.data.frame(x) || !length(x)) abort_argument(arg, expected, x, call)
  unname(lapply(x, function(cross) {
    if (is_feature_cross(cross)) {
      check_known_features(unlist(cross$feature_names), features, arg, call)
      return(cross)
    }
    names <- check_crossed(cross, arg = arg, call = call)
    check_known_features(unlist(names), features, arg, call)
    names
  }))
}

check_known_features <- function(names, features, arg, call) {
  unknown <- setdiff(names, features)
  if (!length(unknown)) return()
  abort_lamina(
    c(
      "{.arg {arg}} must combine features that exist, not {.val {unknown[[1L]]}}.",
      i = "The features are {.val {features}}."
    ),
    class = "argument", call = call
  )
}
