# Written by tools/generate from tools/generate/layer/image.toml, by `make generate`.

#' Resize images
#'
#' Brings images to one size, so that a batch of them fits a model. It acts in
#' training and in prediction. [layer_center_crop()] cuts the size out of the
#' middle and leaves the scale as it is; [layer_upsampling_2d()] enlarges
#' feature maps by whole factors.
#'
#' @details
#' By itself the layer stretches: where the ratio of height to width changes,
#' so do the shapes in the image. `crop_to_aspect_ratio` and
#' `pad_to_aspect_ratio` keep them. Whole numbers stay whole numbers, rounded.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Masks and boxes are moved along
#' with the images; the output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param height Rows of the output: a whole number of at least 1.
#' @param width Columns of the output: a whole number of at least 1.
#' @param interpolation How a pixel is computed from those around its place:
#'   `"bilinear"`, `"nearest"`, which makes no new values, or `"bicubic"`, on
#'   TensorFlow and JAX also `"lanczos3"` and `"lanczos5"`, on TensorFlow also
#'   `"area"`.
#' @param crop_to_aspect_ratio Whether to cut off what is too long first, at
#'   both ends alike: `TRUE` or `FALSE`.
#' @param pad_to_aspect_ratio Whether to pad what is too short first, at both
#'   ends alike: `TRUE` or `FALSE`; not together with `crop_to_aspect_ratio`.
#' @param fill_mode How to pad: `"constant"`, with `fill_value`, is all there
#'   is.
#' @param fill_value What to pad with: a number, in the unit of the pixels.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#' @param antialias Whether to smooth when the image becomes smaller, so that
#'   fine patterns do not turn into false coarse ones: `TRUE` or `FALSE`.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis, become (examples, `height`, `width`, channels); with `data_format =
#' "channels_first"` the channels stand before the rows in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_resizing(image, height = 2, width = 2))[1, , , 1]
#' @export
layer_resizing <- function(object, height, width, interpolation = "bilinear",
                           crop_to_aspect_ratio = FALSE, pad_to_aspect_ratio = FALSE,
                           fill_mode = "constant", fill_value = 0, data_format = NULL,
                           bounding_box_format = NULL, ..., antialias = FALSE) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    height = as_whole(height, min = 1),
    width = as_whole(width, min = 1),
    interpolation = check_choice(
      interpolation, c("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5", "area")
    ),
    crop_to_aspect_ratio = check_flag(crop_to_aspect_ratio),
    pad_to_aspect_ratio = check_flag(pad_to_aspect_ratio),
    fill_mode = check_choice(fill_mode, "constant"),
    fill_value = check_number(fill_value),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format),
    antialias = check_flag(antialias)
  )
  compose(object, keras_object("layers", "Resizing"), c(args, keywords))
}

#' Rescale values
#'
#' Computes `x * scale + offset`. As the first layer of a model it takes raw
#' pixel values to the range that training likes, and travels with the model
#' when it is saved. It acts in training and in prediction.
#' [layer_normalization()] learns mean and variance from data instead.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param scale Factor: a finite number such as `1 / 255`, or one for each
#'   channel.
#' @param offset Added afterwards: a finite number, or one for each channel.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Input and output have the same shape, which may be any; numbers for each
#' channel go along the last axis.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' as.array(layer_rescaling(matrix(c(0, 127.5, 255), 1), scale = 1 / 127.5, offset = -1))
#' @export
layer_rescaling <- function(object, scale, offset = 0, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    scale = check_numbers(scale),
    offset = check_numbers(offset)
  )
  compose(object, keras_object("layers", "Rescaling"), c(args, keywords))
}

#' Cut the middle out of images
#'
#' Keeps the middle of each image, which gives one size without changing the
#' scale. It acts in training and in prediction. [layer_random_crop()] cuts
#' anywhere in training; [layer_resizing()] keeps the whole image.
#'
#' @details
#' Where an image has fewer rows than `height` or fewer columns than `width`,
#' the largest middle part with the ratio of `height` to `width` is taken and
#' stretched.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Masks and boxes are moved along
#' with the images; the output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param height Rows to keep: a whole number of at least 1.
#' @param width Columns to keep: a whole number of at least 1.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis, become (examples, `height`, `width`, channels); with `data_format =
#' "channels_first"` the channels stand before the rows in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_center_crop(image, height = 2, width = 2))[1, , , 1]
#' @export
layer_center_crop <- function(object, height, width, data_format = NULL, bounding_box_format = NULL,
                              ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    height = as_whole(height, min = 1),
    width = as_whole(width, min = 1),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "CenterCrop"), c(args, keywords))
}

#' Stretch the contrast of images
#'
#' Scales each channel of each image so that its darkest pixel becomes the
#' smallest value of `value_range` and its brightest the largest: faint images
#' become as clear as others. It acts in training and in prediction. One
#' outlying pixel is enough to stop it; [layer_equalization()] looks at how
#' many pixels have each value.
#'
#' @details
#' A channel with one value throughout stays as it is. The layer takes the
#' second and the third axis for rows and columns, whatever
#' [config_image_data_format()] says.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(50, 100, 150, 200), c(1, 2, 2, 1))
#' as.array(layer_auto_contrast(image))[1, , , 1]
#' @export
layer_auto_contrast <- function(object, value_range = list(0L, 255L), bounding_box_format = NULL,
                                ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    value_range = check_value_range(value_range),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "AutoContrast"), c(args, keywords))
}

#' Equalise the histogram of images tile by tile
#'
#' Brings out detail where an image is dark in one place and bright in another,
#' such as in medical or aerial images: values are spread by a histogram of the
#' surroundings, and a limit keeps noise in even places from being blown up. It
#' acts in training and in prediction. [layer_equalization()] uses one
#' histogram.
#'
#' @details
#' Each channel of each image is cut into tiles; each has a histogram of 256
#' values, whose sum up to a value says what becomes of it. Between the tiles'
#' centres the results are blended, so that no edges show. Images that the
#' tiles do not divide evenly are mirrored at the end for the while. The
#' histograms take memory: 256 numbers for each pixel. On PyTorch Keras 3.15.1
#' rounds the limit down to whole pixels, which tells in small tiles.
#'
#' A list of images and labels or boxes, as other layers of this family take
#' it, is refused.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param clip_limit The most pixels that count for one value in a tile, as a
#'   multiple of the mean: a number. What is above is spread over all values,
#'   so that 1 changes little and large numbers do not limit. 0 and less set no
#'   limit.
#' @param tile_grid_size Number of tiles: a whole number of at least 1, or
#'   two of them, for rows and columns.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' S. M. Pizer et al. (1987). Adaptive histogram equalization and its
#' variations. Computer Vision, Graphics, and Image Processing 39.
#' <https://doi.org/10.1016/S0734-189X(87)80186-X>
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(100, 130, 2), c(1, 4, 4, 1))
#' clahe <- layer_contrast_limited_adaptive_histogram_equalization(
#'   clip_limit = 0, tile_grid_size = 2
#' )
#' round(as.array(clahe(image))[1, , , 1])
#' @export
layer_contrast_limited_adaptive_histogram_equalization <- function(object,
                                                                   value_range = list(0L, 255L),
                                                                   clip_limit = 4.0,
                                                                   tile_grid_size = list(8L, 8L),
                                                                   data_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    value_range = check_value_range(value_range),
    clip_limit = check_number(clip_limit),
    tile_grid_size = check_grid(tile_grid_size),
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "ContrastLimitedAdaptiveHistogramEqualization"), c(args, keywords))
}

