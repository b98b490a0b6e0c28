#' Learn a preprocessing layer's state from data
#'
#' Some preprocessing layers must see data before they work: [layer_normalization()]
#' its mean and variance, the look-up layers and [layer_text_vectorization()] their
#' vocabulary, [layer_discretization()] its boundaries. `adapt()` goes through the
#' data once, before training; what was learnt before is forgotten.
#'
#' @param object A layer that learns from data, made without `object`.
#' @param data The data: a vector, an array or a tensor, with the examples along the
#'   first axis; for [layer_feature_space()] a named list of columns or a data frame;
#'   or a `tf.data.Dataset`.
#' @param ... Further arguments of the layer's own method.
#' @param batch_size Number of examples that are looked at together, a whole number of
#'   at least 1; `NULL` takes Keras' choice.
#' @param steps Number of batches, where the data has no end; `NULL` takes all.
#' @returns The layer, invisibly.
#' @family preprocessing layers
#' @examplesIf is_keras_available()
#' normalise <- layer_normalization()
#' adapt(normalise, matrix(c(1, 2, 3, 10, 20, 30), nrow = 3))
#' round(as.array(normalise(matrix(c(2, 20), nrow = 1))), 2)
#' @export
adapt <- function(object, data, ..., batch_size = NULL, steps = NULL) {
  adaptable <- !missing(object) && reticulate::is_py_object(object) &&
    reticulate::py_has_attr(object, "adapt")
  expected <- "a layer that learns from data, such as `layer_normalization()`"
  if (missing(object)) abort_missing("object", expected, rlang::current_env())
  if (!adaptable) abort_argument("object", expected, object, rlang::current_env())
  if (missing(data)) abort_missing("data", "a vector, an array or a tensor", rlang::current_env())
  args <- drop_nulls(list(
    batch_size = as_whole(batch_size, min = 1, null = TRUE),
    steps = as_whole(steps, min = 1, null = TRUE)
  ))
  # Layers that look at all data at once have no use for batches.
  method <- object$adapt
  args <- args[names(args) %in% names(formals(method))]
  with_python(
    do.call(method, c(list(as_adapt_data(data)), args, list(...))),
    "The layer {.val {object$name}} could not learn from the data.",
    call = rlang::current_env()
  )
  invisible(object)
}

# A vector is one example after another, also where there is one only.
as_adapt_data <- function(x) {
  if (reticulate::is_py_object(x)) return(x)
  if (is.list(x)) return(lapply(as.list(x), as_adapt_data))
  if (is.factor(x)) x <- as.character(x)
  if (is.null(dim(x))) as.array(x) else x
}
