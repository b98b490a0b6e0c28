# The one place that knows what becomes of a new layer: added to a Sequential
# model, called on a tensor, or returned.

# `outcome`: what check_object() has said. `class` is a promise: Python starts only when the
# arguments have been checked. `spread`: a list becomes the arguments of the layer's call, one by
# one. `runs_r`: the class runs code of R, out of which a condition may leave when the layer has
# been created.
compose <- function(object, outcome, class, args, spread = FALSE, runs_r = FALSE,
                    call = caller_env()) {
  force(args)
  for (arg in names(args)[vapply(args, is_r_function, NA)]) {
    args[[arg]] <- name_function(args[[arg]], arg, call)
  }
  more <- list()
  if (spread && outcome != "returned") {
    inputs <- as_call_inputs(object, outcome, call)
    object <- inputs[[1L]]
    more <- inputs[-1L]
  }
  # Where Python cannot create a layer, it puts the state back itself.
  state <- if (runs_r || outcome != "returned") python_random$getstate()
  layer <- function() {
    with_python(create_layer(class, args), "Keras could not create the layer.", call = call)
  }
  compose_with(object, layer(), outcome, state, call, more)
}

# The query, the value and the rest of an attention layer: one tensor is both.
as_call_inputs <- function(object, outcome, call) {
  if (outcome == "added") {
    abort_argument(
      "inputs", "a list of tensors, or one tensor", object, call,
      hint = hint_one_tensor
    )
  }
  if (is_tensor_list(object)) object else list(object, object)
}

# An existing layer, called like a function. Some layers take vectors, and
# containers of Python, as well. `more`: further arguments of its call.
compose_existing <- function(object, layer, more = list(), call = caller_env()) {
  if (!is.null(object) && !reticulate::is_py_object(object)) {
    check_numbers_class(object, "object", call)
    object <- if (is_model(layer)) {
      as_model_call(object, layer, call)
    } else {
      if (is.data.frame(object) && is_feature_space(layer)) object <- as.list(object)
      as_columns(object, layer, "object", call)
    }
  } else if (is_model(layer) && is_tensor(object) && !is_symbolic(object)) {
    check_called_codes(layer, object, call)
  }
  outcome <- if (is_other_input(object)) "called" else outcome_of(object)
  if (outcome == "refused") abort_not_composable(object, "object", call, rlang::current_fn())
  compose_with(object, layer, outcome, python_random$getstate(), call, more)
}

is_other_input <- function(x) {
  if (reticulate::is_py_object(x)) return(!is_layer(x))
  is.atomic(x) && !is.null(x) && !is.factor(x)
}

# `outcome`: what outcome_of() has said. `layer` is a promise, where it is made by then only.
compose_with <- function(object, layer, outcome, state, call, more = list()) {
  ok <- FALSE
  on.exit(if (!ok && !is.null(state)) python_random$setstate(state))
  if (outcome != "returned") {
    check_axes(layer, input_ranks(object, outcome), call)
    check_string_output(layer, object, call)
    # A reversible embedding takes no indices on its way back.
    if (!isTRUE(more$reverse)) check_layer_codes(layer, object, call)
  }
  result <- switch(outcome,
    returned = layer,
    added = add_to_model(object, layer, call),
    called = call_on_tensor(object, layer, call, more)
  )
  ok <- TRUE
  if (outcome == "added") invisible(result) else result
}

# Of each input; none where one of them is not known.
input_ranks <- function(object, outcome = "called") {
  shapes <- if (outcome == "added") {
    list(model_output_shape(object))
  } else {
    lapply(if (is_tensor_list(object)) object else list(object), tensor_shape)
  }
  if (any(vapply(shapes, is.null, NA))) integer() else lengths(shapes)
}

add_to_model <- function(model, layer, call) {
  with_python(
    core$add_layer(model, layer),
    "The layer {.val {layer$name}} could not be added to the model {.val {model$name}}.",
    call = call,
    diagnose = function(cnd) {
      check_unused_name(layer, model, call)
      check_rank(layer, model_output_shape(model), call)
    }
  )
  model
}

call_on_tensor <- function(object, layer, call, more = list()) {
  inputs <- c(list(object), more)
  names <- rlang::names2(inputs)
  for (i in which(!vapply(inputs, reticulate::is_py_object, NA))) {
    arg <- if (nzchar(names[[i]])) names[[i]] else input_name(call)
    inputs[i] <- list(as_call_input(inputs[[i]], arg, call))
  }
  more <- inputs[-1L]
  object <- as_layer_input(inputs[[1L]], layer, input_name(call), call)
  output <- with_python(
    do.call(layer$`__call__`, c(list(object), more)),
    "The layer {.val {layer$name}} could not be called.",
    call = call,
    diagnose = function(cnd) {
      check_adapted(layer, cnd, call)
      if (is_flat_numeric(object)) {
        abort_argument(input_name(call), composable, object, call, hint = hint_dimensions)
      }
      check_one_input(layer, object, call)
      if (!is.list(object)) check_rank(layer, tensor_shape(object), call)
    }
  )
  if (gives_r_strings(layer)) string_array(output) else output
}

