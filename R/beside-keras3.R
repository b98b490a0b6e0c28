# R's keras3 has methods for the same classes, and of two packages the one that is loaded last
# takes a method for all. With both loaded, models and histories that lamina made keep lamina's
# methods; all else keeps keras3's, so that its code runs as if lamina were not there.

share_methods_with_keras3 <- function(...) {
  if (!isNamespaceLoaded("keras3")) return(invisible())
  ours <- s3_methods("lamina")
  theirs <- s3_methods("keras3")
  for (key in intersect(names(ours), names(theirs))) {
    method <- ours[[key]]
    shared <- if (method$class %in% c(model_class, history_class)) {
      shared_method(method$generic, method$f, theirs[[key]]$f)
    } else {
      theirs[[key]]$f
    }
    # Both packages may have a generic of that name of their own, or know that of a third.
    for (namespace in list(asNamespace("lamina"), asNamespace("keras3"))) {
      if (exists(method$generic, envir = namespace, mode = "function")) {
        registerS3method(method$generic, method$class, shared, envir = namespace)
      }
    }
  }
}

history_class <- "keras_training_history"

# The methods that a package has registered, by generic and class.
s3_methods <- function(package) {
  namespace <- asNamespace(package)
  found <- getNamespaceInfo(namespace, "S3methods")[, 1:2, drop = FALSE]
  # A list where methods were registered later, some of them twice.
  found <- data.frame(generic = as.character(found[, 1L]), class = as.character(found[, 2L]))
  found <- unique(found)
  methods <- Map(function(generic, class) {
    f <- get0(paste(generic, class, sep = "."), envir = namespace, mode = "function")
    list(generic = generic, class = class, f = f)
  }, found$generic, found$class)
  names(methods) <- paste(found$generic, found$class)
  Filter(function(method) !is.null(method$f), methods)
}

# Called under the generic's name, which an error then shows.
shared_method <- function(generic, ours, theirs) {
  first <- names(formals(ours))[[1L]]
  formals <- list(rlang::missing_arg(), ... = rlang::missing_arg())
  names(formals)[[1L]] <- first
  body <- call(
    "{",
    call("<-", as.name(generic), call("if", call("is_made_here", as.name(first)), ours, theirs)),
    call(generic, as.name(first), quote(...))
  )
  rlang::new_function(formals, body, env = asNamespace("lamina"))
}

# keras3's histories do not say which epochs they are of.
is_made_here <- function(x) {
  if (inherits(x, history_class)) return(!is.null(unclass(x)$epoch))
  is_loaded(core) && isTRUE(core$origin$is_made_here(x))
}

# A model that a function of lamina returns.
made_here <- function(model) {
  core$origin$mark_made_here(model)
  model
}
