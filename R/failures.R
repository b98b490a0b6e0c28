# Errors of R functions that Python calls: how they cross it, and are found again on the other side.

# How many calls of with_python() are running, one in another, and whether an R function has failed
# in them.
with_python_state <- list2env(list(depth = 0L, failed = FALSE), parent = emptyenv())

leave_python <- function(depth) {
  with_python_state$depth <- depth
  if (depth || !with_python_state$failed) return()
  with_python_state$failed <- FALSE
  failures$let_go()
}

# What an R function that has failed returns to Python, which raises an exception of it. It carries
# the error in an environment: of an error by itself reticulate would make an exception.
new_failure <- function(error) {
  held <- with_python_state$depth > 0L
  if (held) with_python_state$failed <- TRUE
  failures$Failure(
    conditionMessage(error), list2env(list(error = error), parent = emptyenv()), held
  )
}

# The error of an R function behind a Python exception, or behind one that came of
# it; NULL where there is none.
find_failure <- function(cnd) {
  if (!is_loaded(failures)) return(NULL)
  failures$condition_of(attr(cnd, "py_object"))$error
}
