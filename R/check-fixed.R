# The one value that Keras takes, and takes by itself: checked, then left out.
check_fixed <- function(x, value, arg = caller_arg(x), call = caller_env()) {
  check_choice(x, value, null = TRUE, arg = arg, call = call)
  NULL
}
