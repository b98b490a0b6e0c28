#' Apply layers one after the other
#'
#' Makes one layer of several, such as the steps that prepare or augment images. It is called
#' like any other layer, on data as they are read or within a model. Unlike a Sequential model
#' it has no `compile()` or `fit()`, and if all its layers work in a `tf.data` pipeline, it does
#' too, on every backend.
#'
#' @details
#' Called by itself the pipeline passes `training = TRUE` on, so that layers that act at random
#' do: `pipeline(x, training = FALSE)` turns that off.
#'
#' A [layer_normalization()] with given `mean` and `variance` must have been called on data once
#' before it stands in a pipeline: otherwise Keras would lose the numbers. One that learnt them
#' by `adapt()` is ready.
#'
#' @param layers A list of layers, at least one, in the order in which they act.
#' @inheritParams layer_spatial_dropout_2d
#'
#' @section Shapes:
#' The input is that of the first layer, the output that of the last one.
#'
#' @returns The layer, which is a function of a tensor, of an array or of a Sequential model.
#' @family preprocessing layers
#' @seealso [keras_model_sequential()] for a model of layers one after the other.
#' @examplesIf is_keras_available()
#' pipeline <- layer_pipeline(list(
#'   layer_rescaling(scale = 1 / 255),
#'   layer_discretization(bin_boundaries = 0.5)
#' ))
#' as.array(pipeline(matrix(c(0, 127.5, 255))))
#' @export
layer_pipeline <- function(layers, name = NULL, ...) {
  check_no_dots(..., what = "this layer")
  args <- list(layers = check_layers(layers), name = check_name(name))
  compose(NULL, "returned", keras_object("layers", "Pipeline"), args)
}
