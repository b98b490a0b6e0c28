# Written by tools/generate from tools/generate/layer/convolution.toml, by `make generate`.

#' Arguments in common: convolution layers
#'
#' @param depthwise_initializer Initial values of the windows of the
#'   individual channels: the name of an initializer, a function or a Keras
#'   object.
#' @param pointwise_initializer Initial values of the weights that mix the
#'   channels: the name of an initializer, a function or a Keras object.
#' @param depthwise_regularizer Penalty on the windows of the individual
#'   channels, added to the loss: a name such as `"l2"`, a function or a Keras
#'   object. `NULL` adds none.
#' @param pointwise_regularizer Penalty on the weights that mix the channels,
#'   added to the loss: a name such as `"l2"`, a function or a Keras object.
#'   `NULL` adds none.
#' @param depthwise_constraint Projection of the windows of the individual
#'   channels after each update: a name such as `"non_neg"`, a function or a
#'   Keras object. `NULL` leaves them as they are.
#' @param pointwise_constraint Projection of the weights that mix the
#'   channels after each update: a name such as `"non_neg"`, a function or a
#'   Keras object. `NULL` leaves them as they are.
#'
#' @name layer-convolution-arguments
#' @keywords internal
NULL

#' Convolve sequences, images or volumes
#'
#' Slides `filters` small windows over a sequence, an image or a volume; each
#' sees all channels and gives one feature map, which shows where a pattern
#' occurs. With `activation` and `use_bias`, the output is
#' `activation(convolution + bias)`. [layer_separable_conv_2d()] does much the
#' same with fewer weights; [layer_conv_2d_transpose()] enlarges.
#'
#' `layer_conv_1d()` suits signals and text with short patterns; [layer_lstm()]
#' remembers over more steps but computes them one after the other.
#' `layer_conv_3d()` is for scans of a body or the frames of a film. A window
#' of length k in each direction has k times the weights of one for images:
#' small windows, 3 or less, are usual there.
#'
#' @param padding `"valid"` uses full windows only, which shrinks the output;
#'   `"same"` pads the edges with zeros, so that a step of 1 keeps the size;
#'   `"causal"`, for sequences only, pads the beginning, to the same length as
#'   `"same"`, so that the output at a step does not depend on later ones.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, new axes, filters), with
#' `data_format = "channels_last"`; with `"channels_first"` the channels stand
#' second in both.
#'
#' An axis of length n becomes
#'
#' * with `padding = "valid"` `floor((n - window) / strides) + 1` long,
#' * with `"same"` `ceiling(n / strides)` long,
#'
#' the window being `dilation_rate * (kernel_size - 1) + 1` long.
#'
#' The weights are the kernel, (kernel_size, channels / groups, filters), and
#' the bias, (filters).
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' A. van den Oord et al. (2016). WaveNet: a generative model for raw audio,
#' for causal and dilated convolutions of sequences.
#' <https://arxiv.org/abs/1609.03499>
#'
#' Y. LeCun, L. Bottou, Y. Bengio, P. Haffner (1998). Gradient-based learning
#' applied to document recognition. Proceedings of the IEEE 86(11).
#' \doi{10.1109/5.726791}
#'
#' D. Tran, L. Bourdev, R. Fergus, L. Torresani, M. Paluri (2014). Learning
#' spatiotemporal features with 3D convolutional networks.
#' <https://arxiv.org/abs/1412.0767>
#' @family convolution layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 5, 2, 4, 3, 6), c(1, 6, 1))
#' sums <- layer_conv_1d(sequence, filters = 1, kernel_size = 2, kernel_initializer = "ones")
#' as.array(sums)[1, , 1]
#'
#' # A step sees itself and what came before, never what comes after.
#' causal <- layer_conv_1d(
#'   sequence, filters = 1, kernel_size = 2, padding = "causal", kernel_initializer = "ones"
#' )
#' as.array(causal)[1, , 1]
#'
#' images <- array(rnorm(2 * 8 * 8), c(2, 8, 8, 1))
#' dim(layer_conv_2d(images, filters = 4, kernel_size = 3))
#' dim(layer_conv_2d(images, filters = 4, kernel_size = 3, padding = "same"))
#'
#' # Where brightness changes from one column to the next.
#' edges <- layer_conv_2d(filters = 1, kernel_size = c(1, 2), use_bias = FALSE)
#' image <- array(rep(c(0, 0, 1, 1), each = 3), c(1, 3, 4, 1))
#' dim(edges(image))
#' set_weights(edges, list(array(c(-1, 1), c(1, 2, 1, 1))))
#' as.array(edges(image))[1, , , 1]
#'
#' volumes <- array(rnorm(2 * 6 * 6 * 6), c(2, 6, 6, 6, 1))
#' dim(layer_conv_3d(volumes, filters = 4, kernel_size = 3))
#' dim(layer_conv_3d(volumes, filters = 4, kernel_size = c(1, 3, 3), strides = c(1, 2, 2)))
#' @export
layer_conv_2d <- function(object, filters, kernel_size, strides = list(1L, 1L), padding = "valid",
                          data_format = NULL, dilation_rate = list(1L, 1L), groups = 1L,
                          activation = NULL, use_bias = TRUE, kernel_initializer = "glorot_uniform",
                          bias_initializer = "zeros", kernel_regularizer = NULL,
                          bias_regularizer = NULL, activity_regularizer = NULL,
                          kernel_constraint = NULL, bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 2, min = 1),
    groups = as_whole(groups, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "Conv2D"), c(args, keywords))
}

