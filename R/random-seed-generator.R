#' Make a generator of seeds
#'
#' Gives a new seed at every draw, in an order that its own seed decides: for layers of your own
#' that draw random numbers, and wherever one call of `random_*()` after the other shall
#' draw other numbers that can be drawn again.
#'
#' The count of its draws is a Keras variable: as an attribute of a layer it belongs to the
#' layer, and is kept in compiled functions too. `seed_generator$`next`()` gives the next seed, two
#' whole numbers in a tensor; [reset_seeds()] starts again.
#'
#' @param seed Where it starts: a whole number of at least 0, or `NULL` for one that is drawn.
#' @param name Name of the generator: a string, or `NULL` for one that is made up.
#' @param ... Not used.
#' @returns A Keras seed generator, for the argument `seed` of `random_*()`. Errors have class
#'   `lamina_error`.
#' @family random numbers
#' @seealso [reset_seeds()], [set_random_seed()].
#' @examplesIf is_keras_available()
#' seed <- random_seed_generator(42)
#' random_normal(2, seed = seed)
#' random_normal(2, seed = seed)
#' reset_seeds(seed)
#' random_normal(2, seed = seed)
#' @export
random_seed_generator <- function(seed = NULL, name = NULL, ...) {
  check_no_dots(..., what = "this function")
  call_keras("random", "SeedGenerator", list(seed = as_seed(seed), name = check_name(name)))
}
