# Written by tools/generate from tools/generate/application/images-mobile.toml, by `make generate`.

#' MobileNet
#'
#' Small and fast networks, made for phones: channels are filtered one by one
#' and then mixed. Start here, and where a model must run without a GPU.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `application_mobilenet()` | 28 layers, 4.3 million parameters |
#' | `application_mobilenet_v2()` | version 2, 3.5 million parameters |
#' | `application_mobilenet_v3_small()` | version 3, small, 2.6 million parameters |
#' | `application_mobilenet_v3_large()` | version 3, large, 5.5 million parameters |
#'
#' Images have at least 32 rows and columns. With the top and the weights of
#' ImageNet they are 128, 160, 192 or 224 rows and columns, of MobileNetV2 also
#' 96; of MobileNetV3 images of any size go. The weights of ImageNet are there
#' for an `alpha` of 0.25, 0.5, 0.75 and 1, of MobileNetV2 0.35, 0.5, 0.75, 1,
#' 1.3 and 1.4, of MobileNetV3 0.75 and 1, or 1 alone where it is
#' `minimalistic`.
#'
#' MobileNetV3 scales images itself, from 0 to 255, unless
#' `include_preprocessing = FALSE`: then they are from -1 to 1. The others want
#' them as [application_preprocess_inputs()] makes them.
#'
#' @param depth_multiplier Filters for each channel: a whole number of at
#'   least 1.
#' @param dropout Share of the features that are dropped before the top: a
#'   number of at least 0 and less than 1.
#' @param minimalistic Whether the network does without what is slow on some
#'   processors: squeeze and excitation, hard swish, filters of 5 by 5.
#' @param dropout_rate The same of MobileNetV3: a number of at least 0 and
#'   less than 1.
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' Howard, A. G., and others (2017). MobileNets: Efficient Convolutional Neural
#' Networks for Mobile Vision Applications. <https://arxiv.org/abs/1704.04861>
#'
#' Sandler, M., Howard, A., Zhu, M., Zhmoginov, A., Chen, L.-C. (2018).
#' MobileNetV2: Inverted Residuals and Linear Bottlenecks.
#' <https://arxiv.org/abs/1801.04381>
#'
#' Howard, A., and others (2019). Searching for MobileNetV3.
#' <https://arxiv.org/abs/1905.02244>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_mobilenet(
#'   include_top = FALSE, weights = NULL, input_shape = c(32, 32, 3), pooling = "avg", alpha = 0.25
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_mobilenet() # Downloads its weights.
#' }
#' @name application_mobilenets
NULL

#' @rdname application_mobilenets
#' @export
application_mobilenet <- function(input_shape = NULL, alpha = 1, depth_multiplier = 1L,
                                  dropout = 0.001, include_top = TRUE, weights = "imagenet",
                                  input_tensor = NULL, pooling = NULL, classes = 1000L,
                                  classifier_activation = "softmax", name = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    input_shape = check_image_shape(input_shape),
    alpha = check_positive(alpha),
    depth_multiplier = as_whole(depth_multiplier, min = 1),
    dropout = check_fraction(dropout),
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("MobileNet", args, inputs = "mobilenet", smallest = 32,
                     sizes = c(128, 160, 192, 224), alphas = c(0.25, 0.5, 0.75, 1))
}

#' @rdname application_mobilenets
#' @export
application_mobilenet_v2 <- function(input_shape = NULL, alpha = 1, include_top = TRUE,
                                     weights = "imagenet", input_tensor = NULL, pooling = NULL,
                                     classes = 1000L, classifier_activation = "softmax",
                                     name = NULL, ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    input_shape = check_image_shape(input_shape),
    alpha = check_positive(alpha),
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("MobileNetV2", args, inputs = "mobilenet_v2", smallest = 32,
                     sizes = c(96, 128, 160, 192, 224), alphas = c(0.35, 0.5, 0.75, 1, 1.3, 1.4))
}

