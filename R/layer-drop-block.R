#' Drop blocks of feature maps
#'
#' DropBlock switches off contiguous blocks of feature maps at random during training. It stands
#' between ordinary dropout ([layer_dropout()]), whose single elements can be read off their
#' neighbours, and spatial dropout ([layer_spatial_dropout_2d()]), which switches off whole maps: a
#' block hides a part of what is in the picture from one map. Use it behind convolutions whose
#' maps are large; [layer_random_erasing()] hides a part of the image itself, from the whole
#' network, and [layer_cut_mix()] puts one of another image there. Ghiasi et al. have DropBlock in
#' the last two groups of a residual network, behind convolutions and in the shortcuts, with a rate
#' that grows from 0 while the model trains: `dropout_schedule_linear(0, 0.1, steps = 10000)`.
#'
#' In training each place at which a block lies whole within the maps gets one with the same
#' probability, independently of all other places, for each example and, unless they are
#' `coupled`, for each channel; blocks may overlap. What is dropped is exactly zero, even where
#' the input is infinite or not a number, and so is its gradient. What is left of an example is
#' divided by the share of it that is left; where nothing is left, the example is zero. At
#' inference, or with `rate = 0`, the input comes back unchanged; `rate = 1` gives zeros.
#'
#' @section How many blocks:
#' Blocks are as probable as it takes to drop the share `rate` on average over draws and over all
#' elements of an example. This accounts for blocks that overlap, and for edges, which fewer
#' blocks reach: there less is dropped than in the middle. Ghiasi et al. estimate the
#' probability as `rate / block_size^2 * size^2 / (size - block_size + 1)^2`, as if blocks never
#' overlapped, and so drop less: of maps of 28 by 28, with blocks of 7 by 7, 9.4 per cent for
#' a `rate` of 0.1 and 25 per cent for 0.3.
#'
#' With `block_size = 1` the elements are dropped that [layer_dropout()] drops, and with one as
#' large as the map the maps that spatial dropout drops, with the same seed and backend, in float32;
#' those divide what is left by `1 - rate`. The paper's code divides by the share that is left of
#' the whole batch: here an example does not depend on the others.
#'
#' Keras has no such layer: a saved model opens where Python's `lamina` was imported before.
#'
#' @inheritParams layer_spatial_dropout_2d
#' @param rate Share of the elements to drop: a number between 0 and 1, both allowed. 0.1 is usual.
#'   Or a rate that changes in training: a schedule or an R function of the step, see
#'   [dropout_schedule_linear()]. For one seed the blocks at a rate that changes, or was set by
#'   [set_dropout_rate()], may be others than those of a layer made with that number.
#' @param block_size How long a block is, in elements: a whole number of at least 1, or one for
#'   each dimension. A block that is longer than the map is cut to it.
#' @param coupled Whether all channels of an example have the same blocks. By default each has
#'   its own, as in the paper's algorithm and in the code that its authors published: they found
#'   that to work better.
#'
#' @inheritSection layer_spatial_dropout_2d Shapes
#' @inherit layer_spatial_dropout_2d return
#'
#' @references
#' G. Ghiasi, T.-Y. Lin, Q. V. Le (2018). DropBlock: a regularization method for convolutional
#' networks. NeurIPS. <https://arxiv.org/abs/1810.12890>
#'
#' @family regularisation layers
#' @seealso [plot_feature_maps()] shows the blocks.
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = c(28, 28, 1)) |>
#'   layer_conv_2d(8, 3, activation = "relu") |>
#'   layer_drop_block_2d(0.1, block_size = 5) |>
#'   layer_flatten() |>
#'   layer_dense(10, activation = "softmax")
#' model
#'
#' # A layer is a function of a tensor or array.
#' drop <- layer_drop_block_2d(rate = 0.2, block_size = 3, seed = 1)
#' x <- array(1, c(1, 8, 8, 4))
#' as.array(drop(x, training = TRUE))[1, , , 1]
#' plot_feature_maps(x, drop)
#' @export
layer_drop_block_2d <- function(object, rate, block_size = 7, coupled = FALSE, data_format = NULL,
                                seed = NULL, name = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- drop_block_args(rate, 2, block_size, coupled, data_format, seed, name, dtype)
  compose(object, outcome, keras_object("lamina", "DropBlock2D"), args)
}

#' @rdname layer_drop_block_2d
#' @export
layer_drop_block_1d <- function(object, rate, block_size = 7, coupled = FALSE, data_format = NULL,
                                seed = NULL, name = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- drop_block_args(rate, 1, block_size, coupled, data_format, seed, name, dtype)
  compose(object, outcome, keras_object("lamina", "DropBlock1D"), args)
}

#' @rdname layer_drop_block_2d
#' @export
layer_drop_block_3d <- function(object, rate, block_size = 7, coupled = FALSE, data_format = NULL,
                                seed = NULL, name = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this layer")
  outcome <- check_object(object)
  args <- drop_block_args(rate, 3, block_size, coupled, data_format, seed, name, dtype)
  compose(object, outcome, keras_object("lamina", "DropBlock3D"), args)
}

drop_block_args <- function(rate, rank, block_size, coupled, data_format, seed, name, dtype,
                            call = caller_env()) {
  list(
    rate = as_rate(rate, call = call),
    block_size = if (rank == 1) {
      as_whole(block_size, min = 1, call = call)
    } else {
      as_wholes(block_size, rank, min = 1, call = call)
    },
    coupled = check_flag(coupled, call = call),
    data_format = check_data_format(data_format, call = call),
    seed = as_seed(seed, call = call),
    name = check_name(name, call = call),
    dtype = check_dtype(dtype, floats = TRUE, call = call)
  )
}