#' Bring every image to the same number of bounding boxes
#'
#' Cuts off the boxes that are too many, from the end, and pads where there are
#' too few, so that the boxes of a batch fit one array. It acts in training and
#' in prediction and leaves the images alone.
#'
#' @details
#' The layer is called on a list: `images` and `bounding_boxes`, which is
#' itself a list of `boxes`, an array (examples, boxes, 4), and `labels`, a
#' matrix (examples, boxes); `labels` and `segmentation_masks` of the images
#' may stand in it as well. `bounding_box_format` must be given; what it says
#' makes no difference here. Images by themselves are handed on.
#'
#' The layer is for preparing data: on JAX Keras 3.15.1 cannot compile it, so
#' that a model with it does not run there.
#'
#' Keras 3.15.1 does not save `fill_value`: a layer that was loaded pads with
#' -1.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param max_number Number of boxes that each image then has: a whole number
#'   of at least 1.
#' @param fill_value What stands in the boxes and the labels that are padded:
#'   a whole number.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' `boxes` (examples, boxes, 4) becomes (examples, `max_number`, 4), and their
#' `labels` (examples, boxes) become (examples, `max_number`). All else keeps
#' its shape.
#'
#' @returns The outcome for `object`: a Sequential model, with the layer
#'   added, invisibly; for a list, a list of the same names; for `NULL`, the
#'   layer.
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' data <- list(
#'   images = array(0, c(1, 4, 4, 3)),
#'   bounding_boxes = list(
#'     boxes = array(c(0, 1, 0, 1, 2, 3, 2, 3), c(1, 2, 4)),
#'     labels = matrix(c(5, 7), 1)
#'   )
#' )
#' same <- layer_max_num_bounding_boxes(data, 3, bounding_box_format = "xyxy")
#' as.array(same$bounding_boxes$labels)
#' @export
layer_max_num_bounding_boxes <- function(object, max_number, fill_value = -1L,
                                         bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    max_number = as_whole(max_number, min = 1),
    fill_value = as_whole(fill_value),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "MaxNumBoundingBoxes"), c(args, keywords))
}

#' Equalise the histogram of images
#'
#' Spreads the values of each channel so that every part of the range is about
#' equally common, which brings out detail where most pixels are alike.
#' [layer_contrast_limited_adaptive_histogram_equalization()] does so for each
#' image and place by place, also in a model; [layer_auto_contrast()] only
#' stretches.
#'
#' @details
#' One histogram is made for each channel of a whole batch, so that an image
#' comes out differently in other company. A channel with one value throughout
#' stays as it is.
#'
#' The layer is for preparing data: called on images it acts, and `training =
#' FALSE`, given to it as a function of images, leaves them as they are. In a
#' model Keras 3.15.1 cannot use it: what it returns for a symbolic tensor is
#' that tensor itself, so that a Sequential model skips it and other models
#' cannot be built.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param bins Number of bins of the histogram: a whole number of at least 1.
#'   256 keeps apart what images of 8 bits keep apart.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(10, 10, 20, 200), c(1, 2, 2, 1))
#' as.array(layer_equalization(image, bins = 32))[1, , , 1]
#' @export
layer_equalization <- function(object, value_range = list(0L, 255L), bins = 256L,
                               data_format = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    value_range = check_value_range(value_range),
    bins = as_whole(bins, min = 1),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "Equalization"), c(args, keywords))
}

#' Turn bright pixels into their negative in training
#'
#' Adds a drawn number to each image, keeps to `value_range`, and then replaces
#' every value that reaches a drawn threshold by its distance from the top of
#' the range. With both factors 0, as they are by default, all values are
#' inverted; [layer_random_invert()] does so to some images.
#'
#' @details
#' A threshold and a number to add are drawn for each image. Keras 3.15.1
#' multiplies only the upper end of what it draws from by the range: a lower
#' end of 0.2 means 0.2 steps of 255.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param addition_factor What to add, as a fraction of the range: a number f
#'   from 0 to 1, which draws from 0 to f, or two numbers, the ends.
#' @param threshold_factor Where the threshold lies, as a fraction of the
#'   range, likewise. 0 inverts all values.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels) or (examples, channels, rows,
#' columns), or one image without the first axis. The output has the shape of
#' the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(0, 100, 200, 255), c(1, 2, 2, 1))
#' as.array(layer_solarization(image))[1, , , 1]
#' @export
layer_solarization <- function(object, addition_factor = 0, threshold_factor = 0,
                               value_range = list(0L, 255L), seed = NULL,
                               bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    addition_factor = check_range(addition_factor, min = 0, max = 1),
    threshold_factor = check_range(threshold_factor, min = 0, max = 1),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "Solarization"), c(args, keywords))
}

#' Make images brighter or darker at random
#'
#' Adds one drawn number to all pixels of an image and cuts off at
#' `value_range`, so that a model does not rely on the light of the training
#' images.
#'
#' @details
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor What to add, as a fraction of the range: a number f from -1
#'   to 1, which draws from -|f| to |f|, or two numbers, the ends. -1 makes an
#'   image black, 1 white.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels) or (examples, channels, rows,
#' columns), or one image without the first axis. The output has the shape of
#' the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(0, 100, 200, 250), c(1, 2, 2, 1))
#' as.array(layer_random_brightness(image, factor = c(0.1, 0.1)))[1, , , 1]
#' @export
layer_random_brightness <- function(object, factor, value_range = list(0L, 255L), seed = NULL,
                                    bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = -1, max = 1),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomBrightness"), c(args, keywords))
}

