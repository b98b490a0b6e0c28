# Written by tools/generate from tools/generate/layer/image-contrast.toml, by `make generate`.

#' Rescale values
#'
#' Computes `x * scale + offset`. As the first layer of a model it brings raw
#' pixel values into a range that suits training, and is saved with the model.
#' It acts in training and at inference. [layer_normalization()] learns mean
#' and variance from data instead.
#'
#' @param scale Factor: a finite number such as `1 / 255`, or one for each
#'   channel.
#' @param offset Added afterwards: a finite number, or one for each channel.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Input and output have the same shape, which may be any; with a number for
#' each channel, the channels are the last axis.
#'
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' as.array(layer_rescaling(matrix(c(0, 127.5, 255), 1), scale = 1 / 127.5, offset = -1))
#' @export
layer_rescaling <- function(object, scale, offset = 0, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    scale = check_numbers(scale),
    offset = check_numbers(offset)
  )
  compose(object, outcome, keras_object("layers", "Rescaling"), c(args, keywords))
}

#' Stretch the contrast of images
#'
#' Scales each channel of each image so that its darkest pixel becomes the
#' smallest value of `value_range` and its brightest the largest: faint images
#' become as clear as others. It acts in training and at inference. One
#' outlying pixel is enough to prevent this; [layer_equalization()] looks at
#' how many pixels have each value.
#'
#' @details
#' A channel with one value throughout stays as it is. The layer treats the
#' second and the third axis as rows and columns, whatever
#' [config_image_data_format()] says.
#'
#' In a list, only the images change.
#'
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis. The output has the shape of the input.
#'
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(50, 100, 150, 200), c(1, 2, 2, 1))
#' as.array(layer_auto_contrast(image))[1, , , 1]
#' @export
layer_auto_contrast <- function(object, value_range = list(0L, 255L), bounding_box_format = NULL,
                                ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    value_range = check_value_range(value_range),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "AutoContrast"), c(args, keywords))
}

#' Equalise the histogram of image tiles
#'
#' Brings out detail where an image is dark in one place and bright in another,
#' such as in medical or aerial images: values are spread by a histogram of the
#' surroundings, and a limit keeps noise in uniform areas from being amplified.
#' It acts in training and at inference. [layer_equalization()] uses one
#' histogram.
#'
#' @details
#' Each channel of each image is cut into tiles; each has a histogram of 256
#' values, whose cumulative sum up to a value says what that value becomes.
#' Between the tiles' centres the results are blended, so that no edges show.
#' Images that the tiles do not divide evenly are temporarily padded at the end
#' by mirroring. The histograms take memory: 256 numbers for each pixel. On
#' PyTorch Keras 3.15.1 rounds the limit down to whole pixels, which matters in
#' small tiles.
#'
#' A list of images and labels or boxes, which other layers of this family
#' take, is an error.
#'
#' @param clip_limit The most pixels that count for one value in a tile, as a
#'   multiple of the mean: a number. What is above is spread over all values,
#'   so that 1 changes little and large numbers do not limit. 0 or less sets no
#'   limit.
#' @param tile_grid_size Number of tiles: a whole number of at least 1, or
#'   two of them, for rows and columns.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
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
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    value_range = check_value_range(value_range),
    clip_limit = check_number(clip_limit),
    tile_grid_size = check_grid(tile_grid_size),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "ContrastLimitedAdaptiveHistogramEqualization"),
          c(args, keywords))
}

