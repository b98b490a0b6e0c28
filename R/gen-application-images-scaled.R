# Written by tools/generate from tools/generate/application/images-scaled.toml, by `make generate`.

#' EfficientNet
#'
#' Eight networks of one design, whose depth, width and size of images grow
#' together: more accurate than others of their size.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `application_efficientnet_b0()` | 5.3 million parameters, 224 by 224 |
#' | `application_efficientnet_b1()` | 7.9 million parameters, 240 by 240 |
#' | `application_efficientnet_b2()` | 9.2 million parameters, 260 by 260 |
#' | `application_efficientnet_b3()` | 12.3 million parameters, 300 by 300 |
#' | `application_efficientnet_b4()` | 19.5 million parameters, 380 by 380 |
#' | `application_efficientnet_b5()` | 30.6 million parameters, 456 by 456 |
#' | `application_efficientnet_b6()` | 43.3 million parameters, 528 by 528 |
#' | `application_efficientnet_b7()` | 66.7 million parameters, 600 by 600 |
#'
#' Images have at least 32 rows and columns; with the top and the weights of
#' ImageNet they have the size in the table.
#'
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Values of images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' Tan, M., Le, Q. V. (2019). EfficientNet: Rethinking Model Scaling for
#' Convolutional Neural Networks. <https://arxiv.org/abs/1905.11946>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_efficientnet_b0(
#'   include_top = FALSE, weights = NULL, input_shape = c(32, 32, 3), pooling = "avg"
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_efficientnet_b0() # Downloads its weights.
#' }
#' @name application_efficientnet
NULL

#' @rdname application_efficientnet
#' @export
application_efficientnet_b0 <- function(include_top = TRUE, weights = "imagenet",
                                        input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                        classes = 1000L, classifier_activation = "softmax",
                                        name = "efficientnetb0", ...) {
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
  create_application("EfficientNetB0", args, inputs = "efficientnet", smallest = 32, sizes = c(224))
}

#' @rdname application_efficientnet
#' @export
application_efficientnet_b1 <- function(include_top = TRUE, weights = "imagenet",
                                        input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                        classes = 1000L, classifier_activation = "softmax",
                                        name = "efficientnetb1", ...) {
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
  create_application("EfficientNetB1", args, inputs = "efficientnet", smallest = 32, sizes = c(240))
}

#' @rdname application_efficientnet
#' @export
application_efficientnet_b2 <- function(include_top = TRUE, weights = "imagenet",
                                        input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                        classes = 1000L, classifier_activation = "softmax",
                                        name = "efficientnetb2", ...) {
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
  create_application("EfficientNetB2", args, inputs = "efficientnet", smallest = 32, sizes = c(260))
}

#' @rdname application_efficientnet
#' @export
application_efficientnet_b3 <- function(include_top = TRUE, weights = "imagenet",
                                        input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                        classes = 1000L, classifier_activation = "softmax",
                                        name = "efficientnetb3", ...) {
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
  create_application("EfficientNetB3", args, inputs = "efficientnet", smallest = 32, sizes = c(300))
}

#' @rdname application_efficientnet
#' @export
application_efficientnet_b4 <- function(include_top = TRUE, weights = "imagenet",
                                        input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                        classes = 1000L, classifier_activation = "softmax",
                                        name = "efficientnetb4", ...) {
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
  create_application("EfficientNetB4", args, inputs = "efficientnet", smallest = 32, sizes = c(380))
}

#' @rdname application_efficientnet
#' @export
application_efficientnet_b5 <- function(include_top = TRUE, weights = "imagenet",
                                        input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                        classes = 1000L, classifier_activation = "softmax",
                                        name = "efficientnetb5", ...) {
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
  create_application("EfficientNetB5", args, inputs = "efficientnet", smallest = 32, sizes = c(456))
}

#' @rdname application_efficientnet
#' @export
application_efficientnet_b6 <- function(include_top = TRUE, weights = "imagenet",
                                        input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                        classes = 1000L, classifier_activation = "softmax",
                                        name = "efficientnetb6", ...) {
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
  create_application("EfficientNetB6", args, inputs = "efficientnet", smallest = 32, sizes = c(528))
}

#' @rdname application_efficientnet
#' @export
application_efficientnet_b7 <- function(include_top = TRUE, weights = "imagenet",
                                        input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                        classes = 1000L, classifier_activation = "softmax",
                                        name = "efficientnetb7", ...) {
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
  create_application("EfficientNetB7", args, inputs = "efficientnet", smallest = 32, sizes = c(600))
}

