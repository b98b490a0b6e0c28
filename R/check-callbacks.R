# Arguments of callbacks: paths that they write to, how often they do, and what they call.

as_callback_verbose <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (isTRUE(x) || isFALSE(x)) return(as.integer(x))
  if (!(length(x) == 1L && is_whole(x, min = 0, max = 2))) {
    abort_argument(
      arg, "0, 1, 2, TRUE or FALSE", x, call,
      hint = "0 prints nothing, 1 and 2 print a line when the callback acts."
    )
  }
  as.integer(x)
}

# "epoch" or another word, or after each so many batches.
as_save_freq <- function(x, words = "epoch", arg = caller_arg(x), call = caller_env()) {
  if (rlang::is_string(x) && x %in% words) return(as.vector(x))
  valid <- length(x) == 1L && is_whole(x, min = 1)
  if (!valid) {
    listed <- paste(encodeString(words, quote = "\""), collapse = ", ")
    abort_argument(arg, sprintf("%s, or a whole number of at least 1", listed), x, call)
  }
  as.integer(x)
}

as_update_freq <- function(x, arg = caller_arg(x), call = caller_env()) {
  as_save_freq(x, c("epoch", "batch"), arg, call)
}

# One batch, or the first and the last.
as_profile_batch <- function(x, arg = caller_arg(x), call = caller_env()) {
  valid <- length(x) %in% 1:2 && is_whole(x, min = 0)
  if (valid && length(x) == 2L) valid <- x[[1L]] >= 1 && x[[1L]] <= x[[2L]]
  if (!valid) {
    expected <- "a whole number of at least 0, or two, the first batch and the last"
    abort_argument(arg, expected, x, call)
  }
  if (length(x) == 1L) as.integer(x) else reticulate::tuple(as.list(as.integer(x)))
}

# ---- Paths ---------------------------------------------------------------------

# A folder that is there, or is made.
check_folder <- function(x, arg = caller_arg(x), call = caller_env()) {
  path <- path.expand(check_string(x, arg = arg, call = call))
  if (file.exists(path) && !dir.exists(path)) {
    abort_lamina(
      "{.arg {arg}} must be the path of a folder; {.path {path}} is a file.",
      class = "argument", call = call
    )
  }
  path
}

# A file that is written in a folder that is there.
check_log_path <- function(x, arg = caller_arg(x), call = caller_env()) {
  path <- path.expand(check_string(x, arg = arg, call = call))
  check_no_folder(path, arg, call)
  if (!dir.exists(dirname(path))) {
    abort_lamina(
      "{.arg {arg}} must be in a folder that exists; there is no {.path {dirname(path)}}.",
      class = "argument", call = call
    )
  }
  path
}

# `weights`: whether these are written alone, which has been checked elsewhere.
check_checkpoint_path <- function(x, weights, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  x <- check_string(x, arg = arg, call = call)
  path <- path.expand(x)
  check_checkpoint_name(x, isTRUE(weights), arg, call)
  # What stands in braces is Python's to fill in.
  rest <- gsub("[{]{2}|[}]{2}", "", x)
  rest <- gsub("[{]([A-Za-z_][A-Za-z0-9_]*)(![rsa])?(:[^{}]*)?[}]", "", rest)
  if (grepl("[{}]", rest)) {
    abort_argument(
      arg, "a path with a name in each pair of braces", x, call,
      hint = "Such as `\"{epoch:02d}-{val_loss:.2f}.keras\"`."
    )
  }
  check_no_folder(path, arg, call)
  path
}

check_no_folder <- function(path, arg, call) {
  if (dir.exists(path)) {
    abort_lamina(
      "{.arg {arg}} must be the path of a file; {.path {path}} is a folder.",
      class = "argument", call = call
    )
  }
}

check_checkpoint_name <- function(x, weights, arg, call) {
  of_weights <- endsWith(x, ".weights.h5")
  if (weights && !of_weights) {
    abort_argument(
      arg, "a path that ends in `.weights.h5`, for weights alone", x, call,
      hint = if (grepl("[.](keras|h5)$", x)) "Or set `save_weights_only = FALSE`."
    )
  }
  if (!weights && (of_weights || !grepl("[.](keras|h5)$", x))) {
    abort_argument(
      arg, "a path that ends in `.keras`", x, call,
      hint = if (of_weights) "For weights alone set `save_weights_only = TRUE`."
    )
  }
}

check_orbax_path <- function(x, arg = caller_arg(x), call = caller_env()) {
  path <- check_folder(x, arg, call)
  # Orbax takes no other, and a path that leads nowhere yet stays as it is.
  if (!grepl("^(/|[A-Za-z]:|[\\\\]{2})", path)) path <- file.path(getwd(), path)
  normalizePath(path, mustWork = FALSE)
}

