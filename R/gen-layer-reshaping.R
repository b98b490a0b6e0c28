# Written by tools/generate from tools/generate/layer/reshaping.toml, by `make generate`.

#' Flatten to one axis
#'
#' Lays out all values of an example in one row, last axis fastest, so that a
#' dense layer can take them. It ties the model to one size of input;
#' [layer_global_average_pooling_2d()] and its siblings do not.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param data_format `"channels_first"` moves the channels last before
#'   flattening, so that weights trained in one layout fit the other. `NULL`
#'   takes [config_image_data_format()].
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
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
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "Flatten"), c(args, keywords))
}

#' Change the shape
#'
#' Lays the values of each example out in another shape, last axis fastest (row
#' by row, other than R's `dim<-`). The order of the values stays;
#' [layer_permute()] exchanges axes.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param target_shape New shape without the batch axis: a vector of whole
#'   numbers of at least 0, whose product is the number of values of an
#'   example. One of them may be `NA` or `-1`: it is computed from the others.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
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
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    target_shape = as_shape(target_shape, unknown = -1L)
  )
  compose(object, keras_object("layers", "Reshape"), c(args, keywords))
}

#' Exchange the axes of each example
#'
#' Puts the axes of each example into another order, as `aperm()` does, the
#' batch axis staying first: what were steps become features, or channels that
#' come first go last. Values move with their axes; [layer_reshape()] keeps
#' their order and draws other borders between them.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param dims The order of the axes, counted from 1 without the batch axis:
#'   each of the whole numbers 1, 2, ..., once. `c(2, 1)` exchanges the two
#'   axes behind the batch axis.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, ...) with as many axes behind the first as `dims` has
#' entries, output the same axes in the order of `dims`: axis i of an output
#' example is axis `dims[i]` of the input's.
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
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    dims = check_permutation(dims)
  )
  compose(object, keras_object("layers", "Permute"), c(args, keywords))
}

#' Repeat a vector as the steps of a sequence
#'
#' Makes a sequence of `n` equal steps from one vector for each example. A
#' decoder that writes a sequence gets the summary of an encoder in this way,
#' the same one at each step.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param n Number of steps: a whole number of at least 1.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
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
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    n = as_whole(n, min = 1)
  )
  compose(object, keras_object("layers", "RepeatVector"), c(args, keywords))
}

#' Cut off the edges of sequences
#'
#' Removes steps from the beginning and the end of each sequence. In a network
#' with a short cut past convolutions without padding, it makes the two
#' branches equally long. [layer_zero_padding_1d()] does the opposite.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param cropping Number of steps to cut off: a whole number of at least 0
#'   for both ends, or two of them, `c(beginning, end)`.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, steps, channels), output (examples, new steps, channels).
#' At least one step must be left.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 5, 2, 4, 3, 6), c(1, 6, 1))
#' as.array(layer_cropping_1d(sequence, cropping = c(2, 1)))[1, , 1]
#' @export
layer_cropping_1d <- function(object, cropping = list(1L, 1L), ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    cropping = as_wholes(cropping, n = 2, min = 0)
  )
  compose(object, keras_object("layers", "Cropping1D"), c(args, keywords))
}

#' Cut off the edges of images
#'
#' Removes rows and columns from the edges of each image, the same in training
#' and inference. In a network with a short cut past convolutions without
#' padding, it makes the two branches equally large. [layer_center_crop()]
#' takes the size that is to be left instead, [layer_random_crop()] cuts at
#' random; [layer_zero_padding_2d()] does the opposite.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param cropping Number of rows and columns to cut off: a whole number of
#'   at least 0 for all four edges; two of them, `c(rows, columns)`, each for
#'   both ends; or a list of two pairs, `list(c(top, bottom), c(left, right))`.
#'   The default cuts off nothing.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, rows, columns, channels), output (examples, new rows, new
#' columns, channels), with `data_format = "channels_last"`; with
#' `"channels_first"` the channels stand second in both. At least one row and
#' one column must be left.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_cropping_2d(image, cropping = 1))[1, , , 1]
#' dim(layer_cropping_2d(image, cropping = list(c(0, 1), c(2, 0))))
#' @export
layer_cropping_2d <- function(object, cropping = list(list(0L, 0L), list(0L, 0L)),
                              data_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    cropping = as_pairs(cropping, n = 2),
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "Cropping2D"), c(args, keywords))
}

