# Activations, initializers, regularizers, constraints and optimizers: by name, as an R
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
    named <- if (kind == "activation") named_function(x, kind)
    if (!is.null(named)) return(named)
    check_known_identifier(x, kind, arg, call)
    # Keras computes something else.
    if (kind == "activation" && x == "sparsemax") {
      return(set_function_name(activation_sparsemax, "activation_sparsemax"))
    }
    return(x)
  }
  if (is_r_function(x)) {
    ours <- stand_for(x, kind, arg, call)
    if (!is.null(ours)) return(ours)
    if (kind == "optimizer") abort_argument(arg, "a name or a Keras optimizer", x, call)
    if (kind == "initializer") {
      check_call_of(x, "a shape", "dtype", arg = arg, call = call)
    } else {
      check_call_of(x, "a tensor", arg = arg, call = call)
    }
    return(x)
  }
  check_object_kind(x, kind, arg, call)
  config <- is.list(x) && !is.data.frame(x) && !is.null(names(x))
  if (config || is.function(x) || reticulate::is_py_object(x)) return(x)
  abort_argument(arg, expected, x, call)
}

# What a name stands for that the user has registered, or that with_custom_object_scope() has. Of
# activations, losses and metrics Keras itself looks for its own alone.
named_function <- function(name, kind) {
  if (tolower(name) %in% known_identifiers[[kind]]) return(NULL)
  found <- keras$saving$get_registered_object(name)
  if (is.function(found) && !inherits(found, "python.builtin.type")) found
}

# Keras calls whatever can be called, and so takes an optimizer for a loss.
check_object_kind <- function(x, kind, arg, call) {
  if (!reticulate::is_py_object(x)) return()
  moves_weights <- is_optimizer(x) || is_optimizer_map(x)
  # A metric sums up what it has seen.
  is_other <- is_callback(x) || (kind == "loss" && is_metric(x))
  if (is_other || moves_weights != (kind == "optimizer")) {
    abort_argument(arg, with_article(kind), x, call)
  }
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
  ),
  # Keras chooses what "crossentropy" and "accuracy" are by the shapes.
  loss = c(
    "bce", "binary_crossentropy", "binary_focal_crossentropy", "categorical_crossentropy",
    "categorical_focal_crossentropy", "categorical_hinge", "ce", "circle", "cosine_similarity",
    "crossentropy", "ctc", "dice", "hinge", "huber", "kl_divergence", "kld", "log_cosh", "mae",
    "mape", "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_error",
    "mean_squared_logarithmic_error", "mse", "msle", "poisson", "sparse_categorical_crossentropy",
    "squared_hinge", "tversky"
  ),
  metric = c(
    "acc", "accuracy", "auc", "bce", "binary_accuracy", "binary_crossentropy", "binary_io_u",
    "categorical_accuracy", "categorical_crossentropy", "categorical_hinge",
    "concordance_correlation", "cosine_similarity", "f1_score", "f_beta_score", "false_negatives",
    "false_positives", "hinge", "kl_divergence", "log_cosh_error", "mae", "mape", "mean",
    "mean_absolute_error", "mean_absolute_percentage_error", "mean_squared_error",
    "mean_squared_logarithmic_error", "mse", "msle", "pearson_correlation", "poisson", "precision",
    "r2_score", "recall", "root_mean_squared_error", "sparse_categorical_accuracy",
    "sparse_categorical_crossentropy", "sparse_top_k_categorical_accuracy", "squared_hinge", "sum",
    "top_k_categorical_accuracy", "true_negatives", "true_positives"
  )
)

# Of these, those that Keras cannot make or call by their name alone.
incomplete_identifiers <- list(
  activation = "threshold", initializer = "constant", metric = c("mean", "sum")
)

# Any other name may be one of the user's, which Keras then knows.
check_known_identifier <- function(x, kind, arg, call) {
  check_makes_alone(x, kind, arg, call)
  if (x %in% known_identifiers[[kind]]) return()
  module <- module_of_kind(kind)
  known <- tryCatch(
    {
      keras[[module]]$get(x)
      TRUE
    },
    # It has found a class, which cannot be made without its arguments.
    python.builtin.TypeError = function(cnd) abort_needs_arguments(x, module, arg, call),
    python.builtin.Exception = function(cnd) FALSE
  )
  if (known) return()
  listed <- encodeString(known_identifiers[[kind]], quote = "\"")
  # Of lamina's functions the names are none of Keras'.
  ours <- if (startsWith(x, paste0(kind, "_"))) nearest(x, names(counterparts[[module]]))
  abort_argument(
    arg, sprintf("the name of %s", with_article(kind)), x, call,
    hint = if (!is.null(ours)) {
      sprintf("Did you mean the function `%s`, without quotation marks?", ours)
    } else {
      hint_nearest(x, known_identifiers[[kind]]) %||%
        sprintf("Keras has %s.", paste(listed, collapse = ", "))
    }
  )
}