#' Change the contrast of images at random
#'
#' Moves the values of each channel away from their mean, or towards it: x
#' becomes (x - mean) * f + mean, cut off at `value_range`, with an f drawn for
#' each image.
#'
#' @details
#' Keras 3.15.1 takes a single `factor` for the upper end alone, so that the
#' contrast only grows. Two numbers let it shrink as well: `c(0.2, 0.2)` draws
#' f from 0.8 to 1.2.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor How far from 1 to draw: a number b from 0 to 1, which draws
#'   f from 1 to 1 + b, or two numbers a and b with a not above b, which draw
#'   from 1 - a to 1 + b.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(50, 100, 150, 200), c(1, 2, 2, 1))
#' as.array(layer_random_contrast(image, factor = c(0.5, 0.5), seed = 1))[1, , , 1]
#' @export
layer_random_contrast <- function(object, factor, value_range = c(0L, 255L), seed = NULL,
                                  data_format = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomContrast"), c(args, keywords))
}

#' Take colour out of images at random
#'
#' Blends each image with its own grey version, so that a model does not rely
#' on strong colours. [layer_random_grayscale()] takes all colour out of some
#' of the images; [layer_random_saturation()] also makes colours stronger.
#'
#' @details
#' A share is drawn for each image: 0 leaves it alone, 1 leaves grey. A
#' negative share makes colours stronger, and Keras 3.15.1 draws those too
#' where `factor` is one number: take `c(0, 0.5)` to only take colour out.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor Share of grey: a number f from -1 to 1, which draws from
#'   -|f| to |f|, or two numbers, the ends.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' pixel <- array(c(200, 100, 50), c(1, 1, 1, 3))
#' as.array(layer_random_color_degeneration(pixel, factor = c(0.5, 0.5)))[1, 1, 1, ]
#' @export
layer_random_color_degeneration <- function(object, factor, value_range = list(0L, 255L),
                                            data_format = NULL, seed = NULL,
                                            bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = -1, max = 1),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomColorDegeneration"), c(args, keywords))
}

#' Make some images grey at random
#'
#' Replaces the colours of some images by their brightness, in all three
#' channels, so that a model learns shapes too.
#' [layer_random_color_degeneration()] takes a drawn part of the colour out of
#' every image.
#'
#' @details
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' The layer takes images, not a list of images and labels. Keras 3.15.1 does
#' not save `seed`: a layer that was loaded draws its own.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor Probability that an image becomes grey: a number between 0
#'   and 1.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' pixel <- array(c(200, 100, 50), c(1, 1, 1, 3))
#' as.array(layer_random_grayscale(pixel, factor = 1))[1, 1, 1, ]
#' @export
layer_random_grayscale <- function(object, factor = 0.5, data_format = NULL, seed = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_number(factor, min = 0, max = 1),
    data_format = check_data_format(data_format),
    seed = as_seed(seed)
  )
  compose(object, keras_object("layers", "RandomGrayscale"), c(args, keywords))
}

#' Shift the hue of images at random
#'
#' Turns the colours of each image round the colour circle by a drawn angle,
#' the same for all its pixels: red goes towards yellow or towards violet.
#' Greys stay. It suits where the colour of a thing says little about what it
#' is.
#'
#' @details
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor How far to turn, as a fraction of half the circle: a number
#'   f from 0 to 1, which draws from 0 to f, or two numbers, the ends. A coin
#'   then decides the direction; 1 is the opposite colour.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' pixel <- array(c(200, 100, 50), c(1, 1, 1, 3))
#' as.array(layer_random_hue(pixel, factor = c(1, 1)))[1, 1, 1, ]
#' @export
layer_random_hue <- function(object, factor, value_range = list(0L, 255L), data_format = NULL,
                             seed = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomHue"), c(args, keywords))
}

#' Change the saturation of images at random
#'
#' Makes the colours of each image stronger or weaker by a drawn factor.
#' [layer_random_color_degeneration()] blends with grey, which is gentler;
#' [layer_random_grayscale()] takes the colour out of some of the images.
#'
#' @details
#' For each image f is drawn, and the saturation is multiplied by f / (1 - f):
#' 0 leaves grey, 0.5 leaves the image alone, 0.75 makes its colours three
#' times as strong, and near 1 they are as strong as they can be. A negative f
#' leaves grey as 0 does, and Keras 3.15.1 draws those too where `factor` is
#' one number: take two, such as `c(0.4, 0.6)`.
#'
#' Keras 3.15.1 limits the saturation, whose scale is 0 to 1, by `value_range`:
#' only with `c(0, 1)` do the colours stay within the range. With `c(0, 255)` a
#' factor above 0.5 can make values negative; rescale the images first.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor What to draw f from: two numbers from 0 to 1, the ends, or a
#'   number f from -1 to 1, which draws from -|f| to |f|.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' pixel <- array(c(0.8, 0.4, 0.2), c(1, 1, 1, 3))
#' saturate <- layer_random_saturation(factor = c(0.25, 0.25), value_range = c(0, 1))
#' as.array(saturate(pixel))[1, 1, 1, ]
#' @export
layer_random_saturation <- function(object, factor, value_range = list(0L, 255L),
                                    data_format = NULL, seed = NULL, bounding_box_format = NULL,
                                    ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = -1, max = 1),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomSaturation"), c(args, keywords))
}

#' Change brightness, contrast, saturation and hue of images at random
#'
#' Does in one layer what [layer_random_brightness()],
#' [layer_random_contrast()], [layer_random_saturation()] and
#' [layer_random_hue()] do, in this order. What has no factor is left out;
#' without any, images stay as they are.
#'
#' @details
#' With images from 0 to 255 a saturation factor above 0.5 can make values
#' negative: see [layer_random_saturation()]. Keras 3.15.1 gives the four no
#' `data_format`, so that images must have their channels where
#' [config_image_data_format()] says.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param brightness_factor What to add, as a fraction of the range: a number
#'   f from -1 to 1, which draws from -|f| to |f|, or two numbers, the ends.
#'   `NULL` leaves the brightness alone.
#' @param contrast_factor How far from 1 to draw the contrast: a number b
#'   from 0 to 1, which draws from 1 to 1 + b, or two numbers a and b, which
#'   draw from 1 - a to 1 + b. `NULL` leaves it alone.
#' @param saturation_factor Saturation, with 0 for grey and 0.5 for no
#'   change: two numbers from 0 to 1, the ends, or a number f from -1 to 1,
#'   which draws from -|f| to |f|. `NULL` leaves it alone.
#' @param hue_factor How far to turn the colours, as a fraction of half the
#'   circle and in either direction: a number f from 0 to 1, which draws from 0
#'   to f, or two numbers, the ends. `NULL` leaves them alone.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`, which Keras 3.15.1 notes but does not hand on to the
#'   four operations. `NULL` takes [config_image_data_format()].
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' pixel <- array(c(0.8, 0.4, 0.2), c(1, 1, 1, 3))
#' jitter <- layer_random_color_jitter(
#'   value_range = c(0, 1), brightness_factor = 0.2, hue_factor = 0.1, seed = 1
#' )
#' as.array(jitter(pixel))[1, 1, 1, ]
#' @export
layer_random_color_jitter <- function(object, value_range = list(0L, 255L),
                                      brightness_factor = NULL, contrast_factor = NULL,
                                      saturation_factor = NULL, hue_factor = NULL, seed = NULL,
                                      data_format = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    value_range = check_value_range(value_range),
    brightness_factor = check_range(brightness_factor, min = -1, max = 1, null = TRUE),
    contrast_factor = check_range(contrast_factor, min = 0, max = 1, null = TRUE),
    saturation_factor = check_range(saturation_factor, min = -1, max = 1, null = TRUE),
    hue_factor = check_range(hue_factor, min = 0, max = 1, null = TRUE),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomColorJitter"), c(args, keywords))
}

