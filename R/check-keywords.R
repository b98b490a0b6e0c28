# The `...` of a layer function: what every Keras layer takes beside its own arguments.

layer_keywords <- c(
  "name", "dtype", "trainable", "activity_regularizer", "autocast", "input_shape", "input_dim",
  "batch_input_shape"
)

# What code for Keras 2 gives to layers, and what takes its place. Nothing is lost where it
# is NULL or FALSE.
older_layer_arguments <- c(
  adjustment = "Keras 3 has no batch renormalisation.",
  batch_size = "It needs `input_shape`, too; or set both with `batch_input_shape`.",
  causal = "Set it in the call: `layer(list(query, value), use_causal_mask = TRUE)`.",
  fused = "Keras 3 chooses the fastest implementation itself: leave it out.",
  renorm = "Keras 3 has no batch renormalisation.",
  renorm_clipping = "Keras 3 has no batch renormalisation.",
  renorm_momentum = "Keras 3 has no batch renormalisation.",
  time_major = "Keras 3 expects the examples along the first axis: swap the first two axes.",
  virtual_batch_size = "Keras 3 does not have it: use smaller batches.",
  weights = "Set them after the layer has been built: `set_weights(layer, weights)`."
)

# The `...` of a layer function: Keras' own keyword arguments, checked. `also`: one
# that this layer still takes, from older code; `without`: one that it does not take;
# `renamed`: formals by the names that they had in older code.
check_dots <- function(..., also = NULL, without = NULL, renamed = NULL, call = caller_env(),
                       fn = rlang::caller_fn()) {
  dots <- rlang::list2(...)
  if (!length(dots)) return(dots)
  dots <- rename_dots(dots, renamed, call)
  check_keywords(dots, also, without, names(formals(fn)), call)
}

check_keywords <- function(dots, also, without, formals, call) {
  known <- setdiff(c(layer_keywords, also), without)
  dots <- drop_unset(dots, setdiff(names(older_layer_arguments), known))
  if (any(c("input_shape", "input_dim") %in% names(dots))) known <- c(known, "batch_size")
  check_dots_names(dots, known, formals, "this layer", call, older_layer_arguments)
  checks <- list(
    name = check_name, dtype = check_dtype, trainable = check_flag, autocast = check_flag,
    input_shape = function(...) as_shape(..., null = TRUE),
    input_dim = function(...) as_whole(..., min = 1, null = TRUE),
    batch_input_shape = check_batch_shape,
    batch_size = function(...) as_whole(..., min = 1, null = TRUE)
  )
  for (name in intersect(names(dots), names(checks))) {
    dots[name] <- list(checks[[name]](dots[[name]], arg = name, call = call))
  }
  dots[names(dots) %in% also] <- whole_as_integers(dots[names(dots) %in% also])
  # Keras has no use for it, and warns.
  dots$input_length <- NULL
  as_input_keywords(dots)
}

# The shape with the batch, also where it was given in two parts; a layer of Keras knows
# only the one without.
as_input_keywords <- function(dots) {
  if (is.null(dots$batch_input_shape) && !is.null(dots$batch_size)) {
    example <- dots$input_shape %||% as_shape(dots$input_dim)
    dots$batch_input_shape <- as_shape(c(dots$batch_size, shape_integers(example)))
  }
  if (!is.null(dots$batch_input_shape)) {
    dots$input_dim <- NULL
    dots$input_shape <- as_shape(unclass(dots$batch_input_shape)[-1L])
    if (is.null(dots$batch_input_shape[[1L]])) dots$batch_input_shape <- NULL
  }
  dots$batch_size <- NULL
  dots
}

check_batch_shape <- function(x, arg, call) {
  shape <- as_shape(x, null = TRUE, arg = arg, call = call)
  if (!is.null(x) && !length(shape)) {
    abort_argument(arg, "a shape with the examples first, such as c(NA, 28, 28)", x, call)
  }
  shape
}

# Under its older name an argument takes the place of the formal, whose check follows.
rename_dots <- function(dots, renamed, frame) {
  for (old in intersect(names(dots), names(renamed))) {
    new <- renamed[[old]]
    if (!eval(call("missing", as.name(new)), frame)) {
      abort_lamina(
        "{.arg {old}} is the older name of {.arg {new}}: use only one of them.",
        class = "argument", call = frame
      )
    }
    assign(new, dots[[old]], envir = frame)
    dots[[old]] <- NULL
  }
  dots
}