check_makes_alone <- function(x, kind, arg, call) {
  if (!(tolower(x) %in% incomplete_identifiers[[kind]])) return()
  if (kind == "initializer") abort_needs_arguments(x, module_of_kind(kind), arg, call)
  texts <- c(
    activation = "it has settings without a default, see {.fn activation_threshold}.",
    metric = "it is of values, not of targets and predictions."
  )
  hints <- c(
    activation = "{.code function(x) activation_threshold(x, 0.5, default_value = 0)}",
    metric = "{.fn custom_metric} makes one from a function of {.arg y_true} and {.arg y_pred}."
  )
  abort_lamina(
    c(paste("{.arg {arg}} must not be {.val {x}}:", texts[[kind]]), i = hints[[kind]]),
    class = "argument", call = call
  )
}

abort_needs_arguments <- function(x, module, arg, call) {
  plain <- function(name) tolower(gsub("_", "", name))
  ours <- names(which(plain(counterparts[[module]]) == plain(x)))
  abort_lamina(
    c(
      "{.arg {arg}} must not be {.val {x}}: it has arguments without a default.",
      i = if (length(ours)) {
        "Create it with {.fn {ours[[1L]]}}."
      } else {
        "Create it with its class in {.code keras${module}}."
      }
    ),
    class = "argument", call = call
  )
}

# All names and objects in what may be nested by output.
check_known_names <- function(x, kind, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  if (is.list(x) && !reticulate::is_py_object(x)) {
    for (element in x) check_known_names(element, kind, arg, call)
  } else if (is.character(x)) {
    for (name in x) {
      if (is.na(name)) abort_argument(arg, sprintf("the name of a %s", kind), name, call)
      # Keras compares these without regard to case.
      chosen <- list(loss = c("ce", "crossentropy"), metric = c("acc", "accuracy"))[[kind]]
      if (tolower(name) %in% chosen || !is.null(named_function(name, kind))) next
      check_known_identifier(name, kind, arg, call)
    }
  } else {
    check_object_kind(x, kind, arg, call)
  }
}

# A function that is called with so many arguments, `of` in words.
check_takes <- function(f, n, of, arg = caller_arg(f), call = caller_env()) {
  if (!is_r_function(f) || is.primitive(f)) return(f)
  names <- names(formals(f))
  required <- names[vapply(formals(f), rlang::is_missing, NA)]
  left <- setdiff(required, c(utils::head(names, n), "...", tested_by_missing(body(f))))
  if (("..." %in% names || length(names) >= n) && !length(left)) return(f)
  came <- if (length(names)) "of {.arg {names}}" else "without arguments"
  abort_lamina(
    paste0("{.arg {arg}} must be a function {of}, not a function ", came, "."),
    class = "argument", call = call
  )
}

# A function of R or Python, by itself.
check_function <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("a function", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  if (!is.function(x)) abort_argument(arg, expected, x, call)
  x
}

check_r_function <- function(x, arg, call = caller_env()) {
  if (!is_r_function(x)) abort_argument(arg, "an R function, or NULL", x, call)
}

# Whether Keras can call an R function in the way it will: with `what`, arguments
# by name, and others that the function may ask for.
check_call_of <- function(f, what, by_name = character(), may = character(), arg = caller_arg(f),
                          call = caller_env()) {
  if (is.primitive(f)) return(f)
  names <- names(formals(f))
  first <- utils::head(names, 1L)
  required <- names[vapply(formals(f), rlang::is_missing, NA)]
  left <- setdiff(required, c(first, by_name, may, "...", tested_by_missing(body(f))))
  takes <- length(first) && !(first %in% by_name) && ("..." %in% names || all(by_name %in% names))
  if (takes && !length(left)) return(f)
  wanted <- paste0(c(what, sprintf("`%s`", by_name)), collapse = " and ")
  came <- if (length(names)) "of {.arg {names}}" else "without arguments"
  abort_lamina(
    paste0("{.arg {arg}} must be a function of {wanted}, not a function ", came, "."),
    class = "argument", call = call
  )
}
