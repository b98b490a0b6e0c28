#' Make a method a property
#'
#' Marks a function among the methods or private members of [Layer()], [Model()] and the other
#' functions that make classes as a property: it is called, without arguments, whenever the
#' attribute of its name is read.
#'
#' @param fn A function without arguments; it sees `self`, `super` and `private`.
#'   With one argument, which is missing when the property is read, it is also called
#'   with the new value when the property is set.
#' @param ... Not used.
#' @returns The function, marked.
#' @family core layers
#' @examplesIf is_keras_available()
#' layer_square <- Layer(
#'   "Square",
#'   call = function(inputs) inputs * inputs,
#'   n_weights = active_property(function() length(self$weights))
#' )
#' layer_square()$n_weights
#' @export
active_property <- function(fn, ...) {
  check_no_dots(..., what = "this function")
  check_function(fn)
  arguments <- setdiff(names(formals(args(fn))), "self")
  if (length(arguments) > 1L) {
    abort_lamina(
      "{.arg fn} must be a function without arguments, or with one for the value that is set, not a
       function of {.arg {arguments}}.",
      class = "argument", call = rlang::current_env()
    )
  }
  structure(fn, class = "lamina_active_property")
}

#' @rdname active_property
#' @export
mark_active <- active_property
