#' Write a layer class in R
#'
#' Makes a new kind of layer from R functions: its settings, its weights, and what
#' it computes. The result is used like any `layer_*()` function. It trains on all
#' backends, and is saved and loaded as Keras' own layers are, in a session in
#' which it has been defined.
#'
#' @param classname Name of the class: a string that starts with a letter and has
#'   letters, digits and `_` only. A saved model holds it.
#' @param initialize Function of the layer's settings. It calls
#'   `super$initialize()` first and keeps the settings in `self`. `NULL` where
#'   there are none. `name`, `dtype` and `trainable` need no mention: they reach
#'   `super$initialize()` by themselves, unless `initialize` has `...`: then it passes them on
#'   itself, `super$initialize(...)`.
#' @param call Function of the input (a tensor, or a list of them) that returns
#'   the output. Where it has an argument `training`, it gets `TRUE` in training and otherwise
#'   `FALSE`; with an argument `mask`, the mask of the input.
#' @param build Function of the shape of the input, a list with `NULL` for an
#'   unknown dimension, the batch axis first. It makes the weights:
#'   `self$kernel <- self$add_weight(shape = shape(4, self$units))`.
#' @param get_config Function that returns the settings, a named list, on top of
#'   `super$get_config()`. `NULL` saves the arguments of `initialize`, where they
#'   are single numbers, strings and flags.
#' @param ... Further methods and attributes by name, such as
#'   `compute_output_shape` (for several outputs it returns a list of shapes) or
#'   functions of your own.
#' @param public Further methods and attributes, in a list.
#' @param private A named list of functions and values that only the methods see,
#'   as `private$name`; each layer has its own, and what the methods add to it.
#'   A class that inherits does not see what is private to its parent.
#' @param inherit The class to build on: what `Layer()` returned, or a class of
#'   Keras such as `keras$layers$Dense`. `NULL` builds on `keras$Layer`.
#' @param parent_env The environment in which the methods look for what they do
#'   not define. Where it is not given, each looks where it was written.
#'
#' @details
#' In the methods `self` is the layer, `super` the class it builds on, `private`
#' what is private, and `__class__` the class itself; so is the name of the class, where no
#' other function has that name. They are plain R functions of tensors: compute with
#' arithmetic and `keras$ops`. Keras traces `call` and computes what it traced.
#' Methods may also be written as in Python: with `self` as their first argument,
#' and `super()$call()` for `super$call()`. Layers that `self` keeps are found, in lists too.
#'
#' An error in a method names the method and the layer, and keeps the R error.
#'
#' A layer with arguments of another kind, such as a layer, needs a `get_config`
#' that describes them, and a `from_config` that makes a layer from the
#' description. `from_config` is a method of the class: it has no `self`, and
#' may name the class as its first argument, `cls`.
#'
#' @returns A function `(object, ...)` with the arguments of `initialize` after `object`, which
#'   composes like every `layer_*()` function.
#' @family core layers
#' @examplesIf is_keras_available()
#' layer_scale <- Layer(
#'   "Scale",
#'   initialize = function(start = 1) {
#'     super$initialize()
#'     self$start <- start
#'   },
#'   build = function(input_shape) {
#'     self$factor <- self$add_weight(
#'       shape = shape(input_shape[[length(input_shape)]]), initializer = "ones"
#'     )
#'   },
#'   call = function(inputs) inputs * self$factor * self$start
#' )
#' as.array(layer_scale(matrix(1:3, 1), start = 2))
#'
#' keras_model_sequential(input_shape = 3) |>
#'   layer_scale(start = 0.5, name = "scale") |>
#'   layer_dense(1)
#'
#' # A layer that is made with another layer can be saved, too.
#' layer_residual <- Layer(
#'   "Residual",
#'   initialize = function(inner, ...) {
#'     super$initialize(...)
#'     self$inner <- inner
#'   },
#'   call = function(inputs) inputs + self$inner(inputs),
#'   get_config = function() {
#'     inner <- keras$saving$serialize_keras_object(self$inner)
#'     modifyList(super$get_config(), list(inner = inner))
#'   },
#'   from_config = function(config) {
#'     config$inner <- keras$saving$deserialize_keras_object(config$inner)
#'     do.call(`__class__`, config)
#'   }
#' )
#' layer <- layer_residual(inner = layer_dense(units = 3))
#' from_config(get_config(layer))
#' @export
# nolint start: object_name_linter.
Layer <- function(classname, initialize = NULL, call = NULL, build = NULL,
                  get_config = NULL, ..., public = list(), private = list(), inherit = NULL,
                  parent_env = parent.frame()) {
  # nolint end
  check_class_name(classname)
  own <- list(initialize = initialize, call = call, build = build, get_config = get_config)
  own <- drop_nulls(undo_partial_matching(own, names_given(sys.call(), parent.frame())))
  for (method in intersect(names(own), c("initialize", "call", "build", "get_config"))) {
    check_r_function(own[[method]], method)
  }
  members <- own
  for (more in list(check_members(list(...), "..."), check_members(public, "public"))) {
    members[names(more)] <- more
  }
  check_initialize(members$initialize)
  definition <- list2env(
    list(
      name = classname, members = members, private = check_members(private, "private"),
      inherit = check_inherit(inherit), class = NULL,
      parent_env = if (!missing(parent_env)) check_environment(parent_env)
    ),
    parent = emptyenv()
  )
  # A saved model may hold a layer of the class before one is made here.
  if (is_loaded(core)) python_class(definition) else remember_class(definition)
  new_layer_function(definition)
}

