# Written by tools/generate from tools/generate/operation/image-geometry.toml, by `make generate`.

#' Turn, stretch and bend images
#'
#' Takes each pixel of the result from another place of the image.
#' `op_image_affine_transform()` moves, turns, enlarges and shears,
#' `op_image_perspective_transform()` looks at the image from elsewhere,
#' `op_image_elastic_transform()` bends it at random. Layers such as
#' [layer_random_rotation()] and [layer_random_perspective()] do so in
#' training.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_image_affine_transform(images, transform)` | moved, turned, enlarged and sheared |
#' | `op_image_perspective_transform(images, start_points, end_points)` | seen from elsewhere |
#' | `op_image_elastic_transform(images)` | bent at random |
#'
#' Places are x, the column, and y, the row, in pixels. They count from 0, the
#' middle of the first pixel, to the right and down.
#'
#' The numbers a0, a1, a2, b0, b1, b2, c0, c1 of `transform` say where a pixel
#' of the result at x and y is taken from: from (a0 x + a1 y + a2) / k and (b0
#' x + b1 y + b2) / k, with k = c0 x + c1 y + 1. So `c(1, 0, 10, 0, 1, 0, 0,
#' 0)` moves an image by 10 columns to the left, and `c(0.5, 0, 0, 0, 0.5, 0,
#' 0, 0)` makes it twice as large.
#'
#' The shifts of `op_image_elastic_transform()`, along rows and columns, are
#' normal random numbers with the standard deviation `sigma`, smoothed by a
#' Gaussian filter with the same one, times `alpha`.
#'
#' All backends compute the same. Keras' own functions have c0 and c1 on
#' TensorFlow alone, where `"wrap"` is another one and `"mirror"` missing; on
#' JAX and PyTorch they need a transform for each image, and on PyTorch they
#' change it. Keras' elastic transform moves all pixels along a diagonal on JAX
#' and TensorFlow, and has no seed on PyTorch: with a seed it gives other
#' images than this one.
#'
#' @param transform Eight numbers, see Details, for all images, or a matrix
#'   with a row for each, or a tensor of them.
#' @param fill_value What is outside of the image with `fill_mode =
#'   "constant"`, and always in `op_image_perspective_transform()`: a number,
#'   in the unit of the pixels.
#' @param start_points Four points of the image: a matrix with four rows and
#'   the columns x and y, or an array (images, 4, 2) or a tensor with others
#'   for each image.
#' @param end_points Where these points are in the result, in the same order.
#'   No three of either may be on a line.
#' @param alpha How strongly to bend: a number, 0 not at all.
#' @param sigma How smoothly to bend, a standard deviation in pixels: a
#'   number greater than 0.
#' @inheritParams operation-image-arguments
#' @inheritParams operation-arguments
#'
#' @returns A tensor of the shape and dtype of `images`. Errors have class
#'   `lamina_error`.
#' @references
#' P. Y. Simard, D. Steinkraus, J. C. Platt (2003). Best practices for
#' convolutional neural networks applied to visual document analysis.
#' ICDAR 2003. <https://doi.org/10.1109/ICDAR.2003.1227801>
#' @family operations on images
#' @seealso [layer_random_rotation()], [layer_random_perspective()],
#'   [layer_random_elastic_transform()], [op_image_map_coordinates()]
#' @examplesIf is_keras_available()
#' image <- array(volcano / max(volcano), c(dim(volcano), 1))
#' show <- function(image) plot(as.raster(as.array(image)[, , 1]), interpolate = FALSE)
#'
#' # By 30 degrees around the middle.
#' a <- pi / 6
#' x <- 30
#' y <- 43
#' show(op_image_affine_transform(image, c(
#'   cos(a), -sin(a), x - x * cos(a) + y * sin(a),
#'   sin(a), cos(a), y - x * sin(a) - y * cos(a), 0, 0
#' )))
#'
#' corners <- cbind(x = c(0, 60, 60, 0), y = c(0, 0, 86, 86))
#' show(op_image_perspective_transform(image, corners, cbind(c(15, 45, 60, 0), c(20, 20, 86, 86))))
#'
#' show(op_image_elastic_transform(image, alpha = 15, sigma = 4, seed = 1))
#' @name op-image-geometry
NULL

#' @rdname op-image-geometry
#' @export
op_image_affine_transform <- function(images, transform, interpolation = "bilinear",
                                      fill_mode = "constant", fill_value = 0L, data_format = NULL,
                                      ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images),
    transform = as_transform_operand(transform, images),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    fill_mode = check_choice(fill_mode, c("constant", "nearest", "reflect", "mirror", "wrap")),
    fill_value = check_number(fill_value),
    data_format = check_data_format(data_format)
  )
  call_operation("affine_transform", args, module = "ops.image", mended = TRUE)
}

#' @rdname op-image-geometry
#' @export
op_image_perspective_transform <- function(images, start_points, end_points,
                                           interpolation = "bilinear", fill_value = 0L,
                                           data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images),
    start_points = as_points_operand(start_points, images),
    end_points = as_points_operand(end_points, images),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    fill_value = check_number(fill_value),
    data_format = check_data_format(data_format)
  )
  call_operation("perspective_transform", args, module = "ops.image", mended = TRUE)
}

#' @rdname op-image-geometry
#' @export
op_image_elastic_transform <- function(images, alpha = 20, sigma = 5, interpolation = "bilinear",
                                       fill_mode = "reflect", fill_value = 0, seed = NULL,
                                       data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_drawn_image(images),
    alpha = check_number(alpha),
    sigma = check_positive(sigma),
    interpolation = check_choice(interpolation, c("bilinear", "nearest")),
    fill_mode = check_choice(fill_mode, c("constant", "nearest", "reflect", "mirror", "wrap")),
    fill_value = check_number(fill_value),
    seed = check_seed(seed),
    data_format = check_data_format(data_format)
  )
  call_operation("elastic_transform", args, module = "ops.image", mended = TRUE)
}