#' @rdname layer_conv_2d
#' @export
layer_conv_1d <- function(object, filters, kernel_size, strides = 1L, padding = "valid",
                          data_format = NULL, dilation_rate = 1L, groups = 1L, activation = NULL,
                          use_bias = TRUE, kernel_initializer = "glorot_uniform",
                          bias_initializer = "zeros", kernel_regularizer = NULL,
                          bias_regularizer = NULL, activity_regularizer = NULL,
                          kernel_constraint = NULL, bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 1, min = 1),
    strides = as_wholes(strides, n = 1, min = 1),
    padding = check_choice(padding, c("valid", "same", "causal")),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 1, min = 1),
    groups = as_whole(groups, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "Conv1D"), c(args, keywords))
}

#' @rdname layer_conv_2d
#' @export
layer_conv_3d <- function(object, filters, kernel_size, strides = list(1L, 1L, 1L),
                          padding = "valid", data_format = NULL, dilation_rate = list(1L, 1L, 1L),
                          groups = 1L, activation = NULL, use_bias = TRUE,
                          kernel_initializer = "glorot_uniform", bias_initializer = "zeros",
                          kernel_regularizer = NULL, bias_regularizer = NULL,
                          activity_regularizer = NULL, kernel_constraint = NULL,
                          bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 3, min = 1),
    strides = as_wholes(strides, n = 3, min = 1),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 3, min = 1),
    groups = as_whole(groups, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "Conv3D"), c(args, keywords))
}