#' @rdname application_mobilenets
#' @export
application_mobilenet_v3_small <- function(input_shape = NULL, alpha = 1, minimalistic = FALSE,
                                           include_top = TRUE, weights = "imagenet",
                                           input_tensor = NULL, classes = 1000L, pooling = NULL,
                                           dropout_rate = 0.2, classifier_activation = "softmax",
                                           include_preprocessing = TRUE, name = "MobileNetV3Small",
                                           ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    input_shape = check_image_shape(input_shape),
    alpha = check_positive(alpha),
    minimalistic = check_flag(minimalistic),
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    classes = as_whole(classes, min = 1),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    dropout_rate = check_fraction(dropout_rate),
    classifier_activation = check_activation(classifier_activation),
    include_preprocessing = check_flag(include_preprocessing),
    name = check_name(name)
  )
  create_application("MobileNetV3Small", args, inputs = "mobilenet_v3", smallest = 32,
                     alphas = c(0.75, 1))
}

#' @rdname application_mobilenets
#' @export
application_mobilenet_v3_large <- function(input_shape = NULL, alpha = 1, minimalistic = FALSE,
                                           include_top = TRUE, weights = "imagenet",
                                           input_tensor = NULL, classes = 1000L, pooling = NULL,
                                           dropout_rate = 0.2, classifier_activation = "softmax",
                                           include_preprocessing = TRUE, name = "MobileNetV3Large",
                                           ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    input_shape = check_image_shape(input_shape),
    alpha = check_positive(alpha),
    minimalistic = check_flag(minimalistic),
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    classes = as_whole(classes, min = 1),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    dropout_rate = check_fraction(dropout_rate),
    classifier_activation = check_activation(classifier_activation),
    include_preprocessing = check_flag(include_preprocessing),
    name = check_name(name)
  )
  create_application("MobileNetV3Large", args, inputs = "mobilenet_v3", smallest = 32,
                     alphas = c(0.75, 1))
}

#' NASNet
#'
#' Networks whose blocks were found by a search rather than drawn up by people.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `application_nasnet_mobile()` | small, 5.3 million parameters |
#' | `application_nasnet_large()` | large, 88.9 million parameters |
#'
#' Images have at least 32 rows and columns. With the top and the weights of
#' ImageNet they are 224 by 224 of the small model and 331 by 331 of the large
#' one. Channels come last: Keras has none of these models for
#' `"channels_first"`, and the small one not on PyTorch.
#'
#' `application_nasnetmobile()` and `application_nasnetlarge()` are the same by
#' the names of older code, which hand on what they get.
#'
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' Zoph, B., Vasudevan, V., Shlens, J., Le, Q. V. (2018). Learning Transferable
#' Architectures for Scalable Image Recognition.
#' <https://arxiv.org/abs/1707.07012>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_nasnet_mobile(
#'   include_top = FALSE, weights = NULL, input_shape = c(32, 32, 3), pooling = "avg"
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_nasnet_mobile() # Downloads its weights.
#' }
#' @name application_nasnet
NULL

#' @rdname application_nasnet
#' @export
application_nasnet_mobile <- function(input_shape = NULL, include_top = TRUE, weights = "imagenet",
                                      input_tensor = NULL, pooling = NULL, classes = 1000L,
                                      classifier_activation = "softmax", name = "nasnet_mobile",
                                      ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    input_shape = check_image_shape(input_shape),
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("NASNetMobile", args, inputs = "nasnet", smallest = 32, sizes = c(224))
}

#' @rdname application_nasnet
#' @export
application_nasnet_large <- function(input_shape = NULL, include_top = TRUE, weights = "imagenet",
                                     input_tensor = NULL, pooling = NULL, classes = 1000L,
                                     classifier_activation = "softmax", name = "nasnet_large",
                                     ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    input_shape = check_image_shape(input_shape),
    include_top = check_flag(include_top),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("NASNetLarge", args, inputs = "nasnet", smallest = 32, sizes = c(331))
}
