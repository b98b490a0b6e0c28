# Classes and functions that a saved model names and Keras does not know: by the
# name that is saved, which those that have one need not be given. `exactly`: by no other name.
as_custom_objects <- function(x, exactly = FALSE, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  if (is.function(x)) x <- list(x)
  if (inherits(x, "python.builtin.dict")) x <- reticulate::py_to_r(x)
  expected <- "a named list of classes and functions, or NULL"
  if (!is.list(x) || reticulate::is_py_object(x)) abort_argument(arg, expected, x, call)
  names <- rlang::names2(x)
  twice <- names[nzchar(names) & duplicated(names)]
  if (length(twice)) {
    abort_lamina(
      "{.arg {arg}} must have one function or class for each name, not several for
       {.val {twice[[1L]]}}.",
      class = "argument", call = call
    )
  }
  objects <- list()
  for (i in seq_along(x)) {
    object <- as_own_class(x[[i]])
    if (!is.function(object)) abort_argument(arg, expected, object, call)
    name <- if (nzchar(names[[i]])) names[[i]] else own_name(object)
    if (is.null(name)) {
      abort_lamina(
        c(
          "{.arg {arg}} must name its functions, as in {.code list(twice = twice)}.",
          x = "Element {i} has no name."
        ),
        class = "argument", call = call
      )
    }
    is_code <- is_r_function(object) && !is_r_class(object)
    objects[[name]] <- if (is_code) as_named_function(object, name) else object
    if (exactly) next
    # As `create()` in create.py names it.
    if (is_code && reticulate::py_has_attr(keras$activations, name)) {
      name <- paste0(name, "_r")
      objects[[name]] <- as_named_function(object, name)
    }
    # Keras looks for a registered class under that name.
    if (is_r_class(object)) {
      objects[[registered_name(object, name)]] <- object
      if (name == own_name(object)) objects[[name_in_files(object)]] <- object
    }
  }
  objects
}

# It may be a loss or metric.
as_named_function <- function(f, name) {
  known <- registered_object(f)
  if (!is.null(known)) return(known)
  from_r$comparison(as_python_function(set_function_name(f, name)))
}

# That of register_keras_serializable() where the class was given to it.
name_in_files <- function(class) {
  keras$saving$get_registered_name(reticulate::r_to_py(class))
}

# As `KINDS` in class_kinds.py says.
registered_name <- function(class, name) {
  kind <- attr(class, "definition")$kind
  paste0(if (kind == "layer") "R" else paste0("R.", kind), ">", name)
}

own_name <- function(x) {
  if (is_r_class(x)) return(attr(x, "definition")$name)
  if (reticulate::is_py_object(x)) return(x$`__name__`)
  if (inherits(x, "R6ClassGenerator")) return(x$classname)
  function_name(x)
}

custom_objects_code <- function(names, value = "...") {
  odd <- names != make.names(names)
  names[odd] <- encodeString(names[odd], quote = "\"")
  sprintf("custom_objects = list(%s)", paste(names, "=", value, collapse = ", "))
}

# Keras asks for a class or function in terms of Python.
check_located <- function(cnd, call, class = "python", saved = NULL) {
  text <- reticulate::py_str(attr(cnd, "py_object"))
  find <- function(pattern) {
    found <- regmatches(text, regexec(pattern, text, perl = TRUE))[[1L]]
    found[length(found)]
  }
  r_class <- find("Could not locate class '[^']+'.*'registered_name': 'R(?:[.][a-z]+)?>([^']+)'")
  name <- find("Could not locate class '[^']+'.*'registered_name': '([^']+)'")
  f <- c(
    find("Could not locate function '([^']+)'"),
    find("Could not interpret \\w+ identifier: .*'config': '([^']+)', [^,]*'function'")
  )
  if (length(r_class)) {
    kind <- find("'registered_name': 'R[.]([a-z]+)>[^']+'")
    kind <- if (length(kind)) kind else "layer"
    abort_lamina(
      c(
        "The {kind} class {.val {r_class}} is not defined in this session.",
        i = "Define it with {.code {class_kinds[[kind]]$maker}(\"{r_class}\", ...)} first."
      ),
      class = class, call = call
    )
  }
  if (length(name)) {
    abort_lamina(
      c(
        "The class {.val {name}} is not known.",
        i = "Pass it under its name: {.code {custom_objects_code(name)}}."
      ),
      class = class, call = call
    )
  }
  if (length(f)) {
    abort_not_known(f[[1L]], saved, call, class)
  }
}

# `saved`: what the file says of its functions.
abort_not_known <- function(name, saved, call, class) {
  in_file <- !is.null(saved[[name]]$source)
  abort_lamina(
    c(
      "The function {.val {name}} is not known{if (!in_file) ': only its name is saved'}.",
      i = "Pass it under its name: {.code {custom_objects_code(name, \"f\")}}.",
      i = if (in_file) {
        "The file contains it, too: if you trust the file, {.code safe_mode = FALSE} uses it."
      }
    ),
    class = class, call = call
  )
}
