#' Get or set the state of a model as a list
#'
#' `get_state_tree()` returns everything that training changes in a model, or that is kept while it
#' runs, as nested lists: the weights, and the state of the optimizer and of the metrics.
#' `set_state_tree()` writes such values into the model, either all of them or none.
#'
#' @param object A model that has weights: one that knows the shape of its input, or has been
#'   called.
#' @param value_format Form of the values: `"backend_tensor"` for tensors of the backend, or
#'   `"numpy_array"` for R arrays, which can be saved with `saveRDS()`.
#' @param state_tree A list returned by `get_state_tree()`, or part of one: values that it lacks
#'   stay as they are. Each value, an array or a tensor, has the shape of the value it replaces. The
#'   names are those of the model: to use the state of another model, give its layers and optimizer
#'   the same names, `optimizer_adam(name = "adam")`.
#' @param ... Not used.
#' @returns `get_state_tree()`: a list of the four lists `trainable_variables`,
#'   `non_trainable_variables`, `optimizer_variables` and `metrics_variables`. In each, the values
#'   are under the names of the model, of its layers and of their weights, such as
#'   `tree$trainable_variables$sequential$dense$kernel`. A list without values is empty, such as
#'   that of the optimizer before [compile()]. `set_state_tree()`: the model, invisibly.
#'   An error of class `lamina_error_argument` if two values of the model, or a value and a group
#'   of values, have the same path.
#' @family models
#' @examplesIf is_keras_available()
#' model <- keras_model_sequential(input_shape = 3, name = "small") |>
#'   layer_dense(2, name = "classes")
#' tree <- get_state_tree(model, "numpy_array")
#' str(tree)
#' tree$trainable_variables$small$classes$bias <- c(1, 2)
#' set_state_tree(model, tree)
#' as.array(get_layer(model, "classes")$bias)
#' @export
get_state_tree <- function(object, value_format = "backend_tensor", ...) {
  check_no_dots(..., what = "this function")
  check_model(object)
  value_format <- check_choice(value_format, c("backend_tensor", "numpy_array"))
  check_is_built(object)
  call <- rlang::current_env()
  with_python(
    lapply(state_variables(object), function(variables) {
      check_paths(names(variables), call)
      as_tree(lapply(variables, function(variable) {
        if (value_format == "numpy_array") tensor_to_array(variable) else variable$value
      }))
    }),
    "The state of the model could not be read.",
    call = call
  )
}

#' @rdname get_state_tree
#' @export
set_state_tree <- function(object, state_tree, ...) {
  check_no_dots(..., what = "this function")
  check_model(object)
  call <- rlang::current_env()
  check_state_tree(state_tree, call)
  check_is_built(object)
  known <- state_variables(object)
  variables <- values <- list()
  for (group in names(state_tree)) {
    check_paths(names(known[[group]]), call)
    flat <- flat_tree(state_tree[[group]])
    check_known_paths(names(flat), names(known[[group]]), group, call)
    variables <- c(variables, known[[group]][names(flat)])
    values <- c(values, flat)
  }
  values <- Map(as_state, values, variables, names(values), MoreArgs = list(call = call))
  with_python(
    Map(function(variable, value) {
      variable$assign(keras$ops$reshape(value, as.list(tensor_shape(variable))))
    }, variables, values),
    "The state of the model could not be set.",
    call = call
  )
  invisible(object)
}

state_groups <- c(
  "trainable_variables", "non_trainable_variables", "optimizer_variables", "metrics_variables"
)

# The variables of each group, under their paths.
state_variables <- function(model) {
  named <- function(variables) {
    names(variables) <- vapply(variables, function(variable) variable$path, "")
    variables
  }
  optimizer <- if (reticulate::py_has_attr(model, "optimizer")) model$optimizer
  groups <- list(
    model$trainable_variables, model$non_trainable_variables,
    if (is.null(optimizer)) list() else optimizer$variables, model$metrics_variables
  )
  lapply(stats::setNames(groups, state_groups), named)
}

check_paths <- function(paths, call) {
  twice <- unique(paths[duplicated(paths)])
  inner <- paths[vapply(paths, function(path) any(startsWith(paths, paste0(path, "/"))), NA)]
  if (!length(c(twice, inner))) return()
  abort_lamina(
    c(
      "{.arg object} must be a model whose weights have paths of their own, not two with
       {.val {c(twice, inner)[[1L]]}}.",
      i = "Give the layers different names: {.code layer_dense(name = )}."
    ),
    class = "argument", call = call
  )
}

as_tree <- function(flat) {
  paths <- as.character(names(flat))
  first <- sub("/.*", "", paths)
  lapply(split(seq_along(flat), factor(first, unique(first))), function(at) {
    if (!any(grepl("/", paths[at], fixed = TRUE))) return(flat[[at]])
    as_tree(stats::setNames(flat[at], sub("^[^/]*/", "", paths[at])))
  })
}

flat_tree <- function(x, path = NULL) {
  if (!is.list(x) || reticulate::is_py_object(x)) return(stats::setNames(list(x), path))
  unnamed <- stats::setNames(x, NULL)
  below <- Map(
    flat_tree, unnamed, paste0(path, if (!is.null(path)) "/", rlang::names2(x))
  )
  do.call(c, unname(below))
}

check_state_tree <- function(x, call) {
  expected <- "a list as `get_state_tree()` returns it"
  if (missing(x)) abort_missing("state_tree", expected, call)
  if (!is.list(x) || reticulate::is_py_object(x)) abort_argument("state_tree", expected, x, call)
  unknown <- setdiff(rlang::names2(x), state_groups)
  if (!length(unknown)) return()
  meant <- nearest(unknown[[1L]], state_groups)
  abort_lamina(
    c(
      "{.arg state_tree} must be {expected}, with the names {.val {state_groups}}, not
       {.val {unknown}}.",
      i = if (!is.null(meant)) "Did you mean {.val {meant}}?"
    ),
    class = "argument", call = call
  )
}

check_known_paths <- function(paths, known, group, call) {
  unknown <- setdiff(paths, known)
  if (length(unknown)) {
    meant <- nearest(unknown[[1L]], known)
    abort_lamina(
      c(
        "{.arg state_tree} must have values that the model has; in {.code {group}} it has none at
         {.val {unknown[[1L]]}}.",
        i = if (!is.null(meant)) "Did you mean {.val {meant}}?"
        else if (group == "optimizer_variables" && !length(known)) {
          "A model has a state of its optimizer once it is compiled."
        }
      ),
      class = "argument", call = call
    )
  }
  if (anyDuplicated(paths)) {
    abort_lamina(
      "{.arg state_tree} must have one value for each path, not two at
       {.val {paths[[anyDuplicated(paths)]]}}.",
      class = "argument", call = call
    )
  }
}

# What is written must be numbers of the shape that is there.
as_state <- function(value, variable, path, call) {
  arg <- sprintf("state_tree: %s", path)
  value <- plain_values(value, arg, call)
  is_tensor <- reticulate::is_py_object(value)
  if (!(is.numeric(value) || is.logical(value) || is_tensor)) {
    abort_argument(arg, "an array", value, call)
  }
  check_no_missing(value, arg, call)
  expected <- as.integer(tensor_shape(variable))
  came <- if (is_tensor || length(expected) || length(value) != 1L) tensor_shape(value)
  if (!identical(as.integer(came), expected)) {
    abort_lamina(
      "{.arg state_tree} must have the shape {format_shape(expected)} at {.val {path}}, not
       {format_shape(came)}.",
      class = "shape", call = call
    )
  }
  if (is_tensor) value else reticulate::np_array(value)
}
