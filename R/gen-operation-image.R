# Written by tools/generate from tools/generate/operation/image.toml, by `make generate`.

#' Arguments in common: operations on images
#'
#' @param images A tensor or an array: an image (rows, columns, channels), or
#'   several (images, rows, columns, channels); with `data_format =
#'   "channels_first"` the channels stand before the rows in both.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` uses [config_image_data_format()].
#' @param interpolation How a pixel is computed from those around the place
#'   that it is taken from: `"bilinear"`, a mean by how near they are, or
#'   `"nearest"`, which makes no new values; halfway between two pixels it is
#'   the one behind.
#' @param fill_mode What is taken to be outside of an image whose row is
#'   abcd: `"constant"` (kkkk|abcd|kkkk), with `fill_value` for k; `"nearest"`
#'   (aaaa|abcd|dddd); `"reflect"` (dcba|abcd|dcba); `"mirror"` (dcb|abcd|cba);
#'   `"wrap"` (abcd|abcd|abcd).
#' @param fill_value What is outside of the image: a number, in the unit of
#'   the pixels.
#'
#' @name operation-image-arguments
#' @keywords internal
NULL

#' Colours of images
#'
#' Compute how bright the pixels of images are, or their hue, saturation and
#' value, and colours from these again. Layers such as
#' [layer_random_grayscale()] and [layer_random_hue()] change colours in
#' training.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_image_rgb_to_grayscale(images)` | how bright pixels are |
#' | `op_image_rgb_to_hsv(images)` | hue, saturation and value of colours |
#' | `op_image_hsv_to_rgb(images)` | colours of hue, saturation and value |
#'
#' How bright a pixel is, is 0.2989 times its red, 0.587 times its green and
#' 0.114 times its blue. Whole numbers stay whole numbers, rounded; Keras cuts
#' them off, so that white becomes 254 of 255. An image with a single channel
#' stays as it is.
#'
#' A hue of 0 is red, 1/3 green and 2/3 blue; hues of 1 and more, and less than
#' 0, go round again, which Keras has wrong on TensorFlow. Dark colours of 16
#' bits keep their hue, where Keras takes them for black on JAX and PyTorch. A
#' saturation of 0 is grey, a value of 0 black. Colours that are numbers from 0
#' to 255 have the same hue and saturation, and a value in their unit.
#'
#' @param images A tensor or an array: an image (rows, columns, channels), or
#'   several (images, rows, columns, channels); with `data_format =
#'   "channels_first"` the channels stand before the rows in both. There are
#'   three channels, or of `op_image_rgb_to_grayscale()` one; except there they
#'   are fractions from 0 to 1.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` uses [config_image_data_format()].
#' @inheritParams operation-arguments
#'
#' @returns A tensor, of the shape of `images`, of
#'   `op_image_rgb_to_grayscale()` with one channel. Errors have class
#'   `lamina_error`.
#' @family operations on images
#' @seealso [layer_random_color_jitter()], [layer_random_grayscale()]
#' @examplesIf is_keras_available()
#' # Heights of a volcano, the higher the redder.
#' height <- (volcano - min(volcano)) / diff(range(volcano))
#' image <- array(c(height, 1 - height, height^0 / 2), c(dim(volcano), 3))
#' plot(as.raster(image), interpolate = FALSE)
#'
#' grey <- op_image_rgb_to_grayscale(image)
#' plot(as.raster(as.array(grey)[, , 1]), interpolate = FALSE)
#'
#' # All hues, turned by a third.
#' hsv <- as.array(op_image_rgb_to_hsv(image))
#' hsv[, , 1] <- hsv[, , 1] + 1 / 3
#' plot(as.raster(as.array(op_image_hsv_to_rgb(hsv))), interpolate = FALSE)
#' @name op-image-colours
NULL

#' @rdname op-image-colours
#' @export
op_image_rgb_to_grayscale <- function(images, data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images),
    data_format = check_channels(data_format, images, c(1L, 3L))
  )
  call_operation("rgb_to_grayscale", args, module = "ops.image", mended = TRUE)
}

#' @rdname op-image-colours
#' @export
op_image_rgb_to_hsv <- function(images, data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images, fractions = TRUE),
    data_format = check_channels(data_format, images, 3L)
  )
  call_operation("rgb_to_hsv", args, module = "ops.image", mended = TRUE)
}

