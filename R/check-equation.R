# What a dense layer multiplies and sums over, in Einstein's notation: the axes of
# the input, of the weights and of the output.
check_equation <- function(x, arg = caller_arg(x), call = caller_env()) {
  expected <- "an equation such as \"ab,bc->ac\", \"...b,bc->...c\" or \"ab...,bc->ac...\""
  if (missing(x)) abort_missing(arg, expected, call)
  forms <- c(
    "^[a-zA-Z]+,[a-zA-Z]+->[a-zA-Z]+$",
    "^[.]{3}[a-zA-Z]+,[a-zA-Z]+->[.]{3}[a-zA-Z]+$",
    "^[a-zA-Z]{2,}[.]{3},[a-zA-Z]+->[a-zA-Z]+[.]{3}$"
  )
  valid <- rlang::is_string(x) && any(vapply(forms, grepl, NA, x = x))
  if (!valid) {
    spaces <- rlang::is_string(x) && grepl("\\s", x)
    abort_argument(arg, expected, x, call, hint = if (spaces) "It must not contain spaces.")
  }
  as.vector(x)
}
