#' Drop single elements
#'
#' Sets elements to zero at random during training, each with probability
#' `rate`, and multiplies the others by `1 / (1 - rate)`. At inference the input
#' comes back unchanged. Use it between dense layers; between convolutions
#' [layer_spatial_dropout_2d()] regularises better.
#'
#' @inheritParams layer_dense
#' @param rate Fraction of the elements to drop: a number between 0 and 1, both
#'   allowed.
#' @param noise_shape Shape of the mask with the batch axis, 1 along axes that
#'   share one draw and `NA` for the input's own size: `c(NA, 1, 64)` drops
#'   the same features at every step of a sequence. `NULL` draws for each
#'   element.
#' @param seed A whole number from 0 to 2147483647; `NULL` draws one.
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov
#' (2014). Dropout: a simple way to prevent neural networks from overfitting.
#' Journal of Machine Learning Research 15.
#' <https://jmlr.org/papers/v15/srivastava14a.html>
#' @family regularisation layers
#' @examplesIf is_keras_available()
#' drop <- layer_dropout(rate = 0.5, seed = 1)
#' as.array(drop(matrix(1, 2, 5), training = TRUE))
#' @export
layer_dropout <- function(object, rate, noise_shape = NULL, seed = NULL, ...) {
  check_object(object)
  args <- list(
    rate = check_number(rate, min = 0, max = 1),
    noise_shape = as_shape(noise_shape, null = TRUE),
    seed = as_seed(seed)
  )
  compose(object, layer_class("Dropout"), c(args, check_dots(...)))
}
