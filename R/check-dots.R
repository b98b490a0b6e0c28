# What every Keras layer takes beside its own arguments.
layer_keywords <- c(
  "name", "dtype", "trainable", "activity_regularizer", "autocast", "input_shape", "input_dim"
)

# The `...` of a layer function: Keras' own keyword arguments, checked. `also`: one
# that this layer still takes, from older code; `without`: one that it does not take.
check_dots <- function(..., also = NULL, without = NULL, call = caller_env(),
                       fn = rlang::caller_fn()) {
  dots <- rlang::list2(...)
  if (length(dots)) check_keywords(dots, also, without, names(formals(fn)), call) else dots
}

check_keywords <- function(dots, also, without, formals, call) {
  known <- setdiff(c(layer_keywords, also), without)
  check_dots_names(dots, known, formals, "this layer", call)
  checks <- list(
    name = check_name, dtype = check_dtype, trainable = check_flag, autocast = check_flag,
    input_shape = function(...) as_shape(..., null = TRUE),
    input_dim = function(...) as_whole(..., min = 1, null = TRUE)
  )
  for (name in intersect(names(dots), names(checks))) {
    dots[name] <- list(checks[[name]](dots[[name]], arg = name, call = call))
  }
  dots[names(dots) %in% also] <- whole_as_integers(dots[names(dots) %in% also])
  dots
}

# The `...` of a method such as fit(): what Keras' own method takes beside it,
# which may be that of a class of the user's.
check_method_dots <- function(..., method, call = caller_env(), fn = rlang::caller_fn()) {
  # A comma at the end is none too many.
  dots <- rlang::list2(...)
  if (!length(dots)) return(dots)
  known <- names(formals(method))
  if (!("..." %in% known)) {
    check_dots_names(dots, known, names(formals(fn)), "this method", call)
  }
  dots
}

# The `...` of a method that takes nothing there.
check_no_dots <- function(..., call = caller_env(), fn = rlang::caller_fn()) {
  dots <- list(...)
  if (length(dots)) check_dots_names(dots, character(), names(formals(fn)), "this method", call)
}

check_dots_names <- function(dots, known, formals, what, call) {
  formals <- setdiff(formals, "...")
  names <- names(dots)
  if (is.null(names) || !all(nzchar(names))) {
    first <- if (is.null(names)) 1L else which(!nzchar(names))[[1L]]
    came <- describe(dots[[first]])
    abort_lamina(
      c(
        "{.arg ...} must hold named arguments only, not {came} without a name.",
        i = "The arguments are {.arg {formals}}."
      ),
      class = "argument", call = call
    )
  }
  unknown <- setdiff(names, known)
  if (length(unknown)) {
    meant <- nearest(unknown[[1L]], union(formals, known))
    abort_lamina(
      c(
        "{.arg {unknown[[1L]]}} is not an argument of {what}.",
        i = if (!is.null(meant)) "Did you mean {.arg {meant}}?"
      ),
      class = "argument", call = call
    )
  }
}

# The `...` of a merging layer: tensors without, keywords with a name.
split_dots <- function(...) {
  dots <- rlang::list2(...)
  named <- if (is.null(names(dots))) rep(FALSE, length(dots)) else nzchar(names(dots))
  list(tensors = unname(dots[!named]), keywords = dots[named])
}
