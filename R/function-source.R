# A function that needs nothing but what is in packages can be made again from its
# text. Any other needs its environment, which no file holds.

# What tells functions apart, and the source of one that has one.
describe_function <- function(f) {
  # Of one that is wrapped, the user's.
  original <- attr(f, "original", exact = TRUE)
  if (!is.null(original)) return(describe_function(original))
  source <- function_source(f)
  text <- source$code %||% function_text(f)
  key <- if (is.null(source)) {
    c(text, rlang::obj_address(environment(f)))
  } else {
    c(text, names(source$from), unlist(source$from))
  }
  list(key = paste(key, collapse = "\n"), text = text, source = source)
}

# Whether two texts are those of the same code, whichever R has written them.
is_same_code <- function(text, other) {
  parsed <- function(text) tryCatch(parse_function(text), error = function(cnd) text)
  identical(text, other) || identical(parsed(text), parsed(other))
}

function_text <- function(f) {
  attributes(f) <- NULL
  control <- c("keepNA", "keepInteger", "digits17")
  paste(deparse(utils::removeSource(f), control = control), collapse = "\n")
}

# The text of a function, and of which package each name is that it takes from
# elsewhere; NULL where one may be of no package.
function_source <- function(f) {
  # One that was made of a source has it.
  source <- attr(f, "source", exact = TRUE)
  if (!is.null(source)) return(source)
  if (is.primitive(f)) f <- rlang::as_closure(f)
  code <- function_text(f)
  again <- tryCatch(eval(parse_function(code), baseenv()), error = function(cnd) NULL)
  parts <- function(f) lapply(c(as.list(formals(f)), list(body(f))), without_source)
  if (is.null(again) || !identical(parts(again), parts(f))) return(NULL)
  names <- names_in(f)
  if (any(is_reaching_out(names$used)) || sees_own(names$used, environment(f))) return(NULL)
  from <- list()
  for (name in unique(names$used)) {
    package <- package_of(name, environment(f))
    if (is.null(package)) {
      # A text need not be a name, and what is assigned need not be read before.
      mode <- if (name %in% names$assigned) "any" else "function"
      needless <- name %in% c(names$assigned, names$texts)
      if (needless && !exists(name, envir = environment(f), mode = mode)) next
      return(NULL)
    }
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

# What a function names, wherever it does: `used`, as a symbol or in a text, but for
# arguments; `texts`, in a text alone, or an argument; `assigned`, what it gives a value
# somewhere, perhaps in another function or behind where it is read.
names_in <- function(f) {
  parts <- c(as.list(formals(f)), list(body(f)))
  arguments <- names(formals(f))
  symbols <- setdiff(symbols_in(parts), arguments)
  others <- c(heads_in(parts), texts_in(parts))
  list(
    used = c(symbols, others),
    texts = setdiff(c(texts_in(parts), arguments), symbols),
    assigned = c(assigned_names(body(f)), arguments_in(parts))
  )
}

# Whether one of the names is found before what packages have; or a method of a function of
# that name is.
sees_own <- function(names, env) {
  generics <- c(names, "Ops", "Math", "Summary")
  while (!is_of_package(env)) {
    own <- ls(env, all.names = TRUE, sorted = FALSE)
    if (any(names %in% own)) return(TRUE)
    dotted <- grep(".", own, fixed = TRUE, value = TRUE)
    for (name in dotted) {
      is_method <- any(startsWith(name, paste0(generics, ".")))
      if (is_method && exists(name, envir = env, mode = "function", inherits = FALSE)) return(TRUE)
    }
    if (identical(env, globalenv())) return(FALSE)
    env <- parent.env(env)
  }
  FALSE
}

is_of_package <- function(env) {
  identical(env, emptyenv()) || identical(env, baseenv()) || isNamespace(env) ||
    startsWith(environmentName(env), "package:")
}

# What finds a variable though its name is not written down, or runs what is not.
reaching_out <- c(
  "get", "get0", "mget", "exists", "dynGet", "assign", "delayedAssign", "makeActiveBinding",
  "rm", "remove", "ls", "objects", "attach", "detach", "local", "with", "within", "do.call",
  "match.fun", "match.arg", "match.call", "Recall", "parse", "str2lang", "str2expression",
  "source", "load", "topenv", "globalenv", "<<-", "->>", "sys.function", "sys.call",
  "sys.frame", "sys.frames", "parent.frame", "as.function", "body", "body<-", "formals",
  "formals<-", "exec", "inject", "quo", "enquo", "as_mapper", "as_function", "as_closure"
)

is_reaching_out <- function(names) {
  names %in% reaching_out |
    grepl("(^|[._])(env|envir|eval|evalq)([._]|$)|environment|^eval", names)
}

# Calls f on each part of what is code.
in_parts <- function(expr, f) {
  if (is.expression(expr) || is.pairlist(expr) || is.call(expr)) expr <- as.list(expr)
  unlist(lapply(expr, function(part) if (!rlang::is_missing(part)) f(part)))
}

is_code_list <- function(expr) is.list(expr) || is.pairlist(expr) || is.expression(expr)

# Arguments of a function inside are its own, and what stands behind `$` is no variable.
symbols_in <- function(expr) {
  if (is.symbol(expr)) return(as.character(expr))
  if (is_code_list(expr)) return(in_parts(expr, symbols_in))
  if (!is.call(expr)) return(character())
  if (rlang::is_call(expr, c("$", "@"))) return(symbols_in(expr[[2L]]))
  if (rlang::is_call(expr, c("::", ":::"))) return(character())
  if (rlang::is_call(expr, "function")) {
    return(setdiff(in_parts(expr[2:3], symbols_in), names(expr[[2L]])))
  }
  in_parts(expr, symbols_in)
}

# What is called, for which R passes over arguments that are no functions.
heads_in <- function(expr) {
  if (is_code_list(expr)) return(in_parts(expr, heads_in))
  if (!is.call(expr)) return(character())
  head <- expr[[1L]]
  own <- if (is.symbol(head)) as.character(head)
  # `names(x) <- y` calls `names<-`.
  target <- if (rlang::is_call(expr, c("<-", "=", "<<-"))) expr[[2L]]
  while (is.call(target)) {
    if (is.symbol(target[[1L]])) own <- c(own, paste0(as.character(target[[1L]]), "<-"))
    target <- if (length(target) > 1L) target[[2L]]
  }
  # A name of a package's is the same everywhere, but may be one that reaches out.
  if (rlang::is_call(expr, c("::", ":::"))) {
    outside <- as.character(expr[[3L]])
    return(c(own, outside[is_reaching_out(outside)]))
  }
  if (rlang::is_call(expr, c("$", "@"))) return(c(own, heads_in(expr[[2L]])))
  parts <- if (rlang::is_call(expr, "function")) expr[2:3] else expr
  c(own, in_parts(parts, heads_in))
}

texts_in <- function(expr) {
  if (is.character(expr)) return(expr[!is.na(expr) & nzchar(expr)])
  if (is_code_list(expr)) return(in_parts(expr, texts_in))
  if (!is.call(expr)) return(character())
  in_parts(if (rlang::is_call(expr, "function")) expr[2:3] else expr, texts_in)
}

arguments_in <- function(expr) {
  if (is_code_list(expr)) return(in_parts(expr, arguments_in))
  if (!is.call(expr)) return(character())
  if (!rlang::is_call(expr, "function")) return(in_parts(expr, arguments_in))
  c(names(expr[[2L]]), in_parts(expr[2:3], arguments_in))
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