#' Cut off the edges of volumes
#'
#' Removes layers from the six sides of each volume. In a network with a short
#' cut past convolutions without padding, it makes the two branches equally
#' large. [layer_zero_padding_3d()] does the opposite.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param cropping What to cut off along x, y and z: a whole number of at
#'   least 0 for all six sides; three of them, each for both ends; or a list of
#'   three pairs, `c(before, after)`.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, x, y, z, channels), output (examples, new x, new y, new z,
#' channels), with `data_format = "channels_last"`; with `"channels_first"` the
#' channels stand second in both. Each axis must keep a length of at least 1.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' volume <- array(0, c(1, 6, 6, 6, 1))
#' dim(layer_cropping_3d(volume))
#' dim(layer_cropping_3d(volume, cropping = list(c(0, 1), c(2, 0), c(2, 2))))
#' @export
layer_cropping_3d <- function(object, cropping = list(list(1L, 1L), list(1L, 1L), list(1L, 1L)),
                              data_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    cropping = as_pairs(cropping, n = 3),
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "Cropping3D"), c(args, keywords))
}

#' Add zeros around sequences
#'
#' Puts steps of zeros before the beginning and behind the end of each
#' sequence, to bring it to a length or to let a convolution see the edges in
#' full. Where its `padding = "same"` or `"causal"` would do, [layer_conv_1d()]
#' needs no layer for that. [layer_cropping_1d()] does the opposite.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param padding Number of steps to add: a whole number of at least 0 for
#'   both ends, or two of them, `c(beginning, end)`.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, steps, channels), output (examples, new steps, channels),
#' with `data_format = "channels_last"`; with `"channels_first"` the channels
#' stand second in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 2, 3), c(1, 3, 1))
#' as.array(layer_zero_padding_1d(sequence, padding = c(2, 1)))[1, , 1]
#' @export
layer_zero_padding_1d <- function(object, padding = 1L, data_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    padding = as_wholes(padding, n = 2, min = 0),
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "ZeroPadding1D"), c(args, keywords))
}

#' Add zeros around images
#'
#' Puts rows and columns of zeros around each image, to bring it to a size or
#' to say exactly which edges a convolution pads: [layer_conv_2d()] with
#' `padding = "same"` divides the zeros itself and puts an odd one at the end,
#' where weights from another library may want it at the beginning.
#' [layer_cropping_2d()] does the opposite.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param padding Number of rows and columns to add: a whole number of at
#'   least 0 for all four edges; two of them, `c(rows, columns)`, each for both
#'   ends; or a list of two pairs, `list(c(top, bottom), c(left, right))`.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, rows, columns, channels), output (examples, new rows, new
#' columns, channels), with `data_format = "channels_last"`; with
#' `"channels_first"` the channels stand second in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' image <- array(c(1, 2, 3, 4), c(1, 2, 2, 1))
#' as.array(layer_zero_padding_2d(image))[1, , , 1]
#' as.array(layer_zero_padding_2d(image, padding = list(c(0, 1), c(2, 0))))[1, , , 1]
#' @export
layer_zero_padding_2d <- function(object, padding = list(1L, 1L), data_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    padding = as_pairs(padding, n = 2),
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "ZeroPadding2D"), c(args, keywords))
}

