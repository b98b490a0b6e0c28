#' Write a class in braces
#'
#' `Name(Base) %py_class% {...}` makes a class from the functions defined in the braces,
#' and assigns it to its name. It is an older way to write classes that [Layer()], [Model()],
#' [Callback()] and the like make, kept for code that was written for keras3, and a way to
#' write Python classes that have nothing to do with Keras.
#'
#' @param spec The name of the class, `Name`, or with the class that it inherits from,
#'   `Name(keras$layers$Layer)`: a Python class or one that was made here. `convert` and
#'   `delay_load` are accepted in the parentheses, and not used.
#' @param body An expression in braces that assigns methods and attributes. Its functions
#'   see `self`, `super`, `private` and `__class__`. What is assigned to `private`
#'   (`private$n <- 0`) is visible to the methods only. A string at the beginning documents the
#'   class.
#' @param sym A name.
#' @param value For `%<-active%`: a function without arguments that is called when the name is read;
#'   if it has one argument, it is also called with the new value when the name is assigned to.
#'
#' @returns `%py_class%`: a function that creates objects of the class, with the arguments of
#'   `initialize`, invisibly. `%<-active%`: the function, invisibly; in a class it makes a
#'   property, as [active_property()] does.
#' @family classes
#' @examplesIf is_keras_available()
#' Counter %py_class% {
#'   initialize <- function(from = 0) private$n <- from
#'   up <- function() private$n <- private$n + 1
#'   n %<-active% function() private$n
#' }
#' counter <- Counter(3)
#' counter$up()
#' counter$n
#'
#' Doubled(keras$layers$Layer) %py_class% {
#'   call <- function(inputs) inputs * 2
#' }
#' Doubled()(matrix(c(1, 2, 3), 1))
#' @rdname py_class
#' @aliases py_class
#' @export
`%py_class%` <- function(spec, body) {
  spec <- substitute(spec)
  body <- substitute(body)
  frame <- parent.frame()
  call <- rlang::current_env()
  name <- if (is.call(spec)) as.character(spec[[1L]]) else as.character(spec)
  check_class_name(name, "spec", call = call)
  bases <- if (is.call(spec)) as.list(spec)[-1L]
  bases <- bases[!(rlang::names2(bases) %in% c("convert", "delay_load"))]
  if (length(bases) > 1L) {
    abort_lamina(
      "{.arg spec} must name one class to build on, not {length(bases)}.",
      class = "argument", call = call
    )
  }
  inherit <- if (length(bases)) eval(bases[[1L]], frame)
  kind <- kind_of_class(inherit)
  inherit <- check_inherit(inherit, kind, "spec", call = call)
  written <- written_members(body, frame)
  check_class_members(kind, written$members, inherit, call = call)
  definition <- new_definition(
    kind, name, written$members,
    private = written$private, inherit = inherit, parent_env = frame
  )
  f <- new_class_function(definition)
  assign(name, f, envir = frame)
  invisible(f)
}

#' @rdname py_class
#' @export
`%<-active%` <- function(sym, value) { # nolint: object_name_linter.
  name <- as.character(substitute(sym))
  if (!is.function(value)) abort_argument("value", "a function", value, rlang::current_env())
  makeActiveBinding(name, value, parent.frame())
  invisible(value)
}

# What the braces define: in an environment of their own, with one for what is private.
written_members <- function(body, frame) {
  env <- new.env(parent = frame)
  env$private <- new.env(parent = emptyenv())
  eval(body, env)
  private <- as.list.environment(env$private, all.names = TRUE)
  rm("private", envir = env)
  names <- ls(env, all.names = TRUE, sorted = FALSE)
  members <- lapply(stats::setNames(names, names), function(name) {
    if (bindingIsActive(name, env)) return(active_property(activeBindingFunction(name, env)))
    get(name, envir = env)
  })
  is_documented <- rlang::is_call(body, "{") && length(body) > 1L && is.character(body[[2L]])
  if (is_documented && is.null(members[["__doc__"]])) members[["__doc__"]] <- body[[2L]]
  list(members = members, private = private)
}

kind_of_class <- function(class) {
  if (is.null(class)) return("object")
  if (is_r_class(class)) return(attr(class, "definition")$kind)
  if (!inherits(class, "python.builtin.type")) return("object")
  for (kind in setdiff(c("model", names(class_kinds)), "object")) {
    if (builtins$issubclass(class, class_kinds[[kind]]$base())) return(kind)
  }
  "object"
}
