# Images on their way into models of Keras' applications, and the classes that come out.

#' Prepare images for a pretrained model, and read its predictions
#'
#' Each pretrained model wants its images as it was trained on them: values from -1 to 1,
#' standardised by the means of ImageNet, or as they are. `application_preprocess_inputs()`
#' scales images as a model wants them; `application_decode_predictions()` names the classes of
#' ImageNet that a model with its top finds most probable.
#'
#' @details
#' | `mode` | models | values afterwards |
#' | --- | --- | --- |
#' | `"tf"` | Inception, MobileNet, MobileNetV2, NASNet, ResNet V2, Xception | from -1 to 1 |
#' | `"torch"` | DenseNet | each channel with the mean 0 and the deviation 1 in ImageNet |
#' | `"caffe"` | ResNet, VGG | blue, green, red, each with the mean 0 in ImageNet |
#' | as they are | ConvNeXt, EfficientNet, MobileNetV3 | from 0 to 255: they scale themselves |
#'
#' The model is known by how it was made, also when it was saved and opened again under the name
#' that it has by default. For other models `imagenet_preprocess_input()` does what `mode` says.
#'
#' The names of the classes are in a file that Keras downloads once, into the folder `models` of its
#' cache (`~/.keras`, or the environment variable `KERAS_HOME`).
#'
#' @param model A model from one of the `application_*()` functions.
#' @param x Images with values from 0 to 255, an array or a tensor of any backend, also a symbolic
#'   one: (rows, columns, channels), or with the batch axis first. It stays as it is.
#' @param ... Not used.
#' @param data_format `"channels_last"`, `"channels_first"`, or `NULL` for that of
#'   [config_image_data_format()].
#' @param preds Predictions of a model with its top: a matrix or a tensor with a row for each image
#'   and 1000 columns.
#' @param top How many classes are named: a whole number from 1 to 1000.
#' @param mode How the images are prepared: `"caffe"`, `"tf"` or `"torch"`.
#' @returns `application_preprocess_inputs()` and `imagenet_preprocess_input()`: the images, of the
#'   same shape; an array where `x` is one, else a tensor. `application_decode_predictions()` and
#'   `imagenet_decode_predictions()`: a list with a data frame for each image, its rows in
#'   descending order of `score`, with `class_name`, the identifier in WordNet, and
#'   `class_description`. Errors have class `lamina_error`.
#' @family pretrained models
#' @examplesIf is_keras_available()
#' images <- array(c(0, 127.5, 255), c(1, 1, 1, 3))
#' imagenet_preprocess_input(images, mode = "tf")[1, 1, 1, ]
#' imagenet_preprocess_input(images)[1, 1, 1, ]
#' \dontrun{
#' # Downloads weights and the names of the classes.
#' model <- application_mobilenet_v2()
#' image <- array(runif(224 * 224 * 3, 0, 255), c(1, 224, 224, 3))
#' preds <- predict(model, application_preprocess_inputs(model, image))
#' application_decode_predictions(model, preds, top = 3)
#' }
#' @name application_preprocess_inputs
NULL

#' @rdname application_preprocess_inputs
#' @export
application_preprocess_inputs <- function(model, x, ..., data_format = NULL) {
  check_no_dots(..., what = "this function")
  check_model(model)
  module <- inputs_of(model)
  data_format <- check_data_format(data_format)
  x <- as_images(x, prepared_as(module), data_format)
  call_keras(
    paste0("applications.", module), "preprocess_input", list(x, data_format = data_format)
  )
}

#' @rdname application_preprocess_inputs
#' @export
application_decode_predictions <- function(model, preds, top = 5L, ...) {
  check_no_dots(..., what = "this function")
  check_model(model)
  decode_predictions(check_predictions(preds), as_whole(top, min = 1, max = 1000))
}

#' @rdname application_preprocess_inputs
#' @export
imagenet_preprocess_input <- function(x, data_format = NULL, mode = "caffe", ...) {
  check_no_dots(..., what = "this function")
  mode <- check_choice(mode, c("caffe", "tf", "torch"))
  data_format <- check_data_format(data_format)
  x <- as_images(x, mode, data_format)
  call_keras(
    "applications.imagenet_utils", "preprocess_input",
    list(x, data_format = data_format, mode = mode)
  )
}

#' @rdname application_preprocess_inputs
#' @export
imagenet_decode_predictions <- function(preds, top = 5, ...) {
  check_no_dots(..., what = "this function")
  decode_predictions(check_predictions(preds), as_whole(top, min = 1, max = 1000))
}

# ---- Which model it is ---------------------------------------------------------

