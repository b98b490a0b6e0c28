# What every Keras layer takes beside its own arguments.
layer_keywords <- c(
  "name", "dtype", "trainable", "activity_regularizer", "autocast", "input_shape", "input_dim"
)

# The `...` of a layer function: Keras' own keyword arguments, checked.
check_dots <- function(..., call = caller_env(), fn = rlang::caller_fn()) {
  dots <- list(...)
  if (length(dots)) check_keywords(dots, names(formals(fn)), call) else dots
}

check_keywords <- function(dots, formals, call) {
  names <- names(dots)
  if (is.null(names) || !all(nzchar(names))) {
    first <- if (is.null(names)) 1L else which(!nzchar(names))[[1L]]
    came <- describe(dots[[first]])
    abort_lamina(
      c(
        "{.arg ...} must hold named arguments only, not {came} without a name.",
        i = "The arguments are {.arg {setdiff(formals, '...')}}."
      ),
      class = "argument", call = call
    )
  }
  unknown <- setdiff(names, layer_keywords)
  if (length(unknown)) {
    known <- setdiff(union(formals, layer_keywords), "...")
    meant <- nearest(unknown[[1L]], known)
    abort_lamina(
      c(
        "{.arg {unknown[[1L]]}} is not an argument of this layer.",
        i = if (!is.null(meant)) "Did you mean {.arg {meant}}?"
      ),
      class = "argument", call = call
    )
  }
  checks <- list(
    name = check_name, dtype = check_dtype, trainable = check_flag, autocast = check_flag,
    input_shape = as_shape, input_dim = as_whole
  )
  for (name in intersect(names, names(checks))) {
    dots[name] <- list(checks[[name]](dots[[name]], arg = name, call = call))
  }
  dots
}

# The `...` of a merging layer: tensors without, keywords with a name.
split_dots <- function(...) {
  dots <- list(...)
  named <- if (is.null(names(dots))) rep(FALSE, length(dots)) else nzchar(names(dots))
  list(tensors = unname(dots[!named]), keywords = dots[named])
}