#' Sharpen or blur images at random
#'
#' Blends each image with a blurred version of itself, or moves it away from
#' that, which makes edges stand out. [layer_random_gaussian_blur()] only
#' blurs, and more.
#'
#' @details
#' For each image f is drawn: 0 gives the blurred version, a weighted mean over
#' windows of 3 by 3 pixels; 0.5 leaves the image alone; 1 moves it as far away
#' from the blurred version as 0 moves it towards it. One number below 0.5
#' therefore only blurs: take two, such as `c(0.3, 0.7)`.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor What to draw f from: a number f from 0 to 1, which draws
#'   from 0 to f, or two numbers, the ends.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' spot <- array(c(0, 0, 0, 0, 130, 0, 0, 0, 0), c(1, 3, 3, 1))
#' as.array(layer_random_sharpness(spot, factor = c(0, 0)))[1, , , 1]
#' @export
layer_random_sharpness <- function(object, factor, value_range = list(0L, 255L), data_format = NULL,
                                   seed = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomSharpness"), c(args, keywords))
}

#' Blur images at random
#'
#' Blurs some of the images by a Gaussian kernel, so that a model does not rely
#' on fine grain and sees images as a poor camera takes them.
#' [layer_random_sharpness()] also sharpens.
#'
#' @details
#' The width of the kernel is drawn once for the whole batch, for rows and
#' columns apart; which images are blurred is drawn for each.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor Probability that an image is blurred: a number p from 0 to
#'   1, which draws it from 0 to p for each image, or two numbers, the ends.
#'   `c(p, p)` fixes it.
#' @param kernel_size Size of the kernel in pixels: an odd whole number of at
#'   least 1, or two of them.
#' @param sigma Standard deviation of the kernel in pixels: a number s from 0
#'   to 1, which draws from 0 to s, or two numbers, the ends.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' spot <- array(c(0, 0, 0, 0, 100, 0, 0, 0, 0), c(1, 3, 3, 1))
#' blurred <- layer_random_gaussian_blur(spot, factor = c(1, 1), sigma = c(0.5, 0.5))
#' round(as.array(blurred)[1, , , 1])
#' @export
layer_random_gaussian_blur <- function(object, factor = 1, kernel_size = 3L, sigma = 1,
                                       value_range = list(0L, 255L), data_format = NULL,
                                       seed = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    kernel_size = as_wholes(kernel_size, n = 2, min = 1),
    sigma = check_range(sigma, min = 0, max = 1),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomGaussianBlur"), c(args, keywords))
}

#' Invert the colours of some images at random
#'
#' Replaces the pixels of some images by the largest value of `value_range`
#' less themselves, which gives the negative where the range begins at 0.
#' [layer_solarization()] inverts bright pixels only.
#'
#' @details
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor Probability that an image is inverted: a number p from 0 to
#'   1, which draws it from 0 to p for each image, or two numbers, the ends.
#'   `c(p, p)` fixes it.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(0, 100, 200, 255), c(1, 2, 2, 1))
#' as.array(layer_random_invert(image, factor = c(1, 1)))[1, , , 1]
#' @export
layer_random_invert <- function(object, factor = 1, value_range = list(0L, 255L), seed = NULL,
                                data_format = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomInvert"), c(args, keywords))
}

#' Leave images fewer shades at random
#'
#' Keeps the highest bits of each value and sets the rest to 0, as if the image
#' had been stored with fewer than 8 bits a channel: 1 bit leaves two shades, 2
#' leave four.
#'
#' @details
#' The number of bits is drawn for each image. Keras 3.15.1 leaves the upper
#' end out: one number 4 draws 1, 2 or 3 bits, `c(3, 5)` draws 3 or 4, `c(4,
#' 4)` always keeps 4.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor Number of bits to keep: a whole number b from 1 to 8, which
#'   draws from 1 to b, or two of them, the ends; the upper end is left out
#'   unless both are the same.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' E. D. Cubuk, B. Zoph, D. Mane, V. Vasudevan, Q. V. Le (2019). AutoAugment:
#' learning augmentation policies from data. <https://arxiv.org/abs/1805.09501>
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(0, 100, 200, 255), c(1, 2, 2, 1))
#' as.array(layer_random_posterization(image, factor = c(2, 2)))[1, , , 1]
#' @export
layer_random_posterization <- function(object, factor, value_range = list(0L, 255L),
                                       data_format = NULL, seed = NULL, bounding_box_format = NULL,
                                       ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = as_wholes(check_range(factor, min = 1, max = 8), n = 2, arg = "factor"),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomPosterization"), c(args, keywords))
}

