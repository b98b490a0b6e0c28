# Written by tools/generate from tools/generate/operation/image-filters.toml, by `make generate`.

#' Blur images and find edges
#'
#' `op_image_gaussian_blur()` smooths images, `op_image_sobel_edges()` says how
#' fast they change from row to row and from column to column.
#' [layer_random_gaussian_blur()] blurs in training; other filters are made by
#' [op_depthwise_conv()].
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_image_gaussian_blur(images)` | smoothed |
#' | `op_image_sobel_edges(images)` | how fast images change |
#'
#' A filter looks at `kernel_size` pixels around each; outside of the image
#' there are zeros, so that edges become darker. `kernel_size` should be about
#' six times `sigma`.
#'
#' The filter of Sobel is the difference between the pixels on both sides, with
#' the weights 1, 2, 1 along the other direction: of an image that rises by 1
#' from pixel to pixel it is 8. Outside, the image is mirrored at its first and
#' last pixel.
#'
#' Keras' own functions do otherwise in silence: without `data_format` the blur
#' takes rows for channels on JAX and PyTorch, where `kernel_size` holds two
#' different numbers it is mixed up; edges are found all around an image on JAX
#' and PyTorch.
#'
#' @param images A tensor or an array: an image (rows, columns, channels), or
#'   several (images, rows, columns, channels); with `data_format =
#'   "channels_first"` the channels stand before the rows in both. Each channel
#'   is filtered by itself.
#' @param kernel_size Rows and columns that are looked at: two whole numbers
#'   of at least 1, or one for both; odd ones have the pixel in their middle.
#' @param sigma The standard deviation along rows and columns, in pixels: two
#'   numbers greater than 0, or one for both.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` uses [config_image_data_format()].
#' @inheritParams operation-arguments
#'
#' @returns A tensor of fractions of the shape of `images`; of
#'   `op_image_sobel_edges()` with one more axis behind, how the image changes
#'   downwards and to the right. Errors have class `lamina_error`.
#' @references
#' I. Sobel, G. Feldman (1968). A 3x3 isotropic gradient operator for image
#' processing. Stanford Artificial Intelligence Project.
#' @family operations on images
#' @seealso [layer_random_gaussian_blur()], [op_depthwise_conv()]
#' @examplesIf is_keras_available()
#' image <- array(volcano / max(volcano), c(dim(volcano), 1))
#' blurred <- op_image_gaussian_blur(image, kernel_size = 13, sigma = 2)
#' plot(as.raster(as.array(blurred)[, , 1]), interpolate = FALSE)
#'
#' # Where it is steep.
#' edges <- as.array(op_image_sobel_edges(image))
#' steep <- sqrt(edges[, , 1, 1]^2 + edges[, , 1, 2]^2)
#' plot(as.raster(steep / max(steep)), interpolate = FALSE)
#' @name op-image-filters
NULL

#' @rdname op-image-filters
#' @export
op_image_gaussian_blur <- function(images, kernel_size = list(3L, 3L), sigma = list(1, 1),
                                   data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images, fractions = TRUE),
    kernel_size = check_grid(kernel_size),
    sigma = check_spread(sigma),
    data_format = check_data_format(data_format)
  )
  call_operation("gaussian_blur", args, module = "ops.image", mended = TRUE)
}

#' @rdname op-image-filters
#' @export
op_image_sobel_edges <- function(images, data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_image_operand(images, fractions = TRUE),
    data_format = check_with_edges(data_format, images)
  )
  call_operation("sobel_edges", args, module = "ops.image", mended = TRUE)
}

#' Compare images by their structure
#'
#' The structural similarity (SSIM) of images: 1 where they are the same, 0
#' where they have nothing in common, and negative where one is bright as the
#' other is dark. It tells blur and noise from a mere change of brightness, and
#' so is closer to what people see than the mean squared error or [op_psnr()].
#'
#' @details
#' Around each pixel, means, variances and covariance are taken with the
#' weights of a Gaussian filter, where all of it is within the image. The
#' result is the mean over pixels and channels.
#'
#' The result is a fraction of images of whole numbers, too, which Keras' own
#' function cuts off.
#'
#' @param image1 A tensor or an array: an image (rows, columns, channels), or
#'   several (images, rows, columns, channels); with `data_format =
#'   "channels_first"` the channels stand before the rows in both.
#' @param image2 What it is compared with, of the same shape.
#' @param max_val The largest number that a pixel can be: a number greater
#'   than 0, 1 of fractions, 255 of bytes.
#' @param filter_size Rows and columns of the filter: an odd number, not
#'   larger than those of the images.
#' @param filter_sigma The standard deviation of its weights, in pixels: a
#'   number greater than 0.
#' @param k1 Steadies the comparison of dark images: a number of at least 0.
#' @param k2 Steadies the comparison of flat ones: a number of at least 0.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` uses [config_image_data_format()].
#' @inheritParams operation-arguments
#'
#' @returns A tensor with a number for each image, of single images a number.
#'   Errors have class `lamina_error`.
#' @references
#' Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli (2004). Image quality
#' assessment: from error visibility to structural similarity. IEEE
#' Transactions on Image Processing 13(4), 600-612.
#' <https://doi.org/10.1109/TIP.2003.819861>
#' @family operations on images
#' @seealso [op_psnr()], [loss_mean_squared_error()]
#' @examplesIf is_keras_available()
#' image <- array(volcano / max(volcano), c(dim(volcano), 1))
#' brighter <- image * 0.9 + 0.1
#' blurred <- op_image_gaussian_blur(image, kernel_size = 13, sigma = 2)
#' op_image_ssim(image, brighter)
#' op_image_ssim(image, blurred)
#' @export
op_image_ssim <- function(image1, image2, max_val = 1.0, filter_size = 11L, filter_sigma = 1.5,
                          k1 = 0.01, k2 = 0.03, data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    image1 = as_image_operand(image1, fractions = TRUE),
    image2 = as_compared_image(image2, image1),
    max_val = check_positive(max_val),
    filter_size = as_odd(filter_size),
    filter_sigma = check_positive(filter_sigma),
    k1 = check_number(k1, min = 0),
    k2 = check_number(k2, min = 0),
    data_format = check_filtered(data_format, image1, filter_size)
  )
  call_operation("ssim", args, module = "ops.image", mended = TRUE)
}

