# A function of R or Python, by itself.
check_function <- function(x, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  expected <- paste0("a function", if (null) ", or NULL")
  if (missing(x)) abort_missing(arg, expected, call)
  if (null && is.null(x)) return(NULL)
  if (!is.function(x)) abort_argument(arg, expected, x, call)
  x
}

# Whether Keras can call an R function in the way it will: with `what`, arguments
# by name, and others that the function may ask for.
check_call_of <- function(f, what, by_name = character(), may = character(), arg = caller_arg(f),
                          call = caller_env()) {
  if (is.primitive(f)) return(f)
  names <- names(formals(f))
  first <- utils::head(names, 1L)
  required <- names[vapply(formals(f), rlang::is_missing, NA)]
  left <- setdiff(required, c(first, by_name, may, "...", tested_by_missing(body(f))))
  takes <- length(first) && !(first %in% by_name) && ("..." %in% names || all(by_name %in% names))
  if (takes && !length(left)) return(f)
  wanted <- paste0(c(what, sprintf("`%s`", by_name)), collapse = " and ")
  came <- if (length(names)) "of {.arg {names}}" else "without arguments"
  abort_lamina(
    paste0("{.arg {arg}} must be a function of {wanted}, not one ", came, "."),
    class = "argument", call = call
  )
}
