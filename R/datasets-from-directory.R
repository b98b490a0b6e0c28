# Data sets of the files in a folder. All that can be said of the folder is said before Python
# starts.

#' Images, texts or sounds of a folder as a data set
#'
#' Makes a data set of the files in a folder that has a folder for each class. The files are read in
#' batches as they are needed, and [fit()], [evaluate()] and [predict()] take
#' the data set on every backend.
#'
#' @param directory Path of the folder: a string. With `labels = "inferred"` it has a folder for
#'   each class; otherwise all files in it and in its folders are taken.
#' @param labels `"inferred"`, the default: the class of a file is the folder that it is in. Or a
#'   whole number of at least 0 for each file, in the order of their paths, folder by folder; or
#'   `NULL` for files without labels.
#' @param label_mode How labels are given: `"int"`, the default, as whole numbers from 0, for
#'   [loss_sparse_categorical_crossentropy()]; `"categorical"` as a row with a 1 in the column of
#'   the class, for [loss_categorical_crossentropy()]; `"binary"` as a column of 0 and 1, for
#'   [loss_binary_crossentropy()] and two classes; or `NULL` for no labels.
#' @param class_names Names of the folders that are classes, in the order of their labels: a vector
#'   of strings. `NULL`, the default, takes all folders in alphabetical order, and leaves out those
#'   that begin with a dot. Only with `labels = "inferred"`.
#' @param color_mode What images are converted to: `"rgb"` (3 channels, the default), `"rgba"` (4,
#'   with transparency) or `"grayscale"` (1).
#' @param batch_size Number of files in a batch: a whole number of at least 1, by default 32. `NULL`
#'   for single files without batches.
#' @param image_size Height and width in pixels that all images are resized to: two whole numbers of
#'   at least 1, or one for both; by default 256.
#' @param shuffle `TRUE`, the default, gives the files in random order, a new one in each epoch.
#'   With `FALSE` they come in the order of their paths.
#' @param seed Whole number from 0 to 2^31 - 1 from which the order follows, or `NULL` (the
#'   default).
#' @param validation_split Fraction of the files to keep for validation: a number greater than 0
#'   and less than 1, or `NULL` (the default) for none. Needs `subset`, and `seed` where the files
#'   are shuffled, so that both parts follow the same order.
#' @param subset With `validation_split`: which part to make, `"training"`, `"validation"` or
#'   `"both"`, which gives a list of two data sets.
#' @param interpolation How pixels are computed when an image is resized: `"bilinear"` (the
#'   default), `"nearest"`, `"bicubic"`, `"area"`, `"lanczos3"`, `"lanczos5"`, `"gaussian"` or
#'   `"mitchellcubic"`.
#' @param follow_links `TRUE` also takes what symbolic links in the folders lead to. `FALSE`, the
#'   default, leaves it out.
#' @param crop_to_aspect_ratio `TRUE` cuts what is too wide or too high off at both sides of an
#'   image instead of distorting it. `FALSE` by default.
#' @param pad_to_aspect_ratio `TRUE` adds black margins to an image instead of distorting it.
#'   `FALSE` by default; only one of the two may be `TRUE`.
#' @param data_format Whether the channels are the last axis of an image, `"channels_last"`, or the
#'   first, `"channels_first"`. `NULL`, the default, is what [config_image_data_format()] says.
#' @param verbose `TRUE`, the default, prints how many files and classes there are.
#' @param format `"tf"` (the default) makes a `tf.data.Dataset`, which needs the Python package
#'   tensorflow, also where another backend computes; `"grain"` makes a data set of the package
#'   grain. Without the package there is an error of class `lamina_error_setup`.
#' @param max_length Number of bytes after which a text is cut off: a whole number of at least 1, or
#'   `NULL` (the default) for whole texts.
#' @param sampling_rate Values per second that sounds are converted to: a whole number of at least
#'   1, which needs the Python package tensorflow-io. `NULL`, the default, leaves them as they are.
#' @param output_sequence_length Number of values that each sound is cut or filled up to: a
#'   whole number of at least 1. `NULL`, the default, fills up to the longest of each batch.
#' @param ragged `TRUE` gives tensors in which each sound keeps its own length, which only
#'   TensorFlow knows. `FALSE` by default; not together with `output_sequence_length`.
#'
#' @details
#' Images are files that end in `.png`, `.jpg`, `.jpeg`, `.bmp` or `.gif` (the first frame); texts
#' end in `.txt`, sounds in `.wav` (16 bits). Files with other endings are passed over. A file that
#' is damaged is an error when its batch is read. To scale pixels, use [layer_rescaling()] as the
#' first layer of the model.
#'
#' Texts are strings, which TensorFlow's models take as they are, in a
#' [layer_text_vectorization()] of theirs. On JAX and PyTorch, map them to numbers before:
#' `data$map(function(x, y) tuple(vectorize(x), y))`, where `vectorize` is such a layer and `tuple`
#' that of the package reticulate.
#'
#' @param ... Not used.
#' @returns A `tf.data.Dataset` (or one of grain), a Python object; with `subset = "both"` a list
#'   of two, for training and for validation. `data$class_names` has the names of the classes in
#'   the order of their labels, `data$file_paths` those of images.
#' @section Shapes:
#' A batch is `list(x, y)`, or `x` alone where there are no labels.
#'
#' * Images: numbers between 0 and 255, (files, height, width, channels), or (files, channels,
#' height, width) with `"channels_first"`.
#' * Texts: strings, (files).
#' * Sounds: numbers between -1 and 1, (files, values, channels).
#' * Labels: (files), with `"categorical"` (files, classes), with `"binary"` (files, 1).
#' @seealso [iterate()] to look at the batches; [image_load()] for one image.
#' @family data from files
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' # A folder with four small images in each of two classes.
#' folder <- tempfile()
#' for (class in c("dark", "light")) {
#'   dir.create(file.path(folder, class), recursive = TRUE)
#'   for (i in 1:4) {
#'     image <- array(runif(8 * 8 * 3, max = 100), c(8, 8, 3)) + 150 * (class == "light")
#'     image_array_save(image, file.path(folder, class, paste0(i, ".png")), scale = FALSE)
#'   }
#' }
#' data <- image_dataset_from_directory(folder, image_size = c(8, 8), batch_size = 4)
#' data$class_names
#' batch <- iter_next(as_iterator(data))
#' dim(batch[[1]])
#'
#' model <- keras_model_sequential(input_shape = c(8, 8, 3)) |>
#'   layer_rescaling(1 / 255) |>
#'   layer_global_average_pooling_2d() |>
#'   layer_dense(2, activation = "softmax")
#' model |> compile("adam", loss = "sparse_categorical_crossentropy")
#' model |> fit(data, epochs = 2, verbose = 0)
#' @export
image_dataset_from_directory <- function(directory, labels = "inferred", label_mode = "int",
                                         class_names = NULL, color_mode = "rgb", batch_size = 32L,
                                         image_size = c(256L, 256L), shuffle = TRUE, seed = NULL,
                                         validation_split = NULL, subset = NULL,
                                         interpolation = "bilinear", follow_links = FALSE,
                                         crop_to_aspect_ratio = FALSE,
                                         pad_to_aspect_ratio = FALSE, data_format = NULL,
                                         verbose = TRUE, format = "tf", ...) {
  check_no_dots(..., what = "this function")
  crop <- check_flag(crop_to_aspect_ratio)
  pad <- check_flag(pad_to_aspect_ratio)
  if (crop && pad) {
    abort_lamina(
      "Only one of {.arg crop_to_aspect_ratio} and {.arg pad_to_aspect_ratio} may be TRUE.",
      class = "argument", call = rlang::current_env()
    )
  }
  methods <- c(
    "bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic"
  )
  own <- list(
    color_mode = check_choice(color_mode, color_modes),
    image_size = check_grid(image_size),
    interpolation = check_choice(interpolation, methods),
    crop_to_aspect_ratio = crop, pad_to_aspect_ratio = pad,
    data_format = check_data_format(data_format)
  )
  files <- check_files(
    directory, c("bmp", "gif", "jpeg", "jpg", "png"), labels, label_mode, class_names, batch_size,
    shuffle, seed, validation_split, subset, follow_links
  )
  files_dataset("image", files, own, check_flag(verbose), check_pipeline_format(format))
}

