# Python shows most objects of Keras by where they lie in memory. Here they are shown as layers
# are: what they are, and how they are set.

# As for all objects of Keras, a method that another package has stays.
register_print_methods <- function() {
  for (class in keras_classes[setdiff(names(kinds), c("Model", "Layer"))]) {
    for (method in list(list("format", format_object), list("print", print_object))) {
      if (!is.null(utils::getS3method(method[[1L]], class, optional = TRUE))) next
      registerS3method(method[[1L]], class, method[[2L]], envir = baseenv())
    }
  }
}

format_object <- function(x, ...) {
  check_no_dots(..., also = format_arguments)
  check_session(x)
  class <- reticulate::py_get_attr(x, "__class__")
  kind <- kind_of(x)
  settings <- object_settings(x)
  name <- settings$name
  settings$name <- NULL
  shown <- paste(names(settings), vapply(settings, format_value, ""), sep = " = ")
  c(
    sprintf(
      "<%s %s%s>", describe_class(class), kind,
      if (is.character(name)) sprintf(" \"%s\"", name) else ""
    ),
    if (length(settings)) wrap_settings(shown),
    if (kind == "optimizer" && isTRUE(x$built)) {
      sprintf("  %s so far", number_of(as.integer(x$iterations$numpy()), "step"))
    }
  )
}

# Lines end behind a setting, never in it.
wrap_settings <- function(settings) {
  lines <- character()
  for (part in settings) {
    last <- length(lines)
    joined <- if (last) paste0(lines[[last]], ", ", part) else part
    fits <- last > 0L && nchar(joined) + 3L <= getOption("width")
    if (fits) lines[[last]] <- joined else lines <- c(lines, part)
  }
  paste0("  ", lines, rep(c(",", ""), c(length(lines) - 1L, 1L)))
}

print_object <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  cat(format_object(x), sep = "\n")
  invisible(x)
}

# What was given when it was made: of a callback, which has no configuration, what it keeps of it.
# What is not set is left out.
object_settings <- function(x) {
  config <- tryCatch(core$whole_config(x), error = function(cnd) NULL)
  if (is.null(config)) config <- core$kept_arguments(x)
  if (reticulate::is_py_object(config)) config <- reticulate::py_to_r(config)
  config <- config[!vapply(config, is.null, NA)]
  # As they are given in R: Keras' own count from 0.
  if (is_of_keras(reticulate::py_get_attr(x, "__class__"))) {
    axes <- intersect(c("axis", "input_axes", "output_axes"), names(config))
    config[axes] <- lapply(config[axes], as_r_axes)
  }
  config[setdiff(names(config), c("dtype", "fn", "is_legacy_optimizer"))]
}

format_value <- function(x) {
  if (is.function(x)) return("a function")
  if (reticulate::is_py_object(x)) return(describe(x))
  # The configuration of another object.
  if (is.list(x) && !is.null(x$class_name)) return(format_nested(x))
  if (is.list(x) && !is.null(names(x))) return(sprintf("a dictionary of %d", length(x)))
  if (is.list(x)) return(sprintf("(%s)", paste(vapply(x, format_value, ""), collapse = ", ")))
  if (length(x) > most_values) return(describe(x))
  if (is.character(x)) return(paste(encodeString(x, quote = "\""), collapse = ", "))
  paste(vapply(x, format, "", digits = 7L), collapse = ", ")
}

format_nested <- function(x) {
  inner <- x$config
  if (!is.list(inner)) return(sub(".*>", "", x$class_name))
  inner <- inner[!vapply(inner, is.null, NA) & !(names(inner) %in% c("name", "dtype"))]
  sprintf(
    "%s(%s)", sub(".*>", "", x$class_name),
    paste(names(inner), vapply(inner, format_value, ""), sep = " = ", collapse = ", ")
  )
}
