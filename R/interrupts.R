# Ctrl-C while a model trains or predicts: raised in the middle of a step, it would leave the
# model half changed, on JAX without weights. Python holds it until the step is done.

# Until the function that calls this one returns, Ctrl-C waits. What R runs in between, on the
# way to and from Python, does not see it: R would jump over the frames of Python.
hold_interrupts <- function(frame = caller_env()) {
  interrupts$hold()
  do.call(on.exit, list(quote(end_interrupts(returnValue()))), envir = frame)
}

end_interrupts <- function(value) {
  if (interrupts$end()) signal_interrupt(value)
}

# The history of a training so far goes with the condition to `tryCatch(interrupt = )`, and stays
# with the model.
signal_interrupt <- function(value) {
  history <- if (inherits(value, "keras_training_history")) value
  signalCondition(structure(
    list(message = "", call = NULL, history = history),
    class = c("lamina_interrupt", "interrupt", "condition")
  ))
  if (!is.null(history)) {
    epochs <- length(history$epoch)
    cli::cli_inform(c(
      "!" = "The training was interrupted: the model is as after its last step.",
      i = "{.code model$history} keeps the {epochs} epoch{?s} that {?was/were} finished."
    ))
  }
  # What fail_together() tells: R has no error then.
  try(stop("interrupted by Ctrl-C", call. = FALSE), silent = TRUE)
  rlang::interrupt()
}

# What the user wrote, called by Python in a step, sees Ctrl-C: the first lets it go on, and the
# model stops after the step; a second stops it, where the step takes long.
with_interrupts <- function(expr) {
  if (!is_loaded(interrupts)) return(expr)
  interrupts$listen()
  on.exit(interrupts$unlisten())
  withCallingHandlers(expr, interrupt = let_step_finish)
}

let_step_finish <- function(cnd) {
  if (interrupts$note()) return()
  resume <- findRestart("resume")
  if (!is.null(resume)) invokeRestart(resume)
}