check_separator <- function(x, arg = caller_arg(x), call = caller_env()) {
  valid <- rlang::is_string(x) && nchar(x) == 1L && !grepl("[\r\n\"]", x)
  if (!valid) abort_argument(arg, "one character, such as \",\" or \";\"", x, call)
  as.vector(x)
}

check_metadata_files <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || (rlang::is_string(x) && nzchar(x))) return(x)
  strings <- is.character(x) || is.list(x) && all(vapply(x, rlang::is_string, NA))
  if (!(strings && length(x) && rlang::is_named(x))) {
    abort_argument(arg, "the path of a file, a named list of them, or NULL", x, call)
  }
  as.list(x)
}

# ---- Servers -------------------------------------------------------------------

check_url <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (!(rlang::is_string(x) && grepl("^https?://[^ ]+$", x))) {
    abort_argument(arg, "an address such as \"http://localhost:9000\"", x, call)
  }
  as.vector(x)
}

as_headers <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  strings <- is.character(x) || is.list(x) && all(vapply(x, rlang::is_string, NA))
  if (!(strings && !anyNA(x) && length(x) && rlang::is_named(x))) {
    abort_argument(arg, "a named list or vector of strings, or NULL", x, call)
  }
  as.list(x)
}

# ---- Functions -----------------------------------------------------------------

# Keras counts epochs from 0 there, and so does keras3; its own functions of Python stay.
as_epoch_schedule <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "a function of the epoch and the learning rate"
  if (missing(x)) abort_missing(arg, expected, call)
  if (is_schedule(x)) {
    abort_argument(
      arg, expected, x, call,
      hint = "A schedule counts steps, not epochs: give it to the optimizer, as `learning_rate`."
    )
  }
  if (!is.function(x)) abort_argument(arg, expected, x, call)
  if (!is_r_function(x)) return(x)
  names <- names(formals(args(x)))
  takes <- if ("..." %in% names) 2L else min(length(names), 2L)
  needed <- names[vapply(formals(args(x)), rlang::is_missing, NA)]
  if (!takes || length(setdiff(needed, "...")) > 2L) {
    came <- if (length(names)) "of {.arg {names}}" else "without arguments"
    abort_lamina(
      paste0("{.arg {arg}} must be {expected}, not one ", came, "."),
      class = "argument", call = call
    )
  }
  run <- function(epoch, lr) {
    run_callback(
      check_rate(do.call(x, list(epoch, lr)[seq_len(takes)])),
      sprintf("The function `%s` failed.", arg)
    )
  }
  structure(run, class = c("lamina_epoch_schedule", "function"))
}

# Not before all arguments have been checked: it needs Python.
#' @exportS3Method reticulate::r_to_py lamina_epoch_schedule
r_to_py.lamina_epoch_schedule <- function(x, convert = FALSE) {
  from_r$`function`(unclass(x), "schedule", list(list(name = "epoch"), list(name = "lr")))
}

check_rate <- function(x) {
  rate <- if (is_py_tensor_like(x)) as.vector(as.array(x)) else x
  valid <- is.numeric(rate) && length(rate) == 1L && isTRUE(rate >= 0 && is.finite(rate))
  if (!valid) {
    abort_lamina(
      "It must return a learning rate, a number of at least 0, not {describe(x)}.",
      class = "argument"
    )
  }
  as.double(rate)
}

# Hooks of a callback, by their names.
callback_hooks <- c(
  "on_epoch_begin", "on_epoch_end", "on_batch_begin", "on_batch_end",
  as.vector(outer(
    c("begin", "end", "batch_begin", "batch_end"), c("train", "test", "predict"),
    function(end, part) sprintf("on_%s_%s", part, end)
  ))
)

counted_hooks <- grep("epoch|batch", callback_hooks, value = TRUE)

check_hook <- function(x, arg, call) {
  if (is.function(x)) return()
  counted <- regmatches(arg, regexpr("epoch|batch", arg))
  takes <- paste0("`", c(counted, "logs"), "`", collapse = " and ")
  abort_argument(arg, sprintf("a function of %s, or NULL", takes), x, call)
}

# As Keras calls it, which counts from 0 and says all that it knows.
as_hook <- function(x, arg) {
  if (!is_r_function(x)) return(x)
  names <- names(formals(args(x)))
  takes <- if ("..." %in% names) Inf else length(names)
  run <- function(...) {
    told <- list(...)
    run_callback(
      reported(withVisible(do.call(x, told[seq_len(min(length(told), takes))]))), hook_failed(arg)
    )
  }
  from_r$hook(run, arg)
}

# What a hook reports: a plain list of numbers with names. What an assignment leaves behind, a
# data frame or a history is the user's own.
reported <- function(returned) {
  value <- returned$value
  if (!returned$visible || is.object(value) || !is_named_list(value)) return(NULL)
  if (all(vapply(value, is.numeric, NA)) && all(lengths(value) == 1L)) value
}

hook_failed <- function(name) sprintf("`%s()` of the callback failed.", name)