#' Erase a rectangle of images at random
#'
#' Overwrites a drawn rectangle of each image with noise or one value, so that
#' a model does not rely on one part of a thing and sees some of it hidden.
#' [layer_cut_mix()] puts a part of another image there.
#'
#' @details
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Only the images change; the
#' output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor Probability that an image is changed: a number p from 0 to
#'   1, which draws it from 0 to p for each image, or two numbers, the ends.
#'   `c(p, p)` fixes it.
#' @param scale Size of the rectangle: a number s from 0 to 1, which draws
#'   from 0 to s, or two numbers, the ends. Width and height are drawn apart;
#'   each is the square root of what was drawn, times the image's, so that
#'   `c(0.25, 0.25)` erases half the width and half the height.
#' @param fill_value What to fill with: a number, or three of them, for the
#'   channels, which must stand last; on JAX Keras 3.15.1 takes one number
#'   only. `NULL` draws normal noise, scaled by the largest value of the range.
#'   What is outside `value_range` is cut off.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' Z. Zhong, L. Zheng, G. Kang, S. Li, Y. Yang (2017). Random erasing data
#' augmentation. <https://arxiv.org/abs/1708.04896>
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(100, c(1, 4, 4, 1))
#' erase <- layer_random_erasing(factor = c(1, 1), scale = c(0.25, 0.25), fill_value = 0, seed = 1)
#' as.array(erase(image))[1, , , 1]
#' @export
layer_random_erasing <- function(object, factor = 1, scale = list(0.02, 0.33), fill_value = NULL,
                                 value_range = list(0L, 255L), seed = NULL, data_format = NULL,
                                 bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    scale = check_range(scale, min = 0, max = 1),
    fill_value = check_numbers(fill_value, n = 3, null = TRUE),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomErasing"), c(args, keywords))
}

#' Flip images at random
#'
#' Mirrors about half of the images, which doubles what there is to learn from
#' where left and right, or top and bottom, make no difference: fine for
#' photographs of things, wrong for letters.
#'
#' @details
#' Keras 3.15.1 tosses one coin for each image: with `mode =
#' "horizontal_and_vertical"` an image is flipped both ways, that is turned by
#' half a turn, or not at all. Two layers, one for each direction, give all
#' four.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Masks and boxes are moved along
#' with the images; the output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param mode What to swap: `"horizontal"`, left and right; `"vertical"`,
#'   top and bottom; `"horizontal_and_vertical"`, both at once.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' images <- array(rep(c(1, 2, 3), each = 4), c(4, 1, 3, 1))
#' as.array(layer_random_flip(images, "horizontal", seed = 1))[, 1, , 1]
#' @export
layer_random_flip <- function(object, mode = "horizontal_and_vertical", seed = NULL,
                              data_format = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    mode = check_choice(mode, c("horizontal", "vertical", "horizontal_and_vertical")),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomFlip"), c(args, keywords))
}

#' Rotate images at random
#'
#' Turns each image about its middle by a drawn angle, for things that are seen
#' at a slant or from above. [layer_random_shear()] slants and
#' [layer_random_perspective()] tilts them.
#'
#' @details
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Masks and boxes are moved along
#' with the images; the output is a list of the same names. Keras 3.15.1 takes
#' the boxes for `"xyxy"` whatever `bounding_box_format` says, and gives them
#' back in that format.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor Angle, as a fraction of a full turn, positive against the
#'   clock: a number f from -1 to 1, which draws from -|f| to |f|, or two
#'   numbers, the ends. `0.1` is 36 degrees either way.
#' @param fill_mode What stands where the image does not reach: `"reflect"`,
#'   the image mirrored at its edge; `"wrap"`, what is at the opposite edge;
#'   `"nearest"`, the pixel of the edge; `"constant"`, `fill_value`.
#' @param interpolation Where a value comes from that falls between pixels:
#'   `"bilinear"` weighs the four pixels around it, `"nearest"` takes the
#'   closest one.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param fill_value What `fill_mode = "constant"` fills with: a number, in
#'   the unit of the pixels.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 9, 1), c(1, 3, 3, 1))
#' image[1, , , 1]
#' round(as.array(layer_random_rotation(image, factor = c(0.25, 0.25)))[1, , , 1])
#' @export
layer_random_rotation <- function(object, factor, fill_mode = "reflect", interpolation = "bilinear",
                                  seed = NULL, fill_value = 0, data_format = NULL,
                                  bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = -1, max = 1),
    fill_mode = check_choice(fill_mode, c("reflect", "wrap", "constant", "nearest")),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    seed = as_seed(seed),
    fill_value = check_number(fill_value),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomRotation"), c(args, keywords))
}

#' Shift images at random
#'
#' Moves each image by a drawn part of its height and of its width, so that a
#' model finds things that are not in the middle. [layer_random_crop()] shows a
#' smaller part of the image instead of filling in.
#'
#' @details
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Masks and boxes are moved along
#' with the images; the output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param height_factor Shift downwards, as a fraction of the height,
#'   negative upwards: a number f from -1 to 1, which draws from -|f| to |f|,
#'   or two numbers, the ends.
#' @param width_factor Shift to the right, as a fraction of the width,
#'   negative to the left: likewise.
#' @param fill_mode What stands where the image does not reach: `"reflect"`,
#'   the image mirrored at its edge; `"wrap"`, what is at the opposite edge;
#'   `"nearest"`, the pixel of the edge; `"constant"`, `fill_value`.
#' @param interpolation Where a value comes from that falls between pixels:
#'   `"bilinear"` weighs the four pixels around it, `"nearest"` takes the
#'   closest one.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param fill_value What `fill_mode = "constant"` fills with: a number, in
#'   the unit of the pixels.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' down <- layer_random_translation(image, c(0.25, 0.25), 0, fill_mode = "constant")
#' as.array(down)[1, , , 1]
#' @export
layer_random_translation <- function(object, height_factor, width_factor, fill_mode = "reflect",
                                     interpolation = "bilinear", seed = NULL, fill_value = 0,
                                     data_format = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    height_factor = check_range(height_factor, min = -1, max = 1),
    width_factor = check_range(width_factor, min = -1, max = 1),
    fill_mode = check_choice(fill_mode, c("reflect", "wrap", "constant", "nearest")),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    seed = as_seed(seed),
    fill_value = check_number(fill_value),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomTranslation"), c(args, keywords))
}

