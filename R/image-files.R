# Single images: files, Pillow's images and arrays.

#' Load an image from a file
#'
#' Reads a PNG, JPEG, BMP, GIF or another image that the Python package Pillow knows, and converts
#' and resizes it where asked. [image_to_array()] makes an array of it, which a model takes as
#' one of a batch; for a whole folder of images see [image_dataset_from_directory()].
#'
#' @param path Path of the file: a string.
#' @param color_mode What the image is converted to: `"rgb"` (3 channels, the default),
#'   `"rgba"` (4, with transparency) or `"grayscale"` (1; grey images of 16 and 32 bits keep them).
#' @param target_size Height and width in pixels that the image is resized to: two whole numbers of
#'   at least 1, or one for both. `NULL`, the default, leaves its size.
#' @param interpolation How pixels are computed when it is resized: `"nearest"` (the default),
#'   `"bilinear"`, `"bicubic"`, `"hamming"`, `"box"` or `"lanczos"`.
#' @param keep_aspect_ratio `TRUE` cuts what is too wide or too high off at both sides before
#'   resizing, so that nothing is distorted. By default (`FALSE`) the image is stretched.
#'
#' @details Needs the Python package Pillow, without which there is an error of class
#'   `lamina_error_setup`.
#' @param ... Not used.
#' @returns An image of Pillow, a Python object: `image$size` are its width and height,
#'   `image$mode` is for example `"RGB"`.
#' @family data from files
#' @examplesIf is_keras_available()
#' path <- tempfile(fileext = ".png")
#' image_array_save(array(runif(8 * 6 * 3), c(8, 6, 3)), path)
#' image <- image_load(path, target_size = c(4, 4))
#' dim(image_to_array(image))
#' @export
image_load <- function(path, color_mode = "rgb", target_size = NULL, interpolation = "nearest",
                       keep_aspect_ratio = FALSE, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  if (missing(path) || !reticulate::is_py_object(path)) {
    check_path(path)
    file <- check_exists(path)
  } else {
    file <- path
  }
  args <- list(
    file,
    color_mode = check_choice(color_mode, color_modes),
    target_size = check_grid(target_size, null = TRUE),
    interpolation = check_choice(
      interpolation, c("nearest", "bilinear", "bicubic", "hamming", "box", "lanczos")
    ),
    keep_aspect_ratio = check_flag(keep_aspect_ratio)
  )
  check_pillow("image_load")
  with_python(
    do.call(keras_object("utils", "load_img"), args), "{.fn image_load} failed.", call = call,
    diagnose = function(cnd) {
      if (!inherits(cnd, "PIL.UnidentifiedImageError")) return()
      abort_lamina(
        "{.arg path} must be an image that the Python package Pillow can read; {.file {path}} is
         none.",
        class = "file", call = call
      )
    }
  )
}

color_modes <- c("rgb", "rgba", "grayscale")

#' Images as arrays, and arrays as images
#'
#' `image_to_array()` makes an array of an image that [image_load()] has read, and
#' `image_from_array()` an image of an array, to look at or to save; `image_array_save()` writes
#' an array to a file at once.
#'
#' @param img An image of Pillow, or a matrix, which becomes an array with one channel.
#' @param x One image: an array or a tensor with 3 axes and 1 (grey), 3 (red, green, blue) or 4
#'   channels (and transparency).
#' @param data_format Whether the channels are the last axis, `"channels_last"`, or the first,
#'   `"channels_first"`. `NULL`, the default, is what [config_image_data_format()] says.
#' @param dtype Type in which the values are computed: a string such as `"float32"` or `"uint8"`.
#'   `NULL`, the default, is what [config_floatx()] says. In R they are numbers in any case.
#' @param scale `TRUE`, the default, stretches the values so that the smallest becomes 0 and the
#'   largest 255. With `FALSE` they are taken as they are, cut to whole numbers, and must be between
#'   0 and 255; one channel may have larger ones, up to those of 32 bits.
#' @param path Path of the file to write, in a folder that exists: a string.
#' @param file_format Format of the file, such as `"png"` or `"jpeg"`. `NULL`, the default, takes it
#'   from the ending of `path`.
#' @param ... Settings of the format by name, such as `quality = 90` for JPEG, for Pillow's
#'   `save()`.
#'
#' @details
#' The three need the Python package Pillow, without which there is an error of class
#' `lamina_error_setup`. A batch of one image for [predict()] is
#' `array(x, c(1, dim(x)))`.
#'
#' @returns `image_to_array()`: an array (height, width, channels), or (channels, height, width)
#'   with `"channels_first"`. `image_from_array()`: an image of Pillow, a Python object.
#'   `image_array_save()`: `path`, invisibly.
#' @family data from files
#' @examplesIf is_keras_available()
#' ramp <- array(rep(0:9, each = 10), c(10, 10, 1))
#' image <- image_from_array(ramp)
#' range(image_to_array(image))
#'
#' path <- tempfile(fileext = ".png")
#' image_array_save(ramp * 20, path, scale = FALSE)
#' image_to_array(image_load(path, color_mode = "grayscale"))[1, , 1]
#' @export
image_to_array <- function(img, data_format = NULL, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  expected <- "an image of Pillow, or an array of 2 or 3 dimensions"
  if (missing(img)) abort_missing("img", expected, rlang::current_env())
  if (!is_pillow_image(img)) {
    valid <- is_image_array(img) && length(tensor_shape(img)) %in% 2:3
    if (!valid) abort_argument("img", expected, img, rlang::current_env())
    img <- as_image_array(img, "img", rlang::current_env())
  }
  data_format <- check_data_format(data_format)
  dtype <- check_image_dtype(dtype)
  check_pillow("image_to_array")
  if (isTRUE(dtype %in% whole_dtypes)) check_image_held(img, dtype, "img", rlang::current_env())
  call_keras("utils", "img_to_array", list(img, data_format = data_format, dtype = dtype))
}

