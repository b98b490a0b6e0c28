# A value that stands for others, such as for missing ones: one text, which may be
# empty, or a whole number; NULL for none.
check_token <- function(x, kinds = c("text", "whole"), arg = caller_arg(x), call = caller_env()) {
  if (is.null(x)) return(NULL)
  if ("text" %in% kinds && rlang::is_string(x)) return(as.vector(x))
  if ("whole" %in% kinds && length(x) == 1L && is_whole(x)) return(as.integer(x))
  names <- c(text = "one text", whole = "a whole number")[kinds]
  abort_argument(arg, paste(c(names, "NULL"), collapse = " or "), x, call)
}
