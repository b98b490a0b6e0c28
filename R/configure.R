#' Configure Keras
#'
#' `config_image_data_format()` says where layers expect the channels of images unless told
#' otherwise, `config_set_image_data_format()` sets it for the session. `set_random_seed()`
#' makes what follows repeatable: it sets the seeds of R, Python, NumPy and the backend. [fit()]
#' then shuffles arrays in the same orders again, a different one in each epoch.
#' `clear_session()` forgets the names and the state that Keras keeps for the models made so far.
#'
#' @param data_format `"channels_last"` or `"channels_first"`.
#' @param seed A whole number from 0 to 2147483647.
#' @param free_memory Whether to free memory that is no longer used: `TRUE` or `FALSE`.
#' @param ... Not used.
#' @returns `config_image_data_format()`: the format. The others: `NULL`,
#'   invisibly.
#' @family configuration
#' @examplesIf is_keras_available()
#' config_image_data_format()
#' set_random_seed(1)
#' @name configure
NULL

#' @rdname configure
#' @export
config_image_data_format <- function(...) {
  check_no_dots(..., what = "this function")
  keras$config$image_data_format()
}

#' @rdname configure
#' @export
config_set_image_data_format <- function(data_format, ...) {
  check_no_dots(..., what = "this function")
  if (missing(data_format)) {
    abort_missing("data_format", "\"channels_last\" or \"channels_first\"", rlang::current_env())
  }
  data_format <- check_choice(data_format, c("channels_last", "channels_first"))
  keras$config$set_image_data_format(data_format)
  invisible()
}

#' @rdname configure
#' @export
set_random_seed <- function(seed, ...) {
  check_no_dots(..., what = "this function")
  seed <- as_whole(seed, min = 0, max = max_seed)
  set.seed(seed)
  keras$utils$set_random_seed(seed)
  invisible()
}

#' @rdname configure
#' @export
clear_session <- function(free_memory = TRUE, ...) {
  check_no_dots(..., what = "this function")
  keras$utils$clear_session(free_memory = check_flag(free_memory))
  invisible()
}
