#' Drop whole feature maps
#'
#' Spatial dropout switches off whole feature maps (channels) at random during
#' training, where ordinary dropout ([layer_dropout()]) switches off single
#' elements. Neighbouring pixels, frames or voxels of one map carry nearly the same information:
#' a dropped element can be read off its neighbours, so that ordinary dropout after a
#' convolution regularises little. A dropped map cannot be read off anything. Use it between
#' convolutions; use ordinary dropout between dense layers.
#'
#' In training each pair of example and channel is dropped with probability
#' `rate`, independently of all others, and the maps that stay are multiplied by
#' `1 / (1 - rate)`, which keeps the expected value. Dropped maps are exactly
#' zero, even where the input is infinite or not a number. At inference, or with
#' `rate = 0`, the input comes back unchanged; `rate = 1` gives zeros.
#'
#' With the same seed and backend the layers draw the maps that the Keras layers
#' of the same name draw, call after call. Unlike those, they keep the mixed-precision policy
#' and `trainable` when they are saved. A saved model opens in Keras without lamina.
#'
#' @param object What the layer is composed with:
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param rate Fraction of the feature maps to drop: a number between 0 and 1,
#'   both allowed. Tompson et al. used 0.5 at most; 0.1 to 0.3 is usual. Or a rate that changes in
#'   training: a schedule or an R function of the step, see [dropout_schedule_linear()].
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` uses [config_image_data_format()], which is
#'   `"channels_last"` unless you set it; for sequences `NULL` is
#'   `"channels_last"`.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same masks. `NULL` draws a seed, which follows from [set_random_seed()] if that
#'   was called. [reset_seeds()] takes the layer back to its first mask.
#' @param name Name of the layer: a string without `/`, not used in the model
#'   yet. `NULL` makes one up.
#' @param dtype Dtype of the computation, such as `"float32"`, or a policy, such
#'   as `"mixed_float16"`. `NULL` uses the default of Keras.
#' @param ... Not used.
#'
#' @section Shapes:
#' Input and output have the same shape.
#'
#' | | `channels_last` | `channels_first` |
#' | --- | --- | --- |
#' | 1D | (examples, steps, channels) | (examples, channels, steps) |
#' | 2D | (examples, rows, columns, channels) | (examples, channels, rows, columns) |
#' | 3D | (examples, x, y, z, channels) | (examples, channels, x, y, z) |
#'
#' @returns Depends on `object`: a Sequential model is returned invisibly, with
#'   the layer added; for a tensor or array the output tensor is returned; for
#'   `NULL` or a missing `object` the layer, which is a function of a tensor:
#'   `layer(x, training = TRUE)`.
#'
#'   Errors have class `lamina_error`. They name the argument, what it must be
#'   and what came, and leave the model as it was.
#'
#' @references
#' J. Tompson, R. Goroshin, A. Jain, Y. LeCun, C. Bregler (2015). Efficient
#' object localization using convolutional networks. CVPR, section 3.2.
#' <https://arxiv.org/abs/1411.4280>
#'
#' @family regularisation layers
#' @seealso [plot_feature_maps()] shows which maps a layer drops.
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = c(28, 28, 1)) |>
#'   layer_conv_2d(8, 3, activation = "relu") |>
#'   layer_spatial_dropout_2d(0.3) |>
#'   layer_flatten() |>
#'   layer_dense(10, activation = "softmax")
#' model
#'
#' # A layer is a function of a tensor or array.
#' drop <- layer_spatial_dropout_2d(rate = 0.5, seed = 1)
#' x <- array(1, c(1, 2, 2, 4))
#' as.array(drop(x, training = TRUE))[1, 1, 1, ]
#' as.array(drop(x, training = FALSE))[1, 1, 1, ]
#' @export
layer_spatial_dropout_2d <- function(object, rate, data_format = NULL, seed = NULL, name = NULL,
                                     dtype = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- spatial_dropout_args(rate, data_format, seed, name, dtype)
  compose(object, outcome, keras_object("lamina", "SpatialDropout2D"), args)
}

#' @rdname layer_spatial_dropout_2d
#' @export
layer_spatial_dropout_1d <- function(object, rate, seed = NULL, name = NULL, dtype = NULL,
                                     data_format = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- spatial_dropout_args(rate, data_format, seed, name, dtype)
  compose(object, outcome, keras_object("lamina", "SpatialDropout1D"), args)
}

#' @rdname layer_spatial_dropout_2d
#' @export
layer_spatial_dropout_3d <- function(object, rate, data_format = NULL, seed = NULL, name = NULL,
                                     dtype = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- spatial_dropout_args(rate, data_format, seed, name, dtype)
  compose(object, outcome, keras_object("lamina", "SpatialDropout3D"), args)
}

spatial_dropout_args <- function(rate, data_format, seed, name, dtype, call = caller_env()) {
  list(
    rate = as_rate(rate, call = call),
    data_format = check_data_format(data_format, call = call),
    seed = as_seed(seed, call = call),
    name = check_name(name, call = call),
    dtype = check_dtype(dtype, floats = TRUE, call = call)
  )
}
