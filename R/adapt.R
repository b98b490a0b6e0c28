#' Learn a preprocessing layer's state from data
#'
#' Some preprocessing layers must learn from data before they work: [layer_normalization()] its
#' mean and variance, the look-up layers and [layer_text_vectorization()] their vocabulary,
#' [layer_discretization()] its boundaries. `adapt()` goes through the data once, before
#' training; what was learnt before is forgotten.
#'
#' @param object A layer that learns from data, made without `object`.
#' @param data The data: a vector, an array or a tensor, with the examples along the
#'   first axis, or a data frame; for [layer_feature_space()] a named list of columns or
#'   a data frame; or a `tf.data.Dataset`. Values that are missing or of the wrong kind are
#'   an error: numbers, whole numbers for [layer_integer_lookup()], strings for
#'   [layer_string_lookup()] and [layer_text_vectorization()].
#' @param ... Further arguments of the layer's own method.
#' @param batch_size Number of examples that are looked at together, a whole number of
#'   at least 1; `NULL` leaves the choice to Keras.
#' @param steps Number of batches, where the data have no end; `NULL` uses all.
#' @returns The layer, invisibly.
#' @family preprocessing layers
#' @examplesIf is_keras_available()
#' normalise <- layer_normalization()
#' adapt(normalise, matrix(c(1, 2, 3, 10, 20, 30), nrow = 3))
#' round(as.array(normalise(matrix(c(2, 20), nrow = 1))), 2)
#' @export
adapt <- function(object, data, ..., batch_size = NULL, steps = NULL) {
  if (!missing(object)) check_session(object)
  adaptable <- !missing(object) && reticulate::is_py_object(object) &&
    reticulate::py_has_attr(object, "adapt")
  expected <- "a layer that learns from data, such as `layer_normalization()`"
  if (missing(object)) abort_missing("object", expected, rlang::current_env())
  if (!adaptable) abort_argument("object", expected, object, rlang::current_env())
  if (missing(data)) abort_missing("data", "a vector, an array or a tensor", rlang::current_env())
  call <- rlang::current_env()
  args <- drop_nulls(list(
    batch_size = as_whole(batch_size, min = 1, null = TRUE),
    steps = as_whole(steps, min = 1, null = TRUE)
  ))
  # Layers that look at all data at once have no use for batches.
  method <- object$adapt
  dots <- check_method_dots(..., method = method)
  data <- as_adapt_data(data, object)
  args <- args[names(args) %in% method_formals(method)]
  with_python(
    do.call(method, c(list(data), args, dots)),
    "The layer {.val {object$name}} could not learn from the data.",
    call = call,
    diagnose = function(cnd) {
      if (is_tensor_list(data)) {
        check_feature_columns(data, object, "data", call)
      } else if (!reticulate::is_py_object(data)) {
        check_axes(object, input_ranks(data), call)
      }
    }
  )
  invisible(object)
}

# A data frame is one array, but for a layer that learns from columns. A vector is one
# example after another, also where there is one only.
as_adapt_data <- function(x, layer, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  if (reticulate::is_py_object(x)) return(x)
  check_numbers_class(x, arg, call)
  if (is_tensor_list(x)) {
    is_array <- is.data.frame(x) && !is_feature_space(layer)
    args <- if (is.null(names(x))) rep(arg, length(x)) else element_args(x, arg)
    parts <- Map(as_adapt_data, as.list(x), list(layer), args, list(call))
    return(if (is_array) unname(do.call(cbind, unname(parts))) else parts)
  }
  x <- plain_values(x, arg, call)
  check_complete(x, arg, call)
  if (is.factor(x)) x <- as.character(x)
  x <- check_learnt_from(x, layer, arg, call)
  if (is.null(dim(x))) as.array(x) else x
}

# Classes of the user's may learn from anything.
learn_from <- c(
  Discretization = "numbers",
  IntegerLookup = "whole numbers",
  Normalization = "numbers",
  StringLookup = "strings",
  TextVectorization = "strings"
)

check_learnt_from <- function(x, layer, arg, call) {
  wanted <- unname(learn_from[intersect(keras_names(layer), names(learn_from))])
  if (!length(wanted)) return(x)
  fits <- if (wanted == "strings") is.character(x) else is.numeric(x) || is.logical(x)
  if (!fits) abort_argument(arg, wanted, x, call)
  if (wanted == "whole numbers") return(as_whole_data(x, arg, call))
  if (wanted == "numbers" && !all(is.finite(x))) {
    abort_argument(arg, "finite numbers", x[!is.finite(x)][[1L]], call)
  }
  x
}
