# Written by tools/generate from tools/generate/application/glossary.toml, by `make generate`.

#' Arguments shared by applications
#'
#' @param ... Not used.
#' @param include_top Whether the last layers, which tell the classes, are
#'   part of the model: `TRUE` or `FALSE`. Without them the model turns images
#'   into features.
#' @param weights `"imagenet"`: trained on the 1000 classes of ImageNet.
#'   Keras downloads them once, into the folder `models` of its cache
#'   (`~/.keras`, or the environment variable `KERAS_HOME`). `NULL`: random
#'   ones. Or the path of a file of weights of the same architecture, which
#'   ends in `.weights.h5`.
#' @param input_tensor A symbolic tensor of images, such as from
#'   [keras_input()], to be the input of the model; `input_shape` then has no
#'   effect. `NULL` makes an input.
#' @param input_shape Shape of one image, without the batch axis: rows,
#'   columns and channels, such as `c(160, 160, 3)`. With the top it must be
#'   known, and with the top and the weights of ImageNet it must be the size
#'   they were trained on, see below. `NULL` takes that size with the top, and
#'   images of any size without.
#' @param pooling What comes out without the top: `NULL`, the feature maps
#'   (batch, rows, columns, channels); `"avg"` or `"max"`, the mean or the
#'   largest value of each map (batch, channels). It has no effect with the
#'   top.
#' @param classes Number of classes of the top: a whole number of at least 1.
#'   Weights of ImageNet have 1000.
#' @param classifier_activation Activation of the top: a name, a function
#'   such as [activation_softmax], or `NULL` for logits. With weights it must
#'   be `"softmax"` or `NULL`.
#' @param name Name of the model: a string without `/`. `NULL` takes that of
#'   the architecture.
#' @param include_preprocessing Whether the model itself scales the images,
#'   whose values are then from 0 to 255: `TRUE` or `FALSE`.
#' @param alpha Width of the network: by how much the number of filters of
#'   each layer is multiplied, a number greater than 0.
#'
#' @name application-arguments
#' @keywords internal
NULL
