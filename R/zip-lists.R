#' Lists side by side
#'
#' Goes through several lists at once: the first element of the result has the first elements of
#' all, and so on. In a training loop of your own it puts each gradient beside its variable.
#'
#' @param ... Lists or vectors of one length. With names, which they must have in common, the
#'   elements that belong together are found by these; names of the arguments become those of the
#'   parts. One list alone is taken for the list of lists.
#' @returns A list as long as each of them, of lists as long as there are arguments, with the
#'   names of the first. Errors have class `lamina_error`.
#' @family data utilities
#' @examples
#' str(zip_lists(gradient = list(0.1, 0.2), variable = list("kernel", "bias")))
#' str(zip_lists(list(a = 1, b = 2), list(b = "y", a = "x")))
#' @export
zip_lists <- function(...) {
  lists <- rlang::list2(...)
  if (length(lists) == 1L && is.list(lists[[1L]])) lists <- lists[[1L]]
  if (!length(lists)) return(list())
  args <- element_args(lists, "...")
  for (i in seq_along(lists)) {
    if (!is.vector(lists[[i]])) {
      abort_argument(args[[i]], "a list or a vector", lists[[i]], rlang::current_env())
    }
  }
  if (length(unique(lengths(lists))) > 1L) {
    abort_lamina(
      "The lists must be of one length, not of length {lengths(lists)}.",
      class = "argument", call = rlang::current_env()
    )
  }
  names <- names(lists[[1L]])
  for (i in seq_along(lists)) {
    lists[[i]] <- in_order_of(lists[[i]], names, args[[i]], rlang::current_env())
  }
  zipped <- lapply(seq_along(lists[[1L]]), function(i) lapply(lists, `[[`, i))
  stats::setNames(zipped, names)
}

in_order_of <- function(x, names, arg, call) {
  if (identical(names(x), names)) return(x)
  same <- !is.null(names) && !anyDuplicated(names) && setequal(names(x), names) &&
    length(x) == length(names)
  if (!same) {
    abort_lamina(
      c(
        "{.arg {arg}} must have the names of the first list.",
        i = "{.code unname()} puts lists side by side by position."
      ),
      class = "argument", call = call
    )
  }
  x[names]
}
