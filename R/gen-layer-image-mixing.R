# Written by tools/generate from tools/generate/layer/image-mixing.toml, by `make generate`.

#' Erase a rectangle of images at random
#'
#' Overwrites a drawn rectangle of each image with noise or one value, so that
#' a model does not rely on one part of a thing and sees some of it hidden.
#' [layer_cut_mix()] puts a part of another image there.
#'
#' @details
#' In a list, only the images change.
#'
#' It hides the same part of an image from the whole network, and so makes
#' other examples of those there are. [layer_drop_block_2d()] hides parts of
#' feature maps, of each map another, within the network; both may be used.
#'
#' @param factor Probability that an image is changed: a number p from 0 to
#'   1, which draws it from 0 to p for each image, or two numbers, the ends.
#'   `c(p, p)` fixes it.
#' @param scale Size of the rectangle: a number s from 0 to 1, which draws
#'   from 0 to s, or two numbers, the ends. Width and height are drawn
#'   separately; each is the square root of what was drawn, times the image's,
#'   so that `c(0.25, 0.25)` erases half the width and half the height.
#' @param fill_value What to fill with: a number, or three of them, for the
#'   channels, which must stand last; on JAX Keras 3.15.1 takes one number
#'   only. `NULL` draws normal noise, scaled by the largest value of the range.
#'   The result is clipped to `value_range`.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @inheritSection layer-image-arguments Shapes
#' @inheritSection layer-image-arguments Training and inference
#' @inheritSection layer-image-arguments Lists of images and more
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandomErasing"), c(args, keywords))
}

#' Blend pairs of images and of their labels
#'
#' Blends each image with another of its batch, drawn at random, and its label
#' likewise, so that a model learns to pass from one class to the next
#' gradually and is less overconfident. [layer_cut_mix()] pastes a part of the
#' other image instead.
#'
#' @details
#' The layer is called on a list of `images` and `labels`, a matrix (examples,
#' classes) with a single 1 in each row. For each image a weight w is drawn
#' from the beta distribution Beta(`alpha`, `alpha`); image and label become w
#' times their own and 1 - w times the other's. Images by themselves are
#' blended too, but then nothing says what their labels become.
#'
#' The layer acts where it is called by itself, and belongs in what prepares
#' the data: a model that is trained by `fit()` gets its labels without passing
#' them through its layers. `training = FALSE`, given to the layer as a
#' function of the list, leaves everything as it is.
#'
#' The bounding boxes of both images are kept, one after the other; Keras
#' 3.15.1 stacks their labels along the first axis instead.
#'
#' @param alpha How evenly to blend: a number above 0. Near 0 one of the two
#'   is almost all there is; 1 makes every weight equally likely; above 1,
#'   weights near one half are more likely.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' A list of `images` (examples, rows, columns, channels) and `labels`
#' (examples, classes), or images alone. The output has the names and shapes of
#' the input.
#'
#' @returns Depends on `object`: for a Sequential model, the model with the
#'   layer added, invisibly; for a list, a list with the same names; for
#'   images, a tensor; for `NULL`, the layer.
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
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    alpha = check_number(alpha, min = 0),
    data_format = check_data_format(data_format),
    seed = as_seed(seed),
    bounding_box_format = check_box_format(bounding_box_format)
  )
  compose(object, outcome, keras_object("layers", "MixUp"), c(args, keywords))
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
#' bounding boxes are an error. The part that is kept is drawn from the beta
#' distribution Beta(a, a), with one a drawn for the batch by `factor`; the
#' rectangle has the aspect ratio of the image, and a label keeps as much
#' weight as its image keeps area. Images by themselves are cut too, but then
#' nothing says what their labels become. One image without an axis for
#' examples stays as it is.
#'
#' The layer acts where it is called by itself, and belongs in what prepares
#' the data: a model that is trained by `fit()` gets its labels without passing
#' them through its layers. `training = FALSE`, given to the layer as a
#' function of the list, leaves everything as it is.
#'
#' @param factor What to draw a from: a number f from 0 to 1, which draws
#'   from 0 to f, or two numbers, the ends. Near 0 almost all or almost nothing
#'   is pasted; 1 makes every size equally likely.
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' A list of `images` (examples, rows, columns, channels) and `labels`
#' (examples, classes), or images alone; with `data_format = "channels_first"`
#' the channels stand before the rows. The output has the names and shapes of
#' the input.
#'
#' @returns Depends on `object`: for a Sequential model, the model with the
#'   layer added, invisibly; for a list, a list with the same names; for
#'   images, a tensor; for `NULL`, the layer.
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
  outcome <- check_object(object)
  keywords <- check_dots(...)
  args <- list(
    factor = check_range(factor, min = 0, max = 1),
    seed = as_seed(seed),
    data_format = check_data_format(data_format)
  )
  compose(object, outcome, keras_object("layers", "CutMix"), c(args, keywords))
}

#' Apply operations drawn from a set to images
#'
#' Draws a few operations out of eleven for each batch and applies one after
#' the other, with one strength for all: much variety, with only two numbers to
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
#' In a list, masks and boxes move with the images.
#'
#' @param num_ops Number of operations applied one after the other: a whole
#'   number of at least 0.
#' @param factor Strength: a number f from 0 to 1, which stands for the range
#'   from 0 to f, or two numbers, the ends. The operations draw from it as from
#'   their own `factor`, so that images are turned one way only, by up to f of
#'   a full turn.
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "RandAugment"), c(args, keywords))
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
#' result is clipped to `value_range`.
#'
#' Which operations are taken is drawn by Python's own generator, which
#' [set_random_seed()] sets and `seed` does not. In a compiled training step
#' they are drawn when the step is built, and then stay.
#'
#' In place of images the input can be a list of `images` and, where there are
#' any, `labels`, `bounding_boxes` and `segmentation_masks`; the output is a
#' list with the same names. Masks go through the chains as images do, so that
#' their values are blended; labels and boxes stay.
#'
#' @param num_chains Number of chains: a whole number of at least 1.
#' @param chain_depth Number of links of each chain, operations or none: a
#'   whole number of at least 0.
#' @param factor Strength: a number f from 0 to 1, which stands for the range
#'   from 0 to f, or two numbers, the ends. The operations draw from it as from
#'   their own `factor`.
#' @param alpha How evenly to blend: a number above 0. Near 0 one chain, or
#'   the image itself, is almost all there is; large numbers give all about the
#'   same weight.
#' @param all_ops Whether brightness, colour, contrast and sharpness are
#'   among the operations: `TRUE` or `FALSE`. Leave them out where a model is
#'   tested on just those.
#' @param seed A whole number from 0 to 2147483647, which sets all that is
#'   drawn except the choice of operations. `NULL` draws a seed, which follows
#'   from [set_random_seed()] if that was called.
#' @inheritParams layer-image-arguments
#' @inheritParams layer-arguments
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. With `all_ops` there must be 3 channels, red, green and blue. The
#' output has the shape of the input.
#'
#' @inheritSection layer-image-arguments Training and inference
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
  outcome <- check_object(object)
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
  compose(object, outcome, keras_object("layers", "AugMix"), c(args, keywords))
}