#' @rdname image_dataset_from_directory
#' @export
text_dataset_from_directory <- function(directory, labels = "inferred", label_mode = "int",
                                        class_names = NULL, batch_size = 32L, max_length = NULL,
                                        shuffle = TRUE, seed = NULL, validation_split = NULL,
                                        subset = NULL, follow_links = FALSE, verbose = TRUE,
                                        format = "tf", ...) {
  check_no_dots(..., what = "this function")
  own <- list(max_length = as_whole(max_length, min = 1, null = TRUE))
  files <- check_files(
    directory, "txt", labels, label_mode, class_names, batch_size, shuffle, seed,
    validation_split, subset, follow_links
  )
  files_dataset("text", files, own, check_flag(verbose), check_pipeline_format(format))
}

#' @rdname image_dataset_from_directory
#' @export
audio_dataset_from_directory <- function(directory, labels = "inferred", label_mode = "int",
                                         class_names = NULL, batch_size = 32L,
                                         sampling_rate = NULL, output_sequence_length = NULL,
                                         ragged = FALSE, shuffle = TRUE, seed = NULL,
                                         validation_split = NULL, subset = NULL,
                                         follow_links = FALSE, verbose = TRUE, ...) {
  check_no_dots(..., what = "this function")
  own <- list(
    sampling_rate = as_whole(sampling_rate, min = 1, null = TRUE),
    output_sequence_length = as_whole(output_sequence_length, min = 1, null = TRUE),
    ragged = check_flag(ragged)
  )
  if (own$ragged && !is.null(output_sequence_length)) {
    abort_argument(
      "ragged", "FALSE where `output_sequence_length` is given", ragged, rlang::current_env()
    )
  }
  files <- check_files(
    directory, "wav", labels, label_mode, class_names, batch_size, shuffle, seed,
    validation_split, subset, follow_links
  )
  verbose <- check_flag(verbose)
  if (!is.null(sampling_rate)) check_resampling("audio_dataset_from_directory")
  files_dataset("audio", files, own, verbose)
}

