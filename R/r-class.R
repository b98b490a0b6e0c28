# Classes whose methods are R functions: what all of them have in common. The functions that make
# them, such as Layer() and Loss(), say what is of one kind only.

# The class that a function such as Loss() is to return, out of its arguments: called by it alone.
# Its formals before `...` are methods. `as_function` makes of the definition what is returned,
# `check` looks at the members.
define_class <- function(kind, as_function = new_class_function,
                         check = function(members, call) NULL, frame = caller_env(),
                         fn = rlang::caller_fn(), written = sys.call(sys.parent()),
                         caller = parent.frame(2L)) {
  methods <- class_methods(fn)
  check_class_name(frame$classname, call = frame)
  own <- mget(methods, envir = frame)
  given <- names_given(written, caller)
  own <- drop_nulls(undo_partial_matching(own, given, names(formals(fn))))
  for (method in intersect(names(own), methods)) {
    check_r_function(own[[method]], method, call = frame)
  }
  dots <- check_members(eval(quote(list(...)), frame), "...", call = frame)
  members <- own
  for (more in list(dots, check_members(frame$public, "public", call = frame))) {
    members[names(more)] <- more
  }
  check(members, frame)
  inherit <- check_inherit(frame$inherit, kind, call = frame)
  check_class_members(kind, members, inherit, call = frame)
  has_env <- !eval(quote(missing(parent_env)), frame)
  definition <- new_definition(
    kind, frame$classname, members,
    private = check_members(frame$private, "private", call = frame),
    inherit = inherit,
    parent_env = if (has_env) check_environment(frame$parent_env, "parent_env", call = frame)
  )
  as_function(definition)
}

new_definition <- function(kind, name, members, private, inherit, parent_env) {
  definition <- list2env(
    list(
      kind = kind, name = name, members = members, private = private, inherit = inherit,
      class = NULL, parent_env = parent_env
    ),
    parent = emptyenv()
  )
  # A saved model may hold an object of the class before one is made here.
  if (is_loaded(core)) python_class(definition) else remember_class(definition)
  definition
}

# What is defined before Python has started waits for it.
waiting_classes <- new.env(parent = emptyenv())

remember_class <- function(definition) {
  assign(paste(definition$kind, definition$name), definition, envir = waiting_classes)
}

define_waiting_classes <- function() {
  for (name in ls(waiting_classes)) python_class(get(name, envir = waiting_classes))
  rm(list = ls(waiting_classes), envir = waiting_classes)
}

python_class <- function(definition) {
  # If Python starts for this, it makes all classes that wait, this one among them.
  python_module(core)
  if (is.null(definition$class) || reticulate::py_is_null_xptr(definition$class)) {
    definition$class <- make_python_class(definition)
  }
  definition$class
}

