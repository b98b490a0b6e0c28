# Written by tools/generate from tools/generate/layer/pooling.toml, by `make generate`.

#' Take the largest value of each window of sequences, images or volumes
#'
#' Slides a window over a sequence, an image or a volume and keeps the largest
#' value of each channel in it, which makes feature maps smaller and less
#' sensitive to the exact place of a feature. [layer_average_pooling_2d()]
#' keeps the mean instead, which blurs; the largest value says whether a
#' feature was seen at all.
#'
#' @param strides Step of the window: a whole number of at least 1, or one
#'   for each axis. `NULL` uses `pool_size`, so that windows do not overlap.
#' @param padding `"valid"` uses full windows only; `"same"` pads the edges,
#'   so that nothing is left out.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, new axes, channels),
#' with `data_format = "channels_last"`; with `"channels_first"` the channels
#' stand second in both.
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family pooling layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 5, 2, 4, 3, 6), c(1, 6, 1))
#' as.array(layer_max_pooling_1d(sequence, pool_size = 2))[1, , ]
#'
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_max_pooling_2d(image))[1, , , 1]
#'
#' volume <- array(seq(1, 64, 1), c(1, 4, 4, 4, 1))
#' dim(layer_max_pooling_3d(volume))
#' @export
layer_max_pooling_2d <- function(object, pool_size = list(2L, 2L), strides = NULL,
                                 padding = "valid", data_format = NULL, name = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    pool_size = as_wholes(pool_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1, null = TRUE),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    name = check_name(name)
  )
  compose(object, outcome, keras_object("layers", "MaxPooling2D"), c(args, keywords))
}

#' @rdname layer_max_pooling_2d
#' @export
layer_max_pooling_1d <- function(object, pool_size = 2L, strides = NULL, padding = "valid",
                                 data_format = NULL, name = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    pool_size = as_wholes(pool_size, n = 1, min = 1),
    strides = as_wholes(strides, n = 1, min = 1, null = TRUE),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    name = check_name(name)
  )
  compose(object, outcome, keras_object("layers", "MaxPooling1D"), c(args, keywords))
}

#' @rdname layer_max_pooling_2d
#' @export
layer_max_pooling_3d <- function(object, pool_size = list(2L, 2L, 2L), strides = NULL,
                                 padding = "valid", data_format = NULL, name = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    pool_size = as_wholes(pool_size, n = 3, min = 1),
    strides = as_wholes(strides, n = 3, min = 1, null = TRUE),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    name = check_name(name)
  )
  compose(object, outcome, keras_object("layers", "MaxPooling3D"), c(args, keywords))
}

#' Take the mean of each window of sequences, images or volumes
#'
#' Slides a window over a sequence, an image or a volume and keeps the mean of
#' each channel in it, which makes feature maps smaller and smoother.
#' [layer_max_pooling_2d()] keeps the largest value instead.
#'
#' @details
#' With `padding = "same"` the mean is that of what the window has of the
#' inputs, on each backend. Keras itself counts the edge twice on PyTorch where
#' more is missing behind than before it, such as of windows of 3 in steps of 2
#' along an axis of even length: there a model that was saved gives other
#' numbers where lamina is not loaded.
#'
#' @param strides Step of the window: a whole number of at least 1, or one
#'   for each axis. `NULL` uses `pool_size`, so that windows do not overlap.
#' @param padding `"valid"` uses full windows only; `"same"` pads the edges,
#'   so that nothing is left out; what is padded does not count in the mean.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, new axes, channels),
#' with `data_format = "channels_last"`; with `"channels_first"` the channels
#' stand second in both.
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family pooling layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 5, 2, 4, 3, 6), c(1, 6, 1))
#' as.array(layer_average_pooling_1d(sequence, pool_size = 2))[1, , ]
#'
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_average_pooling_2d(image, pool_size = 2))[1, , , 1]
#'
#' volume <- array(seq(1, 64, 1), c(1, 4, 4, 4, 1))
#' dim(layer_average_pooling_3d(volume, pool_size = 2))
#' @export
layer_average_pooling_2d <- function(object, pool_size, strides = NULL, padding = "valid",
                                     data_format = NULL, name = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    pool_size = as_wholes(pool_size, n = 2, min = 1),
    strides = as_wholes(strides, n = 2, min = 1, null = TRUE),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    name = check_name(name)
  )
  compose(object, outcome, keras_object("layers", "AveragePooling2D"), c(args, keywords))
}

