# Activations, initialisers, regularisers, constraints and optimizers: by name, as an R
# function, or as a Keras object.
check_activation <- function(x, null = TRUE, arg = caller_arg(x), call = caller_env()) {
  check_identifier(x, "activation", null, arg, call)
}

check_initializer <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_identifier(x, "initializer", null = TRUE, arg, call)
}

check_regularizer <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_identifier(x, "regularizer", null = TRUE, arg, call)
}

check_constraint <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_identifier(x, "constraint", null = TRUE, arg, call)
}

check_optimizer <- function(x, arg = caller_arg(x), call = caller_env()) {
  check_identifier(x, "optimizer", null = FALSE, arg, call)
}

check_identifier <- function(x, kind, null, arg, call) {
  expected <- sprintf(
    "a name, a function or a Keras object%s", if (null) ", or NULL" else ""
  )
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  if (rlang::is_string(x) && nzchar(x)) {
    check_known_identifier(x, kind, arg, call)
    return(x)
  }
  if (is_r_function(x)) {
    if (kind == "initializer") {
      check_call_of(x, "a shape", "dtype", arg = arg, call = call)
    } else {
      check_call_of(x, "a tensor", arg = arg, call = call)
    }
    return(name_function(x, arg, call))
  }
  config <- is.list(x) && !is.data.frame(x) && !is.null(names(x))
  if (config || is.function(x) || reticulate::is_py_object(x)) return(x)
  abort_argument(arg, expected, x, call)
}

# Names that Keras knows of itself.
known_identifiers <- list(
  activation = c(
    "celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu",
    "hard_swish", "hard_tanh", "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish",
    "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign",
    "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink",
    "threshold"
  ),
  initializer = c(
    "constant", "glorot_normal", "glorot_uniform", "he_normal", "he_uniform", "identity",
    "lecun_normal", "lecun_uniform", "normal", "one", "ones", "orthogonal", "random_normal",
    "random_uniform", "stft", "truncated_normal", "uniform", "variance_scaling", "zero", "zeros"
  ),
  regularizer = c("l1", "l1l2", "l2", "orthogonal_regularizer"),
  constraint = c("max_norm", "min_max_norm", "non_neg", "unit_norm"),
  optimizer = c(
    "adadelta", "adafactor", "adagrad", "adam", "adamax", "adamw", "ftrl", "lion", "muon", "nadam",
    "rmsprop", "schedulefreeadamw", "sgd"
  )
)

# Any other name may be one of the user's, which Keras then knows.
check_known_identifier <- function(x, kind, arg, call) {
  if (x %in% known_identifiers[[kind]]) return()
  known <- tryCatch(
    {
      keras[[paste0(kind, "s")]]$get(x)
      TRUE
    },
    python.builtin.Exception = function(cnd) FALSE
  )
  if (known) return()
  meant <- nearest(x, known_identifiers[[kind]])
  article <- if (kind == "regularizer" || kind == "constraint") "a" else "an"
  abort_argument(
    arg, sprintf("the name of %s %s", article, kind), x, call,
    hint = if (is.null(meant)) {
      listed <- encodeString(known_identifiers[[kind]], quote = "\"")
      sprintf("Keras has %s.", paste(listed, collapse = ", "))
    } else {
      sprintf("Did you mean \"%s\"?", meant)
    }
  )
}

# A function that came by a name is saved under it, and found again by it when the
# model is loaded.
name_function <- function(f, arg, call) {
  is_argument <- is.environment(call) && exists(arg, envir = call, inherits = FALSE)
  expr <- if (is_argument) eval(base::call("substitute", as.name(arg)), call)
  if (is.symbol(expr) && is.null(attr(f, "name", exact = TRUE))) {
    attr(f, "name") <- as.character(expr)
  }
  f
}
