# The methods of a class written in R: a misspelt one would never be called, and without some of
# them its objects can do nothing.

# What Keras calls, beside the arguments of the function that makes classes of the kind.
more_hooks <- list(
  layer = c("compute_output_shape", "from_config"),
  model = c("build", "compile", "from_config", "get_config"),
  loss = c("from_config", "get_config", "initialize"),
  metric = c("from_config", "get_config", "reset_state"),
  callback = c("initialize", "on_batch_begin", "on_batch_end", "set_model", "set_params"),
  constraint = c("from_config", "initialize"),
  schedule = "from_config"
)

# What objects of the kind must have, and what function it is.
required_methods <- list(
  loss = c(call = "of `y_true` and `y_pred`"),
  metric = c(
    update_state = "of `y_true`, `y_pred` and `sample_weight`", result = "without arguments"
  ),
  constraint = c(call = "of a weight"),
  schedule = c(call = "of `step`, the number of the step")
)

# The arguments of a function such as Loss() that are methods.
class_methods <- function(fn) {
  names <- names(formals(fn))
  setdiff(names[seq_len(match("...", names) - 1L)], "classname")
}

python_name <- function(name, kind) {
  names <- c(initialize = "__init__", finalize = "__del__", class_kinds[[kind]]$python)
  if (name %in% names(names)) names[[name]] else name
}

class_hooks <- function(kind) {
  maker <- class_kinds[[kind]]$maker
  c(if (!is.null(maker)) class_methods(get(maker, mode = "function")), more_hooks[[kind]])
}

check_class_members <- function(kind, members, inherit, call = caller_env()) {
  check_methods(members, class_hooks(kind), inherited_members(inherit), call)
  check_required(kind, members, inherit, call)
}

# `inherited`: methods of the class that this one builds on.
check_methods <- function(members, hooks, inherited = character(), call = caller_env()) {
  is_method <- vapply(members, is_r_function, NA) &
    !vapply(members, inherits, NA, "lamina_active_property")
  for (name in setdiff(names(members)[is_method], c(hooks, inherited))) {
    meant <- misspelt(name, setdiff(hooks, names(members)))
    if (!is.null(meant)) {
      abort_lamina(
        c(
          "{.arg {name}} is not a method that Keras calls.",
          i = "Did you mean {.arg {meant}}? A function of your own needs another name."
        ),
        class = "argument", call = call
      )
    }
  }
}

# The hook that differs from a name by one slip, in spelling or in case, or by another word for its
# end: not more, because classes have functions of their own. A short name that one other letter
# makes another word, such as "calc", is one of these; so is one with a number.
misspelt <- function(name, hooks) {
  plain <- function(x) {
    x <- sub("_start$", "_begin", sub("_(finish|stop)$", "_end", x))
    tolower(gsub("_", "", x, fixed = TRUE))
  }
  same <- hooks[plain(hooks) == plain(name) & !grepl("^__.*__$|_$", name)]
  if (length(same)) return(same[[1L]])
  if (nchar(name) < 3L || grepl("[0-9_]$", name)) return(NULL)
  hooks <- hooks[substr(hooks, 1L, 1L) == substr(name, 1L, 1L)]
  for (hook in hooks[abs(nchar(hooks) - nchar(name)) <= 1L]) {
    if (is_one_slip(name, hook)) return(hook)
  }
}

is_one_slip <- function(x, y) {
  if (nchar(x) != nchar(y)) return(utils::adist(x, y)[[1L]] == 1)
  x <- strsplit(x, "")[[1L]]
  y <- strsplit(y, "")[[1L]]
  other <- which(x != y)
  if (length(other) == 1L) return(length(x) > 7L)
  length(other) == 2L && diff(other) == 1L && identical(x[other], rev(y[other]))
}

check_required <- function(kind, members, inherit, call = caller_env()) {
  required <- required_methods[[kind]]
  for (name in names(required)) {
    if (has_method(kind, members, inherit, name)) next
    abort_missing(
      name, paste("a function", required[[name]]), call,
      hint = "Or `inherit` is a class that has it."
    )
  }
}

has_method <- function(kind, members, inherit, name) {
  if (any(c(name, python_name(name, kind)) %in% names(members))) return(TRUE)
  if (is.null(inherit)) return(FALSE)
  if (is_r_class(inherit)) {
    definition <- attr(inherit, "definition")
    return(has_method(kind, definition$members, definition$inherit, name))
  }
  # Keras' base has each of them, and all that they do is to fail.
  method <- function(class) reticulate::py_get_attr(class, python_name(name, kind), silent = TRUE)
  reticulate::py_id(method(inherit)) != reticulate::py_id(method(class_kinds[[kind]]$base()))
}

# The functions of the classes of R that a class builds on.
inherited_members <- function(inherit) {
  if (is.null(attr(inherit, "definition"))) return(character())
  definition <- attr(inherit, "definition")
  c(names(definition$members), inherited_members(definition$inherit))
}
