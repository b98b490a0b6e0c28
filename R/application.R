# Models of Keras' applications: what they are created with, as far as it depends on the
# architecture, and what prepares images for them.

# `inputs`: the module that prepares images for it. `smallest`: how many rows and columns these
# must have. `sizes`, `alphas`: of the images and the widths that there are weights of ImageNet for.
create_application <- function(name, args, inputs, smallest, sizes = NULL, alphas = NULL,
                               call = caller_env()) {
  check_top(args, call)
  check_image_size(args, smallest, sizes, call)
  if (identical(args$weights, "imagenet")) check_width(args, alphas, call)
  own_name <- args$name
  # Keras knows the name of the architecture, by which it chooses layers and weights of some.
  if (is.null(own_name) || inputs %in% c("convnext", "efficientnet_v2")) args$name <- NULL
  model <- call_keras("applications", name, args, call)
  if (!is.null(own_name)) model$name <- own_name
  from_r$note_application(model, inputs)
  model
}

# ---- Checks of one argument ----------------------------------------------------

check_application_weights <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x) || identical(as.vector(x), "imagenet")) return(x)
  expected <- "\"imagenet\", the path of a file of weights, or NULL"
  if (!(rlang::is_string(x) && nzchar(x))) abort_argument(arg, expected, x, call)
  path <- path.expand(x)
  if (!file.exists(path) || dir.exists(path)) {
    abort_argument(arg, expected, x, call, hint = "There is no such file.")
  }
  path
}

check_input_tensor <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  expected <- "a symbolic tensor of 4 dimensions, such as from keras_input(), or NULL"
  images <- is_py_tensor_like(x) && is_symbolic(x) && length(tensor_shape(x)) == 4L
  if (!images) abort_argument(arg, expected, x, call)
  x
}

check_image_shape <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "the shape of an image, such as c(224, 224, 3), or NULL"
  shape <- as_shape(x, null = TRUE, arg = arg, call = call)
  if (!is.null(shape) && length(shape) != 3L) {
    abort_argument(
      arg, expected, x, call, hint = "It has no batch axis: rows, columns and channels alone."
    )
  }
  shape
}

# ---- What depends on the architecture ------------------------------------------

check_top <- function(args, call) {
  if (!args$include_top) return()
  if (identical(args$weights, "imagenet") && args$classes != 1000L) {
    abort_lamina(
      c(
        "{.arg classes} must be 1000 with the weights of ImageNet, not {args$classes}.",
        i = "For classes of your own, take {.code include_top = FALSE} and add a top."
      ),
      class = "argument", call = call
    )
  }
  activation <- args$classifier_activation
  if (is.null(args$weights) || !is.character(activation)) return()
  if (!(activation %in% c("linear", "softmax"))) {
    abort_lamina(
      "{.arg classifier_activation} must be {.val softmax} or NULL with trained weights,
       not {.val {activation}}.",
      class = "argument", call = call
    )
  }
}

check_image_size <- function(args, smallest, sizes, call) {
  if (is.null(args$input_tensor) && is.null(args$input_shape)) return()
  imagenet <- identical(args$weights, "imagenet")
  given <- if (is.null(args$input_tensor)) args$input_shape
  shape <- shape_integers(given %||% tensor_shape(args$input_tensor)[-1L])
  arg <- if (is.null(given)) "input_tensor" else "input_shape"
  first <- keras$config$image_data_format() == "channels_first"
  channels <- shape[[if (first) 1L else 3L]]
  size <- if (first) shape[-1L] else shape[-3L]
  if (imagenet && !identical(channels, 3L)) {
    abort_lamina(
      "{.arg {arg}} must have 3 channels with the weights of ImageNet,
       not the shape {format_shape(shape)}.",
      class = "argument", call = call
    )
  }
  # Keras looks at the size of a tensor where its layers cannot do with it.
  if (is.null(given)) return()
  if (any(size < smallest, na.rm = TRUE)) {
    abort_lamina(
      "{.arg input_shape} must have at least {smallest} rows and {smallest} columns, not the
       shape {format_shape(shape)}.",
      class = "argument", call = call
    )
  }
  if (!args$include_top || is.null(sizes)) return()
  if (anyNA(shape)) {
    abort_lamina(
      c(
        "{.arg input_shape} must be known with the top, not {format_shape(shape)}.",
        i = "With {.code include_top = FALSE} it may have NA."
      ),
      class = "argument", call = call
    )
  }
  if (imagenet && !(size[[1L]] == size[[2L]] && size[[1L]] %in% sizes)) {
    shapes <- vapply(sizes, function(n) {
      format_shape(append(c(n, n), 3L, if (first) 0L else 2L))
    }, "")
    abort_lamina(
      c(
        "{.arg input_shape} must be {.or {shapes}} with the top and the weights of ImageNet,
         not {format_shape(shape)}.",
        i = "Images of other sizes need {.code include_top = FALSE}."
      ),
      class = "argument", call = call
    )
  }
}

# Of networks of several widths.
check_width <- function(args, alphas, call) {
  depth <- args$depth_multiplier
  if (!is.null(depth) && depth != 1L) {
    abort_lamina(
      "{.arg depth_multiplier} must be 1 with the weights of ImageNet, not {depth}.",
      class = "argument", call = call
    )
  }
  if (isTRUE(args$minimalistic)) alphas <- 1
  if (is.null(alphas) || args$alpha %in% alphas) return()
  alphas <- format(alphas, drop0trailing = TRUE)
  abort_lamina(
    "{.arg alpha} must be {.or {alphas}} with the weights of ImageNet, not {args$alpha}.",
    class = "argument", call = call
  )
}
