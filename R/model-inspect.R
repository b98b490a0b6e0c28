#' Print and summarise models and layers
#'
#' `print()` and `summary()` show the layers of a model with their output shapes
#' and numbers of parameters; for a layer they show its settings, shapes and parameters. Optimizers,
#' schedules, losses, metrics, callbacks, initializers, regularizers and constraints print their
#' class and settings.
#'
#' @param x,object A model or layer.
#' @param line_length Width of the table in characters. By default the table is as wide as it
#'   needs to be, up to the width of the console. Text that is too long for its column continues
#'   on the next line.
#' @param expand_nested Whether to show the layers of nested models.
#' @param show_trainable Whether to show which layers are trainable; `NA` shows it where the model
#'   has weights that training does not change.
#' @param layer_range Names of the first and the last layer to show, a vector of two strings, or
#'   regular expressions that match them; `NULL` shows all.
#' @param positions Where each column of the table ends: increasing numbers, one for each column, as
#'   fractions of `line_length` up to 1 or in characters. The column of `show_trainable` may be left
#'   out: it gets the last tenth of the table. `NULL` makes the columns as wide as their content
#'   needs.
#' @param compact Not used: the table has no blank lines. It is accepted so that code written for
#'   keras3 runs.
#' @param ... Not used.
#' @returns `print()` and `summary()`: the object, invisibly. `format()`: the
#'   text, one element for each line.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = c(8, 8, 3)) |>
#'   layer_spatial_dropout_2d(0.2, name = "drop_maps") |>
#'   layer_flatten() |>
#'   layer_dense(1)
#' summary(model, show_trainable = TRUE)
#' model$layers[[1]]
#' callback_early_stopping(patience = 3)
#' @name inspect
NULL

#' @rdname inspect
#' @export
format.keras.src.models.model.Model <- function(x, ..., line_length = max(20L, getOption("width")),
                                                expand_nested = FALSE, show_trainable = FALSE,
                                                layer_range = NULL, positions = NULL,
                                                compact = TRUE) {
  check_session(x)
  check_no_dots(..., also = format_arguments, older = older_table_arguments)
  fill <- !missing(line_length)
  line_length <- as_whole(line_length, min = 20)
  expand_nested <- check_flag(expand_nested)
  if (identical(as.vector(show_trainable), NA)) {
    show_trainable <- length(x$non_trainable_weights) > 0L
  }
  show_trainable <- check_flag(show_trainable)
  layer_range <- as_layer_range(layer_range, x, rlang::current_env())
  positions <- check_positions(positions)
  check_flag(compact)
  text <- core$summary_text(x, uncut_width, expand_nested, show_trainable, layer_range)
  lines <- trimws(strsplit(text, "\n", fixed = TRUE)[[1L]], "right")
  draw_table(lines[nzchar(lines)], line_length, fill, positions, show_trainable)
}

# Python's regular expressions that match the first and the last layer alone.
as_layer_range <- function(layer_range, model, call) {
  if (is.null(layer_range)) return(NULL)
  names <- vapply(model$layers, function(layer) layer$name, "")
  places <- range(places_in_range(names, layer_range, call))
  lapply(names[places], function(name) paste0(gsub("([^A-Za-z0-9_])", "\\\\\\1", name), "$"))
}

#' @rdname inspect
#' @export
summary.keras.src.models.model.Model <- function(object, ...) {
  check_no_dots(..., also = table_arguments, older = older_table_arguments)
  cat(format(object, ...), sep = "\n")
  invisible(object)
}

#' @rdname inspect
#' @export
print.keras.src.models.model.Model <- function(x, ...) {
  check_no_dots(
    ..., also = c(table_arguments, print_arguments), older = older_table_arguments
  )
  dots <- list(...)
  cat(do.call(format, c(list(x), dots[names(dots) %in% table_arguments])), sep = "\n")
  invisible(x)
}

table_arguments <- c(
  "line_length", "expand_nested", "show_trainable", "layer_range", "positions", "compact"
)
older_table_arguments <- c(
  print_fn = "`format()` returns the lines, for any other use."
)

#' @rdname inspect
#' @export
format.keras.src.layers.layer.Layer <- function(x, ...) {
  check_session(x)
  check_no_dots(..., also = format_arguments)
  # A layer whose settings cannot be saved is shown without them.
  config <- tryCatch(config_list(get_config(x)), lamina_error = function(cnd) list())
  plain <- vapply(config, function(value) {
    !is.null(value) && (!is.list(value) || all(lengths(value) == 1L) && is.null(names(value)))
  }, NA)
  # `made_by` is for those who open a file without lamina.
  hidden <- c("name", "trainable", "dtype", "made_by")
  settings <- config[plain & !(names(config) %in% hidden)]
  axis <- intersect(axis_setting(x), names(settings))
  settings[axis] <- lapply(settings[axis], as_r_axes)
  shapes <- c(input = layer_shape(x, "input"), output = layer_shape(x, "output"))
  c(
    sprintf("<%s layer \"%s\">", describe_class(reticulate::py_get_attr(x, "__class__")), x$name),
    if (length(settings)) {
      wrap_settings(paste(names(settings), vapply(settings, format_setting, ""), sep = " = "))
    },
    if (length(shapes)) sprintf("  %s", paste(names(shapes), shapes, collapse = " -> ")),
    sprintf(
      "  %s, %s parameters%s", x$dtype_policy$name,
      if (x$built) format(x$count_params(), big.mark = ",") else "no",
      if (isTRUE(x$trainable)) "" else ", frozen"
    )
  )
}

format_setting <- function(x) {
  if (is.list(x)) return(sprintf("(%s)", paste(vapply(x, format_setting, ""), collapse = ", ")))
  if (is.character(x)) encodeString(x, quote = "\"") else paste(format(x), collapse = ", ")
}

# A layer knows its shapes once it has been called on a symbolic tensor.
layer_shape <- function(layer, side) {
  tensor <- tryCatch(reticulate::py_get_attr(layer, side), error = function(cnd) NULL)
  if (is_symbolic(tensor)) {
    format_shape(tensor_shape(tensor))
  }
}

#' @rdname inspect
#' @export
print.keras.src.layers.layer.Layer <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat(format(x), sep = "\n")
  invisible(x)
}

#' @rdname inspect
#' @export
summary.keras.src.layers.layer.Layer <- function(object, ...) {
  check_no_dots(...)
  print(object)
}