#' @rdname layer_average_pooling_2d
#' @export
layer_average_pooling_1d <- function(object, pool_size, strides = NULL, padding = "valid",
                                     data_format = NULL, name = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    pool_size = as_wholes(pool_size, n = 1, min = 1),
    strides = as_wholes(strides, n = 1, min = 1, null = TRUE),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    name = check_name(name)
  )
  compose(object, outcome, keras_object("layers", "AveragePooling1D"), c(args, keywords))
}

#' @rdname layer_average_pooling_2d
#' @export
layer_average_pooling_3d <- function(object, pool_size, strides = NULL, padding = "valid",
                                     data_format = NULL, name = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    pool_size = as_wholes(pool_size, n = 3, min = 1),
    strides = as_wholes(strides, n = 3, min = 1, null = TRUE),
    padding = check_padding(padding),
    data_format = check_data_format(data_format),
    name = check_name(name)
  )
  compose(object, outcome, keras_object("layers", "AveragePooling3D"), c(args, keywords))
}

#' Take the largest value of whole feature maps of sequences, images or volumes
#'
#' Replaces each feature map by its largest value: whether the feature was
#' seen, wherever it was. It takes sequences, images or volumes of any size,
#' where [layer_flatten()] ties the model to one.
#' [layer_global_average_pooling_2d()] takes the mean, which says how much of
#' it was seen.
#'
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), with `data_format = "channels_first"`
#' (examples, channels, axes); output (examples, channels), with `keepdims` the
#' pooled axes stay, with length 1.
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family pooling layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 5, 2, 4, 3, 6), c(1, 3, 2))
#' as.array(layer_global_max_pooling_1d(sequence))
#'
#' images <- array(seq(1, 32, 1), c(1, 4, 4, 2))
#' as.array(layer_global_max_pooling_2d(images))
#'
#' volume <- array(seq(1, 64, 1), c(1, 4, 4, 2, 2))
#' as.array(layer_global_max_pooling_3d(volume))
#' @export
layer_global_max_pooling_2d <- function(object, data_format = NULL, keepdims = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    data_format = check_data_format(data_format),
    keepdims = check_flag(keepdims)
  )
  compose(object, outcome, keras_object("layers", "GlobalMaxPooling2D"), c(args, keywords))
}

#' @rdname layer_global_max_pooling_2d
#' @export
layer_global_max_pooling_1d <- function(object, data_format = NULL, keepdims = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    data_format = check_data_format(data_format),
    keepdims = check_flag(keepdims)
  )
  compose(object, outcome, keras_object("layers", "GlobalMaxPooling1D"), c(args, keywords))
}

#' @rdname layer_global_max_pooling_2d
#' @export
layer_global_max_pooling_3d <- function(object, data_format = NULL, keepdims = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    data_format = check_data_format(data_format),
    keepdims = check_flag(keepdims)
  )
  compose(object, outcome, keras_object("layers", "GlobalMaxPooling3D"), c(args, keywords))
}

#' Average whole feature maps of sequences, images or volumes
#'
#' Replaces each feature map by its mean. Between the last convolution and the
#' last dense layer it needs no weights and takes sequences, images or volumes
#' of any size, where [layer_flatten()] ties the model to one.
#'
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), with `data_format = "channels_first"`
#' (examples, channels, axes); output (examples, channels), with `keepdims` the
#' pooled axes stay, with length 1.
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' M. Lin, Q. Chen, S. Yan (2013). Network in network.
#' <https://arxiv.org/abs/1312.4400>
#' @family pooling layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 5, 2, 4, 3, 6), c(1, 3, 2))
#' as.array(layer_global_average_pooling_1d(sequence))
#'
#' images <- array(seq(1, 32, 1), c(1, 4, 4, 2))
#' as.array(layer_global_average_pooling_2d(images))
#'
#' volume <- array(seq(1, 64, 1), c(1, 4, 4, 2, 2))
#' as.array(layer_global_average_pooling_3d(volume))
#' @export
layer_global_average_pooling_2d <- function(object, data_format = NULL, keepdims = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    data_format = check_data_format(data_format),
    keepdims = check_flag(keepdims)
  )
  compose(object, outcome, keras_object("layers", "GlobalAveragePooling2D"), c(args, keywords))
}