#' Add zeros around volumes
#'
#' Puts zeros around each volume, to bring it to a size or to say exactly which
#' sides a convolution pads. Where its `padding = "same"` would do,
#' [layer_conv_3d()] needs no layer for that. [layer_cropping_3d()] does the
#' opposite.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param padding What to add along x, y and z: a whole number of at least 0
#'   for all six sides; three of them, each for both ends; or a list of three
#'   pairs, `c(before, after)`.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, x, y, z, channels), output (examples, new x, new y, new z,
#' channels), with `data_format = "channels_last"`; with `"channels_first"` the
#' channels stand second in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' volume <- array(1, c(1, 2, 2, 2, 1))
#' dim(layer_zero_padding_3d(volume))
#' dim(layer_zero_padding_3d(volume, padding = list(c(0, 1), c(2, 0), c(2, 2))))
#' @export
layer_zero_padding_3d <- function(object, padding = list(list(1L, 1L), list(1L, 1L), list(1L, 1L)),
                                  data_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    padding = as_pairs(padding, n = 3),
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "ZeroPadding3D"), c(args, keywords))
}

#' Enlarge sequences without weights
#'
#' Repeats every step of a sequence `size` times: the step up in a decoder that
#' needs no training. [layer_conv_1d_transpose()] learns how to fill in the new
#' steps.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param size Number of times that each step comes: a whole number of at
#'   least 1.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, steps, channels), output (examples, new steps, channels),
#' with `size` times as many steps.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' sequence <- array(c(1, 2, 3), c(1, 3, 1))
#' as.array(layer_upsampling_1d(sequence, size = 2))[1, , 1]
#' @export
layer_upsampling_1d <- function(object, size = 2L, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    size = as_whole(size, min = 1)
  )
  compose(object, keras_object("layers", "UpSampling1D"), c(args, keywords))
}

#' Enlarge images without weights
#'
#' Makes each image a whole number of times larger, by repeating its pixels or
#' with one of several ways to interpolate. Followed by [layer_conv_2d()], it
#' is a way up for decoders and generators without the chequered patterns that
#' [layer_conv_2d_transpose()], which learns how to fill in the new pixels, can
#' leave. [layer_resizing()] brings images to a fixed size.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param size How many times as large the image becomes: a whole number of
#'   at least 1, or two of them, for rows and columns.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param interpolation How the new pixels come about: `"nearest"` repeats
#'   the old ones; `"bilinear"` and `"bicubic"` blend them; `"lanczos3"` and
#'   `"lanczos5"` do so with wider windows, which PyTorch has not.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, rows, columns, channels), output, with `size` times as many
#' rows and columns, (examples, new rows, new columns, channels), with
#' `data_format = "channels_last"`; with `"channels_first"` the channels stand
#' second in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' image <- array(c(1, 2, 3, 4), c(1, 2, 2, 1))
#' as.array(layer_upsampling_2d(image))[1, , , 1]
#' as.array(layer_upsampling_2d(image, size = c(1, 2), interpolation = "bilinear"))[1, , , 1]
#' @export
layer_upsampling_2d <- function(object, size = list(2L, 2L), data_format = NULL,
                                interpolation = "nearest", ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    size = as_wholes(size, n = 2, min = 1),
    data_format = check_data_format(data_format),
    interpolation = check_choice(
      interpolation, c("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
    )
  )
  compose(object, keras_object("layers", "UpSampling2D"), c(args, keywords))
}

#' Enlarge volumes without weights
#'
#' Repeats every value of a volume along x, y and z: the step up in a decoder
#' that needs no training. [layer_conv_3d_transpose()] learns how to fill in
#' the new values.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param size How many times as large the volume becomes: a whole number of
#'   at least 1, or three of them, for x, y and z.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input (examples, x, y, z, channels), output, `size` times as long along x, y
#' and z, (examples, new x, new y, new z, channels), with `data_format =
#' "channels_last"`; with `"channels_first"` the channels stand second in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family reshaping layers
#' @examplesIf is_keras_available()
#' volume <- array(1, c(1, 2, 2, 2, 1))
#' dim(layer_upsampling_3d(volume, size = c(1, 2, 3)))
#' @export
layer_upsampling_3d <- function(object, size = list(2L, 2L, 2L), data_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    size = as_wholes(size, n = 3, min = 1),
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "UpSampling3D"), c(args, keywords))
}
