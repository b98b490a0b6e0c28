# Written by tools/generate from tools/generate/layer/image-colour.toml, by `make generate`.

#' Fade the colours of images at random
#'
#' Blends each image with its own grey version, so that a model does not rely
#' on strong colours. [layer_random_grayscale()] takes all colour out of some
#' of the images; [layer_random_saturation()] also makes colours stronger.
#'
#' @details
#' A share is drawn for each image: 0 leaves it alone, 1 leaves grey. A
#' negative share makes colours stronger, and Keras 3.15.1 draws those too
#' where `factor` is one number: use `c(0, 0.5)` to only take colour out.
#'
#' In a list, only the images change.
#'
#' @param factor Share of grey: a number f from -1 to 1, which draws from
#'   -|f| to |f|, or two numbers, the ends.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' pixel <- array(c(200, 100, 50), c(1, 1, 1, 3))
#' as.array(layer_random_color_degeneration(pixel, factor = c(0.5, 0.5)))[1, 1, 1, ]
#' @export
layer_random_color_degeneration <- function(object, factor, value_range = list(0L, 255L),
                                            data_format = NULL, seed = NULL,
                                            bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = -1, max = 1),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "RandomColorDegeneration"), c(args, keywords))
}

#' Make some images grey at random
#'
#' Replaces the colours of some images by their brightness, in all three
#' channels, so that a model learns shapes too.
#' [layer_random_color_degeneration()] takes a drawn part of the colour out of
#' every image.
#'
#' @details
#' The layer takes images, not a list of images and labels. Keras 3.15.1 does
#' not save `seed`: a loaded layer draws its own.
#'
#' @param factor Probability that an image becomes grey: a number between 0
#'   and 1.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inheritSection layer-image-arguments Training and inference
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' pixel <- array(c(200, 100, 50), c(1, 1, 1, 3))
#' as.array(layer_random_grayscale(pixel, factor = 1))[1, 1, 1, ]
#' @export
layer_random_grayscale <- function(object, factor = 0.5, data_format = NULL, seed = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_number(factor, min = 0, max = 1),
    data_format = check_data_format(data_format),
    seed = as_seed(seed)
  )
  compose(object, outcome, keras_object("layers", "RandomGrayscale"), c(args, keywords))
}

#' Shift the hue of images at random
#'
#' Turns the colours of each image round the colour circle by a drawn angle,
#' the same for all its pixels: red goes towards yellow or towards violet.
#' Greys stay. It suits where the colour of a thing says little about what it
#' is.
#'
#' @details
#' In a list, only the images change.
#'
#' @param factor How far to turn, as a fraction of half the circle: a number
#'   f from 0 to 1, which draws from 0 to f, or two numbers, the ends. A coin
#'   then decides the direction; 1 is the opposite colour.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' pixel <- array(c(200, 100, 50), c(1, 1, 1, 3))
#' as.array(layer_random_hue(pixel, factor = c(1, 1)))[1, 1, 1, ]
#' @export
layer_random_hue <- function(object, factor, value_range = list(0L, 255L), data_format = NULL,
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
  compose(object, outcome, keras_object("layers", "RandomHue"), c(args, keywords))
}

#' Change the saturation of images at random
#'
#' Makes the colours of each image stronger or weaker by a drawn factor.
#' [layer_random_color_degeneration()] blends with grey, which is gentler;
#' [layer_random_grayscale()] takes the colour out of some of the images.
#'
#' @details
#' A number f is drawn for each image, and the saturation is multiplied by f /
#' (1 - f): 0 leaves grey, 0.5 leaves the image alone, 0.75 makes its colours
#' three times as strong, and near 1 they are as strong as they can be. A
#' negative f leaves grey as 0 does, and Keras 3.15.1 draws those too where
#' `factor` is one number: use two, such as `c(0.4, 0.6)`.
#'
#' Keras 3.15.1 limits the saturation, whose scale is 0 to 1, by `value_range`:
#' only with `c(0, 1)` do the colours stay within the range. With `c(0, 255)` a
#' factor above 0.5 can make values negative; rescale the images first.
#'
#' In a list, only the images change.
#'
#' @param factor What to draw f from: two numbers from 0 to 1, the ends, or a
#'   number f from -1 to 1, which draws from -|f| to |f|.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = -1, max = 1),
    value_range = check_value_range(value_range),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "RandomSaturation"), c(args, keywords))
}

#' Change brightness, contrast, saturation and hue of images at random
#'
#' Does in one layer what [layer_random_brightness()],
#' [layer_random_contrast()], [layer_random_saturation()] and
#' [layer_random_hue()] do, in this order. A change without a factor is left
#' out; without any factor, images stay as they are.
#'
#' @details
#' With images from 0 to 255 a saturation factor above 0.5 can make values
#' negative: see [layer_random_saturation()]. Keras 3.15.1 gives the four no
#' `data_format`, so that images must have their channels where
#' [config_image_data_format()] says.
#'
#' In a list, only the images change.
#'
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
#' @param data_format Where the channels are: `"channels_last"` or
#'   `"channels_first"`, which Keras 3.15.1 stores but does not pass on to the
#'   four operations. `NULL` uses [config_image_data_format()].
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, 3) in red, green and blue, or one image
#' without the first axis; with `data_format = "channels_first"` the channels
#' stand before the rows. The output has the shape of the input.
#'
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandomColorJitter"), c(args, keywords))
}