#' @rdname layer_global_average_pooling_2d
#' @export
layer_global_average_pooling_1d <- function(object, data_format = NULL, keepdims = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    data_format = check_data_format(data_format),
    keepdims = check_flag(keepdims)
  )
  compose(object, outcome, keras_object("layers", "GlobalAveragePooling1D"), c(args, keywords))
}

#' @rdname layer_global_average_pooling_2d
#' @export
layer_global_average_pooling_3d <- function(object, data_format = NULL, keepdims = FALSE, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    data_format = check_data_format(data_format),
    keepdims = check_flag(keepdims)
  )
  compose(object, outcome, keras_object("layers", "GlobalAveragePooling3D"), c(args, keywords))
}

#' Pool sequences, images or volumes of any size to one size, by the largest
#' value
#'
#' Divides a sequence, an image or a volume into as many windows as
#' `output_size` says, and keeps the largest value of each channel in every
#' one. The output has that size whatever the input's, so that a model that
#' ends in dense layers takes sequences, images or volumes of any size, and
#' keeps more of where things are than [layer_global_max_pooling_2d()] does.
#'
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, output_size, channels),
#' with `data_format = "channels_last"`; with `"channels_first"` the channels
#' stand second in both.
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family pooling layers
#' @examplesIf is_keras_available()
#' sequence <- array(seq(1, 12, 1), c(1, 6, 2))
#' dim(layer_adaptive_max_pooling_1d(sequence, output_size = 3))
#'
#' image <- array(seq(1, 36, 1), c(1, 6, 6, 1))
#' as.array(layer_adaptive_max_pooling_2d(image, output_size = 2))[1, , , 1]
#'
#' volume <- array(seq(1, 216, 1), c(1, 6, 6, 6, 1))
#' dim(layer_adaptive_max_pooling_3d(volume, output_size = c(1, 2, 3)))
#' @export
layer_adaptive_max_pooling_2d <- function(object, output_size, data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    output_size = as_wholes(output_size, n = 2, min = 1),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "AdaptiveMaxPooling2D"), c(args, keywords))
}

#' @rdname layer_adaptive_max_pooling_2d
#' @export
layer_adaptive_max_pooling_1d <- function(object, output_size, data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    output_size = as_wholes(output_size, n = 1, min = 1),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "AdaptiveMaxPooling1D"), c(args, keywords))
}

#' @rdname layer_adaptive_max_pooling_2d
#' @export
layer_adaptive_max_pooling_3d <- function(object, output_size, data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    output_size = as_wholes(output_size, n = 3, min = 1),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "AdaptiveMaxPooling3D"), c(args, keywords))
}

#' Pool sequences, images or volumes of any size to one size, by the mean
#'
#' Divides a sequence, an image or a volume into as many windows as
#' `output_size` says, and keeps the mean of each channel in every one. The
#' output has that size whatever the input's, so that a model that ends in
#' dense layers takes sequences, images or volumes of any size, and keeps more
#' of where things are than [layer_global_average_pooling_2d()] does.
#'
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, output_size, channels),
#' with `data_format = "channels_last"`; with `"channels_first"` the channels
#' stand second in both.
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family pooling layers
#' @examplesIf is_keras_available()
#' sequence <- array(seq(1, 12, 1), c(1, 6, 2))
#' dim(layer_adaptive_average_pooling_1d(sequence, output_size = 3))
#'
#' image <- array(seq(1, 36, 1), c(1, 6, 6, 1))
#' as.array(layer_adaptive_average_pooling_2d(image, output_size = 2))[1, , , 1]
#'
#' volume <- array(seq(1, 216, 1), c(1, 6, 6, 6, 1))
#' dim(layer_adaptive_average_pooling_3d(volume, output_size = c(1, 2, 3)))
#' @export
layer_adaptive_average_pooling_2d <- function(object, output_size, data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    output_size = as_wholes(output_size, n = 2, min = 1),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "AdaptiveAveragePooling2D"), c(args, keywords))
}

#' @rdname layer_adaptive_average_pooling_2d
#' @export
layer_adaptive_average_pooling_1d <- function(object, output_size, data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    output_size = as_wholes(output_size, n = 1, min = 1),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "AdaptiveAveragePooling1D"), c(args, keywords))
}

#' @rdname layer_adaptive_average_pooling_2d
#' @export
layer_adaptive_average_pooling_3d <- function(object, output_size, data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    output_size = as_wholes(output_size, n = 3, min = 1),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "AdaptiveAveragePooling3D"), c(args, keywords))
}
