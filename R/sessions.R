# Objects of another R session: a file or a worker gets the shell of a Python object, without what
# was in it; a fork gets it whole, without what computes with it.

session <- new.env(parent = emptyenv())

# A fork, such as a worker of parallel::mclapply(), has a copy of Python without the threads in
# which the backends compute: it would wait for them for ever.
check_process <- function() if (is_fork()) abort_fork()

is_fork <- function() !is.null(session$process) && session$process != Sys.getpid()

abort_fork <- function() {
  abort_lamina(
    c(
      "Keras is running in another process, of which this one is a fork: it would wait forever.",
      i = "Work in new processes instead: {.code callr::r()}, {.code mirai::mirai()} or
           {.code parallel::makePSOCKcluster()}, not {.code parallel::mclapply()}. Pass the model
           on as a file: {.fun save_model}, then {.fun load_model} there."
    ),
    class = "fork"
  )
}

check_session <- function(x) {
  if (!reticulate::is_py_object(x)) return()
  if (reticulate::py_is_null_xptr(x)) abort_other_session(x)
  # Python's own objects and NumPy's have no threads, and work on.
  if (is_fork() && inherits(x, c(object_classes, tensor_classes))) abort_fork()
}

abort_other_session <- function(x = NULL, call = called_function()) {
  kind <- if (is.null(x)) "Python object" else kind_of(x)
  abort_lamina(
    c(
      "This {kind} is from another R session and does not exist in this one.",
      i = "Save a model with {.fn save_model}, to a file or, without a path, to a raw vector, and
           open it here with {.fn load_model}.",
      i = if (kind == "tensor") "Save the values of a tensor as an array: {.code as.array(x)}.",
      i = if (kind == "layer") "Save the weights of a layer with {.code get_weights(layer)}."
    ),
    class = "session", call = call
  )
}

# reticulate's own error for such an object.
is_of_other_session <- function(cnd) {
  grepl(python_texts[["other_session"]], conditionMessage(cnd), fixed = TRUE)
}

# The function for users that is running, the innermost of them.
called_function <- function() {
  namespace <- topenv()
  generics <- as.character(getNamespaceInfo(namespace, "S3methods")[, 1L])
  generics <- grep("^[A-Za-z]", c(generics, "all.equal", "length"), value = TRUE)
  calls <- sys.calls()
  for (i in rev(seq_along(calls))) {
    call <- calls[[i]]
    if (!is.symbol(call[[1L]]) || !identical(topenv(sys.frame(i)), namespace)) next
    name <- as.character(call[[1L]])
    if (name %in% getNamespaceExports(namespace)) return(call)
    # R calls a method under its own name.
    generic <- generics[startsWith(name, paste0(generics, "."))]
    if (length(generic)) {
      call[[1L]] <- as.name(generic[[which.max(nchar(generic))]])
      return(call)
    }
  }
}