# `format`: NULL where there is but one.
files_dataset <- function(what, files, own, verbose, format = NULL, call = caller_env()) {
  name <- paste0(what, "_dataset_from_directory")
  check_data_pipeline(format %||% "tf", name, call)
  args <- c(files, drop_nulls(c(own, list(verbose = verbose, format = format))))
  quietly(!verbose, with_python(
    do.call(keras_object("utils", name), args), "{.fn {name}} failed.", call = call
  ))
}

# Keras says how it splits the files even where it is told to be quiet.
quietly <- function(quiet, expr) {
  if (!quiet) return(expr)
  reticulate::py_capture_output(result <- expr, "stdout")
  result
}

# ---- What all three take -------------------------------------------------------

# Arguments for Keras. Their names are those of the user's function, whose frame `call` is.
check_files <- function(directory, endings, labels, label_mode, class_names, batch_size, shuffle,
                        seed, validation_split, subset, follow_links, call = caller_env()) {
  if (missing(directory)) abort_missing("directory", "the path of a folder", call)
  folder <- check_data_folder(directory, call = call)
  label_mode <- check_choice(
    label_mode, c("int", "categorical", "binary"), null = TRUE, call = call
  )
  batch_size <- as_whole(batch_size, min = 1, null = TRUE, call = call)
  shuffle <- check_flag(shuffle, call = call)
  seed <- as_seed(seed, call = call)
  follow_links <- check_flag(follow_links, call = call)
  split <- check_file_split(validation_split, subset, shuffle, seed, call)
  labels <- check_file_labels(labels, label_mode, class_names, call)
  inferred <- identical(labels, "inferred")
  classes <- if (inferred) check_class_folders(class_names, folder, call)
  check_two_classes(label_mode, classes, labels, call)
  if (!is_remote(folder)) {
    folders <- if (inferred) file.path(folder, classes) else folder
    n <- sum(vapply(folders, count_files, 1L, endings, follow_links))
    check_file_count(n, labels, split, folder, endings, call)
  }
  list(
    folder, labels = if (is.numeric(labels)) as.list(labels) else labels,
    label_mode = label_mode, class_names = if (!is.null(class_names)) as.list(class_names),
    batch_size = batch_size, shuffle = shuffle, seed = seed,
    validation_split = split$validation_split, subset = split$subset, follow_links = follow_links
  )
}

# Buckets, which TensorFlow reads.
is_remote <- function(path) grepl("^([a-z0-9]+:)?//|^/(gcs|cns|cfs|hdfs|readahead)/", path)

check_data_folder <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (!(rlang::is_string(x) && nzchar(x))) abort_argument(arg, "the path of a folder", x, call)
  if (is_remote(x)) return(as.vector(x))
  folder <- path.expand(x)
  if (!dir.exists(folder)) {
    abort_lamina(
      "{.arg {arg}} must be the path of a folder; there is no folder {.file {x}}.",
      class = "file", call = call
    )
  }
  sub("(.)/+$", "\\1", folder)
}

check_file_split <- function(validation_split, subset, shuffle, seed, call) {
  subset <- check_choice(subset, c("training", "validation", "both"), null = TRUE, call = call)
  if (!is.null(validation_split)) {
    none <- identical(as.vector(validation_split), 0)
    validation_split <- if (!none) check_between(validation_split, 0, 1, call = call)
  }
  if (is.null(validation_split) != is.null(subset)) {
    abort_lamina(
      "{.arg validation_split} and {.arg subset} must be given together, not
       {.arg {if (is.null(subset)) 'validation_split' else 'subset'}} alone.",
      class = "argument", call = call
    )
  }
  if (!is.null(subset) && shuffle && is.null(seed)) {
    abort_missing(
      "seed", "a whole number, by which both parts get the same order", call,
      hint = "Or take the files in order: `shuffle = FALSE`."
    )
  }
  list(validation_split = validation_split, subset = subset)
}

