# Written by tools/generate from tools/generate/layer/reshaping.toml, by `make generate`.

#' Flatten to one axis
#'
#' Lays out all values of an example in one row, last axis fastest, so that a
#' dense layer can take them. It ties the model to one size of input;
#' [layer_global_average_pooling_2d()] and its siblings do not.
#'
#' @param data_format `"channels_first"` moves the channels last before
#'   flattening, so that weights trained in one layout fit the other. `NULL`
#'   uses [config_image_data_format()].
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, ...), output (examples, product of the other axes); an
#' input of (examples) becomes (examples, 1).
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' dim(layer_flatten(array(0, c(2, 8, 8, 3))))
#' as.array(layer_flatten(array(c(1, 2, 3, 4), c(1, 2, 2))))
#' @export
layer_flatten <- function(object, data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "Flatten"), c(args, keywords))
}

#' Change the shape of each example
#'
#' Lays the values of each example out in another shape, last axis fastest (row
#' by row, unlike R's `dim<-`). The order of the values stays;
#' [layer_permute()] exchanges axes.
#'
#' @param target_shape New shape without the batch axis: a vector of whole
#'   numbers of at least 0, whose product is the number of values of an
#'   example. One of them may be `NA` or `-1`: it is computed from the others.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, ...), output (examples, target_shape).
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' as.array(layer_reshape(matrix(1:6, 1), c(2, 3)))[1, , ]
#' dim(layer_reshape(matrix(0, 4, 12), c(NA, 2, 2)))
#' @export
layer_reshape <- function(object, target_shape, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    target_shape = as_shape(target_shape, unknown = -1L)
  )
  compose(object, outcome, keras_object("layers", "Reshape"), c(args, keywords))
}

#' Permute the axes of each example
#'
#' Puts the axes of each example into another order, as `aperm()` does, the
#' batch axis staying first: what were steps become features, or channels that
#' come first go last. Values move with their axes; [layer_reshape()] keeps
#' their order and divides them differently.
#'
#' @param dims The order of the axes, counted from 1 without the batch axis:
#'   each of the whole numbers 1, 2, ..., once. `c(2, 1)` exchanges the two
#'   axes after the batch axis.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, ...) with as many axes after the first as `dims` has
#' entries, output with the same axes in the order of `dims`: axis i of an
#' output example is axis `dims[i]` of the input's.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' sequence <- array(1:6, c(1, 3, 2))
#' as.array(layer_permute(sequence, dims = c(2, 1)))[1, , ]
#'
#' channels_first <- array(0, c(2, 3, 8, 6))
#' dim(layer_permute(channels_first, dims = c(2, 3, 1)))
#' @export
layer_permute <- function(object, dims, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    dims = check_permutation(dims)
  )
  compose(object, outcome, keras_object("layers", "Permute"), c(args, keywords))
}

#' Repeat a vector as the steps of a sequence
#'
#' Makes a sequence of `n` equal steps from one vector for each example. A
#' decoder that writes a sequence gets an encoder's summary in this way, the
#' same one at each step.
#'
#' @param n Number of steps: a whole number of at least 1.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, features), output (examples, n, features).
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' as.array(layer_repeat_vector(matrix(c(1, 2, 3), 1), n = 2))[1, , ]
#' @export
layer_repeat_vector <- function(object, n, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    n = as_whole(n, min = 1)
  )
  compose(object, outcome, keras_object("layers", "RepeatVector"), c(args, keywords))
}

#' Cut off the edges of sequences, images or volumes
#'
#' Removes the edges of each example: steps at the beginning and the end of a
#' sequence, rows and columns of an image, layers from the six sides of a
#' volume; in training and at inference alike. In a network with a shortcut
#' around convolutions without padding, it makes the two branches equally
#' large. For images [layer_center_crop()] takes the size to be left instead,
#' and [layer_random_crop()] cuts at random. [layer_zero_padding_2d()] does the
#' opposite.
#'
#' @param cropping How much to cut off: a whole number of at least 0 for all
#'   edges. For sequences two of them, `c(beginning, end)`; for images and
#'   volumes one for each axis, both its ends, as in `c(rows, columns)`, or a
#'   list of a pair for each axis, as in `list(c(top, bottom), c(left,
#'   right))`. The defaults cut off a step at both ends of a sequence, nothing
#'   of an image and 1 at each side of a volume.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, new axes, channels),
#' with `data_format = "channels_last"`; with `"channels_first"` the channels
#' stand second in both. Sequences have the channels last. Each axis must keep
#' a length of at least 1.
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 5, 2, 4, 3, 6), c(1, 6, 1))
#' as.array(layer_cropping_1d(sequence, cropping = c(2, 1)))[1, , 1]
#'
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_cropping_2d(image, cropping = 1))[1, , , 1]
#' dim(layer_cropping_2d(image, cropping = list(c(0, 1), c(2, 0))))
#'
#' volume <- array(0, c(1, 6, 6, 6, 1))
#' dim(layer_cropping_3d(volume))
#' dim(layer_cropping_3d(volume, cropping = list(c(0, 1), c(2, 0), c(2, 2))))
#' @export
layer_cropping_2d <- function(object, cropping = list(list(0L, 0L), list(0L, 0L)),
                              data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    cropping = as_pairs(cropping, n = 2),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "Cropping2D"), c(args, keywords))
}

