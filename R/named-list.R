#' A list in which everything has a name
#'
#' Like [list()], but an element that is given without a name gets that of its variable or, for
#' other code, the code itself. Without elements it is an empty list with names, which becomes a
#' dictionary in Python.
#'
#' @param ... Elements, each with a name of its own or without one; also `!!!` and a list whose
#'   elements go into the new one.
#' @returns A named list. An error, of class `lamina_error`, if a name occurs twice.
#' @family models
#' @examples
#' height <- 2
#' width <- 3
#' str(named_list(height, width, area = height * width))
#' named_list()
#' @export
named_list <- function(...) {
  made <- rlang::dots_list(..., .named = TRUE, .homonyms = "keep")
  twice <- anyDuplicated(names(made))
  if (twice) {
    abort_lamina(
      "The elements must have different names: there is another {.val {names(made)[[twice]]}}.",
      class = "argument", call = rlang::current_env()
    )
  }
  made
}