make_python_class <- function(definition) {
  is_method <- vapply(definition$members, is_r_function, NA)
  methods <- definition$members[is_method]
  python_names <- vapply(names(methods), python_name, "", definition$kind)
  from_r$r_class(
    definition$kind,
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
  # As in Python a method may name the object, or its class, as its first argument.
  is_of_class <- name == "from_config"
  is_hook <- definition$kind == "callback"
  first <- names(formals(args(method)))[1L]
  takes_self <- identical(first, if (is_of_class) "cls" else "self")
  # A formal `self` would take arguments that begin like it.
  run <- function(.self, ...) {
    env <- method_environment(method, .self, definition, is_of_class)
    # Under its own name, which an error then shows.
    env[[name]] <- method
    environment(env[[name]]) <- env
    called <- function(...) {
      args <- list(...)
      if (name %in% store_methods) args <- lapply(args, as_weight_store)
      do.call(name, c(if (takes_self) list(.self), args), envir = env)
    }
    run_callback(
      method_result(
        name, if (is_hook) hook_result(name, called(...)) else called(...), definition
      ),
      sprintf("`%s()` of %s failed.", name, describe_object(if (!is_of_class) .self, definition)),
      hint = if (definition$kind != "layer") tensor_hint(list(...))
    )
  }
  parameters <- python_parameters(method)
  calls_super <- name != "initialize" || "super" %in% all.names(body(method))
  c(
    list(run = run, parameters = if (takes_self) parameters[-1L] else parameters),
    if (inherits(method, "lamina_active_property")) list(is_property = TRUE),
    if (!calls_super) list(calls_super = FALSE)
  )
}

# R's shapes may hold NA; Python wants None.
method_result <- function(name, result, definition) {
  force(result)
  if (name == "initialize") return(NULL)
  if (name == "compute_output_shape") return(as_output_shape(result, "compute_output_shape()"))
  if (name == "call" && definition$kind == "loss") return(check_compared(result))
  is_named <- is.list(result) && (!length(result) || rlang::is_named(result))
  if (name == "get_config" && !is_named && !reticulate::is_py_object(result)) {
    abort_argument("get_config()", "a named list", result, NULL)
  }
  result
}

describe_object <- function(self, definition) {
  name <- tryCatch(self$name, error = function(cnd) NULL)
  if (rlang::is_string(name)) {
    sprintf("the %s \"%s\" (%s)", definition$kind, name, definition$name)
  } else {
    sprintf("the %s class %s", definition$kind, definition$name)
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

# What is private lives as long as the object does, in an environment that the
# object carries; a class that inherits has one of its own.
private_members <- function(self, definition) {
  # Two classes may have one name.
  key <- paste0("_r_private_", rlang::obj_address(definition))
  attributes <- reticulate::py_get_attr(self, "__dict__")
  # It alone: to turn all attributes into R's, layers among them, takes milliseconds.
  members <- reticulate::py_get_item(attributes, key, silent = TRUE)
  if (reticulate::is_py_object(members)) members <- reticulate::py_to_r(members)
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
  name <- python_name(name, x$definition$kind)
  value <- reticulate::py_get_attr(builtins$super(class, x$self), name)
  if (!is.function(value)) return(value)
  from_r$of_base(x$definition$kind, name, value, x$self)
}

# The function that stands for the class, with the arguments of its `initialize`.
new_class_function <- function(definition) {
  own <- class_formals(definition)
  f <- rlang::new_function(
    c(own, if (!("..." %in% names(own))) list(... = rlang::missing_arg())),
    quote(create_of_class(definition)),
    env = rlang::env(rlang::ns_env("lamina"), definition = definition)
  )
  as_r_class(f, definition)
}

as_r_class <- function(f, definition) {
  structure(
    f,
    class = c(sprintf("lamina_%s_class", definition$kind), "lamina_r_class", "function"),
    definition = definition
  )
}

# `frame` and `fn`: the call of that function.
create_of_class <- function(definition, frame = caller_env(), fn = rlang::caller_fn()) {
  args <- class_arguments(definition, frame, fn)
  with_python(
    create_object(python_class(definition), args, definition$kind),
    "The {definition$kind} of class {.val {definition$name}} could not be created.",
    call = frame
  )
}

# What was given, checked. A default is for `initialize` to compute, which sees what it was
# written beside.
class_arguments <- function(definition, frame, fn) {
  is_given <- function(name) !eval(call("missing", as.name(name)), frame)
  given <- Filter(is_given, setdiff(names(formals(fn)), c("object", "...")))
  dots <- check_class_dots(definition, eval(quote(list(...)), frame), frame, fn)
  check_given(given, definition, frame)
  own <- mget(given, envir = frame)
  is_code <- vapply(own, is_r_function, NA) & !vapply(own, is_r_class, NA)
  own[is_code] <- Map(name_function, own[is_code], given[is_code], list(frame))
  names(own) <- vapply(given, function(name) from_r$identifier(name), "")
  c(own, dots)
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
  if (is.null(initialize)) {
    own <- if (is.null(keras_parent(definition))) class_kinds[[definition$kind]]$formals
    return(c(own, list(... = rlang::missing_arg())))
  }
  formals <- as.list(formals(initialize))
  formals[names(formals) != "self"]
}

# The class of Keras at the end, beside the one that all of the kind build on.
keras_parent <- function(definition) {
  inherit <- definition$inherit
  if (is_r_class(inherit)) keras_parent(attr(inherit, "definition")) else inherit
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
  if (is.null(class_initialize(definition))) {
    # Functional models are made of `inputs` and `outputs`.
    if (definition$kind %in% c("layer", "model", "object")) return(whole_as_integers(dots))
    if (!is.null(keras_parent(definition))) return(whole_as_integers(dots))
  } else if ("..." %in% names(class_formals(definition))) {
    return(if (definition$kind == "model") name_ends(dots) else dots)
  }
  if (definition$kind == "layer") {
    return(do.call(check_dots, c(dots, list(call = call, fn = fn))))
  }
  known <- class_kinds[[definition$kind]]$keywords
  check_dots_names(dots, known, names(formals(fn)), "this class", call)
  dots
}

# What a functional model is made of: `__init__` takes its arguments by name.
name_ends <- function(dots) {
  names(dots) <- rlang::names2(dots)
  missing <- setdiff(c("inputs", "outputs"), names(dots))
  places <- utils::head(which(names(dots) == ""), length(missing))
  names(dots)[places] <- missing[seq_along(places)]
  dots
}

#' @exportS3Method reticulate::r_to_py lamina_r_class
r_to_py.lamina_r_class <- function(x, convert = FALSE) {
  reticulate::r_to_py(python_class(attr(x, "definition")), convert = convert)
}

#' @export
print.lamina_r_class <- function(x, ...) {
  check_no_dots(..., also = print_arguments)
  definition <- attr(x, "definition")
  arguments <- names(formals(x))
  arguments <- paste(arguments, collapse = ", ")
  cat(sprintf("<%s class %s: function(%s)>\n", definition$kind, definition$name, arguments))
  methods <- names(definition$members)
  if (length(methods)) cat("  has", paste(methods, collapse = ", "), "\n")
  invisible(x)
}

check_class_name <- function(x, arg = "classname", call = caller_env()) {
  expected <- "the name of a class: a letter followed by letters, digits and `_`"
  if (rlang::is_missing(x)) abort_missing(arg, expected, call)
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
undo_partial_matching <- function(own, given, formals) {
  for (name in setdiff(given, c("", formals))) {
    full <- names(own)[pmatch(name, names(own))]
    if (!is.na(full) && !(full %in% given)) names(own)[names(own) == full] <- name
  }
  own
}

check_members <- function(x, arg, call = caller_env()) {
  named <- is.list(x) && (!length(x) || (!is.null(names(x)) && all(nzchar(names(x)))))
  if (!named) abort_argument(arg, "a named list", x, call)
  x
}

check_inherit <- function(x, kind, arg = "inherit", call = caller_env()) {
  given <- x
  x <- as_own_class(x)
  if (!is_r_class(x)) x <- class_behind(x) %||% x
  of_kind <- class_kinds[[kind]]
  valid <- is.null(x) || (is_r_class(x) && is_kind_of(attr(x, "definition")$kind, kind)) ||
    (reticulate::is_py_object(x) && inherits(x, "python.builtin.type") &&
       builtins$issubclass(x, of_kind$base()))
  if (!valid) {
    made <- if (kind != "object") sprintf("a class made by `%s()`, or ", of_kind$maker)
    abort_argument(arg, paste0(made, of_kind$parent), given, call)
  }
  x
}

# Models are layers, too.
is_kind_of <- function(kind, other) kind == other || (kind == "model" && other == "layer")