#' Enlarge sequences, images or volumes with a transposed convolution
#'
#' Where [layer_conv_2d()] makes one value from each window, this layer makes a
#' window from each value: it multiplies the kernel by the value, lays the
#' results out `strides` apart and adds them up where they overlap. It is the
#' usual way up in decoders, in generators and in networks that mark every
#' point of an image or a scan, and it learns how to fill in what is new;
#' [layer_upsampling_2d()] repeats values and learns nothing.
#'
#' A `kernel_size` that is a multiple of `strides` avoids uneven overlaps,
#' which show as a chequered pattern; so does [layer_upsampling_2d()] followed
#' by [layer_conv_2d()].
#'
#' @param padding `"valid"` keeps all that the windows reach; `"same"` cuts
#'   the edges off, so that the output is `strides` times as long as the input
#'   along each axis.
#' @param output_padding Length added to the output at its end: a whole
#'   number of at least 0, or one for each axis, smaller than `strides`.
#'   Several lengths shrink to the same one in a convolution with `strides`
#'   above 1; this says which of them to give back. `NULL` uses the length
#'   under Shapes.
#' @param dilation_rate Distance between the elements of the window: a whole
#'   number of at least 1, or one for each axis. Only one of `strides` and
#'   `dilation_rate` may be larger than 1. Without a GPU TensorFlow supports
#'   only 1.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, new axes, filters), with
#' `data_format = "channels_last"`; with `"channels_first"` the channels stand
#' second in both.
#'
#' An axis of length n becomes
#'
#' * with `padding = "valid"` `(n - 1) * strides + max(window, strides)` long,
#'   or, with `output_padding`, `(n - 1) * strides + window + output_padding`,
#' * with `"same"` `n * strides` long, or, with `output_padding`,
#'   `(n - 1) * strides + window %% 2 + output_padding`,
#'
#' the window being `dilation_rate * (kernel_size - 1) + 1` long.
#'
#' The weights are the kernel, (kernel_size, filters, channels), and the bias,
#' (filters).
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' V. Dumoulin, F. Visin (2016). A guide to convolution arithmetic for deep
#' learning. <https://arxiv.org/abs/1603.07285>
#'
#' A. Odena, V. Dumoulin, C. Olah (2016). Deconvolution and checkerboard
#' artifacts. Distill. \doi{10.23915/distill.00003}
#' @family convolution layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 2, 3), c(1, 3, 1))
#' longer <- layer_conv_1d_transpose(
#'   sequence, filters = 1, kernel_size = 2, strides = 2, kernel_initializer = "ones"
#' )
#' as.array(longer)[1, , 1]
#'
#' image <- array(c(1, 2, 3, 4), c(1, 2, 2, 1))
#' larger <- layer_conv_2d_transpose(
#'   image, filters = 1, kernel_size = 2, strides = 2, kernel_initializer = "ones"
#' )
#' as.array(larger)[1, , , 1]
#'
#' # A window of 3 overlaps every other time.
#' uneven <- layer_conv_2d_transpose(
#'   image, filters = 1, kernel_size = 3, strides = 2, kernel_initializer = "ones"
#' )
#' as.array(uneven)[1, , , 1]
#'
#' volumes <- array(rnorm(2 * 3 * 3 * 3), c(2, 3, 3, 3, 1))
#' dim(layer_conv_3d_transpose(volumes, filters = 4, kernel_size = 2, strides = 2))
#' @export
layer_conv_2d_transpose <- function(object, filters, kernel_size, strides = list(1L, 1L),
                                    padding = "valid", output_padding = NULL, data_format = NULL,
                                    dilation_rate = list(1L, 1L), activation = NULL,
                                    use_bias = TRUE, kernel_initializer = "glorot_uniform",
                                    bias_initializer = "zeros", kernel_regularizer = NULL,
                                    bias_regularizer = NULL, activity_regularizer = NULL,
                                    kernel_constraint = NULL, bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1),
    padding = check_padding(padding),
    output_padding = as_wholes(output_padding, n = 2, min = 0, null = TRUE),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 2, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "Conv2DTranspose"), c(args, keywords))
}

#' @rdname layer_conv_2d_transpose
#' @export
layer_conv_1d_transpose <- function(object, filters, kernel_size, strides = 1L, padding = "valid",
                                    output_padding = NULL, data_format = NULL, dilation_rate = 1L,
                                    activation = NULL, use_bias = TRUE,
                                    kernel_initializer = "glorot_uniform",
                                    bias_initializer = "zeros", kernel_regularizer = NULL,
                                    bias_regularizer = NULL, activity_regularizer = NULL,
                                    kernel_constraint = NULL, bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 1, min = 1),
    strides = as_wholes(strides, n = 1, min = 1),
    padding = check_padding(padding),
    output_padding = as_wholes(output_padding, n = 1, min = 0, null = TRUE),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 1, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "Conv1DTranspose"), c(args, keywords))
}

#' @rdname layer_conv_2d_transpose
#' @export
layer_conv_3d_transpose <- function(object, filters, kernel_size, strides = list(1L, 1L, 1L),
                                    padding = "valid", output_padding = NULL, data_format = NULL,
                                    dilation_rate = list(1L, 1L, 1L), activation = NULL,
                                    use_bias = TRUE, kernel_initializer = "glorot_uniform",
                                    bias_initializer = "zeros", kernel_regularizer = NULL,
                                    bias_regularizer = NULL, activity_regularizer = NULL,
                                    kernel_constraint = NULL, bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 3, min = 1),
    strides = as_wholes(strides, n = 3, min = 1),
    padding = check_padding(padding),
    output_padding = as_wholes(output_padding, n = 3, min = 0, null = TRUE),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 3, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    kernel_initializer = check_initializer(kernel_initializer),
    bias_initializer = check_initializer(bias_initializer),
    kernel_regularizer = check_regularizer(kernel_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    kernel_constraint = check_constraint(kernel_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "Conv3DTranspose"), c(args, keywords))
}