#' @rdname op-image-colours
#' @export
op_image_hsv_to_rgb <- function(images, data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images, fractions = TRUE),
    data_format = check_channels(data_format, images, 3L)
  )
  call_operation("hsv_to_rgb", args, module = "ops.image", mended = TRUE)
}

#' Bring images to another size
#'
#' Enlarges or shrinks images. [layer_resizing()] does the same in a model;
#' [op_image_crop()] and [op_image_pad()] change the size and not the scale.
#'
#' @details
#' By default images are stretched: where the ratio of rows to columns changes,
#' so do the shapes in them. `crop_to_aspect_ratio` and `pad_to_aspect_ratio`
#' keep these. Whole numbers stay whole numbers, rounded.
#'
#' All backends compute the same. Keras' own function has another bicubic
#' interpolation on PyTorch, none of Lanczos there, and `"area"` on TensorFlow
#' alone; that of TensorFlow has three digits where it is bicubic. One pixel
#' that is not a number, or infinite, makes the whole image so on JAX, and on
#' PyTorch where it is bicubic; `"nearest"` leaves it alone.
#'
#' @param size Rows and columns of the result: two whole numbers of at least
#'   1, or one for both.
#' @param interpolation How a pixel is computed from those around its place:
#'   `"bilinear"`, `"nearest"`, which makes no new values, `"bicubic"`, which
#'   is sharper, `"lanczos3"` or `"lanczos5"`, which look still farther, or
#'   `"area"`, the mean of the pixels that it covers.
#' @param antialias Whether images that shrink are smoothed first, so that
#'   fine patterns do not become coarse ones: `TRUE` or `FALSE`. It does
#'   nothing where `interpolation` is `"nearest"`.
#' @param crop_to_aspect_ratio Whether first to cut off what is too long,
#'   equally at both ends: `TRUE` or `FALSE`.
#' @param pad_to_aspect_ratio Whether first to pad what is too short, equally
#'   at both ends: `TRUE` or `FALSE`; not together with `crop_to_aspect_ratio`.
#' @param fill_mode How to pad: `"constant"`, with `fill_value`, is all there
#'   is.
#' @param fill_value What to pad with: a number, in the unit of the pixels.
#' @inheritParams operation-image-arguments
#' @inheritParams operation-arguments
#'
#' @section Shapes:
#' Images (images, rows, columns, channels), or one image without the first
#' axis, become (images, `size[1]`, `size[2]`, channels).
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @references
#' R. G. Keys (1981). Cubic convolution interpolation for digital image
#' processing. IEEE Transactions on Acoustics, Speech, and Signal Processing
#' 29(6), 1153-1160. <https://doi.org/10.1109/TASSP.1981.1163711>
#' @family operations on images
#' @seealso [layer_resizing()], [op_image_crop()], [image_smart_resize()]
#' @examplesIf is_keras_available()
#' image <- array(volcano / max(volcano), c(dim(volcano), 1))
#' small <- op_image_resize(image, c(12, 9), antialias = TRUE)
#' plot(as.raster(as.array(small)[, , 1]), interpolate = FALSE)
#'
#' large <- op_image_resize(small, c(87, 61), interpolation = "bicubic")
#' plot(as.raster(pmin(as.array(large)[, , 1], 1)), interpolate = FALSE)
#'
#' # Twice as wide as tall, and not stretched.
#' dim(op_image_resize(image, c(20, 40), pad_to_aspect_ratio = TRUE))
#' @export
op_image_resize <- function(images, size, interpolation = "bilinear", antialias = FALSE,
                            crop_to_aspect_ratio = FALSE, pad_to_aspect_ratio = FALSE,
                            fill_mode = "constant", fill_value = 0, data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images),
    size = check_grid(size),
    interpolation = check_choice(
      interpolation, c("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5", "area")
    ),
    antialias = check_flag(antialias),
    crop_to_aspect_ratio = check_flag(crop_to_aspect_ratio),
    pad_to_aspect_ratio = check_not_both(pad_to_aspect_ratio, crop_to_aspect_ratio),
    fill_mode = check_choice(fill_mode, "constant"),
    fill_value = check_number(fill_value),
    data_format = check_data_format(data_format)
  )
  call_operation("resize", args, module = "ops.image", mended = TRUE)
}