#' Equalise the histogram of images
#'
#' Spreads the values of each channel so that every part of the range is about
#' equally common, which brings out detail where most pixels are alike.
#' [layer_contrast_limited_adaptive_histogram_equalization()] does so for each
#' image and place by place, and works in a model too; [layer_auto_contrast()]
#' only stretches.
#'
#' @details
#' One histogram is made for each channel of a whole batch, so that the result
#' for an image depends on the images beside it. A channel with one value
#' throughout stays as it is.
#'
#' The layer is for preparing data: called on images it acts, and `training =
#' FALSE`, given to it as a function of images, leaves them as they are. In a
#' model Keras 3.15.1 cannot use it: what it returns for a symbolic tensor is
#' that tensor itself, so that a Sequential model skips it and other models
#' cannot be built.
#'
#' In a list, only the images change.
#'
#' @param bins Number of bins of the histogram: a whole number of at least 1.
#'   256 keeps apart what images of 8 bits keep apart.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(10, 10, 20, 200), c(1, 2, 2, 1))
#' as.array(layer_equalization(image, bins = 32))[1, , , 1]
#' @export
layer_equalization <- function(object, value_range = list(0L, 255L), bins = 256L,
                               data_format = NULL, bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    value_range = check_value_range(value_range),
    bins = as_whole(bins, min = 1),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "Equalization"), c(args, keywords))
}

#' Invert bright pixels in training
#'
#' Adds a drawn number to each image, clips the result to `value_range`, and
#' then replaces every value that reaches a drawn threshold by its distance
#' from the top of the range. With both factors 0, as they are by default, all
#' values are inverted; [layer_random_invert()] does so to some images.
#'
#' @details
#' A threshold and a number to add are drawn for each image. Keras 3.15.1
#' multiplies only the upper end of what it draws from by the range: a lower
#' end of 0.2 means 0.2 on a scale of 0 to 255.
#'
#' In a list, only the images change.
#'
#' @param addition_factor What to add, as a fraction of the range: a number f
#'   from 0 to 1, which draws from 0 to f, or two numbers, the ends.
#' @param threshold_factor Where the threshold lies, as a fraction of the
#'   range: a number f from 0 to 1, which draws from 0 to f, or two numbers,
#'   the ends. 0 inverts all values.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels) or (examples, channels, rows,
#' columns), or one image without the first axis. The output has the shape of
#' the input.
#'
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(0, 100, 200, 255), c(1, 2, 2, 1))
#' as.array(layer_solarization(image))[1, , , 1]
#' @export
layer_solarization <- function(object, addition_factor = 0, threshold_factor = 0,
                               value_range = list(0L, 255L), seed = NULL,
                               bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    addition_factor = check_range(addition_factor, min = 0, max = 1),
    threshold_factor = check_range(threshold_factor, min = 0, max = 1),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "Solarization"), c(args, keywords))
}

#' Make images brighter or darker at random
#'
#' Adds one drawn number to all pixels of an image and clips the result to
#' `value_range`, so that a model does not rely on the light of the training
#' images.
#'
#' @details
#' In a list, only the images change.
#'
#' @param factor What to add, as a fraction of the range: a number f from -1
#'   to 1, which draws from -|f| to |f|, or two numbers, the ends. -1 makes an
#'   image black, 1 white.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels) or (examples, channels, rows,
#' columns), or one image without the first axis. The output has the shape of
#' the input.
#'
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(0, 100, 200, 250), c(1, 2, 2, 1))
#' as.array(layer_random_brightness(image, factor = c(0.1, 0.1)))[1, , , 1]
#' @export
layer_random_brightness <- function(object, factor, value_range = list(0L, 255L), seed = NULL,
                                    bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = -1, max = 1),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "RandomBrightness"), c(args, keywords))
}

#' Change the contrast of images at random
#'
#' Moves the values of each channel away from their mean, or towards it: x
#' becomes (x - mean) * f + mean, clipped to `value_range`, with an f drawn for
#' each image.
#'
#' @details
#' Keras 3.15.1 takes a single `factor` for the upper end alone, so that the
#' contrast only grows. Two numbers let it shrink as well: `c(0.2, 0.2)` draws
#' f from 0.8 to 1.2.
#'
#' In a list, only the images change.
#'
#' @param factor How far from 1 to draw: a number b from 0 to 1, which draws
#'   f from 1 to 1 + b, or two numbers a and b with a not above b, which draw
#'   from 1 - a to 1 + b.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(50, 100, 150, 200), c(1, 2, 2, 1))
#' as.array(layer_random_contrast(image, factor = c(0.5, 0.5), seed = 1))[1, , , 1]
#' @export
layer_random_contrast <- function(object, factor, value_range = c(0L, 255L), seed = NULL,
                                  data_format = NULL, bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "RandomContrast"), c(args, keywords))
}