# What a layer is called with: numbers and strings without the classes of R, none of them missing.
as_call_input <- function(x, arg, call) {
  if (reticulate::is_py_object(x)) return(x)
  check_numbers_class(x, arg, call)
  if (is_tensor_list(x)) {
    args <- if (is.null(names(x))) rep(arg, length(x)) else element_args(x, arg)
    return(Map(as_call_input, x, args, list(call)))
  }
  x <- plain_values(x, arg, call)
  check_complete(x, arg, call)
  x
}

# A model takes its inputs as in predict(), and is not fixed to the number of the first examples.
as_model_call <- function(x, model, call) {
  ends <- model_ends(model)
  if (is.null(ends$inputs)) {
    x <- as_inputs(x, ends, "object", call)
    check_called_codes(model, x, call)
    core$open_batch(model, x)
    return(x)
  }
  ends$inputs$slots <- lapply(ends$inputs$slots, replace, "sparse", FALSE)
  x <- as_inputs(x, ends, "object", call)
  check_called_codes(model, x, call)
  # Keras takes no tensors beside arrays.
  if (length(ends$inputs$slots) < 2L || !is_tensor_list(x)) return(x)
  lapply(x, function(part) {
    if (is.null(part) || is_symbolic(part)) part else keras$ops$convert_to_tensor(part)
  })
}

# Merging layers and those of attention call it `inputs`.
input_name <- function(call) {
  if (is.environment(call) && exists("inputs", call, inherits = FALSE)) "inputs" else "object"
}

check_unused_name <- function(layer, model, call) {
  others <- Filter(function(other) !are_same(other, layer), model$layers)
  names <- vapply(others, function(other) other$name, "")
  if (layer$name %in% names) {
    abort_lamina(
      c(
        "{.arg name} must be a name that the model does not use yet, not {.val {layer$name}}.",
        i = "The model {.val {model$name}} has the {cli::qty(names)}layer{?s} {.val {names}}."
      ),
      class = "argument", call = call
    )
  }
}

# Keras' message shows all the numbers in them.
check_one_input <- function(layer, object, call) {
  if (has_one_input(layer) && is_tensor_list(object) && length(object) > 1L) {
    abort_argument(input_name(call), "a single tensor, as this layer takes only one", object, call)
  }
}

# Keras' message on a wrong rank counts axes in Python's way and knows no
# sibling layers; ours says what to use instead.
check_rank <- function(layer, shape, call) {
  expected <- layer_rank(layer)
  if (is.null(shape) || is.null(expected) || length(shape) == expected) return()
  sibling <- rank_sibling(layer, length(shape))
  abort_lamina(
    c(
      "The input of {.val {layer$name}} must have {expected} dimension{?s}, including the batch.",
      x = "It has {length(shape)}: its shape is {format_shape(shape)}.",
      i = if (!is.null(sibling)) "For {length(shape)} dimensions, use {.fn {sibling}}."
    ),
    class = "shape", call = call
  )
}

layer_rank <- function(layer) if (has_one_input(layer)) layer$input_spec$ndim

has_one_input <- function(layer) {
  check_session(layer)
  # A layer whose class forgot `super$initialize()` has none.
  reticulate::py_has_attr(layer, "input_spec") &&
    is_input_spec(layer$input_spec)
}

# Layers for 1, 2 and 3 spatial dimensions differ in one figure of their name.
rank_sibling <- function(layer, rank) {
  class <- sub(".*\\.", "", class(layer)[[1L]])
  if (!grepl("[123]D", class) || !(rank %in% 3:5)) return(NULL)
  sibling <- sub("[123]D", sprintf("_%dd", rank - 2L), class)
  name <- paste0("layer_", tolower(gsub("([a-z])([A-Z])", "\\1_\\2", sibling)))
  if (name %in% getNamespaceExports("lamina")) name
}

# A model of an input alone has no output yet: its configuration has the input.
model_output_shape <- function(model) {
  shape <- if (isTRUE(reticulate::py_has_attr(model, "output_shape"))) {
    model$output_shape
  } else {
    layers <- get_config(model)$layers
    if (length(layers)) layers[[length(layers)]]$config$batch_shape
  }
  if (!is.null(shape)) shape_integers(as_shape(shape))
}