#' Values between the elements of an array
#'
#' Takes values at any places of an array or a tensor, also between its
#' elements. [op_image_affine_transform()] and
#' [op_image_perspective_transform()] do it for whole images.
#'
#' @details
#' Places are counted from 0 as in keras3: along each axis, 0 is the first
#' element, 0.5 halfway between it and the second. With `fill_mode =
#' "constant"`, half an element outside of the array is the mean of the element
#' at the edge and `fill_value`.
#'
#' Keras' own function mirrors and reflects at wrong places on TensorFlow, and
#' has another element halfway between two on JAX than elsewhere.
#'
#' @param inputs A tensor or an array, with any number of axes.
#' @param coordinates The places: a matrix, array or tensor with a row for
#'   each axis of `inputs`, and in it the places along this axis, counted from
#'   0.
#' @param order A whole number, how to take a value between elements: 0 takes
#'   the nearest one, halfway between two the one behind, 1 interpolates
#'   linearly.
#' @param fill_mode What is taken to be outside of an axis abcd: `"constant"`
#'   (kkkk|abcd|kkkk), with `fill_value` for k; `"nearest"` (aaaa|abcd|dddd);
#'   `"reflect"` (dcba|abcd|dcba); `"mirror"` (dcb|abcd|cba); `"wrap"`
#'   (abcd|abcd|abcd).
#' @param fill_value What is outside of `inputs` with `fill_mode =
#'   "constant"`: a number.
#' @inheritParams operation-arguments
#'
#' @section Shapes:
#' `coordinates` (axes of `inputs`, ...) become values (...), of the dtype of
#' `inputs`; whole numbers are rounded.
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on images
#' @seealso [op_image_affine_transform()], [op_image_scale_and_translate()]
#' @examplesIf is_keras_available()
#' # How high a path over a volcano goes, from one corner to the other.
#' steps <- seq(0, 1, length.out = 100)
#' path <- rbind(86 * steps, 60 * steps)
#' height <- op_image_map_coordinates(volcano, path, order = 1)
#' plot(steps, as.vector(height), type = "l", xlab = "path", ylab = "height")
#' @export
op_image_map_coordinates <- function(inputs, coordinates, order, fill_mode = "constant",
                                     fill_value = 0L, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    inputs = with_axis(as_operand(inputs)),
    coordinates = as_places_operand(coordinates, inputs),
    order = as_whole(order, min = 0, max = 1),
    fill_mode = check_choice(fill_mode, c("constant", "nearest", "reflect", "mirror", "wrap")),
    fill_value = check_number(fill_value)
  )
  call_operation("map_coordinates", args, module = "ops.image", mended = TRUE)
}

#' Enlarge and move along some axes
#'
#' Enlarges an array by a factor and moves it, along each of some axes, and
#' takes a part of any size. [op_image_resize()] finds the factors by itself.
#'
#' @details
#' What is at p along an axis of `images` is at `scale * p + translation` in
#' the result. These are distances from the edge where the first pixel begins,
#' in pixels: 0.5 is the middle of the first one. Outside of the images there
#' are zeros.
#'
#' Whole numbers stay whole numbers, rounded; Keras' own function makes
#' fractions of them on JAX, and fails on TensorFlow.
#'
#' @param images A tensor or an array, with any number of axes.
#' @param output_shape The shape of the result, all axes: whole numbers. It
#'   is that of `images` but for the axes in `spatial_dims`.
#' @param scale How much larger to make it, for each of `spatial_dims`:
#'   numbers greater than 0, or a tensor of them.
#' @param translation By how many pixels to move it then, for each of
#'   `spatial_dims`: numbers, or a tensor of them.
#' @param spatial_dims Whole numbers: the axes, counted from 1; negative ones
#'   count from the end.
#' @param method How a pixel is computed from those around its place:
#'   `"linear"`, `"cubic"`, `"lanczos3"` or `"lanczos5"`, which look ever
#'   farther; `"bilinear"` and `"trilinear"`, `"bicubic"` and `"tricubic"` are
#'   other names of the first two.
#' @param antialias Whether images that shrink are smoothed first, so that
#'   fine patterns do not become coarse ones: `TRUE` or `FALSE`.
#' @inheritParams operation-arguments
#'
#' @returns A tensor. Errors have class `lamina_error`.
#' @family operations on images
#' @seealso [op_image_resize()], [op_image_affine_transform()]
#' @examplesIf is_keras_available()
#' # The crater, three times as large.
#' crater <- op_image_scale_and_translate(
#'   volcano, c(90, 90), scale = c(3, 3), translation = -3 * c(15, 15),
#'   spatial_dims = c(1, 2), method = "cubic"
#' )
#' plot(as.raster(as.array(crater) / max(volcano)), interpolate = FALSE)
#' @export
op_image_scale_and_translate <- function(images, output_shape, scale, translation, spatial_dims,
                                         method, antialias = TRUE, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = with_axis(as_operand(images)),
    output_shape = as_scaled_shape(output_shape, images),
    scale = as_axes_operand(scale, positive = TRUE),
    translation = as_axes_operand(translation),
    spatial_dims = as_scaled_axes(spatial_dims, images, output_shape, scale, translation),
    method = check_choice(
      method, c(
        "linear", "bilinear", "trilinear", "cubic", "bicubic", "tricubic", "lanczos3", "lanczos5"
      )
    ),
    antialias = check_flag(antialias)
  )
  call_operation("scale_and_translate", args, module = "ops.image", mended = TRUE)
}
