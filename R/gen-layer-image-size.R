# Written by tools/generate from tools/generate/layer/image-size.toml, by `make generate`.

#' Resize images
#'
#' Brings images to one size, so that a batch of them fits a model. It acts in
#' training and at inference. [layer_center_crop()] cuts the size out of the
#' middle and leaves the scale as it is; [layer_upsampling_2d()] enlarges
#' feature maps by whole factors.
#'
#' @details
#' By default the layer stretches: where the ratio of height to width changes,
#' so do the shapes in the image. `crop_to_aspect_ratio` and
#' `pad_to_aspect_ratio` keep them. Whole numbers stay whole numbers, rounded.
#'
#' In a list, masks and boxes move with the images.
#'
#' @param height Rows of the output: a whole number of at least 1.
#' @param width Columns of the output: a whole number of at least 1.
#' @param interpolation How a pixel is computed from those around its place:
#'   `"bilinear"`, `"nearest"`, which makes no new values, or `"bicubic"`, on
#'   TensorFlow and JAX also `"lanczos3"` and `"lanczos5"`, on TensorFlow also
#'   `"area"`.
#' @param crop_to_aspect_ratio Whether first to cut off what is too long,
#'   equally at both ends: `TRUE` or `FALSE`.
#' @param pad_to_aspect_ratio Whether first to pad what is too short, equally
#'   at both ends: `TRUE` or `FALSE`; not together with `crop_to_aspect_ratio`.
#' @param fill_mode How to pad: `"constant"`, with `fill_value`, is all there
#'   is.
#' @param fill_value What to pad with: a number, in the unit of the pixels.
#' @param antialias Whether to smooth when the image becomes smaller, so that
#'   fine patterns do not turn into false coarse ones: `TRUE` or `FALSE`.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis, become (examples, `height`, `width`, channels); with `data_format =
#' "channels_first"` the channels stand before the rows in both.
#'
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "Resizing"), c(args, keywords))
}

#' Cut the middle out of images
#'
#' Keeps the middle of each image, which gives one size without changing the
#' scale. It acts in training and at inference. [layer_random_crop()] cuts
#' anywhere in training; [layer_resizing()] keeps the whole image.
#'
#' @details
#' Where an image has fewer rows than `height` or fewer columns than `width`,
#' the largest middle part with the ratio of `height` to `width` is taken and
#' stretched.
#'
#' In a list, masks and boxes move with the images.
#'
#' @param height Rows to keep: a whole number of at least 1.
#' @param width Columns to keep: a whole number of at least 1.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis, become (examples, `height`, `width`, channels); with `data_format =
#' "channels_first"` the channels stand before the rows in both.
#'
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_center_crop(image, height = 2, width = 2))[1, , , 1]
#' @export
layer_center_crop <- function(object, height, width, data_format = NULL, bounding_box_format = NULL,
                              ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    height = as_whole(height, min = 1),
    width = as_whole(width, min = 1),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "CenterCrop"), c(args, keywords))
}

#' Crop images at a random place in training
#'
#' Cuts a window out of the images, at one drawn place for the whole batch, so
#' that a model sees things in all positions. [layer_center_crop()] always
#' takes the middle.
#'
#' @details
#' Where an image is not larger than the window in both directions, nothing is
#' drawn: the middle is taken, and stretched where it is too small.
#'
#' In `fit()`, and where the layer is called on images by itself, it crops. In
#' `predict()` and `evaluate()` Keras 3.15.1 passes images on **in full size**,
#' though the model expects `height` and `width`: crop what you predict on
#' beforehand, or put the layer in the model that prepares data rather than in
#' the one that learns. Called as a function of images, the layer takes
#' `training = TRUE` or `FALSE`.
#'
#' In a list, masks and boxes move with the images. Keras 3.15.1 shifts the
#' columns of boxes by the window's row and their rows by its column, so that
#' they are right only where both are the same.
#'
#' @param height Rows of the window: a whole number of at least 1.
#' @param width Columns of the window: a whole number of at least 1.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis, become (examples, `height`, `width`, channels) in training; with
#' `data_format = "channels_first"` the channels stand before the rows in both.
#'
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' as.array(layer_random_crop(image, height = 2, width = 2, seed = 1))[1, , , 1]
#' @export
layer_random_crop <- function(object, height, width, seed = NULL, data_format = NULL, name = NULL,
                              bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    height = as_whole(height, min = 1),
    width = as_whole(width, min = 1),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    name = check_name(name),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "RandomCrop"), c(args, keywords))
}

#' Bring every image to the same number of bounding boxes
#'
#' Drops surplus boxes from the end, and pads where there are too few, so that
#' the boxes of a batch fit one array. It acts in training and at inference and
#' leaves the images alone.
#'
#' @details
#' The layer is called on a list: `images` and `bounding_boxes`, which is
#' itself a list of `boxes`, an array (examples, boxes, 4), and `labels`, a
#' matrix (examples, boxes); `labels` and `segmentation_masks` of the images
#' may stand in it as well. `bounding_box_format` must be given; what it says
#' makes no difference here. Images by themselves are passed on.
#'
#' The layer is for preparing data: on JAX Keras 3.15.1 cannot compile it, so
#' that a model with it does not run there.
#'
#' Keras 3.15.1 does not save `fill_value`: a loaded layer pads with -1.
#'
#' @param max_number Number of boxes that each image then has: a whole number
#'   of at least 1.
#' @param fill_value Value of the boxes and labels that are added as padding:
#'   a whole number.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' `boxes` (examples, boxes, 4) becomes (examples, `max_number`, 4), and their
#' `labels` (examples, boxes) become (examples, `max_number`). All else keeps
#' its shape.
#'
#' @returns Depends on `object`: for a Sequential model, the model with the
#'   layer added, invisibly; for a list, a list with the same names; for
#'   `NULL`, the layer.
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
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    max_number = as_whole(max_number, min = 1),
    fill_value = as_whole(fill_value),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "MaxNumBoundingBoxes"), c(args, keywords))
}