#' A method that is read like an attribute
#'
#' Marks a function among the methods of [Layer()], or among what is private, as a
#' property: it is called, without arguments, whenever the attribute of its name is
#' read.
#'
#' @param fn A function without arguments; it sees `self`, `super` and `private`.
#'   With one argument, which is missing when the property is read, it is called
#'   with the new value too when the property is set.
#' @param ... Not used.
#' @returns The function, marked.
#' @family core layers
#' @examplesIf is_keras_available()
#' layer_square <- Layer(
#'   "Square",
#'   call = function(inputs) inputs * inputs,
#'   n_weights = active_property(function() length(self$weights))
#' )
#' layer_square()$n_weights
#' @export
active_property <- function(fn, ...) {
  check_no_dots(..., what = "this function")
  check_function(fn)
  arguments <- setdiff(names(formals(args(fn))), "self")
  if (length(arguments) > 1L) {
    abort_lamina(
      "{.arg fn} must be a function without arguments, or with one for the value that is set, not a
       function of {.arg {arguments}}.",
      class = "argument", call = rlang::current_env()
    )
  }
  structure(fn, class = "lamina_active_property")
}

# What is defined before Python has started waits for it.
waiting_classes <- new.env(parent = emptyenv())

remember_class <- function(definition) assign(definition$name, definition, envir = waiting_classes)

define_waiting_classes <- function() {
  for (name in ls(waiting_classes)) python_class(get(name, envir = waiting_classes))
  rm(list = ls(waiting_classes), envir = waiting_classes)
}

python_class <- function(definition) {
  if (is.null(definition$class) || reticulate::py_is_null_xptr(definition$class)) {
    definition$class <- make_python_class(definition)
  }
  definition$class
}

make_python_class <- function(definition) {
  is_method <- vapply(definition$members, is_r_function, NA)
  methods <- definition$members[is_method]
  python_names <- sub("^initialize$", "__init__", names(methods))
  from_r$layer_class(
    definition$name,
    stats::setNames(Map(python_method, names(methods), methods, list(definition)), python_names),
    definition$members[!is_method],
    if (is_r_class(definition$inherit)) {
      python_class(attr(definition$inherit, "definition"))
    } else {
      definition$inherit
    }
  )
}

python_method <- function(name, method, definition) {
  # As in Python a method may name the layer, or its class, as its first argument.
  is_of_class <- name == "from_config"
  first <- names(formals(args(method)))[1L]
  takes_self <- identical(first, if (is_of_class) "cls" else "self")
  # A formal `self` would take arguments that begin like it.
  run <- function(.self, ...) {
    env <- method_environment(method, .self, definition, is_of_class)
    # Under its own name, which an error then shows.
    env[[name]] <- method
    environment(env[[name]]) <- env
    run_callback(
      method_result(name, do.call(name, c(if (takes_self) list(.self), list(...)), envir = env)),
      sprintf("`%s()` of %s failed.", name, describe_layer(if (!is_of_class) .self, definition))
    )
  }
  parameters <- python_parameters(method)
  c(
    list(run = run, parameters = if (takes_self) parameters[-1L] else parameters),
    if (inherits(method, "lamina_active_property")) list(is_property = TRUE)
  )
}

# R's shapes may hold NA; Python wants None.
method_result <- function(name, result) {
  if (name == "compute_output_shape") return(as_output_shape(result, "compute_output_shape()"))
  is_named <- is.list(result) && (!length(result) || rlang::is_named(result))
  if (name == "get_config" && !is_named && !reticulate::is_py_object(result)) {
    abort_argument("get_config()", "a list with names", result, NULL)
  }
  result
}