#' Cut off the edges of images, or add some
#'
#' `op_image_crop()` keeps a part of images, `op_image_pad()` puts zeros around
#' them. [layer_center_crop()] and [layer_zero_padding_2d()] do so in a model,
#' [op_image_resize()] changes the scale.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_image_crop(images)` | a part of images |
#' | `op_image_pad(images)` | images with zeros around them |
#'
#' Of what is cut off or added above, below and the rows of the result two must
#' be given, of columns likewise: the third follows. What does not fit the
#' images is an error; Keras cuts at another place on JAX, and less on PyTorch.
#'
#' @param top_cropping Rows that are cut off above: a whole number of at
#'   least 0, or `NULL`.
#' @param left_cropping Columns that are cut off on the left: a whole number
#'   of at least 0, or `NULL`.
#' @param bottom_cropping Rows that are cut off below: a whole number of at
#'   least 0, or `NULL`.
#' @param right_cropping Columns that are cut off on the right: a whole
#'   number of at least 0, or `NULL`.
#' @param target_height Rows of the result: a whole number of at least 1, or
#'   `NULL`.
#' @param target_width Columns of the result: a whole number of at least 1,
#'   or `NULL`.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` uses [config_image_data_format()].
#' @param top_padding Rows that are added above: a whole number of at least
#'   0, or `NULL`.
#' @param left_padding Columns that are added on the left: a whole number of
#'   at least 0, or `NULL`.
#' @param bottom_padding Rows that are added below: a whole number of at
#'   least 0, or `NULL`.
#' @param right_padding Columns that are added on the right: a whole number
#'   of at least 0, or `NULL`.
#' @inheritParams operation-image-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on images
#' @seealso [op_image_resize()], [layer_center_crop()],
#'   [layer_zero_padding_2d()]
#' @examplesIf is_keras_available()
#' image <- array(volcano / max(volcano), c(dim(volcano), 1))
#' # The crater.
#' crater <- op_image_crop(
#'   image, top_cropping = 15, left_cropping = 15, target_height = 30, target_width = 30
#' )
#' plot(as.raster(as.array(crater)[, , 1]), interpolate = FALSE)
#'
#' framed <- op_image_pad(crater, 5, 5, 5, 5)
#' plot(as.raster(as.array(framed)[, , 1]), interpolate = FALSE)
#' @name op-image-crop
NULL

#' @rdname op-image-crop
#' @export
op_image_crop <- function(images, top_cropping = NULL, left_cropping = NULL, bottom_cropping = NULL,
                          right_cropping = NULL, target_height = NULL, target_width = NULL,
                          data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images),
    top_cropping = as_whole(top_cropping, min = 0, null = TRUE),
    left_cropping = as_whole(left_cropping, min = 0, null = TRUE),
    bottom_cropping = as_whole(bottom_cropping, min = 0, null = TRUE),
    right_cropping = as_whole(right_cropping, min = 0, null = TRUE),
    target_height = as_whole(target_height, min = 1, null = TRUE),
    target_width = as_whole(target_width, min = 1, null = TRUE),
    data_format = check_cropped(
      data_format, images,
      list(
        top_cropping = top_cropping, bottom_cropping = bottom_cropping,
        target_height = target_height
      ),
      list(
        left_cropping = left_cropping, right_cropping = right_cropping,
        target_width = target_width
      )
    )
  )
  call_operation("crop_images", args, module = "ops.image")
}

#' @rdname op-image-crop
#' @export
op_image_pad <- function(images, top_padding = NULL, left_padding = NULL, bottom_padding = NULL,
                         right_padding = NULL, target_height = NULL, target_width = NULL,
                         data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images),
    top_padding = as_whole(top_padding, min = 0, null = TRUE),
    left_padding = as_whole(left_padding, min = 0, null = TRUE),
    bottom_padding = as_whole(bottom_padding, min = 0, null = TRUE),
    right_padding = as_whole(right_padding, min = 0, null = TRUE),
    target_height = as_whole(target_height, min = 1, null = TRUE),
    target_width = as_whole(target_width, min = 1, null = TRUE),
    data_format = check_padded(
      data_format, images,
      list(
        top_padding = top_padding, bottom_padding = bottom_padding,
        target_height = target_height
      ),
      list(
        left_padding = left_padding, right_padding = right_padding,
        target_width = target_width
      )
    )
  )
  call_operation("pad_images", args, module = "ops.image")
}
