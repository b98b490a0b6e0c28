# Classes and functions of Python by the module and the name that Keras has for them: several
# names stand for different things in different modules. reticulate inspects an object whenever
# it is looked up, which takes as long as a layer does to be made: each is looked up once.

# `module` as in "layers" or "optimizers.schedules"; "lamina" has what is lamina's own, its modules
# too.
keras_object <- function(module, name) {
  key <- paste(module, name)
  if (is.null(registry[[key]])) assign(key, keras_module(module)[[name]], envir = registry)
  registry[[key]]
}

registry <- new.env(parent = emptyenv())

keras_module <- function(module) {
  path <- strsplit(module, ".", fixed = TRUE)[[1L]]
  is_ours <- path[[1L]] == "lamina"
  Reduce(function(outer, name) outer[[name]], if (is_ours) path[-1L] else path,
         if (is_ours) core else keras)
}

# What a class or a function makes of arguments that have been checked.
call_keras <- function(module, name, args, call = caller_env()) {
  fetches <- grepl("^(applications|datasets)", module)
  with_python(
    if (fetches) call_fetching(module, name, args) else do.call(keras_object(module, name), args),
    "{.code {keras_name(module, name)}()} failed.",
    call = call
  )
}

# What may download files: those that were there stay if it fails.
call_fetching <- function(module, name, args, convert = TRUE) {
  fetched <- if (convert) from_r$fetched else reticulate::r_to_py(from_r$fetched)
  do.call(fetched, c(list(keras_object(module, name)), args))
}

keras_name <- function(module, name) {
  gsub(".", "$", paste("keras", module, name, sep = "."), fixed = TRUE)
}
