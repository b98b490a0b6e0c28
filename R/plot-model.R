#' Plot a model
#'
#' Draws a diagram of the layers of a model and of the connections between them, in R: no system
#' software such as Graphviz is needed. A diagram that is too long continues in further columns.
#'
#' Layers with weights are blue, layers without weights white, nested models green and inputs grey;
#' frozen layers have a dashed border. A layer that is called several times is drawn for each call.
#'
#' @param x A model. A model that is not built yet is drawn as a chain of layers, without shapes.
#' @param show_shapes Whether to show the shapes of inputs and outputs, with `NA` for a size
#'   that is not fixed, such as the number of examples: `TRUE` or `FALSE`.
#' @param show_dtype Whether to show the dtype in which a layer computes.
#' @param show_layer_names Whether to show the names of the layers beside their classes.
#' @param ... Not used.
#' @param rankdir `"TB"` draws from top to bottom, `"LR"` from left to right.
#' @param expand_nested Whether to draw the layers of nested models, in a frame.
#' @param dpi Resolution of a PNG file in dots per inch: a whole number of at least 10.
#' @param layer_range Names of the first and the last layer to draw, a vector of two strings, or
#'   regular expressions that match them; `NULL` draws all.
#' @param show_layer_activations Whether to show activations, if a layer has one.
#' @param show_trainable Whether to show which layers are trainable; `NA` marks frozen layers only.
#' @param to_file Path of a file that ends in `.png`, `.pdf` or `.svg`, which is made as large as
#'   the diagram needs; `NULL` draws on the current graphics device.
#' @param show_params Whether to show the number of parameters.
#' @returns The model, invisibly.
#' @family models
#' @examplesIf is_keras_available()
#' inputs <- keras_input(c(16, 16, 3))
#' maps <- inputs |> layer_conv_2d(8, 3, activation = "relu", name = "edges")
#' more <- maps |> layer_conv_2d(8, 3, padding = "same", name = "shapes")
#' outputs <- layer_add(maps, more) |>
#'   layer_global_average_pooling_2d() |>
#'   layer_dense(2, name = "classes")
#' model <- keras_model(inputs, outputs)
#' plot(model)
#' plot(model, show_shapes = TRUE, show_layer_names = TRUE, show_params = TRUE)
#' plot(model, rankdir = "LR")
#' @name plot-model
#' @export
plot.keras.src.models.model.Model <- function(x, show_shapes = FALSE, show_dtype = FALSE,
                                              show_layer_names = FALSE, ..., rankdir = "TB",
                                              expand_nested = FALSE, dpi = 200, layer_range = NULL,
                                              show_layer_activations = FALSE, show_trainable = NA,
                                              to_file = NULL, show_params = FALSE) {
  check_no_dots(...)
  check_session(x)
  call <- rlang::current_env()
  show <- list(
    shapes = check_flag(show_shapes), dtype = check_flag(show_dtype),
    names = check_flag(show_layer_names), activation = check_flag(show_layer_activations),
    params = check_flag(show_params),
    trainable = if (identical(as.vector(show_trainable), NA)) NA else check_flag(show_trainable)
  )
  rankdir <- check_choice(rankdir, c("TB", "LR"))
  expand_nested <- check_flag(expand_nested)
  dpi <- as_whole(dpi, min = 10)
  if (!is.null(to_file)) check_picture_path(to_file, call)
  nodes <- diagram_nodes(x, expand_nested, call)
  nodes <- nodes_in_range(nodes, layer_range, call)
  picture <- new_diagram(lapply(nodes, with_lines, show = show), rankdir)
  if (is.null(to_file)) {
    grid::grid.newpage()
    grid::grid.draw(picture)
  } else {
    draw_to_file(picture, to_file, dpi)
  }
  invisible(x)
}

