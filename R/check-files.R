# Files that are read or written, and what Python says of those that it does not write.

# What is read is there: a file, or with `folder` a folder in its place.
check_exists <- function(x, folder = FALSE, arg = caller_arg(x), call = caller_env()) {
  path <- path.expand(x)
  if (!file.exists(path) || (!folder && dir.exists(path))) {
    abort_lamina(
      "{.arg {arg}} must be the path of a file; there is no {.file {x}}.",
      class = "file", call = call
    )
  }
  path
}

# What is written goes into a folder that is there.
check_folder_of <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  folder <- dirname(path.expand(x))
  if (!dir.exists(folder)) abort_no_folder(folder, arg, call)
}

abort_no_folder <- function(folder, arg, call) {
  abort_lamina(
    "{.arg {arg}} must be in a folder that exists; there is no {.file {folder}}.",
    class = "file", call = call
  )
}

# Keras reports a damaged file as one that is not there.
check_archive <- function(path, shown, call = caller_env()) {
  if (dir.exists(path) || !grepl("\\.keras$", path)) return()
  listed <- tryCatch(
    suppressWarnings(utils::unzip(path, list = TRUE)$Name),
    error = function(cnd) character()
  )
  if (!("config.json" %in% listed)) {
    abort_lamina(
      "The file {.file {shown}} is damaged, or not a Keras model.",
      class = "file", call = call
    )
  }
}

# Why Python has not written to a path: for `diagnose` of with_python().
abort_not_written <- function(cnd, filepath, call) {
  error <- attr(cnd, "py_object")
  if (inherits(cnd, "lamina.EndingError")) {
    ending <- if (error$zipped) "file that ends in `.keras`" else "folder"
    abort_argument("filepath", paste("the path of a", ending), filepath, call)
  }
  if (inherits(cnd, "lamina.NoFolderError")) abort_no_folder(error$folder, "filepath", call)
  if (inherits(cnd, "lamina.LostInHdf5Error")) abort_lost(as.character(error$layers), call)
  if (inherits(cnd, "lamina.OccupiedError")) abort_occupied(error$kind, filepath, call)
}

abort_occupied <- function(kind, filepath, call) {
  message <- if (is.null(kind)) {
    c(
      "{.arg filepath} must be a new file; {.file {filepath}} exists already.",
      i = "{.code overwrite = TRUE} replaces it."
    )
  } else if (kind == "file") {
    "{.arg filepath} must be the path of a file; {.file {filepath}} is a folder."
  } else {
    "{.arg filepath} must be a new path or a saved model; {.file {filepath}} is a folder with
     other things in it."
  }
  abort_lamina(message, class = "file", call = call)
}

abort_lost <- function(layers, call) {
  abort_lamina(
    c(
      "HDF5 would lose what the layer{?s} {.val {layers}} {?keeps/keep} besides weights, such as a
       vocabulary or a schedule.",
      i = "A {.arg filepath} that ends in {.val .keras} keeps it."
    ),
    class = "file", call = call
  )
}
