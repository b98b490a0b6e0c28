# A function that needs nothing but what is in packages can be made again from its
# text. Any other needs its environment, which no file holds.

# What tells functions apart, and the source of one that has one.
describe_function <- function(f) {
  # Of one that is wrapped, the user's.
  original <- attr(f, "original", exact = TRUE)
  if (!is.null(original)) return(describe_function(original))
  source <- function_source(f)
  key <- if (is.null(source)) {
    c(function_text(f), rlang::obj_address(environment(f)))
  } else {
    c(source$code, names(source$from), unlist(source$from))
  }
  list(key = paste(key, collapse = "\n"), source = source)
}

function_text <- function(f) {
  attributes(f) <- NULL
  control <- c("keepNA", "keepInteger", "digits17")
  paste(deparse(utils::removeSource(f), control = control), collapse = "\n")
}

# The text of a function, and of which package each name is that it takes from
# elsewhere; NULL where one is of no package.
function_source <- function(f) {
  # One that was made of a source has it.
  source <- attr(f, "source", exact = TRUE)
  if (!is.null(source)) return(source)
  if (is.primitive(f)) f <- rlang::as_closure(f)
  code <- function_text(f)
  again <- tryCatch(eval(parse_function(code), baseenv()), error = function(cnd) NULL)
  parts <- function(f) lapply(c(as.list(formals(f)), list(body(f))), without_source)
  if (is.null(again) || !identical(parts(again), parts(f))) return(NULL)
  from <- list()
  for (name in free_names(f)) {
    package <- package_of(name, environment(f))
    if (is.null(package)) return(NULL)
    if (package != "base") from[[name]] <- package
  }
  list(code = code, from = from)
}

# removeSource() leaves calls of `function` that the parser does not give.
without_source <- function(expr) {
  if (rlang::is_missing(expr) || !is.call(expr)) return(expr)
  attributes(expr)[c("srcref", "srcfile", "wholeSrcref")] <- NULL
  if (rlang::is_call(expr, "function")) expr <- expr[1:3]
  parts <- if (rlang::is_call(expr, "function")) 3L else seq_along(expr)
  for (i in parts) {
    part <- expr[[i]]
    if (!rlang::is_missing(part) && !is.null(part)) expr[[i]] <- without_source(part)
  }
  expr
}

parse_function <- function(code) {
  expr <- parse(text = code, keep.source = FALSE)
  if (length(expr) != 1L || !rlang::is_call(expr[[1L]], "function")) stop("No function.")
  expr[[1L]]
}

make_function <- function(source) {
  env <- new.env(parent = baseenv())
  for (name in names(source$from)) {
    assign(name, getExportedValue(source$from[[name]], name), envir = env)
  }
  f <- eval(parse_function(source$code), env)
  structure(f, source = source)
}

# The package that exports what a function sees under a name; NULL where none does.
package_of <- function(name, env) {
  while (!identical(env, emptyenv()) && !exists(name, envir = env, inherits = FALSE)) {
    env <- parent.env(env)
  }
  value <- get0(name, envir = env, inherits = FALSE)
  if (is.null(value)) return(NULL)
  package <- if (identical(env, baseenv()) || identical(env, .BaseNamespaceEnv)) {
    "base"
  } else if (is.function(value) && !is.primitive(value)) {
    # Also of what a namespace imports.
    environmentName(topenv(environment(value)))
  } else {
    sub("^(package|imports):", "", environmentName(env))
  }
  exported <- package %in% loadedNamespaces() &&
    (package == "base" || name %in% getNamespaceExports(package))
  if (exported && identical(getExportedValue(package, name), value)) package
}

# The names that a function does not give a value itself.
free_names <- function(f) {
  names <- unlist(lapply(c(as.list(formals(f)), list(body(f))), used_names))
  setdiff(names, c(names(formals(f)), assigned_names(body(f))))
}

used_names <- function(expr) {
  if (rlang::is_missing(expr)) return(character())
  if (is.symbol(expr)) return(as.character(expr))
  if (!is.call(expr)) return(character())
  head <- expr[[1L]]
  if (rlang::is_call(expr, c("$", "@"))) return(c(as.character(head), used_names(expr[[2L]])))
  if (rlang::is_call(expr, c("::", ":::"))) return(as.character(head))
  if (rlang::is_call(expr, "function")) {
    inner <- unlist(lapply(c(as.list(expr[[2L]]), list(expr[[3L]])), used_names))
    return(c("function", setdiff(inner, names(expr[[2L]]))))
  }
  unlist(lapply(as.list(expr), used_names))
}

assigned_names <- function(expr) {
  if (!is.call(expr)) return(character())
  own <- if (rlang::is_call(expr, c("<-", "=", "for")) && is.symbol(expr[[2L]])) {
    as.character(expr[[2L]])
  }
  c(own, unlist(lapply(as.list(expr)[-1L], function(part) {
    if (!rlang::is_missing(part)) assigned_names(part)
  })))
}