#' Convolve each channel of sequences or images separately
#'
#' Slides windows over a sequence or an image that see one channel each,
#' `depth_multiplier` windows for every channel, and mixes no channels. It has
#' few weights and needs little computation. It filters each channel in its own
#' way; where channels are to be combined as well, use
#' [layer_separable_conv_2d()], or [layer_conv_2d()] with its many more
#' weights.
#'
#' @param strides Step of the window: a whole number of at least 1, or one
#'   for each axis; TensorFlow needs those for rows and columns to be equal.
#' @param dilation_rate Distance between the elements of the window: a whole
#'   number of at least 1, or one for each axis. 1 is an ordinary convolution.
#' @inheritParams layer-convolution-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, new axes, channels *
#' depth_multiplier), with `data_format = "channels_last"`; with
#' `"channels_first"` the channels stand second in both. The output's channels
#' from the first input channel come first. The lengths of the axes change as
#' in [layer_conv_2d()].
#'
#' The weights are the kernel, (kernel_size, channels, depth_multiplier), and
#' the bias, (channels * depth_multiplier).
#'
#' The axes are, of sequences, steps; of images, rows and columns.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' A. G. Howard et al. (2017). MobileNets: efficient convolutional neural
#' networks for mobile vision applications. <https://arxiv.org/abs/1704.04861>
#' @family convolution layers
#' @examplesIf is_keras_available()
#' # Two channels, each with the sums of its own neighbours.
#' sequence <- array(c(1, 2, 3, 4, 10, 20, 30, 40), c(1, 4, 2))
#' sums <- layer_depthwise_conv_1d(sequence, kernel_size = 2, depthwise_initializer = "ones")
#' as.array(sums)[1, , ]
#'
#' images <- array(rnorm(2 * 8 * 8 * 3), c(2, 8, 8, 3))
#' dim(layer_depthwise_conv_2d(images, kernel_size = 3))
#' dim(layer_depthwise_conv_2d(images, kernel_size = 3, depth_multiplier = 4))
#' @export
layer_depthwise_conv_2d <- function(object, kernel_size, strides = list(1L, 1L), padding = "valid",
                                    depth_multiplier = 1L, data_format = NULL,
                                    dilation_rate = list(1L, 1L), activation = NULL,
                                    use_bias = TRUE, depthwise_initializer = "glorot_uniform",
                                    bias_initializer = "zeros", depthwise_regularizer = NULL,
                                    bias_regularizer = NULL, activity_regularizer = NULL,
                                    depthwise_constraint = NULL, bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    kernel_size = as_wholes(kernel_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1),
    padding = check_padding(padding),
    depth_multiplier = as_whole(depth_multiplier, min = 1),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 2, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    depthwise_initializer = check_initializer(depthwise_initializer),
    bias_initializer = check_initializer(bias_initializer),
    depthwise_regularizer = check_regularizer(depthwise_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    depthwise_constraint = check_constraint(depthwise_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "DepthwiseConv2D"), c(args, keywords))
}

#' @rdname layer_depthwise_conv_2d
#' @export
layer_depthwise_conv_1d <- function(object, kernel_size, strides = 1L, padding = "valid",
                                    depth_multiplier = 1L, data_format = NULL, dilation_rate = 1L,
                                    activation = NULL, use_bias = TRUE,
                                    depthwise_initializer = "glorot_uniform",
                                    bias_initializer = "zeros", depthwise_regularizer = NULL,
                                    bias_regularizer = NULL, activity_regularizer = NULL,
                                    depthwise_constraint = NULL, bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    kernel_size = as_wholes(kernel_size, n = 1, min = 1),
    strides = as_wholes(strides, n = 1, min = 1),
    padding = check_padding(padding),
    depth_multiplier = as_whole(depth_multiplier, min = 1),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 1, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    depthwise_initializer = check_initializer(depthwise_initializer),
    bias_initializer = check_initializer(bias_initializer),
    depthwise_regularizer = check_regularizer(depthwise_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    depthwise_constraint = check_constraint(depthwise_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "DepthwiseConv1D"), c(args, keywords))
}

