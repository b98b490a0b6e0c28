# Values that a variable is given, `variable$assign(c(1, 2))`: what its type lacks is told, for
# which Keras would put something else there.

assign_methods <- c("assign", "assign_add", "assign_sub")

with_fitting_values <- function(variable, name) {
  force(name)
  function(value) {
    call <- sys.call()
    if (missing(value)) abort_missing("value", "a number, an array or a tensor", call)
    if (is.list(value) && !reticulate::is_py_object(value)) value <- flatten_scalars(value)
    value <- as_subset_value(value, call)
    with_python(
      reticulate::py_call(from_r$assign, variable, name, value),
      "The variable could not be changed.",
      call = call, diagnose = function(cnd) abort_refused(cnd, call)
    )
  }
}