#' Zoom into or out of images at random
#'
#' Enlarges or shrinks what each image shows about its middle by a drawn part,
#' at the same size of image, so that a model finds things near and far.
#'
#' @details
#' With f drawn, the output shows 1 + f times the height of the image: 0.5 half
#' as much again, filled in around, -0.5 the middle half.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Masks and boxes are moved along
#' with the images; the output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param height_factor What to draw f from for the height, positive out,
#'   negative in: a number f above -1 and up to 1, which draws from -|f| to
#'   |f|, or two numbers, the ends.
#' @param width_factor The same for the width. `NULL` takes what was drawn
#'   for the height, so that shapes are kept.
#' @param fill_mode What stands where the image does not reach: `"reflect"`,
#'   the image mirrored at its edge; `"wrap"`, what is at the opposite edge;
#'   `"nearest"`, the pixel of the edge; `"constant"`, `fill_value`.
#' @param interpolation Where a value comes from that falls between pixels:
#'   `"bilinear"` weighs the four pixels around it, `"nearest"` takes the
#'   closest one.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param fill_value What `fill_mode = "constant"` fills with: a number, in
#'   the unit of the pixels.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' closer <- layer_random_zoom(image, c(-0.5, -0.5), interpolation = "nearest")
#' as.array(closer)[1, , , 1]
#' @export
layer_random_zoom <- function(object, height_factor, width_factor = NULL, fill_mode = "reflect",
                              interpolation = "bilinear", seed = NULL, fill_value = 0,
                              data_format = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    height_factor = check_range(height_factor, min = -1, max = 1),
    width_factor = check_range(width_factor, min = -1, max = 1, null = TRUE),
    fill_mode = check_choice(fill_mode, c("reflect", "wrap", "constant", "nearest")),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    seed = as_seed(seed),
    fill_value = check_number(fill_value),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomZoom"), c(args, keywords))
}

#' Slant images at random
#'
#' Slants each image sideways, upwards or both by drawn amounts, as slanting
#' handwriting or a view from the side does. The corner at the top left stays
#' where it is. [layer_random_rotation()] turns without slanting;
#' [layer_random_perspective()] tilts.
#'
#' @details
#' Column x and row y of the output show what was at column x + a y and row y +
#' b x, with a drawn by `x_factor` and b by `y_factor`; a coin for each image
#' turns both signs round.
#'
#' Keras 3.15.1 cannot open a saved model whose layer was given one number.
#' Give two, such as `c(0, 0.3)`: the coin draws either sign all the same.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Masks and boxes are moved along
#' with the images; the output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param x_factor Shift of the columns for each row: a number f from 0 to 1,
#'   which draws from -f to f, or two numbers from 0 to 1, the ends, of either
#'   sign.
#' @param y_factor Shift of the rows for each column: likewise.
#' @param interpolation Where a value comes from that falls between pixels:
#'   `"bilinear"` weighs the four pixels around it, `"nearest"` takes the
#'   closest one.
#' @param fill_mode What stands where the image does not reach: `"reflect"`,
#'   the image mirrored at its edge; `"wrap"`, what is at the opposite edge;
#'   `"nearest"`, the pixel of the edge; `"constant"`, `fill_value`.
#' @param fill_value What `fill_mode = "constant"` fills with: a number, in
#'   the unit of the pixels.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' slanted <- layer_random_shear(image, x_factor = c(1, 1), fill_mode = "constant", seed = 1)
#' as.array(slanted)[1, , , 1]
#' @export
layer_random_shear <- function(object, x_factor = 0, y_factor = 0, interpolation = "bilinear",
                               fill_mode = "reflect", fill_value = 0, data_format = NULL,
                               seed = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    x_factor = check_range(x_factor, min = 0, max = 1),
    y_factor = check_range(y_factor, min = 0, max = 1),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    fill_mode = check_choice(fill_mode, c("reflect", "wrap", "constant", "nearest")),
    fill_value = check_number(fill_value),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomShear"), c(args, keywords))
}

#' Tilt images at random
#'
#' Moves the corners of some images by drawn amounts and draws the image anew
#' between them, as if it were seen from another place. [layer_random_shear()]
#' keeps parallel lines parallel.
#'
#' @details
#' A corner moves by a part of its own distance from the top and from the left,
#' at most `scale` / 2 either way; the corner at the top left therefore stays.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels`,
#' `segmentation_masks` and `bounding_boxes`; the output is a list of the same
#' names. Keras 3.15.1 gives the boxes back as `"xyxy"`, whatever
#' `bounding_box_format` says.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor Probability that an image is tilted: a number p from 0 to 1,
#'   which draws it from 0 to p for each image, or two numbers, the ends. `c(p,
#'   p)` fixes it.
#' @param scale How far the corners move: a number between 0 and 1.
#' @param interpolation Where a value comes from that falls between pixels:
#'   `"bilinear"` weighs the four pixels around it, `"nearest"` takes the
#'   closest one.
#' @param fill_value What stands where the image does not reach: a number, in
#'   the unit of the pixels.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' round(as.array(layer_random_perspective(image, factor = c(1, 1), seed = 1))[1, , , 1])
#' @export
layer_random_perspective <- function(object, factor = 1, scale = 1, interpolation = "bilinear",
                                     fill_value = 0, seed = NULL, data_format = NULL,
                                     bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    scale = check_number(scale, min = 0, max = 1),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    fill_value = check_number(fill_value),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomPerspective"), c(args, keywords))
}

#' Warp images at random
#'
#' Moves the pixels of some images by smooth random amounts, as if they were
#' printed on rubber: made for handwriting and for tissue under the microscope.
#' The other geometric layers keep straight lines straight.
#'
#' @details
#' The strength is drawn once for the whole batch; it sets both how far pixels
#' move and, relative to the size of the image, how smoothly. Small images
#' hardly change.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' A list of `images` and `labels`, and `segmentation_masks`, can come in place
#' of images; one with bounding boxes is refused. Keras 3.15.1 warps masks by
#' another draw than the images, and on PyTorch `seed` does not set the warp.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor Probability that an image is warped: a number p from 0 to 1,
#'   which draws it from 0 to p for each image, or two numbers, the ends. `c(p,
#'   p)` fixes it.
#' @param scale Strength: a number s from 0 to 1, which draws from 0 to s, or
#'   two numbers, the ends.
#' @param interpolation Where a value comes from that falls between pixels:
#'   `"bilinear"` weighs the four pixels around it, `"nearest"` takes the
#'   closest one.
#' @param fill_mode What stands where the image does not reach: `"reflect"`,
#'   the image mirrored at its edge; `"mirror"`, the same without the edge
#'   itself; `"wrap"`, what is at the opposite edge; `"nearest"`, the pixel of
#'   the edge; `"constant"`, `fill_value`.
#' @param fill_value What `fill_mode = "constant"` fills with: a number, in
#'   the unit of the pixels.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' P. Y. Simard, D. Steinkraus, J. C. Platt (2003). Best practices for
#' convolutional neural networks applied to visual document analysis.
#' <https://doi.org/10.1109/ICDAR.2003.1227801>
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' images <- array(seq(0, 255, length.out = 512), c(2, 16, 16, 1))
#' warped <- layer_random_elastic_transform(images, factor = c(1, 1), scale = c(1, 1), seed = 1)
#' dim(warped)
#' @export
layer_random_elastic_transform <- function(object, factor = 1, scale = 1,
                                           interpolation = "bilinear", fill_mode = "reflect",
                                           fill_value = 0, value_range = list(0L, 255L),
                                           seed = NULL, data_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    scale = check_range(scale, min = 0, max = 1),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    fill_mode = check_choice(fill_mode, c("reflect", "wrap", "constant", "nearest", "mirror")),
    fill_value = check_number(fill_value),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "RandomElasticTransform"), c(args, keywords))
}