describe_layer <- function(self, definition) {
  name <- tryCatch(self$name, error = function(cnd) NULL)
  if (is.null(name)) {
    sprintf("the layer class %s", definition$name)
  } else {
    sprintf("the layer \"%s\" (%s)", name, definition$name)
  }
}

# What a method sees. `self` is the class itself in a method of the class.
method_environment <- function(method, self, definition, is_of_class = FALSE) {
  parent <- definition$parent_env
  env <- new.env(parent = if (is.null(parent)) environment(method) else parent)
  env[["__class__"]] <- python_class(definition)
  # Which the methods may call, as in a class "scale".
  other <- get0(definition$name, parent.env(env), mode = "function")
  if (!is_r_function(other) || is_r_class(other)) env[[definition$name]] <- env[["__class__"]]
  env$super <- new_super(self, definition)
  if (!is_of_class) {
    env$self <- self
    delayedAssign("private", private_members(self, definition), assign.env = env)
  }
  env
}

# What is private lives as long as the layer does, in an environment that the
# layer carries; a class that inherits has one of its own.
private_members <- function(self, definition) {
  # Two classes may have one name.
  key <- paste0("_r_private_", rlang::obj_address(definition))
  attributes <- reticulate::py_get_attr(self, "__dict__")
  members <- reticulate::py_to_r(attributes)[[key]]
  if (is.null(members)) {
    members <- new.env(parent = emptyenv())
    reticulate::py_set_item(attributes, key, members)
    for (name in names(definition$private)) {
      add_private(definition$private[[name]], name, members, self, definition)
    }
  }
  members
}

add_private <- function(member, name, members, self, definition) {
  if (is_r_function(member)) {
    environment(member) <- method_environment(member, self, definition)
    assign("private", members, envir = environment(member))
  }
  if (inherits(member, "lamina_active_property")) {
    makeActiveBinding(name, unclass(member), members)
  } else {
    assign(name, member, envir = members)
  }
}

# `super$call()`, and as in Python `super()$call()` and `super(Class, self)`.
new_super <- function(self, definition) {
  super <- function(type = definition$class, object = self) {
    if (are_same(type, definition$class)) return(super)
    builtins$super(type, object)
  }
  super <- structure(super, self = self, definition = definition, class = "lamina_super")
}

# What a layer keeps in `self`: lists and dictionaries in which Keras looks for layers.
#' @exportS3Method reticulate::py_to_r keras.src.utils.tracking.TrackedList
py_to_r.keras.src.utils.tracking.TrackedList <- function(x) copy_to_r(x, "list")

#' @exportS3Method reticulate::py_to_r keras.src.utils.tracking.TrackedDict
py_to_r.keras.src.utils.tracking.TrackedDict <- function(x) copy_to_r(x, "dict")

#' @exportS3Method reticulate::py_to_r keras.src.utils.tracking.TrackedSet
py_to_r.keras.src.utils.tracking.TrackedSet <- function(x) copy_to_r(x, "list")

copy_to_r <- function(x, type) {
  builtins[[type]](x)
}

#' @export
`$.lamina_super` <- function(x, name) {
  x <- attributes(x)
  class <- python_class(x$definition)
  if (name %in% c("initialize", "__init__")) {
    whole <- if (is_r_class(x$definition$inherit)) identity else whole_as_integers
    return(function(...) {
      invisible(do.call(from_r$initialize, c(list(x$self, class), whole(list(...)))))
    })
  }
  reticulate::py_get_attr(builtins$super(class, x$self), name)
}

# The function that stands for the class, with the arguments of its `initialize`.
new_layer_function <- function(definition) {
  own <- class_formals(definition)
  empty <- list(rlang::missing_arg())
  f <- rlang::new_function(
    c(object = empty, own, if (!("..." %in% names(own))) c(... = empty)),
    quote(compose_class(definition)),
    env = rlang::env(rlang::ns_env("lamina"), definition = definition)
  )
  structure(f, class = c("lamina_layer_class", "function"), definition = definition)
}

# `frame` and `fn`: the call of that function. A default is for `initialize` to
# compute, which sees what it was written beside.
compose_class <- function(definition, frame = caller_env(), fn = rlang::caller_fn()) {
  is_given <- function(name) !eval(call("missing", as.name(name)), frame)
  object <- if (is_given("object")) frame$object
  outcome <- check_object(object, arg = "object", call = frame, fn = fn)
  given <- Filter(is_given, setdiff(names(formals(fn)), c("object", "...")))
  dots <- check_class_dots(definition, eval(quote(list(...)), frame), frame, fn)
  check_given(given, definition, frame)
  own <- mget(given, envir = frame)
  is_code <- vapply(own, is_r_function, NA) & !vapply(own, is_r_class, NA)
  own[is_code] <- Map(name_function, own[is_code], given[is_code], list(frame))
  names(own) <- vapply(given, function(name) from_r$identifier(name), "")
  compose(object, outcome, python_class(definition), c(own, dots), runs_r = TRUE, call = frame)
}

