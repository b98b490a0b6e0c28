# A class of R6 that inherits from a class of Python, such as `keras$callbacks$Callback`, becomes
# one in Python. In its methods `self` is the object, `super` what it inherits, `private` what it
# has for itself.

#' @exportS3Method reticulate::r_to_py R6ClassGenerator
r_to_py.R6ClassGenerator <- function(x, convert = FALSE) {
  base <- x$get_inherit()
  if (inherits(base, "R6ClassGenerator")) base <- reticulate::r_to_py(base)
  # What is R's alone stays so.
  if (!inherits(base, "python.builtin.type")) return(NextMethod())
  known <- registered_object(x)
  if (!is.null(known)) return(known)
  check_methods(x$public_methods, class_hooks(kind_of_class(base)), call = NULL)
  env <- new.env(parent = x$parent_env)
  env$.super <- function(self) {
    structure(list(self = self, class = env$.class), class = "lamina_r6_super")
  }
  env$.private <- function(self) r6_private(self, x, env)
  methods <- x$public_methods[setdiff(names(x$public_methods), "clone")]
  methods <- Map(r6_method, methods, names(methods), list(env))
  names(methods)[names(methods) == "initialize"] <- "__init__"
  names(methods)[names(methods) == "finalize"] <- "__del__"
  properties <- Map(r6_property, x$active, names(x$active), list(env))
  env$.class <- reticulate::PyClass(
    x$classname, c(list(`__module__` = "R"), x$public_fields, methods, properties), inherit = base
  )
  env$.class
}

# The same function, of the object too.
r6_method <- function(f, name, env) {
  first <- list(quote(super <- .super(self)), quote(private <- .private(self)))
  if (name == "initialize") {
    calls_super <- "super" %in% all.names(body(f))
    first <- c(first, if (!calls_super) quote(super$initialize()))
  }
  rlang::new_function(
    c(list(self = rlang::missing_arg()), formals(f)),
    as.call(c(quote(`{`), first, body(f), if (name == "initialize") quote(invisible(NULL)))),
    env
  )
}

r6_property <- function(f, name, env) {
  f <- r6_method(f, name, env)
  builtins$property(function(self) f(self), function(self, value) invisible(f(self, value)))
}

r6_private <- function(self, definition, env) {
  key <- paste0("_r_private_", definition$classname)
  attributes <- reticulate::py_get_attr(self, "__dict__")
  members <- reticulate::py_to_r(attributes)[[key]]
  if (is.null(members)) {
    members <- list2env(as.list(definition$private_fields), parent = emptyenv())
    reticulate::py_set_item(attributes, key, members)
    seen <- list2env(list(self = self, private = members, super = env$.super(self)), parent = env)
    for (name in names(definition$private_methods)) {
      method <- definition$private_methods[[name]]
      environment(method) <- seen
      assign(name, method, envir = members)
    }
  }
  members
}

#' @export
`$.lamina_r6_super` <- function(x, name) {
  x <- unclass(x)
  if (name == "initialize") name <- "__init__"
  reticulate::py_get_attr(builtins$super(x$class, x$self), name)
}
