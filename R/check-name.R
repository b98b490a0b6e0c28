# The name of a layer or model. That it is not used twice in a model is for
# compose() to see.
check_name <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  valid <- rlang::is_string(x) && nzchar(x) && !grepl("/", x, fixed = TRUE)
  if (!valid) {
    hint <- if (rlang::is_string(x) && grepl("/", x, fixed = TRUE)) {
      "Keras separates the names of nested layers by `/`."
    }
    abort_argument(arg, "one text that is not empty and has no `/`, or NULL", x, call, hint = hint)
  }
  as.vector(x)
}