check_given <- function(given, definition, call) {
  initialize <- class_initialize(definition)
  if (is.null(initialize)) return()
  optional <- c("self", "...", tested_by_missing(body(initialize)))
  for (name in setdiff(names(formals(initialize)), c(given, optional))) {
    if (rlang::is_missing(formals(initialize)[[name]])) {
      abort_missing(name, "given, since `initialize()` has no default for it", call)
    }
  }
}

class_formals <- function(definition) {
  initialize <- class_initialize(definition)
  if (is.null(initialize)) return(list(... = rlang::missing_arg()))
  formals <- as.list(formals(initialize))
  formals[names(formals) != "self"]
}

# Its own or that of the class of R that it builds on.
class_initialize <- function(definition) {
  initialize <- definition$members$initialize
  if (!is.null(initialize) || !is_r_class(definition$inherit)) return(initialize)
  class_initialize(attr(definition$inherit, "definition"))
}

# Where `initialize` takes any argument, or a class of Keras does, only they know
# which.
check_class_dots <- function(definition, dots, call, fn) {
  if (is.null(definition$members$initialize) && !is_r_class(definition$inherit)) {
    return(whole_as_integers(dots))
  }
  if ("..." %in% names(class_formals(definition))) return(dots)
  do.call(check_dots, c(dots, list(call = call, fn = fn)))
}

#' @exportS3Method reticulate::r_to_py lamina_layer_class
r_to_py.lamina_layer_class <- function(x, convert = FALSE) {
  reticulate::r_to_py(python_class(attr(x, "definition")), convert = convert)
}

#' @export
print.lamina_layer_class <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  definition <- attr(x, "definition")
  arguments <- names(formals(x))
  arguments <- paste(arguments, collapse = ", ")
  cat(sprintf("<layer class %s: function(%s)>\n", definition$name, arguments))
  methods <- names(definition$members)
  if (length(methods)) cat("  has", paste(methods, collapse = ", "), "\n")
  invisible(x)
}

check_class_name <- function(x, arg = "classname", call = caller_env()) {
  expected <- "the name of a class: a letter followed by letters, digits and `_`"
  if (missing(x)) abort_missing(arg, expected, call)
  if (!(rlang::is_string(x) && grepl("^[A-Za-z][A-Za-z0-9_]*$", x))) {
    abort_argument(arg, expected, x, call)
  }
}

# With those that a function around it hands on.
names_given <- function(call, frame) {
  handed_on <- if ("..." %in% as.character(call)) eval(quote(substitute(list(...))), frame)
  c(names(call), names(handed_on))
}

# R takes `get =` for `get_config =`; here it is a method of that name.
undo_partial_matching <- function(own, given) {
  for (name in setdiff(given, c("", names(formals(Layer))))) {
    full <- names(own)[pmatch(name, names(own))]
    if (!is.na(full) && !(full %in% given)) names(own)[names(own) == full] <- name
  }
  own
}

# The function for the class has an `object` of its own.
check_initialize <- function(x, call = caller_env()) {
  if (is.null(x) || !("object" %in% names(formals(x)))) return()
  abort_lamina(
    c(
      "{.arg initialize} must not have an argument {.arg object}.",
      i = "The function that {.fn Layer} returns has one: what the layer is added to or called on."
    ),
    class = "argument", call = call
  )
}

check_environment <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (!is.environment(x)) abort_argument(arg, "an environment", x, call)
  x
}

check_r_function <- function(x, arg, call = caller_env()) {
  if (!is_r_function(x)) abort_argument(arg, "an R function, or NULL", x, call)
}

check_members <- function(x, arg, call = caller_env()) {
  named <- is.list(x) && (!length(x) || (!is.null(names(x)) && all(nzchar(names(x)))))
  if (!named) abort_argument(arg, "a list with names", x, call)
  x
}

check_inherit <- function(x, arg = "inherit", call = caller_env()) {
  x <- as_own_class(x)
  valid <- is.null(x) || is_r_class(x) ||
    (reticulate::is_py_object(x) && inherits(x, "python.builtin.type") &&
       builtins$issubclass(x, keras$Layer))
  if (!valid) {
    abort_argument(
      arg, "a class made by `Layer()`, or a layer class such as `keras$layers$Dense`", x, call
    )
  }
  x
}