check_file_labels <- function(labels, label_mode, class_names, call) {
  if (is.null(labels) || is.null(label_mode)) {
    labels <- NULL
  } else if (!identical(as.vector(labels), "inferred")) {
    flat <- flatten_scalars(labels)
    if (!(length(flat) && is_whole(as.vector(flat), min = 0))) {
      abort_argument(
        "labels", "\"inferred\", a whole number of at least 0 for each file, or NULL", labels, call,
        hint = hint_nearest(labels, "inferred") %||% if (is.character(flat) || is.factor(flat)) {
          "Class labels are whole numbers from 0: `as.integer(factor(labels)) - 1L`."
        }
      )
    }
    labels <- as.integer(flat)
    n <- length(unique(labels))
    if (identical(label_mode, "categorical") && max(labels) >= n) {
      abort_lamina(
        c(
          "{.arg labels} must count from 0 without gaps where {.arg label_mode} is
           {.val categorical}: {cli::qty(n)}{n} class{?es} {?has/have} no label {max(labels)}.",
          i = "{.code as.integer(factor(labels)) - 1L} counts so."
        ),
        class = "argument", call = call
      )
    }
  }
  if (!is.null(class_names) && !identical(labels, "inferred")) {
    expected <- if (is.null(label_mode)) {
      "NULL where `label_mode` is NULL"
    } else {
      "NULL where `labels` is not \"inferred\""
    }
    abort_argument("class_names", expected, class_names, call)
  }
  labels
}

# The folders that are classes, in order.
check_class_folders <- function(class_names, folder, call) {
  if (!is.null(class_names)) {
    class_names <- flatten_scalars(class_names)
    valid <- is.character(class_names) && length(class_names) && !anyNA(class_names) &&
      !anyDuplicated(class_names)
    if (!valid) {
      abort_argument("class_names", "strings, each once, or NULL", class_names, call)
    }
  }
  if (is_remote(folder)) return(class_names)
  folders <- sort(list.dirs(folder, full.names = FALSE, recursive = FALSE), method = "radix")
  folders <- folders[!startsWith(folders, ".")]
  unknown <- setdiff(class_names, folders)
  if (length(unknown)) {
    abort_lamina(
      c(
        "{.arg class_names} must be folders in {.file {folder}}; there is no
         {.file {unknown[[1L]]}}.",
        i = if (length(folders)) "There {?is/are} {.file {folders}}."
      ),
      class = "file", call = call
    )
  }
  if (!length(folders)) {
    abort_lamina(
      c(
        "{.arg directory} must have a folder for each class; {.file {folder}} has no folders.",
        i = "{.code labels = NULL} takes the files without labels."
      ),
      class = "file", call = call
    )
  }
  class_names %||% folders
}

check_two_classes <- function(label_mode, classes, labels, call) {
  if (!identical(label_mode, "binary") || is.null(labels)) return()
  if (is.numeric(labels)) classes <- sort(unique(labels))
  right <- if (is.numeric(labels)) identical(classes, 0:1) else length(classes) == 2L
  if (right || is.null(classes)) return()
  abort_lamina(
    c(
      "With {.code label_mode = \"binary\"} there must be two classes, not {length(classes)}:
       {.val {classes}}.",
      i = if (is.numeric(labels)) "Their labels are 0 and 1."
    ),
    class = "argument", call = call
  )
}

count_files <- function(folder, endings, follow_links) {
  files <- list.files(folder, all.files = TRUE, full.names = TRUE, recursive = TRUE)
  ending <- sprintf("\\.(%s)$", paste(endings, collapse = "|"))
  files <- files[grepl(ending, files, ignore.case = TRUE)]
  if (!follow_links) {
    links <- list.dirs(folder)[-1L]
    links <- links[nzchar(Sys.readlink(links))]
    for (link in links) files <- files[!startsWith(files, paste0(link, "/"))]
  }
  length(files)
}

check_file_count <- function(n, labels, split, folder, endings, call) {
  shown <- paste0(".", endings)
  if (n == 0L) {
    abort_lamina(
      "{.arg directory} must have files that end in {.or {.file {shown}}}; there are none in
       {.file {folder}}.",
      class = "file", call = call
    )
  }
  if (is.numeric(labels) && length(labels) != n) {
    abort_lamina(
      "{.arg labels} must have one for each file: there are {length(labels)} label{?s}, and {n}
       file{?s} that end in {.or {.file {shown}}}.",
      class = "argument", call = call
    )
  }
  if (!is.null(split$validation_split) && floor(split$validation_split * n) == 0) {
    abort_lamina(
      "{.arg validation_split} must leave a file for validation; {split$validation_split} of
       {n} file{?s} is less than one.",
      class = "argument", call = call
    )
  }
}
