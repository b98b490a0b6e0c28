# A number above that of another argument, which has been checked before.
check_above <- function(x, other, null = FALSE, arg = caller_arg(x), call = caller_env()) {
  force(arg)
  than <- caller_arg(other)
  x <- check_number(x, null = null, arg = arg, call = call)
  if (!is.null(x) && x <= other) {
    abort_argument(
      arg, sprintf("a number above `%s`, which is %s", than, format(other)), x, call
    )
  }
  x
}