#' @rdname layer_cropping_2d
#' @export
layer_cropping_1d <- function(object, cropping = list(1L, 1L), ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    cropping = as_wholes(cropping, n = 2, min = 0)
  )
  compose(object, outcome, keras_object("layers", "Cropping1D"), c(args, keywords))
}

#' @rdname layer_cropping_2d
#' @export
layer_cropping_3d <- function(object, cropping = list(list(1L, 1L), list(1L, 1L), list(1L, 1L)),
                              data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    cropping = as_pairs(cropping, n = 3),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "Cropping3D"), c(args, keywords))
}

#' Add zeros around sequences, images or volumes
#'
#' Puts zeros around each example: steps before the beginning and after the end
#' of a sequence, rows and columns around an image, or all around a volume.
#' That brings it to a size, or says exactly which edges a convolution pads:
#' [layer_conv_2d()] with `padding = "same"` divides the zeros itself and puts
#' an odd one at the end, where weights from another library may want it at the
#' beginning. Where its `padding = "same"` or, for sequences, `"causal"` would
#' do, no layer is needed for that. [layer_cropping_2d()] does the opposite.
#'
#' @param padding How much to add: a whole number of at least 0 for all
#'   edges. For sequences two of them, `c(beginning, end)`; for images and
#'   volumes one for each axis, both its ends, as in `c(rows, columns)`, or a
#'   list of a pair for each axis, as in `list(c(top, bottom), c(left,
#'   right))`.
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
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 2, 3), c(1, 3, 1))
#' as.array(layer_zero_padding_1d(sequence, padding = c(2, 1)))[1, , 1]
#'
#' image <- array(c(1, 2, 3, 4), c(1, 2, 2, 1))
#' as.array(layer_zero_padding_2d(image))[1, , , 1]
#' as.array(layer_zero_padding_2d(image, padding = list(c(0, 1), c(2, 0))))[1, , , 1]
#'
#' volume <- array(1, c(1, 2, 2, 2, 1))
#' dim(layer_zero_padding_3d(volume))
#' dim(layer_zero_padding_3d(volume, padding = list(c(0, 1), c(2, 0), c(2, 2))))
#' @export
layer_zero_padding_2d <- function(object, padding = list(1L, 1L), data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    padding = as_pairs(padding, n = 2),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "ZeroPadding2D"), c(args, keywords))
}

#' @rdname layer_zero_padding_2d
#' @export
layer_zero_padding_1d <- function(object, padding = 1L, data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    padding = as_wholes(padding, n = 2, min = 0),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "ZeroPadding1D"), c(args, keywords))
}

#' @rdname layer_zero_padding_2d
#' @export
layer_zero_padding_3d <- function(object, padding = list(list(1L, 1L), list(1L, 1L), list(1L, 1L)),
                                  data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    padding = as_pairs(padding, n = 3),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "ZeroPadding3D"), c(args, keywords))
}

#' Enlarge sequences, images or volumes without weights
#'
#' Makes each example a whole number of times larger, by repeating its values;
#' images can also be interpolated in one of several ways. It is the step up in
#' decoders and generators that needs no training; followed by
#' [layer_conv_2d()], it leaves none of the chequered patterns that
#' [layer_conv_2d_transpose()], which learns how to fill in what is new, can
#' leave. [layer_resizing()] brings images to a fixed size.
#'
#' @param size How many times as large an example becomes: a whole number of
#'   at least 1, or one for each axis.
#' @param interpolation How the new pixels are made: `"nearest"` repeats the
#'   old ones; `"bilinear"` and `"bicubic"` blend them; `"lanczos3"` and
#'   `"lanczos5"` do so with wider windows, which PyTorch does not have.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input (examples, axes, channels), output (examples, new axes, channels),
#' `size` times as long along the axes, with `data_format = "channels_last"`;
#' with `"channels_first"` the channels stand second in both. Sequences have
#' the channels last.
#'
#' The axes are, of sequences, steps; of images, rows and columns; of volumes,
#' x, y and z.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 2, 3), c(1, 3, 1))
#' as.array(layer_upsampling_1d(sequence, size = 2))[1, , 1]
#'
#' image <- array(c(1, 2, 3, 4), c(1, 2, 2, 1))
#' as.array(layer_upsampling_2d(image))[1, , , 1]
#' as.array(layer_upsampling_2d(image, size = c(1, 2), interpolation = "bilinear"))[1, , , 1]
#'
#' volume <- array(1, c(1, 2, 2, 2, 1))
#' dim(layer_upsampling_3d(volume, size = c(1, 2, 3)))
#' @export
layer_upsampling_2d <- function(object, size = list(2L, 2L), data_format = NULL,
                                interpolation = "nearest", ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    size = as_wholes(size, n = 2, min = 1),
    data_format = check_data_format(data_format),
    interpolation = check_choice(
      interpolation, c("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
    )
  )
  compose(object, outcome, keras_object("layers", "UpSampling2D"), c(args, keywords))
}

#' @rdname layer_upsampling_2d
#' @export
layer_upsampling_1d <- function(object, size = 2L, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    size = as_whole(size, min = 1)
  )
  compose(object, outcome, keras_object("layers", "UpSampling1D"), c(args, keywords))
}

#' @rdname layer_upsampling_2d
#' @export
layer_upsampling_3d <- function(object, size = list(2L, 2L, 2L), data_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    size = as_wholes(size, n = 3, min = 1),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "UpSampling3D"), c(args, keywords))
}
