#' Download a file, once
#'
#' Downloads a file into Keras' cache, unless it is there, and says where it is. `file_hash` makes
#' sure that it is the one that you expect: give it where you know it.
#'
#' @param fname Name of the file in the cache, or with `extract` of the folder: a string without
#'   `/`. `NULL` takes the name in `origin`.
#' @param origin Address of the file: a string, `http`, `https`, `ftp` or `file`.
#' @param ... Not used.
#' @param file_hash The hash that the file must have, in hexadecimal digits: SHA-256 or MD5. A
#'   file in the cache that has another one is fetched again, and stays if that fails. `NULL`
#'   does not look.
#' @param cache_subdir Folder in the cache: a string.
#' @param hash_algorithm `"sha256"`, `"md5"`, or `"auto"` to tell by the length of `file_hash`.
#' @param extract Whether the file is an archive that is taken apart: `TRUE` or `FALSE`.
#' @param archive_format Format of the archive: `"tar"`, compressed or not, `"zip"`, or `"auto"`
#'   to find out. `NULL` takes nothing apart.
#' @param cache_dir Folder of the cache, which is created if need be. `NULL` takes Keras' own:
#'   `~/.keras`, or the environment variable `KERAS_HOME`.
#' @param force_download Whether the file is fetched though it is there: `TRUE` or `FALSE`. If
#'   that fails the file that was there stays.
#' @returns The path of the file; with `extract`, of the folder with its contents. Errors have class
#'   `lamina_error`.
#' @family data utilities
#' @examplesIf is_keras_available()
#' # A file of this computer takes the place of one far away.
#' here <- tempfile(fileext = ".csv")
#' write.csv(cars, here)
#' path <- get_file("cars.csv", paste0("file://", here), cache_dir = tempfile())
#' nrow(read.csv(path))
#' @export
get_file <- function(fname = NULL, origin = NULL, ..., file_hash = NULL,
                     cache_subdir = "datasets", hash_algorithm = "auto", extract = FALSE,
                     archive_format = "auto", cache_dir = NULL, force_download = FALSE) {
  check_no_dots(..., what = "this function", older = older_file_arguments)
  fname <- check_file_name(fname, null = TRUE)
  if (is.null(origin)) abort_missing("origin", "the address of a file", rlang::current_env())
  args <- list(
    fname = fname, origin = check_string(origin),
    file_hash = check_string(file_hash, null = TRUE), cache_subdir = check_string(cache_subdir),
    hash_algorithm = check_choice(hash_algorithm, c("auto", "sha256", "md5")),
    extract = check_flag(extract),
    archive_format = check_choice(archive_format, c("auto", "tar", "zip"), null = TRUE),
    force_download = check_flag(force_download)
  )
  cache_dir <- check_string(cache_dir, null = TRUE)
  # Keras would take another folder without a word.
  if (!is.null(cache_dir)) args$cache_dir <- writable_folder(cache_dir)
  with_python(
    call_fetching("utils", "get_file", args),
    "{.url {origin}} could not be fetched.",
    call = rlang::current_env()
  )
}

older_file_arguments <- c(
  md5_hash = "It is `file_hash` now, with `hash_algorithm = \"md5\"`.",
  untar = "It is `extract = TRUE` now."
)

writable_folder <- function(x, arg = caller_arg(x), call = caller_env()) {
  path <- path.expand(x)
  if (!dir.exists(path)) dir.create(path, recursive = TRUE, showWarnings = FALSE)
  if (!dir.exists(path) || file.access(path, 2L) != 0L) {
    abort_lamina(
      "{.arg {arg}} must be a folder that can be written to, not {.file {x}}.",
      class = "file", call = call
    )
  }
  path
}