#' EfficientNet V2
#'
#' Networks that were found for quick training, too: convolutions in place of
#' separable ones where those are slow.
#'
#' @details
#' | function | result |
#' | --- | --- |
#' | `application_efficientnet_v2b0()` | 7.2 million parameters, 224 by 224 |
#' | `application_efficientnet_v2b1()` | 8.2 million parameters, 240 by 240 |
#' | `application_efficientnet_v2b2()` | 10.2 million parameters, 260 by 260 |
#' | `application_efficientnet_v2b3()` | 14.5 million parameters, 300 by 300 |
#' | `application_efficientnet_v2s()` | 21.6 million parameters, 384 by 384 |
#' | `application_efficientnet_v2m()` | 54.4 million parameters, 480 by 480 |
#' | `application_efficientnet_v2l()` | 119.0 million parameters, 480 by 480 |
#'
#' Images have at least 32 rows and columns; with the top and the weights of
#' ImageNet they have the size in the table. Without `include_preprocessing`
#' their values are from -1 to 1; of B0 to B3 they are from 0 to 1, less the
#' mean of each channel in ImageNet and divided by its standard deviation.
#'
#' @inheritParams application-arguments
#'
#' @inheritSection application-images-arguments Values of images
#' @inheritSection application-images-arguments Another task
#' @returns A Keras model. Errors have class `lamina_error`.
#' @references
#' Tan, M., Le, Q. V. (2021). EfficientNetV2: Smaller Models and Faster
#' Training. <https://arxiv.org/abs/2104.00298>
#' @family pretrained models
#' @examplesIf is_keras_available()
#' \donttest{
#' features <- application_efficientnet_v2b0(
#'   include_top = FALSE, weights = NULL, input_shape = c(32, 32, 3), pooling = "avg"
#' )
#' features$output_shape
#' }
#' \dontrun{
#' model <- application_efficientnet_v2b0() # Downloads its weights.
#' }
#' @name application_efficientnet_v2
NULL

#' @rdname application_efficientnet_v2
#' @export
application_efficientnet_v2b0 <- function(include_top = TRUE, weights = "imagenet",
                                          input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                          classes = 1000L, classifier_activation = "softmax",
                                          include_preprocessing = TRUE, name = "efficientnetv2-b0",
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
    include_preprocessing = check_flag(include_preprocessing),
    name = check_name(name)
  )
  create_application("EfficientNetV2B0", args, inputs = "efficientnet_v2", smallest = 32,
                     sizes = c(224))
}

#' @rdname application_efficientnet_v2
#' @export
application_efficientnet_v2b1 <- function(include_top = TRUE, weights = "imagenet",
                                          input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                          classes = 1000L, classifier_activation = "softmax",
                                          include_preprocessing = TRUE, name = "efficientnetv2-b1",
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
    include_preprocessing = check_flag(include_preprocessing),
    name = check_name(name)
  )
  create_application("EfficientNetV2B1", args, inputs = "efficientnet_v2", smallest = 32,
                     sizes = c(240))
}

#' @rdname application_efficientnet_v2
#' @export
application_efficientnet_v2b2 <- function(include_top = TRUE, weights = "imagenet",
                                          input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                          classes = 1000L, classifier_activation = "softmax",
                                          include_preprocessing = TRUE, name = "efficientnetv2-b2",
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
    include_preprocessing = check_flag(include_preprocessing),
    name = check_name(name)
  )
  create_application("EfficientNetV2B2", args, inputs = "efficientnet_v2", smallest = 32,
                     sizes = c(260))
}

#' @rdname application_efficientnet_v2
#' @export
application_efficientnet_v2b3 <- function(include_top = TRUE, weights = "imagenet",
                                          input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                          classes = 1000L, classifier_activation = "softmax",
                                          include_preprocessing = TRUE, name = "efficientnetv2-b3",
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
    include_preprocessing = check_flag(include_preprocessing),
    name = check_name(name)
  )
  create_application("EfficientNetV2B3", args, inputs = "efficientnet_v2", smallest = 32,
                     sizes = c(300))
}

#' @rdname application_efficientnet_v2
#' @export
application_efficientnet_v2s <- function(include_top = TRUE, weights = "imagenet",
                                         input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                         classes = 1000L, classifier_activation = "softmax",
                                         include_preprocessing = TRUE, name = "efficientnetv2-s",
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
    include_preprocessing = check_flag(include_preprocessing),
    name = check_name(name)
  )
  create_application("EfficientNetV2S", args, inputs = "efficientnet_v2", smallest = 32,
                     sizes = c(384))
}

#' @rdname application_efficientnet_v2
#' @export
application_efficientnet_v2m <- function(include_top = TRUE, weights = "imagenet",
                                         input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                         classes = 1000L, classifier_activation = "softmax",
                                         include_preprocessing = TRUE, name = "efficientnetv2-m",
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
    include_preprocessing = check_flag(include_preprocessing),
    name = check_name(name)
  )
  create_application("EfficientNetV2M", args, inputs = "efficientnet_v2", smallest = 32,
                     sizes = c(480))
}

#' @rdname application_efficientnet_v2
#' @export
application_efficientnet_v2l <- function(include_top = TRUE, weights = "imagenet",
                                         input_tensor = NULL, input_shape = NULL, pooling = NULL,
                                         classes = 1000L, classifier_activation = "softmax",
                                         include_preprocessing = TRUE, name = "efficientnetv2-l",
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
    include_preprocessing = check_flag(include_preprocessing),
    name = check_name(name)
  )
  create_application("EfficientNetV2L", args, inputs = "efficientnet_v2", smallest = 32,
                     sizes = c(480))
}
