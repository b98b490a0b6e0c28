# Windows that slide over a time series.

#' Cut a time series into windows
#'
#' Makes a data set whose examples are windows of equal length that slide over a series, each with
#' the target that belongs to it. [fit()], [evaluate()] and [predict()] take it on every backend.
#'
#' @param data The series: a vector, or a matrix or array with time along the first axis; a tensor,
#'   or a data frame of numbers with a row for each point in time.
#' @param targets What is to be predicted: `targets[i]` belongs to the window that starts
#'   at `data[i]`. `NULL` if there are none. May be shorter than `data`: windows that start
#'   behind its end are left out.
#' @param sequence_length Number of points in a window: a whole number of at least 1.
#' @param sequence_stride How many points after the start of a window the next one starts: a
#'   whole number of at least 1 (the default).
#' @param sampling_rate Every how many points one is taken into a window: a whole number of at least
#'   1 (the default), which takes all.
#' @param batch_size Number of windows in a batch: a whole number of at least 1, by default 128.
#'   `NULL` for single windows without batches.
#' @param shuffle `TRUE` gives the windows in random order. By default (`FALSE`) they come in order
#'   of time.
#' @param seed Whole number from 0 to 2^31 - 1 that makes the order repeatable, or `NULL` (the
#'   default).
#' @param start_index How many points at the beginning of `data` are left out: a whole number from 0
#'   to one less than there are points. `NULL`, the default, leaves out none.
#' @param end_index The last point of `data` that windows may contain, counted from 1: a whole
#'   number above `start_index`, at most the number of points. `NULL`, the default, for the last of
#'   all.
#' @param format `"tf"` (the default) makes a `tf.data.Dataset`, which needs the Python package
#'   tensorflow, also where another backend computes; `"grain"` makes a data set of the package
#'   grain. Without the package there is an error of class `lamina_error_setup`.
#'
#' @details
#' To predict the value `delay` points behind the first one of a window, `targets` is the series
#' without its first `delay` points: `targets = data[-seq_len(delay)]`. With a window of 24 hours
#' and `delay = 24` it is the hour after the window.
#'
#' For training and validation on different times, `start_index` and `end_index` cut the same
#' series into parts: `end_index = 700` for the one and `start_index = 700` for the other, as in
#' R's keras3.
#'
#' @param ... Not used.
#' @returns A `tf.data.Dataset` (or one of grain), a Python object, of windows with the shape
#'   (windows, `sequence_length`, ...), and their targets if there are any: the axes of `data`
#'   behind the first one come last.
#' @seealso [iterate()] to look at the batches.
#' @family batches of data
#' @examplesIf is_keras_available() && reticulate::py_module_available("tensorflow")
#' series <- sin(1:60 / 5)
#' data <- timeseries_dataset_from_array(
#'   series, targets = series[-(1:10)], sequence_length = 10, end_index = 50
#' )
#' batch <- iter_next(as_iterator(data))
#' dim(batch[[1]])
#'
#' model <- keras_model_sequential(input_shape = 10) |> layer_dense(1)
#' model |> compile("adam", loss = "mse")
#' model |> fit(data, epochs = 2, verbose = 0)
#' @export
timeseries_dataset_from_array <- function(data, targets, sequence_length, sequence_stride = 1L,
                                          sampling_rate = 1L, batch_size = 128L, shuffle = FALSE,
                                          seed = NULL, start_index = NULL, end_index = NULL,
                                          format = "tf", ...) {
  check_no_dots(..., what = "this function")
  call <- rlang::current_env()
  data <- check_series(data, call = call)
  if (missing(targets)) {
    abort_missing("targets", "an array with a target for each window, or NULL", call)
  }
  targets <- if (!is.null(targets)) check_series(targets, call = call)
  sequence_length <- as_whole(sequence_length, min = 1)
  sequence_stride <- as_whole(sequence_stride, min = 1)
  sampling_rate <- as_whole(sampling_rate, min = 1)
  batch_size <- as_whole(batch_size, min = 1, null = TRUE)
  shuffle <- check_flag(shuffle)
  seed <- as_seed(seed)
  n <- tensor_shape(data)[[1L]]
  start <- check_point(start_index, 0L, n - 1L) %||% 0L
  end <- check_point(end_index, start + 1L, n) %||% n
  format <- check_pipeline_format(format)
  check_window_fits(sequence_length, sampling_rate, start, end, call)
  if (!is.null(targets)) check_targets_reach(targets, start, call)
  check_data_pipeline(format, "timeseries_dataset_from_array")
  with_python(
    from_r$windows(
      as_series(data), if (!is.null(targets)) as_series(targets), start, end,
      drop_nulls(list(
        sequence_length = sequence_length, sequence_stride = sequence_stride,
        sampling_rate = sampling_rate, shuffle = shuffle, seed = seed, format = format
      )),
      batch_size
    ),
    "{.fn timeseries_dataset_from_array} failed.", call = call
  )
}

series_expected <- "a vector, an array with time along its first axis, or a tensor"

check_series <- function(x, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  if (missing(x)) abort_missing(arg, series_expected, call)
  if (reticulate::is_py_object(x)) {
    if (!is_tensor(x) || !length(tensor_shape(x))) abort_argument(arg, series_expected, x, call)
    return(x)
  }
  if (!is_array_like(x)) abort_argument(arg, series_expected, x, call)
  x <- plain_array(x, "float32", arg, call)
  if (!length(x)) abort_argument(arg, "a series of at least one point", x, call)
  if (is.null(dim(x))) as.array(x) else x
}

as_series <- function(x) if (reticulate::is_py_object(x)) x else as_numpy(x)

check_pipeline_format <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, c("tf", "grain"), arg = arg, call = call)
}

check_point <- function(x, from, to, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  if (length(x) == 1L && is_whole(x, min = from, max = to)) return(as.integer(x))
  abort_argument(arg, paste0(number_range("a whole number", from, to), ", or NULL"), x, call)
}

check_window_fits <- function(length, rate, start, end, call) {
  needed <- (length - 1) * rate + 1
  given <- end - start
  if (needed <= given) return()
  abort_lamina(
    c(
      "A window must fit into the {given} point{?s} that {.arg data} has there; it is
       {format(needed)} points long.",
      i = if (rate > 1L) "{.code sampling_rate = {rate}} takes one point out of {rate}."
    ),
    class = "shape", call = call
  )
}

check_targets_reach <- function(targets, start, call) {
  n <- tensor_shape(targets)[[1L]]
  first <- start + 1L
  if (n >= first) return()
  abort_lamina(
    "{.arg targets} must have one for the first window, which starts at point {first}; there
     {cli::qty(n)}{?is/are} {n}.",
    class = "shape", call = call
  )
}
