# A layer of Keras is made: with R functions among its arguments as functions of Python.

# Keras takes the shape of the input from a first layer, and warns of it.
create_layer <- function(class, args) {
  batch_shape <- args$batch_input_shape
  args$batch_input_shape <- NULL
  create <- function() create_object(class, args, "layer")
  layer <- if (any(c("input_shape", "input_dim") %in% names(args))) {
    force(from_r$create) # which loads Keras, before its warnings are caught
    with(reticulate::import("warnings")$catch_warnings(action = "ignore"), create())
  } else {
    create()
  }
  # A model takes it from its first layer.
  if (!is.null(batch_shape)) reticulate::py_set_attr(layer, "_batch_shape_arg", batch_shape)
  layer
}

# `kind`: what it is called in messages.
create_object <- function(class, args, kind) {
  r_functions <- vapply(args, is_r_function, NA)
  owner <- list2env(list(name = NULL, kind = kind), parent = emptyenv())
  if (any(r_functions)) {
    args[r_functions] <- Map(
      as_layer_function, args[r_functions], names(args)[r_functions], list(owner)
    )
  }
  object <- do.call(from_r$create, c(list(class), args))
  if (any(r_functions) && reticulate::py_has_attr(object, "name")) owner$name <- object$name
  object
}

is_r_function <- function(x) is.function(x) && !reticulate::is_py_object(x)

# `owner$name` is known when the layer has been made.
as_layer_function <- function(f, arg, owner) {
  if (arg == "standardize") f <- returning_tensor(f)
  as_python_function(
    f,
    describe = paste0(
      sprintf("The function `%s` of ", if (arg == "function") "f" else arg),
      "the ", owner$kind, if (!is.null(owner$name)) sprintf(" \"%s\"", owner$name), " failed."
    )
  )
}

# R's own functions of texts make nothing of TensorFlow's tensors, and no error.
returning_tensor <- function(f) {
  if (!has_string_tensors()) return(f)
  checked <- function(x) {
    y <- f(x)
    if (!reticulate::is_py_object(y)) {
      abort_lamina(
        c(
          "With the backend {.val tensorflow} it must return a tensor, not an R object.",
          i = "Its argument is a tensor, too: change it with TensorFlow, such as
               {.code tf$strings$upper(x)}."
        ),
        class = "argument"
      )
    }
    y
  }
  structure(checked, name = function_name(f), original = f)
}
