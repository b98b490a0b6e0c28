# Written by tools/generate from tools/generate/application/images-resnet.toml, by `make generate`.

#' ResNet
#'
#' Networks of blocks whose input is added to their output, which made it
#' possible to train a hundred layers and more. The usual choice to compare
#' with.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `application_resnet50()` | 50 layers, 25.6 million parameters |
#' | `application_resnet101()` | 101 layers, 44.7 million parameters |
#' | `application_resnet152()` | 152 layers, 60.4 million parameters |
#' | `application_resnet50_v2()` | 50 layers, version 2, 25.6 million parameters |
#' | `application_resnet101_v2()` | 101 layers, version 2, 44.7 million parameters |
#' | `application_resnet152_v2()` | 152 layers, version 2, 60.4 million parameters |
#'
#' Images have at least 32 rows and columns; 224 by 224 with the top and the
#' weights of ImageNet.
#'
#' The models whose names end in `_v2` normalise and activate before each
#' convolution rather than after it, and want their images prepared in another
#' way.
#'
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' He, K., Zhang, X., Ren, S., Sun, J. (2016). Deep Residual Learning for Image
#' Recognition. <https://arxiv.org/abs/1512.03385>
#'
#' He, K., Zhang, X., Ren, S., Sun, J. (2016). Identity Mappings in Deep
#' Residual Networks. <https://arxiv.org/abs/1603.05027>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_resnet50(
#'   include_top = FALSE, weights = NULL, input_shape = c(32, 32, 3), pooling = "avg"
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_resnet50() # Downloads its weights.
#' }
#' @name application_resnet
NULL

#' @rdname application_resnet
#' @export
application_resnet50 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                 input_shape = NULL, pooling = NULL, classes = 1000L,
                                 classifier_activation = "softmax", name = "resnet50", ...) {
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
  create_application("ResNet50", args, inputs = "resnet", smallest = 32, sizes = c(224))
}

#' @rdname application_resnet
#' @export
application_resnet101 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                  input_shape = NULL, pooling = NULL, classes = 1000L,
                                  classifier_activation = "softmax", name = "resnet101", ...) {
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
  create_application("ResNet101", args, inputs = "resnet", smallest = 32, sizes = c(224))
}

#' @rdname application_resnet
#' @export
application_resnet152 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                  input_shape = NULL, pooling = NULL, classes = 1000L,
                                  classifier_activation = "softmax", name = "resnet152", ...) {
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
  create_application("ResNet152", args, inputs = "resnet", smallest = 32, sizes = c(224))
}

#' @rdname application_resnet
#' @export
application_resnet50_v2 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                    input_shape = NULL, pooling = NULL, classes = 1000L,
                                    classifier_activation = "softmax", name = "resnet50v2", ...) {
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
  create_application("ResNet50V2", args, inputs = "resnet_v2", smallest = 32, sizes = c(224))
}

#' @rdname application_resnet
#' @export
application_resnet101_v2 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                     input_shape = NULL, pooling = NULL, classes = 1000L,
                                     classifier_activation = "softmax", name = "resnet101v2", ...) {
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
  create_application("ResNet101V2", args, inputs = "resnet_v2", smallest = 32, sizes = c(224))
}

#' @rdname application_resnet
#' @export
application_resnet152_v2 <- function(include_top = TRUE, weights = "imagenet", input_tensor = NULL,
                                     input_shape = NULL, pooling = NULL, classes = 1000L,
                                     classifier_activation = "softmax", name = "resnet152v2", ...) {
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
  create_application("ResNet152V2", args, inputs = "resnet_v2", smallest = 32, sizes = c(224))
}

#' ConvNeXt
#'
#' Networks of convolutions alone that take over from vision transformers what
#' can be taken over: large filters, few activations, normalisation by layer.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `application_convnext_tiny()` | 28.6 million parameters |
#' | `application_convnext_small()` | 50.2 million parameters |
#' | `application_convnext_base()` | 88.6 million parameters |
#' | `application_convnext_large()` | 197.8 million parameters |
#' | `application_convnext_xlarge()` | 350.2 million parameters |
#'
#' Images have at least 32 rows and columns; 224 by 224 with the top and the
#' weights of ImageNet. Channels come last: Keras has none of these models for
#' `"channels_first"`.
#'
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Values of images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' Liu, Z., Mao, H., Wu, C.-Y., Feichtenhofer, C., Darrell, T., Xie, S. (2022).
#' A ConvNet for the 2020s. <https://arxiv.org/abs/2201.03545>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_convnext_tiny(
#'   include_top = FALSE, weights = NULL, input_shape = c(32, 32, 3), pooling = "avg"
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_convnext_tiny() # Downloads its weights.
#' }
#' @name application_convnext
NULL

#' @rdname application_convnext
#' @export
application_convnext_tiny <- function(include_top = TRUE, include_preprocessing = TRUE,
                                      weights = "imagenet", input_tensor = NULL, input_shape = NULL,
                                      pooling = NULL, classes = 1000L,
                                      classifier_activation = "softmax", name = "convnext_tiny",
                                      ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    include_preprocessing = check_flag(include_preprocessing),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("ConvNeXtTiny", args, inputs = "convnext", smallest = 32, sizes = c(224))
}

#' @rdname application_convnext
#' @export
application_convnext_small <- function(include_top = TRUE, include_preprocessing = TRUE,
                                       weights = "imagenet", input_tensor = NULL,
                                       input_shape = NULL, pooling = NULL, classes = 1000L,
                                       classifier_activation = "softmax", name = "convnext_small",
                                       ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    include_preprocessing = check_flag(include_preprocessing),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("ConvNeXtSmall", args, inputs = "convnext", smallest = 32, sizes = c(224))
}

#' @rdname application_convnext
#' @export
application_convnext_base <- function(include_top = TRUE, include_preprocessing = TRUE,
                                      weights = "imagenet", input_tensor = NULL, input_shape = NULL,
                                      pooling = NULL, classes = 1000L,
                                      classifier_activation = "softmax", name = "convnext_base",
                                      ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    include_preprocessing = check_flag(include_preprocessing),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("ConvNeXtBase", args, inputs = "convnext", smallest = 32, sizes = c(224))
}

#' @rdname application_convnext
#' @export
application_convnext_large <- function(include_top = TRUE, include_preprocessing = TRUE,
                                       weights = "imagenet", input_tensor = NULL,
                                       input_shape = NULL, pooling = NULL, classes = 1000L,
                                       classifier_activation = "softmax", name = "convnext_large",
                                       ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    include_preprocessing = check_flag(include_preprocessing),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("ConvNeXtLarge", args, inputs = "convnext", smallest = 32, sizes = c(224))
}

#' @rdname application_convnext
#' @export
application_convnext_xlarge <- function(include_top = TRUE, include_preprocessing = TRUE,
                                        weights = "imagenet", input_tensor = NULL,
                                        input_shape = NULL, pooling = NULL, classes = 1000L,
                                        classifier_activation = "softmax", name = "convnext_xlarge",
                                        ...) {
  check_no_dots(..., what = "this function")
  args <- list(
    include_top = check_flag(include_top),
    include_preprocessing = check_flag(include_preprocessing),
    weights = check_application_weights(weights),
    input_tensor = check_input_tensor(input_tensor),
    input_shape = check_image_shape(input_shape),
    pooling = check_choice(pooling, c("avg", "max"), null = TRUE),
    classes = as_whole(classes, min = 1),
    classifier_activation = check_activation(classifier_activation),
    name = check_name(name)
  )
  create_application("ConvNeXtXLarge", args, inputs = "convnext", smallest = 32, sizes = c(224))
}
