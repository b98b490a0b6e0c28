# Written by tools/generate from tools/generate/layer/image-geometry.toml, by `make generate`.

#' Flip images at random
#'
#' Mirrors about half of the images, which doubles what there is to learn from
#' where left and right, or top and bottom, make no difference: fine for
#' photographs of things, wrong for letters.
#'
#' @details
#' Keras 3.15.1 tosses one coin for each image: with `mode =
#' "horizontal_and_vertical"` an image is flipped both ways, which is half a
#' turn, or not at all. Two layers, one for each direction, give all four.
#'
#' In a list, masks and boxes move with the images.
#'
#' @param mode What to swap: `"horizontal"`, left and right; `"vertical"`,
#'   top and bottom; `"horizontal_and_vertical"`, both at once.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' images <- array(rep(c(1, 2, 3), each = 4), c(4, 1, 3, 1))
#' as.array(layer_random_flip(images, "horizontal", seed = 1))[, 1, , 1]
#' @export
layer_random_flip <- function(object, mode = "horizontal_and_vertical", seed = NULL,
                              data_format = NULL, bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    mode = check_choice(mode, c("horizontal", "vertical", "horizontal_and_vertical")),
    seed = as_seed(seed),
    data_format = check_data_format(data_format),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "RandomFlip"), c(args, keywords))
}

#' Rotate images at random
#'
#' Turns each image about its centre by a drawn angle, for things that are seen
#' at a slant or from above. [layer_random_shear()] slants and
#' [layer_random_perspective()] tilts them.
#'
#' @details
#' In a list, masks and boxes move with the images. Keras 3.15.1 treats the
#' boxes as `"xyxy"` whatever `bounding_box_format` says, and gives them back
#' in that format.
#'
#' @param factor Angle, as a fraction of a full turn, positive for
#'   anticlockwise: a number f from -1 to 1, which draws from -|f| to |f|, or
#'   two numbers, the ends. `0.1` is 36 degrees either way.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandomRotation"), c(args, keywords))
}

#' Shift images at random
#'
#' Moves each image by a drawn fraction of its height and of its width, so that
#' a model finds things that are not in the middle. [layer_random_crop()] shows
#' a smaller part of the image instead of filling in.
#'
#' @details
#' In a list, masks and boxes move with the images.
#'
#' @param height_factor Shift downwards, as a fraction of the height,
#'   negative upwards: a number f from -1 to 1, which draws from -|f| to |f|,
#'   or two numbers, the ends.
#' @param width_factor Shift to the right, as a fraction of the width,
#'   negative to the left: a number f from -1 to 1, which draws from -|f| to
#'   |f|, or two numbers, the ends.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandomTranslation"), c(args, keywords))
}

#' Zoom into or out of images at random
#'
#' Enlarges or shrinks what each image shows, about its centre, by a drawn
#' factor, while the size of the image stays the same, so that a model finds
#' things near and far.
#'
#' @details
#' A number f is drawn, and the output shows 1 + f times the height of the
#' image: with 0.5 half as much again, filled in around the image, with -0.5
#' the middle half.
#'
#' In a list, masks and boxes move with the images.
#'
#' @param height_factor What to draw f from for the height, positive to zoom
#'   out, negative to zoom in: a number f above -1 and up to 1, which draws
#'   from -|f| to |f|, or two numbers, the ends.
#' @param width_factor The same for the width. `NULL` uses what was drawn for
#'   the height, so that shapes are kept.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandomZoom"), c(args, keywords))
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
#' b x, with a drawn by `x_factor` and b by `y_factor`; a coin tossed for each
#' image reverses both signs.
#'
#' Keras 3.15.1 cannot open a saved model whose layer was given one number.
#' Give two, such as `c(0, 0.3)`: the coin still gives either sign.
#'
#' In a list, masks and boxes move with the images.
#'
#' @param x_factor Shift of the columns for each row: a number f from 0 to 1,
#'   which draws from -f to f, or two numbers from 0 to 1, the ends, of either
#'   sign.
#' @param y_factor Shift of the rows for each column: a number f from 0 to 1,
#'   which draws from -f to f, or two numbers from 0 to 1, the ends, of either
#'   sign.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandomShear"), c(args, keywords))
}

#' Tilt images at random
#'
#' Moves the corners of some images by drawn amounts and redraws the image
#' between them, as if it were seen from another place. [layer_random_shear()]
#' keeps parallel lines parallel.
#'
#' @details
#' A corner moves by a part of its own distance from the top and from the left,
#' at most `scale` / 2 either way; the corner at the top left therefore stays.
#'
#' In place of images the input can be a list of `images` and, where there are
#' any, `labels`, `segmentation_masks` and `bounding_boxes`; the output is a
#' list with the same names. Keras 3.15.1 gives the boxes back as `"xyxy"`,
#' whatever `bounding_box_format` says.
#'
#' @param factor Probability that an image is tilted: a number p from 0 to 1,
#'   which draws it from 0 to p for each image, or two numbers, the ends. `c(p,
#'   p)` fixes it.
#' @param scale How far the corners move: a number between 0 and 1.
#' @param fill_value What stands where the image does not reach: a number, in
#'   the unit of the pixels.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inherit layer_spatial_dropout_2d return
#' @family image preprocessing layers
#' @examplesIf is_keras_available()
#' image <- array(seq(1, 16, 1), c(1, 4, 4, 1))
#' round(as.array(layer_random_perspective(image, factor = c(1, 1), seed = 1))[1, , , 1])
#' @export
layer_random_perspective <- function(object, factor = 1, scale = 1, interpolation = "bilinear",
                                     fill_value = 0, seed = NULL, data_format = NULL,
                                     bounding_box_format = NULL, ...) {
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandomPerspective"), c(args, keywords))
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
#' A list of `images` and `labels`, and `segmentation_masks`, can come in place
#' of images; one with bounding boxes is an error. Keras 3.15.1 draws another
#' warp for the masks than for the images, and on PyTorch `seed` does not set
#' the warp.
#'
#' @param factor Probability that an image is warped: a number p from 0 to 1,
#'   which draws it from 0 to p for each image, or two numbers, the ends. `c(p,
#'   p)` fixes it.
#' @param scale Strength: a number s from 0 to 1, which draws from 0 to s, or
#'   two numbers, the ends.
#' @param fill_mode What stands where the image does not reach: `"reflect"`,
#'   the image mirrored at its edge; `"mirror"`, the same without the edge
#'   itself; `"wrap"`, what is at the opposite edge; `"nearest"`, the pixel of
#'   the edge; `"constant"`, `fill_value`.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandomElasticTransform"), c(args, keywords))
}
