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

# `call`: a call, or the frame of the function that is blamed.
abort_other_session <- function(x = NULL, call = NULL) {
  blamed <- if (is.environment(call)) list(call = call, frame = call) else called()
  found <- find_shell(blamed$frame, x)
  shell <- x %||% found$shell
  kind <- if (is.null(shell)) "Python object" else kind_of(shell)
  a_kind <- paste(if (grepl("^[aio]", kind)) "an" else "a", kind)
  abort_lamina(
    c(
      if (is.null(found)) {
        "This {kind} does not exist in this R session: it was saved with {.fn saveRDS}, or came from
         another R process."
      } else {
        "{.arg {found$arg}} is {a_kind} that does not exist in this R session: it was saved with
         {.fn saveRDS}, or came from another R process."
      },
      i = "Save a model there with {.fn save_model}, or make a raw vector of it with
           {.fn marshal_model}, and open it here with {.fn load_model} or {.fn unmarshal_model}.",
      i = if (kind == "tensor") "Save the values of a tensor as an array: {.code as.array(x)}.",
      i = if (kind == "layer") "Save the weights of a layer with {.code get_weights(layer)}."
    ),
    class = "session", call = blamed$call
  )
}

# The argument of a function that is such an object, this one if it is known, or a list that has it.
find_shell <- function(frame, x = NULL) {
  if (is.null(frame)) return(NULL)
  for (arg in setdiff(names(formals(sys.function(frame_number(frame)))), "...")) {
    value <- tryCatch(get(arg, frame), error = function(cnd) NULL)
    shells <- Filter(
      function(each) is_shell(each) && (is.null(x) || identical(each, x)),
      if (is.list(value) && !reticulate::is_py_object(value)) unclass(value) else list(value)
    )
    if (length(shells)) return(list(arg = arg, shell = shells[[1L]]))
  }
}

is_shell <- function(x) reticulate::is_py_object(x) && reticulate::py_is_null_xptr(x)

frame_number <- function(frame) {
  which(vapply(sys.frames(), identical, NA, frame))[[1L]]
}

# reticulate's own error for such an object.
is_of_other_session <- function(cnd) {
  grepl(python_texts[["other_session"]], conditionMessage(cnd), fixed = TRUE)
}

# The function for users that is running, the innermost of them: its call and its frame.
called <- function() {
  namespace <- topenv()
  generics <- as.character(getNamespaceInfo(namespace, "S3methods")[, 1L])
  generics <- grep("^[A-Za-z]", c(generics, "all.equal", "length"), value = TRUE)
  calls <- sys.calls()
  for (i in rev(seq_along(calls))) {
    call <- calls[[i]]
    frame <- sys.frame(i)
    # Also with the name of the package before it.
    name <- rlang::call_name(call)
    if (is.null(name) || !identical(topenv(frame), namespace)) next
    if (name %in% getNamespaceExports(namespace)) return(list(call = call, frame = frame))
    # R calls a method under its own name.
    generic <- generics[startsWith(name, paste0(generics, "."))]
    if (length(generic)) {
      call[[1L]] <- as.name(generic[[which.max(nchar(generic))]])
      return(list(call = call, frame = frame))
    }
  }
}

called_function <- function() called()$call
