# Errors of Python, turned into lamina's.

# Runs `expr`; a Python exception in it becomes a lamina error, whose parent is the
# error of the R function that Python called, where one failed. `message` is
# evaluated only then, in the frame of the caller. `diagnose` may raise a more
# precise error first.
with_python <- function(expr, message, call, class = "python",
                        diagnose = function(cnd) NULL, .envir = parent.frame()) {
  depth <- with_python_state$depth
  with_python_state$depth <- depth + 1L
  on.exit(leave_python(depth))
  tryCatch(
    hold_conditions(expr),
    python.builtin.Exception = function(cnd) {
      failure <- find_failure(cnd)
      if (is.null(failure)) abort_cluster(cnd, call)
      # Of a schedule that has failed Python knows the layer and the step.
      if (is.null(failure) || inherits(cnd, "lamina.RateError")) diagnose(cnd)
      failure <- failure %||% tidy_python_error(cnd)
      abort_lamina(message, class, call = call, parent = failure, .envir = .envir)
    },
    `Rcpp::exception` = function(cnd) {
      if (is_of_other_session(cnd)) abort_other_session(call = call)
      stop(cnd)
    }
  )
}

# The same condition with a message for people. It leaves the class through
# which reticulate would fetch message and call from Python again.
tidy_python_error <- function(cnd) {
  exception <- attr(cnd, "py_object")
  type <- sub(".*\\.", "", class(cnd)[[1L]])
  structure(
    list(message = paste0(type, ": ", exception_text(exception)), call = NULL),
    py_object = exception,
    class = setdiff(class(cnd), c("python.builtin.BaseException", "python.builtin.object"))
  )
}

# Where a message says nothing, that of the exception behind it.
exception_text <- function(exception) {
  text <- ""
  while (!nzchar(text) && !is.null(exception)) {
    text <- python_message(reticulate::py_str(exception))
    exception <- exception$`__context__`
  }
  text
}

# Without what Keras, TensorFlow and reticulate wrap around a message: colour
# codes, dumps of arguments, and the way through Python's files.
python_message <- function(message) {
  wrapped <- c("last_error", "before_reason", "before_call", "after_call")
  message <- gsub(python_texts[["colour"]], "", message)
  for (text in python_texts[wrapped]) message <- sub(text, "", message)
  message <- gsub(python_texts[["function_node"]], "", message)
  message <- sub(python_texts[["operation"]], "", message)
  lines <- strsplit(message, "\n", fixed = TRUE)[[1L]]
  stack <- paste(python_texts[startsWith(names(python_texts), "stack")], collapse = "|")
  lines <- lines[!grepl(stack, lines) & nzchar(trimws(lines))]
  paste(lines, collapse = "\n")
}

# What several processes do not do alike, or devices cannot: Python's sentences are for R, too.
abort_cluster <- function(cnd, call) {
  if (!inherits(cnd, "lamina.ClusterError")) return()
  error <- attr(cnd, "py_object")
  message <- error$args[[1L]]
  hint <- switch(error$kind,
    late = "Call {.fn use_cluster} at the top of the script, after {.fn use_backend}.",
    address = "Give {.arg address}, {.arg processes} and {.arg process}, or start the script by
      {.code mpirun} or {.code srun}.",
    connection = "All processes must be started within {.arg timeout} seconds, with the same
      {.arg address}. Start R anew before the next try.",
    lost = "Start all processes again. With {.fn callback_backup_and_restore} among the callbacks,
      a training goes on from its last state.",
    made = "Make and compile the model in {.fn with_distribution}, too.",
    backend = "Call {.fn use_backend} first, in a new session of R."
  )
  if (error$kind == "late") message <- "Something has been computed in this process already."
  abort_lamina(c("{message}", i = hint), class = "cluster", call = call)
}
