# Written by tools/generate from tools/generate/application/images.toml, by `make generate`.

#' Arguments in common: pretrained models
#'
#'
#' @section Images:
#' The values of the images are prepared by [application_preprocess_inputs()],
#' from 0 to 255 as they come from a file.
#'
#' @section Values of images:
#' The values of the images are from 0 to 255 as they come from a file: the
#' model scales them itself.
#'
#' @section Another task:
#' A pretrained model without its top turns images into features. Freeze it
#' with [freeze_weights()], add a top for the new classes and train that; then
#' unfreeze some of its last layers and train on with a small learning rate.
#' Call the pretrained model with `training = FALSE`, so that its batch
#' normalisation keeps the statistics that it has learnt.
#'
#' @name application-images-arguments
#' @keywords internal
NULL

#' VGG
#'
#' Two networks of convolutions of 3 by 3 and pooling alone: easy to follow,
#' often taken for its features, but large and slow for what they attain.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `application_vgg16()` | 16 layers with weights, 138 million parameters |
#' | `application_vgg19()` | 19 layers with weights, 144 million parameters |
#'
#' Without the top they have 14.7 and 20.0 million parameters. Images have at
#' least 32 rows and columns; 224 by 224 with the top and the weights of
#' ImageNet.
#'
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' Simonyan, K., Zisserman, A. (2015). Very Deep Convolutional Networks for
#' Large-Scale Image Recognition. <https://arxiv.org/abs/1409.1556>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_vgg16(
#'   include_top = FALSE, weights = NULL, input_shape = c(32, 32, 3), pooling = "avg"
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_vgg16() # Downloads its weights.
#' }
#' @name application_vgg
NULL

#' @rdname application_vgg
#' @export
application_vgg16 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                              input_shape = NULL, pooling = NULL, classes = 1000L,
                              classifier_activation = "softmax", name = "vgg16", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("VGG16", args, inputs = "vgg16", smallest = 32, sizes = c(224))
}

#' @rdname application_vgg
#' @export
application_vgg19 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                              input_shape = NULL, pooling = NULL, classes = 1000L,
                              classifier_activation = "softmax", name = "vgg19", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("VGG19", args, inputs = "vgg19", smallest = 32, sizes = c(224))
}

#' Inception V3 and Inception-ResNet V2
#'
#' Networks of blocks in which convolutions of several sizes run side by side;
#' in Inception-ResNet V2 they are added to what goes around the block.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `application_inception_v3()` | Inception V3, 23.9 million parameters |
#' | `application_inception_resnet_v2()` | Inception-ResNet V2, 55.9 million parameters |
#'
#' Images have at least 75 rows and columns; 299 by 299 with the top and the
#' weights of ImageNet.
#'
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' Szegedy, C., Vanhoucke, V., Ioffe, S., Shlens, J., Wojna, Z. (2016).
#' Rethinking the Inception Architecture for Computer Vision.
#' <https://arxiv.org/abs/1512.00567>
#'
#' Szegedy, C., Ioffe, S., Vanhoucke, V., Alemi, A. (2017). Inception-v4,
#' Inception-ResNet and the Impact of Residual Connections on Learning.
#' <https://arxiv.org/abs/1602.07261>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_inception_v3(
#'   include_top = FALSE, weights = NULL, input_shape = c(75, 75, 3), pooling = "avg"
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_inception_v3() # Downloads its weights.
#' }
#' @name application_inception
NULL

#' @rdname application_inception
#' @export
application_inception_v3 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                     input_shape = NULL, pooling = NULL, classes = 1000L,
                                     classifier_activation = "softmax", name = "inception_v3",
                                     ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("InceptionV3", args, inputs = "inception_v3", smallest = 75, sizes = c(299))
}

#' @rdname application_inception
#' @export
application_inception_resnet_v2 <- function(include_top = TRUE, weights = "imagenet",
                                            input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                            classes = 1000L, classifier_activation = "softmax",
                                            name = "inception_resnet_v2", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("InceptionResNetV2", args, inputs = "inception_resnet_v2", smallest = 75,
                     sizes = c(299))
}

#' Xception
#'
#' Inception taken to its end: each channel is filtered by itself, then
#' channels are mixed one pixel at a time. Accurate for its 22.9 million
#' parameters.
#'
#' @details
#' Images have at least 71 rows and columns; 299 by 299 with the top and the
#' weights of ImageNet.
#'
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' Chollet, F. (2017). Xception: Deep Learning with Depthwise Separable
#' Convolutions. <https://arxiv.org/abs/1610.02357>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_xception(
#'   include_top = FALSE, weights = NULL, input_shape = c(71, 71, 3), pooling = "avg"
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_xception() # Downloads its weights.
#' }
#' @export
application_xception <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                 input_shape = NULL, pooling = NULL, classes = 1000L,
                                 classifier_activation = "softmax", name = "xception", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("Xception", args, inputs = "xception", smallest = 71, sizes = c(299))
}

#' DenseNet
#'
#' Networks in which each layer of a block gets the outputs of all layers
#' before it, so that they do with few parameters, and with much memory in
#' training.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `application_densenet121()` | 121 layers, 8.1 million parameters |
#' | `application_densenet169()` | 169 layers, 14.3 million parameters |
#' | `application_densenet201()` | 201 layers, 20.2 million parameters |
#'
#' Images have at least 32 rows and columns; 224 by 224 with the top and the
#' weights of ImageNet.
#'
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' Huang, G., Liu, Z., van der Maaten, L., Weinberger, K. Q. (2017). Densely
#' Connected Convolutional Networks. <https://arxiv.org/abs/1608.06993>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_densenet121(
#'   include_top = FALSE, weights = NULL, input_shape = c(32, 32, 3), pooling = "avg"
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_densenet121() # Downloads its weights.
#' }
#' @name application_densenet
NULL

#' @rdname application_densenet
#' @export
application_densenet121 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                    input_shape = NULL, pooling = NULL, classes = 1000L,
                                    classifier_activation = "softmax", name = "densenet121", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("DenseNet121", args, inputs = "densenet", smallest = 32, sizes = c(224))
}

#' @rdname application_densenet
#' @export
application_densenet169 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                    input_shape = NULL, pooling = NULL, classes = 1000L,
                                    classifier_activation = "softmax", name = "densenet169", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("DenseNet169", args, inputs = "densenet", smallest = 32, sizes = c(224))
}

#' @rdname application_densenet
#' @export
application_densenet201 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                    input_shape = NULL, pooling = NULL, classes = 1000L,
                                    classifier_activation = "softmax", name = "densenet201", ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("DenseNet201", args, inputs = "densenet", smallest = 32, sizes = c(224))
}