check_picture_path <- function(x, call) {
  check_path(x, "to_file", call)
  if (!grepl("[.](png|pdf|svg)$", x)) {
    abort_argument("to_file", "the path of a file that ends in `.png`, `.pdf` or `.svg`", x, call)
  }
  check_folder_of(x, "to_file", call)
}

diagram_nodes <- function(model, expand_nested, call) {
  nodes <- with_python(
    core$diagram(model, expand_nested), "The model could not be drawn.",
    call = call
  )
  if (is.null(nodes)) {
    abort_lamina(
      c(
        "A model of your own class does not tell how its layers are connected.",
        i = "{.fn summary} lists its layers."
      ),
      class = "argument", call = call
    )
  }
  if (!length(nodes)) abort_no_layers(call)
  lapply(nodes, function(node) {
    node$from <- as.integer(unlist(node$from))
    node$within <- as.character(unlist(node$within))
    node
  })
}

# Those from the first that is meant to the last; what came from others comes from nowhere.
nodes_in_range <- function(nodes, range, call) {
  if (is.null(range)) return(nodes)
  places <- places_in_range(vapply(nodes, function(node) node$name, ""), range, call)
  lapply(nodes[places], function(node) {
    kept <- match(node$from, places)
    node$from <- kept[!is.na(kept)]
    node
  })
}

# By the names of the first and the last layer, or regular expressions for them.
places_in_range <- function(names, range, call) {
  expected <- "the names of the first and the last layer, or NULL"
  range <- unlist(range)
  if (!is.character(range) || length(range) != 2L || anyNA(range)) {
    abort_argument("layer_range", expected, range, call)
  }
  ends <- Map(function(pattern, end) {
    found <- which(names == pattern)
    if (!length(found)) {
      found <- tryCatch(
        suppressWarnings(grep(pattern, names)), error = function(cnd) integer()
      )
    }
    if (!length(found)) {
      meant <- nearest(pattern, names)
      abort_lamina(
        c(
          "{.arg layer_range} must be {expected}; no layer has the name {.val {pattern}}.",
          i = if (!is.null(meant)) "Did you mean {.val {meant}}?"
        ),
        class = "argument", call = call
      )
    }
    end(found)
  }, range, list(min, max))
  if (ends[[1L]] > ends[[2L]]) {
    abort_lamina(
      "{.arg layer_range} must begin with the layer that comes first: {.val {range[[1L]]}} comes
       after {.val {range[[2L]]}}.",
      class = "argument", call = call
    )
  }
  ends[[1L]]:ends[[2L]]
}

# What is written in the box of a layer: the first line is its class and name.
with_lines <- function(node, show) {
  shape <- function(shapes) {
    each <- vapply(shapes, function(shape) {
      sizes <- lapply(shape, function(size) if (is.null(size)) NA else size)
      format_shape(unlist(sizes))
    }, "")
    paste(each, collapse = ", ")
  }
  shapes <- c(shape(node$inputs), shape(node$outputs))
  is_frozen <- !node$trainable && node$params > 0
  frozen <- if (is.na(show$trainable)) {
    if (is_frozen) "frozen"
  } else if (show$trainable && node$params > 0) {
    if (is_frozen) "frozen" else "trainable"
  }
  has_activation <- nzchar(node$activation) && node$activation != "linear"
  node$title <- if (node$is_input) "Input" else node$kind
  node$beside <- if (show$names) node$name else ""
  node$lines <- c(
    if (show$shapes && any(nzchar(shapes))) paste(shapes[nzchar(shapes)], collapse = " -> "),
    paste(c(
      if (show$activation && has_activation) node$activation,
      if (show$dtype && nzchar(node$dtype)) node$dtype,
      if (show$params && node$params > 0) {
        count <- format(node$params, big.mark = ",")
        sprintf("%s parameter%s", count, if (node$params > 1) "s" else "")
      },
      frozen
    ), collapse = ", ")
  )
  node$lines <- node$lines[nzchar(node$lines)]
  node$frozen <- is_frozen
  node
}