#' Crop images at a random place in training
#'
#' Cuts a window out of the images, at one drawn place for the whole batch, so
#' that a model sees things in all positions. [layer_center_crop()] always
#' takes the middle.
#'
#' @details
#' Where an image is not larger than the window both ways, nothing is drawn:
#' the middle is taken, and stretched where it is too small.
#'
#' In `fit()`, and where the layer is called on images by itself, it crops. In
#' `predict()` and `evaluate()` Keras 3.15.1 hands images on **in full size**,
#' though the model counts with `height` and `width`: crop what you predict on
#' beforehand, or put the layer in the model that prepares data rather than in
#' the one that learns. Called as a function of images, the layer can be told
#' with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Masks and boxes are moved along
#' with the images; the output is a list of the same names. Keras 3.15.1 shifts
#' the columns of boxes by the window's row and their rows by its column, so
#' that they are right only where both are the same.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param height Rows of the window: a whole number of at least 1.
#' @param width Columns of the window: a whole number of at least 1.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param name Name of the layer: one text without `/`, not used in the model
#'   yet. `NULL` makes one up.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis, become (examples, `height`, `width`, channels) in training; with
#' `data_format = "channels_first"` the channels stand before the rows in both.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_random_crop(image, height = 2, width = 2, seed = 1))[1, , , 1]
#' @export
layer_random_crop <- function(object, height, width, seed = NULL, data_format = NULL, name = NULL,
                              bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    height = as_whole(height, min = 1),
    width = as_whole(width, min = 1),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    name = check_name(name),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandomCrop"), c(args, keywords))
}

#' Blend pairs of images and of their labels
#'
#' Blends each image with another of its batch, drawn at random, and its label
#' likewise, so that a model learns to pass from one class to the next
#' gradually and trusts itself less. [layer_cut_mix()] pastes a part of the
#' other image instead.
#'
#' @details
#' The layer is called on a list of `images` and `labels`, a matrix (examples,
#' classes) with a single 1 in each row. For each image a weight w is drawn
#' from the beta distribution Beta(`alpha`, `alpha`); image and label become w
#' times their own and 1 - w times the other's. Images by themselves are
#' blended too, but then nothing tells the labels.
#'
#' The layer acts where it is called by itself, and belongs in what prepares
#' the data: a model that is trained by `fit()` gets its labels past its
#' layers. `training = FALSE`, given to the layer as a function of the list,
#' leaves all as it is.
#'
#' Of bounding boxes those of both images are kept, one after the other; Keras
#' 3.15.1 stacks their labels along the first axis instead.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param alpha How evenly to blend: a number above 0. Near 0 one of the two
#'   is almost all there is; 1 makes every weight equally likely; above, both
#'   count about half.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' A list of `images` (examples, rows, columns, channels) and `labels`
#' (examples, classes), or images alone. The output has the names and shapes of
#' the input.
#'
#' @returns The outcome for `object`: a Sequential model, with the layer
#'   added, invisibly; for a list, a list of the same names; for images, a
#'   tensor; for `NULL`, the layer.
#' @references
#' H. Zhang, M. Cisse, Y. N. Dauphin, D. Lopez-Paz (2017). mixup: beyond
#' empirical risk minimization. <https://arxiv.org/abs/1710.09412>
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' data <- list(images = array(rep(c(0, 100, 200), 4), c(3, 2, 2, 1)), labels = diag(3))
#' mixed <- layer_mix_up(data, alpha = 1, seed = 1)
#' as.array(mixed$images)[, 1, 1, 1]
#' as.array(mixed$labels)
#' @export
layer_mix_up <- function(object, alpha = 0.2, data_format = NULL, seed = NULL,
                         bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    alpha = check_number(alpha, min = 0),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "MixUp"), c(args, keywords))
}

#' Paste a part of another image and mix the labels
#'
#' Replaces a drawn rectangle of each image by the same part of another of its
#' batch, and mixes their labels by area, so that a model looks at all parts of
#' a thing. [layer_mix_up()] blends whole images; [layer_random_erasing()] only
#' hides a part.
#'
#' @details
#' The layer is called on a list of `images` and `labels`, a matrix (examples,
#' classes) with a single 1 in each row; `segmentation_masks` are cut likewise,
#' bounding boxes are refused. The part that is kept is drawn from the beta
#' distribution Beta(a, a), with one a drawn for the batch by `factor`; the
#' rectangle has the ratio of the image, and a label keeps the weight of the
#' area that was left. Images by themselves are cut too, but then nothing tells
#' the labels. One image without an axis for examples stays as it is.
#'
#' The layer acts where it is called by itself, and belongs in what prepares
#' the data: a model that is trained by `fit()` gets its labels past its
#' layers. `training = FALSE`, given to the layer as a function of the list,
#' leaves all as it is.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param factor What to draw a from: a number f from 0 to 1, which draws
#'   from 0 to f, or two numbers, the ends. Near 0 almost all or almost nothing
#'   is pasted; 1 makes every size equally likely.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' A list of `images` (examples, rows, columns, channels) and `labels`
#' (examples, classes), or images alone; with `data_format = "channels_first"`
#' the channels stand before the rows. The output has the names and shapes of
#' the input.
#'
#' @returns The outcome for `object`: a Sequential model, with the layer
#'   added, invisibly; for a list, a list of the same names; for images, a
#'   tensor; for `NULL`, the layer.
#' @references
#' S. Yun, D. Han, S. J. Oh, S. Chun, J. Choe, Y. Yoo (2019). CutMix:
#' regularization strategy to train strong classifiers with localizable
#' features. <https://arxiv.org/abs/1905.04899>
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' data <- list(images = array(rep(c(0, 100), 16), c(2, 4, 4, 1)), labels = diag(2))
#' mixed <- layer_cut_mix(data, factor = c(1, 1), seed = 1)
#' as.array(mixed$images)[1, , , 1]
#' as.array(mixed$labels)
#' @export
layer_cut_mix <- function(object, factor = 1, seed = NULL, data_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    seed = as_seed(seed),
    data_format = check_data_format(data_format)
  )
  compose(object, keras_object("layers", "CutMix"), c(args, keywords))
}