#' Convolve sequences or images channel by channel, then mix the channels
#'
#' Does in two steps what [layer_conv_2d()] does in one: windows that see one
#' channel each, as in [layer_depthwise_conv_2d()], then weights that mix the
#' channels at every position. With many channels that takes a fraction of the
#' weights and, in theory, of the time, and is often as accurate; with few
#' channels there is little to save. Between the steps there is no activation;
#' `activation` and the bias come last.
#'
#' @param strides Step of the window: a whole number of at least 1, or one
#'   for each axis; TensorFlow needs those for rows and columns to be equal.
#' @param dilation_rate Distance between the elements of the window: a whole
#'   number of at least 1, or one for each axis. 1 is an ordinary convolution.
#' @param depth_multiplier Number of channels that each input channel gives
#'   in the first step: a whole number of at least 1.
#' @inheritParams layer-convolution-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, new axes, filters), with
#' `data_format = "channels_last"`; with `"channels_first"` the channels stand
#' second in both. The lengths of the axes change as in [layer_conv_2d()].
#'
#' The weights are the windows, (kernel_size, channels, depth_multiplier), what
#' mixes the channels, (1 along each axis, channels * depth_multiplier,
#' filters), and the bias, (filters).
#'
#' The axes are, of sequences, steps; of images, rows and columns.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' F. Chollet (2016). Xception: deep learning with depthwise separable
#' convolutions. <https://arxiv.org/abs/1610.02357>
#' @family convolution layers
#' @examplesIf is_keras_available()
#' sequences <- array(rnorm(2 * 10 * 16), c(2, 10, 16))
#' separable <- layer_separable_conv_1d(filters = 32, kernel_size = 5)
#' full <- layer_conv_1d(filters = 32, kernel_size = 5)
#' dim(separable(sequences))
#' dim(full(sequences))
#'
#' # The number of weights.
#' c(separable = separable$count_params(), full = full$count_params())
#'
#' images <- array(rnorm(2 * 8 * 8 * 16), c(2, 8, 8, 16))
#' separable <- layer_separable_conv_2d(filters = 32, kernel_size = 3)
#' full <- layer_conv_2d(filters = 32, kernel_size = 3)
#' dim(separable(images))
#' dim(full(images))
#'
#' # The number of weights.
#' c(separable = separable$count_params(), full = full$count_params())
#' @export
layer_separable_conv_2d <- function(object, filters, kernel_size, strides = list(1L, 1L),
                                    padding = "valid", data_format = NULL,
                                    dilation_rate = list(1L, 1L), depth_multiplier = 1L,
                                    activation = NULL, use_bias = TRUE,
                                    depthwise_initializer = "glorot_uniform",
                                    pointwise_initializer = "glorot_uniform",
                                    bias_initializer = "zeros", depthwise_regularizer = NULL,
                                    pointwise_regularizer = NULL, bias_regularizer = NULL,
                                    activity_regularizer = NULL, depthwise_constraint = NULL,
                                    pointwise_constraint = NULL, bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 2, min = 1),
    depth_multiplier = as_whole(depth_multiplier, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    depthwise_initializer = check_initializer(depthwise_initializer),
    pointwise_initializer = check_initializer(pointwise_initializer),
    bias_initializer = check_initializer(bias_initializer),
    depthwise_regularizer = check_regularizer(depthwise_regularizer),
    pointwise_regularizer = check_regularizer(pointwise_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    depthwise_constraint = check_constraint(depthwise_constraint),
    pointwise_constraint = check_constraint(pointwise_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "SeparableConv2D"), c(args, keywords))
}

#' @rdname layer_separable_conv_2d
#' @export
layer_separable_conv_1d <- function(object, filters, kernel_size, strides = 1L, padding = "valid",
                                    data_format = NULL, dilation_rate = 1L, depth_multiplier = 1L,
                                    activation = NULL, use_bias = TRUE,
                                    depthwise_initializer = "glorot_uniform",
                                    pointwise_initializer = "glorot_uniform",
                                    bias_initializer = "zeros", depthwise_regularizer = NULL,
                                    pointwise_regularizer = NULL, bias_regularizer = NULL,
                                    activity_regularizer = NULL, depthwise_constraint = NULL,
                                    pointwise_constraint = NULL, bias_constraint = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    filters = as_whole(filters, min = 1),
    kernel_size = as_wholes(kernel_size, n = 1, min = 1),
    strides = as_wholes(strides, n = 1, min = 1),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    dilation_rate = as_wholes(dilation_rate, n = 1, min = 1),
    depth_multiplier = as_whole(depth_multiplier, min = 1),
    activation = check_activation(activation),
    use_bias = check_flag(use_bias),
    depthwise_initializer = check_initializer(depthwise_initializer),
    pointwise_initializer = check_initializer(pointwise_initializer),
    bias_initializer = check_initializer(bias_initializer),
    depthwise_regularizer = check_regularizer(depthwise_regularizer),
    pointwise_regularizer = check_regularizer(pointwise_regularizer),
    bias_regularizer = check_regularizer(bias_regularizer),
    activity_regularizer = check_regularizer(activity_regularizer),
    depthwise_constraint = check_constraint(depthwise_constraint),
    pointwise_constraint = check_constraint(pointwise_constraint),
    bias_constraint = check_constraint(bias_constraint)
  )
  compose(object, outcome, keras_object("layers", "SeparableConv1D"), c(args, keywords))
}
