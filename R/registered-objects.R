# What register_keras_serializable() was given and Python knows by another object: functions of R
# and classes of R6. Wherever they come up again, they are that object, by which Keras finds the
# name.

registered <- new.env(parent = emptyenv())
registered$objects <- list()

# NULL where it was not registered.
registered_object <- function(x) {
  # Those that came before Python register themselves when it starts.
  if (length(waiting_registrations$calls)) python_module(core)
  if (!length(registered$objects)) return(NULL)
  x <- bare(x)
  Find(function(known) identical(known$of_r, x), registered$objects)$python
}

# A function as it was written, whatever name it has.
bare <- function(x) {
  if (is.function(x)) attributes(x) <- NULL
  x
}

remember_object <- function(x, python) {
  registered$objects <- c(registered$objects, list(list(of_r = bare(x), python = python)))
}

forget_object <- function(x) {
  x <- bare(x)
  registered$objects <- Filter(function(known) !identical(known$of_r, x), registered$objects)
}

# What is registered before Python has started waits for it, as classes do.
waiting_registrations <- new.env(parent = emptyenv())
waiting_registrations$calls <- list()

wait_for_python <- function(register) {
  waiting_registrations$calls <- c(waiting_registrations$calls, list(register))
}

run_waiting_registrations <- function() {
  calls <- waiting_registrations$calls
  waiting_registrations$calls <- list()
  for (register in calls) register()
}