#' Apply operations drawn from a set to images
#'
#' Draws a few operations out of eleven for each batch and applies one after
#' the other, with one strength for all: much variety with two numbers to
#' choose. [layer_aug_mix()] blends the results with the image, which stays
#' closer to it.
#'
#' @details
#' The operations are [layer_random_shear()], [layer_random_translation()],
#' [layer_random_rotation()], [layer_random_brightness()],
#' [layer_random_color_degeneration()], [layer_random_contrast()],
#' [layer_random_sharpness()], [layer_random_posterization()],
#' [layer_solarization()], [layer_auto_contrast()] and [layer_equalization()];
#' one may be drawn more than once. All eleven are computed, and the drawn one
#' is kept, which takes time.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels` (an
#' array), `segmentation_masks` (one mask an image, with an axis for channels)
#' and `bounding_boxes` (a list of `boxes`, an array (examples, boxes, 4), and
#' their `labels`, a matrix (examples, boxes)). Masks and boxes are moved along
#' with the images; the output is a list of the same names.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param num_ops Number of operations one after the other: a whole number of
#'   at least 0.
#' @param factor Strength: a number f from 0 to 1, which stands for the range
#'   from 0 to f, or two numbers, the ends. The operations draw from it as from
#'   their own `factor`, so that images are turned one way only, by up to f of
#'   a full turn.
#' @param interpolation Where a value comes from that falls between pixels:
#'   `"bilinear"` weighs the four pixels around it, `"nearest"` takes the
#'   closest one.
#' @param seed A whole number from 0 to 2147483647. Layers with the same seed
#'   draw the same numbers. `NULL` draws a seed, from [set_random_seed()] where
#'   that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' E. D. Cubuk, B. Zoph, J. Shlens, Q. V. Le (2019). RandAugment: practical
#' automated data augmentation with a reduced search space.
#' <https://arxiv.org/abs/1909.13719>
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(0, 255, length.out = 48), c(1, 4, 4, 3))
#' augmented <- layer_rand_augment(image, num_ops = 1, factor = 0.3, seed = 1)
#' dim(augmented)
#' @export
layer_rand_augment <- function(object, value_range = list(0L, 255L), num_ops = 2L, factor = 0.5,
                               interpolation = "bilinear", seed = NULL, data_format = NULL,
                               bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    value_range = check_value_range(value_range),
    num_ops = as_whole(num_ops, min = 0),
    factor = check_range(factor, min = 0, max = 1),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "RandAugment"), c(args, keywords))
}

#' Blend images with augmented versions of themselves
#'
#' Sends the images through several chains of drawn operations and blends the
#' results with the images themselves, which gives variety that stays
#' recognisable: made for models that meet noisy or damaged images later.
#' [layer_rand_augment()] applies operations without blending.
#'
#' @details
#' Each link of a chain is one of the operations that [layer_rand_augment()]
#' lists, or none, the same for the whole batch. The chains are weighed by a
#' Dirichlet distribution, and the image itself by a beta distribution; the
#' result is cut off at `value_range`.
#'
#' Which operations are taken is drawn by Python's own generator, which
#' [set_random_seed()] sets and `seed` does not. In a compiled training step
#' they are drawn when the step is built, and then stay.
#'
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` hand images on as they are. Called as a
#' function of images, it can be told with `training = TRUE` or `FALSE`.
#'
#' In place of images a list can come, of `images` and, as wanted, `labels`,
#' `bounding_boxes` and `segmentation_masks`; the output is a list of the same
#' names. Masks go through the chains as images do, so that their values are
#' blended; labels and boxes stay.
#'
#' @param object What the layer is composed with:
#'
#'   * a Sequential model: the layer is added to it in place;
#'   * a tensor or an array with dimensions: the layer is called on it;
#'   * `NULL` or missing: the layer itself is returned.
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must keep to it.
#' @param num_chains Number of chains: a whole number of at least 1.
#' @param chain_depth Number of links of each chain, operations or none: a
#'   whole number of at least 0.
#' @param factor Strength: a number f from 0 to 1, which stands for the range
#'   from 0 to f, or two numbers, the ends. The operations draw from it as from
#'   their own `factor`.
#' @param alpha How evenly to blend: a number above 0. Near 0 one chain, or
#'   the image itself, is almost all there is; large numbers weigh all about
#'   the same.
#' @param all_ops Whether brightness, colour, contrast and sharpness are
#'   among the operations: `TRUE` or `FALSE`. Leave them out where a model is
#'   tested on just that.
#' @param interpolation Where a value comes from that falls between pixels:
#'   `"bilinear"` weighs the four pixels around it, `"nearest"` takes the
#'   closest one.
#' @param seed A whole number from 0 to 2147483647, which sets all that is
#'   drawn but the choice of operations. `NULL` draws a seed, from
#'   [set_random_seed()] where that was called.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` takes [config_image_data_format()], which is
#'   `"channels_last"` unless you set it.
#' @param bounding_box_format How the four numbers of a box are meant, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL`: no boxes come.
#' @param ... Arguments that every Keras layer takes: `name`, `dtype`,
#'   `trainable`, `activity_regularizer`, `autocast`, `input_shape`,
#'   `batch_input_shape`. Another name is an error.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. With `all_ops` there must be 3 channels, red, green and blue. The
#' output has the shape of the input.
#'
#' @inherit layer_spatial_dropout_2d return
#' @references
#' D. Hendrycks, N. Mu, E. D. Cubuk, B. Zoph, J. Gilmer, B. Lakshminarayanan
#' (2019). AugMix: a simple data processing method to improve robustness and
#' uncertainty. <https://arxiv.org/abs/1912.02781>
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(0, 255, length.out = 48), c(1, 4, 4, 3))
#' mixed <- layer_aug_mix(image, num_chains = 2, chain_depth = 1, seed = 1)
#' dim(mixed)
#' @export
layer_aug_mix <- function(object, value_range = c(0L, 255L), num_chains = 3L, chain_depth = 3L,
                          factor = 0.3, alpha = 1, all_ops = TRUE, interpolation = "bilinear",
                          seed = NULL, data_format = NULL, bounding_box_format = NULL, ...) {
  check_object(object)
  keywords <- check_dots(...)
  args <- list(
    value_range = check_value_range(value_range),
    num_chains = as_whole(num_chains, min = 1),
    chain_depth = as_whole(chain_depth, min = 0),
    factor = check_range(factor, min = 0, max = 1),
    alpha = check_number(alpha, min = 0),
    all_ops = check_flag(all_ops),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, keras_object("layers", "AugMix"), c(args, keywords))
}
