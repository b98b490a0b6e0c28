# Data in which nothing is missing: an array, or a list of them. Python has no NA,
# and would take one in texts for an unknown text.
check_complete <- function(x, arg = caller_arg(x), call = caller_env()) {
  if (is_tensor_list(x)) {
    for (element in x) check_complete(element, arg, call)
  } else if (is.character(x)) {
    check_no_missing(replace(!is.na(x), is.na(x), NA), arg, call)
  } else if (is.atomic(x)) {
    check_no_missing(x, arg, call)
  }
}