#' @rdname image_to_array
#' @export
image_from_array <- function(x, data_format = NULL, scale = TRUE, dtype = NULL, ...) {
  check_no_dots(..., what = "this function")
  data_format <- check_data_format(data_format)
  scale <- check_flag(scale)
  dtype <- check_image_dtype(dtype)
  x <- check_one_image(x, data_format, scale)
  if (scale && !is.null(dtype) && !(dtype %in% float_dtypes)) {
    abort_argument(
      "dtype", "NULL or a type with fractions when values are scaled", dtype,
      rlang::current_env(), hint = "`scale = FALSE` takes them as they are."
    )
  }
  if (isTRUE(dtype %in% whole_dtypes)) check_image_held(x, dtype, "x", rlang::current_env())
  check_pillow("image_from_array")
  call_keras(
    "utils", "array_to_img", list(x, data_format = data_format, scale = scale, dtype = dtype)
  )
}

#' @rdname image_to_array
#' @export
image_array_save <- function(x, path, data_format = NULL, file_format = NULL, scale = TRUE, ...) {
  call <- rlang::current_env()
  check_path(path)
  data_format <- check_data_format(data_format)
  scale <- check_flag(scale)
  x <- check_one_image(x, data_format, scale)
  check_string(file_format, null = TRUE)
  dots <- rlang::list2(...)
  check_dots_names(dots, names(dots)[nzchar(names(dots))], names(formals()), "Pillow", call)
  check_folder_of(path)
  check_pillow("image_array_save")
  settings <- list(
    data_format = data_format, file_format = check_file_format(file_format, path), scale = scale
  )
  with_python(
    do.call(
      keras_object("utils", "save_img"),
      c(list(path.expand(path), x), settings, whole_as_integers(dots))
    ),
    "The image could not be written to {.file {path}}.", call = call
  )
  invisible(path)
}

# The name that Pillow has for it, of which several endings may be.
check_file_format <- function(x, path, arg = caller_arg(x), call = caller_env()) {
  pillow <- reticulate::import("PIL.Image", convert = FALSE)
  endings <- unlist(reticulate::py_to_r(pillow$registered_extensions()))
  # The names alone: each stands for a function, and to convert those takes a millisecond.
  written <- unlist(reticulate::import_builtins()$list(pillow$SAVE))
  ending <- if (is.null(x)) {
    tolower(sub(".*(\\.[^./]+)$", "\\1", basename(path)))
  } else {
    paste0(".", tolower(x))
  }
  format <- if (ending %in% names(endings)) endings[[ending]] else toupper(substring(ending, 2L))
  if (format %in% written) return(tolower(format))
  known <- sub("^.", "", names(endings)[endings %in% written])
  if (!is.null(x)) {
    abort_argument(
      arg, "a format that Pillow writes, such as \"png\" or \"jpeg\", or NULL", x, call,
      hint = hint_nearest(x, known)
    )
  }
  abort_argument(
    "path", "a path that ends in a format that Pillow writes, such as `.png`", path, call,
    hint = "`file_format` gives the format of a file without such an ending."
  )
}

check_image_dtype <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  check_choice(x, setdiff(c(float_dtypes, whole_dtypes), c("bfloat16", "bool")), arg = arg,
               call = call)
}

# NumPy counts on from the other end of a type in silence.
check_image_held <- function(x, dtype, arg, call) {
  values <- reticulate::import("numpy")$asarray(x)
  check_held(values, dtype, arg, call, hint = "Types with fractions hold them: \"float32\".")
}

