# Warnings and messages of R functions that Python calls.

# A handler further out may leave by a jump, and one through the frames of Python
# breaks it: what such a handler would see waits until Python has returned to R. All
# else is shown at once. Looks at Python only where it was entered above frame `from`.
hold_conditions <- function(expr, from = sys.nframe()) {
  force(from)
  hold <- structure(function(cnd) hold_back(cnd, from), class = "lamina_hold")
  withCallingHandlers(expr, warning = hold, message = hold)
}

hold_back <- function(cnd, from) {
  at <- python_frame()
  # What is only signalled, without such a restart, cannot wait.
  muffle <- findRestart(if (inherits(cnd, "message")) "muffleMessage" else "muffleWarning", cnd)
  if (at <= from || is.null(muffle) || !is_handled(cnd, at)) return()
  frame <- sys.frame(at)
  if (is.null(frame$held)) {
    do.call(on.exit, list(as.call(list(signal_held, frame)), add = TRUE), envir = frame)
  }
  frame$held <- c(frame$held, list(cnd))
  invokeRestart(muffle)
}

# Whether a handler that may jump stands further out than that frame.
is_handled <- function(cnd, at) {
  for (i in seq_len(at - 1L)) {
    f <- sys.function(i)
    if (!identical(f, tryCatch) && !identical(f, withCallingHandlers)) next
    frame <- sys.frame(i)
    ours <- inherits(frame$handlers$warning, "lamina_hold")
    if (!ours && any(class(cnd) %in% frame$classes)) return(TRUE)
  }
  FALSE
}

signal_held <- function(frame) {
  frame$has_returned <- TRUE
  for (cnd in frame$held) if (inherits(cnd, "message")) message(cnd) else warning(cnd)
}

# The number of the frame from which R went into Python last, and has not come back.
python_frame <- function() {
  for (i in rev(seq_len(sys.nframe()))) {
    f <- sys.function(i)
    is_reticulate <- identical(environment(f), asNamespace("reticulate"))
    in_python <- is_reticulate && ".Call" %in% all.names(body(f))
    if (in_python && is.null(sys.frame(i)$has_returned)) return(i)
  }
  0L
}