#' Sharpen or blur images at random
#'
#' Blends each image with a blurred version of itself, or moves it away from
#' that, which makes edges stand out. [layer_random_gaussian_blur()] only
#' blurs, and more.
#'
#' @details
#' A number f is drawn for each image: 0 gives the blurred version, a weighted
#' mean over windows of 3 by 3 pixels; 0.5 leaves the image alone; 1 moves it
#' as far away from the blurred version as 0 moves it towards it. A single
#' number below 0.5 therefore only blurs: use two, such as `c(0.3, 0.7)`.
#'
#' In a list, only the images change.
#'
#' @param factor What to draw f from: a number f from 0 to 1, which draws
#'   from 0 to f, or two numbers, the ends.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' spot <- array(c(0, 0, 0, 0, 130, 0, 0, 0, 0), c(1, 3, 3, 1))
#' as.array(layer_random_sharpness(spot, factor = c(0, 0)))[1, , , 1]
#' @export
layer_random_sharpness <- function(object, factor, value_range = list(0L, 255L), data_format = NULL,
                                   seed = NULL, bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "RandomSharpness"), c(args, keywords))
}

#' Blur images at random
#'
#' Blurs some of the images with a Gaussian kernel, so that a model does not
#' rely on fine grain and sees images as a poor camera takes them.
#' [layer_random_sharpness()] also sharpens.
#'
#' @details
#' The width of the kernel is drawn once for the whole batch, separately for
#' rows and columns; whether an image is blurred is drawn for each image.
#'
#' In a list, only the images change.
#'
#' @param factor Probability that an image is blurred: a number p from 0 to
#'   1, which draws it from 0 to p for each image, or two numbers, the ends.
#'   `c(p, p)` fixes it.
#' @param kernel_size Size of the kernel in pixels: an odd whole number of at
#'   least 1, or two of them.
#' @param sigma Standard deviation of the kernel in pixels: a number s from 0
#'   to 1, which draws from 0 to s, or two numbers, the ends.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandomGaussianBlur"), c(args, keywords))
}

#' Invert the colours of some images at random
#'
#' Replaces each value x of some images by the largest value of `value_range`
#' minus x, which gives the negative where the range begins at 0.
#' [layer_solarization()] inverts bright pixels only.
#'
#' @details
#' In a list, only the images change.
#'
#' @param factor Probability that an image is inverted: a number p from 0 to
#'   1, which draws it from 0 to p for each image, or two numbers, the ends.
#'   `c(p, p)` fixes it.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(c(0, 100, 200, 255), c(1, 2, 2, 1))
#' as.array(layer_random_invert(image, factor = c(1, 1)))[1, , , 1]
#' @export
layer_random_invert <- function(object, factor = 1, value_range = list(0L, 255L), seed = NULL,
                                data_format = NULL, bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    value_range = check_value_range(value_range),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "RandomInvert"), c(args, keywords))
}

#' Reduce the shades of images at random
#'
#' Keeps the highest bits of each value and sets the rest to 0, as if the image
#' had been stored with fewer than 8 bits a channel: 1 bit leaves two shades, 2
#' leave four.
#'
#' @details
#' The number of bits is drawn for each image. Keras 3.15.1 leaves the upper
#' end out: the single number 4 draws 1, 2 or 3 bits, `c(3, 5)` draws 3 or 4,
#' `c(4, 4)` always keeps 4.
#'
#' In a list, only the images change.
#'
#' @param factor Number of bits to keep: a whole number b from 1 to 8, which
#'   draws from 1 to b, or two of them, the ends; the upper end is left out
#'   unless both are the same.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = as_wholes(check_range(factor, min = 1, max = 8), n = 2, arg = "factor"),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "RandomPosterization"), c(args, keywords))
}