#' Cut images into patches
#'
#' Cuts images or volumes into pieces of the same size, as a vision transformer
#' takes them: the numbers of each piece, row by row and pixel by pixel, become
#' one vector. [op_unfold()] does the same with the pieces side by side.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `op_image_extract_patches(images, size)` | pieces of images |
#' | `op_image_extract_patches_3d(volumes, size)` | pieces of volumes |
#'
#' Numbers stay exactly as they are, whole ones too, on all backends; Keras'
#' own function multiplies with ones and zeros, which TensorFlow does not do
#' with `strides` and `dilation_rate` together.
#'
#' @param images A tensor or an array: an image (rows, columns, channels), or
#'   several (images, rows, columns, channels); with `data_format =
#'   "channels_first"` the channels stand before the rows in both. Where `size`
#'   is three numbers, volumes.
#' @param size Rows and columns of a piece, or planes, rows and columns:
#'   whole numbers of at least 1, or one for all.
#' @param strides How far it is from one piece to the next, as `size` says
#'   how large they are. `NULL` uses `size`, so that they do not overlap.
#' @param dilation_rate How many pixels it is from one pixel of a piece to
#'   the next: whole numbers of at least 1, as many as of `size`, or one for
#'   all.
#' @param padding `"valid"` takes pieces that are within the image alone,
#'   `"same"` puts zeros around it, so that every pixel is in one.
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`. `NULL` uses [config_image_data_format()].
#' @param volumes A tensor or an array: a volume (planes, rows, columns,
#'   channels), or several, with an axis before these; with `data_format =
#'   "channels_first"` the channels stand before the planes.
#' @inheritParams operation-arguments
#'
#' @returns A tensor (images, pieces down, pieces across, numbers in a
#'   piece), of one image without the first axis; with `data_format =
#'   "channels_first"` the numbers stand before the pieces. Errors have class
#'   `lamina_error`.
#' @references
#' A. Dosovitskiy, L. Beyer, A. Kolesnikov, D. Weissenborn, X. Zhai, T.
#' Unterthiner, M. Dehghani, M. Minderer, G. Heigold, S. Gelly, J. Uszkoreit,
#' N. Houlsby (2021). An image is worth 16x16 words: transformers for image
#' recognition at scale. <https://arxiv.org/abs/2010.11929>
#' @family operations on images
#' @seealso [op_unfold()], [op_space_to_depth()]
#' @examplesIf is_keras_available()
#' image <- array(volcano / max(volcano), c(dim(volcano), 1))
#' patches <- op_image_extract_patches(image, size = 20)
#' dim(patches)
#'
#' # The pieces as small images.
#' pieces <- as.array(op_reshape(patches, c(4 * 3, 20, 20)))
#' par(mfrow = c(4, 3), mar = rep(0.2, 4))
#' for (i in 1:12) plot(as.raster(pieces[i, , ]), interpolate = FALSE)
#'
#' dim(op_image_extract_patches_3d(array(0, c(8, 8, 8, 1)), size = c(2, 4, 4)))
#' @name op-image-patches
NULL

#' @rdname op-image-patches
#' @export
op_image_extract_patches <- function(images, size, strides = NULL, dilation_rate = 1L,
                                     padding = "valid", data_format = "channels_last", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    images = as_patched_operand(images, size),
    size = as_patch_size(size),
    strides = as_patch_steps(strides, size, null = TRUE),
    dilation_rate = as_patch_steps(dilation_rate, size),
    padding = check_padding(padding),
    data_format = check_patched(data_format, images, size, dilation_rate, padding)
  )
  call_operation("extract_patches", args, module = "ops.image", mended = TRUE)
}

#' @rdname op-image-patches
#' @export
op_image_extract_patches_3d <- function(volumes, size, strides = NULL, dilation_rate = 1L,
                                        padding = "valid", data_format = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    volumes = as_image_operand(volumes, axes = 3L),
    size = as_patch_size(size, 3L),
    strides = as_patch_steps(strides, size, 3L, null = TRUE),
    dilation_rate = as_patch_steps(dilation_rate, size, 3L),
    padding = check_padding(padding),
    data_format = check_patched(data_format, volumes, size, dilation_rate, padding, 3L)
  )
  call_operation("extract_patches_3d", args, module = "ops.image", mended = TRUE)
}