# The module that prepares images for a model, which has been noted when it was created; in
# another session its name tells, which each architecture has by default.
inputs_of <- function(model, call = caller_env()) {
  module <- from_r$noted_application(model)
  if (is.null(module)) {
    named <- vapply(default_names, grepl, NA, x = model$name)
    module <- if (any(named)) names(default_names)[named][[1L]]
  }
  if (!is.null(module)) return(module)
  abort_lamina(
    c(
      "{.arg model} must be a pretrained model, not {.val {model$name}}.",
      i = "For a model that contains one or has another name, use
           {.code imagenet_preprocess_input(mode = )}."
    ),
    class = "argument", call = call
  )
}

default_names <- c(
  convnext = "^convnext_(tiny|small|base|large|xlarge)$",
  densenet = "^densenet(121|169|201)$",
  efficientnet = "^efficientnetb[0-7]$",
  efficientnet_v2 = "^efficientnetv2-(b[0-3]|s|m|l)$",
  inception_resnet_v2 = "^inception_resnet_v2$",
  inception_v3 = "^inception_v3$",
  mobilenet = "^mobilenet_[0-9.]+_",
  mobilenet_v2 = "^mobilenetv2_[0-9.]+_",
  mobilenet_v3 = "^MobileNetV3(Small|Large)$",
  nasnet = "^nasnet_(mobile|large)$",
  resnet = "^resnet(50|101|152)$",
  resnet_v2 = "^resnet(50|101|152)v2$",
  vgg16 = "^vgg16$",
  vgg19 = "^vgg19$",
  xception = "^xception$"
)

prepared_as <- function(module) {
  if (module %in% c("resnet", "vgg16", "vgg19")) return("caffe")
  if (module == "densenet") return("torch")
  scaled_inside <- c("convnext", "efficientnet", "efficientnet_v2", "mobilenet_v3")
  if (module %in% scaled_inside) "none" else "tf"
}

# ---- Images and predictions ----------------------------------------------------

# A copy: Keras writes over what it is given.
as_images <- function(x, mode, data_format, arg = caller_arg(x), call = caller_env()) {
  expected <- "images of 3 or 4 dimensions, an array or a tensor"
  if (missing(x)) abort_missing(arg, expected, call)
  force(arg)
  x <- operand_values(x, arg, call)
  shape <- if (reticulate::is_py_object(x)) tensor_shape(x) else dim(x)
  if (!(length(shape) %in% 3:4)) abort_argument(arg, expected, x, call)
  last <- (data_format %||% keras$config$image_data_format()) == "channels_last"
  axis <- if (last) length(shape) else length(shape) - 2L
  if (mode %in% c("caffe", "torch") && !(shape[[axis]] %in% c(3L, NA))) {
    abort_lamina(
      c(
        "{.arg {arg}} must have 3 channels, not the shape {format_shape(shape)}.",
        i = "Its channels are axis {axis}, by {.arg data_format}."
      ),
      class = "argument", call = call
    )
  }
  if (!reticulate::is_py_object(x)) return(as_numpy(x))
  if (is_numpy(x)) return(reticulate::import("numpy", convert = FALSE)$array(x))
  if (!(tensor_dtype(x) %in% float_dtypes) && mode != "none") {
    return(keras$ops$cast(x, keras$config$floatx()))
  }
  keras$ops$copy(x)
}

check_predictions <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "predictions of 1000 classes, a row for each image"
  if (missing(x)) abort_missing(arg, expected, call)
  force(arg)
  x <- operand_values(x, arg, call)
  shape <- if (reticulate::is_py_object(x)) tensor_shape(x) else dim(x)
  if (reticulate::is_py_object(x) && is_symbolic(x)) abort_argument(arg, expected, x, call)
  if (!(length(shape) == 2L && shape[[2L]] == 1000L)) {
    hint <- if (identical(prod(shape), 1000) || length(x) == 1000L && is.null(shape)) {
      "Of one image they must be a matrix with one row, as from predict()."
    }
    abort_argument(arg, expected, x, call, hint = hint)
  }
  if (reticulate::is_py_object(x)) x else as_numpy(x)
}

decode_predictions <- function(preds, top, call = caller_env()) {
  found <- call_keras(
    "applications.imagenet_utils", "decode_predictions", list(preds, top = top), call
  )
  lapply(found, function(classes) {
    column <- function(i, type) vapply(classes, function(class) class[[i]], type)
    data.frame(
      class_name = column(1L, ""), class_description = column(2L, ""),
      score = as.double(unlist(lapply(classes, `[[`, 3L)))
    )
  })
}