is_image_array <- function(x) {
  if (reticulate::is_py_object(x)) is_tensor(x) else is.numeric(x) || is.raw(x) || is.logical(x)
}

# In NumPy's layout, with the values that R has.
as_image_array <- function(x, arg, call) {
  if (is_numpy(x)) return(x)
  if (reticulate::is_py_object(x)) return(convert_to_numpy(x))
  x <- plain_values(x, arg, call)
  if (anyNA(x)) check_no_missing(replace(x, is.nan(x), NA), arg, call)
  as_numpy(x)
}

check_one_image <- function(x, data_format, scale, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  expected <- "an array with 3 dimensions: height, width and channels"
  if (missing(x)) abort_missing(arg, expected, call)
  shape <- if (is_image_array(x)) tensor_shape(x)
  if (length(shape) != 3L) abort_argument(arg, expected, x, call)
  first <- (data_format %||% keras$config$image_data_format()) == "channels_first"
  channels <- shape[[if (first) 1L else 3L]]
  if (!(channels %in% c(1L, 3L, 4L))) {
    abort_lamina(
      c(
        "{.arg {arg}} must have 1, 3 or 4 channels, not {channels}.",
        i = "Its shape is {format_shape(shape)}, of which the channels are the
             {if (first) 'first' else 'last'} axis."
      ),
      class = "shape", call = call
    )
  }
  x <- as_image_array(x, arg, call)
  values <- values_of(x)
  if (!length(values)) abort_argument(arg, "an image of at least one pixel", x, call)
  infinite <- values[!is.finite(values)]
  if (length(infinite)) abort_argument(arg, "an image of finite numbers", infinite[[1L]], call)
  if (!scale) check_pixel_values(range(values), channels, arg, call)
  x
}

# Pillow keeps the last 8 bits of what does not fit.
check_pixel_values <- function(values, channels, arg, call) {
  most <- if (channels == 1L) .Machine$integer.max else 255
  if (values[[1L]] >= 0 && values[[2L]] <= most) return()
  abort_lamina(
    c(
      "{.arg {arg}} must have values between 0 and {most}, not {format(values[[1L]])} to
       {format(values[[2L]])}.",
      i = "{.code scale = TRUE} stretches them to 0 to 255."
    ),
    class = "argument", call = call
  )
}

#' Resize images without distorting them
#'
#' Cuts the largest part out of the middle of each image that has the proportions of `size`, and
#' resizes it. [layer_resizing()] with `crop_to_aspect_ratio = TRUE` does the same within a model.
#'
#' @param x One image or a batch of them: an array or a tensor with the axes (height, width,
#'   channels), or (examples, height, width, channels).
#' @param size Height and width of the result in pixels: two whole numbers of at least 1, or one for
#'   both.
#' @param interpolation How pixels are computed: `"bilinear"` (the default), `"nearest"`,
#'   `"bicubic"`, `"lanczos3"` or `"lanczos5"`, of which not every backend has all.
#' @param data_format Whether the channels are the last axis of an image, `"channels_last"` (the
#'   default), or the first, `"channels_first"`. `NULL` is what [config_image_data_format()] says.
#' @param backend_module A module of Python to compute with, as Keras' own data sets use. `NULL`,
#'   the default, is the backend.
#'
#' @param ... Not used.
#' @returns The images in the new size, with all other axes as they were: an array where `x` is one
#'   of R's, else a tensor.
#' @family data from files
#' @examplesIf is_keras_available()
#' wide <- array(rep(1:6, each = 3), c(3, 6, 1))
#' image_smart_resize(wide, c(3, 3))[, , 1]
#' @export
image_smart_resize <- function(x, size, interpolation = "bilinear",
                               data_format = "channels_last", backend_module = NULL, ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  expected <- "an array of 3 or 4 dimensions: one image or several"
  if (missing(x)) abort_missing("x", expected, call)
  size <- check_grid(size)
  methods <- c("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5")
  interpolation <- check_choice(interpolation, methods)
  data_format <- check_data_format(data_format) %||% keras$config$image_data_format()
  if (!is.null(backend_module) && !inherits(backend_module, "python.builtin.module")) {
    abort_argument("backend_module", "a module of Python, or NULL", backend_module, call)
  }
  valid <- is_image_array(x) && length(tensor_shape(x)) %in% 3:4
  if (!valid) abort_argument("x", expected, x, call)
  if (!reticulate::is_py_object(x)) {
    x <- plain_values(x, "x", call)
    check_no_missing(x, "x", call)
    storage.mode(x) <- "double"
    x <- as_numpy(x)
  }
  call_keras(
    "preprocessing.image", "smart_resize",
    list(
      x, size, interpolation = interpolation, data_format = data_format,
      backend_module = backend_module
    )
  )
}
