# Written by tools/generate from tools/generate/layer/image.toml, by `make generate`.

#' Arguments in common: image preprocessing layers
#'
#' @param value_range Smallest and largest value that a pixel can have: two
#'   numbers, the smaller first, such as `c(0, 255)` or `c(0, 1)`. The images
#'   must stay within it.
#' @param interpolation How a value between pixels is computed: `"bilinear"`
#'   weighs the four pixels around it, `"nearest"` takes the closest one.
#' @param fill_mode What stands where the image does not reach: `"reflect"`,
#'   the image mirrored at its edge; `"wrap"`, what is at the opposite edge;
#'   `"nearest"`, the pixel of the edge; `"constant"`, `fill_value`.
#' @param fill_value What `fill_mode = "constant"` fills with: a number, in
#'   the unit of the pixels.
#' @param bounding_box_format What the four numbers of a box mean, needed
#'   where bounding boxes come with the images: `"xyxy"` (left, top, right,
#'   bottom), `"yxyx"` (top, left, bottom, right), `"xywh"` (left, top, width,
#'   height), `"center_xywh"` and `"center_yxhw"` (centre and size), all in
#'   pixels; `"rel_xyxy"`, `"rel_yxyx"`, `"rel_xywh"` and `"rel_center_xywh"`
#'   as fractions of the image. `NULL` where there are none.
#'
#' @section Shapes:
#' Images (examples, rows, columns, channels), or one image without the first
#' axis; with `data_format = "channels_first"` the channels stand before the
#' rows. The output has the shape of the input.
#'
#' @section Training and inference:
#' The layer acts in `fit()`, and where it is called on images by itself;
#' `predict()` and `evaluate()` pass images on unchanged. Called as a function
#' of images, it takes `training = TRUE` or `FALSE`.
#'
#' @section Lists of images and more:
#' In place of images the input can be a list of `images` and, where there are
#' any, `labels` (an array), `segmentation_masks` (one mask for each image,
#' with an axis for channels) and `bounding_boxes` (a list of `boxes`, an array
#' (examples, boxes, 4), and their `labels`, a matrix (examples, boxes)). The
#' output is a list with the same names.
#'
#' @name layer-image-arguments
#' @keywords internal
NULL
